"""What a file is before SQLite touches it, and how it is opened: suspiciously, and changed as little as possible."""

from __future__ import annotations

import os
import platform
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from gongkai_desk.domain import LedgerFault
from gongkai_desk.domain.system import said
from gongkai_desk.ledger.lock import acquire
from gongkai_desk.ledger.migrate import migrate, version_of
from gongkai_desk.ledger.schema import APPLICATION, SCHEMA
from gongkai_desk.ledger.store import configure, connect, damaged, guarded

MAGIC = b"SQLite format 3\x00"
TEMPORARY = ".gkd-"
"""How the names of half-written files begin, which a killed program may leave behind."""


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
        raise LedgerFault(f"台账文件打不开（{said(error)}）", str(path), "请检查文件权限、U盘或网络盘") from error
    if size == 0:
        raise damaged(path, "文件是空的（0字节），不是台账")
    if not head.startswith(MAGIC):
        raise damaged(path, "这不是台账文件" + _looks_like(head))
    if len(head) < 100:
        raise damaged(path, "文件不完整（可能没有复制完）")
    if int.from_bytes(head[68:72], "big") != APPLICATION:
        raise LedgerFault("这是别的程序的数据库，不是本程序的台账", str(path), "请选择 .gkd 台账文件")
    _check_length(path, head, size)
    version = int.from_bytes(head[60:64], "big", signed=True)
    if version < 1:
        raise damaged(path, "文件头已损坏（版本号不对）")
    return version


def _check_length(path: Path, head: bytes, size: int) -> None:
    """The header counts pages; a file with a journal beside it may be in the middle of a step and is left to SQLite."""
    if head[24:28] != head[92:96] or has_journal(path):
        return
    page = int.from_bytes(head[16:18], "big")
    expected = (65536 if page == 1 else page) * int.from_bytes(head[28:32], "big")
    if size < expected:
        raise damaged(path, f"文件不完整（应有{expected}字节，只有{size}字节，可能没有复制完）")


def _looks_like(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    if start.startswith((b"<!doctype", b"<html", b"<head", b"<?xml")):
        return "（看起来是网页，可能是下载时的登录页）"
    if start.startswith(b"pk\x03\x04"):
        return "（看起来是Excel、Word或压缩文件）"
    return "（或已严重损坏）"


def has_journal(path: Path) -> bool:
    """Whether a journal lies beside the file: a step is under way, or a program was killed in one."""
    try:
        return path.with_name(path.name + "-journal").stat().st_size > 512
    except OSError:
        return False


def open_to_write(path: Path) -> sqlite3.Connection:
    """The file opened for its one writer; SQLite takes back what a killed program left half done. Raises LedgerFault."""
    with guarded(path):
        connection = connect(path)
        try:
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
            _inspect(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def open_to_read(path: Path) -> sqlite3.Connection:
    """The file opened for looking at. An older schema is brought up in memory; the file stays as it is. Raises LedgerFault."""
    with guarded(path):
        if has_journal(path):
            _settle(path)
        connection = _copied(path) if has_journal(path) and not _held(path) else connect(path, readonly=True)
        try:
            _inspect(connection, path)
            return _raised(connection) if version_of(connection) < SCHEMA else connection
        except BaseException:
            connection.close()
            raise


def _inspect(connection: sqlite3.Connection, path: Path) -> None:
    """A ledger has tables and indexes and nothing that acts by itself; one from another computer is checked throughout."""
    for sort, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master"):
        if sort not in ("table", "index") or (sql or "").upper().startswith("CREATE VIRTUAL"):
            raise LedgerFault(f"文件中有不属于台账的内容（{sort} {name}），不予打开", str(path), "请找可靠的来源重新取得台账")
    if connection.execute("SELECT count(*) FROM ledger WHERE id = '1'").fetchone() != (1,):
        raise damaged(path, "文件内部结构不完整")
    last = connection.execute("SELECT computer FROM step ORDER BY seq DESC LIMIT 1").fetchone()
    if last is not None and last[0] != platform.node():
        found = [str(row[0]) for row in connection.execute("PRAGMA quick_check(1)")]
        if found != ["ok"]:
            raise damaged(path, "文件已损坏")


def _held(path: Path) -> bool:
    """Whether a writer has the ledger open at this moment."""
    try:
        acquire(path, computer="", person="", patience=0).release()
    except LedgerFault:
        return True
    return False


def _settle(path: Path) -> None:
    """Let SQLite take back what a killed program left half done, if nobody writes now and the folder can be written."""
    with suppress(LedgerFault, sqlite3.Error, UnicodeDecodeError):
        lock = acquire(path, computer=platform.node(), person="", patience=0)
        try:
            with closing(connect(path)) as connection:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            lock.release()


def _copied(path: Path) -> sqlite3.Connection:
    """For a read-only medium with a journal left on it: file and journal copied away, settled there, taken into memory."""
    with tempfile.TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "copy.gkd"
        shutil.copyfile(path, copy)
        shutil.copyfile(path.with_name(path.name + "-journal"), copy.with_name(copy.name + "-journal"))
        with closing(connect(copy)) as connection:
            return _in_memory(connection)


def _raised(connection: sqlite3.Connection) -> sqlite3.Connection:
    with closing(connection):
        memory = _in_memory(connection)
    migrate(memory)
    memory.execute("PRAGMA query_only = ON")
    return memory


def _in_memory(connection: sqlite3.Connection) -> sqlite3.Connection:
    memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.backup(memory)
    configure(memory)
    return memory


def write_atomically(target: Path, data: bytes) -> None:
    """Put ``data`` at ``target`` as a whole or not at all: a temporary file in the same folder, synced, then renamed."""
    with made_beside(target) as temporary, temporary.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def made_beside(target: Path) -> Iterator[Path]:
    """An unused name beside ``target`` for a ledger to be written and synced; it then takes its place, whole or not at all.

    A journal of what stood there before must not be played into it.
    """
    temporary = target.with_name(f"{TEMPORARY}{os.getpid()}-{secrets.token_hex(4)}")
    try:
        yield temporary
        with suppress(FileNotFoundError):
            target.with_name(target.name + "-journal").unlink()
        temporary.replace(target)
        sync_folder(target.parent)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` durable, where the system can."""
    with suppress(OSError, AttributeError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
