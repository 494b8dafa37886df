"""The one function that applies a step, and the one that plays steps backwards and forwards.

Both write log and tables in one transaction. Steps form a tree: a step's ``parent`` is the step on which it was made; ``head``
(in table ``ledger``) is where the ledger stands now. Undo goes to the parent, redo to the newest child, a jump to any step by way
of the last common one. ``undone`` marks the steps that do not lie between the root and the head.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gongkai_desk.ledger.chain import last_hash, link
from gongkai_desk.ledger.drafting import WHOLE, Draft, LogRow, log_rows, unpack
from gongkai_desk.ledger.kinds import KINDS, Stored, clean_text
from gongkai_desk.ledger.origins import StoredChange, mark_origins, refresh_origins
from gongkai_desk.ledger.tables import Row, settle, write
from gongkai_desk.ledger.values import Step


@dataclass(frozen=True, slots=True)
class Author:
    """Who acts, and for which day the step counts (None: the clock's)."""

    person: str
    computer: str
    day: date | None = None


Targets = dict[str, dict[str, Row | None]]
"""What becomes of records: by kind, then by key; None deletes."""

STEP_COLUMNS = "seq, label, kind, at, person, changes, undone, day, computer, parent"


def step_of(row: Sequence[Stored]) -> Step:
    """A step from a row of ``SELECT STEP_COLUMNS``."""
    seq, label, kind, at, person, changes, undone, day, computer, parent = row
    return Step(int(seq or 0), str(label), str(kind), datetime.fromisoformat(str(at)), str(person), int(changes or 0),
                bool(undone), date.fromisoformat(str(day)), str(computer), int(parent or 0))


def apply_step(connection: sqlite3.Connection, draft: Draft, label: str, kind: str, author: Author, now: datetime) -> Step | None:
    """Write one step: its log rows, the tables, the originals and the new head. None, and nothing written, where nothing changes.

    Must run inside a transaction.
    """
    rows = list(log_rows(draft))
    if not rows:
        return None
    seq = connection.execute("SELECT ifnull(max(seq), 0) + 1 FROM step").fetchone()[0]
    (head,) = connection.execute("SELECT head FROM ledger").fetchone()
    at = now.replace(microsecond=0)
    step = Step(seq, clean_text(label), kind, at, author.person, len(rows), False, author.day or at.date(), author.computer, head)
    stored = _with_places(connection, rows)
    _insert_step(connection, step, stored)
    _keep_blobs(connection, draft)
    _write_tables(connection, draft, stored, step)
    connection.execute("UPDATE ledger SET head = ?", (seq,))
    return step


def _with_places(connection: sqlite3.Connection, rows: Iterable[LogRow]) -> list[StoredChange]:
    """The rows with their source's file and sheet by number."""
    places: dict[tuple[str, str], int] = {}
    stored = []
    for record, key, field, old, new, source in rows:
        place = None
        if source.file:
            name = (source.file, source.sheet or "")
            place = places.get(name) or places.setdefault(name, _place(connection, *name))
        stored.append(StoredChange(record, key, field, old, new, place, source.row, source.column))
    return stored


def _place(connection: sqlite3.Connection, file: str, sheet: str) -> int:
    connection.execute("INSERT OR IGNORE INTO place (file, sheet) VALUES (?, ?)", (file, sheet))
    (found,) = connection.execute("SELECT id FROM place WHERE file = ? AND sheet = ?", (file, sheet)).fetchone()
    return int(found)


def _insert_step(connection: sqlite3.Connection, step: Step, rows: Sequence[StoredChange]) -> None:
    digest = link(last_hash(connection, step.seq), step, connection, rows)
    connection.execute(
        "INSERT INTO step (seq, parent, label, kind, at, day, person, computer, changes, undone, hash) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
        (step.seq, step.parent, step.label, step.kind, step.at.isoformat(), step.day.isoformat(), step.person, step.computer,
         step.changes, digest),
    )
    connection.executemany(
        'INSERT INTO change (step, n, record, key, field, old, new, place, "row", "column") '
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((step.seq, number, *row) for number, row in enumerate(rows, 1)),
    )


def _keep_blobs(connection: sqlite3.Connection, draft: Draft) -> None:
    for sha, data in draft.blobs.items():
        if connection.execute("SELECT 1 FROM original WHERE sha = ?", (sha,)).fetchone():
            continue
        packed = data if data[:2] == b"PK" else zlib.compress(data, 6)  # a zip does not get smaller
        method = "zlib" if len(packed) < len(data) else "stored"
        kept = packed if method == "zlib" else data
        connection.execute("INSERT INTO original (sha, size, method, data) VALUES (?, ?, ?, ?)", (sha, len(data), method, kept))


def _write_tables(connection: sqlite3.Connection, draft: Draft, rows: Sequence[StoredChange], step: Step) -> None:
    targets: Targets = {}
    created: dict[str, list[str]] = {}
    for (record, key), before in draft.before.items():
        after = draft.after[record, key]
        if before is None and after is not None:
            created.setdefault(record, []).append(key)
            targets.setdefault(record, {})[key] = {name: value for name, value in after.items() if value is not None}
        elif before is not None and after is None:
            targets.setdefault(record, {})[key] = None
    _changed_fields(draft, rows, targets)
    mark_origins(draft, rows, targets.get("report", {}), step)
    for record, wanted in targets.items():
        write(connection, KINDS[record], wanted, created.get(record, ()))


def _changed_fields(draft: Draft, rows: Sequence[StoredChange], targets: Targets) -> None:
    for row in rows:
        place = (row.record, row.key)
        if row.field != WHOLE and draft.before[place] is not None and draft.after[place] is not None:
            target = targets.setdefault(row.record, {}).setdefault(row.key, {})
            if target is not None:
                target[row.field] = row.new


def play(connection: sqlite3.Connection, seqs: Sequence[int], *, forward: bool) -> None:
    """Play steps into the tables: ``forward`` puts new values, backwards old ones. Must run inside a transaction."""
    for seq in seqs:
        connection.execute("UPDATE step SET undone = ? WHERE seq = ?", (0 if forward else 1, seq))
        targets, created = _targets(connection, seq, forward=forward)
        for record, wanted in targets.items():
            kind = KINDS[record]
            if kind.implicit:
                settle(connection, kind, wanted)
            else:
                write(connection, kind, wanted, created.get(record, ()))
        if "report" in targets:
            refresh_origins(connection, targets["report"])


def _targets(connection: sqlite3.Connection, seq: int, *, forward: bool) -> tuple[Targets, dict[str, list[str]]]:
    """What one step makes of each record, and which explicit records it brings into being."""
    targets: Targets = {}
    created: dict[str, list[str]] = {}
    value = "new" if forward else "old"
    for record, key, field, stored in connection.execute(
        f"SELECT record, key, field, {value} FROM change WHERE step = ? ORDER BY n", (seq,)
    ):
        wanted = targets.get(record)
        if wanted is None:
            wanted = targets[record] = {}
        if field == WHOLE:
            wanted[key] = unpack(stored)
            if stored is not None:
                created.setdefault(record, []).append(key)
            continue
        row = wanted.get(key)
        if row is None:
            row = wanted[key] = {}
        row[field] = stored
    return targets, created
