"""Unit cells, deadline cells and findings, worked as a clerk works them."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from gongkai_desk.domain import LeadKind
from gongkai_desk.ledger import Change

from .conftest import ROUND
from .test_keys_in_the_table import ALT, CTRL, SHIFT, Key, clip, hands

__all__ = ["hands"]


def offers(hands):
    editor = QApplication.focusWidget()
    return editor._model.stringList() if editor.popup().isVisible() else []


def test_chinese_from_an_input_method_is_offered_units(hands):
    hands.go(4, "lead")
    hands.type("信访")
    assert offers(hands) == ["市信访局"]
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Return)
    hands.settle()
    assert hands.task(4).lead.units == ("市信访局",)


def test_a_second_and_third_unit_in_one_cell(hands):
    hands.go(4, "support")
    hands.type("sfj")
    hands.press(Key.Key_Return)
    hands.type("、")
    hands.type("scjg")
    hands.press(Key.Key_Return)
    hands.type("，")
    hands.type("xfj")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Return)
    hands.settle()
    assert hands.task(4).support.units == ("市司法局", "市市场监管局", "市信访局")


def test_a_unit_in_the_middle_of_a_cell_is_replaced(hands):
    hands.go(3, "lead")
    hands.press(Key.Key_F2)
    hands.press(Key.Key_Home, CTRL)
    hands.press(Key.Key_Right, SHIFT, times=6)
    hands.type("xf")
    hands.press(Key.Key_Return)
    assert QApplication.focusWidget().toPlainText() == "市信访局、市司法局分别负责"
    hands.press(Key.Key_Return)
    hands.settle()
    assert (hands.task(3).lead.kind, hands.task(3).lead.units) == (LeadKind.EACH, ("市信访局", "市司法局"))


def test_a_name_written_out_leaves_by_one_enter(hands):
    hands.go(4, "support")
    hands.type("南湖区")
    hands.press(Key.Key_Return)
    assert QApplication.focusWidget() is hands.table
    hands.settle()
    assert hands.task(4).support.units == ("南湖区",)


def test_escape_closes_the_offers_first_and_the_cell_then(hands):
    hands.go(4, "support")
    hands.type("sfj")
    hands.press(Key.Key_Escape)
    editor = QApplication.focusWidget()
    assert editor is not hands.table and editor.toPlainText() == "sfj"
    hands.press(Key.Key_Escape)
    assert QApplication.focusWidget() is hands.table
    hands.settle()
    assert hands.task(4).support.units == ()


def test_an_arrow_chooses_among_the_offers(hands):
    hands.go(4, "support")
    hands.type("s")
    names = offers(hands)
    assert len(names) > 2
    QTest.keyClick(QApplication.focusWidget().popup(), Key.Key_Down)
    hands.press(Key.Key_Tab)
    hands.settle()
    assert hands.task(4).support.units == (names[1],)


def test_a_shared_lead_stays_shared_when_its_words_are_changed(hands):
    hands.go(0, "lead")
    hands.press(Key.Key_F2)
    assert QApplication.focusWidget().toPlainText().startswith("共性工作：")
    hands.type("、")
    hands.type("市统计局")
    hands.press(Key.Key_Return)
    hands.settle()
    lead = hands.task(0).lead
    assert lead.kind is LeadKind.SHARED and "市统计局" in lead.units


@pytest.mark.parametrize(("typed", "due", "raw"), [
    ("6月底前", "2022-06-30", "6月底前"),
    ("2022-7-15", "2022-07-15", "2022-7-15"),
    ("全年", "2022-12-31", "全年"),
    ("长期坚持", None, "长期坚持"),
    ("每季度", "2022-06-30", "每季度"),
])
def test_deadlines_as_they_are_typed(hands, typed, due, raw):
    hands.go(4, "deadline")
    clip(typed)
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    deadline = hands.task(4).deadline
    assert deadline.raw == raw
    assert (deadline.due.isoformat() if deadline.due else None) == due
    shown = hands.model.index(hands.model.row_of(4), hands.model.column_of("deadline")).data()
    assert raw in shown


def test_the_reading_is_told_while_typing(hands):
    hands.go(4, "deadline")
    hands.type("9月底前")
    assert "2022-09-30" in QToolTip.text()
    hands.press(Key.Key_Escape)


def test_a_line_break_in_a_cell_is_kept_and_seen(hands):
    hands.go(2, "text")
    hands.press(Key.Key_F2)
    hands.press(Key.Key_Return, ALT)
    hands.type("abc")
    hands.press(Key.Key_Return)
    hands.settle()
    assert hands.task(2).text.endswith("\nabc")
    assert hands.table.rowHeight(hands.model.row_of(2)) > hands.table.line() + 8


def test_all_sure_findings_are_fixed_and_taken_back(hands):
    clip("市政府办公室、市司法局")
    hands.go(1, "support")
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    pane = hands.page.findings
    before = len(hands.window.desk.state.findings)
    assert pane.all_button.isEnabled() and pane.all_button.text() == "全部修复 1"
    pane.all_button.click()
    hands.settle()
    assert hands.task(1).support.units == ("市司法局",)
    assert len(hands.window.desk.state.findings) == before - 1
    hands.press(Key.Key_Z, CTRL)
    hands.settle()
    assert hands.task(1).support.units == ("市政府办公室", "市司法局")


def unit_cell(hands, column):
    hands.go(0, "number")
    if not hands.model.choice.folded_out:
        hands.press(Key.Key_E, CTRL)
    row = hands.model.row_of(0, "平湖市")
    hands.table.go(hands.model.index(row, hands.model.column_of(column)))
    hands.table.setFocus()


def reported(hands):
    report = hands.window.desk.state.snapshot.report("T0001", "平湖市", ROUND)
    return report.fields if report is not None else None


@pytest.mark.parametrize(("typed", "status"), [("已办结", "已完成"), ("正在办理", "推进中"), ("100%", "已完成"), ("不涉及", "不涉及")])
def test_a_pasted_state_is_read_as_in_a_form(hands, typed, status):
    unit_cell(hands, "status")
    clip(typed)
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    assert reported(hands) == {"status": status}


def test_what_is_no_state_is_refused_with_a_sentence(hands, clerk):
    unit_cell(hands, "status")
    clip("abc")
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    assert reported(hands) is None
    assert "不是完成状态" in clerk.said[-1] and "状态用语" in clerk.said[-1]
    row = hands.model.row_of(0, "平湖市")
    assert hands.model.index(row, hands.model.column_of("status")).data() == "未报送"


def test_the_offices_own_word_is_understood(hands):
    hands.window.desk.session.apply("状态用语", [Change("setting", "status_words", "*", {"收尾": "推进中"})])
    hands.settle()
    unit_cell(hands, "status")
    clip("收尾")
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    assert reported(hands) == {"status": "推进中"}


def test_rows_of_units_copied_to_others_bring_no_word_for_nothing(hands, clerk):
    """未报送 is what an empty cell shows: pasted elsewhere it empties, and the rest of the block goes along."""
    hands.page.cells.toggle_row(hands.model.row_of(0))
    status, progress = hands.model.column_of("status"), hands.model.column_of("progress")
    rows = [hands.model.row_of(0, unit) for unit in ("平湖市", "海宁市")]
    hands.table.select_block(rows[0], status, rows[0], progress)
    hands.table.setCurrentIndex(hands.model.index(rows[0], status))
    hands.table.select_block(rows[0], status, rows[0], progress)
    hands.press(Key.Key_C, CTRL)
    hands.settle()
    hands.table.go(hands.model.index(rows[1], status))
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    assert clerk.said == []
    report = hands.window.desk.state.snapshot.report("T0001", "海宁市", ROUND)
    assert report is None or not report.fields.get("status")
