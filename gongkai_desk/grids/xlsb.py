"""xlsb: our own walk over the records for values, merges, styles, hidden rows and columns; calamine where that fails.

Source of the rules: [MS-XLSB] 2.4; ``tech.md`` §2 (calamine gives no merges and no formats for xlsb), ``faults.md`` #1, #25.
"""

from __future__ import annotations

from dataclasses import dataclass
from struct import error as StructError
from struct import unpack_from

from gongkai_desk.grids.assemble import SheetParts, assemble, note_values
from gongkai_desk.grids.calamine import open_book, sheet_rows
from gongkai_desk.grids.grid import Document, Grid, Visibility
from gongkai_desk.grids.look import Look
from gongkai_desk.grids.package import Package
from gongkai_desk.grids.refusal import broken
from gongkai_desk.grids.reservations import Notes
from gongkai_desk.grids.rows import sparse_rows
from gongkai_desk.grids.styles import Styles
from gongkai_desk.grids.workbook import main_part, relations, reservations, saved_at
from gongkai_desk.grids.xlsbcells import read_sheet, read_strings, read_styles, records, wide_text

_SHEET, _PROPERTIES = 156, 153
_LIMIT = 512 << 20
_STATES = {0: Visibility.VISIBLE, 1: Visibility.HIDDEN, 2: Visibility.VERY_HIDDEN}
_NOT_READ = {"chartsheet": "图表", "dialogsheet": "对话框"}
_DAMAGE = (StructError, IndexError, ValueError, OverflowError)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One entry of the sheet list."""

    name: str
    visibility: Visibility
    kind: str
    part: str


def read(data: bytes, path: str, avoid: frozenset[str] = frozenset(), package: Package | None = None) -> Document:
    """Read an xlsb workbook. Raises Unreadable."""
    package = package or Package(data)
    package.refuse_dtd()
    notes = Notes(path)
    for kind, what in reservations(package):
        notes.say(kind, what)
    try:
        grids = _read_sheets(package, path, notes)
    except _DAMAGE as error:
        if "calamine" in avoid:
            raise broken() from error
        notes = Notes(path)
        grids = _by_calamine(data, path, notes)
    return Document(path, "xlsb", tuple(grids), notes.doubts(), saved_at(package))


def _read_sheets(package: Package, path: str, notes: Notes) -> list[Grid]:
    main = main_part(package, "xl/workbook.bin")
    parts = {kind: part for kind, part in relations(package, main).values() if part in package}
    sheets, date1904 = _skeleton(package, main)
    if not sheets:
        raise broken("工作簿里没有工作表")
    styles = read_styles(package.read(parts["styles"], _LIMIT)) if "styles" in parts else Styles()
    strings = read_strings(package.read(parts["sharedStrings"], _LIMIT)) if "sharedStrings" in parts else []
    grids: list[Grid] = []
    for sheet in sheets:
        if sheet.kind in _NOT_READ:
            notes.say("other-sheet", f"工作表“{sheet.name}”是{_NOT_READ[sheet.kind]}表，没有单元格可读", sheet.name)
            continue
        if sheet.part not in package:
            notes.say("lost-sheet", f"工作表“{sheet.name}”的内容在文件中丢失", sheet.name)
            continue
        if "macro" in sheet.kind.lower():
            notes.say("macros", f"工作表“{sheet.name}”是宏表，宏未执行；只读取了单元格内容", sheet.name)
        found = read_sheet(package.read(sheet.part, _LIMIT), strings, styles, date1904=date1904)
        rows, stray = sparse_rows(found.rows)
        note_values(rows, found.look)
        grids.append(assemble(SheetParts(path, sheet.name, sheet.visibility, rows, found.look, styles, stray=stray), notes))
    if not grids and any(sheet.kind not in _NOT_READ for sheet in sheets):
        raise broken("文件缺少工作表内容")
    return grids


def _skeleton(package: Package, main: str) -> tuple[list[_Sheet], bool]:
    rels = relations(package, main)
    book = package.read(main, _LIMIT)
    sheets: list[_Sheet] = []
    date1904 = False
    for kind, at, size in records(book):
        if kind == _SHEET:
            state = unpack_from("<I", book, at)[0]
            ident, after = wide_text(book, at + 8)
            word, part = rels.get(ident, ("", ""))
            sheets.append(_Sheet(wide_text(book, after)[0], _STATES.get(state, Visibility.VISIBLE), word, part))
        elif kind == _PROPERTIES and size:
            date1904 = bool(book[at] & 1)
    return sheets, date1904


def _by_calamine(data: bytes, path: str, notes: Notes) -> list[Grid]:
    book = open_book(data)
    if book is None or not book.sheet_names:
        raise broken()
    grids: list[Grid] = []
    for number, (name, meta) in enumerate(zip(book.sheet_names, book.sheets_metadata, strict=True)):
        if "work" not in str(meta.typ).lower():
            notes.say("other-sheet", f"工作表“{name}”是图表或宏表，没有单元格可读", name)
            continue
        answer = sheet_rows(book, number)
        if answer is None:
            raise broken()
        look = Look()
        note_values(answer[0], look)
        visibility = Visibility.HIDDEN if "Hidden" in str(meta.visible) else Visibility.VISIBLE
        grids.append(assemble(SheetParts(path, name, visibility, answer[0], look, Styles()), notes))
    notes.say("second-reader", "文件结构异常，已换一种方式读取，合并单元格可能丢失，请核对")
    return grids
