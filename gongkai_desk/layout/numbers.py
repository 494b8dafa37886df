"""The number of a task in a column of its own: typed, merged over rows, or destroyed by a date format."""

from __future__ import annotations

import re
from datetime import date, datetime

from gongkai_desk.layout.cells import Cells
from gongkai_desk.layout.context import Context

_SHELL = re.compile(r"[\s(（〔\[【)）〕\]】.．、，,:：]+")
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_EPOCH = date(1899, 12, 31)


def read_number(cells: Cells, row: int, column: int, context: Context) -> str | None:
    """The number as written, without brackets and stops; None where there is none or it is destroyed."""
    text = cells.text(row, column)
    if text.isdigit() and not cells.grid.shown and len(text) <= 12:
        return text if text.isascii() else text.translate(_WIDE)
    span = cells.span(row, column)
    at = (span.top, span.left) if span and not text else (row, column)
    value = cells.grid.value(*at)
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        serial = (day - _EPOCH).days
        if 0 < serial < 400:
            context.doubt("number-as-date", f"序号被显示成日期，按{serial}理解", cells.source(*at))
            return str(serial)
        return None
    text = cells.text(*at)
    if text.isdigit():
        return text.translate(_WIDE) if len(text) <= 12 else None
    if not text or set(text) <= {"#"}:
        return None
    bare = _SHELL.sub("", text) if not re.fullmatch(r"\d+(?:\.\d+)+", text) else text
    return bare.translate(_WIDE) if 0 < len(bare) <= 12 else None
