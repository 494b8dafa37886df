"""Quick search: by text, or by the first letters of its reading (scjgj finds 市场监管局)."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai_desk.desktop.table.texts import Texts


class Search:
    """Finds words in the texts of one state; the letters of unit names are made when first needed, or by :meth:`prepare`."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._letters: dict[str, tuple[str, ...]] | None = None

    def keep(self, words: str, positions: Sequence[int]) -> Sequence[int]:
        """Those of ``positions`` whose task holds every one of ``words``, in its text or as initials of a unit."""
        lines, tasks = self._texts.lines(), self._texts.tasks
        for word in words.lower().split():
            names = self._units_by_letters(word)
            if names:
                positions = [
                    at
                    for at in positions
                    if word in lines[at]
                    or not names.isdisjoint(tasks[at].lead.units)
                    or not names.isdisjoint(tasks[at].support.units)
                ]
            else:
                positions = [at for at in positions if word in lines[at]]
        return positions

    def prepare(self) -> None:
        """Learn the letters of the units beforehand. Runs on any thread."""
        if self._letters is None:
            from gongkai_desk.language import unit_initials

            names: set[str] = set()
            for task in self._texts.tasks:
                names.update(task.lead.units)
                names.update(task.support.units)
            self._letters = {name: tuple(unit_initials(name)) for name in names}

    def _units_by_letters(self, word: str) -> frozenset[str]:
        if not (word.isascii() and word.isalpha() and len(word) >= 2):
            return frozenset()
        self.prepare()
        letters = self._letters or {}
        return frozenset(name for name, each in letters.items() if any(word in one for one in each))
