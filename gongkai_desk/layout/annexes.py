"""A sheet that holds a table and, below a line 附件3, the next annex: cut at those lines."""

from __future__ import annotations

from dataclasses import replace

from gongkai_desk.grids.grid import Grid, GridKind, Row
from gongkai_desk.layout.lines import is_annex_mark


def split_annexes(grid: Grid) -> list[Grid]:
    """The annexes of a sheet in order; the grid itself where no line below its first rows begins another."""
    if grid.kind is not GridKind.TABLE:
        return [grid]
    starts = [position for position, row in enumerate(grid.rows) if position and _is_mark(row)]
    if not starts:
        return [grid]
    parts = []
    for start, end in zip([0, *starts], [*starts, len(grid.rows)], strict=True):
        rows = grid.rows[start:end]
        first, last = rows[0].index, rows[-1].index
        parts.append(replace(grid, rows=rows, spans=tuple(span for span in grid.spans if first <= span.top <= last)))
    return parts


def _is_mark(row: Row) -> bool:
    first = next((value for value in row.values if value not in (None, "")), None)
    if not isinstance(first, str) or "附" not in first[:4]:  # told by its first cell: a sheet has many rows
        return False
    return sum(value not in (None, "") for value in row.values) == 1 and is_annex_mark(first)
