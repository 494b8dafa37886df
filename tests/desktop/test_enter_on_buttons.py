"""Enter presses the button that has the focus, as Space does: on Windows both do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_the_focused_button(window, idle, clerk, qtbot, key):
    pressed = next(each for each in window.pages["start"].findChildren(QPushButton) if each.text().startswith("打开台账"))
    pressed.setFocus()
    clerk.answers = [[]]
    qtbot.keyClick(pressed, key)
    idle(window)
    assert clerk.answers == []


def test_enter_begins_the_first_ledger_when_there_is_none(window, idle, clerk, qtbot):
    assert window.focusWidget() is window.pages["start"].first
    clerk.answers = [[]]
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    idle(window)
    assert clerk.answers == []


def test_enter_opens_the_ledger_worked_on_last(window, idle, qtbot, ledger_path):
    window.desk.settings.remember_ledger(str(ledger_path))
    window.go("start")
    idle(window)
    assert window.focusWidget() is window.pages["start"].view
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    idle(window)
    assert window.desk.state is not None and window.current.name == "ledger"
