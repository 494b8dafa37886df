import io
import re
import zipfile

import openpyxl
import pytest
import python_calamine
from lxml import etree

from gongkai_desk.paper.package import serialise
from gongkai_desk.paper.pages import pages_of
from gongkai_desk.paper.sheet import Filling

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@pytest.fixture(scope="module")
def before(torture, tmp_path_factory):
    return torture.draw(tmp_path_factory.mktemp("torture") / "模板.xlsx")


@pytest.fixture
def book(torture, before, fill):
    return fill(before, {0: [Filling(torture.SCALARS, torture.records(10))], 1: [Filling(torture.SCALARS)]})


@pytest.fixture
def parts(torture, book):
    return torture.parts(book.to_bytes())


def text(parts, name):
    return parts[name].decode()


def test_no_part_is_lost_and_untouched_parts_are_the_same_bytes(torture, before, parts):
    old = torture.parts(before.read_bytes())
    assert set(parts) == set(old)
    changed = {name for name in old if old[name] != parts[name]}
    assert changed == {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml", "xl/charts/chart1.xml", "xl/comments1.xml",
                       "xl/drawings/drawing1.xml", "xl/drawings/vmlDrawing1.vml"}


def test_everything_of_the_sheet_that_names_no_row_is_kept(torture, before, parts):
    def shape(data):
        root = etree.fromstring(data)
        keep = ("sheetPr", "sheetFormatPr", "cols", "printOptions", "pageMargins", "pageSetup")
        return [serialise(item) for item in root if etree.QName(item).localname in keep]
    old = torture.parts(before.read_bytes())
    assert shape(old["xl/worksheets/sheet1.xml"]) == shape(parts["xl/worksheets/sheet1.xml"])


def test_each_cell_has_its_prototypes_format(book, before):
    filled = etree.fromstring(zipfile.ZipFile(io.BytesIO(book.to_bytes())).read("xl/worksheets/sheet1.xml"))
    sheet = book.sheets[0]
    for row in filled.iterfind(".//m:row", NS):
        line = sheet.line_at(int(row.get("r")))
        proto = sheet.plan.sheet.rows[line.proto]
        assert [(item.get("r"), item.get("s", "0")) for item in row] == [
            (f"{re.match('[A-Z]+', cell.element.get('r'))[0]}{line.row}", str(cell.style)) for cell in proto.cells.values()]


def test_ranges_grow_and_move(parts):
    sheet = text(parts, "xl/worksheets/sheet1.xml")
    for wanted in ('<autoFilter ref="A4:H23"/>', 'sqref="F5:F23"', 'sqref="A5:H23"', 'sqref="F24"', "<formula>$F5&gt;$F$24</formula>",
                   'sqref="D5:D23"', "<formula1>F5&gt;=0</formula1>", 'sqref="F26"', "<xm:sqref>F5:F23</xm:sqref>", "<xm:f>总台账!F5:F23</xm:f>",
                   "<xm:sqref>H24</xm:sqref>", '<brk id="24"', 'ref="H25" location="\'总台账\'!A24"', '<mergeCell ref="A25:D26"/>',
                   '<mergeCell ref="A24:E24"/>', '<mergeCell ref="A3:A4"/>', '<dimension ref="A1:H26"/>'):
        assert wanted in sheet, wanted
    book = text(parts, "xl/workbook.xml")
    for wanted in ("总台账!$A$1:$H$26", "总台账!$1:$4", "总台账!$A$24:$H$24", "总台账!$F$5:$F$23", "总台账!$A$5:$H$24", "总台账!$B$5:$B$23",
                   'fullCalcOnLoad="1"'):
        assert wanted in book, wanted


def test_formulas_grow_follow_and_are_calculated(parts):
    formulas = re.findall(r'r="([A-Z]+[0-9]+)"[^>]*><f>(.*?)</f>(?:<v>(.*?)</v>)?', text(parts, "xl/worksheets/sheet1.xml"))
    found = {cell: (formula, value) for cell, formula, value in formulas}
    assert found["G7"] == ("F7*2+$F7+SUM(F7:F7)", "0") and found["G23"] == ("F23*2+$F23+SUM(F23:F23)", "36")
    assert found["F24"] == ("SUM(F5:F23)", "45") and found["G24"] == ("AVERAGE($G$5:$G$23)", "18")
    assert found["H24"] == ('COUNTA(B5:B23)&amp;"项 B7:B7"', "10项 B7:B7") and found["F26"][0] == "F24+F7"
    other = dict(re.findall(r'r="(A[0-9])"[^>]*><f>(.*?)</f>', text(parts, "xl/worksheets/sheet2.xml")))
    assert other == {"A1": "SUM(总台账!F5:F23)", "A2": "总台账!F24", "A3": "COUNTA('总台账'!B:B)+总台账!$A$1+LOG10(100)"}
    assert re.findall(r"<c:f>(.*?)</c:f>", text(parts, "xl/charts/chart1.xml")) == ["总台账!$A$5:$A$23", "总台账!$F$5:$F$23"]


def test_comments_boxes_and_pictures_stand_where_they_should(parts):
    assert re.findall(r'comment ref="(\w+)"', text(parts, "xl/comments1.xml")) == ["B7", "A25"]
    assert re.findall(r"<x:Row>(\d+)", text(parts, "xl/drawings/vmlDrawing1.vml")) == ["6", "24"]
    drawing = text(parts, "xl/drawings/drawing1.xml")
    assert re.findall(r"<xdr:from>.*?<xdr:row>(\d+)", drawing) == ["24", "24", "1"]
    assert "2026年度" in drawing and "{{" not in drawing


def test_headers_are_filled_without_breaking_their_codes(parts):
    assert "&amp;L&amp;G&amp;C&amp;14 2026年&amp;R云溪市A&amp;&amp;B公开" in text(parts, "xl/worksheets/sheet1.xml")


def test_a_field_torn_over_fonts_lands_where_it_begins(parts):
    row = re.search(r'<c r="A2".*?</c>', text(parts, "xl/worksheets/sheet1.xml"))[0]
    assert re.findall(r"<t[^>]*>(.*?)</t>", row) == ["填报单位：市政府办公室", "（盖章）"] and row.count("<rPr>") == 2


def test_the_same_book_gives_the_same_bytes(torture, before, fill, book):
    again = fill(before, {0: [Filling(torture.SCALARS, torture.records(10))], 1: [Filling(torture.SCALARS)]})
    assert again.to_bytes() == book.to_bytes()


def test_other_programs_read_it(book):
    data = book.to_bytes()
    rows = python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_name("总台账").to_python()
    assert rows[6][:2] == [1.0, "第1项任务：加强政策解读，回应群众关切。"]
    assert openpyxl.load_workbook(io.BytesIO(data))["总台账"].print_area == "'总台账'!$A$1:$H$26"


@pytest.mark.parametrize("count", [0, 1, 2, 400])
def test_any_number_of_records(torture, before, fill, count):
    book = fill(before, {0: [Filling(torture.SCALARS, torture.records(count))], 1: [Filling(torture.SCALARS)]})
    sheet = book.sheets[0]
    rows = [line for line in sheet.lines if line.body and line.proto == 7]
    assert len(rows) == max(count, 1)
    assert [line.row for line in sheet.lines] == sorted({line.row for line in sheet.lines})
    assert openpyxl.load_workbook(io.BytesIO(book.to_bytes()))["总台账"].max_row == sheet.last_row
    assert all(sheet.rows.first <= row < sheet.rows.end for row in sheet.breaks)
    _, pages = pages_of(sheet)
    covered = [row for page in pages for row in range(page.top, page.bottom + 1)]
    assert covered == list(range(1, covered[-1] + 1))


def test_sheets_are_repeated_whole(torture, tmp_path, fill):
    path = torture.draw_repeated(tmp_path / "单位.xlsx")
    units = (("市教育局", 3), ("民[政]局", 1), ("海宁'市", 4))
    book = fill(path, {0: [Filling({**torture.SCALARS, "单位": unit}, torture.records(count)) for unit, count in units], 1: [Filling({})]})
    data = book.to_bytes()
    opened = openpyxl.load_workbook(io.BytesIO(data))
    assert opened.sheetnames == ["市教育局", "民_政_局", "海宁'市", "说明"]
    assert [len(sheet._images) for sheet in opened] == [1, 1, 1, 0]
    assert [sheet["B3"].comment is not None for sheet in opened] == [True, True, True, False]
    assert opened["海宁'市"]["C7"].value == "=SUM('海宁''市'!C3:C6)" and opened["说明"]["A2"].value == "=市教育局!C6"
    assert opened["海宁'市"].print_area == "'海宁''市'!$A$1:$D$7" and opened["民_政_局"].print_title_rows == "$1:$2"
    assert [sheet.sheet_view.tabSelected for sheet in opened].count(True) == 1
    parts = torture.parts(data)
    boxes = sorted(re.search(r"<a:t>(.*?)</a:t>", parts[name].decode())[1] for name in parts if re.match(r"xl/drawings/drawing\d", name))
    assert boxes == sorted(["市教育局（章）", "民[政]局（章）", "海宁'市（章）"])
