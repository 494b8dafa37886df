"""Limits on memory and time of the reader child: resource limits where the system has them, a job object on Windows.

Address space is what Linux can limit, so the child runs no threads (each would reserve 64 MiB of it).
"""

from __future__ import annotations

import contextlib
import re
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import subprocess

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
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def peak_memory() -> int:
    """The most memory this process has held, in bytes; 0 where the system does not tell."""
    if sys.platform == "win32":
        return _peak_pagefile()
    try:  # ru_maxrss would count the parent's memory too: Linux keeps the peak over the start of another program
        status = Path("/proc/self/status").read_bytes()
    except OSError:
        return 0
    found = re.search(rb"^VmHWM:\s*(\d+) kB", status, re.M)
    return int(found[1]) * 1024 if found else 0


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Basic(ctypes.Structure):
        _fields_ = [
            ("process_time", ctypes.c_int64), ("job_time", ctypes.c_int64), ("flags", wintypes.DWORD),
            ("min_set", ctypes.c_size_t), ("max_set", ctypes.c_size_t), ("active", wintypes.DWORD),
            ("affinity", ctypes.c_size_t), ("priority", wintypes.DWORD), ("scheduling", wintypes.DWORD)]

    class _Extended(ctypes.Structure):
        _fields_ = [
            ("basic", _Basic), ("io", ctypes.c_uint64 * 6), ("process_memory", ctypes.c_size_t), ("job_memory", ctypes.c_size_t),
            ("peak_process", ctypes.c_size_t), ("peak_job", ctypes.c_size_t)]


    class _Counters(ctypes.Structure):
        _fields_ = [
            ("size", wintypes.DWORD), ("faults", wintypes.DWORD), ("peak_set", ctypes.c_size_t), ("set", ctypes.c_size_t),
            ("peak_paged", ctypes.c_size_t), ("paged", ctypes.c_size_t), ("peak_pool", ctypes.c_size_t),
            ("pool", ctypes.c_size_t), ("pagefile", ctypes.c_size_t), ("peak_pagefile", ctypes.c_size_t)]

    def _peak_pagefile() -> int:
        """What the job object counts: memory committed by this process, at its highest."""
        counters = _Counters(size=ctypes.sizeof(_Counters))
        kernel = ctypes.WinDLL("kernel32")
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        done = kernel.K32GetProcessMemoryInfo(
            wintypes.HANDLE(kernel.GetCurrentProcess()), ctypes.byref(counters), wintypes.DWORD(counters.size))
        return int(counters.peak_pagefile) if done else 0


class Job:
    """Holds a child on Windows: limits its memory, and kills it when this process ends. Elsewhere it does nothing."""

    _EXTENDED_LIMITS = 9
    _PROCESS_MEMORY, _KILL_ON_CLOSE, _DIE_ON_EXCEPTION = 0x100, 0x2000, 0x400

    def __init__(self, process: subprocess.Popen[bytes], memory: int) -> None:
        self._handle: int | None = None
        if sys.platform == "win32":
            self._hold(process, memory)

    def _hold(self, process: subprocess.Popen[bytes], memory: int) -> None:
        if sys.platform == "win32":
            kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            kernel.CreateJobObjectW.restype = wintypes.HANDLE
            handle = kernel.CreateJobObjectW(None, None)
            if not handle:
                return
            limits = _Extended()
            limits.basic.flags = self._PROCESS_MEMORY | self._KILL_ON_CLOSE | self._DIE_ON_EXCEPTION
            limits.process_memory = memory
            kernel.SetInformationJobObject(
                wintypes.HANDLE(handle), self._EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
            kernel.AssignProcessToJobObject(wintypes.HANDLE(handle), wintypes.HANDLE(int(process._handle)))
            self._handle = handle

    def close(self) -> None:
        """Let go of the child; on Windows it dies with that."""
        if sys.platform == "win32" and self._handle:
            ctypes.WinDLL("kernel32").CloseHandle(wintypes.HANDLE(self._handle))
        self._handle = None
