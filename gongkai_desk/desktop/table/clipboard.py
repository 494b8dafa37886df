"""Cells to the clipboard and back: HTML and quoted TSV both ways, so that line breaks inside cells survive."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser

from PySide6.QtCore import QMimeData

Block = list[list[str]]
SPAN_LIMIT = 200
CELL_LIMIT = 200_000
_BREAK, _BLOCK = "\f", "\v"
_BLANKS = re.compile(r"[ \t\r\n\xa0]+")
_BLOCKS = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6"})
_SILENT = frozenset({"style", "script"})


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
        self._mute = 0
        self._cell: list[str] | None = None
        self._spans: dict[int, int] = {}
        self._row: list[str] | None = None
        self._hidden = False
        self._across = 1
        self._down = 1
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._mute += 1
        elif tag == "table":
            self._depth += 1
        elif self._done or self._depth != 1:
            return
        elif tag == "tr":
            self._end_row()
            self._row, self._hidden = [], _is_hidden(dict(attrs))
        elif tag in ("td", "th"):
            self._open(dict(attrs))
        elif self._cell is not None and (tag == "br" or tag in _BLOCKS):
            self._cell.append(_BREAK if tag == "br" else _BLOCK)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._mute = max(0, self._mute - 1)
        elif tag == "table":
            if self._depth == 1:
                self._end_row()
            self._depth -= 1
            self._done = self._done or self._depth <= 0 and bool(self.block)
        elif self._done or self._depth != 1:
            return
        elif tag in ("td", "th"):
            self._close()
        elif tag == "tr":
            self._end_row()
        elif tag in _BLOCKS and self._cell is not None:
            self._cell.append(_BLOCK)

    def handle_data(self, data: str) -> None:
        if self._cell is not None and self._depth == 1 and not self._done and not self._mute:
            self._cell.append(data)

    def close(self) -> None:
        super().close()
        if not self._done:
            self._end_row()

    def _open(self, attrs: dict[str, str | None]) -> None:
        self._close()
        if self._row is None:
            self._row = []
        self._pad()
        self._across, self._down = _span(attrs.get("colspan")), _span(attrs.get("rowspan"))
        self._cell = []

    def _close(self) -> None:
        if self._cell is None or self._row is None:
            return
        text = _as_shown("".join(self._cell))
        self._cell = None
        self._count += self._across
        if self._count > CELL_LIMIT:
            self._done = True
            return
        for at in range(len(self._row), len(self._row) + self._across):
            if self._down > 1:
                self._spans[at] = self._down
        self._row.extend([text, *[""] * (self._across - 1)])

    def _end_row(self) -> None:
        self._close()
        if self._row is None:
            return
        self._pad()
        if not self._hidden:
            self.block.append(self._row)
        self._row = None
        self._spans = {at: left - 1 for at, left in self._spans.items() if left > 1}

    def _pad(self) -> None:
        while self._row is not None and self._spans.get(len(self._row), 0) and self._spanned_before(len(self._row)):
            self._row.append("")

    def _spanned_before(self, at: int) -> bool:
        return bool(self.block) and at in self._spans


def _as_shown(text: str) -> str:
    """The text of a cell as a browser shows it. A line that was only wrapped in the source, as Word does it, is one line: in
    Chinese nothing stands where it was wrapped."""
    lines = []
    for paragraph in text.split(_BLOCK):
        parts = [_BLANKS.sub(_joined, line).strip() for line in paragraph.split(_BREAK)]
        if any(parts):
            lines.append("\n".join(parts))
    return "\n".join(lines).strip("\n")


def _joined(blanks: re.Match[str]) -> str:
    text, start, end = blanks.string, blanks.start(), blanks.end()
    between = text[start - 1 : start] + text[end : end + 1]
    wrapped = "\n" in blanks.group() and len(between) == 2 and all(letter > "\u2e7f" for letter in between)
    return "" if wrapped else " "


def _is_hidden(attrs: dict[str, str | None]) -> bool:
    return "hidden" in attrs or "display:none" in (attrs.get("style") or "").replace(" ", "").lower()


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
