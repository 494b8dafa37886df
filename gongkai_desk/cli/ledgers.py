"""What the verbs on a ledger share: telling a ledger from a document, and refusing to overwrite."""

from __future__ import annotations

from pathlib import Path

from gongkai_desk.domain import GongkaiError

SQLITE_MAGIC = b"SQLite format 3\x00"


def is_ledger(path: str) -> bool:
    """Whether the file is meant as a ledger: by its ending or its first bytes."""
    if path.lower().endswith(".gkd"):
        return True
    try:
        with Path(path).open("rb") as file:
            return file.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC
    except OSError:
        return False


def must_be_free(path: str | Path, force: bool) -> Path:
    """The path, if nothing stands there or ``force`` is given; raises GongkaiError otherwise."""
    target = Path(path)
    if target.exists() and not force:
        raise GongkaiError("文件已经存在，没有覆盖", str(path), "如需覆盖请加 --force，或换一个文件名。")
    if not target.parent.is_dir():
        raise GongkaiError("输出的文件夹不存在", str(target.parent), "请先建好文件夹，或换一个位置。")
    return target
