"""Calamine, the first reader of xlsx, xls, et and xlsb: fast, and sometimes it dies (``faults.md``), so everything is caught.

A Rust panic arrives as ``PanicException``, which no ``except Exception`` catches.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from gongkai_desk.grids.grid import Row
from gongkai_desk.grids.refusal import password
from gongkai_desk.grids.rows import dense_rows


def open_book(data: bytes) -> Any:
    """The calamine workbook, or None where calamine cannot open it. Raises Unreadable(PASSWORD)."""
    import python_calamine

    try:
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except python_calamine.PasswordError as error:
        raise password() from error
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # PanicException
        return None


def sheet_rows(book: Any, number: int) -> tuple[list[Row], Any] | None:
    """The rows of one sheet and calamine's sheet itself, or None where it cannot be read."""
    try:
        sheet = book.get_sheet_by_index(number)
        start = sheet.start
        # not to_python, where blanks take memory; it begins at row 1, whatever the first row with content is
        return dense_rows(sheet.iter_rows(), 1, start[1] + 1) if start else [], sheet
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # PanicException
        return None


Values = Callable[[int, str], list[Row] | None]
"""A function (number, name) -> rows of that sheet, None where it cannot be read."""


def open_values(data: bytes) -> Values | None:
    """A function (number, name) -> rows of that sheet, or None where calamine cannot open the book."""
    book = open_book(data)
    if book is None:
        return None
    names = book.sheet_names

    def rows(number: int, name: str) -> list[Row] | None:
        at = number if number < len(names) and names[number] == name else names.index(name) if name in names else -1
        answer = sheet_rows(book, at) if at >= 0 else None
        return answer[0] if answer else None

    return rows
