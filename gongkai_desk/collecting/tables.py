"""Where in a grid a form stands: its header, its columns, its rows, and what is written around it.

A grid may hold several forms below each other, or none. Nothing here depends on positions: the hidden column is known by its
marks, the others by their header texts, and where those are gone by what stands below them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from gongkai_desk.collecting.content import ColumnJudge
from gongkai_desk.collecting.headers import ID, TITLES, assign, exact_key, looks_like_header
from gongkai_desk.collecting.labels import Labels, has_label, read_labels
from gongkai_desk.collecting.seal import parse_mark
from gongkai_desk.grids.grid import Grid, GridKind, Row

DEEPEST_HEADER = 40
ABOVE = 6
MOST_IN_TITLE = 3
MARK_STARTS = frozenset("Tt Ｔｔ\u3000")
OPEN_KEYS = frozenset(("status", "value", "progress", "done_on", "evidence", "problems", "next_steps"))


class FormTable(msgspec.Struct, frozen=True):
    """A form found in a grid. ``columns`` by key (``id`` and ``unit`` included), ``rows`` the body, ``foreign`` other headers."""

    grid: Grid
    columns: Mapping[str, int]
    rows: tuple[Row, ...]
    header: int
    labels: Labels
    foreign: Mapping[int, str] = msgspec.field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def has_ids(self) -> bool:
        """Whether the hidden column is there."""
        return ID in self.columns


def find_tables(grid: Grid, before: Mapping[str, int] | None = None) -> tuple[FormTable, ...]:
    """Every form in a grid, top to bottom. ``before``: the columns of the form on the sheet before, which this one may go on."""
    if grid.kind is not GridKind.TABLE or not grid.rows:
        return ()
    marks = mark_column(grid)
    headers = list(_headers(grid, marks))
    if not headers:
        return _without_header(grid, marks, before)
    tables: list[FormTable] = []
    for place, (top, bottom) in enumerate(headers):
        start = max(headers[place - 1][1] + 1, top - ABOVE) if place else 0
        early = () if place else tuple(row for row in grid.rows[:top] if _is_marked(row, marks))
        stop = headers[place + 1][0] if place + 1 < len(headers) else len(grid.rows)
        table = _table(grid, marks, start, top, (*early, *grid.rows[bottom + 1: stop]), bottom)
        if table is not None:
            tables.append(table)
    return tuple(tables)


def mark_column(grid: Grid) -> int | None:
    """The column (1-based) that holds the tasks' marks, or None."""
    counts: dict[int, int] = {}
    for row in grid.rows:
        for place, value in enumerate(row.values):
            if isinstance(value, str) and value[:1] in MARK_STARTS and len(value) < 24 and parse_mark(value):
                counts[place + 1] = counts.get(place + 1, 0) + 1
                break
    return max(counts, key=lambda column: counts[column]) if counts else None


def _headers(grid: Grid, marks: int | None) -> Iterator[tuple[int, int]]:
    """Header blocks as (first, last) positions in ``grid.rows``."""
    last = -1
    for place, row in enumerate(grid.rows):
        if place <= last or _is_marked(row, marks):
            continue
        if place - last > DEEPEST_HEADER and not TITLES.intersection(value for value in row.values if isinstance(value, str)):
            continue
        if not looks_like_header([value for value in row.values if isinstance(value, str)]):
            continue
        bottom = place
        below = grid.rows[place + 1] if place + 1 < len(grid.rows) else None
        if below is not None and _continues_header(row, below, marks):
            bottom = place + 1
        last = bottom
        yield place, bottom


def _is_marked(row: Row, marks: int | None) -> bool:
    return marks is not None and len(row.values) >= marks and _is_mark(row.values[marks - 1])


def _is_mark(value: object) -> bool:
    return isinstance(value, str) and parse_mark(value) is not None


def _continues_header(row: Row, below: Row, marks: int | None) -> bool:
    """Whether the row below belongs to the header: it names columns and fills places that are blank above."""
    if _is_marked(below, marks):
        return False
    names = [(place, value) for place, value in enumerate(below.values) if isinstance(value, str) and value.strip()]
    known = [place for place, value in names if exact_key(value)]
    if len(known) < 2 or len(known) * 2 < len(names):
        return False
    return any(place >= len(row.values) or row.values[place] in (None, "") for place in known)


def _table(grid: Grid, marks: int | None, start: int, top: int, body: tuple[Row, ...], bottom: int) -> FormTable | None:
    """The form under a header in rows ``top`` to ``bottom``; rows above it that bear marks belong to it too."""
    texts = _header_texts(grid, grid.rows[top: bottom + 1])
    columns, foreign, notes = assign(texts, ColumnJudge(grid, body))
    if marks is not None:
        columns = {key: column for key, column in columns.items() if key == ID or column != marks}
        columns[ID] = marks
    else:
        columns.pop(ID, None)
    if not OPEN_KEYS.intersection(columns) or not (ID in columns or "text" in columns):
        return None
    above = [row for row in grid.rows[start: top] if not (_is_marked(row, marks) or _is_entry(row))]
    labels = read_labels(grid, above, _tail(body, columns))
    return FormTable(grid, columns, _body(body, columns), grid.rows[bottom].index, labels,
                     {column: text for column, text in foreign.items() if column != marks}, notes)


def _header_texts(grid: Grid, rows: Sequence[Row]) -> dict[int, str]:
    """Each column's header text; the lower row counts, the upper where the lower is blank."""
    texts: dict[int, str] = {}
    for row in rows:
        for column, value in enumerate(row.values, 1):
            text = grid.text(row.index, column).strip() if value is not None else ""
            if text:
                texts[column] = text
    return texts


def _body(rows: Sequence[Row], columns: Mapping[str, int]) -> tuple[Row, ...]:
    """The rows that hold anything in a known column; a title repeated for the next block is left to that block."""
    wanted = [column - 1 for column in columns.values()]
    return tuple(row for row in rows if any(
        place < len(row.values) and row.values[place] not in (None, "") for place in wanted))


def _tail(rows: Sequence[Row], columns: Mapping[str, int]) -> list[Row]:
    """The last rows that are no tasks (no mark; where there are no marks, no task's text): 填报人 may stand there."""
    if ID in columns:
        return [row for row in rows[-6:] if not _is_marked(row, columns[ID])]
    place = columns.get("text", 1) - 1
    return [row for row in rows[-6:] if place >= len(row.values) or row.values[place] in (None, "") or _is_labelled(row)]


def _is_entry(row: Row) -> bool:
    """Whether a row above a header is a task of the form before rather than a title or a line of labels."""
    return len(row.values) - row.values.count(None) > MOST_IN_TITLE and not _is_labelled(row)


def _is_labelled(row: Row) -> bool:
    return any(isinstance(value, str) and has_label(value) for value in row.values)


def _without_header(grid: Grid, marks: int | None, before: Mapping[str, int] | None) -> tuple[FormTable, ...]:
    """A form whose header rows were deleted: the marks say which rows, the sheet before or the issued order which columns."""
    if marks is None:
        return ()
    body = tuple(row for row in grid.rows if _is_marked(row, marks))
    judge = ColumnJudge(grid, body)
    columns = {ID: marks, **judge.columns_by_order(marks)}
    note = "表头已缺失，按列的次序和内容识别各列，请核对"
    if before is not None and before.get(ID) == marks and judge.fit(before) >= judge.fit(columns):
        columns, note = dict(before), f"工作表“{grid.sheet}”没有表头，按前一张表的列识别，请核对"
    first = next(place for place, row in enumerate(grid.rows) if _is_marked(row, marks) or _is_entry(row))
    labels = read_labels(grid, grid.rows[:first])
    return (FormTable(grid, columns, grid.rows[first:], grid.rows[first].index - 1, labels, {}, (note,)),)
