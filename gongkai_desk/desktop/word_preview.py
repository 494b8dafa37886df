"""A Word paper as pages to look at: laid out by Qt, so that lines and pages come close to Word's without being the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QAbstractTextDocumentLayout, QPainter, QPalette, QTextDocument

from gongkai_desk.exporting.word_showing import FINE, MOST_ROWS, WordSheet

ABOUT = "Word 文书的大致样子，分页以 Word、WPS 打开为准"


@dataclass(frozen=True)
class WordPage:
    """One page; ``size`` in points."""

    size: tuple[float, float]
    at: int


class WordPainter:
    """Paints pages of a Word paper on any QPainter. Made and used on one thread."""

    exact = False

    def __init__(self, sheet: WordSheet) -> None:
        self._sheet = sheet
        left, top, right, bottom = (side * FINE for side in sheet.margins)
        width, height = (sheet.width * FINE - left - right, sheet.height * FINE - top - bottom)
        self._body = QRectF(left, top, max(FINE, width), max(FINE, height))
        self._document = QTextDocument()
        self._document.setDocumentMargin(0)
        self._document.setPageSize(QSizeF(self._body.width(), self._body.height()))
        self._document.setHtml(sheet.html)
        self.pages = [WordPage((sheet.width, sheet.height), at) for at in range(max(1, self._document.pageCount()))]

    @property
    def note(self) -> str:
        """What these pages are."""
        return ABOUT + (f"；这里只画前 {MOST_ROWS} 行" if self._sheet.left_out else "")

    def paint(self, painter: QPainter, page: WordPage) -> None:
        """Paint one page; the painter's device is as large as the page."""
        device: Any = painter.device()
        factor = device.width() / (page.size[0] * FINE)
        painter.save()
        painter.scale(factor, factor)
        painter.translate(self._body.left(), self._body.top() - page.at * self._body.height())
        shown = QRectF(0, page.at * self._body.height(), self._body.width(), self._body.height())
        painter.setClipRect(shown)
        look = QAbstractTextDocumentLayout.PaintContext()
        look.clip = shown  # type: ignore[misc]
        look.palette.setColor(QPalette.ColorRole.Text, "#000000")
        self._document.documentLayout().draw(painter, look)
        painter.restore()
