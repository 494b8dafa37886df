"""A unit's new name, and all that goes with it, as the changes of one step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gongkai_desk.ledger.keys import form_key, pending_key, report_key
from gongkai_desk.ledger.snapshot import Snapshot
from gongkai_desk.ledger.values import Change


def rename_unit(snapshot: Snapshot, old: str, new: str) -> Iterator[Change]:
    """A unit gets another name everywhere; the old one stays as an alias, so that documents are still understood."""
    unit = snapshot.roster.find(old)
    if unit is None or old == new:
        return
    place = float(snapshot.roster.names.index(unit.name) + 1)
    aliases = tuple(name for name in dict.fromkeys((*unit.aliases, unit.name)) if name != new)
    yield from (Change("unit", one.name, "order", float(index)) for index, one in enumerate(snapshot.roster.units, 1))
    yield Change("unit", unit.name, "*", None)
    yield Change("unit", new, "*", replace(unit, name=new, aliases=aliases))
    yield Change("unit", new, "order", place)
    for phrase, members in snapshot.roster.groups.items():
        if unit.name in members:
            yield Change("group", phrase, "members", tuple(new if name == unit.name else name for name in members))
    yield from _moved_answers(snapshot, unit.name, new)


def _moved_answers(snapshot: Snapshot, old: str, new: str) -> Iterator[Change]:
    for report in snapshot.reports:
        if report.unit == old:
            yield Change("report", report_key(report.task, new, report.round), "*", report)
            yield Change("report", report_key(report.task, old, report.round), "*", None)
    for (round, unit), form in snapshot.forms.items():
        if unit == old:
            yield Change("form", form_key(round, new), "*", replace(form, unit=new))
            yield Change("form", form_key(round, old), "*", None)
    for one in snapshot.pending:
        if one.unit == old:
            yield Change("pending", pending_key(one.task, new, one.round, one.field), "values", one.values)
            yield Change("pending", pending_key(one.task, old, one.round, one.field), "*", None)
