"""Sheets far too long for a table of tasks are set aside before they are understood: data dumps, and files meant to stall.

A sheet whose first rows hold the header of a task table is none of these, and is read however long, as far as a window can bear.

Source of the rules: ``faults.md`` (5 s a file); the largest ledger that is kept well has 20,000 tasks.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from gongkai_desk.domain import Doubt, Source
from gongkai_desk.grids.grid import Document, Grid, GridKind
from gongkai_desk.layout.cells import Cells
from gongkai_desk.layout.tables import find_tables

MOST_ROWS: Final = 60_000
MOST_TASKS: Final = 100_000
_HEAD = 200  # rows; a header stands above


def without_masses(document: Document) -> Document:
    """The document without such sheets, each named by a doubt of the kind ``too-long``."""
    masses = [grid for grid in document.grids if _is_mass(grid)]
    if not masses:
        return document
    kept = tuple(grid for grid in document.grids if not any(grid is mass for mass in masses))
    said = tuple(_doubt(document, grid) for grid in masses)
    return replace(document, grids=kept, doubts=(*document.doubts, *said))


def _is_mass(grid: Grid) -> bool:
    if len(grid.rows) <= MOST_ROWS:
        return False
    if len(grid.rows) > MOST_TASKS or grid.kind is GridKind.PROSE:
        return True
    head = replace(grid, rows=grid.rows[:_HEAD], spans=tuple(span for span in grid.spans if span.top <= grid.rows[_HEAD].index))
    return not any(layout.header_rows for layout in find_tables(Cells(head)))


def _doubt(document: Document, grid: Grid) -> Doubt:
    name = f"工作表“{grid.sheet}”" if grid.sheet else "正文"
    what = f"{name}有 {len(grid.rows)} 行内容，远多于任务分解表，未解读；确需读取的，请只留任务表，另存后再导入"
    return Doubt(what, Source(document.path, grid.sheet), "too-long")
