"""Hyperlinks of a sheet."""

from __future__ import annotations

from lxml import etree

from gongkai_desk.paper.formulas import Moves
from gongkai_desk.paper.refs import parse_range
from gongkai_desk.paper.sheet import Sheet
from gongkai_desk.paper.template import tag


def move_links(root: etree._Element, sheet: Sheet, moves: Moves) -> None:
    """Hyperlinks grow with the body; those into the book follow their target."""
    for item in root.iter(tag("hyperlink")):
        if item.get("ref"):
            item.set("ref", str(sheet.rows.grow(parse_range(item.get("ref", "A1")))))
        if item.get("location"):
            item.set("location", moves.formula(item.get("location", "")))
