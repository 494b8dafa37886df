"""Reading the log: the steps, where a value comes from, what has changed since."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from gongkai_desk.domain import LedgerFault
from gongkai_desk.ledger.chain import places_of
from gongkai_desk.ledger.drafting import WHOLE, unpack
from gongkai_desk.ledger.kinds import Kind, Stored, kind_of
from gongkai_desk.ledger.origins import source_of
from gongkai_desk.ledger.steps import STEP_COLUMNS, step_of
from gongkai_desk.ledger.values import LogEntry, Step

_ENTRY = (
    'SELECT s.seq, s.label, c.record, c.key, c.field, c.old, c.new, c.place, c."row", c."column", s.at, s.person, s.kind, s.day '
    "FROM change c JOIN step s ON s.seq = c.step WHERE s.undone = 0"
)


def steps(connection: sqlite3.Connection) -> tuple[Step, ...]:
    """Every step ever made, in order, those taken back too."""
    return tuple(step_of(row) for row in connection.execute(f"SELECT {STEP_COLUMNS} FROM step ORDER BY seq"))


def step(connection: sqlite3.Connection, seq: int) -> Step:
    """One step. Raises LedgerFault where there is none of that number."""
    row = connection.execute(f"SELECT {STEP_COLUMNS} FROM step WHERE seq = ?", (seq,)).fetchone()
    if row is None:
        raise LedgerFault(f"历史中没有第{seq}步", "", "请刷新历史后重试")
    return step_of(row)


def trace(connection: sqlite3.Connection, record: str, key: str, field: str) -> tuple[LogEntry, ...]:
    """How one field came to be what it is, newest first. A record created or deleted as a whole counts with its field."""
    kind = kind_of(record)
    rows = connection.execute(
        f"{_ENTRY} AND c.record = ? AND c.key = ? AND c.field IN (?, '*') ORDER BY c.step DESC, c.n DESC", (record, key, field)
    ).fetchall()
    places = places_of(connection, {row[7] for row in rows if row[7] is not None})
    return _entries(kind, rows, places, only=None if field == WHOLE else field)


def changed_since(connection: sqlite3.Connection, since: date | int) -> tuple[LogEntry, ...]:
    """What has changed since a day (that day included) or after a step, oldest first; only what still holds."""
    if isinstance(since, int):
        where, value = "c.step > ?", str(since)
        rows = connection.execute(f"{_ENTRY} AND {where} ORDER BY c.step, c.n", (int(value),)).fetchall()
    else:
        rows = connection.execute(f"{_ENTRY} AND s.day >= ? ORDER BY c.step, c.n", (since.isoformat(),)).fetchall()
    return _all_entries(connection, rows)


def entries_of(connection: sqlite3.Connection, seq: int) -> tuple[LogEntry, ...]:
    """The log entries of one step, also of one that was taken back."""
    rows = connection.execute(f"{_ENTRY.replace('s.undone = 0', 's.seq = ?')} ORDER BY c.n", (seq,)).fetchall()
    return _all_entries(connection, rows)


def _all_entries(connection: sqlite3.Connection, rows: Iterable[Sequence[Any]]) -> tuple[LogEntry, ...]:
    places = places_of(connection)
    return tuple(entry for row in rows for entry in _entries(kind_of(row[2]), [row], places))


def _entries(
    kind: Kind, rows: Iterable[Sequence[Any]], places: dict[int, tuple[str, str]], only: str | None = None
) -> tuple[LogEntry, ...]:
    entries = []
    for seq, label, record, key, field, old, new, place, line, column, at, person, sort, day in rows:
        before, after = _values(kind, field, old, new, only)
        if only is not None and field == WHOLE and before == after:
            continue
        entries.append(LogEntry(
            seq, label, record, key, only or field, before, after, source_of(places, place, line, column),
            datetime.fromisoformat(at), person, sort, date.fromisoformat(day),
        ))
    return tuple(entries)


def _values(kind: Kind, field: str, old: Stored, new: Stored, only: str | None) -> tuple[Any, Any]:
    """Old and new as domain values; of a whole record either the record or the field asked for."""
    if field != WHOLE:
        return kind.fields[field].load(old), kind.fields[field].load(new)
    before, after = unpack(old), unpack(new)
    if only is None:
        return before, after
    column = kind.fields[only]
    return (column.load(before.get(only)) if before else None), (column.load(after.get(only)) if after else None)


def way(connection: sqlite3.Connection, target: int) -> tuple[list[int], list[int]]:
    """How to get from the head to ``target`` (0: before the first step): steps to take back, then steps to play again."""
    parents = dict(connection.execute("SELECT seq, parent FROM step"))
    if target != 0 and target not in parents:
        raise LedgerFault(f"历史中没有第{target}步", "", "请刷新历史后重试")
    (head,) = connection.execute("SELECT head FROM ledger").fetchone()
    back, on = [], []
    here, there = head, target
    while here != there:
        if here > there:
            back.append(here)
            here = parents[here]
        else:
            on.append(there)
            there = parents[there]
    return back, on[::-1]


def redo_target(connection: sqlite3.Connection) -> int | None:
    """The step that redo would bring back: the newest one made on the head, or None."""
    row = connection.execute("SELECT max(seq) FROM step WHERE parent = (SELECT head FROM ledger)").fetchone()
    return row[0] if row[0] is not None else None


def newest_label(connection: sqlite3.Connection) -> str:
    """What the newest step is called, ``""`` where there is none."""
    row = connection.execute("SELECT label FROM step ORDER BY seq DESC LIMIT 1").fetchone()
    return str(row[0]) if row is not None else ""
