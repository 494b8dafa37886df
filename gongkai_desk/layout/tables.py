"""The tables of a grid: where each begins and ends, and what its columns hold."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from gongkai_desk.layout.cells import Cells
from gongkai_desk.layout.content import Profile, profile
from gongkai_desk.layout.headerless import guess_columns
from gongkai_desk.layout.headers import HeaderBand, find_bands
from gongkai_desk.layout.headerwords import clean_header, read_header
from gongkai_desk.layout.lines import is_annex_mark, is_form_line, is_heading_like, is_note, is_title
from gongkai_desk.layout.model import TEXT_ROLES, UNIT_ROLES, ColumnRole, Layout, Role
from gongkai_desk.layout.resolve import resolve

_TELLING = UNIT_ROLES | {Role.DEADLINE, Role.PROGRESS, Role.STATUS, Role.PERSON, Role.TARGET}


def find_tables(cells: Cells, hints: Sequence[Layout] = ()) -> tuple[Layout, ...]:
    """The layouts of all task tables of a grid, from top to bottom; ``()`` where it holds none.

    A hint (a layout that a clerk set by hand) wins over what would be proposed where the header is the same.
    """
    layouts = [_with_hint(layout, hints) for layout in _by_headers(cells)]
    if not layouts:
        forced = _forced(cells, hints)
        layouts = [forced] if forced else []
    if not layouts and not _has_any_header(cells):
        guessed = _guessed(cells)
        layouts = [guessed] if guessed else []
    return tuple(layouts)


def continue_table(cells: Cells, before: Layout) -> Layout | None:
    """The layout of a table without a header, as the next page of the one before; None where its cells do not fit."""
    if not cells.indexes or find_bands(cells) or cells.width > max(column.column for column in before.columns):
        return None
    first, last = cells.indexes[0], cells.indexes[-1]
    rows = body_rows(cells, first, last)
    profiles = {column: profile(cells, rows, column) for column in range(1, cells.width + 1)}
    for column in before.columns:
        seen = profiles.get(column.column, Profile())
        wrong = (column.role in UNIT_ROLES and seen.unit < 0.5) or (column.role is Role.NUMBER and seen.number < 0.5)
        if seen.filled and wrong:
            return None
    task = before.first(Role.TASK)
    if not rows or task is None or profiles.get(task, Profile()).length < 4:
        return None
    return replace(
        before, header_rows=(), title_rows=(), first_row=first, last_row=last, score=min(before.score, 0.7),
        sheet=cells.grid.sheet, reasons=("没有表头，按上一页的表头理解",),
    )


def _has_any_header(cells: Cells) -> bool:
    return bool(find_bands(cells))


def _by_headers(cells: Cells) -> Iterable[Layout]:
    bands = find_bands(cells)
    starts = _starts(cells, bands)
    for number, position in enumerate(starts):
        band = bands[position]
        titles = _title_rows(cells, band, bands[position - 1].rows[-1] if position else 0)
        end = cells.indexes[-1]
        if number + 1 < len(starts):
            following = bands[starts[number + 1]]
            above = _title_rows(cells, following, band.rows[-1])
            end = (above[0] if above else following.rows[0]) - 1
        layout = _layout(cells, band, titles, end)
        if layout is not None:
            yield layout


def _starts(cells: Cells, bands: Sequence[HeaderBand]) -> list[int]:
    """The bands that open a table; an equal header without a title above is the same table on its next page."""
    starts: list[int] = []
    for position, band in enumerate(bands):
        if starts and band.texts == bands[starts[-1]].texts:
            titles = _title_rows(cells, band, bands[position - 1].rows[-1])
            if not any(_opens(cells, row) for row in titles):
                continue
        starts.append(position)
    return starts


def _opens(cells: Cells, row: int) -> bool:
    text = next((text for text in cells.texts(row) if text), "")
    return is_annex_mark(text) or is_title(text)


def _title_rows(cells: Cells, band: HeaderBand, after: int) -> tuple[int, ...]:
    """The lone lines directly above a header: title, 附件, 填报单位. Headings and notes of the table before stay out."""
    found: list[int] = []
    indexes = cells.indexes
    for row in reversed(indexes[bisect_right(indexes, after):bisect_left(indexes, band.rows[0])]):
        filled = cells.filled(row)
        text = cells.text(row, filled[0]) if filled else ""
        lone = len(filled) == 1
        if not filled:
            continue
        labels = 0 if lone else sum(is_form_line(cells.text(row, column)) for column in filled)
        if not lone and not (labels and (len(filled) <= 4 or labels * 2 > len(filled))):
            break
        if after and lone and (is_note(text) or (is_heading_like(text) and not _opens(cells, row) and not is_form_line(text))):
            break
        found.append(row)
    return tuple(reversed(found))


def body_rows(cells: Cells, first: int, last: int) -> list[int]:
    """The rows that look like entries: at least two cells of their own, or one beside a cell merged downwards."""
    indexes = cells.indexes
    found = []
    for row in indexes[bisect_left(indexes, first):bisect_right(indexes, last)]:
        filled = cells.filled(row)
        if len(filled) > 1 or (filled and filled[0] > 1 and (cells.width == 2 or cells.owned(row, 1))):
            found.append(row)
    return found


def _layout(cells: Cells, band: HeaderBand, titles: tuple[int, ...], last: int) -> Layout | None:
    first = band.rows[-1] + 1
    rows = body_rows(cells, first, last)
    profiles = {column: profile(cells, rows, column) for column in range(1, cells.width + 1)}
    columns = resolve(band, profiles)
    roles = {column.role for column in columns}
    if Role.TASK not in roles or not rows:
        return None
    silent = not roles & _TELLING and not band.holds_units
    if silent and (not roles & {Role.NUMBER, Role.REQUIREMENT} or _is_list(columns, profiles)):
        return None
    return Layout(
        columns=columns, header_rows=band.rows, first_row=first, last_row=last, title_rows=titles,
        score=_score(columns, profiles), signature=signature(band.texts), sheet=cells.grid.sheet,
        reasons=(f"第{'、'.join(map(str, band.rows))}行是表头",),
    )


def _is_list(columns: Sequence[ColumnRole], profiles: dict[int, Profile]) -> bool:
    """A numbered list of units or names is no task table."""
    return all(
        profiles[column.column].unit > 0.6 or profiles[column.column].length < 9
        for column in columns if column.role in TEXT_ROLES
    )


def _score(columns: Sequence[ColumnRole], profiles: dict[int, Profile]) -> float:
    """How sure the layout is: the weakest of its telling columns, weighed with what their cells look like."""
    scores = []
    for column in columns:
        seen = profiles.get(column.column, Profile())
        if column.role is Role.TASK:
            scores.append(column.score if seen.length >= 6 else 0.6 * column.score)
        elif column.role in UNIT_ROLES and seen.filled:
            scores.append(column.score * (0.5 + 0.5 * seen.unit))
        elif column.role is Role.DEADLINE and seen.filled:
            scores.append(column.score * (0.6 + 0.4 * seen.deadline))
    return round(sum(scores) / len(scores), 2) if scores else 0.0


def signature(texts: Sequence[str]) -> str:
    """The same for tables with the same header texts."""
    joined = "|".join(clean_header(text) for text in texts).rstrip("|")
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


def _with_hint(layout: Layout, hints: Sequence[Layout]) -> Layout:
    for hint in hints:
        if hint.signature and hint.signature == layout.signature:
            return replace(layout, columns=hint.columns, score=1.0, reasons=("按手工设定的版式",), hand=True)
    return layout


def _forced(cells: Cells, hints: Sequence[Layout]) -> Layout | None:
    """A hand-made layout for a table without a header that could be recognised: it names sheet and rows itself."""
    for hint in hints:
        if hint.hand and hint.sheet in (None, cells.grid.sheet) and cells.indexes:
            return hint
    return None


def _guessed(cells: Cells) -> Layout | None:
    rows = body_rows(cells, 1, cells.indexes[-1]) if cells.indexes else []
    if len(rows) > 3 and sum(read_header(text) is not None for text in cells.texts(rows[0]) if text) >= 2:
        rows = rows[1:]  # a header of which too little was understood
    profiles = {column: profile(cells, rows, column) for column in range(1, cells.width + 1)}
    columns = guess_columns(profiles)
    if not columns or len(rows) < 3:
        return None
    titles = tuple(row for row in cells.indexes if row < rows[0])
    return Layout(
        columns=columns, first_row=rows[0], last_row=cells.indexes[-1], title_rows=titles,
        score=0.4, sheet=cells.grid.sheet, reasons=("没有找到表头，各列含义按内容推断",),
    )
