"""A form as an xlsx workbook, by XlsxWriter."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from typing import Any

from gongkai_desk.collecting import meta
from gongkai_desk.collecting.columns import BY_KEY, ID_TITLE, LOCKED_GROUP, OPEN_GROUP, Column, Kind
from gongkai_desk.collecting.form import FormSheet
from gongkai_desk.collecting.heights import row_height
from gongkai_desk.collecting.instructions import SHEET as NOTES_SHEET
from gongkai_desk.collecting.instructions import column_note, instructions, status_table
from gongkai_desk.collecting.seal import row_mark, seal_of
from gongkai_desk.collecting.text import writable
from gongkai_desk.domain import Status

SHEET = "填报表"
TITLE_ROW, LINE_ROW, GROUP_ROW, HEADER_ROW, FIRST_ROW = range(5)
BODY_POINTS = 10.0
LEAST_HEIGHT = 42.0
_BORDER = {"border": 1, "border_color": "#7F7F7F"}
_CENTRE = {"align": "center", "valign": "vcenter", "text_wrap": True}
_LEFT = {"align": "left", "valign": "vcenter", "text_wrap": True}
_BODY = {"font_name": "宋体", "font_size": BODY_POINTS}
_RED = {"bg_color": "#FFC7CE", "locked": False}
_GREY, _YELLOW = {"bg_color": "#EDEDED"}, {"bg_color": "#FFF9DB", "locked": False}
FORMATS: Mapping[str, dict[str, Any]] = {
    "title": {"font_name": "方正小标宋简体", "font_size": 18, "align": "center", "valign": "vcenter"},
    "label": {**_BODY, "align": "left", "valign": "vcenter", "shrink": True},
    "label_right": {**_BODY, "align": "right", "valign": "vcenter"},
    "line_open": {**_BODY, **_YELLOW, "align": "left", "valign": "vcenter", "bottom": 1, "num_format": "@", "shrink": True},
    "group_locked": {"font_name": "黑体", "font_size": 11, **_CENTRE, **_BORDER, "bg_color": "#D9D9D9"},
    "group_open": {"font_name": "黑体", "font_size": 11, **_CENTRE, **_BORDER, "bg_color": "#FFE699"},
    "head_locked": {"font_name": "黑体", "font_size": BODY_POINTS, **_CENTRE, **_BORDER, "bg_color": "#D9D9D9"},
    "head_open": {"font_name": "黑体", "font_size": BODY_POINTS, **_CENTRE, **_BORDER, "bg_color": "#FFE699"},
    "locked_text": {**_BODY, **_LEFT, **_BORDER, **_GREY},
    "locked_short": {**_BODY, **_CENTRE, **_BORDER, **_GREY},
    "open_text": {**_BODY, **_LEFT, **_BORDER, **_YELLOW},
    "open_short": {**_BODY, **_CENTRE, **_BORDER, **_YELLOW},
    "open_text_back": {**_BODY, **_LEFT, **_BORDER, **_RED},
    "open_short_back": {**_BODY, **_CENTRE, **_BORDER, **_RED},
    "open_date_back": {**_BODY, **_CENTRE, **_BORDER, **_RED, "num_format": "yyyy-mm-dd"},
    "open_date": {**_BODY, **_CENTRE, **_BORDER, **_YELLOW, "num_format": "yyyy-mm-dd"},
    "mark": {"font_name": "宋体", "font_size": 8},
    "notes_title": {"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"},
    "notes": {"font_name": "仿宋_GB2312", "font_size": 14, "align": "left", "valign": "top", "text_wrap": True},
    "notes_head": {"font_name": "黑体", "font_size": 12, **_CENTRE, **_BORDER, "bg_color": "#D9D9D9"},
    "notes_cell": {"font_name": "仿宋_GB2312", "font_size": 12, **_LEFT, **_BORDER},
}
PROTECTION = {"format_rows": True, "format_columns": True, "autofilter": True}


def form_workbook(form: FormSheet) -> bytes:
    """The workbook of one form: sheets 填报表, 填报说明 and the very hidden 元数据."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped, unused-ignore]

    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": writable(f"{form.round} {form.unit} 填报表"), "company": "", "author": ""})
    formats = {name: book.add_format({"locked": True, **shape}) for name, shape in FORMATS.items()}
    _write_table(book, form, formats)
    if form.marks:
        _write_reasons(book, form, formats)
    _write_notes(book, form, formats)
    _write_meta(book, form)
    book.close()
    return stream.getvalue()


def _write_table(book: Any, form: FormSheet, formats: Mapping[str, Any]) -> None:
    from gongkai_desk.collecting.growing import GrowingSheet

    columns = form.columns
    sheet = book.add_worksheet(SHEET, worksheet_class=GrowingSheet)
    sheet.set_column(0, 0, 14, None, {"hidden": True})
    for place, column in enumerate(columns, 1):
        sheet.set_column(place, place, column.width)
    last = len(columns)
    sheet.set_row(TITLE_ROW, 32)
    sheet.merge_range(TITLE_ROW, 1, TITLE_ROW, last, writable(form.title), formats["title"])
    _write_line(sheet, form, columns, formats)
    _write_header(sheet, columns, formats)
    _write_rows(sheet, form, columns, formats)
    _limit_answers(sheet, form, columns)
    _set_page(sheet, form, last)


def _write_line(sheet: Any, form: FormSheet, columns: tuple[Column, ...], formats: Mapping[str, Any]) -> None:
    """Unit and round over the locked columns; filler, phone and reviewer as label and open cell over the others."""
    places = {column.key: place for place, column in enumerate(columns, 1)}
    sheet.set_row(LINE_ROW, 22)
    _range(sheet, LINE_ROW, 1, places["lead"] - 1, writable(f"填报单位(盖章)：{form.unit}"), formats["label"])
    _range(sheet, LINE_ROW, places["lead"], places["status"] - 1, writable(f"报送期：{form.round}"), formats["label"])
    pairs = (("filler", "填报人：", "status", "progress"), ("phone", "联系电话：", "done_on", "evidence"),
             ("reviewer", "审核人：", "problems", "next_steps"))
    for key, label, left, right in pairs:
        _range(sheet, LINE_ROW, places[left], places[right] - 1, label, formats["label_right"])
        answer = writable(form.head.get(key, ""))
        if answer:
            sheet.write_string(LINE_ROW, places[right], answer, formats["line_open"])
        else:
            sheet.write_blank(LINE_ROW, places[right], None, formats["line_open"])


def _range(sheet: Any, row: int, first: int, last: int, text: str, shape: Any) -> None:
    if last > first:
        sheet.merge_range(row, first, row, last, text, shape)
    else:
        sheet.write_string(row, first, text, shape)


def _write_header(sheet: Any, columns: tuple[Column, ...], formats: Mapping[str, Any]) -> None:
    locked = sum(column.locked for column in columns)
    sheet.set_row(GROUP_ROW, 20)
    sheet.set_row(HEADER_ROW, 30)
    sheet.write_string(HEADER_ROW, 0, ID_TITLE, formats["mark"])
    _range(sheet, GROUP_ROW, 1, locked, LOCKED_GROUP, formats["group_locked"])
    _range(sheet, GROUP_ROW, locked + 1, len(columns), OPEN_GROUP, formats["group_open"])
    for place, column in enumerate(columns, 1):
        sheet.write_string(HEADER_ROW, place, column.title, formats["head_locked" if column.locked else "head_open"])


def _write_rows(sheet: Any, form: FormSheet, columns: tuple[Column, ...], formats: Mapping[str, Any]) -> None:
    seal = seal_of(form.ledger, form.round, form.unit)
    for index, row in enumerate(form.rows, FIRST_ROW):
        texts = {**row.locked, **row.answers}
        sheet.set_row(index, row_height(((texts.get(c.key, ""), c.width) for c in columns), BODY_POINTS, LEAST_HEIGHT))
        sheet.write_string(index, 0, row_mark(row.task, row.locked, seal), formats["mark"])
        reason = form.marks.get(row.task)
        for place, column in enumerate(columns, 1):
            _write_cell(sheet, index, place, column, texts.get(column.key, ""), formats[_shape(column, reason is not None)])
            if reason is not None and column.key == "progress":
                sheet.write_comment(index, place, writable(f"退回：{reason}"), {"author": "", "x_scale": 2})


def _shape(column: Column, back: bool) -> str:
    """The name of a body cell's format."""
    look = {Kind.TEXT: "text", Kind.DATE: "date"}.get(column.kind, "short")
    return f"locked_{look}" if column.locked else f"open_{look}{'_back' if back else ''}"


def _write_cell(sheet: Any, row: int, place: int, column: Column, text: str, shape: Any) -> None:
    if not text:
        sheet.write_blank(row, place, None, shape)
        return
    if column.kind is Kind.DATE:
        with contextlib.suppress(ValueError):
            sheet.write_datetime(row, place, datetime.combine(date.fromisoformat(text), datetime.min.time()), shape)
            return
    sheet.write_string(row, place, writable(text), shape)


def _limit_answers(sheet: Any, form: FormSheet, columns: tuple[Column, ...]) -> None:
    """Drop-down and date limits, as in-sheet lists that Excel, WPS and LibreOffice all keep."""
    if not form.rows:
        return
    places = {column.key: place for place, column in enumerate(columns, 1)}
    last = FIRST_ROW + len(form.rows) - 1
    rules: dict[str, dict[str, Any]] = {
        "status": {"validate": "list", "source": [status.value for status in Status],
                   "error_title": "完成状态", "error_message": "请从下拉框中选择一项。"},
    }
    if form.first_day and form.last_day:
        rules["done_on"] = {
            "validate": "date", "criteria": "between", "minimum": form.first_day, "maximum": form.last_day,
            "error_title": "完成日期", "error_message": f"请填写{form.first_day}至{form.last_day}之间的日期。"}
    for key, rule in rules.items():
        note = column_note(BY_KEY[key], form)
        hint = {"input_title": note[0], "input_message": note[1]} if note else {}
        sheet.data_validation(FIRST_ROW, places[key], last, places[key], {**rule, **hint})


def _set_page(sheet: Any, form: FormSheet, last: int) -> None:
    bottom = max(HEADER_ROW, FIRST_ROW + len(form.rows) - 1)
    sheet.autofilter(HEADER_ROW, 1, bottom, last)
    sheet.freeze_panes(FIRST_ROW, 3)
    sheet.protect("", PROTECTION)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.center_horizontally()
    sheet.repeat_rows(GROUP_ROW, HEADER_ROW)
    sheet.print_area(TITLE_ROW, 1, bottom, last)
    sheet.set_footer("&C第 &P 页 共 &N 页" + (f"&R第{form.version}版" if form.version > 1 else ""))


def _write_reasons(book: Any, form: FormSheet, formats: Mapping[str, Any]) -> None:
    """退回意见: the rows that go back and why, to print beside the form."""
    sheet = book.add_worksheet("退回意见")
    widths = (8.0, 52.0, 46.0)
    heads = ("序号", "工作任务", "退回原因（对应行已标红，请修改后重新报送）")
    for place, (width, head) in enumerate(zip(widths, heads, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(1, place, head, formats["notes_head"])
    sheet.set_row(0, 32)
    sheet.merge_range(0, 0, 0, 2, writable(f"{form.unit} {form.round} 退回意见"), formats["notes_title"])
    back = (row for row in form.rows if row.task in form.marks)
    for index, row in enumerate(back, 2):
        texts = (row.locked.get("number", ""), row.locked.get("text", ""), writable(form.marks[row.task]))
        sheet.set_row(index, row_height(zip(texts, widths, strict=True), 12, 24))
        for place, text in enumerate(texts):
            sheet.write_string(index, place, text, formats["notes_cell"])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _write_notes(book: Any, form: FormSheet, formats: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(NOTES_SHEET)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 66)
    sheet.set_row(0, 32)
    sheet.merge_range(0, 0, 0, 1, "填报说明", formats["notes_title"])
    row = 1
    for sentence in instructions(form):
        sheet.merge_range(row, 0, row, 1, writable(sentence), formats["notes"])
        sheet.set_row(row, row_height([(sentence, 80)], 14, 24))
        row += 1
    for place, text in enumerate(("完成状态", "含义")):
        sheet.write_string(row + 1, place, text, formats["notes_head"])
    for index, cells in enumerate(status_table(), row + 2):
        for place, text in enumerate(cells):
            sheet.write_string(index, place, text, formats["notes_cell"])
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.protect("", PROTECTION)


def _write_meta(book: Any, form: FormSheet) -> None:
    sheet = book.add_worksheet(meta.SHEET)
    for index, (label, value) in enumerate(meta.meta_cells(meta.Meta(form.ledger, form.round, form.unit, form.version))):
        sheet.write_string(index, 0, label)
        sheet.write_string(index, 1, writable(value))
    sheet.protect()
    sheet.very_hidden()
