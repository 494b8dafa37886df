"""Editing in a cell: text of several lines, units with completion by name and initials, deadlines that say how they are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QPlainTextEdit, QToolTip, QWidget

from gongkai_desk.desktop import theme

_TOKEN = re.compile(r"[^、，,；;：:\s]*$")
MOST_LINES = 9
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down", Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right"}


class CellEditor(QPlainTextEdit):
    """Several lines in place. ``left(step)``: left for ``down``, ``up``, ``right``, ``left``, ``fill`` or ``back``, or by an
    arrow (``to-down`` …).

    As in Excel, arrows leave a cell that is being typed over (``over``), and move inside one that was opened by F2.
    """

    left = Signal(str)
    over = False
    begun = False

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(False)
        self.setStyleSheet(f"CellEditor, UnitEditor, DeadlineEditor {{ border: 2px solid {theme.ACCENT}; }}")
        self._area = QRect()
        self.textChanged.connect(self._grow)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(1)
        self.setAccessibleName("单元格内容")
        self.setAcceptDrops(False)  # files dropped here are for the window

    def begin(self, text: str) -> None:
        """Begin with what the cell holds, the cursor behind it. Once only: when the cell is told anew, what is being typed stays.
        """
        if not self.begun:
            self.begun = True
            self.setPlainText(text)
            self.moveCursor(QTextCursor.MoveOperation.End)

    def lie_over(self, area: QRect) -> None:
        """Lie over a cell at ``area``; where the text needs more lines, grow downwards over the next cells."""
        self._area = area
        self._grow()

    def _grow(self) -> None:
        if self._area.isNull():
            return
        self.setGeometry(self._area)
        lines = min(MOST_LINES, round(self.document().size().height()))
        area = QRect(self._area)
        area.setHeight(max(area.height(), lines * self.fontMetrics().lineSpacing() + 8))
        parent = self.parentWidget()
        if parent is not None:
            area.moveBottom(min(area.bottom(), max(parent.height(), area.height()) - 1))
        self.setGeometry(area)

    def typed(self, text: str) -> None:
        """Begin with ``text`` in place of what the cell held."""
        self.over = True
        self.selectAll()
        self.insertPlainText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter goes down, Shift+Enter up, Tab right, Alt+Enter breaks the line, Ctrl+Enter fills the selection, Esc gives up; F2
        goes between typing over and moving inside."""
        key, keys = event.key(), event.modifiers()
        plain = not keys & ~Qt.KeyboardModifier.KeypadModifier
        if key in _ENTER and keys & Qt.KeyboardModifier.AltModifier:
            self.insertPlainText("\n")
        elif key in _ENTER:
            control, shift = keys & Qt.KeyboardModifier.ControlModifier, keys & Qt.KeyboardModifier.ShiftModifier
            self.left.emit("fill" if control else "up" if shift else "down")
        elif key == Qt.Key.Key_Tab:
            self.left.emit("right")
        elif key == Qt.Key.Key_Backtab:
            self.left.emit("left")
        elif key == Qt.Key.Key_Escape:
            self.left.emit("back")
        elif key == Qt.Key.Key_F2:
            self.over = not self.over
        elif self.over and plain and key in _ARROWS:
            self.left.emit(f"to-{_ARROWS[Qt.Key(key)]}")
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class UnitEditor(CellEditor):
    """Offers units as they are typed, by name or by the first letters of their reading."""

    def __init__(self, parent: QWidget, names: Sequence[str], letters: Callable[[str], Sequence[str]]) -> None:
        super().__init__(parent)
        self._names = tuple(names)
        self._letters = letters
        self._model = QStringListModel(self)
        self.completer = QCompleter(self._model, self)
        self.completer.setWidget(self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setWrapAround(False)  # Down on the last offer stays there: what Enter takes is never nothing
        self.completer.activated.connect(self._take)

    def typed(self, text: str) -> None:
        """Begin with ``text``, and offer units for it."""
        super().typed(text)
        self._offer()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """While the offers are shown, Enter takes one, and another unit may follow; Tab takes it and goes on to the next cell."""
        popup = self.popup()
        if popup.isVisible() and event.key() in (*_ENTER, Qt.Key.Key_Tab) and popup.currentIndex().isValid():
            name = str(popup.currentIndex().data())
            popup.hide()
            self._take(name)
            if event.key() == Qt.Key.Key_Tab:
                self.left.emit("right")
            event.accept()
            return
        if popup.isVisible() and event.key() == Qt.Key.Key_Escape:
            popup.hide()
            event.accept()
            return
        super().keyPressEvent(event)
        if event.text():
            self._offer()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802
        """Chinese is offered for too, as soon as the input method has given it."""
        super().inputMethodEvent(event)
        if event.commitString():
            self._offer()

    def popup(self) -> QAbstractItemView:
        """The list of offers."""
        shown = self.completer.popup()
        assert shown is not None
        return shown

    def offers(self, token: str) -> list[str]:
        """Names for ``token``: those that begin with it, then those whose letters do, then those that contain it."""
        if not token:
            return []
        wanted = token.lower()
        first, second, third = [], [], []
        for name in self._names:
            if name.startswith(token):
                first.append(name)
            elif wanted.isascii() and any(each.startswith(wanted) for each in self._letters(name)):
                second.append(name)
            elif token in name or (wanted.isascii() and any(wanted in each for each in self._letters(name))):
                third.append(name)
        return [name for name in (*first, *second, *third) if name != token][:12]

    def _token(self) -> str:
        cursor = self.textCursor()
        found = _TOKEN.search(self.toPlainText()[: cursor.position()][-60:])
        return found.group() if found else ""

    def _offer(self) -> None:
        offers = self.offers(self._token())
        if not offers:
            self.popup().hide()
            return
        self._model.setStringList(offers)
        area = self.cursorRect()
        area.setWidth(240)
        self.completer.complete(area)
        whole = self._token() in self._names  # a name written out is meant as it stands: Enter leaves the cell
        self.popup().setCurrentIndex(QModelIndex() if whole else self._model.index(0, 0))

    def _take(self, name: str) -> None:
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(self._token()))
        cursor.insertText(name)
        self.setTextCursor(cursor)


class DeadlineEditor(CellEditor):
    """Shows below the cell what the wording is understood to mean."""

    def __init__(self, parent: QWidget, reading: Callable[[str], str]) -> None:
        super().__init__(parent)
        self._reading = reading
        self.textChanged.connect(self._tell)

    def _tell(self) -> None:
        if not self.hasFocus():
            return
        words = self._reading(self.toPlainText().strip())
        QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), words, self)
