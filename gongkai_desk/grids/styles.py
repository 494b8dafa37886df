"""What ``styles.xml`` says that matters to a reader: the number format of each cell style, and which are struck through."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from functools import lru_cache

from gongkai_desk.grids.numfmt import BUILTIN, is_date, is_telling

_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s[^>]*>")
_ATTRIBUTE = re.compile(rb"\b(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_XFS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.S)
_XF = re.compile(rb"<(?:\w+:)?xf\s[^>]*>")
_FONTS = re.compile(rb"<(?:\w+:)?fonts\b.*?</(?:\w+:)?fonts>", re.S)
_FONT = re.compile(rb"<(?:\w+:)?font(?:\s[^>]*)?/>|<(?:\w+:)?font(?:\s[^>]*)?>.*?</(?:\w+:)?font>", re.S)
_STRIKE = re.compile(rb"<(?:\w+:)?strike(?:\s+val\s*=\s*[\"'](?:1|true)[\"'])?\s*/?>")
_FORMAT_ID, _FONT_ID = (re.compile(rb"\s" + name + rb"\s*=\s*[\"'](\d{1,9})[\"']") for name in (b"numFmtId", b"fontId"))
_OFTEN_THE_SAME = 256 << 10
_BUILTIN = {number: code for number, code in BUILTIN.items() if is_telling(code)}


@dataclass(slots=True)
class Styles:
    """``telling``: style number -> format code, for formats that show more than the value; ``dates``: styles that show days or
    times; ``struck``: styles whose font is struck through."""

    telling: dict[int, str] = field(default_factory=dict)
    dates: frozenset[int] = frozenset()
    struck: frozenset[int] = frozenset()


def attributes(tag: bytes) -> dict[str, str]:
    """The attributes of one start tag, local names, entities resolved."""
    return {name.decode(): html.unescape((a or b).decode("utf-8", "replace")) for name, a, b in _ATTRIBUTE.findall(tag)}


def narrow(xml: bytes) -> bytes:
    """XML as single bytes for searching in it: UTF-16 becomes UTF-8."""
    return xml.decode("utf-16", "replace").encode() if xml[:2] in (b"\xff\xfe", b"\xfe\xff") else xml


def read_styles(xml: bytes) -> Styles:
    """The telling styles of ``styles.xml``. Never raises: without styles every value shows plainly.

    The workbooks of a batch mostly have the same ones, so they are worked out once.
    """
    return _remembered(xml) if len(xml) <= _OFTEN_THE_SAME else _read(xml)


@lru_cache(maxsize=16)
def _remembered(xml: bytes) -> Styles:
    return _read(xml)


def _read(xml: bytes) -> Styles:
    xml = narrow(xml)
    telling = dict(_BUILTIN)
    for tag in _FORMAT.findall(xml):
        found = attributes(tag)
        number, code = _number(found.get("numFmtId", "")), found.get("formatCode", "")
        telling.pop(number, None)
        if is_telling(code):
            telling[number] = code
    struck_fonts = _struck_fonts(xml) if b"strike" in xml else set()
    body = _XFS.search(xml)
    styles: dict[int, str] = {}
    struck: set[int] = set()
    for number, tag in enumerate(_XF.findall(body[0]) if body else ()):
        shown = telling.get(_number_in(tag, _FORMAT_ID)) if telling else None
        if shown:
            styles[number] = shown
        if struck_fonts and _number_in(tag, _FONT_ID) in struck_fonts:
            struck.add(number)
    return Styles(styles, frozenset(n for n, code in styles.items() if is_date(code)), frozenset(struck))


def _struck_fonts(xml: bytes) -> set[int]:
    body = _FONTS.search(xml)
    fonts = _FONT.findall(body[0]) if body else []
    return {number for number, font in enumerate(fonts) if _STRIKE.search(font)}


def _number_in(tag: bytes, name: re.Pattern[bytes]) -> int:
    found = name.search(tag)
    return int(found[1]) if found else 0


def _number(text: str) -> int:
    return int(text) if text.isdigit() else -1
