"""One HTML table → one Grid, by the HTML table model: every cell takes the next free column, spans are ranges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from gongkai_desk.grids.grid import Grid, Row, Span, Value
from gongkai_desk.grids.htmltext import collect, is_hidden

COLUMNS: Final = 1_000
ROWS: Final = 65_534


def rows_of(table: Any) -> Iterator[Any]:
    """The rows of the table itself that are shown, not those of tables inside it."""
    return (row for row, hidden in _all_rows(table) if not hidden)


def _all_rows(table: Any) -> Iterator[tuple[Any, bool]]:
    """Every row, and whether it is hidden."""
    for child in table:
        if child.tag == "tr":
            yield child, is_hidden(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            hidden = is_hidden(child)
            yield from ((row, hidden or is_hidden(row)) for row in child if row.tag == "tr")


def read_table(table: Any, path: str) -> Grid:
    """The Grid of a ``<table>``; rows count from 1, hidden ones are read and marked."""
    rows = list(_all_rows(table))
    taken: dict[int, int] = {}
    cells: dict[int, dict[int, Value]] = {}
    spans: list[Span] = []
    struck: set[tuple[int, int]] = set()
    for index, (row, _) in enumerate(rows, 1):
        column = 1
        for cell in row:
            if cell.tag not in ("td", "th") or is_hidden(cell):
                continue
            while taken.get(column, 0) >= index:
                column += 1
            if column > COLUMNS:
                break
            right, bottom = _corner(cell, column, index, len(rows)) if cell.attrib else (column, index)
            found = collect(cell)
            if found.text:
                cells.setdefault(index, {})[column] = found.text
                if found.struck:
                    struck.add((index, column))
            if right > column or bottom > index:
                spans.append(Span(index, column, bottom, right))
            for place in range(column, right + 1):
                taken[place] = bottom
            column = right + 1
    kept = tuple(_row(index, columns) for index, columns in sorted(cells.items()))
    hidden = frozenset(index for index, (_, is_out) in enumerate(rows, 1) if is_out and index in cells)
    return Grid(path, kept, spans=tuple(spans), struck=frozenset(struck), hidden_rows=hidden)


def _corner(cell: Any, column: int, index: int, rows: int) -> tuple[int, int]:
    """The last column and row of a cell that may span several."""
    right = min(column + span_of(cell, "colspan", COLUMNS) - 1, COLUMNS)
    down = span_of(cell, "rowspan", ROWS)
    return right, min(index + (down or rows) - 1, rows)


def span_of(cell: Any, name: str, limit: int) -> int:
    """A span attribute as browsers read it; rowspan 0 (to the end) stays 0."""
    text = (cell.get(name) or "1").strip()
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 1 if len(text) < 12 else limit
    return min(number, limit) if number or name == "rowspan" else 1


def _row(index: int, columns: dict[int, Value]) -> Row:
    return Row(index, tuple(columns.get(column) for column in range(1, max(columns) + 1)))
