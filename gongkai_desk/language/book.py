"""Recognising a unit: the roster first, then the shipped list; likeness only proposes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from gongkai_desk.domain import Category, Level, Roster, Unit
from gongkai_desk.language.groups import fold
from gongkai_desk.language.known import Naming, namings
from gongkai_desk.language.levels import is_national_body, level_of, seat_of
from gongkai_desk.language.names import core_of, names_place, place_inside, plain, prefix_of, without_brackets
from gongkai_desk.language.places import cities_of, is_place, level_of_place

_HEAD = re.compile(r"^(?:中共(?=[\u4e00-\u9fff]{1,8}委)|国家税务总局(?=.{1,12}税务局$))")
_RANK = {Level.PROVINCE: 1, Level.CITY: 2, Level.COUNTY: 3, Level.TOWN: 4}


@dataclass(frozen=True, slots=True)
class Match:
    """Who a name means. ``how``: exact, alias, known, renamed, prefix or similar; only ``sure`` ones may be used unasked.

    ``note`` says in Chinese why it is not sure, or when and how a former name changed.
    """

    name: str
    how: str
    sure: bool
    note: str = ""


class UnitBook:
    """Looks names up in a roster and in the shipped list (order: ``domain.md`` §3)."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self._folded: dict[str, Unit] = {}
        self._bodies: dict[str, list[tuple[Unit, Naming]]] = {}
        self._cores: dict[str, list[Unit]] = {}
        self._seats: dict[str, Unit] = {}
        for unit in roster.units:
            self._index(unit)
        signs = Counter(prefix_of(unit.name) for unit in roster.units)
        signs.pop("", None)
        self._own_sign = signs.most_common(1)[0][0] if signs else ""
        cities = Counter(city for seat in self._seats for city in cities_of(seat))
        self._home = cities.most_common(1)[0][0] if cities else ""

    def _index(self, unit: Unit) -> None:
        for name in (unit.name, *unit.aliases):
            self._folded.setdefault(fold(name), unit)
            core = core_of(name)
            self._cores.setdefault(core, []).append(unit)
            for way in _ways(name):
                self._bodies.setdefault(way.body.name, []).append((unit, way))
            if names_place(without_brackets(name)):
                seat = seat_of(name)
                self._seats.setdefault(seat, unit)
                if len(seat) > 2:
                    self._seats.setdefault(seat[:-1], unit)

    def match(self, name: str) -> Match | None:
        """Who ``name`` is in this project, or None. Nothing is ever merged by likeness alone."""
        name = _HEAD.sub("", re.sub(r"\s+", "", plain(name[:200])))
        if not name:
            return None
        unit = self.roster.find(name)
        if unit:
            return Match(unit.name, "exact" if unit.name == name else "alias", True)
        unit = self._folded.get(fold(name)) or self._folded.get(fold(without_brackets(name)))
        if unit:
            return Match(unit.name, "alias", True)
        return self._by_seat(name) or self._by_body(name) or self._by_core(name) or self._by_likeness(name)

    def _by_seat(self, name: str) -> Match | None:
        """吴兴区, 吴兴区人民政府 and 吴兴 are one."""
        unit = self._seats.get(seat_of(name))
        return Match(unit.name, "known", True) if unit else None

    def _by_body(self, name: str) -> Match | None:
        """By the shipped list, within the same level; a former name is told with its years."""
        ways = _ways(name)
        if not self.roster.units:
            return _without_roster(name, ways)
        for way in ways:
            units = self._bodies.get(way.body.name, ())
            same = {unit.name: own for unit, own in reversed(units)
                    if self._same_level(name, unit.name) and _same_place(name, unit.name)}
            if same:
                return _known(name, way, same, several=len({way.body.name for way in ways if way.how == "name"}) > 1)
        return None

    def _by_core(self, name: str) -> Match | None:
        """By the name without its prefix: sure where one of the two has none, a proposal where the levels differ."""
        core = core_of(name)
        units = list(dict.fromkeys(unit.name for unit in self._cores.get(core, ())))
        if not units:
            bodies = (way.body.name for way in _ways(name) if way.how == "name")
            units = list(dict.fromkeys(unit.name for body in bodies for unit, _ in self._bodies.get(body, ())))
        units = [unit for unit in units if _same_place(name, unit)]
        if not units:
            return None
        close = [unit for unit in units if self._same_level(name, unit)]
        if len(close) == 1:
            return Match(close[0], "prefix", True)
        return Match((close or units)[0], "prefix", False, "层级不同或有多个同名单位，请确认")

    def _by_likeness(self, name: str) -> Match | None:
        """One sign more, less or other: a proposal, and none between two bodies that both exist (教育局, 教体局)."""
        from rapidfuzz.distance import Levenshtein

        core = core_of(name)
        if len(core) < 4 or _ways(name) or len(core) > 60:
            return None
        for unit in self.roster.units:
            if self._same_level(name, unit.name) and Levenshtein.distance(core, core_of(unit.name), score_cutoff=1) <= 1:
                return Match(unit.name, "similar", False, f"与“{unit.name}”仅一字之差，请确认是否同一单位")
        return None

    def _same_level(self, left: str, right: str) -> bool:
        signs = (prefix_of(without_brackets(left)), prefix_of(without_brackets(right)))
        if not all(signs) or signs[0] == signs[1]:
            return True
        if signs[0][-1] != signs[1][-1] and len(signs[0]) == len(signs[1]) == 1:
            return False
        if self._home and any(len(sign) > 1 and is_place(sign) and self._home not in sign for sign in signs):
            return False
        levels = (level_of(left), level_of(right))
        return levels[0] is levels[1] and min(len(sign) for sign in signs) == 1

    def level_of(self, name: str) -> Level | None:
        """The unit's level by the roster, else by its name, or None."""
        unit = self.roster.find(name)
        return (unit.level if unit else None) or level_of(name)

    def is_upper(self, name: str, office_level: Level) -> bool:
        """Whether a unit stands above the office (省审改办 in a city's table), so that the office cannot chase it."""
        unit = self.roster.find(name)
        if unit and unit.category:
            return unit.category is Category.UPPER
        if is_national_body(name):
            return True
        level = self.level_of(name)
        if level is None or (self._own_sign and prefix_of(name) == self._own_sign):
            return False
        return _RANK[level] < _RANK[office_level]


def book_of(roster: Roster) -> UnitBook:
    """The book of a roster, made once."""
    book = roster.__dict__.get("_book")
    if not isinstance(book, UnitBook):
        book = UnitBook(roster)
        roster.__dict__["_book"] = book
    return book


def _ways(name: str) -> tuple[Naming, ...]:
    bare = without_brackets(name)
    return namings().get(bare) or namings().get(core_of(bare)) or namings().get(place_inside(bare)[1]) or ()


def _same_place(left: str, right: str) -> bool:
    """Whether two bodies that may carry their place inside (人行嘉兴市中心支行) are of one place, as far as they say it."""
    places = [place_inside(without_brackets(name))[0] for name in (left, right)]
    if not any(places):
        return True
    if all(places):
        return places[0].startswith(places[1]) or places[1].startswith(places[0])
    place, other = (places[0], right) if places[0] else (places[1], left)
    sign = prefix_of(without_brackets(other))
    return sign != "县" and level_of_place(place) is not Level.COUNTY and place[-1] not in "县区旗"


def _known(name: str, way: Naming, units: dict[str, Naming], *, several: bool) -> Match:
    """A match by the shipped list; ``units`` are the roster's names for that body with the way each one is called."""
    unit, own = min(units.items(), key=lambda item: item[1].former is not None)
    if way.former and own.former:
        return Match(unit, "known", False, f"“{name}”与“{unit}”在各地并非都是同一单位，请确认")
    if way.former or own.former:
        former = way.former or own.former
        old = name if way.former else unit
        return Match(unit, "renamed", False, f"“{old}”为旧名：{former.years}年{former.note}" if former else "")
    sure = way.how == "name" and own.how == "name" and len(units) == 1 and not several
    return Match(unit, "known", sure, "" if sure else "此简称因地而异，请确认")


def _without_roster(name: str, ways: tuple[Naming, ...]) -> Match | None:
    """Without a roster only the shipped list speaks: the name as it is, or what a former name became."""
    if not ways:
        return None
    way = ways[0]
    if way.former:
        return Match(_named_now(name, way.body.name), "renamed", False, f"“{name}”为旧名：{way.former.years}年{way.former.note}")
    return Match(name, "known", way.how == "name")


def _named_now(name: str, body: str) -> str:
    """A former name's present one, with its prefix or with the place inside it (人民银行嘉兴市分行)."""
    bare = without_brackets(name)
    place = place_inside(bare)[0]
    if not place:
        return f"{prefix_of(bare)}{body}"
    head = "人民银行" if body.startswith("人民银行") else ""
    return f"{head}{place}{body.removeprefix(head)}"
