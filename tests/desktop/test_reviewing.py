"""审核: passed or returned from the board and from the table, seen where the unit's answer stands, and sent back as files."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gongkai_desk.domain import Report, Review
from gongkai_desk.ledger import Change, report_key

from .conftest import ROUND


@pytest.fixture
def board(opened, idle):
    """The board of a round in which 海宁市 answered two tasks, 南湖区 one; 市司法局 answered the fourth."""
    task = "T0004"
    extra = [Change("report", report_key(task, unit, ROUND), "*", Report(task, unit, ROUND, {"status": "推进中", "progress": "已公示"}))
             for unit in ("市司法局",)]
    opened.desk.session.apply("收表", extra)
    idle(opened)
    opened.go("board")
    idle(opened)
    return opened.pages["board"]


def choose(board, *units):
    board.view.clearSelection()
    mode = board.view.selectionModel().SelectionFlag
    for row, line in enumerate(board.model.values):
        if line.unit in units:
            board.view.selectionModel().select(board.model.index(row, 0), mode.Select | mode.Rows)


def review_of(window, task, unit):
    report = window.desk.state.snapshot.report(task, unit, ROUND)
    return report.review, report.review_reason


def test_a_units_answers_are_passed_on_the_board(board, opened, idle):
    choose(board, "海宁市", "市司法局")
    board.passing.click()
    idle(opened)
    assert [review_of(opened, *each)[0] for each in (("T0001", "海宁市"), ("T0004", "市司法局"), ("T0001", "南湖区"))] == [
        Review.PASSED, Review.PASSED, Review.PENDING]
    assert opened.statusBar().currentMessage().startswith("审核通过 2 份报送")
    choose(board, "海宁市")
    board.passing.click()
    idle(opened)
    assert "没有待审的报送" in opened.statusBar().currentMessage()


def test_a_unit_is_returned_on_the_board_and_its_form_sent_back(board, opened, idle, clerk, tmp_path):
    assert not board.sending.isEnabled()
    choose(board, "南湖区")
    clerk.answers = ["缺佐证材料"]
    board.returning.click()
    idle(opened)
    assert review_of(opened, "T0001", "南湖区") == (Review.RETURNED, "缺佐证材料")
    assert "退回" in board.model.values[[line.unit for line in board.model.values].index("南湖区")].cells[ROUND].text
    assert board.sending.isEnabled()
    out = tmp_path / "退回"
    out.mkdir()
    clerk.answers = [out, True]
    board.sending.click()
    idle(opened)
    [written] = out.glob("*南湖区*.xlsx")
    assert "退回意见" in load_workbook(written).sheetnames
    assert "1 张" in clerk.said[-1] and clerk.opened == [str(out)]


def test_giving_no_reason_returns_nothing(board, opened, idle, clerk):
    choose(board, "南湖区")
    clerk.answers = [None]
    board.returning.click()
    idle(opened)
    assert review_of(opened, "T0001", "南湖区")[0] is Review.PENDING


def test_nobody_chosen_is_said(board, opened):
    board.view.clearSelection()
    board.passing.click()
    assert "请先选中" in opened.statusBar().currentMessage()
    board.returning.click()
    assert "请先选中" in opened.statusBar().currentMessage()


def test_the_row_of_a_unit_shows_its_review(board, opened, idle, clerk, qtbot):
    choose(board, "南湖区")
    clerk.answers = ["缺佐证材料"]
    board.returning.click()
    idle(opened)
    opened.go("ledger")
    page = opened.pages["ledger"]
    page.cells.toggle_row(page.model.row_of(0))
    number = page.model.column_of("number")

    def shown(unit):
        return page.model.index(page.model.row_of(0, unit), number).data()

    assert (shown("南湖区"), shown("海宁市"), shown("平湖市")) == ("退回", "待审", "")
    page.table.go(page.model.index(page.model.row_of(0, "南湖区"), page.model.column_of("progress")))
    qtbot.waitUntil(lambda: "缺佐证材料" in page.details.text.toPlainText(), timeout=3000)


def test_a_table_filtered_by_a_unit_reviews_that_unit_only(opened, idle, clerk):
    opened.go("ledger", unit="海宁市")
    page = opened.pages["ledger"]
    page.table.go(page.model.index(page.model.row_of(0), page.model.column_of("text")))
    opened.act("review_pass")
    idle(opened)
    assert review_of(opened, "T0001", "海宁市")[0] is Review.PASSED
    assert review_of(opened, "T0001", "南湖区")[0] is Review.PENDING


def test_a_ledger_opened_read_only_offers_no_review(opened, idle, ledger_path, qtbot):
    opened.desk.session.open(ledger_path, readonly=True)
    idle(opened)
    opened.go("board")
    idle(opened)
    board = opened.pages["board"]
    assert not board.passing.isEnabled() and not board.returning.isEnabled() and not board.sending.isEnabled()


def test_a_double_click_opens_the_units_tasks(board, opened, idle, qtbot):
    row = [line.unit for line in board.model.values].index("海宁市")
    place = board.view.visualRect(board.model.index(row, 3)).center()
    QTest.mouseClick(board.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(board.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    idle(opened)
    assert opened.current.name == "ledger"


def test_who_was_chosen_stays_chosen(board, opened, idle, clerk):
    choose(board, "海宁市", "市司法局")
    board.passing.click()
    idle(opened)
    assert set(board._chosen()) == {"海宁市", "市司法局"}
    choose(board, "南湖区")
    clerk.answers = ["缺佐证材料"]
    board.returning.click()
    idle(opened)
    assert board._chosen() == ["南湖区"]
