"""A filled template on a printer, and its pages as pictures for the preview."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from gongkai_desk.domain.progress import Progress

POINTS = 72.0


def picture(painter_of: Any, at: int, width: int) -> QImage:
    """Page ``at`` of a :class:`~gongkai_desk.paper.paint.PagePainter`, ``width`` pixels wide. Runs on any thread."""
    page = painter_of.pages[at]
    wide, tall = page.size
    image = QImage(QSize(width, max(1, round(width * tall / wide))), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    dots = width / wide * POINTS / 0.0254
    image.setDotsPerMeterX(round(dots))
    image.setDotsPerMeterY(round(dots))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter_of.paint(painter, page)
    painter.end()
    return image


def paper_name(size: tuple[float, float]) -> str:
    """The name of a paper in words: A3 横向."""
    wide, tall = size
    found = QPageSize(QSize(round(min(size)), round(max(size))), "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    return f"{found.name()} {'横向' if wide > tall else '纵向'}"


def new_printer(name: str) -> QPrinter:
    """The system's printer, at its full sharpness, for a paper called ``name``."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    return printer


def printers() -> bool:
    """Whether this computer has any printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def offered(printer: QPrinter) -> frozenset[QPageSize.PageSizeId]:
    """The papers that a printer says it has; none where it does not tell."""
    return frozenset(size.id() for size in QPrinterInfo(printer).supportedPageSizes())


def lacks_paper(ids: Collection[QPageSize.PageSizeId], pages: Any) -> str:
    """The name of a paper that the pages need and that is not among ``ids``; empty where it is, or where nothing is told."""
    for page in pages if ids else ():
        wanted = QPageSize(QSize(round(min(page.size)), round(max(page.size))), "", QPageSize.SizeMatchPolicy.FuzzyMatch)
        if wanted.id() not in ids:
            return paper_name(page.size)
    return ""


def print_pages(printer: QPrinter, painter_of: Any, first: int, last: int, shrink: bool, progress: Progress) -> int:
    """Print pages ``first`` to ``last`` (from 1); ``shrink`` fits each onto A4. Returns how many were printed."""
    from gongkai_desk.paper.pdf import page_layout

    pages = painter_of.pages[first - 1 : last]
    painter = QPainter()
    try:
        for at, page in enumerate(pages):
            progress(at, len(pages), f"正在打印第 {first + at} 页")
            layout = page_layout(page)
            if shrink:
                layout.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
            printer.setPageLayout(layout)
            printer.setFullPage(True)
            if at:
                printer.newPage()
            else:
                painter.begin(printer)
            _paint(painter, painter_of, page, layout.fullRect(layout.Unit.Point) if shrink else None)
    finally:
        if painter.isActive():  # a printer that goes while it is still painted on, as after a cancel, takes the program along
            painter.end()
    return len(pages)


def _paint(painter: QPainter, painter_of: Any, page: Any, onto: QRectF | None) -> None:
    painter.save()
    if onto is not None:
        factor = min(onto.width() / page.size[0], onto.height() / page.size[1])
        painter.scale(factor, factor)
    painter_of.paint(painter, page)
    painter.restore()
