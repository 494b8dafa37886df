"""Text in several fonts: drawn in them, measured by the largest, and kept in the xlsx also where a field stands alone."""

import io

import openpyxl
import pdfplumber
import xlsxwriter

from gongkai_desk.paper.pdf import pdf_bytes
from gongkai_desk.paper.rich import dealt
from gongkai_desk.paper.sheet import Filling
from gongkai_desk.paper.styles import Font

ONE, TWO = Font("仿宋", 11), Font("黑体", 20)


def template(path):
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("表")
    plain, big = book.add_format({"font_name": "仿宋", "text_wrap": True}), book.add_format({"font_name": "楷体", "font_size": 22, "font_color": "red"})
    sheet.set_column("A:A", 30)
    sheet.write_rich_string("A1", plain, "截至：", big, "{{截至日期}}", plain)
    sheet.write_rich_string("A2", plain, "任务：", big, "{{工作任务}}", plain)
    sheet.write("A3", "{{标题}}", plain)
    book.close()
    return path


def test_lines_get_their_stretches():
    lines = list(dealt([(ONE, "甲乙丙"), (TWO, "丁\n戊己"), (ONE, "庚")], ["甲乙", "丙丁", "戊己庚"]))
    assert lines == [[(ONE, "甲乙")], [(ONE, "丙"), (TWO, "丁")], [(TWO, "戊己"), (ONE, "庚")]]


def test_every_font_of_a_text_is_drawn(tmp_path, fill):
    book = fill(template(tmp_path / "t.xlsx"), {0: [Filling({"截至日期": "九月"}, [{"工作任务": "公开" * 30}])]})
    sheet = book.sheets[0]
    line = sheet.line_at(2)
    assert line.height > 3 * 22
    assert [(font.name, font.size) for font, _ in sheet.stretches(line, sheet.cell(line, 1))] == [("仿宋", 11), ("楷体", 22)]
    (page,) = pdfplumber.open(io.BytesIO(pdf_bytes(book)[0])).pages
    drawn = {char["text"]: (round(char["size"]), tuple(char["non_stroking_color"])) for char in page.chars}
    assert drawn["任"] == (11, (0, 0, 0)) and drawn["公"] == drawn["开"] == (22, (1, 0, 0))


def test_a_field_alone_keeps_the_font_of_its_run(tmp_path, fill):
    import zipfile

    path = template(tmp_path / "t.xlsx")
    parts = {name: zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist()}
    strings = parts["xl/sharedStrings.xml"].decode()
    assert "<si><t>{{标题}}</t></si>" in strings
    run = '<si><r><rPr><sz val="26"/><rFont val="方正小标宋简体"/></rPr><t>{{标题}}</t></r></si>'
    parts["xl/sharedStrings.xml"] = strings.replace("<si><t>{{标题}}</t></si>", run).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    book = fill(path, {0: [Filling({"标题": "工作要点"}, [{"工作任务": "公开"}])]})
    cell = openpyxl.load_workbook(io.BytesIO(book.to_bytes()), rich_text=True)["表"]["A3"].value
    assert str(cell) == "工作要点" and cell[0].font.rFont == "方正小标宋简体" and cell[0].font.sz == 26
