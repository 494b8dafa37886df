"""One writer: a lock beside the ledger that says who holds it, and that the system releases when the holder dies.

The file ``<ledger>.lock`` holds one JSON line (computer, person, since, pid); what counts is the system's lock on it, not that
it exists. The locked byte lies far behind the text, so that others can read the text while it is held.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from gongkai_desk.domain import LedgerFault

PATIENCE_SECONDS = 0.6
"""How long an opening waits for a holder who is just closing."""

_FAR = 1 << 30

_HELD = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK, getattr(errno, "EDEADLOCK", errno.EDEADLK))


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a ledger open for writing, and what they were doing (the label of a step under way, else empty)."""

    computer: str
    person: str
    since: str
    doing: str = ""

    def __str__(self) -> str:
        return f"电脑 {self.computer} 上的 {self.person} 自 {self.since.replace('T', ' ')} 起"


def lock_path(path: Path) -> Path:
    """The lock file of a ledger."""
    return path.with_name(path.name + ".lock")


def holder_of(path: Path) -> Holder | None:
    """Who the lock file names, or None where there is none or it cannot be read."""
    try:
        text = lock_path(path).read_text("utf-8")
        told: dict[str, Any] = json.loads(text)
        return Holder(str(told["computer"]), str(told["person"]), str(told["since"]), str(told.get("doing", "")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


class Lock:
    """The held lock. ``interrupted`` is the label of the step that the previous holder died in, if it died in one."""

    def __init__(self, path: Path, descriptor: int, told: dict[str, Any], interrupted: str) -> None:
        self._path = path
        self._descriptor: int | None = descriptor
        self._told = told
        self.interrupted = interrupted
        self.say("")

    def say(self, doing: str) -> None:
        """Write what is being done, for whoever finds the lock after a crash. A hint only: never fails."""
        if self._descriptor is None:
            return
        self._told["doing"] = doing
        line = json.dumps(self._told, ensure_ascii=False).encode("utf-8", "replace")
        with contextlib.suppress(OSError):
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, line + b"\n")
            os.ftruncate(self._descriptor, len(line) + 1)

    def release(self) -> None:
        """Give the ledger free. Calling it twice is harmless."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        if sys.platform != "win32":  # Windows cannot unlink an open file; POSIX must unlink while still holding it
            with contextlib.suppress(OSError):
                lock_path(self._path).unlink()
        os.close(descriptor)
        if sys.platform == "win32":
            with contextlib.suppress(OSError):
                lock_path(self._path).unlink()


def _unwritable(path: Path) -> LedgerFault:
    if not path.exists():
        return LedgerFault("所在文件夹不可写，不能在这里新建台账", str(path), "请换一个可写的位置")
    return LedgerFault("所在文件夹不可写，不能以编辑方式打开", str(path), "请改用只读方式打开，或把台账复制到可写的位置")


def acquire(path: Path, *, computer: str, person: str, patience: float = PATIENCE_SECONDS) -> Lock:
    """Take the lock of the ledger at ``path``. Raises LedgerFault that names the holder, after ``patience`` seconds."""
    target = lock_path(path)
    deadline = time.monotonic() + patience
    while True:
        try:
            descriptor = os.open(target, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0), 0o666)
        except FileNotFoundError as error:
            raise LedgerFault("文件夹不存在", str(path.parent), "请先建好文件夹，或换一个位置") from error
        except OSError as error:
            raise _unwritable(path) from error
        if _try_lock(descriptor) and _still_there(descriptor, target):
            before = holder_of(path)
            since = datetime.now().isoformat(timespec="seconds")
            told = {"computer": computer, "person": person, "since": since, "pid": os.getpid()}
            return Lock(path, descriptor, told, before.doing if before else "")
        os.close(descriptor)
        if time.monotonic() >= deadline:
            raise in_use(path)
        time.sleep(0.02)


def in_use(path: Path) -> LedgerFault:
    """The fault of a ledger that somebody else has open for writing."""
    holder = holder_of(path)
    who = f"台账正由 {holder}打开编辑" if holder else "台账正由另一程序打开编辑"
    return LedgerFault(who, str(path), "请等对方关闭后再试，或以只读方式打开")


def _still_there(descriptor: int, target: Path) -> bool:
    """Whether the locked file is still the one at ``target``: a holder unlinks it when it lets go."""
    try:
        return os.path.samestat(os.fstat(descriptor), target.stat())
    except OSError:
        return False


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, _FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _HELD  # a file system without locks must not keep the clerk out
    return True
