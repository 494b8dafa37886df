"""A Word paper as pages to look at: laid out by Qt, so that lines and pages come close to Word's without being the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEventLoop, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QPainter, QPalette, QTextDocument

from gongkai_desk.exporting.word_showing import FINE, MOST_ROWS, WordSheet

ABOUT = "Word 文书的大致样子，分页以 Word、WPS 打开为准"
END = 1e7
"""Below every page: whoever asks what is there has all pages laid out."""


@dataclass(frozen=True)
class WordPage:
    """One page; ``size`` in points."""

    size: tuple[float, float]
    at: int


class WordPainter:
    """Paints pages of a Word paper on any QPainter, on any thread. ``sheet``: the paper."""

    def __init__(self, sheet: WordSheet) -> None:
        self.sheet = sheet
        left, top, right, bottom = (side * FINE for side in sheet.margins)
        width, height = (sheet.width * FINE - left - right, sheet.height * FINE - top - bottom)
        self._body = QRectF(left, top, max(FINE, width), max(FINE, height))
        with self._laid_out() as document:
            count = document.pageCount()
        self.pages = [WordPage((sheet.width, sheet.height), at) for at in range(max(1, count))]

    @property
    def note(self) -> str:
        """What these pages are."""
        return ABOUT + (f"；这里只画前 {MOST_ROWS} 行" if self.sheet.left_out else "")

    def paint(self, painter: QPainter, page: WordPage) -> None:
        """Paint one page; the painter's device is as large as the page."""
        device: Any = painter.device()
        factor = device.width() / (page.size[0] * FINE)
        shown = QRectF(0, page.at * self._body.height(), self._body.width(), self._body.height())
        look = QAbstractTextDocumentLayout.PaintContext()
        look.clip = shown
        look.palette.setColor(QPalette.ColorRole.Text, "#000000")
        with self._laid_out() as document:
            painter.save()
            painter.scale(factor, factor)
            painter.translate(self._body.left(), self._body.top() - shown.top())
            painter.setClipRect(shown)
            document.documentLayout().draw(painter, look)
            painter.restore()

    @contextmanager
    def _laid_out(self) -> Iterator[QTextDocument]:
        """The document laid out anew. It belongs to the thread that made it, has timers there, and so does not outlive the call;
        the layout is asked for by a call during which Qt lets the interpreter go."""
        loop = QEventLoop()  # gives a thread of Python's the dispatcher that timers want
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setPageSize(QSizeF(self._body.width(), self._body.height()))
        document.setHtml(self.sheet.html)
        document.documentLayout().hitTest(QPointF(1, END), Qt.HitTestAccuracy.FuzzyHit)
        try:
            yield document
        finally:
            del document, loop
