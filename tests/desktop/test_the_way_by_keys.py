"""From the file in hand to issued forms without touching the mouse: few keys, no manual."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from .test_import_page import breakdown
from .test_keys_in_the_table import CTRL, Key


def test_from_the_file_to_the_forms(window, idle, clerk, tmp_path, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    pressed = 0

    def press(key, modifier=Qt.KeyboardModifier.NoModifier):
        nonlocal pressed
        pressed += 1
        QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
        idle(window)

    forms = tmp_path / "填报表"
    forms.mkdir()
    clerk.answers = [[breakdown(tmp_path / "分解表.xlsx")], tmp_path, forms]
    press(Key.Key_N, CTRL)  # and the file is chosen
    assert window.current.name == "import"
    press(Key.Key_Return, CTRL)  # 建立台账, and where
    assert window.current.name == "ledger" and window.desk.state is not None
    press(Key.Key_F, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert window.current.name == "issue"
    press(Key.Key_Return, CTRL)  # 生成填报表, and where
    assert len(list(forms.glob("*_填报表.xlsx"))) >= 3
    assert pressed + 2 * 3 <= 25, "each dialog counted as two gestures"
    assert clerk.answers == []
