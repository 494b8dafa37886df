"""Edits of a clerk that touch more than one field: each gives the changes of one step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from msgspec import structs

from gongkai_desk.domain import Task
from gongkai_desk.ledger.keys import form_key, pending_key, report_key
from gongkai_desk.ledger.snapshot import Snapshot
from gongkai_desk.ledger.values import Change


def reorder(snapshot: Snapshot, ids: Sequence[str]) -> Iterator[Change]:
    """Bring the tasks into the order of ``ids``; tasks not named follow in their present order."""
    named = set(ids)
    for place, id in enumerate((*ids, *(str(task.id) for task in snapshot.tasks if task.id not in named)), 1):
        yield Change("task", id, "order", float(place))


def insert_task(snapshot: Snapshot, task: Task, after: str | None) -> Iterator[Change]:
    """A new task (with an unused id) below the task ``after``, or before all others for None."""
    ids = [str(one.id) for one in snapshot.tasks]
    place = ids.index(after) + 1 if after is not None else 0
    yield Change("task", str(task.id), "*", task, task.source)
    yield from reorder(snapshot, [*ids[:place], str(task.id), *ids[place:]])


def split_task(snapshot: Snapshot, id: str, texts: Sequence[str], new_ids: Sequence[str]) -> Iterator[Change]:
    """One task becomes several: it keeps id, reports and the first text; the others stand below it, alike but for the text."""
    task = snapshot.task(id)
    yield Change("task", id, "text", texts[0], task.source)
    yield Change("task", id, "reading", None, task.source)
    for new_id, text in zip(new_ids, texts[1:], strict=True):
        yield Change("task", new_id, "*", structs.replace(task, id=new_id, text=text, reading=None, number=None), task.source)
    ids = [str(one.id) for one in snapshot.tasks]
    place = ids.index(id) + 1
    yield from reorder(snapshot, [*ids[:place], *new_ids, *ids[place:]])


def merge_tasks(snapshot: Snapshot, ids: Sequence[str]) -> Iterator[Change]:
    """Several tasks become the first of them: texts joined, units united; reports go with it where it has none of that unit."""
    first, *others = (snapshot.task(id) for id in ids)
    leads = _united(task.lead.units for task in (first, *others))
    supports = tuple(unit for unit in _united(task.support.units for task in (first, *others)) if unit not in leads)
    keeper = str(first.id)
    yield Change("task", keeper, "text", "\n".join(task.text for task in (first, *others)), first.source)
    yield Change("task", keeper, "reading", None, first.source)
    yield Change("task", keeper, "lead", replace(first.lead, units=leads), first.source)
    yield Change("task", keeper, "support", replace(first.support, units=supports), first.source)
    taken = {(report.unit, report.round) for report in snapshot.reports if report.task == keeper}
    for task in others:
        for report in snapshot.reports:
            if report.task == task.id and (report.unit, report.round) not in taken:
                taken.add((report.unit, report.round))
                yield Change("report", report_key(keeper, report.unit, report.round), "*", report)
        yield Change("task", str(task.id), "*", None)


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


def _united(lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in lists for name in names))
