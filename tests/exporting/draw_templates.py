"""Draws the shipped templates into ``templates/``: ``python tests/exporting/draw_templates.py``.

The workbooks it writes are the source that offices see and change; this script only keeps their design in one place.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

TITLE, HEAD, BODY, KAI = "方正小标宋简体", "黑体", "仿宋_GB2312", "楷体_GB2312"
A3, A4 = 8, 9


@dataclass(frozen=True)
class Column:
    """One column of a table: its header, width, cell content and whether text in it is set left."""

    head: str
    width: float
    field: str
    left: bool = False
    under: str = ""


@dataclass
class Design:
    """A table on one sheet."""

    sheet: str
    title: str
    columns: list[Column]
    paper: int = A4
    landscape: bool = True
    body: float = 12
    above: tuple[str, str] = ("", "")
    annex: str = ""
    headings: bool = True
    total: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    low: float = 27


class Drawing:
    """One template workbook."""

    def __init__(self, path: Path) -> None:
        self.book = xlsxwriter.Workbook(str(path), {"default_format_properties": {"font_name": "宋体", "font_size": 11}})
        self.book.set_properties({"title": path.stem, "author": "", "created": datetime(2026, 1, 1)})
        self._formats: dict[tuple[Any, ...], Any] = {}

    def format(self, font: str, size: float, **more: Any) -> Any:
        key = (font, size, *sorted(more.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format({"font_name": font, "font_size": size, "valign": "vcenter", **more})
        return self._formats[key]

    def set_up(self, sheet: Any, design: Design) -> None:
        sheet.set_paper(design.paper)
        if design.landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.71, right=0.71, top=0.98, bottom=0.79)
        sheet.set_footer('&C&"宋体,常规"&10第 &P 页 共 &N 页', {"margin": 0.4})
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)

    def table(self, design: Design) -> Any:
        sheet = self.book.add_worksheet(design.sheet)
        self.set_up(sheet, design)
        last = len(design.columns) - 1
        for at, column in enumerate(design.columns):
            sheet.set_column(at, at, column.width)
        row = self._top(sheet, design, last)
        first_head = row
        row = self._heads(sheet, design, row)
        sheet.freeze_panes(row, 0)
        sheet.repeat_rows(0, row - 1)
        row = self._rows(sheet, design, row, last)
        self._bottom(sheet, design, row, last, first_head)
        return sheet

    def _top(self, sheet: Any, design: Design, last: int) -> int:
        row = 0
        if design.annex:
            sheet.set_row(row, 24)
            sheet.write(row, 0, design.annex, self.format(HEAD, 16))
            row += 1
        sheet.set_row(row, 42)
        sheet.merge_range(row, 0, row, last, design.title, self.format(TITLE, 22 if design.paper == A3 else 20, align="center", text_wrap=True))
        row += 1
        if any(design.above):
            sheet.set_row(row, 21)
            middle = max(last // 2, 1)
            size = 12 if design.body >= 12 else 11
            sheet.merge_range(row, 0, row, middle, design.above[0], self.format(KAI, size, align="left"))
            if last - middle > 1:
                sheet.merge_range(row, middle + 1, row, last, design.above[1], self.format(KAI, size, align="right"))
            else:
                sheet.write(row, last, design.above[1], self.format(KAI, size, align="right"))
            row += 1
        return row

    def _heads(self, sheet: Any, design: Design, row: int) -> int:
        style = self.format(HEAD, design.body, align="center", border=1, text_wrap=True, bg_color="#E7ECF3")
        double = any(column.under for column in design.columns)
        sheet.set_row(row, 24 if double else 33)
        if double:
            sheet.set_row(row + 1, 33)
        at = 0
        while at < len(design.columns):
            column = design.columns[at]
            if not double:
                sheet.write(row, at, column.head, style)
                at += 1
                continue
            if not column.under:
                sheet.merge_range(row, at, row + 1, at, column.head, style)
                at += 1
                continue
            end = at
            while end + 1 < len(design.columns) and design.columns[end + 1].under == column.under:
                end += 1
            if end > at:
                sheet.merge_range(row, at, row, end, column.under, style)
            else:
                sheet.write(row, at, column.under, style)
            for inner in range(at, end + 1):
                sheet.write(row + 1, inner, design.columns[inner].head, style)
            at = end + 1
        return row + (2 if double else 1)

    def _rows(self, sheet: Any, design: Design, row: int, last: int) -> int:
        if design.headings:
            for text, font in (("{{一级标题}}", HEAD), ("{{二级标题}}", KAI)):
                sheet.set_row(row, 24)
                sheet.merge_range(row, 0, row, last, text, self.format(font, design.body, border=1, align="left", text_wrap=True))
                row += 1
        sheet.set_row(row, design.low)
        for at, column in enumerate(design.columns):
            more: dict[str, Any] = {"align": "left" if column.left else "center"}
            if column.field in ("{{一级标题}}", "{{二级标题}}"):
                more["valign"] = "top"
            if column.field == "{{完成率}}":
                more["num_format"] = "0.0%"
            sheet.write(row, at, column.field, self.format(BODY, design.body, border=1, text_wrap=True, **more))
        return row + 1

    def _bottom(self, sheet: Any, design: Design, row: int, last: int, first_head: int) -> None:
        if design.total:
            sheet.set_row(row, design.low)
            for at, text in enumerate(design.total):
                more = {"num_format": "0.0%"} if "/" in text or "ROUND" in text else {}
                style = self.format(HEAD, design.body, border=1, align="center", text_wrap=True, **more)
                formula = text.replace("#", str(row))
                if formula.startswith("="):
                    sheet.write_formula(row, at, formula, style)
                else:
                    sheet.write(row, at, formula, style)
            row += 1
        for text in design.below:
            lines = text.count("\n") + 1
            sheet.set_row(row, 6 + 17 * lines)
            sheet.merge_range(row, 0, row, last, text, self.format(KAI, 11, align="left", text_wrap=True))
            row += 1


LIGHTS = (("红", "#C00000"), ("黄", "#B8860B"), ("绿", "#00703C"))


def colour_lights(drawing: Drawing, sheet: Any, column: int, row: int) -> None:
    """The light's word in its colour: the word says the same in black and white."""
    for word, colour in LIGHTS:
        style = drawing.book.add_format({"font_color": colour, "bold": True})
        sheet.conditional_format(row, column, row, column, {"type": "text", "criteria": "containing", "value": word, "format": style})


MASTER = [
    Column("序号", 5, "{{序号}}"), Column("重点领域", 12, "{{二级标题}}"), Column("工作任务", 44, "{{工作任务}}", True),
    Column("牵头单位", 15, "{{牵头单位}}"), Column("配合（责任）单位", 18, "{{配合单位}}"), Column("完成时限", 11, "{{完成时限}}"),
    Column("进展情况", 42, "{{进展情况}}", True), Column("完成\n状态", 8, "{{完成状态}}"), Column("亮灯", 6, "{{亮灯}}"),
    Column("存在问题及\n下一步措施", 19, "{{存在问题}}\n{{下一步措施}}", True), Column("备注", 8, "{{备注}}"),
]
SIGN = "填报人：                    审核人：                    单位负责人（签字）：                    联系电话："


def a3(folder: Path) -> None:
    drawing = Drawing(folder / "总台账（A3横）.xlsx")
    design = Design("总台账", "{{标题}}工作总台账", MASTER, A3, body=10.5, headings=False,
                    above=("填报单位（盖章）：{{填报单位}}        报送期：{{报送期}}", "截至日期：{{截至日期}}"), below=[SIGN])
    sheet = drawing.table(design)
    colour_lights(drawing, sheet, 8, 3)
    drawing.book.close()


DRAWINGS = [a3]


def draw(folder: Path) -> None:
    """Draw every shipped template."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in DRAWINGS:
        one(folder)


if __name__ == "__main__":
    draw(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "templates")
