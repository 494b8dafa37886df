"""The look at an xls workbook's records (BIFF5/8): hidden rows and columns, errors, merges, formats, struck fonts, sheet kinds.

Source of the rules: [MS-XLS] 2.4; what calamine loses (``tech.md`` §2). Never raises: a damaged stream is looked at as far as
it goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import error as StructError
from struct import unpack_from

from gongkai_desk.grids.grid import Visibility
from gongkai_desk.grids.look import Look
from gongkai_desk.grids.numfmt import BUILTIN, is_date, is_telling
from gongkai_desk.grids.styles import Styles

_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_KINDS = {0: "worksheet", 1: "macrosheet", 2: "chartsheet", 6: "module"}
_STATES = {0: Visibility.VISIBLE, 1: Visibility.HIDDEN, 2: Visibility.VERY_HIDDEN}
_BOF, _EOF, _FONT, _FORMAT, _XF, _SHEET = 0x0809, 0x000A, 0x0031, 0x041E, 0x00E0, 0x0085
_ROW, _COLUMN, _ERROR, _FORMULA, _MERGES, _FILTER = 0x0208, 0x007D, 0x0205, 0x0006, 0x00E5, 0x009D
_SINGLE = frozenset((0x0203, 0x027E, 0x00FD, 0x0204, 0x0006, 0x0205, 0x00D6))
_MANY = 0x00BD
_SHARED = 0x00FD
_DENSE = 3_000_000


@dataclass(slots=True)
class SheetLook:
    """One sheet of the book: its kind, whether it is seen, how many cells have a value and how far out, and the look at them.

    ``texts`` counts the cells of each shared string."""

    name: str = ""
    kind: str = "worksheet"
    visibility: Visibility = Visibility.VISIBLE
    start: int = 0
    look: Look = field(default_factory=Look)
    cells: int = 0
    bottom: int = 0
    right: int = 0
    texts: dict[int, int] = field(default_factory=dict)

    @property
    def is_far(self) -> bool:
        """Whether a dense table of the cells would be large and mostly empty."""
        area = self.bottom * self.right
        return area > _DENSE and area > 8 * self.cells

    def count(self, row: int, column: int, number: int = 1) -> None:
        """Note ``number`` cells with a value, of which the last stands at this place."""
        self.cells += number
        self.bottom = max(self.bottom, row)
        self.right = max(self.right, column)


@dataclass(slots=True)
class BookLook:
    """The look at a whole book."""

    styles: Styles = field(default_factory=Styles)
    sheets: list[SheetLook] = field(default_factory=list)

    def find(self, name: str) -> SheetLook:
        """The look at the sheet of that name; an empty one where none is known."""
        return next((sheet for sheet in self.sheets if sheet.name == name), SheetLook(name))


def look_at_book(stream: bytes) -> BookLook:
    """Look through the records of a workbook stream."""
    book = BookLook()
    formats, xfs, fonts = dict(BUILTIN), [], []
    wide = True
    try:
        for kind, at, size in _records(stream, 0):
            if kind == _BOF:
                wide = unpack_from("<H", stream, at)[0] >= 0x0600
            elif kind == _FONT:
                fonts.append(bool(unpack_from("<H", stream, at + 2)[0] & 8))
            elif kind == _FORMAT:
                number, code = _format(stream[at:at + size], wide)
                formats[number] = code
            elif kind == _XF:
                xfs.append(unpack_from("<HH", stream, at))
            elif kind == _SHEET:
                book.sheets.append(_sheet(stream[at:at + size], wide))
            elif kind == _EOF:
                break
    except (StructError, IndexError, UnicodeDecodeError):
        pass
    book.styles = _styles(formats, xfs, fonts)
    for sheet in book.sheets:
        if sheet.kind in ("worksheet", "macrosheet"):
            _look_at_sheet(stream, sheet, book.styles)
    return book


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    end = len(stream) - 4
    while at <= end:
        kind, size = unpack_from("<HH", stream, at)
        yield kind, at + 4, size
        at += 4 + size


def _format(data: bytes, wide: bool) -> tuple[int, str]:
    number = unpack_from("<H", data)[0]
    if not wide:
        return number, data[3:3 + data[2]].decode("gb18030", "replace")
    length, flags = unpack_from("<HB", data, 2)
    return number, data[5:5 + 2 * length].decode("utf-16-le", "replace") if flags & 1 else data[5:5 + length].decode("latin-1")


def _sheet(data: bytes, wide: bool) -> SheetLook:
    start, state, kind, length = unpack_from("<IBBB", data)
    if wide:
        raw = data[8:]
        name = raw[:2 * length].decode("utf-16-le", "replace") if data[7] & 1 else raw[:length].decode("latin-1")
    else:
        name = data[7:7 + length].decode("gb18030", "replace")
    return SheetLook(name, _KINDS.get(kind & 15, "worksheet"), _STATES.get(state & 3, Visibility.VISIBLE), start)


def _styles(formats: dict[int, str], xfs: list[tuple[int, int]], fonts: list[bool]) -> Styles:
    telling = {number: formats[fmt] for number, (_, fmt) in enumerate(xfs) if fmt in formats and is_telling(formats[fmt])}
    struck = set()
    for number, (font, _) in enumerate(xfs):
        at = font if font < 4 else font - 1  # font 4 does not exist
        if at < len(fonts) and fonts[at]:
            struck.add(number)
    return Styles(telling, frozenset(number for number, code in telling.items() if is_date(code)), frozenset(struck))


def _look_at_sheet(stream: bytes, sheet: SheetLook, styles: Styles) -> None:
    wanted = frozenset({*styles.telling, *styles.struck})
    depth = 0
    try:
        for kind, at, size in _records(stream, sheet.start):
            if kind == _BOF:
                depth += 1
            elif kind == _EOF:
                depth -= 1
                if depth == 0:
                    break
            elif depth == 1:
                _look_at_record(stream, kind, at, size, sheet, styles, wanted)
    except (StructError, IndexError):
        return


def _look_at_record(
    stream: bytes, kind: int, at: int, size: int, sheet: SheetLook, styles: Styles, wanted: frozenset[int],
) -> None:
    look = sheet.look
    if kind in _SINGLE:
        row, column, style = unpack_from("<HHH", stream, at)
        sheet.count(row + 1, column + 1)
        if kind == _SHARED and size >= 10:
            text = unpack_from("<I", stream, at + 6)[0]
            sheet.texts[text] = sheet.texts.get(text, 0) + 1
        if style in wanted:
            _note(look, styles, row + 1, column + 1, style)
    elif kind == _MANY:
        row, first = unpack_from("<HH", stream, at)
        number = (size - 6) // 6
        sheet.count(row + 1, first + number, number)
        for offset in range(number) if wanted else ():
            style = unpack_from("<H", stream, at + 4 + 6 * offset)[0]
            if style in wanted:
                _note(look, styles, row + 1, first + 1 + offset, style)
    if kind == _ERROR:
        row, column, _, code, is_error = unpack_from("<HHHBB", stream, at)
        if is_error:
            look.errors[row + 1, column + 1] = _ERRORS.get(code, "#ERR!")
    elif kind == _FORMULA and stream[at + 12:at + 14] == b"\xff\xff" and stream[at + 6] == 2:
        row, column = unpack_from("<HH", stream, at)
        look.errors[row + 1, column + 1] = _ERRORS.get(stream[at + 8], "#ERR!")
    elif kind == _ROW:
        row, _, _, height, _, _, options = unpack_from("<HHHHHHH", stream, at)
        if options & 0x20 or height & 0x7FFF == 0:
            look.hidden_rows.add(row + 1)
    elif kind == _COLUMN:
        first, last, width, _, options = unpack_from("<HHHHH", stream, at)
        if options & 1 or width == 0:
            look.hidden_columns.append((first + 1, min(last, 255) + 1))
    elif kind == _MERGES:
        for number in range(unpack_from("<H", stream, at)[0]):
            top, bottom, left, right = unpack_from("<HHHH", stream, at + 2 + 8 * number)
            look.spans.append((top + 1, left + 1, bottom + 1, right + 1))
    elif kind == _FILTER:
        look.filtered = True


def _note(look: Look, styles: Styles, row: int, column: int, style: int) -> None:
    if style in styles.telling:
        look.styled[row, column] = style
    if style in styles.struck:
        look.struck.add((row, column))
