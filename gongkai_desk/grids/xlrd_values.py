"""xlrd, the second reader of xls: slower than calamine, right where that is wrong (compressed strings, damaged directories)."""

from __future__ import annotations

import os
from typing import Any

from gongkai_desk.grids.grid import BadCell, Row
from gongkai_desk.grids.look import Range
from gongkai_desk.grids.numfmt import BUILTIN
from gongkai_desk.grids.refusal import password
from gongkai_desk.grids.rows import dense_rows
from gongkai_desk.grids.serial import from_serial


def read_sheets(data: bytes) -> list[tuple[str, list[Row], list[Range]]]:
    """(name, rows, merged ranges) of every sheet. Raises Unreadable(PASSWORD), and whatever xlrd raises."""
    import xlrd

    try:
        with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
            book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True,
                                      logfile=nowhere)
    except xlrd.XLRDError as error:
        if "encrypt" in str(error).lower() or "password" in str(error).lower():
            raise password() from error
        raise
    sheets: list[tuple[str, list[Row], list[Range]]] = []
    for sheet in book.sheets():
        raw = [[_value(book, cell) for cell in sheet.row(index)] for index in range(sheet.nrows)]
        spans = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
        sheets.append((sheet.name, dense_rows(raw), spans))
    return sheets


def _value(book: Any, cell: Any) -> Any:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_ERROR:
        return BadCell(xlrd.error_text_from_code.get(cell.value, "#ERR!"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        moment = from_serial(cell.value, _format(book, cell.xf_index), date1904=bool(book.datemode))
        return cell.value if moment is None else moment
    return cell.value if cell.ctype in (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER) else ""


def _format(book: Any, xf_index: int) -> str:
    key = book.xf_list[xf_index].format_key
    if key in BUILTIN and key not in book.format_map:
        return BUILTIN[key]
    known = book.format_map.get(key)
    return str(known.format_str) if known is not None and known.format_str else "yyyy-mm-dd"
