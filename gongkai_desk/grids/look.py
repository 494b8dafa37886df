"""The streaming look at a sheet's XML: what calamine does not tell, found by searching bytes and parsing only where something is.

Source of the rules: ``faults.md`` ("Readers that answer wrongly", #1-3, #8, #9, #19-22, #26). Sheets that are written in an unusual
way (other quotes, no cell references) are not guessed at: ``plain`` is False, and :mod:`cells` reads them whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from gongkai_desk.grids.styles import Styles, attributes

Place = tuple[int, int]
Range = tuple[int, int, int, int]
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384

_REF = rb"r=\"([A-Z]{1,3})(\d{1,7})\""
_SUSPECT = re.compile(rb" r=\"(?:[A-Z]{3}|[A-Z]*\d{6})")
_WIDE = re.compile(rb" r=\"[A-Z]{2}\d")
_LONG = re.compile(rb" r=\"[A-Z]*\d{5}\"")
_ERROR = re.compile(rb"<(?:\w+:)?c (?=[^>]*\bt=\"e\")[^>]*?\b" + _REF + rb"[^>]*>.{0,9000}?<(?:\w+:)?v>([^<]*)<", re.S)
_FORMULA = re.compile(rb"<(?:\w+:)?c ([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*(<(?:\w+:)?v>[^<])?")
_ROW = re.compile(rb"<(?:\w+:)?row (?=[^>]*(?:\bhidden=|\bht=\"0(?:\.0*)?\"))([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col (?=[^>]*(?:\bhidden=|\bwidth=\"0(?:\.0*)?\"))([^>]*)>")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell (?:[^>]*? )?ref=\"([^\"]*)\"")
_LARGE = re.compile(rb"<(?:\w+:)?c ([^>]*)>\s*<(?:\w+:)?v>(-?\d{16,})<")
_CELL_REF = re.compile(_REF)
_RANGE = re.compile(rb"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?")
_YES = ("1", "true")


@dataclass(slots=True)
class Look:
    """What the XML of one sheet says beside its values. Rows and columns are 1-based."""

    plain: bool = True
    far: bool = False
    errors: dict[Place, str] = field(default_factory=dict)
    uncalculated: set[Place] = field(default_factory=set)
    styled: dict[Place, int] = field(default_factory=dict)
    struck: set[Place] = field(default_factory=set)
    large: dict[Place, int] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    spans: list[Range] = field(default_factory=list)
    bad_spans: list[str] = field(default_factory=list)
    filtered: bool = False


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


def look(chunks: Iterable[bytes], styles: Styles) -> Look:
    """Look through a sheet's XML, given in pieces. Raises what the pieces raise."""
    found = Look()
    wanted = _styled_pattern(styles)
    first = True
    long = wide = False
    for part in _whole_rows(chunks):
        if first:
            found.plain = _is_plain(part)
            first = False
            if not found.plain:
                return found
        long, wide = long or bool(_LONG.search(part)), wide or bool(_WIDE.search(part))
        if (long and wide) or _SUSPECT.search(part):
            found.far = True
        if b"='" in part and _single_quoted(part):
            found.plain = False
            return found
        _look_at_cells(part, found, wanted, styles)
        _look_around(part, found)
    return found


def add_span(found: Look, ref: bytes) -> None:
    """Keep a merged range; reversed, absurd or unreadable ones go to ``bad_spans``."""
    span = parse_range(ref)
    if span is None or span[0] > span[2] or span[1] > span[3] or span[2] > MAX_ROW or span[3] > MAX_COLUMN or not span[0]:
        found.bad_spans.append(ref.decode("utf-8", "replace")[:40])
    elif span[:2] != span[2:]:
        found.spans.append(span)


def _whole_rows(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, cut behind a row or in front of a tag, so that no tag is torn."""
    kept: list[bytes] = []
    for chunk in chunks:
        cut = chunk.rfind(b"</row>") + 6
        if cut < 6:
            cut = chunk.rfind(b"<row ") if b"<row " in chunk else chunk.rfind(b":row>") + 5
        if cut > 5:
            yield b"".join((*kept, chunk[:cut]))
            kept = [chunk[cut:]]
        else:
            kept.append(chunk)
    yield b"".join(kept)


def _is_plain(part: bytes) -> bool:
    head = part[:200]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in head or re.search(rb"encoding=[\"'](?!utf-?8|us-ascii)", head, re.I):
        return False
    cell = re.search(rb"<(?:\w+:)?c[ />][^>]*", part)
    return cell is None or b' r="' in cell[0]


def _single_quoted(part: bytes) -> bool:
    return bool(re.search(rb"<(?:\w+:)?(?:c|row|col|mergeCell)\s(?:[^>\"]|\"[^\"]*\")*?='", part))


def _styled_pattern(styles: Styles) -> re.Pattern[bytes] | None:
    numbers = sorted({*styles.telling, *styles.struck})
    if not numbers:
        return None
    choice = b"|".join(b"%d" % number for number in numbers[:4000])
    return re.compile(rb"<(?:\w+:)?c (?=[^>]*\bs=\"(" + choice + rb")\")[^>]*?\b" + _REF + rb"[^>/]*>")


def _look_at_cells(part: bytes, found: Look, wanted: re.Pattern[bytes] | None, styles: Styles) -> None:
    if b't="e"' in part:
        for letters, row, code in _ERROR.findall(part):
            found.errors[int(row), column_number(letters)] = code.decode("utf-8", "replace").strip()
    if b"<f" in part or b":f" in part:
        _look_at_formulas(part, found)
    if wanted is not None and b' s="' in part:
        for style, letters, row in wanted.findall(part):
            place, number = (int(row), column_number(letters)), int(style)
            if number in styles.telling:
                found.styled[place] = number
            if number in styles.struck:
                found.struck.add(place)
    for tag, digits in _LARGE.findall(part):
        where = _CELL_REF.search(tag)
        if where and not re.search(rb"\bt=\"(?!n\")", tag):
            found.large[int(where[2]), column_number(where[1])] = int(digits)


def _look_at_formulas(part: bytes, found: Look) -> None:
    for tag, value in _FORMULA.findall(part):
        if value or b't="str"' in tag or b't="e"' in tag:
            continue
        where = _CELL_REF.search(tag)
        if where:
            found.uncalculated.add((int(where[2]), column_number(where[1])))


def _look_around(part: bytes, found: Look) -> None:
    if b"hidden=" in part or b'ht="0' in part or b'width="0' in part:
        for tag in _ROW.findall(part):
            values = attributes(tag)
            if (values.get("hidden") in _YES or float(values.get("ht") or 1) == 0) and values.get("r", "").isdigit():
                found.hidden_rows.add(int(values["r"]))
        for tag in _COLUMN.findall(part):
            add_hidden_columns(found, attributes(tag))
    if b"autoFilter" in part:
        found.filtered = True
    if b"mergeCell " in part:
        for ref in _MERGE.findall(part):
            add_span(found, ref)


def add_hidden_columns(found: Look, values: dict[str, str]) -> None:
    """Keep a hidden ``<col min max>``."""
    first, last = values.get("min", ""), values.get("max", "")
    hidden = values.get("hidden") in _YES or values.get("width", "1").strip("0.") == ""
    if hidden and first.isdigit() and last.isdigit():
        found.hidden_columns.append((int(first), min(int(last), MAX_COLUMN)))
