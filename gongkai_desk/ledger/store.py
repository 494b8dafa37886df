"""The door to SQLite: opening with the defences on, transactions, and SQLite's errors said in Chinese."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import msgspec

from gongkai_desk.domain import LedgerFault
from gongkai_desk.domain.system import said

SETTINGS = ("trusted_schema = OFF", "foreign_keys = ON", "synchronous = FULL", "cell_size_check = ON", "cache_size = -16000")

BUSY_SECONDS = 5.0
"""How long one statement waits for another program that reads or writes at this moment."""


def connect(path: Path | None, *, readonly: bool = False) -> sqlite3.Connection:
    """A connection with the house's settings; ``path`` None is a ledger in memory. Raises sqlite3.Error."""
    if path is None:
        target, uri = ":memory:", False
    else:
        target, uri = f"{address(path)}?mode={'ro' if readonly else 'rw'}", True
    connection = sqlite3.connect(
        target, uri=uri, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    try:
        configure(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def address(path: Path) -> str:
    """A path as SQLite's URI; a share (``//server/folder``) keeps its slashes, for SQLite accepts no host name."""
    name = path.absolute().as_posix()
    return "file://" + quote(name if name.startswith("/") else "/" + name)


def configure(connection: sqlite3.Connection) -> None:
    """Durable, checked and suspicious: what every connection is set to."""
    for pragma in SETTINGS:
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: commits at the end, rolls back whatever goes wrong."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def reading(connection: sqlite3.Connection) -> Iterator[None]:
    """One consistent view over several queries."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


@contextmanager
def guarded(path: Path, *, need: int = 0) -> Iterator[None]:
    """Turns SQLite's and the system's errors into a :class:`LedgerFault` about ``path``. ``need``: bytes about to be written."""
    try:
        yield
    except sqlite3.Error as error:
        raise explain(error, path, need) from error
    except UnicodeDecodeError as error:  # SQLite quotes damaged names in its messages, which Python then cannot read
        raise damaged(path, "文件已损坏") from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise _full(path, need) from error
        raise LedgerFault(f"读写失败（{said(error)}）", str(path), "请检查磁盘、U盘或网络盘是否可用后重试") from error


@contextmanager
def decoded(path: Path) -> Iterator[None]:
    """Stored values that cannot be what was written (a date that is none, broken JSON) are damage, not a program's fault."""
    try:
        yield
    except (ValueError, TypeError, KeyError, msgspec.MsgspecError) as error:
        raise damaged(path, f"台账内容有损坏（{type(error).__name__}）") from error


def explain(error: sqlite3.Error, path: Path, need: int = 0) -> LedgerFault:
    """What a SQLite error means for a clerk, and what to do now."""
    code = getattr(error, "sqlite_errorname", "") or ""
    text = str(error)
    if code.startswith("SQLITE_FULL"):
        return _full(path, need)
    if code.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH")):
        return LedgerFault("文件或所在磁盘是只读的，本次操作已整体撤回", str(path), "请把台账复制到可写的位置再打开")
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LedgerFault("台账正被另一程序读写，本次操作已整体撤回", str(path), "请稍候重试")
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT")) or "malformed" in text:
        return damaged(path, "文件已损坏")
    if code.startswith("SQLITE_CANTOPEN"):
        return LedgerFault("台账打不开，或所在文件夹不可写", str(path), "请检查文件是否还在、磁盘是否可用")
    if code.startswith("SQLITE_IOERR"):
        what = f"读写磁盘失败，本次操作已整体撤回{_space(path, need)}"
        return LedgerFault(what, str(path), "请检查磁盘、U盘或网络盘是否可用后重试")
    if code.startswith("SQLITE_CONSTRAINT"):
        if "FOREIGN KEY" in text:
            return LedgerFault("这一步涉及的任务、报送期或原件在台账中不存在，已整体撤回", str(path), "请先建立任务和报送期")
        return LedgerFault(f"这一步与台账已有内容矛盾，已整体撤回（{text}）", str(path), "请刷新后重试")
    if "decode to UTF-8" in text:
        return damaged(path, "台账内容有损坏（文字编码错误）")
    if "no such table" in text or "no such column" in text:
        return damaged(path, "文件内部结构不完整")
    return LedgerFault(f"台账读写失败（{text}）", str(path), "请重试；仍不行时请恢复备份")


def _full(path: Path, need: int) -> LedgerFault:
    return LedgerFault(f"磁盘空间不足，本次操作已整体撤回{_space(path, need)}", str(path), "请清理磁盘后重试")


def damaged(path: Path, what: str) -> LedgerFault:
    """The fault of a file that must not be written to; names the newest backup."""
    from gongkai_desk.ledger.backup import newest_backup

    backup = newest_backup(path)
    remedy = f"文件未作任何改动；可恢复最近的备份：{backup}" if backup else "文件未作任何改动；请找回原文件或其他副本"
    return LedgerFault(what, str(path), remedy)


def _space(path: Path, need: int) -> str:
    try:
        free = shutil.disk_usage(path.parent).free
    except OSError:
        return ""
    wanted = max(need * 3, 1 << 20)
    return f"（约需{_megabytes(wanted)}，现剩{_megabytes(free)}）"


def _megabytes(count: int) -> str:
    return f"{count / (1 << 20):.1f} MB"
