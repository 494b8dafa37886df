"""Templates that other programs, or nobody's program, wrote."""
import io
import re
import zipfile

import openpyxl
import pytest

from gongkai_desk.domain import TemplateFault
from gongkai_desk.paper.sheet import Filling
from gongkai_desk.paper.template import Template

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
DTD = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
RECORDS = [{"序号": at, "工作任务": f"第{at}项"} for at in (1, 2, 3)]


@pytest.fixture
def draw(tmp_path):
    """A small template whose parts may be edited: ``draw({part: bytes -> bytes}, {new part: bytes})``."""
    def drawn(edits=None, more=None):
        import xlsxwriter

        path = tmp_path / "模板.xlsx"
        book = xlsxwriter.Workbook(str(path))
        sheet = book.add_worksheet("表")
        sheet.write_row("A1", ["{{标题}}", "常数"])
        sheet.write_row("A2", ["{{序号}}", "{{工作任务}}", 5])
        sheet.write_formula("A3", "=SUM(A2:A2)")
        sheet.merge_range("B3:C3", "合计")
        sheet.conditional_format("A2:A2", {"type": "duplicate", "format": book.add_format({"bold": True})})
        book.close()
        parts = {item.filename: data for item, data in _members(path)}
        for name, edit in (edits or {}).items():
            parts[name] = edit(parts[name])
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in {**parts, **(more or {})}.items():
                archive.writestr(name, data)
        return path
    return drawn


def _members(path):
    with zipfile.ZipFile(path) as archive:
        return [(item, archive.read(item)) for item in archive.infolist()]


def text_edit(old, new):
    return lambda data: data.replace(old.encode(), new.encode(), 1)


def wide(data):
    return ("\ufeff" + data.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')).encode("utf-16-le")


@pytest.mark.parametrize("edits", [
    {SHEET: text_edit("<worksheet", DTD + "<worksheet")},
    {SHEET: text_edit("<worksheet", f"<!--{'x' * 9000}--><!DOCTYPE worksheet SYSTEM 'http://127.0.0.1/x'><worksheet")},
    {SHEET: lambda data: wide(text_edit("<worksheet", DTD + "<worksheet")(data))},
    {"docProps/core.xml": text_edit("<cp:", DTD + "<cp:")},
    {SHEET: text_edit('encoding="UTF-8"', 'encoding="UTF-7"')},
])
def test_a_declaration_anywhere_in_any_encoding_is_refused(draw, edits):
    with pytest.raises(TemplateFault) as caught:
        Template.open(draw(edits))
    assert caught.value.where == "模板.xlsx" and caught.value.next_step


def test_a_wide_encoding_alone_is_read(draw, fill):
    book = fill(draw({SHEET: wide}), {0: [Filling({"标题": "台账"}, RECORDS)]})
    assert openpyxl.load_workbook(io.BytesIO(book.to_bytes()))["表"]["B4"].value == "第3项"


@pytest.mark.parametrize(("old", "new", "words"), [
    ('ref="B3:C3"', 'ref="zz"', "mergeCell"), ('sqref="A2"', 'sqref="A2:#REF!"', "sqref"), ('left="0.7"', 'left="1e400"', "left"),
    ('<v>5</v>', "<v>abc</v>", "C2"), ('<row r="3"', '<row ht="nan" r="3"', "ht"), ('<row r="3"', '<row r="x"', "row"),
    ('r="B2"', 'r="B2222222222"', "B2222222222"),
])
def test_what_makes_no_sense_is_named(draw, old, new, words):
    with pytest.raises(TemplateFault) as caught:
        Template.open(draw({SHEET: text_edit(old, new)}))
    assert words in f"{caught.value.where}{caught.value.what}" and "表" in caught.value.where


def test_missing_content_types_are_named(draw):
    path = draw()
    parts = {item.filename: data for item, data in _members(path) if item.filename != "[Content_Types].xml"}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    with pytest.raises(TemplateFault, match="Content_Types"):
        Template.open(path)


def prefixed(data):
    text = data.decode().replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
    return re.sub(r"<(/?)(?=[a-zA-Z])(?![a-zA-Z]+:)", r"<\1x:", text).encode()


def test_elements_with_a_prefix_are_filled_alike(draw, fill):
    path = draw({SHEET: prefixed, "xl/workbook.xml": prefixed, "xl/sharedStrings.xml": prefixed, "xl/styles.xml": prefixed})
    data = fill(path, {0: [Filling({"标题": "台账"}, RECORDS)]}).to_bytes()
    sheet = openpyxl.load_workbook(io.BytesIO(data))["表"]
    assert [row[:2] for row in sheet.iter_rows(values_only=True)] == [("台账", "常数"), (1, "第1项"), (2, "第2项"), (3, "第3项"), ("=SUM(A2:A4)", "合计")]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["B5:C5"]
