"""Pages painted: the same rows on the same pages as the xlsx breaks them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai_desk.paper.book import Book
from gongkai_desk.paper.canvas import Canvas
from gongkai_desk.paper.pages import PageArea, pages_of
from gongkai_desk.paper.paint_cells import CellPainter
from gongkai_desk.paper.paint_headers import paint_headers
from gongkai_desk.paper.paint_pictures import Pictures
from gongkai_desk.paper.refs import Range
from gongkai_desk.paper.sheet import Filled, Sheet
from gongkai_desk.paper.template import tag

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

Results = Callable[[int, int], "Filled | None"]


@dataclass(frozen=True)
class PrintedPage:
    """One page of a book, ready to be painted."""

    sheet: Sheet
    area: PageArea
    scale: float
    number: int
    total: int
    results: Results

    @property
    def size(self) -> tuple[float, float]:
        """The paper's width and height in points."""
        setup = self.sheet.geometry.setup
        return setup.width, setup.height


def printed_pages(book: Book) -> list[PrintedPage]:
    """Every page of a book in printing order; hidden sheets are not printed. Pages are counted over the whole book."""
    calculator = book.calculator()
    found: list[tuple[Sheet, PageArea, float]] = []
    for sheet in book.sheets:
        if sheet.plan.sheet.state == "visible":
            scale, areas = pages_of(sheet)
            found.extend((sheet, area, scale) for area in areas)
    results = {id(sheet): calculator.of(sheet.name) for sheet in book.sheets}
    return [PrintedPage(sheet, area, scale, at + sheet.geometry.setup.first_page, len(found), results[id(sheet)])
            for at, (sheet, area, scale) in enumerate(found)]


class PagePainter:
    """Paints pages of a book on any QPainter, and notes what it cannot draw."""

    def __init__(self, book: Book) -> None:
        self.pages = printed_pages(book)
        self.fonts: set[str] = set()
        self._pictures: dict[int, Pictures] = {}
        self._cells: dict[int, CellPainter] = {}
        self.notes: list[str] = [f"{name}：PDF和打印不画图表页" for name in _chart_sheets(book)]

    def paint(self, painter: QPainter, page: PrintedPage) -> None:
        """Paint one page; the painter's device must have the page's size, without margins of its own."""
        canvas = Canvas(painter, page.scale)
        left, top = _origin(page)
        cells = self._cells_of(page)
        area = page.area
        y = top
        titles = _title_rows(page)
        if titles is not None:
            y += cells.paint(canvas, titles, left, y)
        body = Range(area.top, area.left, area.bottom, area.right)
        cells.paint(canvas, body, left, y)
        height = y - top + sum(page.sheet.height(row) for row in range(area.top, area.bottom + 1)) * page.scale
        canvas.clipped((left - 1, top - 1, page.sheet.geometry.span(area.left, area.right) * page.scale + 2, height + 2))
        self._pictures_of(page.sheet).paint(canvas, body, titles, left, top, y)
        canvas.back()
        paint_headers(canvas, page.sheet, page.number, page.total)
        self.fonts |= canvas.fonts.names

    @property
    def all_notes(self) -> list[str]:
        """What was left out of the pages painted so far."""
        lacking = {page.sheet.name: cells.uncalculated for page in self.pages if (cells := self._cells.get(id(page.sheet)))}
        return self.notes + [f"{name}：{'、'.join(cells[:8])}{'等' if len(cells) > 8 else ''}的公式PDF和打印算不出来，留作空白；"
                             "请用Excel或WPS打开导出的xlsx打印" for name, cells in lacking.items() if cells]

    def _cells_of(self, page: PrintedPage) -> CellPainter:
        key = id(page.sheet)
        if key not in self._cells:
            self._cells[key] = CellPainter(page.sheet, page.scale, page.results)
        return self._cells[key]

    def _pictures_of(self, sheet: Sheet) -> Pictures:
        if id(sheet) not in self._pictures:
            pictures = Pictures(sheet)
            self._pictures[id(sheet)] = pictures
            self.notes += [f"{sheet.name}：PDF和打印不画{what}" for what in pictures.undrawn]
        return self._pictures[id(sheet)]


def _chart_sheets(book: Book) -> list[str]:
    """The sheets that are nothing but a chart; visible ones would print as a page."""
    tabs = list(book.template.workbook.iterfind(f"{tag('sheets')}/{tag('sheet')}"))
    known = {sheet.index for sheet in book.template.sheets}
    return [item.get("name", "") for at, item in enumerate(tabs) if at not in known and item.get("state", "visible") == "visible"]


def _title_rows(page: PrintedPage) -> Range | None:
    area = page.sheet.geometry.titles
    if area is None or not page.area.titled:
        return None
    grown = page.sheet.rows.grow(area)
    return Range(grown.top, page.area.left, grown.bottom, page.area.right)


def _origin(page: PrintedPage) -> tuple[float, float]:
    """The upper left corner of the cells on the paper, in points."""
    geometry = page.sheet.geometry
    setup, (width, height) = geometry.setup, geometry.room
    left, top = setup.left, setup.top
    if setup.centred:
        left += max((width - geometry.span(page.area.left, page.area.right) * page.scale) / 2, 0)
    if setup.middle:
        used = sum(page.sheet.height(row) for row in range(page.area.top, page.area.bottom + 1)) * page.scale
        top += max((height - used) / 2, 0)
    return left, top
