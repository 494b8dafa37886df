"""The roster that a ledger starts with: the office's own, the annexes', co-names, and whom the tasks name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from gongkai_desk.domain import Breakdown, Category, Level, Roster, Unit
from gongkai_desk.language import UnitBook, category_of, is_group, level_of
from gongkai_desk.language.levels import seat_of
from gongkai_desk.standing.naming import office_level

UNLISTED = "roster.unlisted"
"""The setting that names the units which only tasks name although there is a list: ``unknown-unit`` asks about them."""


def unlisted(known: Roster, breakdowns: Sequence[Breakdown], enlisted: Roster) -> tuple[str, ...] | None:
    """Whom only tasks name, where the office's own list or an annex says who exists; None where there is no list."""
    listed = _with_annexes(known, breakdowns)
    return tuple(name for name in enlisted.names if listed.find(name) is None) if listed.units else None


def enlist(known: Roster, breakdowns: Sequence[Breakdown]) -> Roster:
    """``known`` with everybody the breakdowns speak of.

    Annex units and their groups first; then co-names as aliases; then units that tasks name and nobody listed, with level and
    category read from their names (marked 上级 where they stand above the office). Group phrases never become units.
    """
    listed = _with_annexes(known, breakdowns)
    aliased = _with_aliases(listed, [pair for one in breakdowns for pair in one.aliases])
    return _with_named(aliased, breakdowns)


def _with_annexes(known: Roster, breakdowns: Iterable[Breakdown]) -> Roster:
    units = {unit.name: unit for unit in known.units}
    groups = dict(known.groups)
    for breakdown in breakdowns:
        for unit in breakdown.roster.units:
            found = _same(Roster(tuple(units.values())), unit.name)
            if found is None:
                units[unit.name] = _placed(unit)
            elif unit.name != found.name and unit.name not in found.aliases:
                units[found.name] = replace(found, aliases=(*found.aliases, unit.name))
        for phrase, members in breakdown.roster.groups.items():
            groups.setdefault(phrase, members)
    roster = Roster(tuple(units.values()), {})
    return Roster(roster.units, {phrase: _own_names(roster, members) for phrase, members in groups.items()})


def _own_names(roster: Roster, members: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unit.name if (unit := roster.find(name)) else name for name in members))


def _with_aliases(roster: Roster, pairs: Iterable[tuple[str, str]]) -> Roster:
    units = {unit.name: unit for unit in roster.units}
    for name, alias in pairs:
        unit = roster.find(name)
        if unit is not None and roster.find(alias) is None and alias not in units[unit.name].aliases:
            units[unit.name] = replace(units[unit.name], aliases=(*units[unit.name].aliases, alias))
    return Roster(tuple(units.values()), roster.groups)


def _with_named(roster: Roster, breakdowns: Sequence[Breakdown]) -> Roster:
    """Add the units that tasks name: whom the roster surely knows under another wording is not added again."""
    co_names = {alias: unit for one in breakdowns for unit, alias in one.aliases}
    level = office_level(roster)
    book = UnitBook(roster)
    for name in dict.fromkeys(_named(breakdowns)):
        if is_group(name) or name in roster.groups or book.roster.find(name) is not None:
            continue
        name = co_names.get(name, name)
        match = book.match(name) if book.roster.units else None
        if match is None or not match.sure:
            added = _newcomer(name, tuple(alias for alias, unit in co_names.items() if unit == name))
            book = UnitBook(Roster((*book.roster.units, added), roster.groups))
        elif book.roster.find(name) is None and name_of_government(name) != name:
            book = UnitBook(_with_aliases(book.roster, [(match.name, name)]))
    level = level or office_level(book.roster)
    old = set(roster.names)
    return Roster(tuple(unit if unit.name in old else _ranked(unit, book, level) for unit in book.roster.units), roster.groups)


def _newcomer(name: str, aliases: tuple[str, ...]) -> Unit:
    """A unit that only a task names. A county's government is the county (吴兴区政府 -> 吴兴区)."""
    seat = name_of_government(name)
    return Unit(seat, tuple(dict.fromkeys((*(() if seat == name else (name,)), *aliases))))


def name_of_government(name: str) -> str:
    """The place whose government a name means, else the name itself."""
    if category_of(Unit(name)) is not Category.COUNTY:
        return name
    return seat_of(name) or name


def _named(breakdowns: Iterable[Breakdown]) -> Iterator[str]:
    for breakdown in breakdowns:
        for task in breakdown.tasks:
            yield from task.lead.units
            yield from task.support.units
        for report in breakdown.reports:
            if report.unit:
                yield report.unit


def _same(roster: Roster, name: str) -> Unit | None:
    unit = roster.find(name)
    if unit is not None or not roster.units:
        return unit
    match = UnitBook(roster).match(name)
    return roster.find(match.name) if match is not None and match.sure and match.how in ("exact", "alias") else None


def _placed(unit: Unit) -> Unit:
    """A unit with the level and category that its name tells, where nobody said them."""
    return replace(unit, level=unit.level or level_of(unit.name), category=unit.category or category_of(unit))


def _ranked(unit: Unit, book: UnitBook, office: Level | None) -> Unit:
    """A newcomer with its level and category: 上级 where it stands above the office."""
    upper = office is not None and book.is_upper(unit.name, office)
    return replace(_placed(unit), category=Category.UPPER) if upper else _placed(unit)
