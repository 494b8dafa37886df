"""The ledger: one file, one year's work, one writer."""

from __future__ import annotations

import getpass
import platform
import sqlite3
import threading
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType

import msgspec

from gongkai_desk import __version__
from gongkai_desk.domain import LedgerFault
from gongkai_desk.domain.progress import Progress, silent
from gongkai_desk.ledger import backup as backup_
from gongkai_desk.ledger import history as log
from gongkai_desk.ledger import originals as originals_
from gongkai_desk.ledger.drafting import draft, keep
from gongkai_desk.ledger.kinds import KINDS
from gongkai_desk.ledger.lock import Lock, acquire
from gongkai_desk.ledger.opening import examine, has_journal, write_atomically
from gongkai_desk.ledger.schema import APPLICATION, SCHEMA, TABLES
from gongkai_desk.ledger.snapshot import Snapshot, take_snapshot
from gongkai_desk.ledger.steps import Author, apply_step, play
from gongkai_desk.ledger.store import connect, damaged, guarded, reading, transaction
from gongkai_desk.ledger.values import Change, Identity, KeptFile, LogEntry, Step
from gongkai_desk.ledger.verify import verify, verify_open


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

        Raises LedgerFault where the file exists and ``overwrite`` is False, or the folder cannot be written.
        """
        target = Path(path)
        if target.exists() and not overwrite:
            raise LedgerFault("文件已存在", str(target), "请换一个文件名，或确认覆盖（--force）")
        author = Author(person or whoami(), platform.node(), today)
        lock = acquire(target, computer=author.computer, person=author.person)
        try:
            connection = connect(None)
            about = KINDS["ledger"].row(Identity(title, year, issued, number))
            now = datetime.now().replace(microsecond=0).isoformat()
            born = {"identity": uuid.uuid4().hex, "created": now, "program": __version__}
            genesis = msgspec.json.encode({**born, **{name: about.get(name) for name in KINDS["ledger"].fields}}).decode()
            connection.executescript(f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {SCHEMA}; {TABLES}")
            connection.execute(
                "INSERT INTO ledger (id, identity, created, program, genesis, title, year, issued, number) "
                "VALUES ('1', ?, ?, ?, ?, ?, ?, ?, ?)",
                (*born.values(), genesis, about.get("title", ""), about.get("year"), about.get("issued"), about.get("number")),
            )
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
            ledger = cls(target, cls._connected(target, readonly=True), None, author)
            if version > SCHEMA:
                ledger.message = "这个台账是更新版本的程序做的，只能查看；请升级程序后再编辑"
            return ledger
        lock = acquire(target, computer=author.computer, person=author.person)
        try:
            interrupted = has_journal(target)
            ledger = cls(target, cls._connected(target, readonly=False), lock, author)
        except BaseException:
            lock.release()
            raise
        if interrupted or lock.interrupted:
            doing = f"“{lock.interrupted}”" if lock.interrupted else "操作"
            ledger.message = f"上次的{doing}中途断开，没有完成的部分已整体撤回，之前的内容都在"
        return ledger

    @staticmethod
    def _connected(path: Path, *, readonly: bool) -> sqlite3.Connection:
        with guarded(path):
            connection = connect(path, readonly=readonly)
            try:
                if not readonly:
                    connection.execute("PRAGMA journal_mode = DELETE").fetchone()
                if connection.execute("SELECT count(*) FROM ledger WHERE id = '1'").fetchone() != (1,):
                    raise damaged(path, "文件内部结构不完整")
            except BaseException:
                connection.close()
                raise
            return connection

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
        with self._writing(label) as connection:
            prepared = draft(connection, changes)
            size = len(prepared.before)
            self._backup_before(kind, size)
            need = sum(map(len, prepared.blobs.values())) + 400 * size
            author = self._author if day is None else Author(self._author.person, self._author.computer, day)
            with guarded(self.path, need=need), transaction(connection):
                step = apply_step(connection, prepared, label, kind, author, datetime.now())
            if step is not None and self._unborn:
                self._publish()
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
        with self._reading() as connection, guarded(self.path):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            return backup_.make_backup(connection, self.path, datetime.now())

    def backups(self) -> tuple[backup_.BackupInfo, ...]:
        """The backups of this ledger with what each contains, newest first."""
        return backup_.backups(self.path)

    def _backup_before(self, kind: str, size: int) -> None:
        """A backup before something big, or when the last one is half an hour old. A full disk must not stop small edits."""
        if self._unborn:
            return
        now = datetime.now()
        big = kind in backup_.BIG_KINDS or size > backup_.BULK
        last = backup_.last_made(self.path)
        if big or (last is not None and now - last >= backup_.EVERY):
            self.backup()

    def _publish(self) -> None:
        """Write the ledger that lived in memory to its place, as a whole."""
        assert self._connection is not None
        with guarded(self.path):
            write_atomically(self.path, self._connection.serialize())
        self._connection.close()
        self._unborn = False
        self._connection = self._connected(self.path, readonly=False)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._busy:
            if self._connection is None:
                raise LedgerFault("台账已关闭", str(self.path), "请重新打开")
            with guarded(self.path), reading(self._connection):
                yield self._connection

    @contextmanager
    def _writing(self, doing: str) -> Iterator[sqlite3.Connection]:
        """The connection for a write: not read-only, and the file verified once before the first write of a session."""
        with self._busy:
            if self._connection is None:
                raise LedgerFault("台账已关闭", str(self.path), "请重新打开")
            if self._lock is None:
                raise LedgerFault("台账以只读方式打开，不能修改", str(self.path), "请以编辑方式重新打开，或另存副本后再改")
            with guarded(self.path):
                self._assure()
                self._lock.say(doing)
                try:
                    yield self._connection
                finally:
                    self._lock.say("")

    def _assure(self) -> None:
        if self._assured:
            return
        problems = verify(self.path)
        if problems:
            raise damaged(self.path, f"台账内容有损坏（{problems[0]}）")
        self._assured = True
