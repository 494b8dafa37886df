"""The streaming look at a sheet's XML: what calamine does not tell, found by searching bytes, parsed only where something is.

Source of the rules: ``faults.md`` ("Readers that answer wrongly", #1-3, #8, #9, #19-22, #26). Sheets that are written in an
unusual way (other quotes, no cell references) are not guessed at: ``plain`` is False, and :mod:`cells` reads them whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from gongkai_desk.grids.refusal import too_big
from gongkai_desk.grids.styles import Styles, attributes

Place = tuple[int, int]
Range = tuple[int, int, int, int]
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384

_REF = rb"([A-Z]{1,3})(\d{1,7})\""
_FAR = re.compile(rb"<c r=\"(?:[A-Z]{3}|[A-Z]{1,2}\d{5})")
_VALUED = re.compile(rb"<c r=\"" + _REF + rb"[^>/]*>(?!</c>)")
_ERROR = re.compile(rb"<c r=\"" + _REF + rb"[^>/]*? t=\"e\"[^>/]*>(?:(?!</c>).){0,9000}?<v>([^<]+)<", re.S)
_FORMULA = re.compile(rb"<c r=\"" + _REF + rb"(?: s=\"\d+\")?+(?! t=\"str\")([^>]*)>\s*"
                      rb"<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)(?!\s*<v\b[^>]*>[^<])")
_ROW = re.compile(rb"<row ([^>]*\b(?:hidden|ht)=\"[^>]*)>")
_COLUMN = re.compile(rb"<col ([^>]*\b(?:hidden=\"|width=\"[0.]*\")[^>]*)>")
_MERGE = re.compile(rb"<mergeCell (?:[^>]*? )?ref=\"([^\"]*)\"")
_LARGE = re.compile(rb"<c r=\"" + _REF + rb"([^>]*)>\s*<v>(-?\d{16,})<")
_SHARED = re.compile(rb"<c r=\"" + _REF + rb"[^>]*? t=\"s\"[^>]*>\s*<v>(\d{1,9})<")
_DENSE = 3_000_000
_SMALL = 4 << 20  # bytes of a sheet that hold too few blanks to matter: looking for them costs a tenth of reading it
_MANY_BLANKS = 2_000  # cells in a part that hold an empty text: calamine would build each
_ROW_CHUNKS = 64  # of 1 MiB
_RANGE = re.compile(rb"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?")
_YES = ("1", "true")
_EMPTIES = (b"<is><t></t></is>", b"<is><t/></is>", b"<is></is>", b"<is/>", b"<v></v>", b"<v/>")


@dataclass(slots=True)
class Look:
    """What the XML of one sheet says beside its values. Rows and columns are 1-based.

    ``large`` are numbers beyond 15 digits, exact where the file has all digits, else None. ``values`` counts the cells with a
    value, ``shared`` those of them that show a shared string.
    """

    plain: bool = True
    far: bool = False
    errors: dict[Place, str] = field(default_factory=dict)
    uncalculated: set[Place] = field(default_factory=set)
    styled: dict[Place, int] = field(default_factory=dict)
    struck: set[Place] = field(default_factory=set)
    large: dict[Place, int | None] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    spans: list[Range] = field(default_factory=list)
    bad_spans: list[str] = field(default_factory=list)
    filtered: bool = False
    values: int = 0
    shared: int = 0


def column_number(letters: bytes) -> int:
    """``b"AB"`` -> 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def parse_range(ref: bytes) -> Range | None:
    """``b"A1:B2"`` -> (1, 1, 2, 2), as written, also backwards; None where it is no range."""
    found = _RANGE.fullmatch(ref.strip())
    if found is None:
        return None
    left, top, right, bottom = found.groups()
    first = (int(top), column_number(left))
    last = (int(bottom), column_number(right)) if right else first
    return (*first, *last)


def look(chunks: Iterable[bytes], styles: Styles, strings: int | None = None) -> Look:
    """Look through a sheet's XML, given in pieces. Raises what the pieces raise.

    ``strings``: how many shared strings there are, where that is known; a cell that wants another one is not ``plain``.
    """
    found = Look()
    wanted = _styled_pattern(styles)
    extent = _Extent()
    size = 0
    for number, part in enumerate(whole_rows(chunks)):
        if number == 0 and not _is_usual(part):
            found.plain = False
            return found
        if strings is not None and b't="s"' in part and _lost_pattern(strings).search(part):
            found.plain = False
            return found
        size += len(part)
        cells = without_empties(part) if size > _SMALL else part
        values = _count_values(cells)
        found.values += values
        far = _FAR.search(part) is not None
        if far and cells.count(b' t="') > 2 * values + _MANY_BLANKS:
            found.plain = False
            return found
        content = values > 0 or b"<f" in cells  # else nothing but blanks, of which there may be millions
        if far and (content or b' t="' in cells or b"<is" in part):
            extent.add(part)
        if content:
            _look_at_cells(cells, found, wanted, styles)
        _look_around(part, found)
    found.far = extent.is_far
    return found


@dataclass(slots=True)
class _Extent:
    """How far out the cells with content stand; only counted where some stand far out at all."""

    row: int = 0
    column: int = 0
    letters: bytes = b"A"
    cells: int = 0

    def add(self, part: bytes) -> None:
        """Count the cells of a part."""
        places = _VALUED.findall(part)
        self.cells += len(places)
        if places:
            self.row = max(self.row, *map(int, {row for _, row in places}))
            names = {letters for letters, _ in places}
            self.column, self.letters = max((self.column, self.letters), *((len(letters), letters) for letters in names))

    @property
    def is_far(self) -> bool:
        """Whether a dense table of them would be mostly empty and large: calamine would fill the memory."""
        area = self.row * column_number(self.letters)
        return self.column == 3 or area > _DENSE and area > 8 * self.cells


def add_span(found: Look, ref: bytes) -> None:
    """Keep a merged range; reversed, absurd or unreadable ones go to ``bad_spans``."""
    span = parse_range(ref)
    if span is None or span[0] > span[2] or span[1] > span[3] or span[2] > MAX_ROW or span[3] > MAX_COLUMN or not span[0]:
        found.bad_spans.append(ref.decode("utf-8", "replace")[:40])
    elif span[:2] != span[2:]:
        found.spans.append(span)


def without_empties(part: bytes) -> bytes:
    """A part of a sheet, where every spelling of a cell without a value is the one that closes itself."""
    for empty in _EMPTIES:
        part = part.replace(empty, b"")
    return part.replace(b'"></c>', b'"/>')


def _count_values(part: bytes) -> int:
    return part.count(b"</v>") + part.count(b"</is>")


def whole_rows(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces of a sheet, cut behind a row or in front of a tag, so that no tag is torn."""
    kept: list[bytes] = []
    for chunk in chunks:
        cut = chunk.rfind(b"</row>") + 6
        if cut < 6:
            cut = chunk.rfind(b"<row ") if b"<row " in chunk else chunk.rfind(b":row>") + 5
        if cut > 5:
            yield b"".join((*kept, chunk[:cut]))
            kept = [chunk[cut:]]
        elif len(kept) > _ROW_CHUNKS:
            raise too_big("表格中有一行过大")
        else:
            kept.append(chunk)
    yield b"".join(kept)


def _is_usual(part: bytes) -> bool:
    """Whether a sheet begins as office programs write it: UTF-8, no prefixes, double quotes, the place first in a cell's tag."""
    head = part[:200]
    if b"\x00" in head or (b"ncoding" in head and not re.search(rb"encoding=[\"'](?:utf-?8|us-ascii)", head, re.I)):
        return False
    body = part.find(b"<sheetData")
    if body < 0:
        return b":sheetData" not in part
    first = part.find(b"<c", body)
    cells = part[first:part.rfind(b">", first, first + 2000)] if first > 0 else b""
    return b"='" not in cells and b"<c>" not in cells and cells.count(b"<c ") == cells.count(b'<c r="')


@lru_cache(maxsize=512)
def _lost_pattern(count: int) -> re.Pattern[bytes]:
    """A pattern for cells whose shared string has a number of ``count`` or above, so that no number is ever parsed."""
    digits = str(count)
    beyond = [digits, "[1-9]" + r"\d" * len(digits) + r"\d*"]
    for at, digit in enumerate(digits):
        if digit < "9":
            beyond.append(f"{digits[:at]}[{int(digit) + 1}-9]" + r"\d" * (len(digits) - at - 1))
    return re.compile((r't="s"[^>]*>\s*<v>0*(?:' + "|".join(beyond) + ")<").encode())


def _styled_pattern(styles: Styles) -> tuple[re.Pattern[bytes], tuple[bytes, ...]] | None:
    """A pattern for cells of the telling and struck styles, and byte strings of which a part must hold one."""
    numbers = tuple(sorted({*styles.telling, *styles.struck}))
    return _numbered_pattern(numbers) if numbers else None


@lru_cache(maxsize=32)
def _numbered_pattern(numbers: tuple[int, ...]) -> tuple[re.Pattern[bytes], tuple[bytes, ...]]:
    choice = b"|".join(b"%d" % number for number in numbers[:4000])
    marks = tuple(b' s="%d"' % number for number in numbers) if len(numbers) < 6 else (b' s="',)
    return re.compile(rb"<c r=\"" + _REF + rb"(?: t=\"\w+\")? s=\"(" + choice + rb")\"[^>/]*>"), marks


def _look_at_cells(
    part: bytes, found: Look, wanted: tuple[re.Pattern[bytes], tuple[bytes, ...]] | None, styles: Styles,
) -> None:
    if b't="e"' in part:
        for letters, row, code in _ERROR.findall(part):
            found.errors[int(row), column_number(letters)] = code.decode("utf-8", "replace").strip()
    found.shared += part.count(b't="s"')
    if b"<f" in part:
        _look_at_formulas(part, found)
    if wanted is not None and any(mark in part for mark in wanted[1]):
        for letters, row, style in wanted[0].findall(part):
            place, number = (int(row), column_number(letters)), int(style)
            if number in styles.telling:
                found.styled[place] = number
            if number in styles.struck:
                found.struck.add(place)


def exact_numbers(chunks: Iterable[bytes]) -> dict[Place, int]:
    """The whole numbers of 16 and more digits, which a float would have cut, by cell."""
    found: dict[Place, int] = {}
    for part in whole_rows(chunks):
        for letters, row, rest, digits in _LARGE.findall(part):
            if b't="' not in rest or b't="n"' in rest:
                found[int(row), column_number(letters)] = int(digits)
    return found


def struck_places(chunks: Iterable[bytes], strings: frozenset[int]) -> set[Place]:
    """The cells that show one of the shared ``strings``, which are struck through from end to end."""
    return {(int(row), column_number(letters)) for part in whole_rows(chunks)
            for letters, row, number in _SHARED.findall(part) if int(number) in strings}


def _look_at_formulas(part: bytes, found: Look) -> None:
    for letters, row, rest in _FORMULA.findall(part):
        if b't="str"' not in rest:
            found.uncalculated.add((int(row), column_number(letters)))


def _look_around(part: bytes, found: Look) -> None:
    """What stands before, between and behind the cells."""
    start, end = part.find(b"<sheetData"), part.rfind(b"</sheetData>")
    if b"<col " in (head := part[:max(start, 0)]):
        for tag in _COLUMN.findall(head):
            add_hidden_columns(found, attributes(tag))
    tail = part if end < 0 and start < 0 else part[end:]
    if b"mergeCell " in tail:
        for ref in _MERGE.findall(tail):
            add_span(found, ref)
    if b"autoFilter" in tail:
        found.filtered = True
    _look_at_rows(part, max(start, 0), found)


def _look_at_rows(part: bytes, start: int, found: Look) -> None:
    if part.find(b' hidden="', start) < 0 and part.find(b' ht="0', start) < 0:
        return
    for tag in _ROW.findall(part, start):
        values = attributes(tag)
        if (values.get("hidden") in _YES or values.get("ht", "1").strip("0.") == "") and values.get("r", "").isdigit():
            found.hidden_rows.add(int(values["r"]))


def add_hidden_columns(found: Look, values: dict[str, str]) -> None:
    """Keep a hidden ``<col min max>``."""
    first, last = values.get("min", ""), values.get("max", "")
    hidden = values.get("hidden") in _YES or values.get("width", "1").strip("0.") == ""
    if hidden and first.isdigit() and last.isdigit():
        found.hidden_columns.append((int(first), min(int(last), MAX_COLUMN)))
