"""The little square at the selection's corner: drawn down or up, it fills the rows it passes, as in Excel; a double click fills
the empty cells below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen

from gongkai_desk.desktop import theme

if TYPE_CHECKING:
    from gongkai_desk.desktop.table.view import TaskView

SIZE = 7
SCROLL_EVERY = 30


class FillHandle:
    """Of one face of the table: where it is, how it is drawn, what the mouse does with it."""

    def __init__(self, view: TaskView) -> None:
        self._view = view
        self._drawn = False
        self._to: int | None = None
        self._outside = QPoint()
        self._scrolling = QTimer(view, interval=SCROLL_EVERY)
        self._scrolling.timeout.connect(self._scroll)

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
            block = self._view.selectionModel().selection().first()
            first, last = (block.bottom() + 1, self._to) if self._to > block.bottom() else (self._to, block.top() - 1)
            top, bottom = self._view.rowViewportPosition(first), self._view.rowViewportPosition(last) + self._view.rowHeight(last)
            left = self._view.columnViewportPosition(block.left())
            painter.setPen(QPen(QColor(theme.ACCENT), 2, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRect(QPoint(left, top), QPoint(square.right(), bottom - 1)))

    def takes(self, event: QEvent) -> bool:
        """Handle the mouse where it is about the handle; True when it was."""
        if not isinstance(event, QMouseEvent):
            return False
        kind, point = event.type(), event.position().toPoint()
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            on_square = event.button() == Qt.MouseButton.LeftButton and self.area().adjusted(-2, -2, 2, 2).contains(point)
            self._drawn = on_square and kind == QEvent.Type.MouseButtonPress
            if on_square and not self._drawn:
                self._view.fill_below_wanted.emit()
            return on_square
        if not self._drawn:
            return False
        if kind == QEvent.Type.MouseMove:
            self._draw_to(point)
        elif kind == QEvent.Type.MouseButtonRelease:
            last = self._to
            self.give_up()
            if last is not None:
                self._view.fill_wanted.emit(last)
        return True

    def give_up(self) -> bool:
        """Stop drawing; False where nothing was drawn."""
        drawn, self._drawn, self._to = self._drawn, False, None
        self._scrolling.stop()
        self._view.viewport().update()
        return drawn

    def _draw_to(self, point: QPoint) -> None:
        height = self._view.viewport().height()
        self._outside = point
        row = self._view.rowAt(min(max(point.y(), 0), height - 1))
        if row < 0:
            row = len(self._view.tasks.rows) - 1
        block = self._view.selectionModel().selection().first()
        self._to = row if row > block.bottom() or row < block.top() else None
        if 0 <= point.y() < height:
            self._scrolling.stop()
        elif not self._scrolling.isActive():
            self._scrolling.start()
        self._view.viewport().update()

    def _scroll(self) -> None:
        """The mouse stands over the edge: the table goes on under it."""
        bar, beyond = self._view.verticalScrollBar(), self._outside.y()
        over = beyond - self._view.viewport().height() if beyond > 0 else beyond
        bar.setValue(bar.value() + (max(8, min(60, over)) if over > 0 else min(-8, max(-60, over))))
        self._draw_to(self._outside)
