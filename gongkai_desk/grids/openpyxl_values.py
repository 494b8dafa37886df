"""openpyxl, the last reader of xlsx: slow, but forgiving. Never its read_only mode, which believes dimensions."""

from __future__ import annotations

import io
from typing import Any

from gongkai_desk.domain.errors import Unreadable
from gongkai_desk.grids.refusal import broken

_CELLS = 5_000_000


def read_values(data: bytes, sheet: str) -> list[list[Any]]:
    """The values of one sheet, row by row from A1. Raises Unreadable where openpyxl cannot read it either."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        table = book[sheet]
        if table.max_row * table.max_column > _CELLS:
            raise broken("表格范围异常")
        return [["" if value is None else value for value in row] for row in table.iter_rows(values_only=True)]
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part makes its parsers raise
        raise broken() from error
