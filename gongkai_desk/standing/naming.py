"""From the words of a task to the units of the roster."""

from __future__ import annotations

from collections import Counter

from gongkai_desk.domain import Category, Level, Roster
from gongkai_desk.language import book_of, category_of, expand, is_group, level_of


def office_level(roster: Roster) -> Level | None:
    """The level of the office that keeps the ledger: that of most of its departments."""
    departments = [unit for unit in roster.units if category_of(unit) is Category.DEPARTMENT]
    levels = Counter(level for unit in departments if (level := unit.level or level_of(unit.name)) is not None)
    return levels.most_common(1)[0][0] if levels else None


class Namer:
    """Finds the units that a phrase means, and remembers what it found."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._book = book_of(roster)
        self._level = office_level(roster)
        self._found: dict[str, tuple[tuple[str, str | None], ...]] = {}

    def units(self, phrase: str) -> tuple[tuple[str, str | None], ...]:
        """(unit, group phrase it came through or None), in roster order for a group.

        Upper units and groups that cannot be expanded give nothing: they get no form (``contract.md`` §4).
        """
        known = self._found.get(phrase)
        if known is None:
            known = self._found[phrase] = self._look_up(phrase)
        return known

    def _look_up(self, phrase: str) -> tuple[tuple[str, str | None], ...]:
        unit = self._roster.find(phrase)
        if unit is not None:
            return () if unit.category is Category.UPPER else ((unit.name, None),)
        if phrase in self._roster.groups or is_group(phrase):
            members = expand(phrase, self._roster)
            return tuple((name, phrase) for name in dict.fromkeys(map(self._own_name, members or ())) if not self._upper(name))
        match = self._book.match(phrase)
        name = match.name if match is not None and match.sure else phrase
        return () if self._upper(name) else ((name, None),)

    def _upper(self, name: str) -> bool:
        unit = self._roster.find(name)
        if unit is not None and unit.category is not None:
            return unit.category is Category.UPPER
        return self._level is not None and self._book.is_upper(name, self._level)

    def _own_name(self, name: str) -> str:
        unit = self._roster.find(name)
        return unit.name if unit is not None else name
