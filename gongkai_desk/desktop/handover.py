"""A second start hands its files to the window that is already open: a lock says who is first, a folder is the letter box.

Sockets would need QtNetwork, which is not shipped. The lock is Qt's own, which knows when its owner has died. A letter is one
JSON file, written aside and renamed, so nobody reads half of one; who removes it first has it: the window that takes it, or the
sender who has waited long enough and opens a window of its own.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, QTimer

PATIENCE = 8.0
FORGOTTEN = 60.0
LOOK_EVERY = 1000
LETTER = "*.letter"


def meeting_place() -> Path:
    """The folder where this person's windows on this machine find each other; never on a share or the program's USB stick."""
    override = os.environ.get("GONGKAI_DESK_HOME")
    if override:
        return Path(override) / "handover"
    from platformdirs import user_cache_path

    return user_cache_path("gongkai-desk", appauthor=False) / f"handover-{_machine() or 'here'}"


def _machine() -> str:
    """This machine's name; ``platform`` would tell it too, but takes longer to load than the whole handover."""
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")


class Handover(QObject):
    """Who is first, and letters between starts. Works without it where ``folder`` cannot be written: then everybody is first."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self._waiting: list[list[str]] = []
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(folder / "window.lock"))
        self._lock.setStaleLockTime(0)

    def first(self) -> bool:
        """Whether no other window of this person is open here; from now on this one is."""
        if self._lock.tryLock(0):
            return True
        return self._lock.error() != QLockFile.LockError.LockFailedError

    def send(self, paths: Sequence[Path], patience: float = PATIENCE) -> bool:
        """Hand ``paths`` (none: only come to the front) to the open window; False when it does not take them."""
        import json
        import uuid

        letter = self.folder / f"{uuid.uuid4().hex}.letter"
        aside = letter.with_suffix(".part")
        try:
            aside.write_text(json.dumps([str(path.absolute()) for path in paths]), encoding="utf-8")
            _let_it_come_forward()
            aside.rename(letter)
        except OSError:
            return False
        end = time.monotonic() + patience
        while letter.exists():
            if time.monotonic() > end:
                return not _remove(letter)
            time.sleep(0.02)
        return True

    def listen(self, take: Callable[[list[Path]], None], busy: Callable[[], bool] = lambda: False) -> None:
        """Call ``take(paths)`` for every letter, as soon as the window is not ``busy`` with a question."""
        self._take, self._busy = take, busy
        self._watcher = QFileSystemWatcher([str(self.folder)], self)
        self._watcher.directoryChanged.connect(self.look)
        self._timer = QTimer(self)  # a watcher may miss changes; and letters wait while the clerk answers a question
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_EVERY)

    def look(self) -> None:
        """Empty the letter box."""
        import json

        for letter in sorted(self.folder.glob(LETTER)):
            with contextlib.suppress(OSError, ValueError):
                fresh = abs(time.time() - letter.stat().st_mtime) < FORGOTTEN
                content = json.loads(letter.read_text(encoding="utf-8"))
                if _remove(letter) and fresh and isinstance(content, list):
                    self._waiting.append([str(each) for each in content])
        while self._waiting and not self._busy():
            self._take([Path(each) for each in self._waiting.pop(0)])

    def leave(self) -> None:
        """The window closes: the next start is the first."""
        self._lock.unlock()


def _remove(letter: Path) -> bool:
    """Remove ``letter``; False where somebody else did."""
    try:
        letter.unlink()
    except OSError:
        return False
    return True


def _let_it_come_forward() -> None:
    """Windows lets a program come to the front only by leave of the one in front, which this start is."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
