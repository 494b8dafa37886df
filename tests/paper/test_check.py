import zipfile

import pytest
import xlsxwriter

from gongkai_desk.domain import TemplateFault
from gongkai_desk.paper.check import check_book
from gongkai_desk.paper.plan import Repeat, plan_book
from gongkai_desk.paper.template import Template


def mistakes(torture, tmp_path, draw, name="表"):
    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(str(path))
    draw(book.add_worksheet(name), book)
    book.close()
    template = Template.open(path)
    return check_book(template, plan_book(template, torture.VOCABULARY), torture.VOCABULARY)


CASES = {
    "unknown field": ("D3", "不认识", lambda s, b: (s.write("A2", "{{工作任务}}"), s.write("D3", "{{牵头单未}}"))),
    "two rows": ("A4", "两个重复行", lambda s, b: (s.write("A2", "{{工作任务}}"), s.write("A4", "{{序号}}"))),
    "merge over the edge": ("A2", "跨过了重复行", lambda s, b: (s.write("B2", "{{工作任务}}"), s.merge_range("A2:A3", "x"))),
    "merge from the heading": ("C2", "跨过了重复行", lambda s, b: (s.write("A2", "{{一级标题}}"), s.write("A3", "{{工作任务}}"), s.merge_range("C2:C3", "x"))),
    "field outside": ("B5", "任务行之外", lambda s, b: (s.write("A2", "{{工作任务}}"), s.write("B5", "{{进展情况}}"))),
    "heading apart": ("A1", "正上方", lambda s, b: (s.write("A1", "{{一级标题}}"), s.write("A3", "{{工作任务}}"))),
    "headings upside down": ("A2", "次序", lambda s, b: (s.write("A1", "{{二级标题}}"), s.write("A2", "{{一级标题}}"), s.write("A3", "{{工作任务}}"))),
    "braces": ("A1", "花括号", lambda s, b: (s.write("A1", "{{标题}"), s.write("A3", "{{工作任务}}"))),
    "formula": ("A1", "公式", lambda s, b: (s.write_formula("A1", '="{{标题}}"'), s.write("A3", "{{工作任务}}"))),
    "header": ("页眉页脚", "不能写在", lambda s, b: (s.set_header("{{工作任务}}"), s.write("A3", "{{工作任务}}"))),
    "box": ("文本框", "不认识", lambda s, b: (s.insert_textbox("D1", "{{标体}}"), s.write("A3", "{{工作任务}}"))),
    "nothing": ("", "没有任何", lambda s, b: s.write("A1", "标题")),
}


@pytest.mark.parametrize("name", CASES)
def test_each_mistake_is_named_with_its_place(torture, tmp_path, name):
    place, words, draw = CASES[name]
    found = mistakes(torture, tmp_path, draw)
    assert [one for one in found if one.cell == place and words in one.what and one.remedy], found


def test_sheets_with_tables_are_not_repeated(torture, tmp_path):
    def draw(sheet, book):
        sheet.write("A5", "{{工作任务}}")
        sheet.add_table("C1:D3")
    assert any("表格" in one.what for one in mistakes(torture, tmp_path, draw, "{{单位}}"))
    assert not mistakes(torture, tmp_path, draw)


@pytest.mark.parametrize(("sheet", "row", "each", "over"), [
    ("表", ("{{序号}}", "{{单位}}", "{{应报}}"), Repeat.NOTHING, Repeat.UNITS),
    ("表", ("{{单位}}", "{{工作任务}}"), Repeat.NOTHING, Repeat.PAIRS),
    ("表", ("{{单位}}", "{{超期天数}}"), Repeat.NOTHING, Repeat.PAIRS),
    ("表", ("{{编号}}",), Repeat.NOTHING, Repeat.TASKS),
    ("表", ("{{单位}}",), Repeat.NOTHING, Repeat.UNITS),
    ("{{单位}}", ("{{单位}}", "{{应报}}"), Repeat.UNITS, Repeat.NOTHING),
    ("{{单位}}", ("{{序号}}", "{{工作任务}}"), Repeat.UNITS, Repeat.TASKS),
    ("{{编号}}号", ("{{工作任务}}", "{{牵头单位}}"), Repeat.TASKS, Repeat.NOTHING),
    ("{{序号}}", ("{{单位}}", "{{进展情况}}"), Repeat.TASKS, Repeat.PAIRS),
    ("{{单位}}{{编号}}", ("{{工作任务}}", "{{单位}}"), Repeat.PAIRS, Repeat.NOTHING),
])
def test_what_repeats(torture, tmp_path, sheet, row, each, over):
    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(str(path))
    drawn = book.add_worksheet(sheet)
    drawn.write("A1", "{{标题}}")
    drawn.write_row("A3", row)
    book.close()
    plan = plan_book(Template.open(path), torture.VOCABULARY)[0]
    assert (plan.each, plan.over) == (each, over)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0" + b"0" * 600, "序号,任务".encode()])
def test_what_is_no_workbook_is_said_in_a_sentence(tmp_path, data):
    path = tmp_path / "坏.xlsx"
    path.write_bytes(data)
    with pytest.raises(TemplateFault) as caught:
        Template.open(path)
    assert caught.value.next_step


def test_a_missing_file_is_said_in_a_sentence(tmp_path):
    with pytest.raises(TemplateFault, match="不存在"):
        Template.open(tmp_path / "无.xlsx")


def test_a_template_of_a_million_blank_rows_is_refused_at_once(tmp_path):
    path = tmp_path / "空行.xlsx"
    rows = "".join(f'<row r="{row}" ht="20"/>' for row in range(2, 300_000))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{rows}</sheetData></worksheet>")
    with pytest.raises(TemplateFault, match="过大"):
        Template.open(path)
