"""Text as spreadsheet XML holds it: cleaned, escaped, and read back from plain, rich and shared strings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from lxml import etree

from gongkai_desk.paper.vocabulary import Piece, split_fields

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LONGEST = 32_767
"""Characters a cell can hold."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LIKE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def clean(text: str) -> str:
    """Text that a cell can hold: control characters as □, line ends as ``\\n``."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("□", text) if _CONTROL.search(text) else text


def escape(text: str) -> str:
    """Clean text as XML; a literal ``_x000D_`` stays what the clerk wrote."""
    if "_x" in text:
        text = _LIKE_ESCAPE.sub("_x005F_", text)
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def unescape(text: str) -> str:
    """Excel's ``_x000A_`` escapes read back."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a string in one font: ``properties`` is its ``<rPr>`` as XML, empty for the cell's own font."""

    properties: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Its template text."""
        return "".join(piece.text for piece in self.pieces)


_XMLNS = re.compile(r' xmlns(?::\w+)?="[^"]*"')


def bare_xml(element: etree._Element) -> str:
    """An element as XML text without namespace declarations, to stand inside a part that has them."""
    return _XMLNS.sub("", etree.tostring(element, encoding="unicode", with_tail=False))


def read_runs(string: etree._Element) -> tuple[Run, ...]:
    """The runs of an ``<si>`` or ``<is>``, phonetic hints left out, with fields found even where they cross runs."""
    raw: list[tuple[str, str]] = []
    for child in string:
        if child.tag == f"{{{MAIN}}}t":
            raw.append(("", unescape(child.text or "")))
        elif child.tag == f"{{{MAIN}}}r":
            properties = child.find(f"{{{MAIN}}}rPr")
            text = unescape(child.findtext(f"{{{MAIN}}}t") or "")
            raw.append(("" if properties is None else bare_xml(properties), text))
    return _cut_runs(raw)


def _cut_runs(raw: list[tuple[str, str]]) -> tuple[Run, ...]:
    pieces = cut_pieces([text for _, text in raw])
    return tuple(Run(properties, tuple(part)) for (properties, _), part in zip(raw, pieces, strict=True) if part)


def cut_pieces(texts: Sequence[str]) -> list[list[Piece]]:
    """The pieces of each of several texts that are read as one: a field belongs to the text where it begins, a constant that
    crosses a border is cut there."""
    whole = "".join(texts)
    pieces: list[list[Piece]] = [[] for _ in texts]
    borders = list(accumulate(map(len, texts)))
    at, run = 0, 0
    for piece in split_fields(whole):
        end = at + len(piece.text)
        while at < end:
            while at >= borders[run]:
                run += 1
            if piece.field is not None:
                pieces[run].append(piece)
                at = end
                break
            stop = min(end, borders[run])
            pieces[run].append(Piece(whole[at:stop]))
            at = stop
    return pieces
