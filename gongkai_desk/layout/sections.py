"""The headings above a task: heading rows by level, and columns whose cells run over several rows."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai_desk.language import heading_level, is_ditto
from gongkai_desk.layout.rows import Body

_PLAIN = 9


class Sections:
    """The headings that hold at the row being read, outermost first."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self._stack: list[tuple[int, str]] = []
        self._columns: dict[int, str] = {}
        self._plain_level: int | None = None
        self._current: tuple[str, ...] | None = None

    def begin(self, headings: Sequence[str]) -> None:
        """The headings that stand above the table itself."""
        for text in headings:
            self.heading(text)

    def heading(self, text: str) -> None:
        """A heading row was passed."""
        level = heading_level(text)
        if level is None:
            if self._plain_level is None:
                self._plain_level = 0 if not self._stack else _PLAIN
            level = self._plain_level
        while self._stack and self._stack[-1][0] >= level:
            self._stack.pop()
        self._stack.append((level, text))
        self._columns.clear()
        self._current = None

    def row(self, row: int) -> bool:
        """Take over the heading columns of a task's row; tells whether a new section began."""
        changed = False
        for position, column in enumerate(self.body.sections):
            text = self.body.cells.owned(row, column)
            if text and not is_ditto(text) and self._columns.get(column) != text:
                changed = True
                self._current = None
                self._columns[column] = text
                for inner in self.body.sections[position + 1:]:
                    if not self.body.cells.owned(row, inner):
                        self._columns.pop(inner, None)
        return changed

    def current(self) -> tuple[str, ...]:
        """The headings of the row being read."""
        if self._current is not None:
            return self._current
        columns = (self._columns[column] for column in self.body.sections if column in self._columns)
        self._current = (*(text for _, text in self._stack), *columns)
        return self._current
