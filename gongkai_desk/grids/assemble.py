"""Rows and the look beside them → one Grid, with the doubts that a clerk must hear of.

Source of the rules: ``faults.md`` #9, #10, #19, #21, #22, #26.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from gongkai_desk.grids.grid import BadCell, Grid, Row, Span, Value, Visibility
from gongkai_desk.grids.look import Look, Place
from gongkai_desk.grids.merges import buried, overlapping
from gongkai_desk.grids.numfmt import display, is_date
from gongkai_desk.grids.reservations import Notes, doubt_hidden_rows, name_cells
from gongkai_desk.grids.rows import without_stray
from gongkai_desk.grids.styles import Styles

_MOMENTS = (date, datetime, time, timedelta)
_LONG = 10**15
_FAR, _TOLD = 5_000, 20
_QUIET = frozenset((str, type(None), bool, date, datetime, time, int))


@dataclass(slots=True)
class SheetParts:
    """What the readers found out about one sheet; ``stray`` are cells too far out to be part of it."""

    file: str
    name: str
    visibility: Visibility
    rows: list[Row]
    look: Look
    styles: Styles
    comments: Mapping[Place, str] = field(default_factory=dict)
    stray: Mapping[Place, Value] = field(default_factory=dict)


def assemble(parts: SheetParts, notes: Notes) -> Grid:
    """The Grid of a sheet; doubts go to ``notes``."""
    look = parts.look
    rows = _with_values(parts)
    rows, stray = without_stray(rows)
    _doubt_stray(parts.name, rows, {**parts.stray, **stray}, notes)
    _doubt_values(parts.name, look, notes)
    spans = _spans(parts.name, rows, look, notes)
    grid = Grid(
        parts.file, tuple(rows), parts.name, spans=spans, visibility=parts.visibility,
        shown=_shown(parts.name, rows, look, parts.styles, notes) if look.styled else {},
        hidden_rows=frozenset(row.index for row in rows if row.index in look.hidden_rows) if look.hidden_rows else frozenset(),
        hidden_columns=_hidden_columns(rows, spans, look) if look.hidden_columns else frozenset(),
        struck=frozenset(look.struck), comments=parts.comments)
    _doubt_hidden(grid, look, notes)
    return grid


def _hidden_columns(rows: list[Row], spans: tuple[Span, ...], look: Look) -> frozenset[int]:
    """The hidden columns as far as the sheet reaches."""
    width = max((len(row.values) for row in rows), default=0)
    if len(spans) < 1000:
        width = max(width, max((span.right for span in spans), default=0))
    return frozenset(column for first, last in look.hidden_columns for column in range(first, min(last, width) + 1))


def _with_values(parts: SheetParts) -> list[Row]:
    """Error cells, uncalculated formulas and exact long numbers put in where the first reader lost them."""
    changes: dict[int, dict[int, Value]] = {}
    for (row, column), code in parts.look.errors.items():
        changes.setdefault(row, {})[column] = BadCell(code)
    for row, column in parts.look.uncalculated:
        changes.setdefault(row, {})[column] = BadCell("formula")
    for (row, column), number in parts.look.large.items():
        if number is not None:
            changes.setdefault(row, {})[column] = number
    if not changes:
        return parts.rows
    rows = [_changed(row, changes.pop(row.index)) if row.index in changes else row for row in parts.rows]
    rows.extend(_changed(Row(index, ()), cells) for index, cells in changes.items())
    return sorted(rows, key=lambda row: row.index)


def _changed(row: Row, cells: Mapping[int, Value]) -> Row:
    values = list(row.values) + [None] * (max(cells) - len(row.values))
    for column, value in cells.items():
        old = values[column - 1]
        if not (isinstance(value, int) and isinstance(old, _MOMENTS)):
            values[column - 1] = value
    return Row(row.index, tuple(values))


def _doubt_stray(name: str, rows: list[Row], stray: Mapping[Place, Value], notes: Notes) -> None:
    for place, value in list(stray.items())[:_TOLD]:
        what = f"单元格 {name_cells([place])} 有孤立内容“{str(value)[:40]}”，离表格很远，未并入表格"
        notes.say("stray-cell", what, name, place)
    if len(stray) > _TOLD:
        notes.say("stray-cell", f"另有 {len(stray) - _TOLD} 个远离表格的孤立单元格未并入", name)
    if len(rows) > 1 and rows[-1].index - rows[-2].index > _FAR:
        notes.say("stray-cell", f"第{rows[-1].index}行有孤立内容，与上文相隔很远，请核对", name, (rows[-1].index, 0))


def _doubt_values(name: str, look: Look, notes: Notes) -> None:
    errors, formulas, large = sorted(look.errors), sorted(look.uncalculated), sorted(look.large)
    if errors:
        notes.say("error-cells", f"{name_cells(errors)}是错误值（如 #REF!），已按错误值保留，不当作空白", name, errors[0])
    if formulas:
        what = f"{name_cells(formulas)}的公式未计算，没有结果；请用 Excel 或 WPS 打开后保存再导入"
        notes.say("uncalculated", what, name, formulas[0])
    if large:
        what = f"{name_cells(large)}是 16 位以上的数字，可能已失真（身份证号、账号应存为文本）"
        notes.say("long-numbers", what, name, large[0])


def note_values(rows: list[Row], look: Look) -> None:
    """Note bad cells and overlong numbers in the look, for readers that give values without a look at the file."""
    for row in rows:
        if _QUIET.issuperset(map(type, row.values)):
            continue
        for column, value in enumerate(row.values, 1):
            kind = type(value)
            if kind is BadCell:
                look.errors.setdefault((row.index, column), str(value.code))  # type: ignore[union-attr]
            elif kind is float and abs(value) >= _LONG:  # type: ignore[arg-type, operator]
                look.large.setdefault((row.index, column), None)


def _spans(name: str, rows: list[Row], look: Look, notes: Notes) -> tuple[Span, ...]:
    bad = overlapping(look.spans) if len(look.spans) > 1 else []
    if bad or look.bad_spans:
        words = [*look.bad_spans[:3], *(f"第{top}行第{left}列起" for top, left, *_ in bad[:3])]
        notes.say("bad-merges", f"合并区域重叠或无效（{'、'.join(words)}），这些合并未采用，内容全部保留", name)
    dropped = set(bad)
    spans = [span for span in dict.fromkeys(look.spans) if span not in dropped]
    under = buried(rows, spans) if spans else []
    if under:
        notes.say("under-merge", f"合并单元格下面压着其他内容（{name_cells(under)}），两处内容都已保留，请核对", name, under[0])
    return tuple(Span(*span) for span in sorted(spans))


def _shown(sheet: str, rows: list[Row], look: Look, styles: Styles, notes: Notes) -> dict[Place, str]:
    shown: dict[Place, str] = {}
    unreal: list[Place] = []
    by_index = {row.index: row.values for row in rows}
    for place, style in look.styled.items():
        values = by_index.get(place[0], ())
        value = values[place[1] - 1] if place[1] <= len(values) else None
        if value is None:
            continue
        code = styles.telling[style]
        if is_date(code) and isinstance(value, (int, float)) and not isinstance(value, bool):
            unreal.append(place)
            continue
        text = display(value, code)
        if text is not None:
            shown[place] = text
    if unreal:
        notes.say("bad-dates", f"{name_cells(unreal)}的日期超出范围，按数字保留，请核对", sheet, unreal[0])
    return shown


def _doubt_hidden(grid: Grid, look: Look, notes: Notes) -> None:
    if grid.visibility is not Visibility.VISIBLE and grid.rows:
        notes.say("hidden-sheet", f"工作表“{grid.sheet}”是隐藏的，已一并读入", grid.sheet)
    doubt_hidden_rows(grid, notes, "（可能是筛选造成）" if look.filtered else "")
    if grid.hidden_columns:
        letters = name_cells([(0, column) for column in grid.hidden_columns], 8).replace("0", "")
        notes.say("hidden-columns", f"{letters}列被隐藏，已一并读入", grid.sheet)
