"""A filled sheet as the template's own parts, patched."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from gongkai_desk.paper.drawn import fill_boxes, fill_headers
from gongkai_desk.paper.formulas import Moves
from gongkai_desk.paper.movers.breaks import move_breaks
from gongkai_desk.paper.movers.charts import move_series
from gongkai_desk.paper.movers.comments import move_comments, move_control, move_vml
from gongkai_desk.paper.movers.common import child
from gongkai_desk.paper.movers.drawings import move_anchors, move_form_anchors, move_text_links
from gongkai_desk.paper.movers.links import move_links
from gongkai_desk.paper.movers.ranges import move_areas, move_views, write_dimension, write_merges
from gongkai_desk.paper.movers.rules import move_extended, move_formats, move_validations
from gongkai_desk.paper.movers.sparklines import move_sparklines
from gongkai_desk.paper.movers.tables import move_pivot, move_table
from gongkai_desk.paper.package import Package, serialise
from gongkai_desk.paper.rows_xml import Results, rows_xml
from gongkai_desk.paper.sheet import Sheet
from gongkai_desk.paper.styles_xml import QuotedStyles
from gongkai_desk.paper.template import tag

_MARK = "gongkai-rows"


def sheet_xml(sheet: Sheet, moves: Moves, quoted: QuotedStyles, results: Results, *, first: bool) -> bytes:
    """The worksheet part of a filled sheet. ``first`` is False for further copies of one sheet, which are not selected."""
    root = _skeleton(sheet.plan.sheet.root)
    move_views(root, sheet)
    move_areas(root, sheet)
    write_merges(root, sheet)
    move_formats(root, sheet, moves)
    move_validations(root, sheet, moves)
    move_sparklines(root, sheet, moves)
    move_extended(root, sheet, moves)
    move_links(root, sheet, moves)
    move_breaks(root, sheet)
    move_form_anchors(root, sheet.rows)
    write_dimension(root, sheet)
    fill_headers(root, sheet.filling.scalars)
    if not first:
        for view in root.iter(tag("sheetView")):
            view.attrib.pop("tabSelected", "")
    before, _, after = serialise(root).partition(f"<?{_MARK} ?>".encode())
    return b"".join((before, "".join(rows_xml(sheet, moves, quoted, results)).encode(), after))


def _skeleton(root: etree._Element) -> etree._Element:
    """A copy of a worksheet with a mark in place of its rows."""
    data = root.find(tag("sheetData"))
    rows = [] if data is None else list(data)
    if data is not None:
        data[:] = []
    try:
        twin = deepcopy(root)
    finally:
        if data is not None:
            data[:] = rows
    child(twin, "sheetData").append(etree.ProcessingInstruction(_MARK))
    return twin


def patch_related(package: Package, sheet: Sheet, part: str, moves: Moves) -> None:
    """Patch what a sheet points to: drawings, charts, comments, tables, pivots."""
    for item in package.relations(part):
        if item.external or item.target not in package.parts:
            continue
        if item.short == "vmlDrawing":
            text = package.parts[item.target].decode("utf-8", "surrogateescape")
            package.parts[item.target] = move_vml(text, sheet.rows, moves).encode("utf-8", "surrogateescape")
        elif item.short in ("drawing", "comments", "threadedComment", "table", "pivotTable", "ctrlProp"):
            root = package.xml(item.target)
            before = serialise(root)
            _patch_xml(root, item.short, sheet, moves)
            after = serialise(root)
            if after != before:
                package.parts[item.target] = after


def _patch_xml(root: etree._Element, kind: str, sheet: Sheet, moves: Moves) -> None:
    if kind == "drawing":
        move_anchors(root, sheet)
        move_text_links(root, moves)
        fill_boxes(root, sheet.filling.scalars)
    elif kind == "table":
        move_table(root, sheet, moves)
    elif kind == "ctrlProp":
        move_control(root, moves)
    elif kind == "pivotTable":
        move_pivot(root, sheet.rows)
    else:
        move_comments(root, sheet.rows)


def patch_charts(package: Package, part: str, moves: Moves) -> None:
    """Patch the charts of a sheet (through its drawings) or of a chart sheet."""
    for item in package.relations(part):
        if item.external or item.target not in package.parts:
            continue
        if item.short == "drawing":
            patch_charts(package, item.target, moves)
        elif item.short in ("chart", "chartEx"):
            root = package.xml(item.target)
            if move_series(root, moves):
                package.parts[item.target] = serialise(root)
