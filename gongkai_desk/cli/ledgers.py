"""What the verbs on a ledger share: telling a ledger from a document, and refusing to overwrite."""

from __future__ import annotations

from collections.abc import Sequence
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


def must_be_free(path: str, force: bool, *, inputs: Sequence[str] = (), endings: Sequence[str] = (".xlsx",)) -> Path:
    """The path of an output, if nothing stands there or ``force`` is given.

    Raises GongkaiError otherwise, where the ending is none of ``endings``, and, whatever ``force`` says, where a ledger, a folder
    or one of ``inputs``, or a file of a folder among them that is none of our own lists, stands there: a slip of the hand must
    not cost a year's work.
    """
    target = Path(path)
    if target.suffix.lower() not in endings:
        raise GongkaiError(f"只能写成 {' 或 '.join(endings)} 文件", path, "请改输出文件的名称。")
    _may_stand(target, force)
    if target.exists() and (target.is_dir() or is_ledger(path) or any(_is_read(target, Path(one)) for one in inputs)):
        raise GongkaiError("这是台账、文件夹或要读取的文件，不能覆盖", path, "请换一个文件名。")
    return target


def place_for_ledger(path: str, force: bool) -> Path:
    """The path of a new ledger: free, or with ``force`` that of a whole ledger. Raises GongkaiError."""
    from gongkai_desk.ledger.opening import examine

    target = Path(path)
    _may_stand(target, force)
    if target.exists():
        examine(target)
    return target


def _may_stand(target: Path, force: bool) -> None:
    if target.exists() and not force:
        raise GongkaiError("文件已经存在，没有覆盖", str(target), "如需覆盖请加 --force，或换一个文件名。")
    if not target.parent.is_dir():
        raise GongkaiError("输出的文件夹不存在", str(target.parent), "请先建好文件夹，或换一个位置。")


def _is_read(target: Path, source: Path) -> bool:
    if source.is_dir():
        from gongkai_desk.collecting.attachments import is_named_as_our_list

        return source.resolve() in target.resolve().parents and not is_named_as_our_list(target.name)
    return source.exists() and target.samefile(source)
