"""Plain text: one prose Grid, one line a row. Making tables of pipes and torn cells is the layout's work."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai_desk.grids.grid import Document, Grid, GridKind, Row
from gongkai_desk.grids.reservations import Notes
from gongkai_desk.grids.text import clean, decode

_BREAKS = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})


def read(data: bytes, path: str, avoid: frozenset[str] = frozenset()) -> Document:
    """Read a text file in any encoding; what was lost is said as a doubt."""
    decoded = decode(data)
    notes = Notes(path)
    if decoded.reservation:
        notes.say("encoding", decoded.reservation, None, (decoded.bad_line or 1, 0))
    return Document(path, "txt", (prose(clean(decoded.text).translate(_BREAKS).split("\n"), path),), notes.doubts())


def prose(paragraphs: Iterable[str], path: str, first: int = 1) -> Grid:
    """A prose Grid: paragraph n is row n in column 1, counted from ``first``; blank ones count and are not kept."""
    numbered = ((number, text.strip("\n\r\x1a\ufeff")) for number, text in enumerate(paragraphs, first))
    return Grid(path, tuple(Row(number, (text,)) for number, text in numbered if text.strip()), kind=GridKind.PROSE)
