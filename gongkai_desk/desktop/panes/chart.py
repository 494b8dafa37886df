"""A bar chart: one bar a row, its parts coloured, numbered and named, so that it reads without colours too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gongkai_desk.desktop import theme

ROW, GAP, LEGEND, MARGIN = 26, 6, 34, 10
NAMES, NARROWEST = 180, 18
COLOURS = {
    "已完成": "#267a4c",
    "推进中": "#4c8fc4",
    "未启动": "#d9a441",
    "持续推进": "#9d93c6",
    "不涉及": "#b7bcc2",
    "逾期": "#c0392b",
}


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its parts in order, and what stands behind it."""

    name: str
    parts: tuple[int, ...]
    note: str = ""


class BarChart(QWidget):
    """Bars over one scale; the widget is as tall as they need."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: tuple[str, ...] = ()
        self.bars: tuple[Bar, ...] = ()
        self.setAccessibleName("统计图")

    def show_bars(self, parts: Sequence[str], bars: Sequence[Bar]) -> None:
        """Show ``bars``, whose parts are called ``parts``."""
        self.parts, self.bars = tuple(parts), tuple(bars)
        self.setMinimumHeight(LEGEND + len(self.bars) * ROW + MARGIN)
        words = "；".join(
            f"{bar.name} " + "、".join(f"{name}{count}" for name, count in zip(self.parts, bar.parts, strict=True) if count)
            for bar in self.bars[:20]
        )
        self.setAccessibleDescription(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As tall as the bars need."""
        return QSize(480, self.minimumHeight())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Legend, names, bars, numbers."""
        painter = QPainter(self)
        self._paint(painter, self.width())
        painter.end()

    def picture(self, width: int = 1200) -> QImage:
        """The whole chart as a picture, twice as fine as the screen."""
        image = QImage(QSize(width * 2, self.minimumHeight() * 2), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(2)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setFont(self.font())
        self._paint(painter, width)
        painter.end()
        return image

    def _paint(self, painter: QPainter, width: int) -> None:
        painter.fillRect(QRect(0, 0, width, max(self.height(), self.minimumHeight())), QColor(theme.PAPER))
        metrics = QFontMetrics(painter.font())
        self._legend(painter, metrics)
        names = min(NAMES, max((metrics.horizontalAdvance(bar.name) for bar in self.bars), default=0))
        notes = max((metrics.horizontalAdvance(bar.note) for bar in self.bars), default=0)
        left = MARGIN + names + GAP
        room = max(60, width - left - notes - 2 * GAP - MARGIN)
        longest = max((sum(bar.parts) for bar in self.bars), default=0) or 1
        for at, bar in enumerate(self.bars):
            top = LEGEND + at * ROW
            painter.setPen(QColor(theme.INK))
            name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, names)
            painter.drawText(QRect(MARGIN, top, names, ROW), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, name)
            right = self._bar(painter, bar, QRect(left, top + 4, room, ROW - 8), longest)
            painter.setPen(QColor(theme.FAINT))
            painter.drawText(QRect(right + GAP, top, notes + 2, ROW), Qt.AlignmentFlag.AlignVCenter, bar.note)

    def _bar(self, painter: QPainter, bar: Bar, area: QRect, longest: int) -> int:
        done, left = 0, area.left()
        for name, count in zip(self.parts, bar.parts, strict=True):
            done += count
            right = area.left() + round(area.width() * done / longest)
            part = QRect(left, area.top(), right - left, area.height())
            ground = COLOURS.get(name, theme.ACCENT)
            painter.fillRect(part, QColor(ground))
            if count and part.width() >= NARROWEST:
                painter.setPen(theme.ink_on(ground))
                painter.drawText(part, Qt.AlignmentFlag.AlignCenter, str(count))
            left = right
        return left

    def _legend(self, painter: QPainter, metrics: QFontMetrics) -> None:
        x = MARGIN
        for name in self.parts if len(self.parts) > 1 else ():
            painter.fillRect(QRect(x, 11, 12, 12), QColor(COLOURS.get(name, theme.ACCENT)))
            painter.setPen(QColor(theme.INK))
            wide = metrics.horizontalAdvance(name)
            painter.drawText(QRect(x + 17, 0, wide + 2, LEGEND), Qt.AlignmentFlag.AlignVCenter, name)
            x += wide + 36
