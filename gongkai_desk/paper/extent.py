"""How far a sheet's drawings reach: without a print area they are printed too."""

from __future__ import annotations

from collections.abc import Callable

from gongkai_desk.paper.drawn import drawing_parts
from gongkai_desk.paper.template import SheetPart

XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
EMU = 12_700
"""English metric units in a point."""
_MOST = 5000

Size = Callable[[int], float]


def drawn_extent(sheet: SheetPart, height: Size, width: Size) -> tuple[int, int]:
    """The last row and column of the template that a drawing reaches; 0, 0 without drawings."""
    row = column = 0
    for part in drawing_parts(sheet.template.package, sheet.part):
        for anchor in sheet.template.package.xml(part):
            start, end, size = (anchor.find(f"{{{XDR}}}{name}") for name in ("from", "to", "ext"))
            if start is None:
                continue
            at = [int(start.findtext(f"{{{XDR}}}{name}") or 0) for name in ("row", "rowOff", "col", "colOff")]
            if end is not None:
                to = [int(end.findtext(f"{{{XDR}}}{name}") or 0) for name in ("row", "rowOff", "col", "colOff")]
                row, column = max(row, to[0] + (to[1] > 0)), max(column, to[2] + (to[3] > 0))
            elif size is not None:
                row = max(row, _reached(height, at[0], at[1], int(size.get("cy", "0"))))
                column = max(column, _reached(width, at[2], at[3], int(size.get("cx", "0"))))
    return row, column


def _reached(size: Size, at: int, offset: int, length: int) -> int:
    """The last row (or column) of something that begins ``offset`` into the one after ``at`` and is ``length`` EMU long."""
    left, index = (offset + length) / EMU, at + 1
    while left > size(index) and index < at + _MOST:
        left -= size(index)
        index += 1
    return index
