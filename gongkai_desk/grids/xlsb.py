"""xlsb: calamine for the values, our own look at the binary records for merges, errors, hidden rows and columns.

Source of the rules: [MS-XLSB] 2.4; ``tech.md`` §2 (calamine gives no merges for xlsb).
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import error as StructError
from struct import unpack_from

from gongkai_desk.grids.assemble import SheetParts, assemble, note_values
from gongkai_desk.grids.calamine import open_book, sheet_rows
from gongkai_desk.grids.grid import Document, Grid, Visibility
from gongkai_desk.grids.look import MAX_COLUMN, Look
from gongkai_desk.grids.package import Package
from gongkai_desk.grids.refusal import broken
from gongkai_desk.grids.reservations import Notes
from gongkai_desk.grids.styles import Styles
from gongkai_desk.grids.workbook import relations, reservations, saved_at

_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_ROW, _CELL_ERROR, _FORMULA_ERROR, _COLUMN, _SHEET, _MERGE, _FILTER = 0, 3, 11, 60, 156, 176, 161
_LIMIT = 512 << 20


def read(data: bytes, path: str, avoid: frozenset[str] = frozenset(), package: Package | None = None) -> Document:
    """Read an xlsb workbook. Raises Unreadable; there is no second reader for this format."""
    package = package or Package(data)
    package.refuse_dtd()
    book = None if "calamine" in avoid else open_book(data)
    if book is None or not book.sheet_names:
        raise broken()
    notes = Notes(path)
    for kind, what in reservations(package):
        notes.say(kind, what)
    parts = _sheet_parts(package)
    grids: list[Grid] = []
    for number, (name, meta) in enumerate(zip(book.sheet_names, book.sheets_metadata, strict=True)):
        if "work" not in str(meta.typ).lower():
            notes.say("other-sheet", f"工作表“{name}”是图表或宏表，没有单元格可读", name)
            continue
        part = parts.get(name)
        look = _look(package.read(part, _LIMIT)) if part else Look()
        answer = sheet_rows(book, number)
        if answer is None:
            raise broken()
        note_values(answer[0], look)
        grids.append(assemble(SheetParts(path, name, _visibility(str(meta.visible)), answer[0], look, Styles()), notes))
    return Document(path, "xlsb", tuple(grids), notes.doubts(), saved_at(package))


def _visibility(word: str) -> Visibility:
    if "VeryHidden" in word:
        return Visibility.VERY_HIDDEN
    return Visibility.HIDDEN if "Hidden" in word else Visibility.VISIBLE


def _records(data: bytes) -> Iterator[tuple[int, int, int]]:
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80 and at < end:
            kind = kind & 0x7F | data[at] << 7
            at += 1
        size = shift = 0
        for _ in range(4):
            if at >= end:
                return
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, at, size
        at += size


def _sheet_parts(package: Package) -> dict[str, str]:
    rels = relations(package, "xl/workbook.bin")
    book = package.read("xl/workbook.bin", _LIMIT)
    parts: dict[str, str] = {}
    for kind, at, _ in _records(book):
        if kind == _SHEET:
            ident, after = _text(book, at + 8)
            name, _ = _text(book, after)
            part = rels.get(ident, ("", ""))[1]
            if part in package:
                parts[name] = part
    return parts


def _text(data: bytes, at: int) -> tuple[str, int]:
    length = unpack_from("<I", data, at)[0] if at + 4 <= len(data) else 0
    end = at + 4 + 2 * min(length, 1 << 16)
    return data[at + 4:end].decode("utf-16-le", "replace"), end


def _look(data: bytes) -> Look:
    look = Look()
    row = 0
    try:
        for kind, at, _ in _records(data):
            if kind == _ROW:
                row = unpack_from("<I", data, at)[0] + 1
                if data[at + 11] & 0x10:
                    look.hidden_rows.add(row)
            elif kind in (_CELL_ERROR, _FORMULA_ERROR):
                look.errors[row, unpack_from("<I", data, at)[0] + 1] = _ERRORS.get(data[at + 8], "#ERR!")
            elif kind == _COLUMN:
                first, last, _, _, flags = unpack_from("<IIIIH", data, at)
                if flags & 1:
                    look.hidden_columns.append((first + 1, min(last + 1, MAX_COLUMN)))
            elif kind == _MERGE:
                top, bottom, left, right = unpack_from("<IIII", data, at)
                look.spans.append((top + 1, left + 1, bottom + 1, right + 1))
            elif kind == _FILTER:
                look.filtered = True
    except (StructError, IndexError):
        pass
    return look
