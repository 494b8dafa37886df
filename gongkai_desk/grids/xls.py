"""xls and et (BIFF): calamine for the values, our own look at the records for what it does not tell, xlrd as the second reader.

Source of the rules: ``tech.md`` §2, ``faults.md`` (NUL-ridden strings, errors that become blanks, #6, #13, #21, #26).
"""

from __future__ import annotations

from typing import Any

from gongkai_desk.domain.errors import Unreadable
from gongkai_desk.grids import ole
from gongkai_desk.grids.assemble import SheetParts, assemble, note_values
from gongkai_desk.grids.biff import BookLook, SheetLook, look_at_book
from gongkai_desk.grids.biffstrings import overflows
from gongkai_desk.grids.calamine import open_book, sheet_rows
from gongkai_desk.grids.grid import Document, Grid, Row
from gongkai_desk.grids.refusal import broken, too_big
from gongkai_desk.grids.reservations import Notes

_READ = ("worksheet", "macrosheet")


def read(data: bytes, path: str, avoid: frozenset[str] = frozenset()) -> Document:
    """Read an xls or et workbook. Raises Unreadable: PASSWORD, INCOMPLETE, UNREADABLE, TOO_BIG."""
    notes = Notes(path)
    try:
        stream: bytes | None = ole.workbook_stream(data)
    except Unreadable:
        stream = None
    book = look_at_book(stream or b"")
    if overflows(stream or b"", book):
        raise too_big("表格里的文字过多")
    loops = data[:2] == b"\xd0\xcf" and ole.has_loops(data)
    grids = None if loops or "calamine" in avoid else _by_calamine(data, path, book, notes)
    if grids is None:
        notes = Notes(path)
        grids = _by_xlrd(data if stream is None else stream, path, book, notes)  # xlrd follows a looping chain for ever
    if data[:2] == b"\xd0\xcf" and ole.has_macros(data):
        notes.say("macros", "文件含宏，未执行；只读取了单元格内容")
    when = ole.modified(data) if data[:2] == b"\xd0\xcf" else None
    return Document(path, "xls", tuple(grids), notes.doubts(), when)


def _by_calamine(data: bytes, path: str, book: BookLook, notes: Notes) -> list[Grid] | None:
    """The sheets, or None where calamine cannot read them, loses cells, or would fill the memory with blanks."""
    if any(sheet.is_far for sheet in book.sheets):
        return None
    values = open_book(data)
    if values is None or not values.sheet_names:
        return None
    if any(sheet.cells and sheet.name not in values.sheet_names for sheet in book.sheets):
        return None  # a file with two workbooks inside: Excel shows the newer one
    grids: list[Grid] = []
    for number, name in enumerate(values.sheet_names):
        look = book.find(name)
        if look.kind not in _READ:
            _not_read(name, look, notes)
            continue
        answer = sheet_rows(values, number)
        if answer is None or _has_nul(answer[0]) or (look.cells and not answer[0]):
            return None
        rows, sheet = answer
        if not look.look.spans:
            look.look.spans = [(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in sheet.merged_cell_ranges or ()]
        note_values(rows, look.look)
        if look.kind == "macrosheet":
            _macros(notes, name)
        grids.append(assemble(SheetParts(path, name, look.visibility, rows, look.look, book.styles), notes))
    return grids


def _macros(notes: Notes, name: str) -> None:
    notes.say("macros", f"工作表“{name}”是宏表，宏未执行；只读取了单元格内容", name)


def _has_nul(rows: list[Row]) -> bool:
    """Some strings come from calamine as ``T\\0i\\0t`` (cleaned to �); xlrd reads those books right."""
    return any(isinstance(value, str) and value.count("\ufffd") * 3 > len(value) for row in rows for value in row.values)


def _not_read(name: str, look: SheetLook, notes: Notes) -> None:
    word = {"chartsheet": "图表"}.get(look.kind, "其他")
    notes.say("other-sheet", f"工作表“{name}”是{word}表，没有单元格可读", name)


def _by_xlrd(data: bytes, path: str, book: BookLook, notes: Notes) -> list[Grid]:
    from gongkai_desk.grids.xlrd_values import read_sheets

    try:
        sheets: list[tuple[str, list[Row], list[Any]]] = read_sheets(data)
    except Unreadable:
        raise
    except Exception as error:  # xlrd raises assertion, index, struct and unicode errors on damaged files
        raise broken() from error
    if not sheets:
        raise broken("工作簿里没有工作表")
    grids: list[Grid] = []
    for name, rows, spans in sheets:
        look = book.find(name)
        look.look.spans = look.look.spans or spans
        note_values(rows, look.look)
        grids.append(assemble(SheetParts(path, name, look.visibility, rows, look.look, book.styles), notes))
    return grids
