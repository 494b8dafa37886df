"""The roster that a ledger starts with: the office's own, the annexes', co-names, and whom the tasks name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from gongkai_desk.domain import Breakdown, Category, Level, Roster, Unit
from gongkai_desk.language import UnitBook, category_of, is_group, level_of
from gongkai_desk.standing.naming import office_level


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


def _with_named(roster: Roster, breakdowns: Iterable[Breakdown]) -> Roster:
    """Add the units that tasks name: whom the roster surely knows under another wording is not added again."""
    book = UnitBook(roster)
    found: dict[str, Unit] = {}
    aliases = [pair for one in breakdowns for pair in one.aliases]
    for name in _named(breakdowns):
        if name in found or is_group(name) or name in roster.groups:
            continue
        match = book.match(name) if roster.units else None
        if match is None or not match.sure:
            own = tuple(alias for unit, alias in aliases if unit == name and roster.find(alias) is None)
            found[name] = _placed(Unit(name, tuple(dict.fromkeys(own))))
    level = office_level(Roster((*roster.units, *found.values())))
    added = [_ranked(unit, book, level) for unit in found.values()]
    return Roster((*roster.units, *added), roster.groups)


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
    upper = office is not None and unit.category is not Category.ENTERPRISE and book.is_upper(unit.name, office)
    return replace(unit, category=Category.UPPER) if upper else unit
