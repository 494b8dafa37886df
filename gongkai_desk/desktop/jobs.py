"""The one door to background work: a single thread per lane, progress, cancel, and errors as sentences."""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from gongkai_desk.desktop.settings import home

if TYPE_CHECKING:
    from gongkai_desk.domain.progress import Progress

REPORT_EVERY = 0.05


@dataclass(eq=False)
class Job:
    """One piece of work. ``kind``: a waiting job of the same kind is replaced by a newer one. ``quiet``: no progress strip."""

    label: str
    work: Callable[[Progress], Any]
    done: Callable[[Any], None] | None = None
    failed: Callable[[str], None] | None = None
    kind: str = ""
    quiet: bool = False
    stop: threading.Event = field(default_factory=threading.Event)


class Jobs(QObject):
    """A lane: jobs run one after the other on its one thread; every callback comes back on the GUI thread.

    Signals: ``started(Job)``, ``moved(Job, done, total, what)``, ``ended(Job)``, ``stopped(Job)`` when it was cancelled,
    ``trouble(str)`` for failures that the submitter does not handle itself. A cancelled job ends without either callback.
    """

    started = Signal(object)
    moved = Signal(object, int, int, str)
    ended = Signal(object)
    stopped = Signal(object)
    trouble = Signal(str)
    _report = Signal(str, object, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._waiting: list[Job] = []
        self._thread: threading.Thread | None = None
        self._closed = False
        self._report.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def jobs(self) -> tuple[Job, ...]:
        """Jobs that run or wait, oldest first."""
        return tuple(self._waiting)

    @property
    def busy(self) -> bool:
        """Whether anything runs or waits."""
        return bool(self._waiting)

    def submit(
        self,
        label: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None] | None = None,
        *,
        failed: Callable[[str], None] | None = None,
        kind: str = "",
        quiet: bool = False,
        later: int = 0,
    ) -> Job:
        """Queue ``work(progress)``; ``done(result)`` or ``failed(sentence)`` is called on the GUI thread afterwards.

        ``later``: milliseconds to wait first, so that what is on the screen is drawn before the interpreter is wanted elsewhere.
        """
        if kind:
            for old in self._waiting:
                if old.kind == kind:
                    old.stop.set()
        job = Job(label, work, done, failed, kind, quiet)
        if self._closed:
            job.stop.set()
            return job
        self._waiting.append(job)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()
        if later:
            QTimer.singleShot(later, self, lambda: self._queue.put(job))
        else:
            self._queue.put(job)
        return job

    def cancel(self) -> None:
        """Ask everything that runs or waits to stop; each stops at its next progress report."""
        for job in self._waiting:
            job.stop.set()

    def close(self, wait: float = 10.0) -> bool:
        """Finish queued work and end the thread; False when still busy after ``wait`` seconds. It takes no more work."""
        self._closed = True
        if self._thread is None:
            return True
        self._queue.put(None)
        self._thread.join(wait)
        ended = not self._thread.is_alive()
        self._thread = None
        return ended

    def _run(self) -> None:
        from gongkai_desk.domain import Cancelled, GongkaiError

        while (job := self._queue.get()) is not None:
            if job.stop.is_set():
                self._tell("cancelled", job, None)
                continue
            self._tell("started", job, None)
            try:
                result = job.work(self._progress(job))
            except Cancelled:
                self._tell("cancelled", job, None)
            except GongkaiError as error:
                self._tell("failed", job, str(error))
            except Exception as error:  # noqa: BLE001 - the last resort of the thread: a sentence and a log, never silence
                from gongkai_desk.faultlog import sentence, write_log

                self._tell("failed", job, sentence(write_log(home(), error)))
            else:
                self._tell("done", job, result)
            del job

    def _progress(self, job: Job) -> Progress:
        last = 0.0

        def progress(done: int, total: int, what: str) -> None:
            nonlocal last
            if job.stop.is_set():
                from gongkai_desk.domain import Cancelled

                raise Cancelled()
            now = time.monotonic()
            if now - last >= REPORT_EVERY or done >= total:
                last = now
                self._tell("moved", job, (done, total, what))

        return progress

    def _tell(self, what: str, job: Job, value: Any) -> None:
        """Report to the GUI thread; nobody listens any more once the window is gone."""
        with contextlib.suppress(RuntimeError):
            self._report.emit(what, job, value)

    def _deliver(self, what: str, job: Job, value: Any) -> None:
        if what == "started":
            self.started.emit(job)
        elif what == "moved":
            self.moved.emit(job, *value)
        else:
            self._waiting.remove(job)
            self.ended.emit(job)
            if what == "done" and job.done is not None and not (job.kind and job.stop.is_set()):
                job.done(value)
            elif what == "cancelled":
                self.stopped.emit(job)
            elif what == "failed":
                (job.failed or self.trouble.emit)(value)
