"""Tables printed in two or three columns of rows to save paper (序号 工作任务 责任单位 twice over): each half becomes a table."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from gongkai_desk.grids.grid import Grid, Row, Span
from gongkai_desk.layout.headerwords import clean_header, read_header

_LOOK: Final = 30  # a header stands near the top
_NARROWEST: Final = 2


def split_halves(grid: Grid) -> list[Grid]:
    """The grid, or its halves from left to right where a header row says the same words twice. Sources stay."""
    for position, row in enumerate(grid.rows[:_LOOK]):
        width = _period(grid, row)
        if width:
            return _cut(grid, position, width)
    return [grid]


def _period(grid: Grid, row: Row) -> int:
    """After how many columns a header row begins again, 0 where it does not."""
    texts = [clean_header(grid.text(row.index, column)) for column in range(1, len(row.values) + 1)]
    while texts and not texts[-1]:
        texts.pop()
    if len(texts) < 2 * _NARROWEST or any(len(text) > 16 for text in texts):
        return 0
    for width in range(_NARROWEST, len(texts) // 2 + 1):
        if len(texts) % width or any(texts[column] != texts[column % width] for column in range(len(texts))):
            continue
        known = {word.role for text in texts[:width] if clean_header(text) and (word := read_header(text))}
        return width if len(known) >= _NARROWEST else 0
    return 0


def _cut(grid: Grid, position: int, width: int) -> list[Grid]:
    parts = -(-max(len(row.values) for row in grid.rows[position:]) // width)
    return [_part(grid, position, number, width) for number in range(parts)]


def _part(grid: Grid, position: int, number: int, width: int) -> Grid:
    """One half; what stands above the header, and rows merged over all halves, stay with the first."""
    left = number * width
    above = grid.rows[:position] if number == 0 else ()
    below = (Row(row.index, row.values[left:left + width]) for row in grid.rows[position:])
    rows = (*above, *(row for row in below if any(value is not None and value != "" for value in row.values)))
    spans = (_moved(span, left, width) for span in grid.spans if left < span.left <= left + width)
    shown = {(row, column - left): text for (row, column), text in grid.shown.items() if left < column <= left + width}
    return replace(grid, rows=rows, spans=tuple(spans), shown=shown, struck=frozenset(
        (row, column - left) for row, column in grid.struck if left < column <= left + width
    ))


def _moved(span: Span, left: int, width: int) -> Span:
    return Span(span.top, span.left - left, span.bottom, min(span.right - left, width))
