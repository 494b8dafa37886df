"""The names of units that a document uses, each with the tasks that use it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gongkai_desk.checking.subject import Item, Subject, Table
from gongkai_desk.domain import Edit, Roster, Unit
from gongkai_desk.language import Match, UnitBook, category_of, is_group

Use = tuple[Table, Item]


def names_used(subject: Subject, *, groups: bool) -> Iterator[tuple[str, list[Use]]]:
    """(name, its uses) per document in order of appearance: group phrases, or names of single units."""
    for tables in subject.documents.values():
        uses: dict[str, list[Use]] = {}
        for table in tables:
            for item in table.items:
                for name in dict.fromkeys((*item.task.lead.units, *item.task.support.units)):
                    uses.setdefault(name, []).append((table, item))
        for name, found in uses.items():
            if (name in subject.roster.groups or is_group(name)) == groups:
                yield name, found


def recognised(subject: Subject, name: str) -> Match | None:
    """Who a name is in the roster; in a ledger, whose roster holds every name met, judged without that name itself."""
    unit = subject.roster.find(name)
    if unit is None or not subject.ledger:
        return subject.book.match(name)
    rest = Roster(tuple(one for one in subject.roster.units if one is not unit), subject.roster.groups)
    return UnitBook(rest).match(name)


def lacks_kind(subject: Subject, name: str) -> bool:
    """Whether the roster lists nobody of that kind at all (an annex of departments says nothing about counties)."""
    kind = category_of(Unit(name))
    listed = (unit for unit in subject.roster.units if unit.name not in subject.unlisted)
    return all(category_of(unit) is not kind for unit in listed)


def renaming(uses: list[Use], old: str, new: str) -> tuple[Edit, ...]:
    """The edits that put another name wherever the old one stands."""
    edits = []
    for _, item in uses:
        for name in ("lead", "support"):
            part = getattr(item.task, name)
            if old in part.units:
                units = tuple(dict.fromkeys(new if unit == old else unit for unit in part.units))
                edits.append(Edit("task", item.key, name, replace(part, units=units)))
    return tuple(edits)


def spread(uses: list[Use]) -> str:
    """（见3项任务） where several tasks use a name."""
    return f"（见{len(uses)}项任务）" if len(uses) > 1 else ""
