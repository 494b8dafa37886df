"""The careful reader of a sheet's XML: every cell by its own reference, sparse, whatever the dimension says (expat, bounded).

It reads what calamine cannot (a stray cell at XFD1048576, odd content types, Strict packages with quirks) and is the second
reader of xlsx. Source of the rules: ``faults.md`` #1-3, #6-9, #20, #27.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from math import isfinite

from gongkai_desk.grids.grid import BadCell, Value
from gongkai_desk.grids.limits import CELL_LIMIT, TEXT_LIMIT
from gongkai_desk.grids.look import (
    MAX_COLUMN,
    MAX_ROW,
    Look,
    Place,
    add_hidden_columns,
    add_span,
    column_number,
    whole_rows,
    without_empties,
)
from gongkai_desk.grids.markup import feed, new_parser
from gongkai_desk.grids.refusal import too_big
from gongkai_desk.grids.serial import from_serial
from gongkai_desk.grids.styles import Styles

_LARGE = 1e15
_REF = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_YES = ("1", "true")
_ASCII = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*<(?:\?xml[^>]*encoding=[\"'](?:utf-?8|us-ascii)|\?xml(?![^>]*encoding)|[A-Za-z])", re.I)
_PLACELESS = re.compile(rb"<(?:\w+:)?c(?:>| (?![^<>]* ?r=\"[A-Z])[^<>]*>)")
_BLANKS = re.compile(  # also formulas that give an empty text
    rb"(?:<(?:\w+:)?c (?:[^<>r]* )?r=[\"'][A-Z][^<>/]*"
    rb"(?:/>|>(?:<(?:\w+:)v(?:/>|></(?:\w+:)v>))?</(?:\w+:)?c>|(?<=t=\"str\")><f(?: [^<>]*)?>[^<>]*</f></c>))+")


@dataclass(slots=True)
class SheetData:
    """Everything of one sheet: values by row and column, and the look beside them. ``astray`` are impossible references."""

    rows: dict[int, dict[int, Value]] = field(default_factory=dict)
    look: Look = field(default_factory=Look)
    astray: list[str] = field(default_factory=list)


def unescape(text: str) -> str:
    """``_x000D_`` -> the character it stands for."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def read_cells(chunks: Iterable[bytes], strings: list[str], styles: Styles, *, struck: frozenset[int] = frozenset(),
               date1904: bool = False) -> SheetData:
    """Read a sheet's XML piece by piece; ``struck`` are the numbers of strings that are struck through.

    Raises Unreadable (UNREADABLE for XML that is none, TOO_BIG, FORBIDDEN).
    """
    walker = _Walker(strings, styles, struck, date1904)
    parser = new_parser()
    parser.StartElementHandler = walker.start
    parser.EndElementHandler = walker.end
    parser.CharacterDataHandler = walker.text
    feed(parser, _without_blanks(chunks))
    return walker.data


def _without_blanks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces without cells that hold nothing, of which there may be millions; where one has no place, all are counted."""
    parts = whole_rows(chunks)
    for number, part in enumerate(parts):
        if b"\x00" in part or (number == 0 and not _ASCII.search(part[:200])):
            yield part
            yield from parts
            return
        part = without_empties(part)
        less = _BLANKS.sub(b"", part)
        if _PLACELESS.search(less):
            yield part
            yield from map(without_empties, parts)
            return
        yield less


class _Walker:
    """The state between expat's calls."""

    def __init__(self, strings: list[str], styles: Styles, struck: frozenset[int], date1904: bool) -> None:
        self.data = SheetData()
        self._strings, self._styles, self._struck, self._date1904 = strings, styles, struck, date1904
        self._row = self._column = self._count = self._letters = 0
        self._cell: dict[str, str] | None = None
        self._parts: list[str] = []
        self._wanted = self._formula = self._phonetic = False

    def start(self, name: str, values: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self._cell, self._parts = values, []
            self._formula = False
        elif name in ("v", "t"):
            self._wanted = not self._phonetic and self._cell is not None
        elif name == "f":
            self._formula = self._cell is not None
        elif name == "row":
            self._start_row(values)
        elif name == "rPh":
            self._phonetic = True
        elif name == "mergeCell":
            add_span(self.data.look, values.get("ref", "").encode())
        elif name == "col":
            add_hidden_columns(self.data.look, values)
        elif name == "autoFilter":
            self.data.look.filtered = True

    def _start_row(self, values: dict[str, str]) -> None:
        number = values.get("r", "")
        self._row = int(number) if number.isdigit() else self._row + 1
        self._column = 0
        if values.get("hidden") in _YES or values.get("ht") in ("0", "0.0"):
            self.data.look.hidden_rows.add(self._row)

    def text(self, text: str) -> None:
        if self._wanted:
            self._parts.append(text)

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name in ("v", "t"):
            self._wanted = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "c" and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None

    def _end_cell(self, cell: dict[str, str]) -> None:
        place = self._place(cell.get("r", ""))
        text = "".join(self._parts)
        if place is None or not (text or self._formula):
            return
        value = self._value(cell, text, place)
        if value is None or value == "":
            return
        self._count += 1
        if self._count > CELL_LIMIT:
            raise too_big("表格单元格过多")
        if isinstance(value, str):
            self._letters += len(value)
            if self._letters > TEXT_LIMIT:
                raise too_big("表格里的文字过多")
        self.data.rows.setdefault(place[0], {})[place[1]] = value
        self._note_style(cell.get("s", ""), place)

    def _place(self, ref: str) -> Place | None:
        self._column += 1
        if not ref:
            return self._row or 1, self._column
        found = _REF.fullmatch(ref)
        if found:
            row, column = int(found[2]), column_number(found[1].encode())
            if 0 < row <= MAX_ROW and column <= MAX_COLUMN:
                self._column = column
                return row, column
        self.data.astray.append(ref[:20])
        return None

    def _note_style(self, style: str, place: Place) -> None:
        if style.isdigit():
            number = int(style)
            if number in self._styles.telling:
                self.data.look.styled[place] = number
            if number in self._styles.struck:
                self.data.look.struck.add(place)

    def _value(self, cell: dict[str, str], text: str, place: Place) -> Value:
        kind = cell.get("t", "n")
        if not text:
            if self._formula and kind != "str":
                self.data.look.uncalculated.add(place)
                return BadCell("formula")
            return None
        if kind == "s":
            return self._shared(text, place)
        if kind in ("str", "inlineStr"):
            return unescape(text)
        if kind == "e":
            self.data.look.errors[place] = text.strip()
            return BadCell(text.strip())
        if kind == "b":
            return text.strip() in _YES
        if kind == "d":
            return _iso(text)
        return self._number(cell.get("s", ""), text.strip(), place)

    def _shared(self, text: str, place: Place) -> Value:
        at = int(text) if text.strip().isdigit() and len(text) < 12 else -1
        if 0 <= at < len(self._strings):
            if at in self._struck:
                self.data.look.struck.add(place)
            return self._strings[at]
        self.data.look.errors[place] = "文字丢失"
        return BadCell("文字丢失")

    def _number(self, style: str, text: str, place: Place) -> Value:
        try:
            number = float(text)
        except ValueError:
            return unescape(text)
        if not isfinite(number):
            self.data.look.errors[place] = "#NUM!"
            return BadCell("#NUM!")
        if abs(number) >= _LARGE:
            self.data.look.large[place] = int(text) if text.lstrip("-").isdigit() else None
        if style.isdigit() and int(style) in self._styles.dates:
            moment = from_serial(number, self._styles.telling[int(style)], date1904=self._date1904)
            return number if moment is None else moment
        return number


def _iso(text: str) -> Value:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    return date(moment.year, moment.month, moment.day) if "T" not in text else moment.replace(tzinfo=None)


def read_strings(chunks: Iterable[bytes]) -> tuple[list[str], frozenset[int]]:
    """The shared strings in order, and the numbers of those that are struck through from end to end."""
    walker = _StringWalker()
    parser = new_parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = walker.start, walker.end, walker.text
    feed(parser, chunks)
    return walker.strings, frozenset(walker.struck)


class _StringWalker:
    """The state between expat's calls over the shared strings."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self.struck: set[int] = set()
        self._parts: list[str] = []
        self._wanted = self._phonetic = self._strike = False
        self._all_struck: bool | None = None

    def start(self, name: str, values: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "si":
            self._parts, self._all_struck = [], None
        elif name == "r":
            self._strike = False
        elif name == "strike":
            self._strike = values.get("val", "1") in _YES
        elif name == "t":
            self._wanted = not self._phonetic
        elif name == "rPh":
            self._phonetic = True

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "si":
            if self._all_struck:
                self.struck.add(len(self.strings))
            self.strings.append(unescape("".join(self._parts)))
        elif name == "t":
            self._wanted = False
        elif name == "rPh":
            self._phonetic = False

    def text(self, text: str) -> None:
        if self._wanted:
            self._parts.append(text)
            if text.strip():
                self._all_struck = self._all_struck is not False and self._strike
