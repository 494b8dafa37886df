"""Menus and toolbar made from the table of actions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QToolBar

from gongkai_desk.desktop.actions import ACTIONS, MENUS, Action, Situation, steps
from gongkai_desk.desktop.icons import icon

CIRCLED = "①②③④⑤"
LETTERS = {"文件": "F", "编辑": "E", "查看": "V", "台账": "L", "设置": "S", "帮助": "H"}
"""What Alt opens a menu with, as in every Chinese program."""


class Menus:
    """The QActions of ``window`` by id; ``run(id)`` is called when one is triggered."""

    def __init__(self, window: QMainWindow, run: Callable[[str], None]) -> None:
        self.actions: dict[str, QAction] = {}
        for action in ACTIONS:
            self.actions[action.id] = self._make(action, window, run)
        for title in MENUS:
            menu = window.menuBar().addMenu(f"{title}(&{LETTERS[title]})")
            for action in ACTIONS:
                if action.menu == title:
                    if action.line:
                        menu.addSeparator()
                    menu.addAction(self.actions[action.id])
        self.bar = self._toolbar(window)

    @staticmethod
    def _make(action: Action, window: QMainWindow, run: Callable[[str], None]) -> QAction:
        made = QAction(action.text, window)
        if action.key:
            made.setShortcut(QKeySequence(action.key))
        key = f"（{action.key}）" if action.key else ""
        made.setToolTip(f"{action.tip or action.text}{key}")
        made.setStatusTip(action.tip)
        made.triggered.connect(lambda _checked=False: run(action.id))
        return made

    def _toolbar(self, window: QMainWindow) -> QToolBar:
        bar = QToolBar("办理步骤", window)
        bar.setObjectName("steps")
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.setIconSize(QSize(20, 20))
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for action in steps():
            made = self.actions[action.id]
            made.setIcon(icon(action.icon))
            made.setIconText(f"{CIRCLED[action.step - 1]} {action.text}")
            bar.addAction(made)
        bar.addSeparator()
        for action_id in ("board", "undo", "redo"):
            made = self.actions[action_id]
            made.setIcon(icon(next(action.icon for action in ACTIONS if action.id == action_id)))
            bar.addAction(made)
        window.addToolBar(bar)
        return bar

    def follow(self, now: Situation, waiting: dict[str, str]) -> None:
        """Enable what can be used now, and put what waits beside its step."""
        for action in ACTIONS:
            self.actions[action.id].setEnabled(action.when(now))
        for action in steps():
            words = waiting.get(action.id, "")
            self.actions[action.id].setIconText(f"{CIRCLED[action.step - 1]} {action.text}{' ' + words if words else ''}")
