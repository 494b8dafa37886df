"""A Grid remembers: what every reader gives, whatever the format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property

import msgspec

from gongkai_desk.domain import Doubt, Source


class GridKind(StrEnum):
    """A table of cells, or running text (one paragraph a row, in column 1)."""

    TABLE = "table"
    PROSE = "prose"


class Visibility(StrEnum):
    """Whether a clerk sees the sheet."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "very-hidden"


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell without a usable value: an error (``#REF!``) or a formula that was never calculated (``formula``)."""

    code: str

    def __str__(self) -> str:
        return "公式未计算" if self.code == "formula" else f"错误值 {self.code}"


Value = str | int | float | bool | date | datetime | time | timedelta | BadCell | None


@dataclass(frozen=True, slots=True)
class Span:
    """A merged range, 1-based and inclusive."""

    top: int
    left: int
    bottom: int
    right: int


class Row(msgspec.Struct, frozen=True):
    """One row that holds anything; ``values[0]`` is column 1. Blank rows are not kept. A struct: there are many of them."""

    index: int
    values: tuple[Value, ...]


def plain_text(value: Value) -> str:
    """A value as text, without a number format: ``12.0`` -> ``12``, dates ISO, None -> ``""``."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    return str(value)


@dataclass(frozen=True)
class Grid:
    """One sheet, one table of a document, or one run of paragraphs.

    ``rows`` are ascending by index and sparse. ``spans`` are kept as ranges, never expanded. ``shown`` maps (row, column) to
    what the program shows where that differs from :func:`plain_text` (a date as 2022年10月, 7 as 007). ``hidden_rows`` holds
    filtered rows too. ``struck`` are cells struck through (已废止). ``comments`` maps (row, column) to a cell's comment.
    """

    file: str
    rows: tuple[Row, ...] = ()
    sheet: str | None = None
    kind: GridKind = GridKind.TABLE
    spans: tuple[Span, ...] = ()
    visibility: Visibility = Visibility.VISIBLE
    shown: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck: frozenset[tuple[int, int]] = frozenset()
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @cached_property
    def _by_index(self) -> dict[int, tuple[Value, ...]]:
        return {row.index: row.values for row in self.rows}

    @cached_property
    def width(self) -> int:
        """The number of columns of the widest row."""
        return max((len(row.values) for row in self.rows), default=0)

    def value(self, row: int, column: int) -> Value:
        """The value typed into a cell (1-based), or None."""
        values = self._by_index.get(row, ())
        return values[column - 1] if 0 < column <= len(values) else None

    def text(self, row: int, column: int) -> str:
        """The cell as a clerk sees it, ``""`` where blank."""
        if self.shown and (row, column) in self.shown:
            return self.shown[row, column]
        return plain_text(self.value(row, column))

    def source(self, row: int, column: int | None = None) -> Source:
        """The place of a cell or row of this grid."""
        return Source(file=self.file, sheet=self.sheet, row=row, column=column)


@dataclass(frozen=True)
class Document:
    """One file as read: its grids in reading order, and what the reader has reservations about.

    ``format`` names the real format (``xlsx``); ``modified`` is the document's own time of last change, where it keeps one.
    """

    path: str
    format: str
    grids: tuple[Grid, ...]
    doubts: tuple[Doubt, ...] = ()
    modified: datetime | None = None
