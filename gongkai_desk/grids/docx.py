"""docx: paragraphs and tables in their order, by our own walk over the XML (python-docx hangs on hostile spans).

Automatic numbers (一、 1.) stand in Word's text nowhere: they are worked out and put before it. Deleted text (修订), footnotes
and hidden text are left out; text boxes are kept. Source of the rules: ECMA-376 part 1, 17; ``faults.md`` #11-13, #28.
"""

from __future__ import annotations

from typing import Any

from gongkai_desk.grids.docxtable import read_table, wraps_only_tables
from gongkai_desk.grids.docxtext import NAME, Texts, blocks, paragraph
from gongkai_desk.grids.flow import Flow
from gongkai_desk.grids.grid import Document
from gongkai_desk.grids.numbering import Numbering
from gongkai_desk.grids.package import Package
from gongkai_desk.grids.refusal import broken, forbidden, too_big
from gongkai_desk.grids.reservations import Notes, doubt_hidden_rows
from gongkai_desk.grids.workbook import relations, reservations, saved_at

_LIMIT = 64 << 20
_TAGS = 2_800_000  # the tree takes some 130 bytes for each, text between them counted in
_DEPTH = 20


def read(data: bytes, path: str, avoid: frozenset[str] = frozenset(), package: Package | None = None) -> Document:
    """Read a Word document. Raises Unreadable: INCOMPLETE, PASSWORD, TOO_BIG, FORBIDDEN, UNREADABLE."""
    package = package or Package(data)
    package.refuse_dtd()
    main = next((part for kind, part in relations(package, "").values() if kind == "officeDocument" and part in package),
                "word/document.xml")
    if package.size(main) > _LIMIT:
        raise too_big("文档正文过大")
    body_xml = package.read(main, _LIMIT)
    if body_xml.count(b"<") > _TAGS:
        raise too_big("文档正文过大")
    root = parse(body_xml)
    parts = {kind: part for kind, part in relations(package, main).values() if part in package}
    notes = Notes(path)
    for kind, what in reservations(package):
        if kind != "embedded":
            notes.say(kind, what)
    numbering = Numbering.read(_part(package, parts.get("numbering")), _part(package, parts.get("styles")))
    texts = Texts(numbering, notes)
    walk = _Walk(path, texts)
    body = next((child for child in root if NAME(child) == "body"), root)
    walk.through(body, 0)
    walk.end()
    texts.tell()
    grids = walk.flow.grids()
    for grid in grids:
        doubt_hidden_rows(grid, notes)
    return Document(path, "docx", grids, notes.doubts(), saved_at(package))


def parse(xml: bytes) -> Any:
    """An XML part as a tree; nothing is resolved or fetched. Raises Unreadable."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True)
    try:
        tree = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise broken() from error
    if tree.getroottree().docinfo.internalDTD is not None:
        raise forbidden()
    return tree


def _part(package: Package, name: str | None) -> Any:
    return parse(package.read(name, _LIMIT)) if name else None


class _Walk:
    """The walk over the body; text boxes wait until the run of paragraphs around them ends."""

    def __init__(self, path: str, texts: Texts) -> None:
        self.flow = Flow(path)
        self._path = path
        self._texts = texts
        self._boxes: list[Any] = []

    def through(self, container: Any, depth: int) -> None:
        """Every paragraph and table of a body, a box or a wrapping cell."""
        if depth > _DEPTH:
            raise broken("文档嵌套过深，无法读取")
        for block in blocks(container):
            if NAME(block) == "p":
                found = paragraph(block, self._texts)
                self.flow.paragraph(found.text, struck=found.struck)
                self._boxes.extend(found.boxes)
            else:
                self._open_boxes(depth)
                self._table(block, depth)

    def _table(self, block: Any, depth: int) -> None:
        if wraps_only_tables(block):
            for cell in (cell for row in block if NAME(row) == "tr" for cell in row if NAME(cell) == "tc"):
                self.through(cell, depth + 1)
            return
        found = read_table(block, self._path, self._texts)
        self.flow.table(found.grid)
        for nested in found.nested:
            if depth + 1 > _DEPTH:
                raise broken("文档嵌套过深，无法读取")
            self._table(nested, depth + 1)
        self._boxes.extend(found.boxes)
        self._open_boxes(depth)

    def _open_boxes(self, depth: int) -> None:
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.through(box, depth + 1)

    def end(self) -> None:
        """What still waits at the document's end."""
        self._open_boxes(0)
