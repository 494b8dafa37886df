import io
import time

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.paper.measure import NO_START, count_lines, lines_that_fit, text_height, wrap
from gongkai_desk.paper.numbers import show_number
from gongkai_desk.paper.sheet import Filling
from gongkai_desk.paper.styles import Font
from gongkai_desk.paper.texts import clean, escape
from gongkai_desk.paper.vocabulary import fields_in, fill_text, loose_braces


@given(st.text(max_size=300), st.floats(1, 40))
def test_lines_lose_nothing(text, room):
    assert "\n".join(wrap(text, room)).replace("\n", "") == text.replace("\n", "")


@given(st.text(alphabet="加强政策解读，。、（）“”", min_size=1, max_size=200), st.integers(3, 30))
def test_no_line_is_wider_than_its_room(text, room):
    assert all(len(line) <= room for line in wrap(text, room))


def test_no_line_begins_with_a_comma():
    lines = wrap("加强政策解读工作，回应群众关切，" * 10, 8)
    assert not any(line[0] in NO_START for line in lines)


@given(st.text(max_size=300), st.floats(1, 40))
def test_lines_are_counted_as_they_are_made(text, room):
    assert count_lines(text, room) == len(wrap(text, room))


def test_words_are_kept_together():
    assert wrap("登录 gongkai 平台", 6, 0.5) == ["登录 gongkai ", "平台"]
    assert "".join(wrap("x" * 500, 10)) == "x" * 500


@pytest.mark.parametrize("text", ["字" * 200_000, "，" * 200_000, "a" * 200_000, "（" * 200_000, "a " * 100_000, "{{" * 50_000])
def test_any_length_is_linear(text):
    began = time.process_time()
    wrap(text, 20)
    fields_in(text)
    assert time.process_time() - began < 5


def test_height_counts_lines():
    font = Font("宋体", 12)
    assert text_height(10, font) > 120 and text_height(1, font) < 20


@pytest.mark.parametrize(("number", "code", "shown"), [
    (0.615, "0.0%", "61.5%"), (7, "000", "007"), (1234567, "#,##0", "1,234,567"), (45000, "yyyy-mm-dd", "2023-03-15"),
    (45000, 'yyyy"年"m"月"d"日"', "2023年3月15日"), (-3, "0;[Red]-0", "-3"), (12, "General", "12"), (3.5, '0.0"项"', "3.5项"), (12, "@", "12"),
])
def test_number_formats(number, code, shown):
    assert show_number(number, code) == shown


def test_text_is_cleaned_and_escaped():
    assert clean("甲\x00乙\x0b丙\r\n丁\ud800\ufffe") == "甲□乙□丙\n丁□□"
    assert escape("<a>&_x000D_") == "&lt;a&gt;&amp;_x005F_x000D_"


def test_fields():
    assert fields_in("{{ 标题 }}x{{年度}}") == ("标题", "年度")
    assert fill_text("{{标题}}-{{年度}}", {"标题": "{{年度}}", "年度": 2026}) == "{{年度}}-2026"
    assert loose_braces("{{标题}") and loose_braces("｛｛标题｝｝") and not loose_braces("{{标题}}")


@pytest.fixture
def one_row(torture, tmp_path, fill):
    import xlsxwriter

    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(str(path), {"default_format_properties": {"font_name": "宋体", "font_size": 11}})
    sheet = book.add_worksheet("表")
    wrapped = book.add_format({"border": 1, "text_wrap": True})
    for column, (field, width) in enumerate((("{{一级标题}}", 10), ("{{序号}}", 6), ("{{工作任务}}", 30), ("{{进展情况}}", 30))):
        sheet.set_column(column, column, width)
        sheet.write(1, column, field, wrapped)
        sheet.write(0, column, "头", wrapped)
    sheet.repeat_rows(0, 0)
    sheet.write("C3", "{{编号}}")
    sheet.write("C3", "尾")
    book.close()
    return lambda records: fill(path, {0: [Filling({}, records)]})


def test_hostile_text_stays_text(one_row):
    nasty = ["=cmd|'/c calc'!A1", "+1", "-1", "@SUM(A1)", "110101199003071234", "{{标题}}", "_x000D_", "a\x07b", " 前后 ", "<b>&\"'"]
    book = one_row([{"序号": at, "工作任务": text} for at, text in enumerate(nasty)])
    sheet = openpyxl.load_workbook(io.BytesIO(book.to_bytes()))["表"]
    cells = [sheet.cell(row, 3) for row in range(2, 2 + len(nasty))]
    assert [cell.data_type for cell in cells] == ["s"] * len(nasty)
    assert [cell.value for cell in cells[:6]] == nasty[:6] and cells[7].value == "a□b" and cells[8].value == " 前后 " and cells[9].value == nasty[9]
    assert [cell.quotePrefix for cell in cells] == [True] * 4 + [False] * 6


def test_a_row_too_tall_goes_on_below(one_row):
    text = "".join(chr(0x4E00 + at % 2000) for at in range(40_000))
    book = one_row([{"序号": 1, "工作任务": "短"}, {"序号": 2, "工作任务": text, "进展情况": "乙\n" * 50, "一级标题": "一、标题"}])
    sheet = book.sheets[0]
    rows = [line for line in sheet.lines if line.body]
    assert "".join(str(line.values[3]) for line in rows[1:]) == text and all(line.height <= 409.5 for line in rows)
    assert [line.values[2] for line in rows[:4]] == [1, 2, "续", "续"]
    assert "\n".join(str(line.values[4]) for line in rows[1:]).split() == ["乙"] * 50
    assert any("32767" in note for note in book.notes)
    assert {line.values[1] for line in rows[1:]} == {"一、标题"}


def test_equal_headings_are_merged_downwards(one_row):
    book = one_row([{"序号": at, "工作任务": "甲", "一级标题": head} for at, head in enumerate(["一", "一", "二", "", "", "三", "三", "三"])])
    assert [str(area) for area in book.sheets[0].merges] == ["A2:A3", "A7:A9"]


def test_text_that_may_not_wrap_is_named(torture, tmp_path, fill):
    import xlsxwriter

    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("表")
    sheet.write("B2", "{{工作任务}}")
    book.close()
    assert any("B2" in note for note in fill(path, {0: [Filling({}, [{"工作任务": "很长的文字" * 20}])]}).notes)
    assert not fill(path, {0: [Filling({}, [{"工作任务": "短"}])]}).notes


def test_what_all_copies_of_a_sheet_say_is_said_once(tmp_path, fill):
    import xlsxwriter

    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("{{单位}}").write("B2", "{{工作任务}}")
    book.close()
    copies = [Filling({"单位": name}, [{"工作任务": text * 20}]) for name, text in (("甲局", "长文字"), ("乙局", ""), ("丙局", "长文字"))]
    [note] = fill(path, {0: copies}).notes
    assert note.startswith("甲局等2张表：模板的B2")


LONG_HEADING = "（一）聚焦加快共同富裕建设提升公开水平，" * 8


def test_a_heading_beside_the_tasks_has_room_even_alone_and_on_each_page(one_row):
    heading = LONG_HEADING[:60]
    sheet = one_row([{"序号": at, "工作任务": "甲", "一级标题": f"{at // 3}{heading}"} for at in range(1, 60)]).sheets[0]
    needed = text_height(len(wrap("1" + heading, (sheet.geometry.width(1) - 4) / 11)), Font("宋体", 11))
    covered = {row: area for area in sheet.merges if area.left == 1 for row in range(area.top, area.bottom + 1)}
    for line in sheet.lines:
        if line.body:
            area = covered.get(line.row)
            rows = range(area.top, area.bottom + 1) if area else [line.row]
            assert sum(sheet.height(row) for row in rows) >= needed - 1
    assert sheet.breaks and not any(area.top <= row < area.bottom for area in sheet.merges for row in sheet.breaks)


def test_heading_rows_are_as_high_as_their_headings(tmp_path, fill):
    import xlsxwriter

    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet, wrapped = book.add_worksheet("表"), book.add_format({"text_wrap": True})
    sheet.merge_range("A1:B1", "{{一级标题}}", wrapped)
    sheet.write("A2", "{{二级标题}}", wrapped)
    sheet.merge_range("A3:B3", "{{三级标题}}", wrapped)
    sheet.write_row("C3", ["{{工作任务}}"], wrapped)
    book.close()
    filled = fill(path, {0: [Filling({}, [{"一级标题": LONG_HEADING, "二级标题": LONG_HEADING, "三级标题": LONG_HEADING, "工作任务": "甲"}])]}).sheets[0]
    assert [filled.height(row) > high for row, high in ((1, 120), (2, 250), (3, 120))] == [True] * 3


def test_rows_leave_room_for_lines_set_as_excel_sets_them():
    """Excel sets lines of 仿宋 about 1.1 em apart, LibreOffice prints them 1.0 em apart: no line of either is cut."""
    font = Font("仿宋_GB2312", 12)
    for lines in range(1, 26):
        height = text_height(lines, font)
        assert height >= lines * 12 + 1.5 and height >= ((lines - 1) * 1.1 + 0.88) * 12
        assert lines_that_fit(height, font) == lines
        assert height <= (lines * 12 + 1.5) * 1.12 + 1


def test_lines_of_the_pdf_stand_apart_where_there_is_room_and_never_leave_the_cell():
    drawn = []

    class Fake:
        def pitch(self, font):
            return 1.02 * font.size

        def text(self, text, font, x, y, room, align, **more):
            drawn.append(y)

    from types import SimpleNamespace

    from gongkai_desk.paper.paint_cells import CellPainter

    painter = CellPainter.__new__(CellPainter)
    painter._scale = 1.0
    style = SimpleNamespace(horizontal="left", vertical="center", indent=0, wrap=True, font=Font("仿宋_GB2312", 12))
    for height, gap in ((60.0, 12 * 1.12), (37.5, (37.5 - 1 - 12.24) / 2), (40.5, (40.5 - 3 - 12.24) / 2)):
        drawn.clear()
        painter._text(Fake(), "甲\n乙\n丙", False, style, (0.0, 0.0, 100.0, height))
        assert drawn[1] - drawn[0] == pytest.approx(gap)
        assert drawn[0] >= 0 and drawn[-1] + 12 <= height
