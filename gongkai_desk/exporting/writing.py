"""How an export reaches the disk: whole or not at all, never over what exists unasked, under a name that Windows accepts."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gongkai_desk.domain import GongkaiError
from gongkai_desk.domain.system import said

Heed = Callable[[Sequence[str]], None]
"""Is told, before a file is written, what personal data it would hold; raises (Cancelled) to keep it from being written."""


def unheeded(sentences: Sequence[str]) -> None:
    """The :data:`Heed` of those who read the report's notes afterwards."""


@dataclass(frozen=True)
class ExportReport:
    """What was written: files, pages, and what a person should know (split texts, missing fonts, what a PDF cannot draw).

    ``personal`` are those of the ``notes`` that a :data:`Heed` was told before.
    """

    paths: tuple[Path, ...]
    pages: int = 0
    notes: tuple[str, ...] = field(default_factory=tuple)
    personal: tuple[str, ...] = field(default_factory=tuple)


def file_name(text: str) -> str:
    """Text as a file name that Windows accepts."""
    kept = ("_" if letter in '<>:"/\\|?*' or not letter.isprintable() else letter for letter in text)
    return "".join(kept).strip(". ") or "未命名"


def must_be_new(out: Path, overwrite: bool) -> None:
    """Raise GongkaiError where a file would be overwritten unasked."""
    if out.exists() and not overwrite:
        raise GongkaiError("文件已存在，没有覆盖", str(out), "请换一个文件名，或加 --force 覆盖")


def write_whole(out: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises GongkaiError where that fails; what was there stays."""
    handle, temporary = -1, ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=".gongkai-", suffix=out.suffix, dir=out.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(out)
    except BaseException as error:
        with contextlib.suppress(OSError):
            if temporary:
                Path(temporary).unlink()
        if not isinstance(error, OSError):
            raise
        remedy = "请检查文件夹是否存在、是否可写，磁盘是否已满，文件是否正被打开"
        raise GongkaiError(f"写不了文件（{said(error)}）", str(out), remedy) from error
