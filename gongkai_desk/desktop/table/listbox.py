"""A cell whose value is one of a few: the list opens by an arrow or a click, Enter and Tab leave as in every cell."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

_STEPS = {
    Qt.Key.Key_Return: "down",
    Qt.Key.Key_Enter: "down",
    Qt.Key.Key_Tab: "right",
    Qt.Key.Key_Backtab: "left",
    Qt.Key.Key_Escape: "back",
}


class ListBox(QComboBox):
    """``left(step)``: left as :class:`~gongkai_desk.desktop.table.editors.CellEditor` is; ``stay`` when a value was chosen from
    the list."""

    left = Signal(str)
    begun = False

    def __init__(self, parent: QWidget, values: Sequence[str], name: str) -> None:
        super().__init__(parent)
        self.addItems(list(values))
        self.setAccessibleName(name)
        self.activated.connect(lambda _at: self.left.emit("stay"))

    def begin(self, text: str) -> None:
        """Begin with what the cell holds; once only."""
        if not self.begun:
            self.begun = True
            self.setCurrentText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """An arrow opens the list: it must not take the next value unseen."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.left.emit("up" if shift and step == "down" else step)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_F4):
            self.showPopup()
        else:
            super().keyPressEvent(event)
            return
        event.accept()
