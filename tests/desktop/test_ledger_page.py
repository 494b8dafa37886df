"""The journey of issue 2: open a ledger, see it, go from a finding to its cell, edit, undo."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from gongkai_desk.domain import LeadKind
from gongkai_desk.ledger import Ledger


def page_of(window):
    return window.pages["ledger"]


def cell(window, task_at, key):
    page = page_of(window)
    row = page.model.row_of(task_at)
    return page.model.index(row, page.model.column_of(key))


def test_opening_shows_tasks_bands_and_bottom_line(opened):
    model = page_of(opened).model
    assert model.task_count() == 5
    assert [row.text for row in model.rows if row.kind == 0] == [
        "一、着眼稳定预期，加强政策解读和回应群众关切",
        "（一）围绕经济社会发展",
        "（二）回应群众关切",
        "二、着眼优化环境，推进重点领域信息公开",
    ]
    assert "5 项" in opened.sum_up.text()
    assert "未报送" in opened.sum_up.text()
    assert opened.menus.actions["issue"].isEnabled()


def test_double_click_on_a_finding_goes_to_its_cell(opened, qtbot):
    page = page_of(opened)
    finding = next(each for each in opened.desk.state.findings if each.rule == "missing-lead")
    page.findings.choose(finding.key)
    view = page.findings.view
    view.scrollTo(view.currentIndex())
    place = view.visualRect(view.currentIndex()).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    current = page.table.currentIndex()
    assert page.model.task_at(current.row()).number == "5"
    assert current.column() == page.model.column_of("lead")


def test_a_finding_behind_a_filter_is_brought_out(opened):
    page = page_of(opened)
    page.model.choose(search="信访")
    assert page.model.task_count() < 5
    page.go_to(next(each for each in opened.desk.state.findings if each.rule == "missing-lead"))
    assert page.model.task_at(page.table.currentIndex().row()).number == "5"


def test_typing_into_a_lead_is_read_written_and_undone(opened, idle, ledger_path):
    page = page_of(opened)
    page.model.setData(cell(opened, 4, "lead"), "市信访局、市司法局")
    assert page.model.data(cell(opened, 4, "lead")) == "市信访局、市司法局"
    idle(opened)
    task = opened.desk.state.snapshot.tasks[4]
    assert task.lead.kind is LeadKind.NAMED
    assert task.lead.units == ("市信访局", "市司法局")
    opened.act("undo")
    idle(opened)
    assert opened.desk.state.snapshot.tasks[4].lead.units == ()
    opened.act("redo")
    idle(opened)
    with Ledger.open(ledger_path, readonly=True) as ledger:
        assert ledger.snapshot().tasks[4].lead.units == ("市信访局", "市司法局")


def test_a_typed_deadline_is_understood(opened, idle):
    page_of(opened).model.setData(cell(opened, 4, "deadline"), "11月底前")
    idle(opened)
    deadline = opened.desk.state.snapshot.tasks[4].deadline
    assert (deadline.raw, deadline.due.isoformat()) == ("11月底前", "2022-11-30")
    assert page_of(opened).model.data(cell(opened, 4, "deadline")) == "11月底前\n2022-11-30"


def test_units_unfold_and_their_progress_is_edited_in_place(opened, idle):
    page = page_of(opened)
    page.cells.toggle_row(page.model.row_of(0))
    row = page.model.row_of(0, "平湖市")
    status = page.model.index(row, page.model.column_of("status"))
    assert page.model.data(status) == "未报送"
    page.model.setData(status, "推进中")
    idle(opened)
    report = opened.desk.state.snapshot.report("T0001", "平湖市", "2022年第三季度")
    assert report.fields["status"] == "推进中"
    row = page.model.row_of(0, "平湖市")
    assert page.model.data(page.model.index(row, page.model.column_of("status"))) == "推进中"


def test_copy_and_paste_keep_line_breaks(opened, idle):
    page = page_of(opened)
    first = page.model.row_of(0)
    column = page.model.column_of("remarks")
    page.table.setColumnHidden(column, False)
    page.table.select_block(first, column, first, column)
    QGuiApplication.clipboard().setText('"甲\n乙"\r\n丙')
    opened.act("paste")
    idle(opened)
    tasks = opened.desk.state.snapshot.tasks
    assert (tasks[0].remarks, tasks[1].remarks) == ("甲\n乙", "丙")
    page.table.select_block(first, column, first, column)
    opened.act("copy")
    assert QGuiApplication.clipboard().mimeData().text() == '"甲\n乙"'


def test_fill_down_and_clear(opened, idle):
    page = page_of(opened)
    rows = [page.model.row_of(2), page.model.row_of(4)]
    column = page.model.column_of("lead")
    page.table.select_block(rows[0], column, rows[1], column)
    opened.act("fill_down")
    idle(opened)
    assert [task.lead.units for task in opened.desk.state.snapshot.tasks[2:]] == [("市信访局",)] * 3
    page.table.select_block(rows[1], column, rows[1], column)
    opened.act("clear")
    idle(opened)
    assert opened.desk.state.snapshot.tasks[4].lead.kind is LeadKind.MISSING


def test_keys_in_the_editor(opened, qtbot, idle):
    page = page_of(opened)
    page.table.go(cell(opened, 1, "lead"))
    page.table.setFocus()
    editor = page.table.start_edit(page.table.currentIndex())
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert "\n" in editor.toPlainText()
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    idle(opened)
    assert opened.desk.state.snapshot.tasks[1].lead.units == ("市政府办公室",)
    page.table.go(cell(opened, 1, "support"))
    editor = page.table.start_edit(page.table.currentIndex())
    editor.selectAll()
    qtbot.keyClicks(editor, "scjg")
    assert editor.completer.popup().isVisible()
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.toPlainText() == "市市场监管局"
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    idle(opened)
    assert opened.desk.state.snapshot.tasks[1].support.units == ("市市场监管局",)


def test_insert_and_delete_a_task(opened, idle, clerk):
    page = page_of(opened)
    page.table.go(cell(opened, 1, "text"))
    opened.act("add_task")
    idle(opened)
    tasks = opened.desk.state.snapshot.tasks
    assert len(tasks) == 6
    assert tasks[2].section == tasks[1].section
    page.table.go(cell(opened, 2, "text"))
    clerk.answers = [True]
    opened.act("delete_task")
    idle(opened)
    assert [task.id for task in opened.desk.state.snapshot.tasks] == ["T0001", "T0002", "T0003", "T0004", "T0005"]


def test_search_by_initials_sort_and_filter(opened):
    model = page_of(opened).model
    model.choose(search="xfj")
    assert {model.task_at(at).number for at in range(len(model.rows)) if model.task_at(at)} == {"1", "3"}
    model.choose(search="", sort="number", descending=True)
    assert [model.task_at(at).number for at in range(len(model.rows))] == ["5", "4", "3", "2", "1"]
    model.choose(sort="", columns={"lead": frozenset({"市信访局"})})
    assert model.task_count() == 1


def test_model_is_a_model(opened, qtmodeltester):
    model = page_of(opened).model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.choose(folded_out=frozenset({"T0001"}))
    model.choose(search="信访")
    model.choose(search="", sort="lead")
    qtmodeltester.check(model)
    qtmodeltester.check(page_of(opened).findings.model)
    assert tester is not None


def test_a_readonly_ledger_cannot_be_written(window, ledger_path, idle):
    window.desk.session.open(ledger_path, readonly=True)
    idle(window)
    page = page_of(window)
    assert not page.model.flags(cell(window, 1, "lead")) & Qt.ItemFlag.ItemIsEditable
    assert not window.menus.actions["undo"].isEnabled()
    assert "只读" in window.windowTitle()
