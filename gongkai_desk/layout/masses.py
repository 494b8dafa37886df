"""Sheets far too long for a table of tasks are set aside before they are understood: data dumps, and files meant to stall.

Source of the rules: ``faults.md`` (5 s a file); the largest ledger that is kept well has 20,000 tasks.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from gongkai_desk.domain import Doubt, Source
from gongkai_desk.grids.grid import Document, Grid

MOST_ROWS: Final = 60_000


def without_masses(document: Document) -> Document:
    """The document without such sheets, each named by a doubt of the kind ``too-long``."""
    if all(len(grid.rows) <= MOST_ROWS for grid in document.grids):
        return document
    kept = tuple(grid for grid in document.grids if len(grid.rows) <= MOST_ROWS)
    said = tuple(_doubt(document, grid) for grid in document.grids if len(grid.rows) > MOST_ROWS)
    return replace(document, grids=kept, doubts=(*document.doubts, *said))


def _doubt(document: Document, grid: Grid) -> Doubt:
    name = f"工作表“{grid.sheet}”" if grid.sheet else "正文"
    what = f"{name}有 {len(grid.rows)} 行内容，远多于任务分解表，未解读；确需读取的，请只留任务表，另存后再导入"
    return Doubt(what, Source(document.path, grid.sheet), "too-long")
