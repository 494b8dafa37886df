"""Plan and data to a :class:`Sheet`: which rows are generated, what stands in them, what is merged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai_desk.domain.progress import Progress, silent
from gongkai_desk.paper.drawn import LONGEST_HEADER, too_long_headers
from gongkai_desk.paper.geometry import Geometry
from gongkai_desk.paper.heading_columns import merge_headings
from gongkai_desk.paper.heights import RowMeasure
from gongkai_desk.paper.pages import tallest_row
from gongkai_desk.paper.plan import SheetPlan, field_cells
from gongkai_desk.paper.refs import Range, cell_name
from gongkai_desk.paper.rich import is_rich
from gongkai_desk.paper.rowmap import RowMap
from gongkai_desk.paper.sheet import Filled, Filling, Line, Sheet, fill_cell, landed
from gongkai_desk.paper.standing_rows import standing_lines, stretch_tall_merges
from gongkai_desk.paper.styles import Style
from gongkai_desk.paper.template import Cell, Row
from gongkai_desk.paper.texts import clean
from gongkai_desk.paper.vocabulary import Value

_LEVELS = ("一级标题", "二级标题", "三级标题")


def _headings_due(
    plan: SheetPlan, before: tuple[Value, ...] | None, record: Mapping[str, Value],
) -> Iterator[int]:
    """The heading rows that a record opens: those whose heading differs from the record before, and all under them."""
    now = tuple(record.get(name) for name in _LEVELS)
    for row, level in plan.headings:
        if record.get(_LEVELS[level - 1]) and (before is None or before[:level] != now[:level]):
            yield row


def generate(plan: SheetPlan, filling: Filling) -> Iterator[tuple[int, Mapping[str, Value]]]:
    """The generated rows in order, as (template row, record). Without records one blank row stays, to keep the table whole."""
    before: tuple[Value, ...] | None = None
    for record in filling.records:
        for row in _headings_due(plan, before, record):
            yield row, record
        before = tuple(record.get(name) for name in _LEVELS)
        yield plan.row, record
    if not filling.records:
        yield plan.row, {}


class _Prototype:
    """A row of the template made ready to be filled many times."""

    def __init__(self, plan: SheetPlan, row: Row, measure: RowMeasure) -> None:
        styles = plan.sheet.template.styles
        self._cells = [(cell.column, _lone(cell), _Mixed(cell, styles[cell.style]), styles[cell.style].number_format)
                       for cell in field_cells(row)]
        self.measure = measure
        self._no_formulas: dict[int, Filled] = {cell.column: "" for cell in row.cells.values() if cell.formula is not None}

    def fill(self, record: Mapping[str, Value], scalars: Mapping[str, Value]) -> dict[int, Filled]:
        found: dict[int, Filled] = {}
        for column, lone, mixed, number_format in self._cells:
            if lone:
                value = record[lone] if lone in record else scalars.get(lone)
                found[column] = clean(value) if isinstance(value, str) else landed(value, number_format)
            else:
                found[column] = mixed.fill(record, scalars)
        return found

    def lines(self, filled: dict[int, Filled], notes: list[str]) -> Iterator[tuple[dict[int, Filled], float]]:
        """The rows of one record. Continuation rows have no formulas: they would count the record again."""
        for at, (values, height) in enumerate(self.measure.rows(filled, notes)):
            yield {**self._no_formulas, **values} if at else values, height


class _Mixed:
    """A cell of several fields or of fields among words; what stood last is kept, because neighbours are often alike."""

    def __init__(self, cell: Cell, style: Style) -> None:
        self._cell, self._style, self._fields = cell, style, cell.fields
        self._known: dict[tuple[Value, ...], Filled] = {}

    def fill(self, record: Mapping[str, Value], scalars: Mapping[str, Value]) -> Filled:
        values = tuple([record[name] if name in record else scalars.get(name) for name in self._fields])
        found = self._known.get(values)
        if found is None:
            if len(self._known) > 500:
                self._known.clear()
            found = self._known[values] = fill_cell(self._cell, dict(zip(self._fields, values, strict=True)), self._style)
        return found


def _lone(cell: Cell) -> str:
    """The one field that is all a cell holds, in the cell's own font, or an empty text."""
    pieces = cell.pieces
    return pieces[0].field or "" if len(pieces) == 1 and not is_rich(cell) else ""


def compose(plan: SheetPlan, name: str, filling: Filling, progress: Progress = silent) -> Sheet:
    """Fill one sheet: its rows, heights, merges and pages. The sheet's ``notes`` name texts that had to be split."""
    sheet = Sheet(plan, name, Geometry(plan.sheet), filling)
    standing = standing_lines(sheet)
    extra = {index: len(lines) - 1 for index, lines in standing.items() if len(lines) > 1}
    sheet.rows = RowMap(plan.first, plan.row, extra=extra) if plan.row else RowMap(extra=extra)
    body = _body(sheet, progress) if plan.row else []
    starts: dict[int, int] = {}
    for line in body:
        starts.setdefault(line.proto, line.row)
    if plan.row:
        sheet.rows = RowMap(plan.first, plan.row, len(body), starts, extra)
    sheet.lines = _in_order(sheet, standing, body)
    sheet.merges = _merges(sheet)
    stretch_tall_merges(sheet)
    if too_long_headers(plan.sheet.root, filling.scalars):
        sheet.notes.append(f"页眉或页脚超过{LONGEST_HEADER}字，多出的没有写入")
    merge_headings(sheet, body)
    return sheet


def _body(sheet: Sheet, progress: Progress) -> list[Line]:
    plan = sheet.plan
    template_rows = plan.sheet.rows
    limit = tallest_row(sheet)
    prototypes = {
        row: _Prototype(plan, template_rows[row], RowMeasure(
            plan.sheet, sheet.geometry, template_rows[row], limit, downwards=row == plan.row))
        for row in (*(row for row, _ in plan.headings), plan.row)
    }
    lines: list[Line] = []
    at, total = sheet.rows.begin, len(sheet.filling.records)
    for count, (row, record) in enumerate(generate(plan, sheet.filling)):
        prototype = prototypes[row]
        filled = prototype.fill(record, sheet.filling.scalars if record else {})
        for values, height in prototype.lines(filled, sheet.notes):
            lines.append(Line(at, row, values, height, True))
            at += 1
        if not count % 500:
            progress(min(count, total), total, f"正在排版 {sheet.name}")
    for row, prototype in prototypes.items():
        cells = "、".join(cell_name(row, column) for column in sorted(prototype.measure.cut))
        if cells:
            sheet.notes.append(f"模板的{cells}没有设“自动换行”，过长的文字打印时会被截断")
    return lines


def _in_order(sheet: Sheet, standing: dict[int, list[Line]], body: list[Line]) -> list[Line]:
    """All lines from top to bottom; those that stand once get their places around the body."""
    above: list[Line] = []
    below: list[Line] = []
    for index, lines in standing.items():
        for at, line in enumerate(lines):
            line.row = sheet.rows.move(index) + at
        (above if index < sheet.rows.first or not sheet.rows.repeats else below).extend(lines)
    return above + body + below


def _merges(sheet: Sheet) -> list[Range]:
    """The template's merges in the filled sheet: moved, those of one row repeated with it."""
    rows, found = sheet.rows, []
    by_proto: dict[int, list[Range]] = {}
    for area in sheet.plan.sheet.merges:
        if area.top == area.bottom and (rows.touches(area.top, area.bottom) or area.top in rows.extra):
            by_proto.setdefault(area.top, []).append(area)
        else:
            found.append(rows.grow(area))
    for line in sheet.lines if by_proto else ():
        found.extend(Range(line.row, area.left, line.row, area.right) for area in by_proto.get(line.proto, ()))
    return found
