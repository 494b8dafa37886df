"""The quick search line: waits until the clerk pauses typing."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

PAUSE = 150


class SearchBox(QLineEdit):
    """``searched(words)`` after a pause; ``left()`` on Enter or the arrow down, to go to what was found."""

    searched = Signal(str)
    left = Signal()

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(250)
        self.setAccessibleName("查找")
        self._timer = QTimer(self, interval=PAUSE, singleShot=True)
        self._timer.timeout.connect(lambda: self.searched.emit(self.text().strip()))
        self.textChanged.connect(lambda _text: self._timer.start())

    def forget(self) -> None:
        """Empty, and search for nothing; what is just being typed stays."""
        if not self._timer.isActive() and self.text():
            self.clear()
            self._timer.stop()

    def stop(self) -> None:
        """Empty, whatever is being typed."""
        self.clear()
        self._timer.stop()

    def take_focus(self) -> None:
        """Put the cursor here, the old words selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter goes to the table, Esc empties, and goes to the table where nothing stands any more."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._timer.stop()
            self.searched.emit(self.text().strip())
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
