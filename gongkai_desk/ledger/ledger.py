"""The ledger: one file, one year's work, one writer."""

from __future__ import annotations

import getpass
import platform
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import date, datetime
from pathlib import Path
from types import TracebackType

from gongkai_desk.domain import LedgerFault
from gongkai_desk.domain.progress import Progress, silent
from gongkai_desk.ledger import backup as backup_
from gongkai_desk.ledger import history as log
from gongkai_desk.ledger import originals as originals_
from gongkai_desk.ledger.birth import newborn, publish
from gongkai_desk.ledger.copies import Mask, copy_whole, copy_without_personal
from gongkai_desk.ledger.drafting import draft, keep
from gongkai_desk.ledger.frames import Frames, to_frames
from gongkai_desk.ledger.lock import Lock, acquire
from gongkai_desk.ledger.migrate import migrate
from gongkai_desk.ledger.opening import examine, has_journal, open_to_read, open_to_write
from gongkai_desk.ledger.schema import SCHEMA
from gongkai_desk.ledger.snapshot import Snapshot, take_snapshot
from gongkai_desk.ledger.steps import Author, apply_step, play
from gongkai_desk.ledger.store import damaged, decoded, guarded, reading, transaction
from gongkai_desk.ledger.values import Change, Identity, KeptFile, LogEntry, Step
from gongkai_desk.ledger.verify import verify_open


def whoami() -> str:
    """The person at the computer, as the system knows them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "未知用户"


class Ledger:
    """An open ledger file. Made by :meth:`create` or :meth:`open`; used as a context manager.

    All writing goes through :meth:`apply`, :meth:`undo`, :meth:`redo` and :meth:`jump`, each one durable transaction. ``message``
    says what had to be put right on opening, else it is empty. One thread at a time may use it; calls wait for each other.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: Lock | None, author: Author) -> None:
        self.path = path
        self.message = ""
        self._connection: sqlite3.Connection | None = connection
        self._lock = lock
        self._author = author
        self._unborn = False
        self._assured = False
        self._busy = threading.RLock()

    @classmethod
    def create(
        cls, path: str | Path, *, title: str, year: int | None = None, issued: date | None = None, number: str | None = None,
        overwrite: bool = False, person: str | None = None, today: date | None = None,
    ) -> Ledger:
        """A new ledger. Its file appears, whole, with the first step (or on closing); until then it lives in memory.

        Raises LedgerFault where the file exists and ``overwrite`` is False, or is no whole ledger (a damaged or foreign file is
        never replaced), or the folder cannot be written.
        """
        target = Path(path)
        if target.exists():
            if not overwrite:
                raise LedgerFault("文件已存在", str(target), "请换一个文件名，或确认覆盖（--force）")
            examine(target)
        author = Author(person or whoami(), platform.node(), today)
        lock = acquire(target, computer=author.computer, person=author.person)
        try:
            connection = newborn(Identity(title, year, issued, number))
        except BaseException:
            lock.release()
            raise
        ledger = cls(target, connection, lock, author)
        ledger._unborn = ledger._assured = True
        return ledger

    @classmethod
    def open(
        cls, path: str | Path, *, readonly: bool = False, person: str | None = None, today: date | None = None
    ) -> Ledger:
        """Open an existing ledger. ``today`` is the day for which new steps count (``--as-of``), None the clock's.

        Raises LedgerFault: missing, empty, foreign, damaged or truncated file (never changed), or somebody else writes it
        (named; ``readonly=True`` works meanwhile). A newer schema opens read-only.
        """
        target = Path(path)
        version = examine(target)
        author = Author(person or whoami(), platform.node(), today)
        if readonly or version > SCHEMA:
            ledger = cls(target, open_to_read(target), None, author)
            if version > SCHEMA:
                ledger.message = "这个台账是更新版本的程序做的，只能查看；请升级程序后再编辑"
            return ledger
        lock = acquire(target, computer=author.computer, person=author.person)
        try:
            half_done = has_journal(target)
            ledger = cls(target, open_to_write(target), lock, author)
            ledger._catch_up(version, half_done)
        except BaseException:
            lock.release()
            raise
        return ledger

    def _catch_up(self, version: int, half_done: bool) -> None:
        """Tell what a crash left, and bring an older schema up, after a backup."""
        assert self._connection is not None and self._lock is not None
        doing = self._lock.interrupted
        if half_done or (doing and doing != log.newest_label(self._connection)):
            what = f"“{doing}”" if doing else "操作"
            self.message = f"上次的{what}中途断开，没有完成的部分已整体撤回，之前的内容都在"
        if version < SCHEMA:
            with guarded(self.path):
                backup_.make_backup(self._connection, self.path, datetime.now())
                migrate(self._connection)
            self.message += f"台账由旧版本（{version}）升级到版本{SCHEMA}，升级前已自动备份"

    @property
    def readonly(self) -> bool:
        """Whether this ledger can only be looked at."""
        return self._lock is None

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            self.close()
        else:
            self.discard()

    def discard(self) -> None:
        """Close; a new ledger that has no step yet leaves no file."""
        self._unborn = False
        self.close()

    def close(self) -> None:
        """Close the file and let the lock go. A new ledger without a step is written now. Harmless when called twice."""
        with self._busy:
            if self._connection is None:
                return
            try:
                if self._unborn:
                    self._publish()
            finally:
                connection, self._connection = self._connection, None
                if connection is not None:
                    connection.close()
                if self._lock is not None:
                    self._lock.release()

    def apply(self, label: str, changes: Iterable[Change], *, kind: str = "edit", day: date | None = None) -> Step | None:
        """The one writing function: all ``changes`` as one step, in one durable transaction. None when nothing changes.

        ``label`` is what the history says (Chinese); ``kind`` one of ``edit import issue merge bulk …``; ``day`` the day for
        which it counts, else that of :meth:`open`. Raises LedgerFault, with nothing changed, where it cannot be written.
        """
        with self._writing(label, verified=kind == "merge") as connection:
            prepared = draft(connection, changes)
            size = len(prepared.before)
            self._backup_before(kind, size)
            need = sum(map(len, prepared.blobs.values())) + 400 * size
            author = self._author if day is None else Author(self._author.person, self._author.computer, day)
            empty = connection.serialize() if self._unborn else b""
            with guarded(self.path, need=need), transaction(connection):
                step = apply_step(connection, prepared, label, kind, author, datetime.now())
            if step is not None and self._unborn:
                try:
                    self._publish()
                except BaseException:
                    connection.deserialize(empty)
                    raise
            return step

    def undo(self) -> Step:
        """Take the last step back. Returns it. Raises LedgerFault where there is none."""
        with self._writing("撤销") as connection:
            (head,) = connection.execute("SELECT head FROM ledger").fetchone()
            if head == 0:
                raise LedgerFault("没有可撤销的操作", str(self.path))
            step = log.step(connection, head)
            self._move(connection, step.parent)
            return log.step(connection, head)

    def redo(self) -> Step:
        """Bring back the step that was taken back last. Returns it. Raises LedgerFault where there is none."""
        with self._writing("恢复") as connection:
            target = log.redo_target(connection)
            if target is None:
                raise LedgerFault("没有可恢复的操作", str(self.path))
            self._move(connection, target)
            return log.step(connection, target)

    def jump(self, seq: int) -> None:
        """Go to the state right after step ``seq`` (0: before the first), also onto a line of steps that was left."""
        with self._writing("回到历史") as connection:
            self._move(connection, seq)

    def _move(self, connection: sqlite3.Connection, target: int) -> None:
        back, on = log.way(connection, target)
        if not back and not on:
            return
        with guarded(self.path), transaction(connection):
            (head,) = connection.execute("SELECT head FROM ledger").fetchone()
            play(connection, back, forward=False)
            play(connection, on, forward=True)
            connection.execute("UPDATE ledger SET head = ?", (target,))
            connection.execute(
                "INSERT INTO movement (at, person, computer, source, target) VALUES (?, ?, ?, ?, ?)",
                (datetime.now().replace(microsecond=0).isoformat(), self._author.person, self._author.computer, head, target),
            )

    def history(self) -> tuple[Step, ...]:
        """Every step ever made, in order; ``undone`` marks those that do not count now."""
        with self._reading() as connection:
            return log.steps(connection)

    def trace(self, record: str, key: str, field: str) -> tuple[LogEntry, ...]:
        """Where a value comes from: its log entries, newest first."""
        with self._reading() as connection:
            return log.trace(connection, record, key, field)

    def entries(self, seq: int) -> tuple[LogEntry, ...]:
        """What one step changed, also one that was taken back."""
        with self._reading() as connection:
            return log.entries_of(connection, seq)

    def changed_since(self, since: date | int) -> tuple[LogEntry, ...]:
        """What has changed since a day (included) or after a step, oldest first."""
        with self._reading() as connection:
            return log.changed_since(connection, since)

    def snapshot(self, as_of: date | None = None) -> Snapshot:
        """Everything as frozen values; with ``as_of`` only the reports that had arrived by the end of that day."""
        with self._reading() as connection:
            return take_snapshot(connection, as_of)

    def highest_task(self) -> int:
        """The highest number that a task id ever had here, taken back steps included: ids are never used twice."""
        with self._reading() as connection:
            query = "SELECT max(CAST(substr(key, 2) AS INTEGER)) FROM change WHERE record = 'task' AND key GLOB 'T[0-9]*'"
            (highest,) = connection.execute(query).fetchone()
            return int(highest or 0)

    def keep(self, name: str, data: bytes, *, role: str, unit: str | None = None, round: str | None = None) -> tuple[Change, ...]:
        """The changes that keep an original; hand them to :meth:`apply` together with what was read from it."""
        return keep(name, data, role=role, unit=unit, round=round)

    def original(self, sha: str) -> bytes:
        """A kept original, byte for byte. Raises LedgerFault where it is not there or damaged."""
        with self._reading() as connection:
            return originals_.original(connection, sha)

    def originals(self) -> tuple[KeptFile, ...]:
        """Every kept original, by name."""
        with self._reading() as connection:
            return originals_.originals(connection)

    def verify(self, progress: Progress = silent) -> tuple[str, ...]:
        """What is wrong with the file, in Chinese sentences; empty where nothing is. From another thread use ``verify(path)``."""
        with self._reading() as connection:
            problems = verify_open(connection, progress)
            self._assured = self._assured or not problems
            return problems

    def backup(self) -> Path:
        """Make a backup now. Returns its file."""
        with self._reading(transaction=False) as connection:
            return backup_.make_backup(connection, self.path, datetime.now())

    def backups(self) -> tuple[backup_.BackupInfo, ...]:
        """The backups of this ledger with what each contains, newest first."""
        return backup_.backups(self.path)

    def save_copy(
        self, path: str | Path, *, without_personal: bool = False, mask: Mask | None = None, overwrite: bool = False
    ) -> Path:
        """A clean single file to keep or hand on, also while the ledger is open; returns its path.

        ``without_personal``: names of people, phones, folders, originals and the log are left out, and ``mask`` hides what stands
        in running text (``language.find_personal`` finds it). Raises LedgerFault: the file exists, or cannot be written.
        """
        target = Path(path)
        if target.exists() and (not overwrite or target.samefile(self.path)):
            raise LedgerFault("文件已存在", str(target), "请换一个文件名，或确认覆盖")
        with self._reading() as connection, guarded(target):
            if without_personal:
                copy_without_personal(take_snapshot(connection), target, mask or str)
                return target
        with self._reading(transaction=False) as connection, guarded(target):
            copy_whole(connection, target)
        return target

    def to_frame(self) -> Frames:
        """Tasks and reports as pandas frames: ``.tasks``, ``.reports``."""
        return to_frames(self.snapshot())

    def _backup_before(self, kind: str, size: int) -> None:
        """A backup before something big, or when the last one is half an hour old. A failed one stops only what is big."""
        if self._unborn or self._connection is None:
            return
        now = datetime.now()
        big = kind in backup_.BIG_KINDS or size > backup_.BULK
        last = backup_.last_made(self.path)
        if not big and last is not None and now - last < backup_.EVERY:
            return
        try:
            with guarded(self.path):
                backup_.make_backup(self._connection, self.path, now)
        except LedgerFault as fault:
            if big:
                what = f"操作前的自动备份没有做成，操作没有进行（{fault.what}）"
                raise LedgerFault(what, fault.where, fault.next_step) from fault

    def _publish(self) -> None:
        """Write the ledger that lived in memory to its place, as a whole."""
        assert self._connection is not None
        with guarded(self.path):
            publish(self._connection, self.path)
        self._connection.close()
        self._unborn = False
        self._connection = open_to_write(self.path)

    @contextmanager
    def _reading(self, *, transaction: bool = True) -> Iterator[sqlite3.Connection]:
        """The connection for a look, by default at one moment of the ledger."""
        with self._busy:
            if self._connection is None:
                raise LedgerFault("台账已关闭", str(self.path), "请重新打开")
            moment = reading(self._connection) if transaction else nullcontext()
            with guarded(self.path), decoded(self.path), moment:
                yield self._connection

    @contextmanager
    def _writing(self, doing: str, *, verified: bool = False) -> Iterator[sqlite3.Connection]:
        """The connection for a write: not read-only, and the file verified before the first write of a session, or now."""
        with self._busy:
            if self._connection is None:
                raise LedgerFault("台账已关闭", str(self.path), "请重新打开")
            if self._lock is None:
                raise LedgerFault("台账以只读方式打开，不能修改", str(self.path), "请以编辑方式重新打开，或另存副本后再改")
            with guarded(self.path):
                self._assure(again=verified)
                self._lock.say(doing)
                try:
                    yield self._connection
                finally:
                    self._lock.say("")

    def _assure(self, *, again: bool = False) -> None:
        """Verify the whole file once in a session, and again before a merge: what is damaged is never written to."""
        if self._unborn or (self._assured and not again):
            return
        assert self._connection is not None
        with decoded(self.path), reading(self._connection):
            problems = verify_open(self._connection)
        if problems:
            raise damaged(self.path, f"台账内容有损坏（{problems[0]}）")
        self._assured = True
