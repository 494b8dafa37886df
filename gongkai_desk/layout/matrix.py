"""Tables with a column for every unit and a mark where it has a part (● 牵头, ○ 配合): the marks become two columns of units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from gongkai_desk.grids.grid import Grid, GridKind, Row, Value
from gongkai_desk.layout.content import is_unit_like
from gongkai_desk.layout.headerwords import read_header

_LEADS: Final = "●★▲■◆◉"
_SUPPORTS: Final = "○☆△□◇◎〇"
_TICKS: Final = "√✓✔"
_SIGNS: Final = _LEADS + _SUPPORTS + _TICKS
_WORDS: Final[Mapping[str, bool]] = {
    "牵头": True, "主办": True, "主责": True, "牵": True, "主": True, "负责": True,
    "配合": False, "协办": False, "参与": False, "协同": False, "配": False, "协": False, "协助": False,
}
_SAYS: Final = "(?P<role>牵头|主办|主责|负责|责任|配合|协办|参与|协同|协助)"
_LEGEND = re.compile(rf"[“\"'『（(]?(?P<sign>[{_SIGNS}])[”\"'』）)]?[\s为表示代是指的：:=－—-]{{0,6}}(?:第一|主要|总)?{_SAYS}")
_LEGEND_TURNED = re.compile(rf"{_SAYS}(?:单位|部门)?[\s为用以标注打画：:]{{0,4}}[“\"'『（(]?(?P<sign>[{_SIGNS}])")
_LOOK: Final = 40
_FEWEST: Final = 3


def find_legend(grids: Iterable[Grid]) -> dict[str, bool]:
    """What the marks mean, as the document says it: True for who leads. ``{}`` where it does not say."""
    found: dict[str, str] = {}
    for grid in grids:
        for row in grid.rows:
            texts = [value for value in row.values if isinstance(value, str) and value]
            if len(texts) > 2:
                continue
            for text in texts:
                if any(sign in text for sign in _SIGNS) and len(text) < 300:
                    matches = list(_LEGEND.finditer(text)) or list(_LEGEND_TURNED.finditer(text))
                    for match in matches:
                        found.setdefault(match["sign"], match["role"])
    led = any(role in ("牵头", "主办", "主责") for role in found.values())
    return {sign: not led if role in ("负责", "责任") else _WORDS[role] for sign, role in found.items()}


def has_marks(grid: Grid) -> bool:
    """Whether a table's first rows hold cells that are nothing but a mark."""
    if grid.kind is not GridKind.TABLE or grid.width < _FEWEST + 1:
        return False
    return sum(_is_mark(value) for row in grid.rows[:_LOOK] for value in row.values) >= _FEWEST


def has_mark(texts: Iterable[str]) -> bool:
    """Whether any cell of a line is nothing but a mark."""
    return any(map(_is_mark, texts))


def fold_matrix(grid: Grid, legend: Mapping[str, bool]) -> Grid:
    """A grid whose columns are units, as one with 牵头单位 and 配合单位 in the first two of them; any other grid as it is."""
    for position, row in enumerate(grid.rows[:_LOOK]):
        columns = _unit_columns(grid, position)
        if len(columns) >= _FEWEST and _is_header(grid, row, columns):
            return _folded(grid, position, columns, legend)
    return grid


def _is_mark(value: Value) -> bool:
    if not isinstance(value, str):
        return False
    text = value.strip()
    return 0 < len(text) <= 2 and (text in _WORDS or all(sign in _SIGNS for sign in text))


def _unit_columns(grid: Grid, position: int) -> list[int]:
    """The columns under a row that hold a unit's name in it and below it nothing but marks."""
    row = grid.rows[position]
    names = [column for column, value in enumerate(row.values, start=1) if 1 < len(_name(value)) <= 30]
    if len(names) < _FEWEST:
        return []
    body = grid.rows[position + 1:]
    found = []
    for column in names:
        below = (other.values[column - 1] for other in body if len(other.values) >= column)
        values = [value for value in below if value not in (None, "")]
        if values and all(map(_is_mark, values)):
            found.append(column)
    named = sum(is_unit_like(_name(row.values[column - 1])) for column in found)
    return found if named >= _FEWEST and named * 3 >= 2 * len(found) else []


def _is_header(grid: Grid, row: Row, columns: Sequence[int]) -> bool:
    """Whether the rest of the row, or the row above it, announces a table of tasks."""
    rest = [column for column in range(1, grid.width + 1) if column not in columns]
    above = max((other.index for other in grid.rows if other.index < row.index), default=row.index)
    return any(
        read_header(grid.text(index, column)) is not None for index in (row.index, above) for column in rest
    )


def _name(value: Value) -> str:
    return "".join(value.split()) if isinstance(value, str) else ""


def _folded(grid: Grid, position: int, columns: Sequence[int], legend: Mapping[str, bool]) -> Grid:
    header = grid.rows[position]
    names = {column: _name(header.values[column - 1]) for column in columns}
    told = _told(grid.rows[position + 1:], columns, legend)
    both = len(set(told.values())) > 1
    rows = [*grid.rows[:position], _with(header, columns, "牵头单位" if both else "责任单位", "配合单位" if both else None)]
    for row in grid.rows[position + 1:]:
        marks = {
            names[column]: told[str(row.values[column - 1]).strip()[0]] for column in columns
            if len(row.values) >= column and _is_mark(row.values[column - 1])
        }
        lead = "、".join(name for name, leads in marks.items() if leads or not both)
        support = "、".join(name for name, leads in marks.items() if both and not leads)
        rows.append(_with(row, columns, lead or None, support or None))
    spans = tuple(
        span for span in grid.spans
        if not any(span.left <= column <= span.right for column in columns[:2]) or span.bottom < header.index
    )
    return replace(grid, rows=tuple(rows), spans=spans)


def _told(rows: Sequence[Row], columns: Sequence[int], legend: Mapping[str, bool]) -> dict[str, bool]:
    """Whether each mark in use says that its unit leads: by the legend, else full signs lead and hollow ones support."""
    used = {
        str(row.values[column - 1]).strip() for row in rows for column in columns
        if len(row.values) >= column and _is_mark(row.values[column - 1])
    }
    told = {mark[0]: legend.get(mark[0], _WORDS.get(mark, mark[0] in _LEADS)) for mark in used}
    ticks = [mark for mark in told if mark in _TICKS and mark not in legend]
    others = {leads for mark, leads in told.items() if mark not in ticks}
    for mark in ticks:
        told[mark] = True not in others  # √ beside ★ is who takes part; √ alone, or beside ○, is who does it
    return told


def _with(row: Row, columns: Sequence[int], first: str | None, second: str | None) -> Row:
    values = list(row.values) + [None] * (max(columns[:2]) - len(row.values))
    for column in columns:
        if column <= len(values):
            values[column - 1] = None
    values[columns[0] - 1], values[columns[1] - 1] = first, second
    return Row(row.index, tuple(values))
