"""A painter that counts in points of the sheet, whatever the device: PDF, printer or picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gongkai_desk.paper.fonts import FontBook
from gongkai_desk.paper.measure import line_pitch
from gongkai_desk.paper.styles import Edge, Font

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPainter

_ASCENT = 0.86
"""Where the baseline lies in the em box of Chinese fonts."""
Box = tuple[float, float, float, float]
"""Left, top, width, height in points of paper."""

_WIDTHS = {"hair": 0.25, "thin": 0.5, "dotted": 0.5, "dashed": 0.5, "dashDot": 0.5, "dashDotDot": 0.5, "medium": 1.2,
           "mediumDashed": 1.2, "mediumDashDot": 1.2, "mediumDashDotDot": 1.2, "slantDashDot": 1.2, "thick": 2.0, "double": 0.5}


class Canvas:
    """Draws on a QPainter. Coordinates are points of paper; ``scale`` is the sheet's own print scale, for its fonts."""

    def __init__(self, painter: QPainter, scale: float) -> None:
        self._painter = painter
        self._unit = painter.device().logicalDpiY() / 72
        self.scale = scale
        self.fonts = FontBook(scale)

    def fill(self, box: Box, colour: str) -> None:
        """A filled rectangle."""
        from PySide6.QtGui import QColor

        self._painter.fillRect(self._rect(box), QColor(f"#{colour}"))

    def _rect(self, box: Box):  # type: ignore[no-untyped-def]
        from PySide6.QtCore import QRectF

        return QRectF(*(part * self._unit for part in box))

    def line(self, x1: float, y1: float, x2: float, y2: float, edge: Edge) -> None:
        """A border line in Excel's style."""
        from PySide6.QtCore import QPointF, Qt
        from PySide6.QtGui import QColor, QPen

        pen = QPen(QColor(f"#{edge.colour}"), _WIDTHS.get(edge.style, 0.5) * self._unit * max(self.scale, 0.6))
        if "ash" in edge.style:
            pen.setStyle(Qt.PenStyle.DashLine)
        elif edge.style in ("dotted", "hair"):
            pen.setStyle(Qt.PenStyle.DotLine)
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        self._painter.setPen(pen)
        gaps = (-0.7, 0.7) if edge.style == "double" else (0.0,)
        for gap in gaps:
            dx, dy = (gap, 0.0) if x1 == x2 else (0.0, gap)
            self._painter.drawLine(QPointF((x1 + dx) * self._unit, (y1 + dy) * self._unit),
                                   QPointF((x2 + dx) * self._unit, (y2 + dy) * self._unit))

    def pitch(self, font: Font) -> float:
        """The distance of lines in a font, in points of paper: that of the measure, whatever font stands in."""
        return line_pitch(font) * self.scale

    def width(self, text: str, font: Font) -> float:
        """The width of a text, in points of paper."""
        from PySide6.QtGui import QFontMetricsF

        return QFontMetricsF(self.fonts.font(font), self._painter.device()).horizontalAdvance(text) / self._unit

    def text(self, text: str, font: Font, x: float, y: float, room: float, align: str, *, squeeze: bool = True) -> None:
        """One line in a slot of one pitch whose upper edge is at ``y``, within ``room`` points from ``x``.

        Too long a line is drawn narrower. The em box is put into the middle of the slot, so that a stand-in with another
        ascent stays inside its cell.
        """
        from PySide6.QtCore import QPointF
        from PySide6.QtGui import QColor, QFontMetricsF

        made = self.fonts.font(font)
        metrics = QFontMetricsF(made, self._painter.device())
        wide = metrics.horizontalAdvance(text) / self._unit
        ratio = room / wide if squeeze and wide > room > 0 else 1.0
        used = wide * ratio
        left = x + (room - used if align == "right" else (room - used) / 2 if align == "center" else 0.0)
        painter = self._painter
        painter.setFont(made)
        painter.setPen(QColor(f"#{font.colour}"))
        base = (y + self._base(font)) * self._unit
        if ratio == 1.0:
            painter.drawText(QPointF(left * self._unit, base), text)
            return
        painter.save()
        painter.translate(left * self._unit, base)
        painter.scale(ratio, 1.0)
        painter.drawText(QPointF(0, 0), text)
        painter.restore()

    def stretches(self, parts: Sequence[tuple[Font, str]], slot: Font, x: float, y: float, room: float, align: str) -> None:
        """One line in several fonts on one baseline, in a slot of ``slot``'s pitch; squeezed where it is too long."""
        widths = [self.width(text, font) for font, text in parts]
        ratio = min(1.0, room / total) if (total := sum(widths)) else 1.0
        left = x + (room - total * ratio if align == "right" else (room - total * ratio) / 2 if align == "center" else 0.0)
        base = self._base(slot)
        for (font, text), width in zip(parts, widths, strict=True):
            self.text(text, font, left, y + base - self._base(font), width * ratio, "left")
            left += width * ratio

    def _base(self, font: Font) -> float:
        """How far below the upper edge of its slot a font's baseline lies, in points of paper."""
        size = font.size * self.scale
        return (self.pitch(font) - size) / 2 + _ASCENT * size

    def image(self, box: Box, image: QImage) -> None:
        """A picture stretched into a box."""
        self._painter.drawImage(self._rect(box), image)

    def turned(self, box: Box, degrees: float) -> None:
        """Turn what is drawn next around the middle of a box; ``back`` ends it."""
        self._painter.save()
        x, y = (box[0] + box[2] / 2) * self._unit, (box[1] + box[3] / 2) * self._unit
        self._painter.translate(x, y)
        self._painter.rotate(degrees)
        self._painter.translate(-x, -y)

    def clipped(self, box: Box) -> None:
        """Draw only inside a box from here on; ``back`` ends it."""
        self._painter.save()
        self._painter.setClipRect(self._rect(box))

    def back(self) -> None:
        """End the last ``turned`` or ``clipped``."""
        self._painter.restore()
