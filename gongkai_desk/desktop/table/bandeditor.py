"""A heading is renamed where it stands: a line over its band. Enter takes the new words, Esc leaves the old ones."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gongkai_desk.desktop import theme
from gongkai_desk.desktop.crash import last_resort

_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class BandEditor(QLineEdit):
    """Over the band at ``area`` of ``parent``; ``taken(words)`` is called once, where other words than ``text`` were typed.
    ``closed()``: it is gone.
    """

    closed = Signal()

    def __init__(self, parent: QWidget, area: QRect, text: str, taken: Callable[[str], None]) -> None:
        super().__init__(text, parent)
        self._text, self._taken, self._ended = text, taken, False
        self.setAccessibleName("章节标题")
        self.setAcceptDrops(False)
        self.setStyleSheet(f"BandEditor {{ border: 2px solid {theme.ACCENT}; padding: 0 4px; }}")
        self.setGeometry(area)
        self.show()
        self.setFocus()
        self.selectAll()

    @last_resort
    def event(self, event: QEvent) -> bool:
        """F2 is no command here: it would end the typing and begin anew. Tab goes back to the table, not to the next widget."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _TABS:
            self.finish(take=True)
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F2:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter takes what was typed, Esc gives up."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish(take=True)
        elif event.key() == Qt.Key.Key_Escape:
            self.finish(take=False)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Whoever goes elsewhere has finished; a menu of the line itself is nowhere else."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish(take=True)

    def finish(self, *, take: bool) -> None:
        """Give the keyboard back to the table."""
        if self._ended:
            return
        self._ended = True
        here, words = self.hasFocus(), " ".join(self.text().split())
        self.hide()
        self.deleteLater()
        table = self.parentWidget()
        if here and table is not None:
            table.setFocus()
        if take and words != self._text:
            self._taken(words)
        self.closed.emit()

    def scrolled(self, _value: int) -> None:
        """The band goes away under the line."""
        self.finish(take=True)
