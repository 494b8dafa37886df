"""ods (and flat ods): our own walk over content.xml, which alone knows spans, hidden rows and what is shown. There is no second
reader: calamine never comes back from some damaged files.

Source of the rules: OpenDocument 1.3 part 3, 9; ``faults.md`` #26, #30: repeats are counted, never expanded where blank.
"""

from __future__ import annotations

from gongkai_desk.grids.assemble import SheetParts, assemble, note_values
from gongkai_desk.grids.drawn import note_drawn
from gongkai_desk.grids.grid import Document, Grid, Visibility
from gongkai_desk.grids.odscells import OdsSheet, read_sheets
from gongkai_desk.grids.package import Package
from gongkai_desk.grids.refusal import broken, password
from gongkai_desk.grids.reservations import Notes
from gongkai_desk.grids.rows import sparse_rows
from gongkai_desk.grids.styles import Styles

_LIMIT = 512 << 20


def read(data: bytes, path: str, avoid: frozenset[str] = frozenset(), package: Package | None = None) -> Document:
    """Read an OpenDocument spreadsheet. Raises Unreadable: PASSWORD, INCOMPLETE, TOO_BIG, FORBIDDEN, UNREADABLE."""
    notes = Notes(path)
    if not data.startswith(b"PK"):
        sheets = read_sheets([data])
    else:
        package = package or Package(data)
        if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml", 1 << 24):
            raise password()
        package.refuse_dtd()
        if any(name.startswith(("basic/", "scripts/")) and name.endswith((".xml", ".py", ".js")) and "script-lc" not in name
               for name in package.names):
            notes.say("macros", "文件含宏，未执行；只读取了单元格内容")
        sheets = read_sheets(package.chunks("content.xml", _LIMIT))
    if not sheets:
        raise broken("文件里没有工作表")
    grids = [_grid(sheet, path, notes) for sheet in sheets]
    return Document(path, "ods", tuple(grids), notes.doubts())


def _grid(sheet: OdsSheet, path: str, notes: Notes) -> Grid:
    rows, stray = sparse_rows(sheet.rows)
    note_values(rows, sheet.look)
    note_drawn(notes, sheet.name, sheet.shapes)
    visibility = Visibility.VISIBLE if sheet.visible else Visibility.HIDDEN
    grid = assemble(SheetParts(path, sheet.name, visibility, rows, sheet.look, Styles(), sheet.comments, stray), notes)
    object.__setattr__(grid, "shown", {place: text for place, text in sheet.shown.items() if grid.value(*place) is not None})
    return grid
