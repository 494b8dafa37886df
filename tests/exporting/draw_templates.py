"""Draws the shipped templates into ``templates/``: ``python tests/exporting/draw_templates.py``.

The workbooks it writes are the source that offices see and change; this script only keeps their design in one place.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import xlsxwriter
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

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
    low: float = 18


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
        sheet.repeat_rows(1 if design.annex else 0, row - 1)  # 附件 stands on the first page only
        row = self._rows(sheet, design, row, last)
        self._bottom(sheet, design, row, last, first_head)
        return sheet

    def _top(self, sheet: Any, design: Design, last: int) -> int:
        row = 0
        if design.annex:
            sheet.set_row(row, 21)
            sheet.write(row, 0, design.annex, self.format(HEAD, 16))
            row += 1
        sheet.set_row(row, 36)
        sheet.merge_range(row, 0, row, last, design.title, self.format(TITLE, 22 if design.paper == A3 else 20, align="center", text_wrap=True))
        row += 1
        if any(design.above):
            sheet.set_row(row, 18)
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
        sheet.set_row(row, 20 if double else 33)
        if double:
            sheet.set_row(row + 1, 20)
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
                sheet.set_row(row, 18)
                sheet.merge_range(row, 0, row, last, text, self.format(font, design.body, border=1, align="left", text_wrap=True))
                row += 1
        sheet.set_row(row, design.low)
        for at, column in enumerate(design.columns):
            more: dict[str, Any] = {"align": "left" if column.left else "center"}
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
    Column("序号", 5, "{{序号}}"), Column("重点领域", 14, "{{一级标题}}\n{{二级标题}}"), Column("工作任务", 43, "{{工作任务}}", True),
    Column("牵头单位", 15, "{{牵头单位}}"), Column("配合（责任）单位", 18, "{{配合单位}}"), Column("完成时限", 11, "{{完成时限}}"),
    Column("进展情况", 41, "{{进展情况}}", True), Column("完成\n状态", 8, "{{完成状态}}"), Column("亮灯", 6, "{{亮灯}}"),
    Column("存在问题及\n下一步措施", 19, "{{存在问题}}\n{{下一步措施}}", True), Column("备注", 8, "{{备注}}"),
]
SIGN = "填报人：                    审核人：                    单位负责人（签字）：                    联系电话："


def a3(folder: Path) -> None:
    drawing = Drawing(folder / "总台账（A3横）.xlsx")
    design = Design("总台账", "{{年度}}年政务公开工作总台账", MASTER, A3, body=10.5, headings=False,
                    above=("填报单位（盖章）：{{填报单位}}        报送期：{{报送期}}", "依据：{{标题}}        截至日期：{{截至日期}}"), below=[SIGN])
    sheet = drawing.table(design)
    colour_lights(drawing, sheet, 8, 3)
    drawing.book.close()


MASTER_A4 = [
    Column("序号", 5, "{{序号}}"), Column("工作任务", 37, "{{工作任务}}", True), Column("牵头单位", 13, "{{牵头单位}}"),
    Column("配合（责任）\n单位", 14, "{{配合单位}}"), Column("完成\n时限", 9, "{{完成时限}}"), Column("进展情况", 36, "{{进展情况}}", True),
    Column("完成\n状态", 8, "{{完成状态}}"), Column("亮灯", 6, "{{亮灯}}"),
]
ANNEX = [
    Column("重点领域", 16, "{{一级标题}}"), Column("任务\n编号", 6, "{{编号}}"), Column("单位", 17, "{{单位}}"),
    Column("职责\n分工", 6, "{{职责分工}}"), Column("完成\n状态", 10, "{{完成状态}}"), Column("进展情况", 60, "{{进展情况}}", True),
    Column("完成日期", 12, "{{完成日期}}"),
]


def a4(folder: Path) -> None:
    drawing = Drawing(folder / "总台账（A4横）.xlsx")
    sheet = drawing.table(Design(
        "总台账", "{{年度}}年政务公开工作总台账", MASTER_A4, body=10.5, below=[SIGN],
        above=("填报单位（盖章）：{{填报单位}}    报送期：{{报送期}}", "截至日期：{{截至日期}}")))
    colour_lights(drawing, sheet, 7, 5)
    drawing.table(Design(
        "附表 各单位报送情况", "各单位报送情况", ANNEX, body=10.5, headings=False, annex="附表",
        above=("{{标题}}", "报送期：{{报送期}}    截至日期：{{截至日期}}")))
    drawing.book.close()


SAID = [
    Column("任务\n编号", 6, "{{编号}}"), Column("工作任务", 48, "{{工作任务}}", True), Column("单位", 18, "{{单位}}"),
    Column("职责\n分工", 6, "{{职责分工}}"), Column("完成时限", 11, "{{完成时限}}"), Column("完成\n状态", 9, "{{完成状态}}"),
    Column("亮灯", 6, "{{亮灯}}"), Column("进展情况", 48, "{{进展情况}}", True), Column("完成日期", 11, "{{完成日期}}"),
    Column("存在问题及\n下一步措施", 26, "{{存在问题}}\n{{下一步措施}}", True),
]


def said(folder: Path) -> None:
    """What each unit said about each task: beside the A3 总台账, which stays short because this is a paper of its own."""
    drawing = Drawing(folder / "各单位报送情况（A3横）.xlsx")
    sheet = drawing.table(Design(
        "各单位报送情况", "{{年度}}年政务公开工作各单位报送情况", SAID, A3, body=10.5,
        above=("报送期：{{报送期}}　应报{{应报}}项，已报{{已报}}项，未报{{未报}}项", "依据：{{标题}}        截至日期：{{截至日期}}")))
    colour_lights(drawing, sheet, 6, 5)
    drawing.book.close()


def unit_ledger(folder: Path) -> None:
    drawing = Drawing(folder / "单位台账.xlsx")
    columns = [
        Column("序号", 5, "{{序号}}"), Column("工作任务", 42, "{{工作任务}}", True), Column("承担\n角色", 7, "{{职责分工}}"),
        Column("牵头单位", 14, "{{牵头单位}}"), Column("完成时限", 11, "{{完成时限}}"), Column("进展情况", 34, "{{进展情况}}", True),
        Column("完成\n状态", 9, "{{完成状态}}"), Column("亮灯", 6, "{{亮灯}}"),
    ]
    sheet = drawing.table(Design(
        "{{单位}}", "{{单位}}{{年度}}年政务公开工作台账", columns, below=["联络员：{{联络员}}        联系电话：{{联系电话}}"],
        above=("报送期：{{报送期}}　任务{{任务总数}}项，应报{{应报}}项，已报{{已报}}项", "截至日期：{{截至日期}}")))
    colour_lights(drawing, sheet, 7, 5)
    drawing.book.close()


def task_list(folder: Path) -> None:
    drawing = Drawing(folder / "任务清单.xlsx")
    columns = [
        Column("序号", 5, "{{序号}}"), Column("工作任务", 44, "{{工作任务}}", True), Column("工作要求", 28, "{{工作要求}}", True),
        Column("牵头单位", 16, "{{牵头单位}}", under="责任单位"), Column("配合单位", 20, "{{配合单位}}", under="责任单位"),
        Column("完成时限", 11, "{{完成时限}}"),
    ]
    drawing.table(Design("任务清单", "{{年度}}年政务公开工作任务清单", columns, annex="附件", above=("依据：{{标题}}", ""), below=[
        "说明：“分别负责”的任务由各单位分别落实并报送；未列明配合单位的，由相关单位按职责分工配合。"]))
    drawing.book.close()


def statistics(folder: Path) -> None:
    drawing = Drawing(folder / "完成情况统计表.xlsx")
    names = [("任务总数", "任务情况"), ("已完成", "任务情况"), ("推进中", "任务情况"), ("未启动", "任务情况"), ("逾期", "任务情况"),
             ("持续推进", "任务情况"), ("应报", "报送情况"), ("已报", "报送情况"), ("未报", "报送情况")]
    columns = [Column("单位", 24, "{{单位}}")]
    columns += [Column(name, 9, f"{{{{{name}}}}}", under=group) for name, group in names]
    columns += [Column("完成率", 10, "{{完成率}}"), Column("排名", 8, "{{排名}}")]
    first = 5
    total = ["合计"] + [f"=SUM({chr(66 + at)}{first}:{chr(66 + at)}{first})" for at in range(len(names))]
    total += [f"=IF(B{first + 1}-G{first + 1}=0,0,C{first + 1}/(B{first + 1}-G{first + 1}))", ""]
    drawing.table(Design(
        "完成情况统计表", "{{年度}}年政务公开工作完成情况统计表", columns, headings=False, total=total, body=10.5, low=16.5,
        above=("报送期：{{报送期}}", "截至日期：{{截至日期}}"),
        below=["说明：完成率＝已完成÷（任务总数－持续推进－不涉及），“持续推进”视为按要求进行，不计入；合计行不含“不涉及”的扣除。"
               "\n任务数按单位计，一项任务由多个单位承担的分别计数。"]))
    drawing.book.close()


def late_list(folder: Path) -> None:
    drawing = Drawing(folder / "未报送逾期清单.xlsx")
    columns = [
        Column("序号", 5, "{{序号}}"), Column("单位", 17, "{{单位}}"), Column("涉及任务", 30, "{{工作任务}}", True),
        Column("完成时限", 11, "{{时限日期}}"), Column("超期\n天数", 7, "{{超期天数}}"), Column("情况", 9, "{{完成状态}}"),
    ]
    drawing.table(Design(
        "未报送逾期清单", "未报送、逾期任务清单", columns, landscape=False, headings=False,
        above=("报送期：{{报送期}}", "截至：{{截至日期}}"), below=["请有关单位对照清单抓紧办理，并及时报送进展情况。"]))
    drawing.book.close()


def points(folder: Path) -> None:
    drawing = Drawing(folder / "要点落实情况表.xlsx")
    columns = [
        Column("序号", 5, "{{序号}}"), Column("要点任务", 34, "{{工作任务}}", True), Column("牵头单位", 13, "{{牵头单位}}"),
        Column("完成\n时限", 10, "{{完成时限}}"), Column("落实情况", 33, "{{进展情况}}", True), Column("完成情况", 9, "{{完成状态}}"),
        Column("存在问题", 12, "{{存在问题}}", True), Column("上年\n状态", 9, "{{上年状态}}"),
    ]
    drawing.table(Design(
        "落实情况表", "{{年度}}年政务公开工作要点落实情况表", columns, body=10.5,
        above=("填报单位（盖章）：{{填报单位}}", "截至日期：{{截至日期}}"), below=[SIGN]))
    drawing.book.close()


def reminder(folder: Path) -> None:
    """催办单: a form per unit, with the tasks that are late or unreported in its middle and a receipt to tear off."""
    drawing = Drawing(folder / "催办单.xlsx")
    sheet = drawing.book.add_worksheet("{{单位}}")
    design = Design("{{单位}}", "", [], landscape=False)
    drawing.set_up(sheet, design)
    sheet.set_margins(left=0.9, right=0.9, top=0.9, bottom=0.79)
    for at, width in enumerate((6, 14, 26, 13, 9, 12)):
        sheet.set_column(at, at, width)
    red = drawing.format(TITLE, 26, align="center", font_color="#C00000")
    plain = drawing.format(BODY, 12, align="left", text_wrap=True)
    label = drawing.format(HEAD, 12, align="center", border=1, text_wrap=True)
    box = drawing.format(BODY, 12, align="left", border=1, text_wrap=True, indent=1)
    middle = drawing.format(BODY, 12, align="center", border=1, text_wrap=True)
    head = drawing.format(HEAD, 12, align="center", border=1, text_wrap=True, bg_color="#F3F3F3")
    sheet.set_row(0, 48)
    sheet.merge_range("A1:F1", "政务公开工作催办单", red)
    sheet.set_row(1, 24)
    line = {"bottom": 5, "bottom_color": "#C00000"}
    sheet.merge_range("A2:C2", "编号：{{文号}}", drawing.format(KAI, 12, align="left", **line))
    sheet.merge_range("D2:F2", "签发人：{{签发人}}", drawing.format(KAI, 12, align="right", **line))
    sheet.set_row(2, 10)
    pairs = [("承办单位", "{{单位}}", "报送期", "{{报送期}}"), ("联 系 人", "{{联络员}}", "联系电话", "{{联系电话}}"),
             ("应报任务", "{{应报}}项", "其中未报", "{{未报}}项"), ("反馈期限", "{{反馈期限}}", "截至日期", "{{截至日期}}")]
    for at, (one, first, two, second) in enumerate(pairs, 3):
        sheet.set_row(at, 27)
        sheet.merge_range(at, 0, at, 1, one, label)
        sheet.write(at, 2, first, box)
        sheet.write(at, 3, two, label)
        sheet.merge_range(at, 4, at, 5, second, box)
    sheet.set_row(7, 27)
    sheet.merge_range("A8:F8", "下列事项尚未报送进展或已超过时限，请抓紧办理并按时反馈：", drawing.format(HEAD, 12, border=1, align="left"))
    sheet.set_row(8, 27)
    for at, text in enumerate(("序号", "", "督办事项", "完成时限", "超期天数", "目前情况")):
        sheet.write(8, at, text, head)
    sheet.merge_range("B9:C9", "督办事项", head)
    sheet.set_row(9, 30)
    sheet.write(9, 0, "{{序号}}", middle)
    sheet.merge_range("B10:C10", "{{工作任务}}", box)
    for at, text in enumerate(("{{时限日期}}", "{{超期天数}}", "{{完成状态}}"), 3):
        sheet.write(9, at, text, middle)
    for at, (text, content, height) in enumerate((("督办意见", "{{督办意见}}", 48), ("承办单位\n反馈", "", 66)), 10):
        sheet.set_row(at, height)
        sheet.merge_range(at, 0, at, 1, text, label)
        sheet.merge_range(at, 2, at, 5, content, box)
    sheet.set_row(12, 12)
    right = drawing.format(BODY, 12, align="right")
    for at, text in enumerate(("督办单位（盖章）", "{{制表日期}}"), 13):
        sheet.set_row(at, 21)
        sheet.merge_range(at, 2, at, 5, text, right)
    cut = drawing.format(KAI, 10.5, align="center", font_color="#7F7F7F")
    sheet.set_row(15, 21)
    sheet.merge_range("A16:F16", "－ － － － － － － － － －  回 执（请沿此线裁下）  － － － － － － － － － －", cut)
    sheet.set_row(16, 30)
    sheet.merge_range("A17:F17", "{{单位}}已收到本催办单（编号：{{文号}}），将于      月      日前反馈办理结果。", plain)
    sheet.set_row(17, 30)
    sheet.merge_range("A18:F18", "签收人：               联系电话：               日期：     年   月   日", plain)
    drawing.book.close()


DRAWINGS = [a3, a4, said, unit_ledger, task_list, statistics, late_list, points, reminder]


class Paper:
    """A Word template in the manner of official papers."""

    def __init__(self, path: Path, *, landscape: bool) -> None:
        self.path = path
        self.document = docx.Document()
        section = self.document.sections[0]
        width, height = Mm(210), Mm(297)
        section.page_width, section.page_height = (height, width) if landscape else (width, height)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.left_margin = section.right_margin = Mm(26)
        section.top_margin, section.bottom_margin = Mm(30), Mm(25)
        properties = self.document.core_properties
        properties.author, properties.title, properties.created = "", path.stem, datetime(2026, 1, 1)

    def say(self, paragraph: Any, text: str, font: str, size: float, *, bold: bool = False, colour: str = "") -> None:
        run = paragraph.add_run(text)
        run.font.name, run.font.size, run.font.bold = font, Pt(size), bold
        run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour)

    def line(self, text: str, font: str = BODY, size: float = 14, align: int = 0, colour: str = "") -> None:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = align
        paragraph.paragraph_format.space_after = Pt(6)
        self.say(paragraph, text, font, size, colour=colour)

    def table(self, widths: list[float], rows: list[list[str]], heads: int = 0) -> None:
        table = self.document.add_table(len(rows), len(widths))
        table.style = "Table Grid"
        table.autofit = False
        for column, width in enumerate(widths):
            table.columns[column].width = Mm(width)
        for at, texts in enumerate(rows):
            for column, text in enumerate(texts):
                cell = table.cell(at, column)
                cell.width = Mm(widths[column])
                cell.vertical_alignment = 1
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
                paragraph.alignment = 0 if text in ("{{任务.工作任务}}",) else 1
                self.say(paragraph, text, HEAD if at < heads else BODY, 12)
            if at < heads:
                properties = table.rows[at]._tr.get_or_add_trPr()
                properties.append(properties.makeelement(qn("w:tblHeader"), {}))

    def save(self) -> None:
        self.document.save(str(self.path))


def word_reminder(folder: Path) -> None:
    paper = Paper(folder / "催办单.docx", landscape=False)
    paper.line("政务公开工作催办单", TITLE, 26, 1, "C00000")
    paper.line("编号：{{文号}}                              签发人：{{签发人}}", KAI, 14)
    paper.line("{{单位}}：", BODY, 16)
    paper.line("　　截至{{截至日期}}，你单位{{报送期}}应报政务公开工作任务{{应报}}项，已报{{已报}}项，未报{{未报}}项。"
               "下列事项尚未报送进展或已超过时限，请抓紧办理，{% if 反馈期限 %}并于{{反馈期限}}前{% else %}及时{% endif %}反馈。", BODY, 16)
    paper.table([13, 70, 28, 25, 24], [
        ["序号", "督办事项", "完成时限", "超期天数", "目前情况"], ["{%tr for 任务 in 任务表 %}", "", "", "", ""],
        ["{{任务.序号}}", "{{任务.工作任务}}", "{{任务.时限日期}}", "{{任务.超期天数}}", "{{任务.完成状态}}"], ["{%tr endfor %}", "", "", "", ""]], 1)
    paper.line("")
    paper.line("　　督办意见：{{督办意见}}", BODY, 16)
    paper.line("　　联系人：{{联络员}}　　联系电话：{{联系电话}}", BODY, 16)
    paper.line("（盖章）　　　　", BODY, 16, 2)
    paper.line("{{制表日期}}　　", BODY, 16, 2)
    paper.save()


def word_tasks(folder: Path) -> None:
    paper = Paper(folder / "任务清单.docx", landscape=True)
    paper.line("附件", HEAD, 16)
    paper.line("{{年度}}年政务公开工作任务清单", TITLE, 22, 1)
    paper.line("依据：{{标题}}", KAI, 14)
    paper.table([14, 104, 36, 48, 30], [
        ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"], ["{%tr for 任务 in 任务表 %}", "", "", "", ""],
        ["{{任务.序号}}", "{{任务.工作任务}}", "{{任务.牵头单位}}", "{{任务.配合单位}}", "{{任务.完成时限}}"], ["{%tr endfor %}", "", "", "", ""]], 1)
    paper.save()


def draw(folder: Path) -> None:
    """Draw every shipped template."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in (*DRAWINGS, word_reminder, word_tasks):
        one(folder)


if __name__ == "__main__":
    draw(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "templates")
