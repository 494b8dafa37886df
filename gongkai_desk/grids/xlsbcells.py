"""The cells of an xlsb sheet, read from its binary records one by one: sparse, with styles, whatever the sheet claims to be.

Source of the rules: [MS-XLSB] 2.4 (BrtCell*, BrtFmla*, BrtSSTItem, BrtXF, BrtFmt, BrtFont), 2.5.97.28 (RkNumber).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import isfinite
from struct import unpack_from
from typing import Final

from gongkai_desk.grids.grid import BadCell, Value
from gongkai_desk.grids.limits import CELL_LIMIT, TEXT_LIMIT
from gongkai_desk.grids.look import MAX_COLUMN, MAX_ROW, Look
from gongkai_desk.grids.numfmt import BUILTIN, is_date, is_telling
from gongkai_desk.grids.refusal import too_big
from gongkai_desk.grids.serial import from_serial
from gongkai_desk.grids.styles import Styles

ERRORS: Final = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_ROW, _FILTER, _STRING, _COLUMN, _MERGE = 0, 161, 19, 60, 176
_FONT, _FORMAT, _XF, _XFS_BEGIN, _XFS_END = 43, 44, 47, 617, 618


@dataclass(slots=True)
class XlsbSheet:
    """Values by row and column, and the look beside them."""

    rows: dict[int, dict[int, Value]] = field(default_factory=dict)
    look: Look = field(default_factory=Look)


def records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(kind, start, size) of every record; ends where the data does, also in the middle of one."""
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80 and at < end:
            kind = kind & 0x7F | (data[at] & 0x7F) << 7
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
        if at + size > end:
            return
        yield kind, at, size
        at += size


def wide_text(data: bytes, at: int) -> tuple[str, int]:
    """A string with its length in front, and the place behind it. Raises struct.error."""
    length = unpack_from("<I", data, at)[0]
    end = at + 4 + 2 * min(length, len(data))
    return data[at + 4:end].decode("utf-16-le", "replace"), end


def read_strings(data: bytes) -> list[str]:
    """The shared strings in order. Raises struct.error."""
    return [wide_text(data, at + 1)[0] for kind, at, _ in records(data) if kind == _STRING]


def read_styles(data: bytes) -> Styles:
    """The styles that tell more than the value, and the struck ones. Raises struct.error."""
    formats = dict(BUILTIN)
    struck_fonts: list[bool] = []
    xfs: list[tuple[int, int]] = []
    inside = False
    for kind, at, _ in records(data):
        if kind == _FORMAT:
            formats[unpack_from("<H", data, at)[0]] = wide_text(data, at + 2)[0]
        elif kind == _FONT:
            struck_fonts.append(bool(unpack_from("<H", data, at + 2)[0] & 8))
        elif kind in (_XFS_BEGIN, _XFS_END):
            inside = kind == _XFS_BEGIN
        elif kind == _XF and inside:
            xfs.append(unpack_from("<HH", data, at + 2))
    telling = {number: formats[code] for number, (code, _) in enumerate(xfs) if code in formats and is_telling(formats[code])}
    struck = frozenset(number for number, (_, font) in enumerate(xfs) if font < len(struck_fonts) and struck_fonts[font])
    return Styles(telling, frozenset(number for number, code in telling.items() if is_date(code)), struck)


def read_sheet(data: bytes, strings: list[str], styles: Styles, *, date1904: bool = False) -> XlsbSheet:
    """Read a sheet's records. Raises struct.error and IndexError for damaged ones, Unreadable(TOO_BIG)."""
    walker = _Walker(data, strings, styles, date1904)
    for kind, at, size in records(data):
        reader = _CELLS.get(kind)
        if reader is not None and size:
            walker.cell(kind, at, reader)
        elif kind == _ROW:
            walker.start_row(at, size)
        elif kind in (_COLUMN, _MERGE, _FILTER):
            walker.around(kind, at)
    return walker.sheet


class _Walker:
    """The place in a sheet, and what was found so far."""

    def __init__(self, data: bytes, strings: list[str], styles: Styles, date1904: bool) -> None:
        self.sheet = XlsbSheet()
        self.data, self.strings = data, strings
        self._styles, self._date1904 = styles, date1904
        self._row = self._column = self._count = self._letters = 0
        self._cells: dict[int, Value] = {}

    def start_row(self, at: int, size: int) -> None:
        """A row begins."""
        self._row = unpack_from("<I", self.data, at)[0] + 1
        self._column = 0
        self._cells = self.sheet.rows.setdefault(self._row, {}) if self._row <= MAX_ROW else {}
        if size > 11 and self.data[at + 11] & 0x10:
            self.sheet.look.hidden_rows.add(self._row)

    def cell(self, kind: int, at: int, reader: Callable[[_Walker, int], Value]) -> None:
        """A cell: its column and style (short records stand beside the cell before), and its value."""
        if kind in _SHORT:
            self._column += 1
            style, at = unpack_from("<I", self.data, at)[0] & 0xFFFFFF, at + 4
        else:
            column, style = unpack_from("<II", self.data, at)
            self._column, style, at = column + 1, style & 0xFFFFFF, at + 8
        value = reader(self, at)
        if value is None or value == "" or not 0 < self._column <= MAX_COLUMN:
            return
        self._count += 1
        if isinstance(value, str):
            self._letters += len(value)
        if self._count > CELL_LIMIT or self._letters > TEXT_LIMIT:
            raise too_big("表格内容过多")
        self._cells[self._column] = self._dated(value, style) if type(value) is float else value
        self._note(style, value)

    def _dated(self, number: float, style: int) -> Value:
        if not isfinite(number):
            return BadCell("#NUM!")
        if style in self._styles.dates:
            moment = from_serial(number, self._styles.telling[style], date1904=self._date1904)
            return number if moment is None else moment
        return number

    def _note(self, style: int, value: Value) -> None:
        place = self._row, self._column
        if isinstance(value, BadCell):
            self.sheet.look.errors[place] = value.code
        if style in self._styles.telling:
            self.sheet.look.styled[place] = style
        if style in self._styles.struck:
            self.sheet.look.struck.add(place)

    def around(self, kind: int, at: int) -> None:
        """Hidden columns, merges and filters."""
        look = self.sheet.look
        if kind == _COLUMN:
            first, last, width, _, flags = unpack_from("<IIIIH", self.data, at)
            if flags & 1 or width == 0:
                look.hidden_columns.append((first + 1, min(last + 1, MAX_COLUMN)))
        elif kind == _MERGE:
            top, bottom, left, right = unpack_from("<IIII", self.data, at)
            if top <= bottom < MAX_ROW and left <= right < MAX_COLUMN:
                look.spans.append((top + 1, left + 1, bottom + 1, right + 1))
        else:
            look.filtered = True


def _packed(walker: _Walker, at: int) -> Value:
    """A RkNumber: 30 bits of a whole number or of a double, perhaps a hundredth."""
    bits = unpack_from("<I", walker.data, at)[0]
    if bits & 2:
        number = float(unpack_from("<i", walker.data, at)[0] >> 2)
    else:
        number = unpack_from("<d", bytes(4) + (bits & ~3).to_bytes(4, "little"))[0]
    return number / 100 if bits & 1 else number


def _real(walker: _Walker, at: int) -> Value:
    return float(unpack_from("<d", walker.data, at)[0])


def _error(walker: _Walker, at: int) -> Value:
    return BadCell(ERRORS.get(walker.data[at], "#ERR!"))


def _truth(walker: _Walker, at: int) -> Value:
    return bool(walker.data[at])


def _text(walker: _Walker, at: int) -> Value:
    return wide_text(walker.data, at)[0]


def _rich(walker: _Walker, at: int) -> Value:
    return wide_text(walker.data, at + 1)[0]


def _shared(walker: _Walker, at: int) -> Value:
    number = unpack_from("<I", walker.data, at)[0]
    return walker.strings[number] if number < len(walker.strings) else BadCell("文字丢失")


_CELLS: Final[dict[int, Callable[[_Walker, int], Value]]] = {
    2: _packed, 3: _error, 4: _truth, 5: _real, 6: _text, 7: _shared, 8: _text, 9: _real, 10: _truth, 11: _error,
    13: _packed, 14: _error, 15: _truth, 16: _real, 17: _text, 18: _shared, 62: _rich,
}
_SHORT: Final = frozenset((12, 13, 14, 15, 16, 17, 18))
