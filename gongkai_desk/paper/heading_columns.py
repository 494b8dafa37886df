"""Headings inside the task row (重点领域): equal neighbours are merged downwards, on each page anew, with room for their text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from math import ceil

from gongkai_desk.paper.heights import TALLEST, RowMeasure
from gongkai_desk.paper.pages import break_pages
from gongkai_desk.paper.plan import HEADINGS, field_cells
from gongkai_desk.paper.refs import Range
from gongkai_desk.paper.sheet import Line, Sheet
from gongkai_desk.paper.template import Cell


def merge_headings(sheet: Sheet, body: list[Line]) -> None:
    """Set the sheet's page breaks, and merge its heading columns between them; rows grow where a heading needs it."""
    columns = sorted(_heading_columns(sheet), key=_level)
    runs = [run for at, cell in enumerate(columns)
            for run in _equal_runs(body, sheet.plan.row, [one.column for one in columns[:at]], cell.column)]
    if not runs:
        break_pages(sheet)
        return
    ends = break_pages(sheet, _Settler(sheet, runs).settle)
    sheet.merges.extend(piece for run in runs for piece in _cut(run, ends) if piece.bottom > piece.top)


class _Settler:
    """Gives the rows of a page what the headings on it lack. Pages come in order, so that only what lies ahead is looked at."""

    def __init__(self, sheet: Sheet, runs: list[Range]) -> None:
        self._sheet = sheet
        self._runs = sorted(runs)
        self._tops = [run.top for run in self._runs]
        self._longest = max(run.bottom - run.top for run in runs)
        row = sheet.plan.sheet.rows[sheet.plan.row]
        self._measure = RowMeasure(sheet.plan.sheet, sheet.geometry, row, TALLEST)

    def settle(self, top: int, end: int) -> bool:
        """Whether rows between the two have become higher."""
        low, high = bisect_left(self._tops, top - self._longest), bisect_right(self._tops, end)
        pieces = [Range(max(run.top, top), run.left, min(run.bottom, end), run.right)
                  for run in self._runs[low:high] if run.bottom >= top]
        return any(_stretched(self._sheet, piece, self._measure) for piece in pieces)


def _heading_columns(sheet: Sheet) -> list[Cell]:
    """Cells of the task row that hold nothing but heading fields."""
    row = sheet.plan.sheet.rows.get(sheet.plan.row)
    return [cell for cell in (field_cells(row) if row is not None else ())
            if set(cell.fields) <= set(HEADINGS) and sheet.plan.sheet.merge_at(cell.row, cell.column) is None]


def _level(cell: Cell) -> int:
    return max(HEADINGS[name] for name in cell.fields)


def _equal_runs(body: list[Line], proto: int, above: list[int], column: int) -> Iterator[Range]:
    """Runs of neighbouring task rows with the same heading, and the same headings above it where the row shows those; heading
    rows between them end a run. A heading that stands alone is a run of one."""
    wanted = (column, *above)
    first: Line | None = None
    last = 0
    for line in [*body, Line(0, 0, {})]:
        mine = line.proto == proto and bool(line.values.get(column))
        if first is not None and mine and all(line.values.get(one) == first.values.get(one) for one in wanted):
            last = line.row
            continue
        if first is not None:
            yield Range(first.row, column, last, column)
        first, last = (line, line.row) if mine else (None, 0)


def _cut(run: Range, ends: list[int]) -> Iterator[Range]:
    """A run in pieces, one a page."""
    cuts = [run.top - 1, *ends[bisect_left(ends, run.top):bisect_left(ends, run.bottom)], run.bottom]
    for before, bottom in pairwise(cuts):
        yield Range(before + 1, run.left, bottom, run.right)


def _stretched(sheet: Sheet, piece: Range, measure: RowMeasure) -> bool:
    """Give the rows of a piece what its heading lacks; says whether that made them higher."""
    lines = [line for row in range(piece.top, piece.bottom + 1) if (line := sheet.line_at(row)) is not None]
    lacking = measure.cell_height(piece.left, lines[0].values[piece.left]) - sum(sheet.height(line.row) for line in lines)
    if lacking <= 0.1:
        return False
    changed = False
    for at, line in enumerate(lines):
        height = sheet.height(line.row)
        more = min(ceil(lacking / (len(lines) - at) / 0.75) * 0.75, TALLEST - height)
        if more > 0:
            line.height, changed = height + more, True
            lacking -= more
        if lacking <= 0:
            break
    return changed
