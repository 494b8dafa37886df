"""Pairs of tasks that contradict or repeat each other, within one table, between tables, and between documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai_desk.checking.likeness import Bond, Likeness, Text
from gongkai_desk.checking.naming import Use
from gongkai_desk.checking.subject import Item, Subject, Table
from gongkai_desk.domain import Category, LeadKind, Level, Unit
from gongkai_desk.language import category_of, expand, is_group, level_of

_RANK = {Level.PROVINCE: 1, Level.CITY: 2, Level.COUNTY: 3, Level.TOWN: 4}
_PLACE_WORDS = 2


@dataclass(frozen=True, eq=False)
class Pair:
    """Two tasks that belong together. ``place``: only because both are the same county's part of one matter."""

    first: Use
    second: Use
    bond: Bond
    place: bool = False


class Units:
    """Names of units as the roster knows them; groups opened where they can be."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._names: dict[str, str] = {}

    def canonical(self, name: str) -> str:
        """The roster's name, else the name without the bracketed part and the 政府 of a county."""
        if name not in self._names:
            match = self._subject.book.match(name) if self._subject.roster.units else None
            self._names[name] = match.name if match and match.sure else _bare(name)
        return self._names[name]

    def is_place(self, name: str) -> bool:
        """Whether a unit is a county, a zone or a town and not a body of the office's own level."""
        unit = self._subject.roster.find(name) or Unit(name)
        return not is_group(name) and (
            category_of(unit) in (Category.COUNTY, Category.ZONE) or (unit.level or level_of(name)) is Level.TOWN)

    def of(self, names: tuple[str, ...]) -> frozenset[str]:
        """A set of units to compare with another."""
        found: set[str] = set()
        for name in names:
            members = expand(name, self._subject.roster) if is_group(name) else None
            found.update(self.canonical(member) for member in members or (name,))
        return frozenset(found)


def _bare(name: str) -> str:
    for tail in ("人民政府", "政府"):
        if name.endswith(tail) and category_of(Unit(name)) is Category.COUNTY:
            return name.removesuffix(tail)
    return name


def kin(first: Table, second: Table) -> str:
    """How two tables stand to each other: ``same`` (one table), ``sibling``, ``years`` (other year) or ``levels``."""
    if first is second:
        return "same"
    if first.year and second.year and first.year != second.year:
        return "years"
    if first.path != second.path and first.level and second.level and first.level is not second.level:
        return "levels"
    return "years" if first.earlier != second.earlier else "sibling"


def pairs_of(subject: Subject) -> tuple[Pair, ...]:
    """All pairs of a subject, found once."""
    known = subject.__dict__.get("_pairs")
    if known is None:
        known = tuple(_find(subject))
        object.__setattr__(subject, "_pairs", known)
    return known


def _find(subject: Subject) -> Iterator[Pair]:
    items = [item for table in subject.tables for item in table.items]
    likeness = Likeness(items)
    units = Units(subject)
    few = min(max(5, len(items) // 20), 12)
    for left, right in likeness.candidates():
        first, second = _use(subject, left.item), _use(subject, right.item)
        if first[0] is second[0] and not _repeats(left, right) or _places_apart(left.item, right.item, units):
            continue
        bond = likeness.bond(left, right)
        if bond > Bond.AKIN or (bond is Bond.AKIN and kin(first[0], second[0]) in ("years", "levels")):
            yield Pair(first, second, bond)
        elif first[0] is not second[0] and _one_place(left.item, right.item, units, likeness.rare(left, right, most=few)):
            yield Pair(first, second, Bond.HELD, place=True)


def _use(subject: Subject, item: Item) -> Use:
    return subject.tables[item.table], item


def _repeats(left: Text, right: Text) -> bool:
    """Within one table only equal words are a repetition: neighbouring tasks are alike by nature."""
    return left.words == right.words and left.name == right.name


def _one_place(left: Item, right: Item, units: Units, shared: set[str]) -> bool:
    """The same county leads both, alone or first, and the matters share telling words besides its name."""
    counties = [frozenset(units.canonical(unit) for unit in item.task.lead.units[:1]
                          if not is_group(unit) and category_of(Unit(unit)) is Category.COUNTY) for item in (left, right)]
    common = counties[0] & counties[1]
    telling = [pair for pair in shared if not any(pair in name for name in common)]
    return bool(common) and len(telling) >= _PLACE_WORDS


def _places_apart(left: Item, right: Item, units: Units) -> bool:
    """Whether only places lead, and not the same: what each county does at home is its own task, however alike the words."""
    leads = [units.of(item.task.lead.units) for item in (left, right)]
    return all(leads) and not leads[0] & leads[1] and all(units.is_place(unit) for unit in leads[0] | leads[1])


def newer_first(pair: Pair) -> tuple[Use, Use]:
    """The task in question, then the one it is compared with: last year's, or the upper office's."""
    first, second = pair.first[0], pair.second[0]
    older = first.earlier or bool(first.year and second.year and first.year < second.year and not second.earlier)
    above = kin(first, second) == "levels" and upper_of(first, second) is first
    return (pair.second, pair.first) if older or above else (pair.first, pair.second)


def leads_differ(pair: Pair, units: Units) -> bool:
    """Whether both name leads and they are not the same units (order does not count; a group holds its members)."""
    first, second = pair.first[1].task, pair.second[1].task
    if LeadKind.MISSING in (first.lead.kind, second.lead.kind) or not first.lead.units or not second.lead.units:
        return False
    one, two = units.of(first.lead.units), units.of(second.lead.units)
    if one == two:
        return False
    return not any(is_group(unit) for unit in one ^ two if len(one) != len(two))


def shares_lead(pair: Pair, units: Units) -> bool:
    """Whether some unit leads both."""
    return bool(units.of(pair.first[1].task.lead.units) & units.of(pair.second[1].task.lead.units))


def shifted(due: date, years: int) -> date:
    """The same day in another year (29 February becomes the 28th)."""
    try:
        return due.replace(year=due.year + years)
    except ValueError:
        return due.replace(year=due.year + years, day=28)


def upper_of(first: Table, second: Table) -> Table | None:
    """The table of the higher office, or None."""
    if first.level is None or second.level is None or first.level is second.level:
        return None
    return first if _RANK[first.level] < _RANK[second.level] else second
