"""Windows' job objects and what it knows of a process's memory; nothing here runs on other systems.

Every call's answer is looked at: :class:`limits.Job` decides what to do where one fails.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import subprocess


class JobSystem(Protocol):
    """What a system offers to hold processes. Each call tells whether it worked."""

    def create(self) -> int | None:
        """A handle of a new job, None where there is none to be had."""

    def limit(self, handle: int, memory: int) -> bool:
        """Limit what each process of the job may commit; they die with the job."""

    def assign(self, handle: int, process: subprocess.Popen[bytes]) -> bool:
        """Put a process into the job."""

    def close(self, handle: int) -> None:
        """Let go of the job."""


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

    class WindowsJobs:
        """The job objects of Windows."""

        _EXTENDED_LIMITS = 9
        _PROCESS_MEMORY, _KILL_ON_CLOSE, _DIE_ON_EXCEPTION = 0x100, 0x2000, 0x400

        def __init__(self) -> None:
            self._kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            self._kernel.CreateJobObjectW.restype = wintypes.HANDLE

        def create(self) -> int | None:
            """A handle of a new job, None where there is none to be had."""
            return self._kernel.CreateJobObjectW(None, None) or None

        def limit(self, handle: int, memory: int) -> bool:
            """Limit what each process of the job may commit; they die with the job."""
            limits = _Extended()
            limits.basic.flags = self._PROCESS_MEMORY | self._KILL_ON_CLOSE | self._DIE_ON_EXCEPTION
            limits.process_memory = memory
            return bool(self._kernel.SetInformationJobObject(
                wintypes.HANDLE(handle), self._EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)))

        def assign(self, handle: int, process: subprocess.Popen[bytes]) -> bool:
            """Put a process into the job."""
            return bool(self._kernel.AssignProcessToJobObject(wintypes.HANDLE(handle), wintypes.HANDLE(int(process._handle))))

        def close(self, handle: int) -> None:
            """Let go of the job."""
            self._kernel.CloseHandle(wintypes.HANDLE(handle))

    def committed(process: int | None, *, peak: bool = False) -> int:
        """What the job object counts: memory committed by a process (a handle; None for this one), now or at its highest."""
        counters = _Counters(size=ctypes.sizeof(_Counters))
        kernel = ctypes.WinDLL("kernel32")
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        handle = kernel.GetCurrentProcess() if process is None else process
        done = kernel.K32GetProcessMemoryInfo(wintypes.HANDLE(handle), ctypes.byref(counters), wintypes.DWORD(counters.size))
        return int(counters.peak_pagefile if peak else counters.pagefile) if done else 0
