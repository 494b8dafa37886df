"""The running text of a document, without the lines that belong to its tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongkai_desk.grids.grid import Grid, GridKind
from gongkai_desk.layout.labels import read_label
from gongkai_desk.layout.lines import is_title

_LONGEST = 120


def running_text(blocks: Sequence[Grid]) -> list[Grid]:
    """The blocks of prose; what a line between a table and its title says of all of it (牵头单位：X) is no paragraph's duty."""
    found = []
    for position, grid in enumerate(blocks):
        if grid.kind is not GridKind.PROSE:
            continue
        if position + 1 < len(blocks) and blocks[position + 1].kind is GridKind.TABLE:
            grid = _without_labels(grid)
        found.append(grid)
    return found


def _without_labels(grid: Grid) -> Grid:
    rows = list(grid.rows)
    while len(rows) > 1 and _is_label(grid.text(rows[-1].index, 1)) and is_title(grid.text(rows[-2].index, 1)):
        rows.pop()
    return replace(grid, rows=tuple(rows)) if len(rows) < len(grid.rows) else grid


def _is_label(text: str) -> bool:
    label = read_label(text) if len(text) < _LONGEST else None
    return label is not None and label.field in ("duty", "person", "deadline")
