"""Values written into a copy of somebody else's xlsx. Runs in the reader child: the file is foreign, and openpyxl trusts it.

Source of the rules: ``faults.md`` #23: what a clerk wrote is text, never a formula.
"""

from __future__ import annotations

import io
from datetime import date

from gongkai_desk.domain.errors import Unreadable
from gongkai_desk.grids.package import Package
from gongkai_desk.grids.refusal import broken
from gongkai_desk.grids.wire import FilledCell


def fill(data: bytes, cells: list[FilledCell]) -> bytes:
    """The workbook with these cells written; a sheet that is not there is the first one. Raises Unreadable."""
    import openpyxl

    Package(data).refuse_dtd()
    try:
        book = openpyxl.load_workbook(io.BytesIO(data))
        for cell in cells:
            sheet = book[cell.sheet] if cell.sheet in book.sheetnames else book.worksheets[0]
            place = sheet.cell(cell.row, cell.column)
            if cell.day:
                place.value = date.fromisoformat(cell.text)
            else:
                place.value, place.data_type = cell.text, "s"
        out = io.BytesIO()
        book.save(out)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part makes its parsers raise
        raise broken() from error
    return out.getvalue()
