"""分发 → 收表汇总 → 导出 in the window, with real forms filled and sent back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gongkai_desk.domain import Review

from .test_import_page import issued_forms

ROUND = "2022年第三季度"


def fill(path: Path, answers: dict[str, str], *, save_as: Path | None = None) -> Path:
    """Fill every row of a form as an office does: by the words of its header."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    header = next(row for row in range(1, 12) if "进展情况" in {str(cell.value).strip() for cell in sheet[row]})
    columns = {str(cell.value).strip(): cell.column for cell in sheet[header] if cell.value}
    for row in range(header + 1, sheet.max_row + 1):
        if sheet.cell(row, columns["工作任务"]).value:
            for title, text in answers.items():
                sheet.cell(row, columns[title]).value = text
    target = save_as or path
    book.save(target)
    return target


@pytest.fixture
def issued(opened, idle, clerk, tmp_path):
    """The sample ledger with its forms on disk."""
    folder = tmp_path / "分发"
    folder.mkdir()
    return issued_forms(opened, idle, clerk, folder)


def returned(forms, folder, unit, answers):
    """A new ``folder`` with the form of one ``unit``, that came back filled in."""
    folder.mkdir()
    form = next(path for path in forms if unit in path.name)
    fill(form, answers, save_as=folder / form.name)
    return folder


def test_issue_counts_before_writing_and_writes(opened, idle, clerk, tmp_path):
    opened.act("issue")
    idle(opened)
    page = opened.pages["issue"]
    assert page.round.currentText() == ROUND
    assert page.count.text().startswith("7 张表")
    page.model.setData(page.model.index(0, 0), 0, 10)
    assert page.count.text().startswith("6 张表")
    clerk.answers = [tmp_path]
    page.write.click()
    idle(opened)
    out = tmp_path / f"{ROUND}_填报表"
    assert len(list(out.glob(f"{ROUND}_*_填报表.xlsx"))) == 6
    assert opened.desk.state.steps[-1].label.startswith("分发")
    page._open_folder()
    assert clerk.opened == [str(out)]


def test_merge_shows_applies_and_undoes(opened, idle, clerk, issued, tmp_path):
    inbox = returned(issued, tmp_path / "收到", "平湖市", {"完成状态": "推进中", "进展情况": "平湖市已梳理目录"})
    (inbox / "说明.pdf").write_bytes(b"%PDF-1.4")
    opened.go("merge", paths=[inbox])
    idle(opened)
    page = opened.pages["merge"]
    assert {line.verdict.value for line in page.files.values} == {"accepted", "attachment"}
    assert page.apply_button.isEnabled()
    assert "未交" in page.words.text()
    clerk.answers = [tmp_path]
    page.report_button.click()
    idle(opened)
    assert list(tmp_path.glob("*汇总报告.xlsx"))
    page.tabs["changes"].view.selectRow(0)
    assert page.sides.texts[1].toPlainText() in ("推进中", "平湖市已梳理目录")
    page.apply_button.click()
    idle(opened)
    report = opened.desk.state.snapshot.report("T0001", "平湖市", ROUND)
    assert report.fields["progress"] == "平湖市已梳理目录"
    page.undo_button.click()
    idle(opened)
    assert opened.desk.state.snapshot.report("T0001", "平湖市", ROUND) is None


def test_a_conflict_is_decided(opened, idle, clerk, issued, tmp_path):
    inbox = returned(issued, tmp_path / "收到", "海宁市", {"完成状态": "推进中"})
    opened.go("merge", paths=[inbox])
    idle(opened)
    page = opened.pages["merge"]
    conflicts = page.tabs["conflicts"].model
    assert [line.entry.field for line in conflicts.values] == ["status"]
    page.tabs["conflicts"].view.selectRow(0)
    page._decide("theirs", "one")
    assert conflicts.data(conflicts.index(0, 0)) == "采用交回"
    page.apply_button.click()
    idle(opened)
    assert opened.desk.state.snapshot.report("T0001", "海宁市", ROUND).fields["status"] == "推进中"


def test_a_change_that_is_not_wanted_is_left_out(opened, idle, issued, tmp_path):
    form = next(path for path in issued if "平湖市" in path.name)
    fill(form, {"完成状态": "推进中", "进展情况": "不想要的话"})
    opened.go("merge", paths=[form])
    idle(opened)
    page = opened.pages["merge"]
    ticks = page.tabs["changes"].model
    row = next(at for at, tick in enumerate(ticks.values) if tick.value.field == "progress")
    ticks.setData(ticks.index(row, 0), 0, 10)
    page.apply_button.click()
    idle(opened)
    assert dict(opened.desk.state.snapshot.report("T0001", "平湖市", ROUND).fields) == {"status": "推进中"}


def test_the_board_says_who_has_reported(opened, idle, qtmodeltester):
    opened.act("board")
    idle(opened)
    page = opened.pages["board"]
    words = {line.unit: line.cells[ROUND].text for line in page.model.values}
    assert words["海宁市"].startswith("已报 1/1")
    assert words["平湖市"].startswith("未报 0/1")
    qtmodeltester.check(page.model)
    row = next(at for at, line in enumerate(page.model.values) if line.unit == "海宁市")
    page.view.activated.emit(page.model.index(row, 3))
    idle(opened)
    assert opened.current.name == "ledger"
    assert opened.pages["ledger"].model.task_count() == 1


def test_the_board_knows_returned_reports(opened):
    from gongkai_desk.desktop.pages.board import board

    snapshot = opened.desk.state.snapshot
    returned = tuple(replace(report, review=Review.RETURNED) if report.unit == "海宁市" else report for report in snapshot.reports)
    _names, lines = board(replace(snapshot, reports=returned), opened.desk.state.today)
    assert next(line for line in lines if line.unit == "海宁市").cells[ROUND].word == "退回"


def test_export_previews_pages_and_writes_both_kinds(opened, idle, clerk, tmp_path, qtbot):
    opened.act("export")
    idle(opened)
    page = opened.pages["export"]
    assert page.preview.count.text().startswith("第 1 页，共 1 页")
    qtbot.waitUntil(lambda: not page.preview.sheet.pixmap().isNull())
    for suffix in (".xlsx", ".pdf"):
        clerk.answers = [tmp_path, "打开所在文件夹"]
        page._export(suffix)
        idle(opened)
    assert len(list(tmp_path.glob("*总台账*.xlsx"))) == 1
    assert next(tmp_path.glob("*总台账*.pdf")).read_bytes().startswith(b"%PDF")
    assert clerk.opened == [str(tmp_path)] * 2


def test_history_shows_changes_and_jumps_back(opened, idle, clerk, qtmodeltester):
    table = opened.pages["ledger"]
    table.model.setData(table.model.index(table.model.row_of(1), table.model.column_of("lead")), "市信访局")
    idle(opened)
    opened.act("history")
    idle(opened)
    page = opened.pages["history"]
    assert page.steps.values[0].label == "修改第2项 牵头单位"
    assert any("市信访局" in page.entries.data(page.entries.index(row, 3)) for row in range(page.entries.rowCount()))
    page.steps_view.selectRow(1)
    idle(opened)
    clerk.answers = [True]
    page._jump()
    idle(opened)
    assert opened.desk.state.snapshot.tasks[1].lead.units == ("市政府办公室",)
    qtmodeltester.check(page.steps)


def test_settings_are_written_and_undone(opened, idle, qtmodeltester):
    opened.act("roster")
    idle(opened)
    tab = opened.pages["settings"].table("roster")
    index = tab.model.index(0, 5)
    tab.model.setData(index, "李老师")
    idle(opened)
    assert opened.desk.state.snapshot.roster.units[0].contact == "李老师"
    qtmodeltester.check(tab.model)
    lights = opened.pages["settings"].table("lights")
    lights.model.setData(lights.model.index(0, 1), "30")
    idle(opened)
    assert opened.desk.state.standing.rules.yellow_days == 30
    words = opened.pages["settings"].table("words")
    words.model.append(words.table.blank)
    words.model.setData(words.model.index(0, 0), "正在弄")
    idle(opened)
    assert opened.desk.state.snapshot.settings["status_words"] == {"正在弄": "推进中"}
    opened.act("undo")
    idle(opened)
    assert "status_words" not in opened.desk.state.snapshot.settings


def test_holidays_that_cannot_be_read_are_refused(opened, idle, clerk):
    from gongkai_desk.desktop.setting_tables.holidays import Day

    opened.act("holidays")
    tab = opened.pages["settings"].table("holidays")
    tab.add()
    tab.model.setData(tab.model.index(0, 0), "元旦放假")
    assert "看不懂" in clerk.said[-1]
    tab.model.setData(tab.model.index(0, 1), "假")
    assert "请填 休、班" in clerk.said[-1]
    tab.model.setData(tab.model.index(0, 2), "元旦")
    idle(opened)
    assert tab.model.values == [Day("", "休", "元旦")], "a row without a day waits for it"
    tab.model.setData(tab.model.index(0, 0), "2030年1月1日")
    idle(opened)
    assert opened.desk.state.snapshot.settings["holidays"] == "2030-01-01 休 元旦"
    opened.act("undo")
    idle(opened)
    assert tab.model.rowCount() == 0


def test_where_a_cell_came_from_opens_the_original(window, idle, clerk, tmp_path):
    from gongkai_desk.domain import Source

    from .test_import_page import breakdown

    clerk.answers = [[breakdown(tmp_path / "分解表.xlsx")], tmp_path]
    window.act("new")
    idle(window)
    window.pages["import"].take.click()
    idle(window)
    window.go("original", source=Source("分解表.xlsx", "分解表", 5, 2))
    idle(window)
    cells = window.pages["original"].picture.cells
    assert cells.found == (5, 2)
    assert cells.data(cells.place_of(5, 2)) == "推进行政执法信息公示"


def test_help_opens_at_the_page_in_front(opened):
    opened.act("board")
    opened.act("help")
    assert opened.current.name == "help"
    assert opened.current.list.currentItem().text() == "报送情况"
    for row in range(opened.current.list.count()):
        opened.current.list.setCurrentRow(row)
        assert len(opened.current.text.toPlainText()) > 30


def test_reminders_for_those_who_have_not_reported(opened, idle, clerk, tmp_path):
    opened.act("board")
    idle(opened)
    page = opened.pages["board"]
    page._choose_missing()
    chosen = {page.model.values[index.row()].unit for index in page.view.selectionModel().selectedRows()}
    assert "海宁市" not in chosen
    clerk.answers = [tmp_path, True]
    page.remind.click()
    idle(opened)
    names = {path.name for path in tmp_path.rglob("*催办单*.xlsx")}
    assert names == {f"{ROUND}_{unit}_催办单.xlsx" for unit in chosen}
    assert clerk.opened == [str(tmp_path / f"{ROUND}_催办单")]


def test_a_preview_without_tasks_is_the_templates_own_page(opened, idle):
    opened.act("export")
    idle(opened)
    page = opened.pages["export"]
    page.choice.status.setCurrentText("不涉及")
    page.choice.status.activated.emit(5)
    idle(opened)
    assert page.preview.count.text().startswith("第 1 页，共 1 页")
    page.preview.zoom.setCurrentIndex(2)
    page.preview.turn(1)
    idle(opened)


def test_a_renamed_unit_keeps_its_place_and_its_tasks(opened, idle):
    opened.act("roster")
    idle(opened)
    tab = opened.pages["settings"].table("roster")
    before = list(opened.desk.state.snapshot.roster.names)
    row = before.index("市信访局")
    tab.model.setData(tab.model.index(row, 0), "市委社会工作部")
    idle(opened)
    roster = opened.desk.state.snapshot.roster
    assert roster.names[row] == "市委社会工作部"
    assert roster.find("市信访局").name == "市委社会工作部"
    assert any(duty.unit == "市委社会工作部" for duty in opened.desk.state.standing.states["T0003"].duties)
