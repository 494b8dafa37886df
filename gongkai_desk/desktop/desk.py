"""What every page is given: the services of the window, so that no page knows the window itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gongkai_desk.desktop.dialogs import Dialogs
from gongkai_desk.desktop.jobs import Jobs
from gongkai_desk.desktop.session import Session
from gongkai_desk.desktop.settings import Settings
from gongkai_desk.desktop.state import State


@dataclass
class Desk:
    """``say`` writes in the status line; ``go(page, **what)`` brings a page to the front; ``back()`` gives the middle back;
    ``act(id)`` runs an action of the table; ``page()`` names the page in front; ``frame`` is where pages lie."""

    settings: Settings
    jobs: Jobs
    thoughts: Jobs
    session: Session
    dialogs: Dialogs
    today: Callable[[], date]
    say: Callable[[str], None] = field(default=lambda _text: None)
    go: Callable[..., None] = field(default=lambda _page, **_what: None)
    back: Callable[[], None] = field(default=lambda: None)
    act: Callable[[str], None] = field(default=lambda _action: None)
    page: Callable[[], str] = field(default=lambda: "")
    frame: QWidget | None = None

    @property
    def state(self) -> State | None:
        """The open ledger."""
        return self.session.state


BACK = "back"
"""The property of the button that leads back: the keyboard never starts on it, where Enter would lose what was read."""


class Page(QWidget):
    """A screen that takes the middle.

    ``show_state`` is called with every new state while it is in front, ``enter`` when it comes there.

    ``name`` is its key, ``title`` what it is called, ``help`` what F1 shows (a key of ``help.py``).
    """

    name = ""
    title = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.frame)  # at once in its place: a tree that is moved is dressed anew, every widget of it
        self.desk = desk
        self.setAccessibleName(self.title)

    def enter(self, **_what: Any) -> None:
        """The page comes to the front."""

    def begins(self) -> QWidget | None:
        """Where the keyboard stands first; None: in the first table or list."""
        return None

    def show_state(self, state: State | None) -> None:
        """The ledger changed."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc empties a search line, then gives the middle back; Enter presses the button that has the focus, as Space does;
        Ctrl+Enter the coloured one."""
        focused = self.focusWidget()
        search = focused if isinstance(focused, QLineEdit) and focused.isClearButtonEnabled() and focused.text() else None
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        main = self.main_button() if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier else None
        if main is not None:
            main.click()
        elif event.key() == Qt.Key.Key_Escape and search is not None:
            search.clear()
        elif event.key() == Qt.Key.Key_Escape and self.name not in ("ledger", "start"):
            self.desk.back()
        elif enter and isinstance(focused, QPushButton):
            focused.click()
        else:
            super().keyPressEvent(event)

    def main_button(self) -> QPushButton | None:
        """The coloured button, which does what the page is for, where it can be pressed now."""
        buttons = (each for each in self.findChildren(QPushButton) if each.property("primary"))
        return next((each for each in buttons if each.isVisible() and each.isEnabled()), None)

    def commands(self) -> dict[str, Callable[[], None]]:
        """Handlers of actions that mean something on this page, by action id."""
        return {}

    def may_leave(self) -> bool:
        """Whether the page may be left; it asks itself where something would be lost."""
        return True


def label(text: str, role: str = "") -> QLabel:
    """A label; ``role`` (title, hint, empty) gives its look."""
    made = QLabel(text)
    if role:
        made.setProperty("role", role)
    made.setWordWrap(role in ("hint", "empty"))
    return made


def button(text: str, clicked: Callable[[], Any], *, primary: bool = False, tip: str = "") -> QPushButton:
    """A push button."""
    made = QPushButton(text)
    made.clicked.connect(lambda _checked=False: clicked())
    made.setProperty("primary", primary)
    made.setAutoDefault(False)
    if tip:
        made.setToolTip(tip)
    return made


def page_head(page: Page, hint: str, *extra: QWidget) -> QHBoxLayout:
    """The head of a page: back, title, one sentence, and what else belongs there."""
    line = QHBoxLayout()
    line.setSpacing(10)
    back = button("‹ 返回", page.desk.back, tip="回到台账")
    back.setProperty(BACK, True)
    line.addWidget(back)
    line.addWidget(label(page.title, "title"))
    words = label(hint, "hint")
    line.addWidget(words, 1)
    for widget in extra:
        line.addWidget(widget)
    return line


def page_column(page: QWidget) -> QVBoxLayout:
    """The vertical layout of a page with its usual margins."""
    column = QVBoxLayout(page)
    column.setContentsMargins(14, 10, 14, 10)
    column.setSpacing(8)
    return column
