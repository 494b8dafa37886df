"""Backups of their own accord, in a folder beside the ledger: made, thinned, listed, and restored on request."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from gongkai_desk.domain import LedgerFault
from gongkai_desk.ledger.store import address

RECENT, DAILY, WEEKLY = 12, 10, 10
SIZE_LIMIT = 500 << 20
EVERY = timedelta(minutes=30)
BULK = 200
"""An edit of that many changes is a bulk edit: backed up before."""

BIG_KINDS = frozenset({"merge", "import", "bulk", "migration", "revision", "carry"})

_STAMP = re.compile(r"-(\d{8}-\d{6})(?:-(\d+))?\.gkd$")


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """One backup and what it contains; ``problem`` says why it could not be read, else it is empty."""

    path: Path
    made: datetime
    size: int
    title: str = ""
    step: int = 0
    label: str = ""
    tasks: int = 0
    reports: int = 0
    problem: str = ""


def folder_of(path: Path) -> Path:
    """The backups' folder of a ledger."""
    return path.with_name(f"{_short(path.stem)}_备份")


def _short(stem: str) -> str:
    """A name that leaves room for a time stamp, still the ledger's own where it had to be cut."""
    if len(stem.encode("utf-8", "replace")) <= 200:
        return stem
    return f"{stem[:40]}-{hashlib.sha256(stem.encode('utf-8', 'replace')).hexdigest()[:8]}"


def _files(path: Path) -> list[tuple[datetime, Path]]:
    """The backups of a ledger, newest first, by the time in their names."""
    found: list[tuple[datetime, int, Path]] = []
    with suppress(OSError):
        for file in folder_of(path).glob("*.gkd"):
            stamp = _STAMP.search(file.name)
            if stamp is not None:
                with suppress(ValueError):
                    found.append((datetime.strptime(stamp[1], "%Y%m%d-%H%M%S"), int(stamp[2] or 0), file))
    return [(made, file) for made, _, file in sorted(found, key=lambda one: one[:2], reverse=True)]


def newest_backup(path: Path) -> Path | None:
    """The newest backup of a ledger, or None."""
    files = _files(path)
    return files[0][1] if files else None


def last_made(path: Path) -> datetime | None:
    """When the newest backup was made, or None."""
    files = _files(path)
    return files[0][0] if files else None


def make_backup(connection: sqlite3.Connection, path: Path, now: datetime) -> Path:
    """Copy the ledger as it stands into its backups' folder and thin the folder. Raises OSError or sqlite3.Error."""
    folder = folder_of(path)
    folder.mkdir(exist_ok=True)
    stamp = now.strftime("%Y%m%d-%H%M%S")
    target, count = folder / f"{_short(path.stem)}-{stamp}.gkd", 1
    while target.exists():
        count += 1
        target = folder / f"{_short(path.stem)}-{stamp}-{count}.gkd"
    copy_database(connection, target)
    thin(path)
    return target


def copy_database(connection: sqlite3.Connection, target: Path) -> None:
    """A whole copy of the open database at ``target``, through SQLite, as a whole or not at all."""
    from gongkai_desk.ledger.opening import made_beside

    with made_beside(target) as temporary, closing(sqlite3.connect(temporary)) as copy:
        copy.execute("PRAGMA synchronous = FULL")
        connection.backup(copy)


def thin(path: Path, limit: int = SIZE_LIMIT) -> tuple[Path, ...]:
    """Delete what the schedule does not keep; returns what went. The newest always stays."""
    files = _files(path)
    keep = kept([made for made, _ in files])
    gone = []
    total = 0
    for index, (_, file) in enumerate(files):
        with suppress(OSError):
            size = file.stat().st_size
            if index in keep and (index == 0 or total + size <= limit):
                total += size
                continue
            file.unlink()
            gone.append(file)
    return tuple(gone)


def kept(times: Sequence[datetime]) -> set[int]:
    """Which of the times (newest first) the schedule keeps: 12 recent, then the last of 10 days, then of 10 weeks."""
    keep = set(range(min(RECENT, len(times))))
    for limit, days in ((DAILY, 1), (WEEKLY, 7)):
        seen: set[int] = set()
        for index, at in enumerate(times):
            mark = at.date().toordinal() // days
            if mark not in seen and len(seen) < limit:
                keep.add(index)
            seen.add(mark)
    return keep


def backups(path: Path) -> tuple[BackupInfo, ...]:
    """The backups of a ledger with what each contains, newest first."""
    return tuple(_info(made, file) for made, file in _files(path))


def _info(made: datetime, file: Path) -> BackupInfo:
    size = file.stat().st_size if file.exists() else 0
    try:
        with closing(sqlite3.connect(f"{address(file)}?mode=ro&immutable=1", uri=True)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            title, head = connection.execute("SELECT title, head FROM ledger").fetchone()
            row = connection.execute("SELECT label FROM step WHERE seq = ?", (head,)).fetchone()
            (tasks,) = connection.execute("SELECT count(*) FROM task").fetchone()
            (reports,) = connection.execute("SELECT count(*) FROM report").fetchone()
    except (sqlite3.Error, TypeError, ValueError) as error:
        return BackupInfo(file, made, size, problem=f"这份备份读不出来（{error}）")
    return BackupInfo(file, made, size, title, head, row[0] if row else "", tasks, reports)


def set_aside(path: Path, now: datetime) -> Path | None:
    """Rename the present file (and its journal) out of the way before a restore: ``…gkd.broken-…``. None where there is none."""
    if not path.exists():
        return None
    target, count = path.with_name(f"{path.name}.broken-{now:%Y%m%d-%H%M%S}"), 1
    while target.exists():
        count += 1
        target = path.with_name(f"{path.name}.broken-{now:%Y%m%d-%H%M%S}-{count}")
    journal = path.with_name(path.name + "-journal")
    if journal.exists():
        journal.replace(target.with_name(target.name + "-journal"))
    path.replace(target)
    return target


def restore(path: Path, file: Path, *, person: str = "", computer: str = "") -> Path | None:
    """Put a backup in the ledger's place. The present file is renamed, never deleted; returns where it is now, if there was one.

    Raises LedgerFault: the backup is itself damaged, the ledger is open elsewhere, or the folder cannot be written.
    """
    from gongkai_desk.ledger.lock import acquire
    from gongkai_desk.ledger.opening import examine, write_atomically
    from gongkai_desk.ledger.store import guarded
    from gongkai_desk.ledger.verify import verify

    examine(file)
    problems = verify(file)
    if problems:
        raise LedgerFault(f"这份备份本身已损坏（{problems[0]}）", str(file), "请换一份更早的备份")
    lock = acquire(path, computer=computer, person=person)
    try:
        with guarded(path):
            data = file.read_bytes()
            aside = set_aside(path, datetime.now())
            write_atomically(path, data)
            return aside
    finally:
        lock.release()
