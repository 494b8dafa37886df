"""How high a row of a form must be for its locked texts to be read in full.

A simple measure: a Chinese character is one em wide, a Latin one half. It over-estimates a little, which costs paper; the
other way round would cut text off.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

PIXELS_PER_UNIT = 7
PADDING = 8
LINE = 1.32
MOST = 409.0


def text_units(text: str) -> float:
    """The width of a text in ems; what is not ASCII counts as a whole one."""
    narrow = len(text.encode("ascii", "ignore"))
    return len(text) - narrow * 0.45


@lru_cache(maxsize=8192)
def lines(text: str, width: float, points: float) -> int:
    """The lines a text takes in a column of ``width`` Excel units at a size in points."""
    em = points * 96 / 72
    room = max(1.0, (width * PIXELS_PER_UNIT - PADDING) / em)
    whole = max(1, int(room))
    return sum(max(1, -(-int(text_units(part) + 0.99) // whole)) for part in text.split("\n"))


def row_height(cells: Iterable[tuple[str, float]], points: float, least: float) -> float:
    """The height in points for cells of (text, column width); at least ``least``, at most what a row can have."""
    most = max((lines(text, width, points) for text, width in cells if text), default=1)
    return min(MOST, max(least, most * points * LINE + 4))
