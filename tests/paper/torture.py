"""A template with every feature that a filled workbook must keep, grow or move."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import xlsxwriter

from gongkai_desk.paper.vocabulary import Scope

VOCABULARY = {
    **dict.fromkeys(["序号", "编号", "任务名称", "工作任务", "工作要求", "牵头单位", "配合单位", "完成时限", "时限日期", "剩余天数", "超期天数", "亮灯", "完成状态", "进展情况", "备注"], Scope.TASK),
    **dict.fromkeys(["一级标题", "二级标题", "三级标题"], Scope.HEADING),
    **dict.fromkeys(["单位", "联络员", "联系电话", "应报", "已报", "未报", "排名"], Scope.UNIT),
    **dict.fromkeys(["任务总数", "已完成", "推进中", "未启动", "逾期", "持续推进", "完成率"], Scope.COUNT),
    **dict.fromkeys(["标题", "年度", "报送期", "截至日期", "制表日期", "填报单位"], Scope.ANYWHERE),
}
SCALARS = {"标题": "云溪市A&B公开", "年度": 2026, "报送期": "2026年第三季度", "填报单位": "市政府办公室", "任务总数": 3}


def png(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    """A plain picture."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes(colour) * width for _ in range(height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + chunk(
        b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def records(count: int, **more: object) -> list[dict[str, object]]:
    """Records of tasks in three sections."""
    return [{"序号": at + 1, "编号": str(at + 1), "工作任务": f"第{at + 1}项任务：加强政策解读，回应群众关切。", "牵头单位": "市教育局、市民政局",
             "完成时限": "12月底前", "完成状态": "推进中", "进展情况": "已印发方案，正在推进。" * (at % 5 + 1), "剩余天数": at, "亮灯": "绿灯",
             "一级标题": f"{'一二三四五六七八九十'[at * 3 // max(count, 1)]}、加强公开", "二级标题": f"（{at * 6 // max(count, 1)}）平台", **more}
            for at in range(count)]


def draw(path: Path) -> Path:
    """Write the torture template: title 1, note 2, header 3-4, heading rows 5-6, task row 7, total 8, signature 9-10."""
    book = xlsxwriter.Workbook(str(path), {"default_format_properties": {"font_name": "宋体", "font_size": 11}})
    sheet = book.add_worksheet("总台账")
    other = book.add_worksheet("汇总")
    title = book.add_format({"font_name": "方正小标宋简体", "font_size": 22, "align": "center", "text_wrap": True})
    head = book.add_format({"font_name": "黑体", "font_size": 12, "border": 1, "align": "center", "bg_color": "#DDEEFF"})
    body = book.add_format({"font_name": "仿宋_GB2312", "font_size": 12, "border": 1, "text_wrap": True, "valign": "vcenter"})
    share = book.add_format({"font_name": "仿宋_GB2312", "font_size": 12, "border": 1, "num_format": "0.0%"})
    bold, red = book.add_format({"bold": True}), book.add_format({"font_color": "red"})
    for column, width in enumerate((6, 46, 16, 12, 40, 10, 10, 12)):
        sheet.set_column(column, column, width)
    sheet.merge_range("A1:H1", "{{标题}}台账", title)
    sheet.write_rich_string("A2", bold, "填报单位：{{填报", red, "单位}}", bold, "（盖章）")
    sheet.write("H2", "{{报送期}}")
    for column, text in enumerate(("序号", "工作任务", "牵头单位", "时限", "进展", "天数", "倍数", "常数")):
        sheet.merge_range(2, column, 3, column, text, head)
    sheet.merge_range("A5:H5", "{{一级标题}}", head)
    sheet.merge_range("A6:H6", "{{二级标题}}", body)
    for column, text in enumerate(("{{序号}}", "{{工作任务}}", "{{牵头单位}}", "{{完成时限}}", "{{进展情况}}", "{{剩余天数}}")):
        sheet.write(6, column, text, body)
    sheet.write_formula("G7", "=F7*2+$F7+SUM(F7:F7)", body)
    sheet.write("H7", "常数", body)
    sheet.merge_range("A8:E8", "合计", head)
    sheet.write_formula("F8", "=SUM(F7:F7)", head)
    sheet.write_formula("G8", "=AVERAGE($G$7:$G$7)", share)
    sheet.write_formula("H8", "=COUNTA(B7:B7)&\"项 B7:B7\"", head)
    sheet.merge_range("A9:D10", "填报人：        审核人：", body)
    sheet.write_formula("F10", "=F8+F7", body)
    _decorate(book, sheet)
    other.write_formula("A1", "=SUM(总台账!F7:F7)")
    other.write_formula("A2", "=总台账!F8")
    other.write_formula("A3", "=COUNTA('总台账'!B:B)+总台账!$A$1+LOG10(100)")
    other.write("A4", "{{年度}}")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=总台账!$F$7:$F$7", "categories": "=总台账!$A$7:$A$7"})
    other.insert_chart("C3", chart)
    book.close()
    return path


def _decorate(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.set_margins(0.7, 0.7, 1.0, 0.8)
    sheet.repeat_rows(0, 3)
    sheet.print_area("A1:H10")
    sheet.fit_to_pages(1, 0)
    sheet.freeze_panes(4, 2)
    sheet.autofilter("A4:H7")
    sheet.set_h_pagebreaks([8])
    sheet.set_header('&L&G&C&14{{年度}}年&R{{标题}}', {"image_left": "logo.png", "image_data_left": io.BytesIO(png(60, 20, (200, 0, 0)))})
    sheet.set_footer('&C第 &P 页 共 &N 页')
    sheet.insert_image("E9", "stamp.png", {"image_data": io.BytesIO(png(80, 80, (255, 0, 0))), "object_position": 2})
    sheet.insert_textbox("F9", "{{年度}}年度\n制表", {"width": 120, "height": 40, "object_position": 1})
    sheet.insert_textbox("F2", "页首", {"width": 60, "height": 20})
    sheet.write_comment("B7", "写清做法")
    sheet.write_comment("A9", "签字")
    sheet.conditional_format("F7", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("A7:H7", {"type": "formula", "criteria": '=$F7>$F$8', "format": book.add_format({"bg_color": "#FFC7CE"})})
    sheet.conditional_format("F8", {"type": "cell", "criteria": ">", "value": "=$F$7", "format": book.add_format({"bold": True})})
    sheet.data_validation("D7", {"validate": "list", "source": ["12月底前", "全年"]})
    sheet.data_validation("F7:F7", {"validate": "custom", "value": "=F7>=0"})
    sheet.data_validation("F10", {"validate": "integer", "criteria": ">", "value": 0})
    sheet.add_sparkline("H8", {"range": "总台账!F7:F7"})
    sheet.write_url("H9", "internal:'总台账'!A8", string="合计")
    book.define_name("天数", "=总台账!$F$7:$F$7")
    book.define_name("首格", "=总台账!$B$7")
    book.define_name("合计行", "=总台账!$A$8:$H$8")
    book.define_name("总台账!本表", "=总台账!$A$7:$H$8")


def draw_repeated(path: Path) -> Path:
    """A book with a sheet per unit (picture, comment, own name, formulas) and a plain one that adds up."""
    book = xlsxwriter.Workbook(str(path), {"default_format_properties": {"font_name": "宋体", "font_size": 11}})
    sheet = book.add_worksheet("{{单位}}")
    body = book.add_format({"border": 1, "text_wrap": True})
    sheet.set_column(1, 1, 40)
    sheet.write("A1", "{{单位}}台账 {{联络员}}")
    sheet.write("A3", "{{序号}}", body)
    sheet.write("B3", "{{工作任务}}", body)
    sheet.write("C3", "{{剩余天数}}", body)
    sheet.write_formula("C4", "=SUM('{{单位}}'!C3:C3)")
    sheet.write_comment("B3", "说明")
    sheet.insert_image("E5", "stamp.png", {"image_data": io.BytesIO(png(20, 20, (255, 0, 0)))})
    sheet.insert_textbox("G5", "{{单位}}（章）")
    sheet.print_area("A1:D4")
    sheet.repeat_rows(0, 1)
    second = book.add_worksheet("说明")
    second.write("A1", "{{标题}}")
    second.write_formula("A2", "='{{单位}}'!C4")
    book.define_name("'{{单位}}'!明细", "='{{单位}}'!$B$3:$B$3")
    book.close()
    return path


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
