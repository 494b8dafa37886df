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


DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"


def test_controls_links_and_scenarios_follow_their_cells():
    from lxml import etree

    from gongkai_desk.paper.formulas import Moves
    from gongkai_desk.paper.movers.comments import move_control, move_vml
    from gongkai_desk.paper.movers.drawings import move_text_links
    from gongkai_desk.paper.rowmap import RowMap

    rows = RowMap(3, 3, 7, {3: 3})
    moves = Moves(rows, {}, {})
    control = etree.fromstring('<formControlPr objectType="Drop" fmlaLink="$B$5" fmlaRange="$A$3:$A$3"/>')
    move_control(control, moves)
    assert (control.get("fmlaLink"), control.get("fmlaRange")) == ("$B$11", "$A$3:$A$9")
    vml = "<x:Row>4</x:Row><x:FmlaLink>$B$5</x:FmlaLink><x:FmlaRange>$A$3:$A$3</x:FmlaRange>"
    assert move_vml(vml, rows, moves) == "<x:Row>10</x:Row><x:FmlaLink>$B$11</x:FmlaLink><x:FmlaRange>$A$3:$A$9</x:FmlaRange>"
    shapes = etree.fromstring(f'<d:wsDr xmlns:d="{DRAWN}"><d:sp textlink="$B$5"/><d:sp textlink=""/></d:wsDr>')
    move_text_links(shapes, moves)
    assert [item.get("textlink") for item in shapes] == ["$B$11", ""]


def test_scenarios_follow(draw, fill):
    edit = text_edit("</sheetData>", '</sheetData><scenarios><scenario name="s" count="1"><inputCells r="A3" val="1"/></scenario></scenarios>')
    data = fill(draw({SHEET: edit}), {0: [Filling({}, RECORDS)]}).to_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b'<inputCells r="A5"' in archive.read(SHEET)


def test_a_table_column_is_named_as_its_filled_header(tmp_path, fill):
    import xlsxwriter

    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("表")
    sheet.add_table("A1:B2", {"columns": [{"header": "{{年度}}年任务"}, {"header": "状态"}]})
    sheet.write_row("A2", ["{{工作任务}}", "{{完成状态}}"])
    book.close()
    data = fill(path, {0: [Filling({"年度": 2026}, RECORDS)]}).to_bytes()
    opened = openpyxl.load_workbook(io.BytesIO(data))["表"]
    table = opened.tables["Table1"]
    assert [column.name for column in table.tableColumns] == ["2026年任务", "状态"] == [opened["A1"].value, opened["B1"].value]
    assert table.ref == "A1:B4"


def test_a_header_never_grows_over_what_excel_takes(tmp_path, fill):
    import xlsxwriter

    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("表")
    sheet.set_header("&L{{标题}}&R第&P页")
    sheet.write("A2", "{{工作任务}}")
    book.close()
    filled = fill(path, {0: [Filling({"标题": "公开&" * 200}, RECORDS)]})
    header = openpyxl.load_workbook(io.BytesIO(filled.to_bytes()))["表"].oddHeader
    with zipfile.ZipFile(io.BytesIO(filled.to_bytes())) as archive:
        code = re.search(r"<oddHeader>(.*?)</oddHeader>", archive.read(SHEET).decode())[1].replace("&amp;", "&")
    assert len(code) <= 255 and header.right.text == "第&P页" and code.startswith("&L公开&&公开") and any("页眉" in note for note in filled.notes)


@pytest.mark.parametrize(("edit", "moves"), [(2, True), (3, False)])
def test_pictures_that_do_not_move_with_cells_stay(torture, tmp_path, fill, edit, moves):
    import xlsxwriter

    picture = tmp_path / "p.png"
    picture.write_bytes(torture.png(20, 20, (9, 9, 9)))
    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("表")
    sheet.write("A2", "{{工作任务}}")
    sheet.insert_image("C5", str(picture), {"object_position": edit})
    book.close()
    data = fill(path, {0: [Filling({}, RECORDS * 2)]}).to_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        row = int(re.search(r"<xdr:row>(\d+)", archive.read("xl/drawings/drawing1.xml").decode())[1])
    assert (row == 9) is moves and (moves or row <= 5)


def test_threads_of_copies_are_their_own():
    from gongkai_desk.paper.copies import Copier
    from gongkai_desk.paper.package import OFFICE_RELS, TYPES, Package, Relation

    guid = "{01234567-89AB-CDEF-0123-456789ABCDEF}"
    package = Package({
        TYPES: b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>', SHEET: b"<worksheet/>",
        "xl/comments1.xml": f"<comments><author>tc={guid}</author></comments>".encode(),
        "xl/threadedComments/threadedComment1.xml": f'<t><c id="{guid}" personId="{guid}"/><c id="{guid}" parentId="{guid}"/></t>'.encode(),
    })
    package.set_relations(SHEET, [Relation("rId1", f"{OFFICE_RELS}/comments", "xl/comments1.xml"),
                                  Relation("rId2", f"{OFFICE_RELS}/threadedComment", "xl/threadedComments/threadedComment1.xml")])
    copier = Copier(package)
    copier.copy(SHEET)
    copier.finish()
    author = re.search(rb"tc=(\{.*?\})", package.parts["xl/comments2.xml"])[1]
    threads = package.parts["xl/threadedComments/threadedComment2.xml"]
    assert author != guid.encode() and threads.count(author) == 3 and f'personId="{guid}"'.encode() in threads


def test_drawings_are_printed_even_beyond_the_cells(torture, tmp_path, fill):
    import xlsxwriter

    from gongkai_desk.paper.pages import pages_of

    picture = tmp_path / "p.png"
    picture.write_bytes(torture.png(20, 20, (9, 9, 9)))
    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("表")
    sheet.set_paper(9)
    sheet.write("A2", "{{工作任务}}")
    sheet.insert_image("P60", str(picture))
    book.close()
    pages = pages_of(fill(path, {0: [Filling({}, RECORDS)]}).sheets[0])[1]
    assert max(page.right for page in pages) >= 16 and max(page.bottom for page in pages) >= 62


def test_equal_subheadings_under_other_headings_are_not_merged(tmp_path, fill):
    import xlsxwriter

    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("表")
    sheet.write_row("A2", ["{{二级标题}}", "{{一级标题}}", "{{工作任务}}"])
    book.close()
    heads = [("一", "平台"), ("一", "平台"), ("二", "平台"), ("二", "平台"), ("二", "热线")]
    filled = fill(path, {0: [Filling({}, [{"一级标题": one, "二级标题": two, "工作任务": "甲"} for one, two in heads])]})
    assert sorted(str(area) for area in filled.sheets[0].merges) == ["A2:A3", "A4:A5", "B2:B3", "B4:B6"]


def test_number_and_task_in_one_cell_lose_nothing(tmp_path, fill):
    import xlsxwriter

    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("表")
    sheet.write("A2", "{{序号}}.{{工作任务}}", book.add_format({"text_wrap": True}))
    book.close()
    text = "".join(chr(0x4E00 + at) for at in range(3000))
    lines = [line for line in fill(path, {0: [Filling({}, [{"序号": 1, "工作任务": text}])]}).sheets[0].lines if line.body]
    assert len(lines) > 1 and "".join(line.values[1] for line in lines) == "1." + text


def test_a_continuation_row_has_no_formulas_of_its_own(tmp_path, fill):
    """What goes on is text: a formula beside it would count the record again, or stumble over 续."""
    import xlsxwriter

    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("表")
    sheet.set_column(1, 1, 40)
    sheet.write_row(1, 0, ["{{序号}}", "{{工作任务}}"])
    sheet.write_formula("C2", "=A2*2")
    sheet.write_formula("C3", "=SUM(C2:C2)")
    book.close()
    filled = fill(path, {0: [Filling({}, [{"序号": 1, "工作任务": "字" * 70_000}, {"序号": 2, "工作任务": "短"}])]})
    written = openpyxl.load_workbook(io.BytesIO(filled.to_bytes()))["表"]
    assert [cell.value for cell in written["C"][1:]] == ["=A2*2", None, None, "=A5*2", "=SUM(C2:C5)"]
    assert openpyxl.load_workbook(io.BytesIO(filled.to_bytes()), data_only=True)["表"]["C6"].value == 6


def test_a_chart_over_one_cell_of_the_row_grows_with_it(tmp_path, fill):
    """A chart's cell is its range; the cell that names a series stays one."""
    import xlsxwriter

    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("表")
    sheet.write_row(0, 0, ["序", "剩余"])
    sheet.write_row(1, 0, ["{{序号}}", "{{剩余天数}}"])
    chart = book.add_chart({"type": "column"})
    chart.add_series({"name": "=表!$B$2", "values": "=表!$B$2", "categories": "=表!$A$2"})
    sheet.insert_chart("E1", chart)
    book.close()
    filled = fill(path, {0: [Filling({}, [{"序号": at, "剩余天数": at} for at in range(1, 5)])]})
    parts = zipfile.ZipFile(io.BytesIO(filled.to_bytes()))
    drawn = parts.read("xl/charts/chart1.xml").decode()
    assert re.findall("<c:f>(.*?)</c:f>", drawn) == ["表!$B$2", "表!$A$2:$A$5", "表!$B$2:$B$5"]
