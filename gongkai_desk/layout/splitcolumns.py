"""A table too wide for its page, printed as two: the second goes on with further columns of the same numbered rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai_desk.grids.grid import Grid, GridKind, Row, Span
from gongkai_desk.layout.cells import Cells
from gongkai_desk.layout.content import is_number_like
from gongkai_desk.layout.headers import HeaderBand, find_bands
from gongkai_desk.layout.model import TEXT_ROLES, UNIT_ROLES, Role

_FEWEST, _MOST = 2, 2000
_TELLING = UNIT_ROLES | {Role.DEADLINE, Role.PERSON, Role.PROGRESS, Role.STATUS, Role.REMARKS}


@dataclass(frozen=True, slots=True)
class _Half:
    """One of two tables, with its only header, the column of its numbers, and the row of each number."""

    cells: Cells
    band: HeaderBand
    number: int
    rows: dict[str, int]

    @property
    def roles(self) -> set[Role]:
        return {column.word.role for column in self.band.columns if column.word is not None}


def join_split_columns(blocks: Sequence[Grid]) -> list[Grid]:
    """The blocks with a table of further columns set beside the one before it, where both number their rows alike."""
    found: list[Grid] = []
    last: int | None = None
    for grid in blocks:
        if grid.kind is not GridKind.TABLE:
            if grid.rows:
                last = None
            found.append(grid)
            continue
        joined = _joined(found[last], grid) if last is not None else None
        if joined is not None and last is not None:
            found[last] = joined
            continue
        last = len(found)
        found.append(grid)
    return found


def _joined(left: Grid, right: Grid) -> Grid | None:
    if max(len(left.rows), len(right.rows)) > _MOST:
        return None
    second = _half(right)
    if second is None or second.roles & TEXT_ROLES or not second.roles & _TELLING:
        return None
    first = _half(left)
    if first is None or not first.roles & TEXT_ROLES or first.roles & second.roles & _TELLING:
        return None
    return _beside(first, second) if list(first.rows) == list(second.rows) else None


def _half(grid: Grid) -> _Half | None:
    cells = Cells(grid)
    bands = find_bands(cells)
    if len(bands) != 1 or len(bands[0].rows) != 1:
        return None
    numbers = [column.column for column in bands[0].columns if column.word is not None and column.word.role is Role.NUMBER]
    if len(numbers) != 1:
        return None
    rows = {
        text: row for row in cells.indexes if row > bands[0].rows[0] and is_number_like(text := cells.text(row, numbers[0]))
    }
    return _Half(cells, bands[0], numbers[0], rows) if len(rows) >= _FEWEST else None


def _beside(first: _Half, second: _Half) -> Grid:
    """The first table with the second's columns on its right, all but its numbers."""
    width, columns = first.cells.width, [at for at in range(1, second.cells.width + 1) if at != second.number]
    where = {row: first.rows[number] for number, row in second.rows.items()} | {second.band.rows[0]: first.band.rows[0]}
    more = {where[row]: row for row in where}
    grid, other = first.cells.grid, second.cells.grid
    rows = tuple(
        Row(row.index, (
            *row.values, *[None] * (width - len(row.values)), *(other.value(more[row.index], column) for column in columns),
        )) if row.index in more else row
        for row in grid.rows
    )
    spans = tuple(
        Span(where[span.top], width + 1 + columns.index(span.left), where[span.bottom], width + 1 + columns.index(span.right))
        for span in other.spans
        if span.top in where and span.bottom in where and span.left in columns and span.right in columns
    )
    shown = {(where[row], width + 1 + columns.index(column)): text for (row, column), text in other.shown.items()
             if row in where and column in columns}
    return replace(grid, rows=rows, spans=(*grid.spans, *spans), shown={**grid.shown, **shown})
