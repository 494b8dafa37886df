"""What is pasted: tables from the HTML flavour first (it knows merges), else quoted TSV, else plain lines.

Source of the rules: ``domain.md`` §4 (splitting on tab and newline breaks multi-line cells), the CF_HTML format of Windows.
"""

from __future__ import annotations

import re

from gongkai_desk.domain.errors import RefusalKind
from gongkai_desk.grids.grid import Document, Grid, GridKind
from gongkai_desk.grids.plain import prose
from gongkai_desk.grids.refusal import no_cells
from gongkai_desk.grids.reservations import Notes
from gongkai_desk.grids.text import clean

_OFFSET = re.compile(rb"(StartHTML|EndHTML|StartFragment|EndFragment):\s*(-?\d+)", re.I)
_LIMIT = 64 << 20


def read_pasted(html: str | None, text: str | None) -> Document:
    """A Document with an empty path. Raises Unreadable(EMPTY) where nothing usable was pasted."""
    notes = Notes("")
    grids: tuple[Grid, ...] = ()
    if html and html.strip():
        from gongkai_desk.grids.html import read_markup

        grids = read_markup(fragment(html[:_LIMIT]), "", notes)
    if not any(grid.kind is GridKind.TABLE for grid in grids) and text and text.strip("\0 \r\n\t"):
        notes = Notes("")
        grids = (_from_text(clean(text.rstrip("\0")), notes),)
    if not any(grid.rows for grid in grids):
        raise no_cells("剪贴板里没有文字或表格", RefusalKind.EMPTY)
    return Document("", "clipboard", grids, notes.doubts())


def fragment(html: str) -> str:
    """The copied part of an HTML flavour, without the CF_HTML header, whose offsets count UTF-8 bytes."""
    if not html.lstrip("\ufeff").startswith("Version:"):
        return html
    data = html.lstrip("\ufeff").encode("utf-8", "replace")
    offsets = {name.lower(): int(number) for name, number in _OFFSET.findall(data[:600])}
    start, end = offsets.get(b"starthtml", -1), offsets.get(b"endhtml", -1)
    if start < 0 or end <= start:
        start, end = offsets.get(b"startfragment", 0), offsets.get(b"endfragment", len(data))
    body = data[start:end] if 0 <= start < end <= len(data) + 2 else data
    return body[max(body.find(b"<"), 0):].decode("utf-8", "replace")


def _from_text(text: str, notes: Notes) -> Grid:
    if "\t" in text:
        from gongkai_desk.grids.delimited import read_table

        return read_table(text.rstrip("\n"), "\t", "", notes)
    return prose(text.split("\n"), "")
