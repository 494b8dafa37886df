"""Tables whose merged cells were written out into every cell they cover (csv, pandas, converters): the merges are put back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from gongkai_desk.grids.grid import Grid, Row, Span, Value, plain_text
from gongkai_desk.language import is_group, read_units
from gongkai_desk.layout.content import is_number_like, is_unit_like
from gongkai_desk.layout.headerwords import read_header

_TALLEST = 3
_FEWEST = 3  # a heading is written into at least so many cells
_SHORTEST = 4
_LONGEST_WORD = 16
_LOOK = 30


def put_back_merges(grid: Grid) -> Grid:
    """A grid without merges, its repeated cells merged again; a grid that has merges of its own as it is.

    Merged in a header of two or three rows: words that stand in several. Merged across: a row that says one thing in all its
    cells, and several units that stand in two neighbouring cells alike.
    Merged downwards: what is equal in rows that bear the same number.
    """
    if grid.spans or len(grid.rows) < _FEWEST:
        return grid
    header = list(_header(grid.rows))
    below = max((span.bottom for span in header), default=0)
    rest = [row for row in grid.rows if row.index > below]
    across = list(_headings(rest))
    pairs = _pairs(rest) if header or across else ()  # elsewhere the same units in both may be a slip, and must be told
    spans = [*header, *across, *pairs, *_downwards(rest)]
    if not spans:
        return grid
    covered = {
        (row, column)
        for span in spans for row in range(span.top, span.bottom + 1) for column in range(span.left, span.right + 1)
        if (row, column) != (span.top, span.left)
    }
    touched = {row for row, _ in covered}
    return replace(grid, spans=tuple(spans), rows=tuple([
        _without(row, covered) if row.index in touched else row for row in grid.rows
    ]))


def _header(rows: Sequence[Row]) -> Iterator[Span]:
    """Two or three rows near the top that share short words: what is equal downwards, and the heads over the rest."""
    for position, above in enumerate(rows[:_LOOK]):
        band = [above]
        for row in rows[position + 1:position + _TALLEST]:
            if row.index != band[-1].index + 1 or not _share_words(band[-1], row):
                break
            band.append(row)
        if len(band) > 1:
            yield from _header_spans(band)
            return


def _share_words(above: Row, row: Row) -> bool:
    """Whether a row repeats the header above it where that was merged downwards, and says something else elsewhere."""
    if any(not isinstance(value, str) or len(value) > _LONGEST_WORD for value in above.values + row.values):
        return False
    alike = sum(1 for upper, lower in zip(above.values, row.values, strict=False) if upper == lower and upper)
    if _FEWEST <= alike < min(len(above.values), len(row.values)):
        return True
    beside = [left == right for left, right in pairwise(above.values)]
    groups = alike == 0 and len(set(above.values)) > 1 and _in_groups(above.values)
    if not groups and not (alike > 1 and any(beside)):
        return False
    words = [value for value in row.values if isinstance(value, str) and value]
    return len(words) == len(row.values) and all(map(read_header, words)) and len(set(words)) * 2 > len(words)


def _in_groups(values: Sequence[Value]) -> bool:
    """Whether every cell of a row says what a neighbour says: a head over two or more columns each."""
    padded = [None, *values, None]
    return all(value and value in (padded[at], padded[at + 2]) for at, value in enumerate(values))


def _header_spans(band: Sequence[Row]) -> Iterator[Span]:
    width = min(len(row.values) for row in band)
    covered: set[tuple[int, int]] = set()
    for column in range(width):
        start = 0
        for end in range(1, len(band) + 1):
            if end < len(band) and band[end].values[column] == band[start].values[column] != "":
                continue
            if end - start > 1:
                yield Span(band[start].index, column + 1, band[end - 1].index, column + 1)
                covered.update((at, column) for at in range(start, end))
            start = end
    for at, row in enumerate(band[:-1]):
        start = 0
        for column in range(1, width + 1):
            free = (at, start) not in covered
            if column < width and free and (at, column) not in covered and row.values[column] == row.values[start] != "":
                continue
            if column - start > 1:
                yield Span(row.index, start + 1, row.index, column)
            start = column


def _without(row: Row, covered: set[tuple[int, int]]) -> Row:
    return Row(row.index, tuple(
        None if (row.index, column) in covered else value for column, value in enumerate(row.values, start=1)
    ))


def _headings(rows: Sequence[Row]) -> Iterator[Span]:
    """Rows that say one thing in all their cells."""
    for row in rows:
        values = row.values
        if len(values) < _FEWEST or values[0] != values[1] or not isinstance(values[0], str) or not values[0]:
            continue
        filled = [value for value in values if value is not None and value != ""]
        if len(filled) >= max(_FEWEST, len(values) - 1) and all(value == filled[0] for value in filled):
            yield Span(row.index, 1, row.index, len(values))


def _pairs(rows: Sequence[Row]) -> Iterator[Span]:
    """Several units that stand in two neighbouring cells alike, in a table whose other merges were written out."""
    for row in rows:
        values = row.values
        if len(values) > 2 and values[0] == values[1]:
            continue
        for column, (left, right) in enumerate(zip(values, values[1:], strict=False), start=1):
            if left == right and isinstance(left, str) and _names_several(left.strip()):
                yield Span(row.index, column, row.index, column + 1)
                break


def _names_several(text: str) -> bool:
    if len(text) < _SHORTEST or not is_unit_like(text):
        return False
    units = read_units(text).units
    return len(units) > 1 or any(map(is_group, units))


def _downwards(rows: Sequence[Row]) -> Iterator[Span]:
    """Rows with one number in the first column and at least one more cell alike: those cells are one each."""
    start = 0
    for position in range(1, len(rows) + 1):
        if position < len(rows) and _goes_on(rows[position - 1], rows[position]):
            continue
        if position - start > 1:
            yield from _columns(rows[start:position])
        start = position


def _goes_on(above: Row, row: Row) -> bool:
    if not above.values or not row.values or row.index != above.index + 1 or above.values[0] != row.values[0]:
        return False
    number = row.values[0]
    if number is None or not is_number_like(plain_text(number)):
        return False
    pairs = zip(above.values[1:], row.values[1:], strict=False)
    return any(left == right and isinstance(left, str) and len(left) >= _SHORTEST for left, right in pairs)


def _columns(rows: Sequence[Row]) -> Iterator[Span]:
    width = min(len(row.values) for row in rows)
    for column in range(width):
        start = 0
        for position in range(1, len(rows) + 1):
            if position < len(rows) and _alike(rows[position - 1].values[column], rows[position].values[column]):
                continue
            if position - start > 1:
                yield Span(rows[start].index, column + 1, rows[position - 1].index, column + 1)
            start = position


def _alike(above: Value, value: Value) -> bool:
    return value is not None and value != "" and above == value
