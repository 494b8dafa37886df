from dataclasses import replace
from datetime import date

import docx
import openpyxl
import pytest
from msgspec import structs

from gongkai_desk.domain import Finding, Fix, GongkaiError, Severity, Source, TemplateFault
from gongkai_desk.exporting import export_word, findings_report, statistics, statistics_tables, word_templates

TODAY = date(2026, 9, 30)


def test_findings_are_grouped_and_signed(snapshot, tmp_path):
    one, two = snapshot.tasks[:2]
    findings = [
        Finding("target", Severity.INFO, "含量化指标", one.source, one),
        Finding("missing-lead", Severity.ERROR, "没有牵头单位\x07", one.source, one, fixes=(Fix("设为市教育局", False),)),
        Finding("deadline-conflict", Severity.WARNING, "时限不一致", two.source, two, one),
        Finding("missing-lead", Severity.ERROR, "=没有牵头单位", Source("a/b/分解表.xlsx", "表", 9), two),
    ]
    path = findings_report(findings, tmp_path / "疑点清单.xlsx", title="云溪市分解表")
    sheet = openpyxl.load_workbook(path).active
    texts = [str(cell.value) for row in sheet for cell in row if cell.value is not None]
    groups = [text for text in texts if text.startswith("【")]
    assert groups == ["【错误】未明确牵头单位（2条）", "【提醒】时限不一致（1条）", "【说明】含量化指标（1条）".replace("含", "")]
    assert "设为市教育局" in texts and "没有牵头单位□" in texts and "分解表.xlsx 表 第9行" in texts
    assert any("签字" in text for text in texts) and any("错误2条" in text for text in texts)
    assert sheet.print_title_rows == "$1:$3" and sheet.cell(6, 5).data_type == "s"
    with pytest.raises(GongkaiError):
        findings_report([], path)
    findings_report([], path, overwrite=True)


def test_statistics_count_everything_once(snapshot, tmp_path):
    tables = statistics_tables(snapshot, today=TODAY)
    assert list(tables) == ["按单位", "按章节", "按状态", "按报送期"]
    assert tables["按章节"]["任务总数"].sum() == len(snapshot.tasks) == tables["按状态"]["任务数"].sum()
    path = statistics(snapshot, tmp_path / "统计.xlsx", today=TODAY)
    assert [len(sheet._charts) for sheet in openpyxl.load_workbook(path)] == [1, 1, 1, 1]


def test_word_papers(snapshot, tmp_path):
    assert [path.stem for path in word_templates()] == ["任务清单", "催办单"]
    export_word(snapshot, "催办单", tmp_path / "a.docx", unit="青禾县", today=TODAY)
    document = docx.Document(tmp_path / "a.docx")
    assert any("青禾县" in item.text for item in document.paragraphs) and len(document.tables[0].rows) == 2
    export_word(snapshot, "任务清单", tmp_path / "b.docx", today=TODAY)
    rows = docx.Document(tmp_path / "b.docx").tables[0].rows
    assert len(rows) == 13 and rows[1].cells[1].text == snapshot.tasks[0].wording
    with pytest.raises(TemplateFault):
        export_word(snapshot, "无此模板", tmp_path / "c.docx", today=TODAY)


def test_statistics_can_be_handed_on(snapshot, tmp_path):
    """A title, the day and round, rows as high as their names, a chart that holds every row."""
    book = openpyxl.load_workbook(statistics(snapshot, tmp_path / "统计.xlsx", today=TODAY))
    for sheet in book:
        assert "完成情况统计" in sheet["A1"].value and sheet.print_title_rows == "$1:$3" and sheet.page_setup.orientation == "landscape"
        assert any(cell.value == "截至日期：2026年9月30日" for cell in sheet[2])
        series = sheet._charts[0].series[0]
        assert series.val.numRef.f.endswith(f"${sheet.max_row}")
    assert book["按单位"]["A2"].value == "报送期：2026年第三季度" and not book["按报送期"]["A2"].value
    long = replace(snapshot, tasks=tuple(structs.replace(task, section=("一、围绕高质量发展深化主动公开，回应群众和企业的关切，提升政策解读实效",)) for task in snapshot.tasks))
    sheet = openpyxl.load_workbook(statistics(long, tmp_path / "长.xlsx", today=TODAY))["按章节"]
    assert sheet.row_dimensions[4].height >= 2 * 11 * 1.02
