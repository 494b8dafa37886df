"""Web pages: paragraphs and tables interleaved, rowspan and colspan kept as spans. Nothing is loaded, run or fetched.

Source of the rules: the HTML table model with its limits (colspan 1,000, rowspan 65,534); ``faults.md`` #17, #29.
"""

from __future__ import annotations

import re
from typing import Any

from gongkai_desk.grids.flow import Flow
from gongkai_desk.grids.grid import Document, Grid
from gongkai_desk.grids.htmltable import read_table, rows_of
from gongkai_desk.grids.htmltext import BLOCKS, collect, is_hidden, tidy
from gongkai_desk.grids.refusal import broken, forbidden, too_big
from gongkai_desk.grids.reservations import Notes, doubt_hidden_rows, doubt_shortened
from gongkai_desk.grids.text import clean, decode

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_TABLES = re.compile(r"<(/?)table\b", re.I)
_DEPTH = 40
_NODES = 1_950_000  # the tree takes some 200 bytes for each element, each piece of text, each attribute and its value
_TAG = re.compile(r"<[A-Za-z]|</|=")
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{10000,}")
_QUOTED = re.compile("\"[^\"]*\"|'[^']*'")
_ATTRIBUTES = 4_000
_ENTITY = re.compile(r"<!doctype[^>]*\[|<!entity\b", re.I)


def read(data: bytes, path: str, avoid: frozenset[str] = frozenset()) -> Document:
    """Read a saved web page. Raises Unreadable (FORBIDDEN for entity declarations, UNREADABLE for nesting beyond sense,
    TOO_BIG)."""
    declared = _CHARSET.search(data[:4096])
    decoded = decode(data, declared[1].decode("ascii") if declared else None)
    notes = Notes(path)
    if decoded.reservation:
        notes.say("encoding", decoded.reservation)
    return Document(path, "html", read_markup(decoded.text, path, notes), notes.doubts())


def read_markup(markup: str, path: str, notes: Notes) -> tuple[Grid, ...]:
    """The grids of HTML text. Raises Unreadable."""
    from lxml import etree

    if _ENTITY.search(markup[:65_536]):
        raise forbidden()
    if _too_deep(markup):
        raise broken("网页中的表格嵌套过深，无法读取")
    if _is_crowded(markup) or _has_swollen_tag(markup):
        raise too_big("网页过大，标签过多")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(clean(markup).encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise broken() from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):  # lxml drops the rest without a word
        raise broken("网页嵌套过深，无法完整读取")
    if root is None:
        return ()
    page = _Page(path)
    body = root.find("body")
    page.walk(root if body is None else body)
    page.flush()
    grids = page.flow.grids()
    for grid in grids:
        doubt_hidden_rows(grid, notes)
        doubt_shortened(grid.rows, grid.sheet, notes)
    if page.hidden_cells:
        notes.say("hidden-cells", f"网页的表格里有 {page.hidden_cells} 个隐藏的单元格，未读入，请核对")
    return grids


def _is_crowded(markup: str) -> bool:
    """Whether the tree of the page would fill the memory."""
    if 2 * (markup.count("<") + markup.count("=")) <= _NODES:
        return False
    return sum(1 if found[0] == "</" else 2 for found in _TAG.finditer(markup)) > _NODES


def _has_swollen_tag(markup: str) -> bool:
    """Whether a tag has thousands of attributes: libxml2 compares each with all before it."""
    return any(len(_QUOTED.sub(" ", found[0]).split()) > _ATTRIBUTES for found in _LONG_TAG.finditer(markup))


def _too_deep(markup: str) -> bool:
    depth = 0
    for found in _TABLES.finditer(markup):
        depth = max(0, depth - 1) if found[1] else depth + 1
        if depth > _DEPTH:
            return True
    return False


class _Page:
    """The walk through a page: text runs together until a block element ends the paragraph."""

    def __init__(self, path: str) -> None:
        self.flow = Flow(path)
        self._path = path
        self._buffer: list[str] = []
        self.hidden_cells = 0

    def walk(self, node: Any) -> None:
        if not isinstance(node.tag, str) or is_hidden(node):
            return
        if node.tag == "table":
            self._table(node)
            return
        if node.tag == "br":
            self.flush()
            return
        if node.tag in BLOCKS:
            self.flush()
        if node.tag == "li":
            self._buffer.append(_item_number(node))
        self._buffer.append(node.text or "")
        for child in node:
            self.walk(child)
            self._buffer.append(child.tail or "")
        if node.tag in BLOCKS:
            self.flush()

    def flush(self) -> None:
        """End the paragraph."""
        text = tidy("".join(self._buffer))
        self._buffer.clear()
        if text:
            self.flow.paragraph(text)

    def _table(self, node: Any) -> None:
        self.flush()
        for caption in node.findall("caption"):
            self.walk(caption)
            self.flush()
        if _is_frame(node):
            for row in rows_of(node):
                for cell in row:
                    self.walk(cell)
                    self.flush()
        else:
            self.flow.table(read_table(node, self._path))
            self.hidden_cells += sum(1 for row in rows_of(node) for cell in row
                                     if cell.tag in ("td", "th") and is_hidden(cell) and "".join(cell.itertext()).strip())


def _is_frame(table: Any) -> bool:
    """Whether a table only arranges the page: one column, or tables inside and hardly a row with cells of its own."""
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows_of(table)]
    if all(len(row) < 2 for row in rows):
        return True
    if table.find(".//table") is None:
        return False
    own = sum(1 for row in rows if sum(1 for cell in row if cell.find(".//table") is None and collect(cell).text.strip()) > 1)
    return own < 2


def _item_number(node: Any) -> str:
    """The number that a browser shows before an item of an ordered list."""
    parent = node.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    before = sum(1 for other in node.itersiblings("li", preceding=True))
    start = parent.get("start", "1")
    return f"{before + (int(start) if start.isdigit() else 1)}."
