"""What the movers share: namespaces, the order of a worksheet's children, ranges after growth."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from gongkai_desk.paper.refs import Range, parse_sqref
from gongkai_desk.paper.rowmap import RowMap
from gongkai_desk.paper.template import tag

X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"

_ORDER = {name: at for at, name in enumerate((
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing",
    "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"))}


def insert_in_order(root: etree._Element, element: etree._Element) -> None:
    """Put a new child where the schema wants it."""
    rank = _ORDER[etree.QName(element).localname]
    for at, child in enumerate(root):
        if isinstance(child.tag, str) and _ORDER.get(etree.QName(child).localname, 99) > rank:
            root.insert(at, element)
            return
    root.append(element)


def child(root: etree._Element, name: str) -> etree._Element:
    """The worksheet's child of that name, made where it is missing."""
    found = root.find(tag(name))
    if found is None:
        found = etree.Element(tag(name))
        insert_in_order(root, found)
    return found


def grown_ranges(text: str, rows: RowMap) -> list[Range]:
    """A sqref's ranges after growth, without repetition."""
    return list(dict.fromkeys(rows.grow(area) for area in parse_sqref(text)))


def sqref(ranges: Iterable[Range]) -> str:
    """Ranges as a sqref."""
    return " ".join(str(area) for area in ranges)
