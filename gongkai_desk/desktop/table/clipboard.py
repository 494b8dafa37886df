"""Cells to the clipboard and back: HTML and quoted TSV both ways, so that line breaks inside cells survive."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser

from PySide6.QtCore import QMimeData

Block = list[list[str]]
SPAN_LIMIT = 200
CELL_LIMIT = 200_000


def to_mime(block: Sequence[Sequence[str]]) -> QMimeData:
    """A block of cells as Excel, WPS and Word take it."""
    return mime_of(*both(block))


def both(block: Sequence[Sequence[str]]) -> tuple[str, str]:
    """A block as TSV and as HTML. Runs on any thread."""
    return to_tsv(block), to_html(block)


def mime_of(tsv: str, html: str) -> QMimeData:
    """What is put on the clipboard."""
    mime = QMimeData()
    mime.setText(tsv)
    mime.setHtml(html)
    return mime


def to_tsv(block: Sequence[Sequence[str]]) -> str:
    """Tabs and line ends; cells that hold either are quoted."""
    lines = []
    for row in block:
        cells = (f'"{cell.replace(chr(34), chr(34) * 2)}"' if any(mark in cell for mark in '\t\n"') else cell for cell in row)
        lines.append("\t".join(cells))
    return "\r\n".join(lines)


def to_html(block: Sequence[Sequence[str]]) -> str:
    """A table; breaks inside a cell as Excel writes them."""
    mark = '<br style="mso-data-placement:same-cell;">'
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell).replace(chr(10), mark)}</td>" for cell in row) + "</tr>" for row in block)
    return f"<table>{rows}</table>"


def from_mime(mime: QMimeData | None) -> Block:
    """The block on the clipboard: the HTML table where there is one, else quoted TSV, else lines."""
    if mime is None:
        return []
    if mime.hasHtml():
        block = from_html(mime.html())
        if block:
            return block
    return from_tsv(mime.text()) if mime.hasText() else []


def from_tsv(text: str) -> Block:
    """Rows of a quoted TSV; the line end after the last row is not a row."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if not text:
        return []
    if '"' not in text:
        return [line.split("\t") for line in text.split("\n")]
    csv.field_size_limit(10_000_000)
    return [list(row) for row in csv.reader(io.StringIO(text), dialect="excel-tab")]


def from_html(html: str) -> Block:
    """The first table of ``html``; a merged cell's text stands at its upper left, the rest of it is empty."""
    parser = _Tables()
    parser.feed(html[:20_000_000])
    parser.close()
    return parser.block


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.block: Block = []
        self._done = False
        self._depth = 0
        self._cell: list[str] | None = None
        self._spans: dict[int, int] = {}
        self._row: list[str] = []
        self._across = 1
        self._down = 1
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
        elif self._done or self._depth != 1:
            return
        elif tag == "tr":
            self._row = []
        elif tag in ("td", "th"):
            self._open(dict(attrs))
        elif tag == "br" and self._cell is not None or tag == "p" and self._cell is not None and "".join(self._cell).strip():
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._depth -= 1
            self._done = self._done or self._depth <= 0
        elif self._done or self._depth != 1:
            return
        elif tag in ("td", "th"):
            self._close()
        elif tag == "tr":
            self._close()
            self._pad()
            self.block.append(self._row)
            self._spans = {at: left - 1 for at, left in self._spans.items() if left > 1}

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._done:
            self._cell.append(" ".join(data.split()) if not data.isspace() else "")

    def _open(self, attrs: dict[str, str | None]) -> None:
        self._close()
        self._pad()
        self._across, self._down = _span(attrs.get("colspan")), _span(attrs.get("rowspan"))
        self._cell = []

    def _close(self) -> None:
        if self._cell is None:
            return
        text = "\n".join(line.strip() for line in "".join(self._cell).split("\n")).strip("\n")
        self._cell = None
        self._count += self._across
        if self._count > CELL_LIMIT:
            self._done = True
            return
        for at in range(len(self._row), len(self._row) + self._across):
            if self._down > 1:
                self._spans[at] = self._down
        self._row.extend([text, *[""] * (self._across - 1)])

    def _pad(self) -> None:
        while self._spans.get(len(self._row), 0) and self._spanned_before(len(self._row)):
            self._row.append("")

    def _spanned_before(self, at: int) -> bool:
        return bool(self.block) and at in self._spans


def _span(value: str | None) -> int:
    try:
        return max(1, min(SPAN_LIMIT, int(value or "1")))
    except ValueError:
        return 1


def fit(block: Block, rows: int, columns: int) -> Block:
    """Repeat ``block`` over a larger selection, as Excel does when the selection is a multiple of it."""
    if not block:
        return []
    width = max(len(row) for row in block)
    square = [row + [""] * (width - len(row)) for row in block]
    times_down = rows // len(square) if rows % len(square) == 0 else 1
    times_across = columns // width if columns % width == 0 else 1
    return [row * max(1, times_across) for _ in range(max(1, times_down)) for row in square]
