"""A filled book as PDF, without any office program."""

from __future__ import annotations

from gongkai_desk.domain.progress import Progress, silent
from gongkai_desk.paper.book import Book
from gongkai_desk.paper.fonts import application, missing_fonts
from gongkai_desk.paper.paint import PagePainter, PrintedPage
from gongkai_desk.paper.pdf_text import searchable


def pdf_bytes(book: Book, progress: Progress = silent) -> tuple[bytes, list[str]]:
    """The PDF, and what a person should know: fonts this computer lacks, things that are not drawn."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QPainter, QPdfWriter

    application()
    pages = PagePainter(book)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setCreator("政务公开工作台账")
    writer.setResolution(600)
    painter = QPainter()
    try:
        for at, page in enumerate(pages.pages):
            progress(at, len(pages.pages), f"正在生成PDF第{at + 1}页")
            writer.setPageLayout(page_layout(page))
            if at:
                writer.newPage()
            else:
                painter.begin(writer)
            pages.paint(painter, page)
        if not pages.pages:
            painter.begin(writer)
    finally:
        if painter.isActive():  # Qt crashes the program when a writer goes while it is still painted on, as after a cancel
            painter.end()
    buffer.close()
    return searchable(bytes(data.data())), [*missing_fonts(pages.fonts), *pages.all_notes]


def page_layout(page: PrintedPage):  # type: ignore[no-untyped-def]
    """The Qt page layout of a page: its paper, without margins, because the painter keeps them itself."""
    from PySide6.QtCore import QMarginsF, QSizeF
    from PySide6.QtGui import QPageLayout, QPageSize

    width, height = page.size
    landscape = width > height
    portrait = QSizeF(min(width, height), max(width, height))
    size = QPageSize(portrait, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    orientation = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    return QPageLayout(size, orientation, QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
