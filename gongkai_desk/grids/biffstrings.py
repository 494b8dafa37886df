"""How long the shared strings of an xls are: calamine copies one into every cell that shows it, so a small file fills the memory.

Source of the rules: [MS-XLS] 2.4.265 (SST), 2.5.293 (XLUnicodeRichExtendedString), 2.4.58 (Continue); ``faults.md`` (400 MiB).
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import error as StructError
from struct import unpack_from

from gongkai_desk.grids.biff import BookLook
from gongkai_desk.grids.limits import TEXT_LIMIT

_SST, _CONTINUE, _EOF = 0x00FC, 0x003C, 0x000A
_LONGEST = 32_767  # no program writes longer ones


def overflows(stream: bytes, book: BookLook) -> bool:
    """Whether the cells hold more text than the parent could take, each counted with the whole of its string."""
    cells = sum(sum(sheet.texts.values()) for sheet in book.sheets)
    if cells * _LONGEST <= TEXT_LIMIT:
        return False
    lengths = _lengths(stream)
    letters = sum(number * lengths[text] for sheet in book.sheets for text, number in sheet.texts.items() if text < len(lengths))
    return letters > TEXT_LIMIT


def _lengths(stream: bytes) -> list[int]:
    """The letters of each shared string, as far as the table can be read."""
    lengths: list[int] = []
    try:
        for pieces in _tables(stream):
            lengths.extend(_Strings(pieces))
    except (StructError, IndexError):
        pass
    return lengths


def _tables(stream: bytes) -> Iterator[list[bytes]]:
    """The tables of shared strings: their record, and the records that go on with it."""
    at = 0
    pieces: list[bytes] = []
    while at + 4 <= len(stream):
        kind, size = unpack_from("<HH", stream, at)
        if kind == _SST or kind == _CONTINUE and pieces:
            pieces.append(stream[at + 4:at + 4 + size])
        elif pieces or kind == _EOF:
            break
        at += 4 + size
    if pieces:
        yield pieces


class _Strings:
    """A walk over the strings; one that is cut at the end of a record goes on in the next, with its own flag byte."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces
        self._number, self._at = 0, 8

    def __iter__(self) -> Iterator[int]:
        while self._number < len(self._pieces):
            if self._at >= len(self._pieces[self._number]):
                self._next()
                continue
            yield self._string()

    def _next(self) -> None:
        self._number, self._at = self._number + 1, 0

    def _string(self) -> int:
        piece = self._pieces[self._number]
        length, flags = unpack_from("<HB", piece, self._at)
        self._at += 3
        runs = unpack_from("<H", piece, self._at)[0] if flags & 8 else 0
        self._at += 2 if flags & 8 else 0
        phonetic = unpack_from("<I", piece, self._at)[0] if flags & 4 else 0
        self._at += 4 if flags & 4 else 0
        self._letters(length, 2 if flags & 1 else 1)
        self._skip(4 * runs + phonetic)
        return int(length)

    def _letters(self, left: int, width: int) -> None:
        while left:
            here = min(left, (len(self._pieces[self._number]) - self._at) // width)
            left -= here
            self._at += here * width
            if left:
                self._next()
                width = 2 if self._pieces[self._number][0] & 1 else 1
                self._at = 1

    def _skip(self, left: int) -> None:
        while left:
            here = min(left, len(self._pieces[self._number]) - self._at)
            left -= here
            self._at += here
            if left:
                self._next()
