"""Where things lie on the paper, in points: columns, default rows, page set-up, print area and titles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from gongkai_desk.paper.refs import LAST_COLUMN, LAST_ROW, Range, parse_range
from gongkai_desk.paper.template import SheetPart, Template, tag
from gongkai_desk.paper.typefaces import digit_points

MILLIMETRES = {1: (215.9, 279.4), 5: (215.9, 355.6), 8: (297.0, 420.0), 9: (210.0, 297.0), 11: (148.0, 210.0),
               12: (257.0, 364.0), 13: (182.0, 257.0), 66: (420.0, 594.0), 70: (105.0, 148.0)}
"""Paper sizes by Excel's number, portrait."""
_POINT = 72 / 25.4


def _flag(element: etree._Element | None, name: str, other: bool = False) -> bool:
    return other if element is None or element.get(name) is None else element.get(name) in ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class PageSetup:
    """A sheet's page set-up; lengths in points. ``wide``/``tall`` are pages to fit into, 0 for as many as needed."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    header: float
    footer: float
    scale: float = 1.0
    fits: bool = False
    wide: int = 1
    tall: int = 1
    centred: bool = False
    middle: bool = False
    across_first: bool = False
    gridlines: bool = False
    first_page: int = 1


def read_setup(sheet: SheetPart) -> PageSetup:
    """The page set-up of a sheet. One without a paper means Letter (the format's default, so programs leave it out); A4 where
    there is no set-up at all."""
    root = sheet.root
    setup, margins = root.find(tag("pageSetup")), root.find(tag("pageMargins"))
    options, fit = root.find(tag("printOptions")), root.find(f"{tag('sheetPr')}/{tag('pageSetUpPr')}")
    number = int(setup.get("paperSize", "1")) if setup is not None else 9
    width, height = MILLIMETRES.get(number, MILLIMETRES[9])
    if setup is not None and setup.get("orientation") == "landscape":
        width, height = height, width
    edges = {"left": 0.7, "right": 0.7, "top": 0.75, "bottom": 0.75, "header": 0.3, "footer": 0.3}
    if margins is not None:
        edges.update({name: float(margins.get(name, value)) for name, value in edges.items()})
    attributes: dict[str, str] = {str(k): str(v) for k, v in setup.attrib.items()} if setup is not None else {}
    return PageSetup(
        width * _POINT, height * _POINT, **{name: value * 72 for name, value in edges.items()},
        scale=int(attributes.get("scale", "100")) / 100, fits=_flag(fit, "fitToPage"),
        wide=int(attributes.get("fitToWidth", "1")), tall=int(attributes.get("fitToHeight", "1")),
        centred=_flag(options, "horizontalCentered"), middle=_flag(options, "verticalCentered"),
        across_first=attributes.get("pageOrder") == "overThenDown", gridlines=_flag(options, "gridLines"),
        first_page=int(attributes.get("firstPageNumber", "1")) if attributes.get("useFirstPageNumber") in ("1", "true") else 1,
    )


def local_name(template: Template, index: int, name: str) -> str:
    """A sheet's own defined name (``_xlnm.Print_Area``), or an empty text."""
    for item in template.workbook.iterfind(f"{tag('definedNames')}/{tag('definedName')}"):
        if item.get("name") == name and item.get("localSheetId") == str(index):
            return item.text or ""
    return ""


_AREA = re.compile(r"(?:'(?:[^']|'')*'|[^!,']+)!([^,]+)")


def areas(text: str) -> list[Range]:
    """The ranges of a print area or of print titles, without their sheet."""
    found = []
    for match in _AREA.finditer(text):
        try:
            found.append(parse_range(match[1].strip()))
        except ValueError:
            continue
    return found


@dataclass
class Geometry:
    """The measures of one template sheet."""

    sheet: SheetPart
    _widths: dict[int, float] = field(default_factory=dict)
    _edges: dict[tuple[int, int], float] = field(default_factory=dict)

    @cached_property
    def setup(self) -> PageSetup:
        """Its page set-up."""
        return read_setup(self.sheet)

    @cached_property
    def unit(self) -> float:
        """The width of one column unit in points."""
        normal = self.sheet.template.styles.normal
        return digit_points(normal.name, normal.size)

    @cached_property
    def _format(self) -> etree._Element | None:
        return self.sheet.root.find(tag("sheetFormatPr"))

    @cached_property
    def default_height(self) -> float:
        """The height of a row that says none."""
        normal = self.sheet.template.styles.normal
        if self._format is not None and self._format.get("defaultRowHeight"):
            return 0.0 if _flag(self._format, "zeroHeight") else float(self._format.get("defaultRowHeight", "13.5"))
        return round(normal.size * 1.23 / 0.75) * 0.75

    @cached_property
    def _columns(self) -> list[tuple[int, int, float]]:
        found = []
        for item in self.sheet.root.iterfind(f"{tag('cols')}/{tag('col')}"):
            width = 0.0 if _flag(item, "hidden") else float(item.get("width", "0")) * self.unit
            if item.get("width") is None and not _flag(item, "hidden"):
                width = self._default_width
            found.append((int(item.get("min", "1")), int(item.get("max", "1")), width))
        return found

    @cached_property
    def _default_width(self) -> float:
        if self._format is not None and self._format.get("defaultColWidth"):
            return float(self._format.get("defaultColWidth", "8.43")) * self.unit
        base = int(self._format.get("baseColWidth", "8")) if self._format is not None else 8
        return base * self.unit + 3.75

    def width(self, column: int) -> float:
        """A column's width in points."""
        if column not in self._widths:
            self._widths[column] = next(
                (width for low, high, width in self._columns if low <= column <= high), self._default_width)
        return self._widths[column]

    def span(self, left: int, right: int) -> float:
        """The width of several columns in points."""
        if (left, right) not in self._edges:
            self._edges[left, right] = sum(self.width(column) for column in range(left, min(right, left + 2000) + 1))
        return self._edges[left, right]

    def height(self, row: int) -> float:
        """A template row's own height in points, 0 where hidden."""
        found = self.sheet.rows.get(row)
        if found is None:
            return self.default_height
        return 0.0 if found.hidden else found.height if found.height is not None else self.default_height

    @cached_property
    def print_areas(self) -> list[Range]:
        """The template's print areas; each begins a new page."""
        return areas(local_name(self.sheet.template, self.sheet.index, "_xlnm.Print_Area"))

    @cached_property
    def titles(self) -> Range | None:
        """The rows that are repeated on each page."""
        found = areas(local_name(self.sheet.template, self.sheet.index, "_xlnm.Print_Titles"))
        return next((area for area in found if area.right == LAST_COLUMN and area.bottom < LAST_ROW), None)

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """The first and last column that are printed, of each print area."""
        if self.print_areas:
            return [(area.left, min(area.right, max(self.sheet.last_column, area.left))) for area in self.print_areas]
        merged = max((area.right for area in self.sheet.merges if area.right < LAST_COLUMN), default=1)
        return [(1, max(self.sheet.last_column, merged, self.drawn[1]))]

    @cached_property
    def drawn(self) -> tuple[int, int]:
        """The last template row and column that a drawing reaches."""
        from gongkai_desk.paper.extent import drawn_extent

        return drawn_extent(self.sheet, self.height, self.width)

    @property
    def room(self) -> tuple[float, float]:
        """The width and height between the margins, in points of paper."""
        page = self.setup
        return page.width - page.left - page.right, page.height - page.top - page.bottom
