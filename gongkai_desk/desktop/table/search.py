"""Quick search: by text, or by the first letters of its reading (scjgj finds 市场监管局)."""

from __future__ import annotations

from collections.abc import Callable

from gongkai_desk.desktop.table.texts import Texts


class Search:
    """Finds words in the texts of one state; the letters of unit names are made when first needed."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._letters: dict[str, tuple[str, ...]] = {}

    def test(self, words: str) -> Callable[[int], bool] | None:
        """A test of task positions for ``words`` (all of them must be there), None for no words."""
        wanted = words.lower().split()
        if not wanted:
            return None
        joined = self._texts.lines()
        units = [self._units_by_letters(word) for word in wanted]
        tasks = self._texts.tasks

        def matches(at: int) -> bool:
            line = joined[at]
            for word, names in zip(wanted, units, strict=True):
                if word in line:
                    continue
                task = tasks[at]
                if not names or not (names.intersection(task.lead.units) or names.intersection(task.support.units)):
                    return False
            return True

        return matches

    def _units_by_letters(self, word: str) -> frozenset[str]:
        if not (word.isascii() and word.isalpha() and len(word) >= 2):
            return frozenset()
        return frozenset(name for name, letters in self._unit_letters().items() if any(word in each for each in letters))

    def _unit_letters(self) -> dict[str, tuple[str, ...]]:
        if not self._letters:
            from gongkai_desk.language import unit_initials

            names = {name for task in self._texts.tasks for name in (*task.lead.units, *task.support.units)}
            self._letters = {name: tuple(unit_initials(name)) for name in names}
        return self._letters
