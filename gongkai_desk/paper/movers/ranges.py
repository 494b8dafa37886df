"""Merges, dimension, filters, selections, protected ranges and ignored errors of a sheet."""

from __future__ import annotations

from lxml import etree

from gongkai_desk.paper.movers.common import child, grown_ranges, insert_in_order, sqref
from gongkai_desk.paper.refs import Range, cell_name, parse_cell, parse_range
from gongkai_desk.paper.sheet import Sheet
from gongkai_desk.paper.template import tag


def write_merges(root: etree._Element, sheet: Sheet) -> None:
    """The merges of the filled sheet."""
    found = root.find(tag("mergeCells"))
    if found is not None:
        root.remove(found)
    if not sheet.merges:
        return
    holder = etree.Element(tag("mergeCells"), count=str(len(sheet.merges)))
    for area in sheet.merges:
        etree.SubElement(holder, tag("mergeCell"), ref=str(area))
    insert_in_order(root, holder)


def write_dimension(root: etree._Element, sheet: Sheet) -> None:
    """The used range."""
    part = sheet.plan.sheet
    columns = [column for row in part.rows.values() for column in row.cells]
    if sheet.lines and columns:
        first = min(line.row for line in sheet.lines)
        child(root, "dimension").set("ref", str(Range(first, min(columns), sheet.last_row, max(columns))))


def move_views(root: etree._Element, sheet: Sheet) -> None:
    """Selections and the cell at the top of a frozen pane."""
    for item in root.iter(tag("selection"), tag("pane"), tag("sheetView"), tag("cellWatch"), tag("inputCells")):
        for name in ("activeCell", "topLeftCell", "r"):
            if item.get(name):
                row, column = parse_cell(item.get(name, "A1"))
                item.set(name, cell_name(sheet.rows.move(row), column))
        if item.get("sqref"):
            item.set("sqref", item.get("activeCell") or sqref(grown_ranges(item.get("sqref", ""), sheet.rows)))


def move_areas(root: etree._Element, sheet: Sheet) -> None:
    """Filters, sort states, protected ranges, ignored errors."""
    for item in root.iter(tag("autoFilter"), tag("sortState"), tag("sortCondition")):
        if item.get("ref"):
            item.set("ref", str(sheet.rows.grow(parse_range(item.get("ref", "A1")))))
    for item in root.iter(tag("protectedRange"), tag("ignoredError")):
        if item.get("sqref"):
            item.set("sqref", sqref(grown_ranges(item.get("sqref", ""), sheet.rows)))
