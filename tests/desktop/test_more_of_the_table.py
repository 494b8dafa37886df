"""Fill by drawing, review, hover, menu, filter pop-up, replace: what hands do to the table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from gongkai_desk.desktop.table.filters import FilterPopup
from gongkai_desk.domain import DeadlineKind, Review

ROUND = "2022年第三季度"


def page_of(window):
    return window.pages["ledger"]


def index_of(window, task_at, key):
    page = page_of(window)
    return page.model.index(page.model.row_of(task_at), page.model.column_of(key))


def test_drawing_the_corner_down_fills_a_lead(opened, idle, qtbot):
    page = page_of(opened)
    page.table.go(index_of(opened, 1, "lead"))
    view = page.table.viewport()
    corner = page.table.handle.area().center()
    target = page.table.visualRect(index_of(opened, 3, "lead")).center()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=corner)
    qtbot.mouseMove(view, target)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=target)
    idle(opened)
    assert [task.lead.units for task in opened.desk.state.snapshot.tasks[1:4]] == [("市政府办公室",)] * 3


def test_reports_are_reviewed(opened, idle, clerk):
    page = page_of(opened)
    page.cells.toggle_row(page.model.row_of(0))
    page.table.go(page.model.index(page.model.row_of(0, "海宁市"), 1))
    opened.act("review_pass")
    idle(opened)
    assert opened.desk.state.snapshot.report("T0001", "海宁市", ROUND).review is Review.PASSED
    page.table.go(page.model.index(page.model.row_of(0, "南湖区"), 1))
    clerk.answers = ["缺佐证材料"]
    opened.act("review_return")
    idle(opened)
    report = opened.desk.state.snapshot.report("T0001", "南湖区", ROUND)
    assert (report.review, report.review_reason) == (Review.RETURNED, "缺佐证材料")


def test_a_resting_mouse_tells_findings_and_history(opened, idle, qtbot):
    page = page_of(opened)
    page.model.setData(index_of(opened, 4, "lead"), "市信访局")
    idle(opened)
    index = index_of(opened, 4, "lead")
    page.table.scrollTo(index)
    point = page.table.visualRect(index).center()
    event = QHelpEvent(QEvent.Type.ToolTip, point, page.table.viewport().mapToGlobal(point))
    QApplication.sendEvent(page.table.viewport(), event)
    qtbot.waitUntil(lambda: "修改记录" in QToolTip.text(), timeout=5000)
    assert "市信访局" in QToolTip.text()
    QToolTip.hideText()


def test_the_menu_under_the_right_button(opened, idle, qtbot):
    page = page_of(opened)
    page.table.go(index_of(opened, 2, "deadline"))
    page.cells.menu(QPoint(200, 200))
    menu = next(each for each in page.table.findChildren(QMenu) if each.actions())
    entry = next(each for each in menu.actions() if each.text().startswith("确认完成时限"))
    entry.trigger()
    menu.close()
    idle(opened)
    assert opened.desk.state.snapshot.tasks[2].deadline.confirmed_by == "经办人"


def test_the_filter_of_a_column(opened, qtbot):
    page = page_of(opened)
    page.filters.open(page.model.column_of("lead"))
    popup = next(iter(page.findChildren(FilterPopup)))
    popup._tick(False)
    item = next(each for each in popup._items() if each.text().startswith("市信访局"))
    item.setCheckState(Qt.CheckState.Checked)
    popup.accept()
    assert page.model.task_count() == 1
    assert page.filter_words.text() == "显示 1 / 5 项"
    opened.act("clear_filter")
    assert page.model.task_count() == 5


def test_replace_in_a_column(opened, idle, clerk):
    page = page_of(opened)
    page.table.go(index_of(opened, 0, "text"))
    clerk.answers = ["公开", "公布"]
    opened.act("replace")
    idle(opened)
    texts = [task.text for task in opened.desk.state.snapshot.tasks]
    assert not any("公开" in text for text in texts) and sum("公布" in text for text in texts) == 3


def test_overruling_a_state_needs_a_reason(opened, idle, clerk):
    page = page_of(opened)
    page.table.go(index_of(opened, 1, "text"))
    clerk.answers = ["已完成", "现场核实"]
    opened.act("overrule")
    idle(opened)
    state = opened.desk.state.standing.states["T0002"]
    assert state.label == "已完成"
    page.table.go(index_of(opened, 1, "text"))
    clerk.answers = ["撤销核定"]
    opened.act("overrule")
    idle(opened)
    assert opened.desk.state.standing.states["T0002"].verdict is None


def test_findings_are_fixed_and_waived(opened, idle, clerk):
    page = page_of(opened)
    before = len(opened.desk.state.findings)
    finding = next(each for each in opened.desk.state.findings if each.rule == "missing-lead")
    clerk.answers = ["年底前补"]
    page.findings.choose(finding.key)
    page.findings.waive.click()
    idle(opened)
    assert all(each.key != finding.key for each in opened.desk.state.findings)
    assert len(opened.desk.state.findings) < before


def test_findings_become_a_workbook(opened, idle, clerk, tmp_path):
    clerk.answers = [tmp_path]
    opened.act("findings_report")
    idle(opened)
    assert list(tmp_path.glob("*疑点清单.xlsx"))


def test_a_new_round_is_shown_at_once(opened, idle, clerk):
    clerk.answers = ["2022年第四季度"]
    opened.act("new_round")
    idle(opened)
    assert opened.desk.state.round == "2022年第四季度"
    page = page_of(opened)
    assert page.round_box.currentText() == "2022年第四季度"
    page.round_box.setCurrentText(ROUND)
    page.round_box.activated.emit(0)
    idle(opened)
    assert opened.desk.state.round == ROUND


def test_widths_and_order_are_remembered(opened, idle, ledger_path: Path):
    page = page_of(opened)
    page.table.setColumnWidth(4, 222)
    page.remember()
    opened.act("close")
    idle(opened)
    assert opened.current.name == "start"
    opened.take_paths([ledger_path])
    idle(opened)
    assert page.table.columnWidth(4) == 222


def test_a_deadline_editor_tells_its_reading(opened):
    from gongkai_desk.desktop.table.delegate import reading_of

    model = page_of(opened).model
    assert reading_of(model, "9月底前").startswith("理解为：2022-09-30")
    assert model.state.snapshot.tasks[4].deadline.kind is DeadlineKind.NONE
    assert opened.desk.today() == date(2022, 9, 20)


def test_columns_are_moved_but_not_among_the_frozen_ones(opened):
    header = page_of(opened).table.horizontalHeader()
    header.moveSection(header.visualIndex(5), header.visualIndex(4))
    assert header.visualIndex(5) == 4
    header.moveSection(header.visualIndex(6), 0)
    assert header.visualIndex(6) == 6
    assert header.visualIndex(0) == 0
