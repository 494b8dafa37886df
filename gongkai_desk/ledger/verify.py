"""Is the ledger what it was? SQLite's own check, the chain over the log, the tables against the log, the originals."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec

from gongkai_desk.domain.progress import Progress, silent
from gongkai_desk.ledger.chain import digest, genesis_hash, places_of
from gongkai_desk.ledger.drafting import WHOLE, unpack
from gongkai_desk.ledger.kinds import KINDS, Stored
from gongkai_desk.ledger.opening import open_to_read
from gongkai_desk.ledger.originals import unpacked
from gongkai_desk.ledger.origins import derived
from gongkai_desk.ledger.steps import STEP_COLUMNS, step_of
from gongkai_desk.ledger.store import decoded, guarded, reading
from gongkai_desk.ledger.tables import fetch_all


def verify(path: Path, progress: Progress = silent) -> tuple[str, ...]:
    """What is wrong with the ledger file, in Chinese sentences; empty where everything is as it was written.

    Opens the file read-only by itself, so it may run in another thread. Raises LedgerFault where it cannot be read at all.
    """
    with closing(open_to_read(path)) as connection, guarded(path), decoded(path), reading(connection):
        return verify_open(connection, progress)


def verify_open(connection: sqlite3.Connection, progress: Progress = silent) -> tuple[str, ...]:
    """As :func:`verify`, over an open connection."""
    progress(0, 5, "检查文件结构")
    rows = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)")]
    problems = [] if rows == ["ok"] else [f"文件结构损坏：{row}" for row in rows]
    if not problems:
        for number, check in enumerate((_chain, _tables, _origins, _originals), 1):
            progress(number, 5, "核对操作记录")
            problems.extend(check(connection))
    progress(5, 5, "核对完毕")
    return tuple(problems)


def _chain(connection: sqlite3.Connection) -> Iterator[str]:
    (genesis,) = connection.execute("SELECT genesis FROM ledger").fetchone()
    previous, places = genesis_hash(genesis), places_of(connection)
    known = connection.execute(f"SELECT {STEP_COLUMNS}, hash FROM step ORDER BY seq").fetchall()
    for row in known:
        step = step_of(row[:-1])
        rows = connection.execute(
            'SELECT record, key, field, old, new, place, "row", "column" FROM change WHERE step = ? ORDER BY n', (step.seq,)
        ).fetchall()
        expected = digest(previous, step, rows, places)
        if expected != row[-1] or len(rows) != step.changes:
            yield f"第{step.seq}步“{step.label}”的记录与校验值不符，内容可能被改动或损坏"
        previous = row[-1]
    yield from _line(connection)


def _line(connection: sqlite3.Connection) -> Iterator[str]:
    (head,) = connection.execute("SELECT head FROM ledger").fetchone()
    parents = dict(connection.execute("SELECT seq, parent FROM step"))
    active = set()
    here = head
    while here in parents:
        active.add(here)
        here = parents[here]
    if here != 0:
        yield "历史的当前位置不存在"
    flagged = {seq for (seq,) in connection.execute("SELECT seq FROM step WHERE undone = 0")}
    if flagged != active:
        yield "历史的撤销标记与当前位置不符"


def _tables(connection: sqlite3.Connection) -> Iterator[str]:
    """The tables must hold exactly what the log says."""
    expected = _replayed(connection)
    for record, kind in KINDS.items():
        wanted = expected.get(record, {})
        for key, row in fetch_all(connection, kind):
            held = {name: row[name] for name in kind.fields if row[name] is not None}
            said = {name: value for name, value in wanted.pop(key, {}).items() if value is not None}
            if held != said:
                yield f"{kind.label}“{key}”的内容与操作记录不符"
        for key, row in wanted.items():
            if any(value is not None for value in row.values()):
                yield f"{kind.label}“{key}”在操作记录中有，在台账中没有"


def _replayed(connection: sqlite3.Connection) -> dict[str, dict[str, dict[str, Stored]]]:
    (genesis,) = connection.execute("SELECT genesis FROM ledger").fetchone()
    born = msgspec.json.decode(genesis)
    state: dict[str, dict[str, dict[str, Stored]]] = {"ledger": {"1": {name: born[name] for name in KINDS["ledger"].fields}}}
    for record, key, field, new in connection.execute(
        "SELECT c.record, c.key, c.field, c.new FROM step s JOIN change c ON c.step = s.seq "
        "WHERE s.undone = 0 ORDER BY c.step, c.n"
    ):
        records = state.setdefault(record, {})
        if field != WHOLE:
            records.setdefault(key, {})[field] = new
        elif new is None:
            records.pop(key, None)
        else:
            records[key] = unpack(new) or {}
    return state


def _origins(connection: sqlite3.Connection) -> Iterator[str]:
    """Where each answer came from, and when, must be what the log says; the order in which the fields are kept is free."""
    expected = derived(connection)
    for key, row in fetch_all(connection, KINDS["report"]):
        said = expected.get(key)
        if said is None or said["arrived"] != row["arrived"] or _object(said["origin"]) != _object(row["origin"]):
            yield f"报送“{key}”的来源或时间与操作记录不符"


def _object(text: Stored) -> object:
    return msgspec.json.decode(str(text)) if text is not None else None


def _originals(connection: sqlite3.Connection) -> Iterator[str]:
    names = dict(connection.execute("SELECT sha, name FROM document"))
    for sha, size, method, data in connection.execute("SELECT sha, size, method, data FROM original"):
        found = unpacked(size, method, data)
        if found is None or hashlib.sha256(found).hexdigest() != sha:
            yield f"保存的原件“{names.get(sha, sha[:12])}”已损坏"
