"""Where something was read: the proof behind every value."""

from __future__ import annotations

from functools import lru_cache

import msgspec


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """Excel's name of a 1-based column: 1 -> ``A``, 28 -> ``AB``."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Source(msgspec.Struct, frozen=True):
    """A place in a document.

    ``file`` is the path as it was found (``a.zip/inner.xlsx`` for a member of an archive), ``""`` for a value typed by
    hand. ``row`` and ``column`` are 1-based as Excel shows them; in prose ``row`` is the paragraph's number.
    """

    file: str
    sheet: str | None = None
    row: int | None = None
    column: int | None = None

    @property
    def cell(self) -> str | None:
        """The cell as a clerk names it (``H7``), or None where no column is known."""
        if self.row is None or self.column is None:
            return None
        return f"{column_letters(self.column)}{self.row}"

    @property
    def name(self) -> str:
        """The file's name without its folders, which are somebody's computer's alone."""
        return self.file.replace("\\", "/").rpartition("/")[2]

    @property
    def spot(self) -> str:
        """The cell, else the row, in words; ``""`` where neither is known."""
        return self.cell or (f"第{self.row}行" if self.row else "")

    @property
    def within(self) -> str:
        """The place inside the document: ``填报表 H7``."""
        return " ".join(filter(None, (self.sheet, self.spot)))

    @property
    def short(self) -> str:
        """The place in words without folders, for paper and screen: ``乙县.xlsx 填报表 H7``."""
        return " ".join(filter(None, (self.name, self.within))) if self.file else str(self)

    def __str__(self) -> str:
        """The place in words, for messages: ``收到/乙县.xlsx 填报表 H7``."""
        return " ".join(filter(None, (self.file, self.within))) if self.file else "手工录入"


HAND = Source(file="")
"""The source of a value that the clerk typed."""
