"""The little square at the selection's corner: drawn down, it fills the rows below, as in Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen

from gongkai_desk.desktop import theme

if TYPE_CHECKING:
    from gongkai_desk.desktop.table.view import TaskView

SIZE = 7


class FillHandle:
    """Of one face of the table: where it is, how it is drawn, what the mouse does with it."""

    def __init__(self, view: TaskView) -> None:
        self._view = view
        self._from: int | None = None
        self._to: int | None = None

    def area(self) -> QRect:
        """The square at the lower right of the current cell when it alone, or a column of cells, is selected."""
        model = self._view.selectionModel()
        if model is None or model.selection().count() != 1:
            return QRect()
        block = model.selection().first()
        if self._view.isColumnHidden(block.right()):
            return QRect()
        cell = self._view.visualRect(self._view.tasks.index(block.bottom(), block.right()))
        return QRect(cell.right() - SIZE + 1, cell.bottom() - SIZE + 1, SIZE, SIZE) if cell.isValid() else QRect()

    def paint(self, painter: QPainter) -> None:
        """The square, and while it is drawn a frame around what will be filled."""
        square = self.area()
        if not square.isValid():
            return
        painter.fillRect(square, QColor(theme.ACCENT))
        if self._to is not None:
            bottom = self._view.rowViewportPosition(self._to) + self._view.rowHeight(self._to)
            left = self._view.columnViewportPosition(self._view.selectionModel().selection().first().left())
            painter.setPen(QPen(QColor(theme.ACCENT), 2, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRect(QPoint(left, square.bottom()), QPoint(square.right(), bottom)))

    def takes(self, event: QEvent) -> bool:
        """Handle the mouse where it is about the handle; True when it was."""
        if not isinstance(event, QMouseEvent):
            return False
        kind, point = event.type(), event.position().toPoint()
        if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            if self.area().adjusted(-2, -2, 2, 2).contains(point):
                self._from = self._view.rowAt(point.y() - SIZE)
                return True
        elif kind == QEvent.Type.MouseMove and self._from is not None:
            row = self._view.rowAt(point.y())
            self._to = row if row > self._from else None
            self._view.viewport().update()
            return True
        elif kind == QEvent.Type.MouseButtonRelease and self._from is not None:
            last, self._from, self._to = self._to, None, None
            self._view.viewport().update()
            if last is not None:
                self._view.fill_wanted.emit(last)
            return True
        return False
