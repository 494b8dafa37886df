"""Rows that stand once: filled, as high as their text needs, continued where that is more than a row can be."""

from __future__ import annotations

from gongkai_desk.paper.heights import TALLEST, RowMeasure
from gongkai_desk.paper.measure import room_for, text_height, width_of
from gongkai_desk.paper.pages import tallest_row
from gongkai_desk.paper.plan import field_cells
from gongkai_desk.paper.refs import Range, cell_name
from gongkai_desk.paper.sheet import Filled, Line, Sheet, fill_cell
from gongkai_desk.paper.template import Row
from gongkai_desk.paper.texts import LONGEST
from gongkai_desk.paper.turned import lines_high
from gongkai_desk.paper.typefaces import face


def standing_lines(sheet: Sheet) -> dict[int, list[Line]]:
    """The lines of each template row outside the block that repeats, without their places: one, or several where it goes on."""
    plan, limit = sheet.plan, tallest_row(sheet)
    found: dict[int, list[Line]] = {}
    for index, row in sorted(plan.sheet.rows.items()):
        if not (plan.row and plan.first <= index <= plan.row):
            found[index] = _lines(sheet, row, limit)
    return found


def _lines(sheet: Sheet, row: Row, limit: float) -> list[Line]:
    line = Line(0, row.index, {})
    for cell in field_cells(row):
        line.values[cell.column] = fill_cell(cell, sheet.filling.scalars, sheet.style(cell))
    if not line.values or row.hidden:
        return [line]
    own = sheet.geometry.height(row.index)
    measure = RowMeasure(sheet.plan.sheet, sheet.geometry, row, max(limit, own))
    _name_longest(sheet, line)
    parts = list(measure.rows(line.values, []))
    for column in sorted(measure.cut):
        if not _runs_on(sheet, row, column, line.values[column]):
            sheet.notes.append(f"模板的{cell_name(row.index, column)}没有设“自动换行”，过长的文字打印时会被截断")
    if len(parts) == 1:
        needed = measure.height(line.values)
        line.height = max(needed, own) if needed > own else None
        return [line]
    formulas = {cell.column: "" for cell in row.cells.values() if cell.formula is not None}
    return [Line(0, row.index, values if not at else {**formulas, **values}, height) for at, (values, height) in enumerate(parts)]


def _runs_on(sheet: Sheet, row: Row, column: int, value: Filled) -> bool:
    """Whether a text that may not wrap finds room over blank cells to its right."""
    style = sheet.style(row.cells[column])
    if style.rotation or style.horizontal not in ("general", "left") or sheet.plan.sheet.merge_at(row.index, column) is not None:
        return False
    right = column
    while right < max(last for _, last in sheet.geometry.spans):
        beside = row.cells.get(right + 1)
        if beside is not None and (beside.runs or beside.raw or beside.formula is not None):
            break
        right += 1
    room = room_for(style.font, sheet.geometry.span(column, right), style.indent)
    return width_of(str(value), face(style.font.name).narrow) <= room


def _name_longest(sheet: Sheet, line: Line) -> None:
    for column, value in line.values.items():
        if isinstance(value, str) and len(value) > LONGEST:
            sheet.notes.append(f"{cell_name(line.proto, column)}的文字超过{LONGEST}字，已接排到续行")


def stretch_tall_merges(sheet: Sheet) -> None:
    """Give the rows under a filled cell that is merged downwards what its text still lacks."""
    plan = sheet.plan
    for area in plan.sheet.merges:
        row = plan.sheet.rows.get(area.top)
        cell = row.cells.get(area.left) if row is not None else None
        if area.bottom == area.top or cell is None or not cell.fields or sheet.rows.touches(area.top, area.bottom):
            continue
        _stretch(sheet, sheet.rows.grow(area), area)


def _stretch(sheet: Sheet, area: Range, old: Range) -> None:
    first = sheet.line_at(area.top)
    cell = sheet.cell(first, old.left) if first is not None else None
    if first is None or cell is None:
        return
    style = sheet.style(cell)
    lines = lines_high(sheet.text(first, old.left), style, sheet.geometry.span(old.left, old.right))
    rows = [line for row in range(area.top, area.bottom + 1) if (line := sheet.line_at(row)) is not None and sheet.height(row)]
    lacking = text_height(lines, style.font) - sum(sheet.height(row) for row in range(area.top, area.bottom + 1))
    for at, line in enumerate(rows):
        more = min(lacking / (len(rows) - at), TALLEST - sheet.height(line.row))
        if more > 0:
            line.height = sheet.height(line.row) + more
            lacking -= more
    if lacking > 1:
        sheet.notes.append(f"{cell_name(old.top, old.left)}的文字太长，合并的各行加到最高仍放不下，打印时会被截断")
