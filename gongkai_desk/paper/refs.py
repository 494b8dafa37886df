"""Excel's way of naming cells and ranges, 1-based throughout."""

from __future__ import annotations

import re
from typing import NamedTuple

from gongkai_desk.domain import column_letters

__all__ = ["LAST_COLUMN", "LAST_ROW", "Range", "cell_name", "column_letters", "column_number", "parse_cell", "parse_range",
           "parse_sqref"]

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})\Z")
_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})\Z")
_ROWS = re.compile(r"\$?([0-9]{1,7}):\$?([0-9]{1,7})\Z")


class Range(NamedTuple):
    """A rectangle of cells, inclusive."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        first = cell_name(self.top, self.left)
        return first if self.top == self.bottom and self.left == self.right else f"{first}:{cell_name(self.bottom, self.right)}"

    def touches(self, first: int, last: int) -> bool:
        """Whether any of its rows lies in ``first``..``last``."""
        return self.top <= last and self.bottom >= first

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies inside."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


def cell_name(row: int, column: int) -> str:
    """``(7, 4)`` -> ``D7``."""
    return f"{column_letters(column)}{row}"


def column_number(letters: str) -> int:
    """``AB`` -> 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def parse_cell(text: str) -> tuple[int, int]:
    """``$D$7`` -> (7, 4). Raises ValueError."""
    found = _CELL.match(text)
    if found is None:
        raise ValueError(text)
    return int(found[2]), column_number(found[1])


def parse_range(text: str) -> Range:
    """``A1``, ``A1:B2``, ``A:B`` or ``1:3`` as a rectangle. Raises ValueError."""
    if (found := _COLUMNS.match(text)) is not None:
        return Range(1, column_number(found[1]), LAST_ROW, column_number(found[2]))
    if (found := _ROWS.match(text)) is not None:
        return Range(int(found[1]), 1, int(found[2]), LAST_COLUMN)
    first, _, second = text.partition(":")
    top, left = parse_cell(first)
    bottom, right = parse_cell(second) if second else (top, left)
    return Range(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def parse_sqref(text: str) -> list[Range]:
    """A blank-separated list of ranges, as conditional formats and validations have it."""
    return [parse_range(part) for part in text.split()]
