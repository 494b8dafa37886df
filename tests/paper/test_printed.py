"""What is printed: print areas, hidden columns, sheets with nothing but drawings, and what the painter cannot do, by name."""

import xlsxwriter

from gongkai_desk.paper.pages import pages_of
from gongkai_desk.paper.paint import PagePainter
from gongkai_desk.paper.pdf import pdf_bytes
from gongkai_desk.paper.sheet import Filling

WORDS = "围绕群众关切，及时准确公开信息。" * 12


def made(path, draw):
    book = xlsxwriter.Workbook(str(path))
    draw(book, book.add_worksheet("表"))
    book.close()
    return path


def records(count):
    return [Filling({}, [{"序号": at, "工作任务": f"第{at}项", "来源": WORDS} for at in range(1, count + 1)])]


def body(book, sheet, width=30):
    wrap = book.add_format({"text_wrap": True})
    sheet.write_row(0, 0, ["序号", "任务", "来源"])
    sheet.write_row(1, 0, ["{{序号}}", "{{工作任务}}", "{{来源}}"], wrap)
    sheet.set_column("A:B", width)
    sheet.set_column("C:C", 8, None, {"hidden": True})


def test_hidden_columns_do_not_make_rows_high(tmp_path, fill):
    sheet = fill(made(tmp_path / "t.xlsx", body), {0: records(3)}).sheets[0]
    assert [line.height for line in sheet.lines if line.body] == [15.75] * 3
    assert sheet.rows.count == 3


def test_every_print_area_is_printed(tmp_path, fill):
    def draw(book, sheet):
        body(book, sheet)
        sheet.write(4, 0, "说明一")
        sheet.write(9, 0, "不印")
        sheet.write(11, 0, "说明二")
        sheet.print_area("A1:B5")

    path = made(tmp_path / "t.xlsx", draw)
    import zipfile

    parts = {name: zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("表!$A$1:$B$5".encode(), "表!$A$1:$B$5,表!$A$12:$B$12".encode())
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    book = fill(path, {0: records(100)})
    areas = pages_of(book.sheets[0])[1]
    assert (areas[0].top, areas[-2].bottom) == (1, 104) and (areas[-1].top, areas[-1].bottom) == (111, 111)
    assert all(two.top == one.bottom + 1 for one, two in zip(areas[:-2], areas[1:-1], strict=True))


def test_what_cannot_be_drawn_is_named(tmp_path, fill):
    def draw(book, sheet):
        sheet.write_row(0, 0, ["{{序号}}"])
        sheet.write_formula("A2", "=XIRR(A1:A1,A1:A1)")
        sheet.write_formula("B2", "=SUM(A1:A1)")
        for tab in (book.add_worksheet("图"), book.add_chartsheet("图页")):
            chart = book.add_chart({"type": "column"})
            chart.add_series({"values": "=表!$A$1:$A$1"})
            if tab.name == "图":
                tab.insert_chart("B2", chart)
            else:
                tab.set_chart(chart)

    book = fill(made(tmp_path / "t.xlsx", draw), {0: records(3)})
    notes = pdf_bytes(book)[1]
    assert any(note.startswith("表：A4的公式") for note in notes)
    assert "图：PDF和打印不画图表" in notes and "图页：PDF和打印不画图表页" in notes
    assert len(PagePainter(book).pages) == 2


def test_a_page_set_up_without_a_paper_means_letter(tmp_path, fill):
    def draw(book, sheet):
        body(book, sheet)
        sheet.set_landscape()

    sheet = fill(made(tmp_path / "t.xlsx", draw), {0: records(1)}).sheets[0]
    assert sheet.geometry.setup.width == 279.4 * 72 / 25.4
    plain = fill(made(tmp_path / "u.xlsx", lambda book, sheet: body(book, sheet)), {0: records(1)}).sheets[0]
    assert round(plain.geometry.setup.height) == 842
