"""Ctrl+H: one dialog, as in Excel; what it changes is told before and after."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from gongkai_desk.desktop.dialogs import Dialogs
from gongkai_desk.desktop.pages.table_commands import replaced

from .test_keys_in_the_table import CTRL, SHIFT, Key, hands

__all__ = ["hands"]


def test_in_the_whole_column_where_one_cell_is_selected(hands, clerk):
    hands.go(1, "lead")
    clerk.answers = ["市司法局", "市信访局"]
    hands.press(Key.Key_H, CTRL)
    hands.settle()
    assert "牵头单位" in clerk.said[-2]
    assert hands.task(3).lead.units == ("市市场监管局", "市信访局")
    assert hands.task(1).support.units == ("市司法局",), "another column"
    hands.press(Key.Key_Z, CTRL)
    hands.settle()
    assert hands.task(3).lead.units == ("市市场监管局", "市司法局")


def test_only_in_the_selected_cells(hands, clerk):
    hands.go(1, "text")
    hands.press(Key.Key_Down, SHIFT)
    clerk.answers = ["公开", "公布"]
    hands.press(Key.Key_H, CTRL)
    hands.settle()
    assert "公布" in hands.task(2).text and "公布" not in hands.task(4).text


def test_in_several_columns_where_one_row_is_selected(hands, clerk):
    hands.go(1, "lead")
    hands.press(Key.Key_Right, SHIFT)
    clerk.answers = ["市司法局", "市信访局"]
    hands.press(Key.Key_H, CTRL)
    hands.settle()
    assert "“牵头单位、配合单位”这 2 列" in clerk.said[-2]
    assert hands.task(3).lead.units == ("市市场监管局", "市信访局") and hands.task(1).support.units == ("市信访局",)


@pytest.mark.parametrize(
    ("asked", "written", "said"),
    [
        (3, 3, "替换了 3 个单元格，可按 Ctrl+Z 撤销"),
        (3, 1, "替换了 1 个单元格，可按 Ctrl+Z 撤销；2 格由系统计算或不能改，没有改"),
        (2, 0, "2 格由系统计算或不能改，没有改"),
    ],
)
def test_only_what_was_replaced_can_be_taken_back(asked, written, said):
    assert replaced(asked, written) == said


def test_given_up_nothing_changes(hands, clerk):
    hands.go(1, "text")
    clerk.answers = [None]
    hands.press(Key.Key_H, CTRL)
    hands.settle()
    assert len(hands.window.desk.state.steps) == 1


def test_the_dialog_itself(window, qtbot):
    dialogs = Dialogs(window, window.desk.settings)

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QDialog)
        first, second = box.findChildren(QLineEdit)
        QTest.keyClick(first, Qt.Key.Key_Return)
        assert box.isVisible(), "nothing to look for yet"
        first.setText("甲")
        second.setText("乙")
        QTest.keyClick(second, Qt.Key.Key_Return)

    QTimer.singleShot(200, answer)
    assert dialogs.pair("替换", ("查找内容：", "替换为："), "说明", "全部替换") == ("甲", "乙")
