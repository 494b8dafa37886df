"""Raw values of a reader → the rows of a Grid: one meaning per value, blanks as None, blank rows left out.

Source of the rules: ``tech.md`` §2 (integers come as floats, ``_x000D_``), ``faults.md`` #22, #24.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gongkai_desk.grids.grid import BadCell, Row, Value
from gongkai_desk.grids.look import Place
from gongkai_desk.grids.text import clean

_WHOLE = 1e15
_FAR_COLUMN = 256


def value_of(raw: Any) -> Value:
    """One value as a Grid keeps it: 12.0 is 12, 0.1+0.2 is 0.3 as every program shows it, blanks are None, nan is a bad cell."""
    if isinstance(raw, str):
        if raw.isprintable():
            return None if not raw or raw.isspace() else raw
        text = clean(raw)
        return None if text.isspace() else text
    if isinstance(raw, float):
        if raw.is_integer():
            return int(raw) if abs(raw) < _WHOLE else raw
        if raw != raw or raw in (float("inf"), float("-inf")):
            return BadCell("#NUM!")
        return float(f"{raw:.15g}")
    return raw  # type: ignore[no-any-return]


def dense_rows(raw_rows: Iterable[Sequence[Any]], top: int = 1, left: int = 1) -> list[Row]:
    """Rows from lists of values that start at row ``top`` and column ``left``."""
    lead: tuple[Value, ...] = (None,) * (left - 1)
    rows = []
    for index, raw in enumerate(raw_rows, top):
        if raw.count("") == len(raw):
            continue
        values = [cell if type(cell) is str and cell > "!" and cell.isprintable() else None if cell == "" else value_of(cell)
                  for cell in raw]
        while values and values[-1] is None:
            values.pop()
        if values:
            rows.append(Row(index, (*lead, *values)))
    return rows


def sparse_rows(cells: Mapping[int, Mapping[int, Value]]) -> tuple[list[Row], dict[Place, Value]]:
    """Rows from values by row and column, and the stray cells far right that were left out of them.

    A cell is far where it stands beyond column 256 and at least 100 columns are empty before it: its row would be thousands of
    blanks long.
    """
    limit = _body_width({column for row in cells.values() for column in row})
    rows: list[Row] = []
    stray: dict[Place, Value] = {}
    for index in sorted(cells):
        columns = {column: value_of(value) for column, value in cells[index].items()}
        columns = {column: value for column, value in columns.items() if value is not None}
        stray.update(((index, column), value) for column, value in sorted(columns.items()) if column > limit)
        width = max((column for column in columns if column <= limit), default=0)
        if width:
            rows.append(Row(index, tuple(columns.get(column) for column in range(1, width + 1))))
    return rows, stray


def without_stray(rows: list[Row]) -> tuple[list[Row], dict[Place, Value]]:
    """The same for rows that are there already; nearly always they have no such cell and are given back as they are."""
    if all(len(row.values) <= _FAR_COLUMN for row in rows):
        return rows, {}
    return sparse_rows({
        row.index: {column: value for column, value in enumerate(row.values, 1) if value is not None} for row in rows})


def _body_width(columns: set[int]) -> int:
    used = sorted(columns)
    for before, after in zip([0, *used], used, strict=False):
        if after > _FAR_COLUMN and after - before > 100:
            return before or after
    return used[-1] if used else 0
