"""A table grid made easy to ask: the text of a cell, and which merged cell covers it. Merges are looked up, never flattened."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from gongkai_desk.domain import Source
from gongkai_desk.grids.grid import BadCell, Grid, Row, Span, Value, plain_text

_LARGE = 10_000
_WIDEST = 300  # a stray cell in column XFD must not make every row 16,384 cells wide


class Cells:
    """A grid's texts and merges. Texts are stripped; an error cell reads as blank (:meth:`bad` tells it)."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.rows: tuple[Row, ...] = grid.rows
        self.width = min(grid.width, _WIDEST)

    @cached_property
    def indexes(self) -> tuple[int, ...]:
        """The numbers of the rows that hold anything, ascending."""
        return tuple(row.index for row in self.rows)

    @cached_property
    def _texts(self) -> dict[int, tuple[str, ...]]:
        return {row.index: self._read(row) for row in self.rows}

    def texts(self, row: int) -> tuple[str, ...]:
        """The stripped texts of a row, from column 1; ``()`` where the row holds nothing."""
        return self._texts.get(row, ())

    def _read(self, row: Row) -> tuple[str, ...]:
        grid, index = self.grid, row.index
        if not grid.shown:
            return tuple([value.strip() if type(value) is str else _text_of(value) for value in row.values])
        return tuple(
            value.strip() if isinstance(value, str) and (index, column) not in grid.shown
            else "" if value is None or isinstance(value, BadCell)
            else grid.text(index, column).strip()
            for column, value in enumerate(row.values, start=1)
        )

    def text(self, row: int, column: int) -> str:
        """The text typed into a cell, ``""`` where it is blank or covered by a merge."""
        texts = self._texts.get(row, ())
        return texts[column - 1] if 0 < column <= len(texts) else ""

    def bad(self, row: int, column: int) -> BadCell | None:
        """The error that stands in a cell, if any."""
        value = self.grid.value(row, column)
        return value if isinstance(value, BadCell) else None

    @cached_property
    def _cover(self) -> dict[tuple[int, int], Span]:
        cover: dict[tuple[int, int], Span] = {}
        for span in self.grid.spans:
            if (span.bottom - span.top + 1) * (span.right - span.left + 1) > _LARGE:
                continue
            for row in range(span.top, span.bottom + 1):
                for column in range(span.left, span.right + 1):
                    cover[row, column] = span
        return cover

    def span(self, row: int, column: int) -> Span | None:
        """The merge that a cell belongs to, None where it stands alone."""
        return self._cover.get((row, column)) if self.grid.spans else None

    def owned(self, row: int, column: int) -> str:
        """The text of a cell, or of the merged cell that covers it."""
        texts = self._texts.get(row, ())
        own = texts[column - 1] if 0 < column <= len(texts) else ""
        if own or not self.grid.spans:
            return own
        span = self.span(row, column)
        return self.text(span.top, span.left) if span else ""

    def filled(self, row: int) -> list[int]:
        """The columns of a row that hold text of their own."""
        return [column for column, text in enumerate(self._texts.get(row, ()), start=1) if text]

    def source(self, row: int, column: int | None = None) -> Source:
        """The place of a cell or row."""
        return self.grid.source(row, column)

    def reaches(self, row: int, column: int) -> int:
        """How many columns a cell is wide."""
        span = self.span(row, column)
        return span.right - span.left + 1 if span else 1


def _text_of(value: Value) -> str:
    if isinstance(value, str):
        return value.strip()
    return "" if value is None or isinstance(value, BadCell) else plain_text(value).strip()


def join_distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """The non-blank texts in order, each run of equal ones once."""
    kept: list[str] = []
    for text in texts:
        if text and (not kept or kept[-1] != text):
            kept.append(text)
    return tuple(kept)
