"""Rows of pasted tabs: line breaks inside cells tear them apart, merged headers lose their width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongkai_desk.grids.grid import Grid, Row, Span
from gongkai_desk.language import heading_level
from gongkai_desk.layout.content import is_number_like
from gongkai_desk.layout.headerwords import read_header
from gongkai_desk.layout.lines import counts_tasks, find_signature, is_note, is_sum, is_tail
from gongkai_desk.layout.model import TEXT_ROLES, Role

_LOOK, _HALF = 12, 6
_LONGEST = 50_000


def mend_rows(grid: Grid) -> Grid:
    """A grid of a format without borders whose rows stand whole again, or the grid itself where none is torn.

    Only where the rows bear numbers: what stands between one number and the next is one row, a line's first cell going on
    with the last cell of the line before.
    """
    if grid.sheet is not None or grid.spans or not 3 <= len(grid.rows) <= _LONGEST:
        return grid
    rows = [[grid.text(row.index, column).strip() for column in range(1, len(row.values) + 1)] for row in grid.rows]
    at = next((position for position, cells in enumerate(rows[:_LOOK]) if _is_header(cells)), None)
    if at is None:
        return grid
    mended = mend_lines(rows[at:])
    if mended is not None:
        body = [Row(grid.rows[at + position].index, tuple(cells)) for position, cells in mended]
        grid = replace(grid, rows=(*grid.rows[:at], *body), shown={})
    return _wide_headers(grid, grid.rows[at])


def mend_lines(rows: Sequence[Sequence[str]]) -> list[tuple[int, list[str]]] | None:
    """The lines of a table, its header first, put together to rows, each with the position of its first line.

    None where nothing is torn, where rows bear no numbers, or where the lines do not add up.
    """
    rows = [_without_blank_end(cells) for cells in rows]
    header, used = _whole_header(rows)
    head = read_header(header[0]) if header else None
    if head is None or head.role is not Role.NUMBER:
        return None
    body = _whole_rows(rows, used, len(header))
    if body is None or (used == 1 and len(body) == sum(1 for cells in rows[1:] if cells)):
        return None
    return [(0, header), *body]


def _without_blank_end(cells: Sequence[str]) -> list[str]:
    kept = list(cells)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _is_header(cells: Sequence[str]) -> bool:
    roles = {word.role for cell in cells if (word := read_header(cell))}
    return len(roles) >= 2 and bool(roles & TEXT_ROLES)


def _whole_header(rows: Sequence[Sequence[str]]) -> tuple[list[str], int]:
    """The header with words joined that a line break has torn (责任 / 单位), and how many lines it takes."""
    header, used = list(rows[0]), 1
    for cells in rows[1:5]:
        half = bool(cells) and 0 < len(cells[0]) <= _HALF and not is_number_like(cells[0]) and heading_level(cells[0]) is None
        word = read_header(header[-1] + cells[0]) if half else None
        if word is None or any(read_header(cell) is None and len(cell) > 4 for cell in cells[1:]):
            break
        header[-1] += cells[0]
        header += cells[1:]
        used += 1
    return header, used


def _whole_rows(rows: Sequence[Sequence[str]], start: int, width: int) -> list[tuple[int, list[str]]] | None:
    """The body's rows with the position of their first line; None where the lines do not add up to rows of this width."""
    found: list[tuple[int, list[str]]] = []
    signed = find_signature([cells[0] if len(cells) == 1 else "" for cells in rows])
    for position in range(start, len(rows)):
        cells = rows[position]
        if not cells:
            continue
        if position in signed or is_number_like(cells[0]) or not found or _stands_alone(cells, found[-1][1]):
            found.append((position, list(cells)))
            continue
        row = found[-1][1]
        if len(row) + len(cells) - 1 > width or not is_number_like(row[0]):
            return None
        row[-1] = f"{row[-1]}\n{cells[0]}" if row[-1] else cells[0]
        row += cells[1:]
    return found


def _stands_alone(cells: Sequence[str], above: Sequence[str]) -> bool:
    """A heading, a note or a sum between the rows; a lone line below one is of its kind."""
    text = cells[0]
    level = heading_level(text)
    if len(cells) == 1 and (counts_tasks(text) or is_note(text) or is_tail(text)):
        return True
    if len(cells) == 1 and len(above) == 1 and not is_number_like(above[0]):
        return True
    return is_sum(text) or (len(cells) == 1 and level is not None and level <= 2 and len(text) < 60)


def _wide_headers(grid: Grid, header: Row) -> Grid:
    """A header over a column of numbers and the column of words beside it, whose own header is blank, spans both."""
    cells = [grid.text(header.index, column).strip() for column in range(1, grid.width + 1)]
    spans: list[Span] = []
    for column in range(1, len(cells)):
        word = read_header(cells[column - 1]) if cells[column - 1] else None
        if word is None or word.role not in TEXT_ROLES or cells[column]:
            continue
        below = [row.index for row in grid.rows if row.index > header.index]
        left = [text for index in below if (text := grid.text(index, column).strip())]
        right = [text for index in below if (text := grid.text(index, column + 1).strip())]
        numbered = len(left) > 1 and sum(map(is_number_like, left)) * 5 >= 4 * len(left)
        if numbered and len(right) > 1 and not is_number_like(right[0]):
            spans.append(Span(header.index, column, header.index, column + 1))
    return replace(grid, spans=tuple(spans)) if spans else grid
