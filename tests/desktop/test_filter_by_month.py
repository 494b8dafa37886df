"""The filter of 完成时限 groups days by month, as Excel groups dates, and lists only what the other filters leave."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gongkai_desk.desktop.table.filters import FilterPopup, Values, month_of
from gongkai_desk.desktop.table.rows import COLUMN
from gongkai_desk.desktop.table.texts import TASK

from .test_keys_in_the_table import ALT, Key, hands

__all__ = ["hands"]
CHECKED, PART, OFF = Qt.CheckState.Checked, Qt.CheckState.PartiallyChecked, Qt.CheckState.Unchecked


def opened_filter(hands, column):
    hands.go(1, column)
    hands.press(Key.Key_Down, ALT)
    return hands.page.findChild(FilterPopup)


def entries(popup):
    return [item.text() for item in popup._items()]


def test_days_stand_under_their_months_and_blanks_behind(hands):
    popup = opened_filter(hands, "deadline")
    assert entries(popup) == [
        "2022年08月 (1)", "　8月底前 2022-08-31 (1)", "2022年10月 (1)", "　10月 2022-10-31 待确认 (1)",
        "2022年12月 (2)", "　12月底前 2022-12-31 (2)", "（空白） (1)"]
    popup.close()


def test_a_month_is_ticked_by_space(hands):
    popup = opened_filter(hands, "deadline")
    popup._tick(False)
    popup.list.setFocus()
    popup.list.setCurrentRow(4)
    QTest.keyClick(popup.list, Key.Key_Space)
    assert popup._items()[5].checkState() is CHECKED
    QTest.keyClick(popup.list, Key.Key_Return)
    assert hands.model.task_count() == 2


def test_a_month_with_some_of_its_days_is_half_ticked(qtbot, window):
    texts = ["9月5日前\n2022-09-05", "9月底前\n2022-09-30", "全年"]
    popup = FilterPopup("完成时限", Values.of(texts, month_of), None, window)
    popup._items()[1].setCheckState(OFF)
    assert [item.checkState() for item in popup._items()] == [PART, OFF, CHECKED, CHECKED]
    taken = []
    popup.chosen.connect(taken.append)
    popup._items()[0].setCheckState(CHECKED)
    popup.accept()
    assert taken == [None]


def test_only_what_other_filters_leave_is_listed(hands):
    hands.model.choose(columns={"status": frozenset({hands.model.texts.column(COLUMN["status"])[1]})})
    assert 0 < hands.model.task_count() < 5
    popup = opened_filter(hands, "deadline")
    shown = hands.model.texts.column(COLUMN["deadline"])
    left = {shown[row.task] for row in hands.model.rows if row.kind == TASK}
    assert {text.replace("\n", " ") or "（空白）" for text in left} == {
        entry.strip("　").rpartition(" (")[0] for entry in entries(popup) if not entry.startswith("2022年")}
    popup.close()
