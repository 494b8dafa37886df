"""Limits on memory and time of the reader child: resource limits where the system has them, a job object on Windows.

Address space is what Linux can limit, so the child runs no threads (each would reserve 64 MiB of it). The door looks at the
child's memory besides (:func:`memory_of`): where a system grants no limit, or grants it and does not keep it (Wine), that holds.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import re
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import subprocess

    from gongkai_desk.grids.jobs import JobSystem

MEMORY: Final = 1536 << 20
CELL_LIMIT: Final = 4_000_000
TEXT_LIMIT: Final = 64_000_000  # characters, counted per cell: one shared string can stand in thousands of them


def limit_memory(size: int) -> None:
    """Let this process map at most ``size`` bytes. Does nothing on Windows, where :class:`Job` holds the child."""
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time(seconds: float) -> None:
    """Let the system kill this process after ``seconds``; 0 lifts the limit. Holds also while a parser keeps the interpreter."""
    if sys.platform == "win32":
        end_later(seconds)
    else:
        signal.setitimer(signal.ITIMER_REAL, seconds)


def end_later(seconds: float) -> None:
    """End this process after ``seconds``, whatever holds the interpreter then; 0 lifts the limit. For systems without timers."""
    faulthandler.cancel_dump_traceback_later()
    if seconds:
        faulthandler.dump_traceback_later(seconds, exit=True)


def peak_memory() -> int:
    """The most memory this process has held, in bytes; 0 where the system does not tell."""
    if sys.platform == "win32":
        from gongkai_desk.grids.jobs import committed

        return committed(None, peak=True)
    try:  # ru_maxrss would count the parent's memory too: Linux keeps the peak over the start of another program
        status = Path("/proc/self/status").read_bytes()
    except OSError:
        return 0
    found = re.search(rb"^VmHWM:\s*(\d+) kB", status, re.M)
    return int(found[1]) * 1024 if found else 0


def memory_of(process: subprocess.Popen[bytes]) -> int:
    """What a running child holds now, in bytes; 0 where the system does not tell."""
    if sys.platform == "win32":
        from gongkai_desk.grids.jobs import committed

        return committed(int(process._handle))
    try:
        pages = Path(f"/proc/{process.pid}/statm").read_bytes().split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


class Job:
    """Holds a child on Windows: limits its memory, and kills it when this process ends. Elsewhere it does nothing.

    ``holds`` tells whether the system took it on. Where it did not (an old Windows inside another job, a policy), the child
    still ends with its pipe, and the door's own look at its memory is the limit.
    """

    def __init__(self, process: subprocess.Popen[bytes], memory: int, system: JobSystem | None = None) -> None:
        self._system = system or _job_system()
        self._handle = self._system.create() if self._system is not None else None
        self.holds = self._handle is not None and self._take(process, memory)
        if not self.holds:
            self.close()

    def _take(self, process: subprocess.Popen[bytes], memory: int) -> bool:
        assert self._system is not None and self._handle is not None
        return self._system.limit(self._handle, memory) and self._system.assign(self._handle, process)

    def close(self) -> None:
        """Let go of the child; on Windows it dies with that."""
        if self._system is not None and self._handle is not None:
            self._system.close(self._handle)
        self._handle = None


def _job_system() -> JobSystem | None:
    if sys.platform == "win32":
        from gongkai_desk.grids.jobs import WindowsJobs

        return WindowsJobs()
    return None
