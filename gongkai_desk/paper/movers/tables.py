"""Tables and pivots: their ranges grow over the body."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from gongkai_desk.paper.formulas import Moves
from gongkai_desk.paper.refs import parse_range
from gongkai_desk.paper.rowmap import RowMap
from gongkai_desk.paper.sheet import Sheet
from gongkai_desk.paper.template import tag


def move_table(root: etree._Element, sheet: Sheet, moves: Moves) -> None:
    """A table part of a sheet; columns whose header holds a field are named as the filled header."""
    rows = sheet.rows
    _name_columns(root, sheet)
    for item in (root, *root.iter(tag("autoFilter"), tag("sortState"), tag("sortCondition"))):
        if item.get("ref"):
            item.set("ref", str(rows.grow(parse_range(item.get("ref", "A1")))))
    for formula in root.iter(tag("calculatedColumnFormula"), tag("totalsRowFormula")):
        if formula.text:
            formula.text = moves.formula(formula.text)


def _name_columns(root: etree._Element, sheet: Sheet) -> None:
    area = parse_range(root.get("ref", "A1"))
    line = sheet.line_at(sheet.rows.move(area.top))
    if line is None or root.get("headerRowCount") == "0":
        return
    for at, item in enumerate(root.iter(tag("tableColumn"))):
        if "{{" in item.get("name", ""):
            item.set("name", sheet.text(line, area.left + at).replace("\n", "_x000a_"))


def move_pivot(root: etree._Element, rows: RowMap) -> None:
    """Where a pivot table stands."""
    location = root.find(tag("location"))
    if location is not None and location.get("ref"):
        location.set("ref", str(rows.grow(parse_range(location.get("ref", "A1")))))


def move_pivot_source(root: etree._Element, maps: Mapping[str, RowMap]) -> bool:
    """The range a pivot is counted from; it is counted anew when the book opens. Says whether anything changed."""
    source = root.find(f"{tag('cacheSource')}/{tag('worksheetSource')}")
    rows = maps.get(source.get("sheet", "").casefold()) if source is not None else None
    if source is None or rows is None or not source.get("ref") or not rows.repeats:
        return False
    source.set("ref", str(rows.grow(parse_range(source.get("ref", "A1")))))
    root.set("refreshOnLoad", "1")
    return True
