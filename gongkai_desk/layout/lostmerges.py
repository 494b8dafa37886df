"""Merged cells that a format cannot hold: csv and pasted tabs keep a cell merged over two columns as a cell and a blank."""

from __future__ import annotations

from dataclasses import replace

from gongkai_desk.grids.grid import Span
from gongkai_desk.language import is_group, read_units
from gongkai_desk.layout.cells import Cells
from gongkai_desk.layout.model import UNIT_ROLES, Layout

_FEWEST = 2


def with_lost_merges(cells: Cells, layout: Layout) -> Cells:
    """The cells of a table without borders, groups beside a blank supporting cell merged with it again.

    Only in a format that knows no merged cells, and where at least two rows fill both columns.
    """
    grid = cells.grid
    columns = sorted(column.column for column in layout.columns if column.role in UNIT_ROLES)
    if grid.sheet is not None or len(columns) < 2 or columns[1] != columns[0] + 1:
        return cells
    if any(span.bottom >= layout.first_row for span in grid.spans):
        return cells
    lead, support = columns[:2]
    rows = [index for index in cells.indexes if layout.first_row <= index <= layout.last_row]
    if sum(1 for row in rows if cells.text(row, lead) and cells.text(row, support)) < _FEWEST:
        return cells
    spans = tuple(
        Span(row, lead, row, support) for row in rows
        if not cells.text(row, support) and cells.text(row, lead) and any(map(is_group, read_units(cells.text(row, lead)).units))
    )
    return Cells(replace(grid, spans=(*grid.spans, *spans))) if spans else cells
