"""The form that goes out: what stands in it, and that it is what the contract describes."""

from __future__ import annotations

import errno
import zipfile
from pathlib import Path

import pytest
from msgspec import structs
from openpyxl import load_workbook

from gongkai_desk.collecting import apply_merge, files, issue, plan_issue
from gongkai_desk.collecting.asking import task_cells
from gongkai_desk.collecting.columns import COLUMNS
from gongkai_desk.domain import GongkaiError
from gongkai_desk.ledger import Change

from .conftest import ROUND, UNITS, Desk, header_columns, row_of


def test_one_form_for_each_unit_with_duties(desk: Desk) -> None:
    assert set(desk.forms) == set(UNITS)
    assert desk.forms["海宁市"].name == "2022年第三季度_海宁市_填报表.xlsx"
    listed = (desk.forms["海宁市"].parent / "分发清单.csv").read_text("utf-8-sig")
    assert all(unit in listed for unit in UNITS)


def test_scopes(desk: Desk) -> None:
    snapshot = desk.ledger.snapshot()
    rows = {scope: {form.unit: [row.task for row in form.sheet.rows] for form in plan_issue(snapshot, ROUND, scope=scope).forms}
            for scope in ("lead", "named", "all")}
    assert rows["lead"]["海宁市"] == ["T0002"]
    assert rows["named"]["海宁市"] == ["T0001", "T0002", "T0004", "T0005"]
    assert "市教育局" in rows["lead"] and rows["lead"]["市教育局"] == ["T0006"]
    with pytest.raises(GongkaiError):
        plan_issue(snapshot, ROUND, units=["没有的单位"])
    assert [form.unit for form in plan_issue(snapshot, ROUND, units=["海宁市人民政府"]).forms] == ["海宁市"]


def test_sheets_header_and_hidden_parts(desk: Desk) -> None:
    book = load_workbook(desk.forms["市司法局"])
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [
        ("填报表", "visible"), ("填报说明", "visible"), ("元数据", "veryHidden")]
    sheet = book["填报表"]
    assert sheet.cell(3, 2).value == "任务信息"
    titles = [cell.value for cell in sheet[4]][1:]
    assert titles == [column.title for column in COLUMNS if column.key != "requirement"]
    assert sheet.cell(3, titles.index("完成状态") + 2).value == "本期填报"
    assert "海宁" not in str(sheet.cell(1, 2).value) and "市司法局" in str(sheet.cell(1, 2).value)
    line = "".join(str(cell.value or "") for cell in sheet[2])
    assert all(word in line for word in ("填报单位(盖章)：市司法局", f"报送期：{ROUND}", "填报人", "联系电话", "审核人"))
    assert sheet.column_dimensions["A"].hidden
    meta = {row[0].value: row[1].value for row in book["元数据"].iter_rows()}
    assert desk.ledger.snapshot().id in meta.values() and "市司法局" in meta.values() and ROUND in meta.values()


def test_only_answers_are_open_and_protection_is_a_hint(desk: Desk) -> None:
    sheet = load_workbook(desk.forms["海宁市"])["填报表"]
    columns = header_columns(sheet)
    for title, column in columns.items():
        locked = sheet.cell(5, column).protection.locked
        assert locked == (title in {"任务编码(勿改)", "序号", "工作任务", "牵头单位", "职责分工", "完成时限", "目标值", "上期进展"}), title
        if not locked:
            assert sheet.cell(5, column).value is None
    protection = sheet.protection
    assert protection.sheet and not protection.password
    assert not protection.formatRows and not protection.formatColumns and not protection.autoFilter
    assert protection.insertRows and protection.deleteRows


def test_drop_downs_dates_and_page(desk: Desk) -> None:
    sheet = load_workbook(desk.forms["海宁市"])["填报表"]
    columns = header_columns(sheet)
    rules = {rule.type: rule for rule in sheet.data_validations.dataValidation}
    assert rules["list"].formula1 == '"未启动,推进中,已完成,持续推进,不涉及"'
    first = sheet.cell(5, columns["完成状态"]).coordinate
    assert str(rules["list"].sqref).startswith(first)
    assert rules["date"].operator is None or rules["date"].operator == "between"
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
    assert sheet.page_setup.fitToWidth in (None, 1) and sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$3:$4"
    assert sheet.freeze_panes == "D5"


def test_rows_grow_when_a_person_types(desk: Desk) -> None:
    """A height without customHeight is a start; Excel and WPS let the row grow with its text."""
    with zipfile.ZipFile(desk.forms["海宁市"]) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    body = xml[xml.index('<row r="5"'):].split(">", 1)[0]
    assert " ht=" in body and "customHeight" not in body


def test_the_example_day_is_of_the_forms_own_time(desk: Desk) -> None:
    book = load_workbook(desk.forms["海宁市"])
    texts = [str(cell.value) for row in book["填报说明"].iter_rows() for cell in row if cell.value]
    assert any("按“2022-10-10”的样式填写" in text for text in texts)
    [note] = [rule.prompt for rule in book["填报表"].data_validations.dataValidation if rule.promptTitle == "完成日期"]
    assert note == "样式：2022-10-10"


def test_wording_of_the_instructions(desk: Desk) -> None:
    sheet = load_workbook(desk.forms["海宁市"])["填报说明"]
    text = "\n".join(str(row[0].value or "") for row in sheet.iter_rows())
    assert "只填浅黄色单元格" in text and "10月10日" in text and "2022年第三季度_海宁市_填报表.xlsx" in text


def test_nothing_is_overwritten_unasked(desk: Desk) -> None:
    plan = plan_issue(desk.ledger.snapshot(), ROUND)
    folder = desk.forms["海宁市"].parent
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    steps = len(desk.ledger.history())
    with pytest.raises(GongkaiError, match="已经存在"):
        issue(desk.ledger, plan, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert len(desk.ledger.history()) == steps
    issue(desk.ledger, plan, folder, overwrite=True)
    assert not [path for path in folder.iterdir() if path.suffix == ".part"]


def test_issued_again_within_a_round_holds_what_was_reported(desk: Desk) -> None:
    desk.fill("海宁市", {"T0002": {"完成状态": "推进中", "进展情况": "已启动编制", "完成日期": "2022-09-30"}})
    apply_merge(desk.ledger, desk.plan())
    again = load_workbook(desk.issue(units=["海宁市"])["海宁市"])
    sheet = again["填报表"]
    columns, row = header_columns(sheet), row_of(sheet, "T0002")
    assert sheet.cell(row, columns["进展情况"]).value == "已启动编制"
    assert sheet.cell(row, columns["完成日期"]).value.date().isoformat() == "2022-09-30"
    assert sheet.cell(row_of(sheet, "T0001"), columns["进展情况"]).value is None
    assert {row[0].value: row[1].value for row in again["元数据"].iter_rows()}["版本"] == "2"


def test_a_new_round_is_empty_and_shows_the_last(desk: Desk) -> None:
    desk.fill("海宁市", {"T0002": {"完成状态": "推进中", "进展情况": "已启动编制"}})
    apply_merge(desk.ledger, desk.plan())
    sheet = load_workbook(desk.issue("2022年第四季度")["海宁市"])["填报表"]
    columns, row = header_columns(sheet), row_of(sheet, "T0002")
    assert sheet.cell(row, columns["上期进展"]).value == "推进中：已启动编制"
    assert all(sheet.cell(row, columns[title]).value is None for title in ("完成状态", "进展情况", "完成日期"))


def test_names_that_no_file_system_takes(desk: Desk, tmp_path: Path) -> None:
    plan = plan_issue(desk.ledger.snapshot(), "2022年1/2季度", units=["海宁市"])
    issued = issue(desk.ledger, plan, tmp_path / "斜线")
    assert issued.paths[0].name == "2022年1_2季度_海宁市_填报表.xlsx"


def test_a_form_is_written_in_simplified_script(desk: Desk) -> None:
    desk.ledger.apply("改", [Change("task", "T0001", "requirement", "規範欄目設置，責(zé)任到人，及時更新內容")])
    sheet = load_workbook(desk.issue("2022年第四季度")["海宁市"])["填报表"]
    column = header_columns(sheet)["工作要求"]
    assert sheet.cell(row_of(sheet, "T0001"), column).value == "规范栏目设置，责任到人，及时更新内容"


def test_a_disk_that_fills_up_leaves_no_folder_behind(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = plan_issue(desk.ledger.snapshot(), ROUND)
    before = desk.ledger.history()

    def full(target: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="填报表.xlsx"):
        issue(desk.ledger, plan, desk.folder / "新" / "三季度")
    assert not (desk.folder / "新").exists() and desk.ledger.history() == before


@pytest.mark.parametrize(("extra", "shown"), [
    ((("目标值", "发布50条"),), "发布50条；直接答复率≥85%"),
    ((("年度目标", "直接答复率达到85%以上，按期办结"),), "直接答复率达到85%以上，按期办结"),
    ((("2022年度量化指标（条）", "50"),), "50；直接答复率≥85%"),
    ((("第三季度目标", "30条"), ("分值", "5")), "直接答复率≥85%"),
])
def test_the_documents_own_column_of_targets_is_shown(desk: Desk, extra: tuple[tuple[str, str], ...], shown: str) -> None:
    task = desk.ledger.snapshot().task("T0004")
    assert task_cells(structs.replace(task, extra=extra), 4)["target"] == shown
