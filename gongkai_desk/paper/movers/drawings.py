"""Anchors of pictures, charts and text boxes, moved as Excel moves them when rows are put in."""

from __future__ import annotations

from lxml import etree

from gongkai_desk.paper.extent import EMU, XDR
from gongkai_desk.paper.formulas import Moves
from gongkai_desk.paper.rowmap import RowMap
from gongkai_desk.paper.sheet import Sheet


def _x(name: str) -> str:
    return f"{{{XDR}}}{name}"


class _Mark:
    """One end of an anchor: a row and an offset into it in points."""

    def __init__(self, element: etree._Element) -> None:
        self._row, self._offset = element.find(_x("row")), element.find(_x("rowOff"))
        self.row = int(self._row.text or 0) + 1 if self._row is not None else 1
        self.offset = int(self._offset.text or 0) / EMU if self._offset is not None else 0.0

    def set(self, row: int, offset: float | None = None) -> None:
        if self._row is not None:
            self._row.text = str(row - 1)
        if self._offset is not None and offset is not None:
            self._offset.text = str(round(offset * EMU))


def move_anchors(root: etree._Element, sheet: Sheet) -> None:
    """Move every anchor of a drawing part."""
    for anchor in root:
        if not isinstance(anchor.tag, str):
            continue
        start, end = anchor.find(_x("from")), anchor.find(_x("to"))
        if start is None:
            continue
        if end is None:
            mark = _Mark(start)
            mark.set(sheet.rows.move(mark.row))
        else:
            _move_two(_Mark(start), _Mark(end), sheet, anchor.get("editAs", "twoCell"))


def _move_two(start: _Mark, end: _Mark, sheet: Sheet, edit: str) -> None:
    rows = sheet.rows
    if edit == "absolute":
        for mark in (start, end):
            mark.set(*row_at(sheet, sum(sheet.geometry.height(row) for row in range(1, mark.row)) + mark.offset))
        return
    if rows.move(end.row) == end.row and not rows.inside(end.row):
        return
    size = _old_size(start, end, sheet)
    stretches = edit == "twoCell" and start.row < rows.first and end.row > rows.last
    same_side = rows.move(end.row) - rows.move(start.row) == end.row - start.row and not rows.inside(end.row)
    start.set(rows.move(start.row))
    start.row = rows.move(start.row)
    if stretches or same_side:
        end.set(rows.move(end.row))
        return
    row, left = start.row, start.offset + size
    while left > sheet.height(row) and row < start.row + 5000:
        left -= sheet.height(row)
        row += 1
    end.set(row, left)


def row_at(sheet: Sheet, points: float) -> tuple[int, float]:
    """The row of a filled sheet that lies so many points below its upper edge, and how far into the row."""
    row, left = 1, points
    while left > sheet.height(row) and row <= sheet.last_row + 5000:
        left -= sheet.height(row)
        row += 1
    return row, left


def move_text_links(root: etree._Element, moves: Moves) -> None:
    """Shapes that show a cell's text follow their cell."""
    for item in root.iter(_x("sp"), _x("pic")):
        if item.get("textlink"):
            item.set("textlink", moves.formula(item.get("textlink", "")))


def _old_size(start: _Mark, end: _Mark, sheet: Sheet) -> float:
    between = sum(sheet.geometry.height(row) for row in range(start.row, min(end.row, start.row + 5000)))
    return between - start.offset + end.offset


def move_form_anchors(root: etree._Element, rows: RowMap) -> None:
    """Anchors of controls and embedded objects inside the sheet's own XML."""
    for item in root.iter():
        if isinstance(item.tag, str) and etree.QName(item).localname == "anchor":
            for end in item:
                row = end.find(_x("row")) if isinstance(end.tag, str) else None
                if row is not None and row.text:
                    row.text = str(rows.move(int(row.text) + 1) - 1)
