"""The grids of a document as blocks to read: text that is really a table becomes one, a table of one column becomes text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gongkai_desk.grids.grid import Grid, GridKind, Row
from gongkai_desk.layout.annexes import split_annexes
from gongkai_desk.layout.flattened import put_back_merges
from gongkai_desk.layout.forms import split_forms, unfold_forms
from gongkai_desk.layout.halves import split_halves
from gongkai_desk.layout.hardwraps import without_hard_wraps
from gongkai_desk.layout.lines import is_page_number
from gongkai_desk.layout.matrix import find_legend, fold_matrix, has_marks
from gongkai_desk.layout.splitcolumns import join_split_columns
from gongkai_desk.layout.texttable import split_text
from gongkai_desk.layout.tornrows import mend_rows


def to_blocks(grids: Iterable[Grid]) -> list[Grid]:
    """The blocks of a document in reading order. Sources stay those of the original rows and paragraphs."""
    blocks: list[Grid] = []
    grids = tuple(grids)
    for grid in (part for whole in grids for part in split_annexes(whole)):
        if not grid.rows:
            continue
        if grid.kind is GridKind.TABLE and _is_text(grid):
            grid = _as_text(grid)
        if grid.kind is GridKind.PROSE:
            grid = _without_page_numbers(grid)
        for block in split_text(without_hard_wraps(grid)) if grid.kind is GridKind.PROSE else [mend_rows(grid)]:
            if has_marks(block):
                block = fold_matrix(block, find_legend(grids))
            blocks.extend(_tables(block) if block.kind is GridKind.TABLE else split_forms(block))
    return join_split_columns(blocks)


def _without_page_numbers(grid: Grid) -> Grid:
    rows = tuple(row for row in grid.rows if not is_page_number(grid.text(row.index, 1)))
    return replace(grid, rows=rows) if len(rows) < len(grid.rows) else grid


def _tables(grid: Grid) -> list[Grid]:
    return [unfold_forms(half) for half in split_halves(put_back_merges(grid))]


def _is_text(grid: Grid) -> bool:
    """A sheet in which no row has two cells holds running text."""
    return all(sum(value is not None and value != "" for value in row.values) <= 1 for row in grid.rows)


def _as_text(grid: Grid) -> Grid:
    rows = []
    for row in grid.rows:
        text = "".join(grid.text(row.index, column) for column in range(1, len(row.values) + 1)).strip()
        if text:
            rows.append(Row(row.index, (text,)))
    return Grid(grid.file, tuple(rows), grid.sheet, GridKind.PROSE, visibility=grid.visibility)
