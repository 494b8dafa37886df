"""What a file is before SQLite touches it, and how a ledger is opened or born."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import suppress
from pathlib import Path

from gongkai_desk.domain import LedgerFault
from gongkai_desk.ledger.schema import APPLICATION
from gongkai_desk.ledger.store import damaged

MAGIC = b"SQLite format 3\x00"


def examine(path: Path) -> int:
    """The schema version of the ledger file at ``path``, from its first hundred bytes; opens nothing, changes nothing.

    Raises LedgerFault for a file that is missing, empty, not a ledger, or shorter than it says it is.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(512)
    except FileNotFoundError as error:
        raise LedgerFault("找不到台账文件", str(path), "请检查文件名和位置") from error
    except OSError as error:
        raise LedgerFault(f"台账文件打不开（{error.strerror or error}）", str(path), "请检查文件权限、U盘或网络盘") from error
    if size == 0:
        raise damaged(path, "文件是空的（0字节），不是台账")
    if not head.startswith(MAGIC):
        raise damaged(path, "这不是台账文件" + _looks_like(head))
    if len(head) < 100:
        raise damaged(path, "文件不完整（可能没有复制完）")
    if int.from_bytes(head[68:72]) != APPLICATION:
        raise LedgerFault("这是别的程序的数据库，不是本程序的台账", str(path), "请选择 .gkd 台账文件")
    journal = path.with_name(path.name + "-journal")
    if head[24:28] == head[92:96] and not (journal.exists() and journal.stat().st_size > 0):
        page = int.from_bytes(head[16:18])
        expected = (65536 if page == 1 else page) * int.from_bytes(head[28:32])
        if size < expected:
            raise damaged(path, f"文件不完整（应有{expected}字节，只有{size}字节，可能没有复制完）")
    return int.from_bytes(head[60:64])


def _looks_like(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    if start.startswith((b"<!doctype", b"<html", b"<head", b"<?xml")):
        return "（看起来是网页，可能是下载时的登录页）"
    if start.startswith(b"pk\x03\x04"):
        return "（看起来是Excel、Word或压缩文件）"
    return "（或已严重损坏）"


def write_atomically(target: Path, data: bytes) -> None:
    """Put ``data`` at ``target`` as a whole or not at all: a temporary file in the same folder, synced, then renamed."""
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(target.parent)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` durable, where the system can."""
    with suppress(OSError, AttributeError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def has_journal(path: Path) -> bool:
    """Whether a killed program left a journal that SQLite must play back first."""
    journal = path.with_name(path.name + "-journal")
    try:
        return journal.stat().st_size > 512
    except OSError:
        return False


def birth_certificate(connection: sqlite3.Connection) -> str:
    """The ledger's ``genesis``: what it was when it was made, on which the chain stands."""
    (text,) = connection.execute("SELECT genesis FROM ledger").fetchone()
    return str(text)
