"""Where the headers of a grid are: bands of one to three rows whose cells announce roles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai_desk.language import heading_level
from gongkai_desk.layout.cells import Cells, join_distinct
from gongkai_desk.layout.headerwords import LONGEST, HeaderWord, clean_header, holds_units, read_header
from gongkai_desk.layout.lines import is_form_line
from gongkai_desk.layout.model import TEXT_ROLES, UNIT_ROLES, Role

_TALLEST = 3
_SPLIT_WORDS = 20  # all of a row's words may be halves (完成 over 时限), but not in the widest tables
_LEAST_WEIGHT = 1.7
_TELLING = TEXT_ROLES | UNIT_ROLES | {Role.DEADLINE, Role.OFFICE, Role.SECTION, Role.PROGRESS, Role.STATUS, Role.UNIT}


@dataclass(frozen=True, slots=True)
class HeaderColumn:
    """One column under a header. ``anchor`` is the same for columns that share one header cell; ``path`` its texts from above."""

    column: int
    path: tuple[str, ...]
    word: HeaderWord | None
    anchor: tuple[int, int]


@dataclass(frozen=True, slots=True)
class HeaderBand:
    """The header rows of one table, with their columns and how much speaks for them."""

    rows: tuple[int, ...]
    columns: tuple[HeaderColumn, ...]
    weight: float

    @property
    def holds_units(self) -> bool:
        """Whether a header says that its cells name the units beside the wording."""
        return _hold_units(self.columns)

    @property
    def texts(self) -> tuple[str, ...]:
        """The cleaned header texts by column: equal for a header that is repeated."""
        return tuple(clean_header("".join(column.path)) for column in self.columns)


def find_bands(cells: Cells) -> list[HeaderBand]:
    """All header bands of a grid from top to bottom; each row belongs to at most one."""
    bands: list[HeaderBand] = []
    indexes = cells.indexes
    position = 0
    while position < len(indexes):
        band = _best_at(cells, indexes, position) if _worth_a_look(cells, indexes[position]) else None
        if band is None:
            position += 1
            continue
        bands.append(band)
        position += len(band.rows)
    return bands


def _worth_a_look(cells: Cells, row: int) -> bool:
    """A header row holds at least two short texts, and none that is a sentence or a number."""
    short = known = 0
    for text in cells.texts(row):
        if not text:
            continue
        if len(text) > 2 * LONGEST or text.isdigit():
            return False
        short += 1
        known += read_header(text) is not None
    return short >= 2 and (known > 0 or short < _SPLIT_WORDS)


def _best_at(cells: Cells, indexes: Sequence[int], position: int) -> HeaderBand | None:
    best: HeaderBand | None = None
    for height in range(1, _TALLEST + 1):
        rows = tuple(indexes[position:position + height])
        if len(rows) < height or rows[-1] - rows[0] > height or not _may_be_header(cells, rows[-1], height):
            break
        band = _read_band(cells, rows)
        if band is not None and (best is None or band.weight > best.weight + 0.04):
            best = band
    return best


def _may_be_header(cells: Cells, row: int, height: int) -> bool:
    filled = cells.filled(row)
    if not filled:
        return height > 1
    if len(filled) == 1 and cells.reaches(row, filled[0]) >= max(2, cells.width - 1):
        return False
    texts = [cells.text(row, column) for column in filled]
    if len(texts) == 1 and heading_level(texts[0]) is not None:
        return False
    return all(len(text) <= 2 * LONGEST and not text.isdigit() and not is_form_line(text) for text in texts)


def _read_band(cells: Cells, rows: tuple[int, ...]) -> HeaderBand | None:
    columns = tuple(_read_columns(cells, rows))
    weight, used = 0.0, set()
    roles: set[Role] = set()
    for column in columns:
        if column.word is None or column.anchor in used:
            continue
        used.add(column.anchor)
        roles.add(column.word.role)
        weight += column.word.weight
    unknown = sum(1 for column in columns if column.word is None and column.path)
    stray = _stray_cells(cells, rows, columns)
    alone = len(roles) < 2 and not (len(used) > 1 and _hold_units(columns))
    if alone or not roles & _TELLING or unknown > len(used):
        return None
    weight -= 0.3 * unknown + 0.6 * stray
    return HeaderBand(rows, columns, round(weight, 3)) if weight >= _LEAST_WEIGHT else None


def _hold_units(columns: Sequence[HeaderColumn]) -> bool:
    return any(holds_units(text) for column in columns for text in column.path)


def _read_columns(cells: Cells, rows: tuple[int, ...]) -> Iterator[HeaderColumn]:
    for column in range(1, cells.width + 1):
        path = join_distinct(cells.owned(row, column) for row in rows)
        yield HeaderColumn(column, path, _word_of(path), _anchor(cells, rows, column))


def _anchor(cells: Cells, rows: tuple[int, ...], column: int) -> tuple[int, int]:
    for row in reversed(rows):
        if cells.owned(row, column):
            span = cells.span(row, column)
            return (span.top, span.left) if span else (row, column)
    return (rows[-1], column)


def _word_of(path: tuple[str, ...]) -> HeaderWord | None:
    """What a header over several rows announces: its lowest word, or all joined where a word was broken (完成/时限)."""
    if not path:
        return None
    last = read_header(path[-1])
    if len(path) == 1:
        return last
    first = read_header(path[0])
    joined = read_header("".join(path))
    if joined is not None and joined.role is not Role.DUTY and (last is None or joined.weight > last.weight + 0.1):
        return joined
    if last is not None:
        if last.role is Role.TARGET and first is not None and first.role is Role.PROGRESS:
            return HeaderWord(Role.PROGRESS, 0.8)
        return last
    if first is not None:
        return HeaderWord(first.role, round(first.weight * 0.8, 3))
    return None


def _stray_cells(cells: Cells, rows: tuple[int, ...], columns: tuple[HeaderColumn, ...]) -> int:
    """Cells of the lower rows that announce nothing: a sign that the row is already body."""
    if len(rows) == 1:
        return 0
    known = {column.column for column in columns if column.word is not None}
    stray = 0
    for row in rows[1:]:
        for column in cells.filled(row):
            text = cells.text(row, column)
            if column not in known or len(clean_header(text)) > LONGEST or (
                read_header(text) is None and read_header(cells.owned(rows[0], column) + text) is None
            ):
                stray += 1
    return stray
