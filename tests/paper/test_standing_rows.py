"""Rows that stand once, as in forms made per task: filled, continued, stretched."""
import io

import openpyxl
import pytest
import xlsxwriter

from gongkai_desk.paper.pages import pages_of
from gongkai_desk.paper.sheet import Filling

LONG = "加强政策解读，回应群众关切。" * 300


@pytest.fixture
def form(tmp_path, fill):
    """A form per task: title over four columns, a row of text at 3, a box merged over rows 5-6, a list at 8, totals at 9."""
    def drawn(scalars, records=()):
        path = tmp_path / "单.xlsx"
        book = xlsxwriter.Workbook(str(path), {"default_format_properties": {"font_name": "宋体", "font_size": 11}})
        sheet = book.add_worksheet("{{编号}}号")
        wrapped = book.add_format({"text_wrap": True, "border": 1})
        sheet.set_column("B:D", 20)
        sheet.merge_range("A1:D1", "{{标题}}", wrapped)
        sheet.write("A3", "进展", wrapped)
        sheet.merge_range("B3:D3", "{{进展情况}}", wrapped)
        sheet.write_formula("E3", "=A9+1")
        sheet.merge_range("B5:D6", "{{工作任务}}", wrapped)
        sheet.write_row("A8", ["{{单位}}", "{{完成状态}}"], wrapped)
        sheet.write_formula("A9", "=COUNTA(A8:A8)+E3")
        sheet.write_formula("B9", "=ROWS(B3:B3)")
        sheet.conditional_format("B3:D3", {"type": "no_blanks", "format": wrapped})
        sheet.print_area("A1:E9")
        book.close()
        return fill(path, {0: [Filling({"标题": "督办单", "编号": "7", **scalars}, records)]})
    return drawn


def test_a_text_taller_than_a_row_goes_on_below(form):
    book = form({"进展情况": LONG, "工作任务": "短"}, [{"单位": "甲", "完成状态": "推进中"}, {"单位": "乙", "完成状态": "已完成"}])
    sheet = openpyxl.load_workbook(io.BytesIO(book.to_bytes())).worksheets[0]
    more = sheet.max_row - 10
    assert more >= 1
    rows = range(3, 4 + more)
    assert "".join(sheet.cell(row, 2).value for row in rows) == LONG
    assert all(sheet.row_dimensions[row].height <= 409.5 for row in rows)
    assert {f"B{row}:D{row}" for row in rows} | {"A1:D1", f"B{5 + more}:D{6 + more}"} == {str(area) for area in sheet.merged_cells.ranges}
    assert [sheet.cell(row, 5).value for row in rows] == [f"=A{10 + more}+1"] + [None] * more
    assert sheet.cell(8 + more, 1).value == "甲" and sheet.cell(10 + more, 1).value == f"=COUNTA(A{8 + more}:A{9 + more})+E3"
    assert sheet.cell(10 + more, 2).value == f"=ROWS(B3:B{3 + more})"
    assert str(next(iter(sheet.conditional_formatting)).sqref) == f"B3:D{3 + more}" and sheet.print_area.endswith(f"$E${10 + more}")
    covered = [row for page in pages_of(book.sheets[0])[1] for row in range(page.top, page.bottom + 1)]
    assert covered == list(range(1, 11 + more))


def test_a_text_longer_than_a_cell_is_named(form):
    book = form({"进展情况": "长" * 40_000})
    sheet = openpyxl.load_workbook(io.BytesIO(book.to_bytes())).worksheets[0]
    texts = [cell.value for cell in sheet["B"] if isinstance(cell.value, str) and cell.value.startswith("长")]
    assert sum(map(len, texts)) == 40_000 and max(map(len, texts)) <= 32_767
    assert any("B3" in note and "32767" in note for note in book.notes)


def test_rows_under_a_merged_text_are_stretched(form):
    book = form({"进展情况": "短", "工作任务": "加强公开。" * 60})
    sheet = book.sheets[0]
    assert sheet.height(5) + sheet.height(6) > 90 and abs(sheet.height(5) - sheet.height(6)) < 1
    assert any("B5" in note for note in form({"工作任务": LONG}).notes)


def test_short_texts_change_nothing(form):
    book = form({"进展情况": "短", "工作任务": "短"})
    assert [line.row for line in book.sheets[0].lines] == [1, 3, 5, 6, 8, 9] and not book.notes


def test_text_that_runs_off_its_cell_is_named_unless_it_has_room(tmp_path, fill):
    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("表")
    sheet.write("A1", "{{标题}}")
    sheet.write_row("A2", ["{{标题}}", "邻"])
    sheet.write_row("A4", ["{{工作任务}}", "", "", "尾"])
    book.close()
    notes = fill(path, {0: [Filling({"标题": "云溪市政务公开工作"}, [{"工作任务": "短"}])]}).notes
    assert len(notes) == 1 and "A2" in notes[0]
