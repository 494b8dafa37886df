"""The door to the reader child: every file that others wrote is parsed behind it.

One child reads a whole batch, ahead of the caller; it is killed when a file takes too long, and replaced when it dies. A file
that took the child down is tried once more with another reader, then refused. Source of the rules: design ("Files are
dangerous").
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import overload

from gongkai_desk.domain.errors import RefusalKind, Unreadable
from gongkai_desk.domain.progress import Progress, silent
from gongkai_desk.grids.gathering import Blob, Found, Ignored, load, whole
from gongkai_desk.grids.grid import Document
from gongkai_desk.grids.process import ChildProcess
from gongkai_desk.grids.refusal import NO_MEMORY, broken, too_big
from gongkai_desk.grids.wire import FilledCell, Filling, Pasted, Request, decode_reply, encode, unpack

Result = Document | Unreadable
SECONDS = 30.0
_AHEAD, _FAR_AHEAD = 24, 64
_AHEAD_BYTES = 16 << 20
_TICK = 0.2
_AVOID = ("calamine",)


@dataclass(slots=True)
class _Job:
    """One request on its way: ``attempt`` 2 avoids the reader that may have died of it; ``spent``: seconds of the first."""

    item: Found
    request: Request | None
    data: bytes = b""
    attempt: int = 1
    spent: float = 0.0


class _Ahead:
    """The jobs that were sent and whose results are awaited, refilled several at once: the child is woken less often.

    ``tell(done, path)`` is called also while files are only found and sent: a slow stick takes longer for that than the child.
    """

    def __init__(self, jobs: Iterator[_Job], send: Callable[[_Job], None], tell: Callable[[int, str], None],
                 most: int = _AHEAD) -> None:
        self._jobs, self._send, self._tell, self._most = jobs, send, tell, most
        self._more = True
        self.done = 0
        self.waiting: deque[_Job] = deque()

    def tell(self, path: str) -> None:
        """Say how far it is. Raises Cancelled where whoever listens wants no more."""
        self._tell(self.done, path)

    def fill(self) -> bool:
        """Send more where few are on their way; False once nothing is left to wait for."""
        waiting = self.waiting
        if self._more and len(waiting) <= self._most // 2:
            size = sum(len(job.data) for job in waiting)
            while len(waiting) < self._most and size < _AHEAD_BYTES:
                job = next(self._jobs, None)
                if job is None:
                    self._more = False
                    break
                waiting.append(job)
                size += len(job.data)
                self._send(job)
                if job.request is not None:
                    self.tell(job.request.path)
        return bool(waiting)


class Reader:
    """Reads files in the child. Use as a context manager, or call :meth:`close`.

    ``seconds``: how long one file may take; ``child``: one that has been started already, which the Reader takes over. Threads
    may share a Reader; they take turns.
    """

    def __init__(self, *, seconds: float = SECONDS, child: ChildProcess | None = None) -> None:
        self._seconds = seconds
        self._child = child
        self._turn = threading.RLock()

    def __enter__(self) -> Reader:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def start(self) -> None:
        """Start the child if none runs. Returns at once; the child gets ready meanwhile."""
        with self._turn:
            if self._child is None:
                self._child = ChildProcess()

    def close(self) -> None:
        """End the child. The Reader can be used again; it starts a new one then."""
        with self._turn:
            if self._child is not None:
                self._child.kill()
                self._child = None

    def read(self, source: Blob | str | Path, *, progress: Progress = silent) -> Document:
        """Read one file. Raises Unreadable with ``where`` set to its path; Cancelled when ``progress`` does."""
        blob = source if isinstance(source, Blob) else load(source)
        for _, result in self.read_many([blob], progress=progress):
            if isinstance(result, Unreadable):
                raise result
            return result
        raise AssertionError("one blob, one result")

    def read_clipboard(self, html: str | None, text: str | None, *, progress: Progress = silent) -> Document:
        """What was pasted: tables in the HTML first, else the text. Raises Unreadable (EMPTY where there is nothing)."""
        data = encode(Pasted(html and whole(html), text and whole(text)))
        job = _Job(Ignored("剪贴板"), Request("", len(data), "clipboard", seconds=self._seconds), data)
        with self._turn:
            for _, result in self._run(self._ahead(iter([job]), progress, 1)):
                if isinstance(result, Unreadable):
                    raise Unreadable(result.kind, result.what, "", result.next_step)
                if isinstance(result, Document):
                    return result
        raise AssertionError("one paste, one result")

    def fill(self, blob: Blob, cells: Sequence[FilledCell]) -> bytes:
        """A copy of somebody's xlsx with these cells written, made in the child. Raises Unreadable with ``where`` set."""
        return self.ask("fill", blob.path, encode(Filling(blob.data, list(cells))))

    def ask(self, task: str, path: str, data: bytes, *, progress: Progress = silent) -> bytes:
        """What a task of the child (:func:`child.main`) makes of bytes. Raises Unreadable with ``where`` set to ``path``."""
        job = _Job(Ignored(path), Request(path, len(data), task, seconds=self._seconds), data)
        with self._turn:
            for _, result in self._run(self._ahead(iter([job]), progress, 1)):
                if isinstance(result, Unreadable):
                    raise result
                if isinstance(result, bytes):
                    return result
        raise AssertionError("one question, one answer")

    @overload
    def read_many(
        self, items: Iterable[Blob], *, progress: Progress = silent, skip: tuple[str, ...] = (),
    ) -> Iterator[tuple[Blob, Result]]: ...
    @overload
    def read_many(
        self, items: Iterable[Found], *, progress: Progress = silent, skip: tuple[str, ...] = (),
    ) -> Iterator[tuple[Found, Result | Ignored]]: ...
    def read_many(self, items, *, progress=silent, skip=()):  # type: ignore[no-untyped-def]
        """Read a batch; (item, result) in order. The child works ahead while the caller handles a result.

        What :func:`gather` gives may be passed as it is: Ignored and Unreadable come through unread. Cancelled passes through
        when ``progress`` raises it; the child is ended then. ``skip`` names sheets, other than a workbook's first, that are left
        out where that saves time.
        """
        total = len(items) if isinstance(items, Sized) else 0
        with self._turn:
            yield from self._run(self._ahead((self._job(item, skip) for item in items), progress, total))

    def begin_many(
        self, items: Iterable[Found], *, progress: Progress = silent, skip: tuple[str, ...] = (),
    ) -> Iterator[tuple[Found, Result | Ignored]]:
        """As :meth:`read_many`, but the first files are sent at once, before anybody asks for a result.

        Nothing else may be read until the results are exhausted or the Reader is closed.
        """
        total = len(items) if isinstance(items, Sized) else 0
        ahead = self._ahead((self._job(item, skip) for item in items), progress, total, _FAR_AHEAD)
        with self._turn:
            try:
                ahead.fill()
            except BaseException:
                self.close()  # as in _run: nobody waits for what was sent
                raise
            if self._child is not None:
                self._child.push()
        return self._rest(ahead)

    def _ahead(self, jobs: Iterator[_Job], progress: Progress, total: int, most: int = _AHEAD) -> _Ahead:
        return _Ahead(jobs, self._send, lambda done, path: progress(done, total, path), most)

    def _rest(self, ahead: _Ahead) -> Iterator[tuple[Found, Result | Ignored]]:
        with self._turn:
            yield from self._run(ahead)  # type: ignore[misc]

    def _job(self, item: Found, skip: tuple[str, ...]) -> _Job:
        if not isinstance(item, Blob):
            return _Job(item, None)
        return _Job(item, Request(item.path, len(item.data), skip=skip, seconds=self._seconds), item.data)

    def _run(self, ahead: _Ahead) -> Iterator[tuple[Found, Result | Ignored | bytes]]:
        waiting = ahead.waiting
        clean = False
        try:
            while ahead.fill():
                result = self._await(ahead)
                job = waiting.popleft()
                ahead.done += 1
                yield job.item, result
            clean = True
        finally:
            if not clean and any(job.request for job in waiting):
                self.close()  # replies that nobody waits for must not be taken for the next file's

    def _send(self, job: _Job) -> None:
        if job.request is not None:
            self.start()
            assert self._child is not None
            self._child.send(encode(job.request), job.data)

    def _await(self, ahead: _Ahead) -> Result | Ignored | bytes:
        """The result of the first job; on a death or a timeout the child is replaced and the others are sent anew."""
        waiting = ahead.waiting
        job = waiting[0]
        if job.request is None:
            return job.item  # type: ignore[return-value]
        path = job.request.path
        while True:
            begun = time.monotonic()
            answer = self._listen(lambda: ahead.tell(path), self._seconds - job.spent)
            if isinstance(answer, bytes):
                return self._result(answer, job, waiting)
            job.spent += time.monotonic() - begun
            self.close()
            refused = _refused(answer, path, self._seconds, job.attempt)
            if refused is None:
                job.attempt += 1
                job.request.avoid = _AVOID
            for other in list(waiting)[0 if refused is None else 1:]:
                self._send(other)
            if refused is not None:
                return refused

    def _listen(self, tell: Callable[[], None], seconds: float) -> bytes | str:
        """The next reply, or ``"timeout"``, ``"dead"`` or ``"full"``. Calls ``tell`` at least four times a second."""
        assert self._child is not None
        start = time.monotonic()
        while True:
            tell()
            frame = self._child.receive(_TICK)
            if frame is not None:
                return frame if frame else "dead"
            if self._child.overgrown:
                return "full"
            if not self._child.ready:
                start = time.monotonic() if not self._child.overdue else start - seconds
            if time.monotonic() - start > seconds:
                return "timeout"

    def _result(self, frame: bytes, job: _Job, waiting: deque[_Job]) -> Result | bytes:
        assert job.request is not None
        try:
            reply = decode_reply(frame)
        except ValueError:
            self.close()
            return _with_path(broken(), job.request.path)
        if reply.retire:
            self.close()
            for other in list(waiting)[1:]:
                self._send(other)
        if reply.filled or reply.answer is not None:
            return reply.answer or reply.filled
        try:
            return unpack(reply, job.request.path)
        except Unreadable as error:
            return _with_path(error, job.request.path)  # a new one: a traceback would keep the reply


def _refused(answer: str, path: str, seconds: float, attempt: int) -> Unreadable | None:
    """What to tell of a file that the child did not survive; None where another reader may still be tried."""
    if answer == "timeout":
        return Unreadable(RefusalKind.TIMEOUT, f"读取超过 {seconds:.0f} 秒，已停止", path,
                          "请用 Excel 或 WPS 打开，删去空白行列和无关内容，另存为 xlsx 后重新导入")
    if attempt == 1:
        return None
    return _with_path(too_big(NO_MEMORY) if answer == "full" else broken("文件结构异常，读取程序无法处理"), path)


def _with_path(error: Unreadable, path: str) -> Unreadable:
    return Unreadable(error.kind, error.what, path, error.next_step)
