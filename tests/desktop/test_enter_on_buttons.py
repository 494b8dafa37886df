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
