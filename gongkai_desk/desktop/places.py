"""Places of documents in words short enough for a cell."""

from __future__ import annotations

from pathlib import PurePath

from gongkai_desk.domain import Source


def short(source: Source) -> str:
    """A source with its file's name instead of the whole path: ``甲局.xlsx 填报表 H7``."""
    if not source.file:
        return "手工录入"
    return " ".join((PurePath(source.file.replace("\\", "/")).name, within(source))).strip()


def within(source: Source) -> str:
    """The place inside its document: sheet and cell, or row."""
    return " ".join(part for part in (source.sheet or "", source.cell or (f"第{source.row}行" if source.row else "")) if part)
