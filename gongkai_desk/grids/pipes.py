"""The two pipes to a child: writing never blocks on reading, whatever the sizes.

Where the system can wait for pipes, one thread does both: handing every frame from thread to thread costs more than a small file
takes to read, and on a busy computer many times that. Windows cannot wait for pipes; there a thread writes and a thread listens.
"""

from __future__ import annotations

import contextlib
import os
import queue
import selectors
import subprocess
import sys
import threading
import time
from collections import deque
from itertools import islice
from typing import Protocol

from gongkai_desk.grids.frames import FRAME_LIMIT, read_frame, write_frame

_WIDE = 1 << 20
_BITE = 1 << 20
_AT_ONCE = 64
_F_SETPIPE_SZ = 1031  # Linux


class Pipes(Protocol):
    """Frames to a child and back. ``receive`` gives ``b""`` once the child is gone, None if nothing came in time."""

    def send(self, message: bytes, attachment: bytes) -> None:
        """Queue a frame with what follows it; returns at once."""

    def receive(self, seconds: float) -> bytes | None:
        """The next frame."""

    def push(self) -> None:
        """Let what waits go out as far as the pipe takes it; returns at once."""

    def close(self) -> None:
        """Free the pipes of a child that has ended."""


def open_pipes(process: subprocess.Popen[bytes]) -> Pipes:
    """The pipes of a process that was started with both."""
    return ThreadedPipes(process) if os.name == "nt" else PolledPipes(process)


class PolledPipes:
    """One thread: what is to be written waits here, and goes out, many frames at once, while a frame is awaited."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None and process.stdout is not None
        self._process = process
        self._in, self._out = process.stdout.fileno(), process.stdin.fileno()
        for pipe in (self._in, self._out):
            os.set_blocking(pipe, False)
            _widen(pipe)
        self._waiting: deque[memoryview] = deque()
        self._came = bytearray()
        self._over = False
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._in, selectors.EVENT_READ)
        self._watched = False

    def send(self, message: bytes, attachment: bytes) -> None:
        """Queue a frame with what follows it; returns at once."""
        self._waiting.append(memoryview(len(message).to_bytes(4, "big") + message))
        if attachment:
            self._waiting.append(memoryview(attachment))

    def receive(self, seconds: float) -> bytes | None:
        """The next frame, ``b""`` where the child is gone or speaks nonsense, None if nothing came within ``seconds``."""
        until = time.monotonic() + seconds
        while True:
            self.push()
            frame = self._frame()
            if frame is not None or self._over:
                return frame or b""
            left = until - time.monotonic()
            if left <= 0:
                return None
            self._selector.select(left)
            self._pull()

    def close(self) -> None:
        """Free the pipes of a child that has ended."""
        self._waiting.clear()
        self._selector.close()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()

    def push(self) -> None:
        """Write what the pipe takes; returns at once. A child that has gone is noticed by its silence."""
        try:
            while self._waiting:
                self._written(os.writev(self._out, list(islice(self._waiting, _AT_ONCE))))
        except BlockingIOError:
            pass
        except OSError:
            self._waiting.clear()
        if bool(self._waiting) != self._watched:
            self._watched = not self._watched
            if self._watched:
                self._selector.register(self._out, selectors.EVENT_WRITE)
            else:
                self._selector.unregister(self._out)

    def _written(self, size: int) -> None:
        while size:
            piece = self._waiting.popleft()
            if len(piece) > size:
                self._waiting.appendleft(piece[size:])
                return
            size -= len(piece)

    def _pull(self) -> None:
        """Take in what has come."""
        try:
            piece = os.read(self._in, _BITE)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        self._over = self._over or not piece
        self._came += piece

    def _frame(self) -> bytes | None:
        if len(self._came) < 4:
            return None
        size = int.from_bytes(self._came[:4], "big")
        if size > FRAME_LIMIT:
            self._over = True
            self._came.clear()
        if len(self._came) < 4 + size:
            return None
        frame = bytes(memoryview(self._came)[4:4 + size])
        del self._came[:4 + size]
        return frame


def _widen(pipe: int) -> None:
    """Let a pipe hold many small files at once, so that neither side waits for the other after each of them."""
    if sys.platform == "linux":
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, _F_SETPIPE_SZ, _WIDE)


class ThreadedPipes:
    """A thread writes, a thread listens, so neither side can block the other."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._inbox: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._outbox: queue.SimpleQueue[tuple[bytes, bytes] | None] = queue.SimpleQueue()
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._listen, self._write)]
        for thread in self._threads:
            thread.start()

    def send(self, message: bytes, attachment: bytes) -> None:
        """Queue a frame with what follows it; returns at once."""
        self._outbox.put((message, attachment))

    def receive(self, seconds: float) -> bytes | None:
        """The next frame, ``b""`` if the child is gone, None if nothing came within ``seconds``."""
        try:
            return self._inbox.get(timeout=seconds)
        except queue.Empty:
            return None

    def push(self) -> None:
        """What waits goes out on its own."""

    def close(self) -> None:
        """Free the pipes of a child that has ended."""
        self._outbox.put(None)
        for thread in self._threads:
            thread.join(timeout=2)
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with contextlib.suppress(OSError, ValueError):
            while (frame := read_frame(self._process.stdout)) is not None:  # type: ignore[arg-type]
                self._inbox.put(frame)
        self._inbox.put(b"")

    def _write(self) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError, ValueError):
            while (item := self._outbox.get()) is not None:
                write_frame(self._process.stdin, *item)  # type: ignore[arg-type]
