"""Comments (old and threaded) and the VML boxes that show them; form controls drawn in VML move too."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, unescape

from lxml import etree

from gongkai_desk.paper.formulas import Moves
from gongkai_desk.paper.refs import cell_name, parse_cell
from gongkai_desk.paper.rowmap import RowMap

_ROW = re.compile(r"(<x:Row>\s*)(\d{1,7})(\s*</x:Row>)")
_ANCHOR = re.compile(r"(<x:Anchor>)([\d,\s.-]{1,200})(</x:Anchor>)")


def move_comments(root: etree._Element, rows: RowMap) -> None:
    """Comments stay with their cell, those of the body with its first row."""
    for item in root.iter():
        if isinstance(item.tag, str) and etree.QName(item).localname in ("comment", "threadedComment") and item.get("ref"):
            row, column = parse_cell(item.get("ref", "A1"))
            item.set("ref", cell_name(rows.move(row), column))


_FORMULA = re.compile(r"(<x:Fmla(?:Link|Range|Txbx|Group)>)([^<]{1,300})(</)")
_CONTROL_FORMULAS = ("fmlaLink", "fmlaRange", "fmlaTxbx", "fmlaGroup")


def move_control(root: etree._Element, moves: Moves) -> None:
    """The cells that a form control is linked to."""
    for name in _CONTROL_FORMULAS:
        if root.get(name):
            root.set(name, moves.formula(root.get(name, "")))


def move_vml(text: str, rows: RowMap, moves: Moves) -> str:
    """A VML drawing with its anchors moved by as many rows as their upper edge. Patched as text: VML is rarely clean XML."""
    def row(found: re.Match[str]) -> str:
        return f"{found[1]}{rows.move(int(found[2]) + 1) - 1}{found[3]}"

    def anchor(found: re.Match[str]) -> str:
        numbers = [part.strip() for part in found[2].split(",")]
        if len(numbers) != 8:
            return found.group()
        top, bottom = int(numbers[2]), int(numbers[6])
        by = rows.move(top + 1) - 1 - top
        numbers[2], numbers[6] = str(top + by), str(bottom + by)
        return f"{found[1]}{', '.join(numbers)}{found[3]}"
    def formula(found: re.Match[str]) -> str:
        return f"{found[1]}{escape(moves.formula(unescape(found[2])))}{found[3]}"
    return _FORMULA.sub(formula, _ANCHOR.sub(anchor, _ROW.sub(row, text)))
