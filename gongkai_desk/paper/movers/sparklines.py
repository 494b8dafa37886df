"""Sparklines: one cell each, so those of the repeating row are made once per generated row."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from gongkai_desk.paper.formulas import Moves
from gongkai_desk.paper.movers.common import X14, XM
from gongkai_desk.paper.refs import cell_name, parse_cell
from gongkai_desk.paper.sheet import Sheet

_MARK = "\x00"


def move_sparklines(root: etree._Element, sheet: Sheet, moves: Moves) -> None:
    """Move sparklines, and repeat those of the body."""
    for item in list(root.iter(f"{{{X14}}}sparkline")):
        place, data = item.find(f"{{{XM}}}sqref"), item.find(f"{{{XM}}}f")
        if place is None or not place.text:
            continue
        row, column = parse_cell(place.text)
        if not sheet.rows.inside(row):
            place.text = cell_name(sheet.rows.move(row), column)
            if data is not None and data.text:
                data.text = moves.formula(data.text)
            continue
        formula = moves.body(data.text, row, _MARK) if data is not None and data.text else ""
        group = item.getparent()
        assert group is not None
        for line in sheet.lines:
            if line.body and line.proto == row:
                _add(group, item, cell_name(line.row, column), formula.replace(_MARK, str(line.row)))
        group.remove(item)


def _add(group: etree._Element, item: etree._Element, place: str, formula: str) -> None:
    twin = deepcopy(item)
    for name, text in (("sqref", place), ("f", formula)):
        node = twin.find(f"{{{XM}}}{name}")
        if node is not None:
            node.text = text
    group.append(twin)
