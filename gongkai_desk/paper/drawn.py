"""Text that stands beside the cells: headers, footers and text boxes, read and filled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from gongkai_desk.paper.package import Package
from gongkai_desk.paper.template import SheetPart, tag
from gongkai_desk.paper.texts import clean, cut_pieces
from gongkai_desk.paper.vocabulary import Value, shown, split_fields

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
HEADER_PARTS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
LONGEST_HEADER = 255
_SIZE_CODE = re.compile(r"&[0-9]{1,3}\Z")


def drawing_parts(package: Package, part: str) -> list[str]:
    """The drawing parts of a sheet."""
    return [item.target for item in package.relations(part) if item.short == "drawing" and item.target in package.parts]


def header_texts(root: etree._Element) -> Iterator[etree._Element]:
    """The header and footer elements of a sheet."""
    for holder in root.iter(tag("headerFooter")):
        for item in holder:
            if isinstance(item.tag, str) and etree.QName(item).localname in HEADER_PARTS:
                yield item


def _paragraphs(root: etree._Element) -> Iterator[list[etree._Element]]:
    for paragraph in root.iter(f"{{{DRAWING}}}p"):
        texts = [item for item in paragraph.iter(f"{{{DRAWING}}}t") if item.text]
        if texts:
            yield texts


def box_texts(package: Package, part: str) -> list[str]:
    """The paragraphs of a sheet's text boxes."""
    return ["".join(item.text or "" for item in texts)
            for name in drawing_parts(package, part) for texts in _paragraphs(package.xml(name))]


def drawn_text(sheet: SheetPart) -> str:
    """Everything a sheet says beside its cells, to look for fields in."""
    headers = [item.text or "" for item in header_texts(sheet.root)]
    return "\n".join((*headers, *box_texts(sheet.template.package, sheet.part)))


def _filled_header(text: str, scalars: Mapping[str, Value], room: int | None) -> tuple[str, int]:
    """A header filled, with at most ``room`` characters of values; and how many its values would have wanted."""
    out, wanted = "", 0
    for piece in split_fields(text):
        if piece.field is None:
            out += piece.text
            continue
        value = clean(shown(scalars.get(piece.field)))
        parts = ["&&" if letter == "&" else letter for letter in value]
        blank = " " if value[:1].isdigit() and _SIZE_CODE.search(out) else ""
        length = sum(map(len, parts)) + len(blank)
        wanted += length
        while room is not None and parts and length > room:
            length -= len(parts.pop())
        room = None if room is None else room - length
        out += blank + "".join(parts)
    return out, wanted


def fill_header(text: str, scalars: Mapping[str, Value]) -> str:
    """A header's code with its fields filled: ``&`` doubled, and a blank where a size code would swallow the value's digits.

    Excel takes no more than 255 characters and offers to repair a longer one: values are cut then.
    """
    whole, wanted = _filled_header(text, scalars, None)
    if len(whole) <= LONGEST_HEADER:
        return whole
    return _filled_header(text, scalars, max(LONGEST_HEADER - (len(whole) - wanted), 0))[0]


def too_long_headers(root: etree._Element, scalars: Mapping[str, Value]) -> bool:
    """Whether a header or footer is cut for its length."""
    return any(len(_filled_header(item.text or "", scalars, None)[0]) > LONGEST_HEADER for item in header_texts(root))


def fill_headers(root: etree._Element, scalars: Mapping[str, Value]) -> None:
    """Fill a sheet's headers and footers."""
    for item in header_texts(root):
        if item.text and "{{" in item.text:
            item.text = fill_header(item.text, scalars)


def fill_boxes(root: etree._Element, scalars: Mapping[str, Value]) -> None:
    """Fill a drawing's text boxes; a field that is torn over runs lands where it begins."""
    for texts in _paragraphs(root):
        written = [item.text or "" for item in texts]
        if "{{" not in "".join(written):
            continue
        for item, pieces in zip(texts, cut_pieces(written), strict=True):
            item.text = "".join(piece.text if piece.field is None else clean(shown(scalars.get(piece.field))) for piece in pieces)
