"""Where pages end: decided once, for the xlsx (as row breaks in the body), for the PDF and for the printer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import floor

from gongkai_desk.paper.geometry import Geometry
from gongkai_desk.paper.measure import TALL
from gongkai_desk.paper.refs import Range
from gongkai_desk.paper.sheet import Sheet
from gongkai_desk.paper.template import SheetPart, tag

_SAFETY = 0.985
"""Printers and programs differ by a pixel a row; a page filled to the brim in one would spill a row in the other."""
_LEAST_SCALE = 0.1


Settle = Callable[[int, int], bool]
"""Given a page's first and last row: whether it has made rows of it higher."""


@dataclass(frozen=True, slots=True)
class PageArea:
    """One printed page: its rows and columns of the filled sheet, and whether title rows stand above them."""

    top: int
    bottom: int
    left: int
    right: int
    titled: bool


def scale_of(geometry: Geometry, total_height: float = 0.0) -> float:
    """The scale a sheet is printed at: as set, or as its fit-to-page asks; whole per cents, never enlarged."""
    page = geometry.setup
    if not page.fits:
        return page.scale
    width, height = geometry.room
    scale = 1.0
    if page.wide:
        widest = max(geometry.span(*columns) for columns in geometry.spans)
        scale = min(scale, page.wide * width / max(widest, 1))
    if page.tall and total_height:
        scale = min(scale, page.tall * height / total_height)
    return max(floor(scale * 100) / 100, _LEAST_SCALE)


def page_height(geometry: Geometry, scale: float) -> float:
    """The points of rows that one page takes at most."""
    return geometry.room[1] / scale


def _title_height(sheet: Sheet) -> float:
    area = sheet.geometry.titles
    if area is None:
        return 0.0
    return sum(sheet.geometry.height(row) for row in range(area.top, min(area.bottom, area.top + 50) + 1))


def tallest_row(sheet: Sheet) -> float:
    """The tallest row that still fits a page under its titles and heading rows."""
    headings = sum(sheet.geometry.height(row) for row, _ in sheet.plan.headings)
    room = page_height(sheet.geometry, scale_of(sheet.geometry)) * _SAFETY - _title_height(sheet) - headings
    return max(min(room, 409.5), 3 * TALL + 36)


def _printed(sheet: Sheet) -> list[Range]:
    """What is printed of a filled sheet: its print areas, grown, or all there is."""
    spans, found = sheet.geometry.spans, sheet.geometry.print_areas
    if found:
        grown = [sheet.rows.grow(area) for area in found]
        return [Range(area.top, left, min(area.bottom, max(sheet.last_row, area.top)), right)
                for area, (left, right) in zip(grown, spans, strict=True)]
    merged = max((item.bottom for item in sheet.merges), default=1)
    drawn = sheet.rows.high(sheet.geometry.drawn[0])
    last = max(sheet.last_row, min(merged, sheet.last_row + 200), min(drawn, sheet.last_row + 2000))
    return [Range(1, spans[0][0], last, spans[0][1])]


def own_breaks(part: SheetPart) -> list[int]:
    """The template's own manual row breaks: the rows after which a page ends."""
    return [int(item.get("id", "0")) for item in part.root.iterfind(f"{tag('rowBreaks')}/{tag('brk')}")]


class _Pager:
    """Rows dealt out to pages: with a little room to spare while breaks are set, and exactly once they are."""

    def __init__(self, sheet: Sheet, scale: float, share: float) -> None:
        self.sheet = sheet
        self.room = page_height(sheet.geometry, scale) * share + 0.01
        area = sheet.geometry.titles
        self.titles = sheet.rows.grow(area) if area is not None else None
        self.title_height = _title_height(sheet)
        self.manual = {sheet.rows.high(row) for row in own_breaks(sheet.plan.sheet)} | set(sheet.breaks)
        self.heading_rows = {row for row, _ in sheet.plan.headings}

    def _is_heading(self, row: int) -> bool:
        line = self.sheet.line_at(row)
        return line is not None and line.body and line.proto in self.heading_rows

    def _titled(self, top: int) -> bool:
        return self.titles is not None and top > self.titles.bottom

    def _end(self, top: int, last: int) -> int:
        """The last row of the page that begins at ``top``."""
        used = self.title_height if self._titled(top) else 0.0
        for row in range(top, last + 1):
            used += self.sheet.height(row)
            if row > top and used > self.room:
                return self._with_company(top, row - 1, last)
            if row in self.manual:
                return row
        return last

    def _with_company(self, top: int, end: int, last: int) -> int:
        """A page's end moved up so that no heading stands alone at its foot, and no signature line on the next page."""
        rows = self.sheet.rows
        if rows.repeats and end >= rows.end > top and self._fits(rows.end, last):
            end = rows.end - 1
        while end > top and self._is_heading(end):
            end -= 1
        return end

    def _fits(self, top: int, last: int) -> bool:
        """Whether rows fit one page under its titles."""
        used = self.title_height if self._titled(top) else 0.0
        return used + sum(self.sheet.height(row) for row in range(top, min(last, top + 200) + 1)) <= self.room

    def pages(self, area: Range, settle: Settle | None = None) -> list[tuple[int, int, bool]]:
        """The pages of an area as (first row, last row, titles above). ``settle`` may make rows of a page higher; it then ends
        anew."""
        last = area.bottom
        found, top = [], area.top
        while top <= last:
            end = self._end(top, last)
            while settle is not None and settle(top, end):
                end = self._end(top, last)
            found.append((top, end, self._titled(top)))
            top = end + 1
        return found


def _scaled(sheet: Sheet) -> float:
    tall = sheet.geometry.setup.tall if sheet.geometry.setup.fits else 0
    heights = (sum(sheet.height(row) for row in range(area.top, area.bottom + 1)) for area in _printed(sheet)) if tall else ()
    return scale_of(sheet.geometry, max(heights, default=0.0))


def break_pages(sheet: Sheet, settle: Settle | None = None) -> list[int]:
    """Set the sheet's breaks: where a page ends inside the body. Gives the last row of every page but the last."""
    sheet.breaks = []
    printed = _printed(sheet)
    if sheet.geometry.setup.fits and sheet.geometry.setup.tall:
        for area in printed if settle is not None else ():
            assert settle is not None
            settle(area.top, area.bottom)
        return []
    pager = _Pager(sheet, _scaled(sheet), _SAFETY)
    ends = [end for area in printed for _, end, _ in pager.pages(area, settle)][:-1]
    body = range(sheet.rows.begin, sheet.rows.end) if sheet.rows.repeats else range(0)
    own = {sheet.rows.high(row) for row in own_breaks(sheet.plan.sheet)}
    sheet.breaks = sorted({end for end in ends if end in body and end not in own})
    return ends


def _column_runs(geometry: Geometry, scale: float, left: int, right: int) -> list[tuple[int, int]]:
    manual = set() if geometry.setup.fits else {
        int(item.get("id", "0")) for item in geometry.sheet.root.iterfind(f"{tag('colBreaks')}/{tag('brk')}")}
    room = geometry.room[0] / scale * 1.005
    found, start, used = [], left, 0.0
    for column in range(left, right + 1):
        width = geometry.width(column)
        if column > start and (used + width > room or column - 1 in manual):
            found.append((start, column - 1))
            start, used = column, 0.0
        used += width
    return [*found, (start, right)]


def pages_of(sheet: Sheet) -> tuple[float, list[PageArea]]:
    """The scale and the printed pages of a sheet, in printing order. A sheet without content or drawing has no page."""
    if not sheet.lines and not sheet.geometry.drawn[0]:
        return 1.0, []
    scale = _scaled(sheet)
    pager = _Pager(sheet, scale, 1.0)
    found: list[PageArea] = []
    for area in _printed(sheet):
        rows = pager.pages(area)
        columns = _column_runs(sheet.geometry, scale, area.left, area.right)
        if sheet.geometry.setup.across_first:
            pairs = [(row, column) for row in rows for column in columns]
        else:
            pairs = [(row, column) for column in columns for row in rows]
        found += [PageArea(top, bottom, left, right, titled) for (top, bottom, titled), (left, right) in pairs]
    return scale, found


__all__ = ["PageArea", "Range", "break_pages", "own_breaks", "page_height", "pages_of", "scale_of", "tallest_row"]
