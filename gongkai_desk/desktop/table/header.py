"""The header with a filter mark on every column, as in Excel."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QStyleOptionHeader, QWidget

from gongkai_desk.desktop import theme

MARK = 18


class FilterHeader(QHeaderView):
    """``filter_wanted(column)``: the mark at the right edge of a section was clicked."""

    filter_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.active: frozenset[int] = frozenset()
        self.sorted: tuple[int, bool] | None = None
        self._pressed = -1
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(36)
        self.setFixedHeight(30)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)

    def mark_area(self, section: int) -> QRect:
        """Where the filter mark of ``section`` is, in viewport coordinates."""
        right = self.sectionViewportPosition(section) + self.sectionSize(section)
        return QRect(right - MARK - 4, 0, MARK, self.height())

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, section: int) -> None:  # noqa: N802
        """A title that would lie under the mark begins at the left instead."""
        super().initStyleOptionForIndex(option, section)
        wide = option.fontMetrics.horizontalAdvance(option.text)
        if wide + 2 * (MARK + 2) > self.sectionSize(section):
            option.textAlignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        """The title, and the mark: filled when filtered, an arrow when sorted."""
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = section in self.active
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.ACCENT if on else "#a3abb5"))
        x, y = rect.right() - 11.0, rect.center().y() + 0.5
        if self.sorted is not None and self.sorted[0] == section:
            painter.setBrush(QColor(theme.ACCENT))
            if not self.sorted[1]:
                painter.drawPolygon([QPointF(x - 4, y + 3), QPointF(x + 4, y + 3), QPointF(x, y - 3)])
                painter.restore()
                return
        painter.drawPolygon([QPointF(x - 4, y - 2), QPointF(x + 4, y - 2), QPointF(x, y + 4)])
        if on:
            painter.drawRect(QRect(int(x) - 1, int(y) + 2, 2, 5))
        painter.restore()

    def _marked(self, event: QMouseEvent) -> int:
        """The column whose mark is under the mouse, -1 for none (or for the edge that changes widths)."""
        point = event.position().toPoint()
        section = self.logicalIndexAt(point)
        on_mark = section >= 0 and event.button() == Qt.MouseButton.LeftButton and self.mark_area(section).contains(point)
        return section if on_mark and self.cursor().shape() == Qt.CursorShape.ArrowCursor else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A press on the mark does not select the column, elsewhere it is Qt's."""
        self._pressed = self._marked(event)
        if self._pressed < 0:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on the mark asks for the filter, elsewhere it is Qt's."""
        pressed, self._pressed = self._pressed, -1
        if pressed < 0:
            super().mouseReleaseEvent(event)
        elif pressed == self._marked(event):
            self.filter_wanted.emit(pressed)
