"""An office's own Word templates: the fields of the workbooks, rows that repeat, and mistakes named before anything is written."""

from datetime import date

import docx
import pytest

from gongkai_desk.domain import TemplateFault
from gongkai_desk.exporting import check_template, export_word

TODAY = date(2026, 9, 30)


@pytest.fixture
def drawn(tmp_path):
    """A template: ``drawn(paragraphs, rows of a table, header)``."""
    def draw(lines=(), rows=(), header=""):
        document = docx.Document()
        for line in lines:
            document.add_paragraph(line)
        if rows:
            table = document.add_table(len(rows), len(rows[0]))
            for row, texts in zip(table.rows, rows, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    paragraph = cell.paragraphs[0]
                    for at in range(0, len(text), 3):  # Word cuts a field into runs as it likes
                        paragraph.add_run(text[at:at + 3])
        document.sections[0].header.paragraphs[0].text = header
        path = tmp_path / "自制.docx"
        document.save(str(path))
        return path
    return draw


def rows_of(path):
    return [[cell.text for cell in row.cells] for row in docx.Document(str(path)).tables[0].rows]


def test_a_table_row_of_task_fields_repeats_as_in_a_workbook(snapshot, drawn, tmp_path):
    path = drawn(["{{标题}}，共{{任务总数}}项"], [["序号", "任务", "牵头", "期"], ["{{序号}}", "{{ 工作任务 }}", "{{牵头单位}}", "{{报送期}}"], ["合计", "{{任务总数}}项", "", ""]],
                 "{{填报单位}}")
    out = tmp_path / "出.docx"
    export_word(snapshot, path, out, today=TODAY)
    rows = rows_of(out)
    assert len(rows) == 14 and rows[1][0] == "1" and rows[12][0] == "12" and rows[13][:2] == ["合计", "12项"]
    assert rows[2][1] == snapshot.tasks[1].text and rows[2][3] == "2026年第三季度"
    out.unlink()
    export_word(snapshot, path, out, unit="青禾县", today=TODAY)
    assert len(rows_of(out)) == 3
    assert not check_template(path)


def test_rows_written_in_the_long_way_stay_as_they_are(snapshot, drawn, tmp_path):
    path = drawn([], [["{%tr for 任务 in 任务表 %}", ""], ["{{任务.序号}}", "{{任务.工作任务}}"], ["{%tr endfor %}", ""]])
    export_word(snapshot, path, tmp_path / "出.docx", today=TODAY)
    assert len(rows_of(tmp_path / "出.docx")) == 12 and not check_template(path)


@pytest.mark.parametrize(("lines", "rows", "header", "named"), [
    (["{{标体}}"], (), "", "{{标体}}"),
    ((), (), "{{标体}}", "{{标体}}"),
    ((), [["{{序号}}", "{{工作任努}}"]], "", "{{工作任努}}"),
    ((), [["{%tr for 任务 in 任务表 %}"], ["{{任务.工作任努}}"], ["{%tr endfor %}"]], "", "工作任努"),
    (["第一项：{{工作任务}}"], (), "", "{{工作任务}}"),
])
def test_mistakes_are_named_and_nothing_is_written(snapshot, drawn, tmp_path, lines, rows, header, named):
    path, out = drawn(lines, rows, header), tmp_path / "出.docx"
    with pytest.raises(TemplateFault) as caught:
        export_word(snapshot, path, out, today=TODAY)
    assert named in caught.value.what and not out.exists()
    assert [one.what for one in check_template(path)] == [caught.value.what]


def test_what_a_clerk_wrote_is_not_filled_again(snapshot, drawn, tmp_path):
    from dataclasses import replace

    from msgspec import structs

    ledger = replace(snapshot, tasks=(structs.replace(snapshot.tasks[0], text="写作{{标题}}和{% if %}"),), reports=())
    export_word(ledger, drawn([], [["{{序号}}", "{{工作任务}}"]]), tmp_path / "出.docx", today=TODAY)
    assert rows_of(tmp_path / "出.docx") == [["1", "写作{{标题}}和{% if %}"]]
