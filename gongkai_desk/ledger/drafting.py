"""From what somebody asks for to what really changes.

The records touched are loaded, the changes are played on copies of them, and the log rows follow from comparing before with
after. So a value set back, a record created and deleted again, and a change that changes nothing leave no trace.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import msgspec

from gongkai_desk.domain import HAND, LedgerFault, Report, Review, Source
from gongkai_desk.ledger.keys import document_key, join_key
from gongkai_desk.ledger.kinds import KINDS, Kind, Stored, kind_of
from gongkai_desk.ledger.tables import Row, fetch, quoted
from gongkai_desk.ledger.values import Change, KeptFile

WHOLE = "*"

Place = tuple[str, str]


class LogRow(NamedTuple):
    """One row of the log before it has a number. ``old`` and ``new`` are stored values; a whole record is JSON."""

    record: str
    key: str
    field: str
    old: Stored
    new: Stored
    source: Source


@dataclass(slots=True)
class Draft:
    """Records before and after a step (None: not there), who said so, and the bytes to keep."""

    before: dict[Place, Row | None] = field(default_factory=dict)
    after: dict[Place, Row | None] = field(default_factory=dict)
    sources: dict[tuple[str, str, str], Source] = field(default_factory=dict)
    blobs: dict[str, bytes] = field(default_factory=dict)
    orders: dict[str, float] = field(default_factory=dict)


def draft(connection: sqlite3.Connection, changes: Iterable[Change]) -> Draft:
    """What ``changes`` come to in this ledger; later ones win.

    Raises LedgerFault where a record that must exist does not, TypeError and ValueError for changes that no program should
    ask for (an unknown field, a value of the wrong type, a malformed key).
    """
    result = Draft()
    pieces = [piece for change in changes for piece in _pieces(change)]
    _load(connection, result, ((piece.record, piece.key) for piece in pieces))
    for piece in pieces:
        _play(connection, result, piece)
    for (record, _), row in result.after.items():
        if row is not None and row.get("order", 0) is None:
            row["order"] = _next_order(connection, result, record)
    return result


def log_rows(result: Draft) -> Iterator[LogRow]:
    """The log of a draft, record by record in the order of their first change."""
    for (record, key), before in result.before.items():
        after = result.after[record, key]
        kind = KINDS[record]
        if before is None and after is None:
            continue
        if not kind.implicit and (before is None or after is None):
            source = result.sources.get((record, key, WHOLE), HAND)
            yield LogRow(record, key, WHOLE, pack(kind, before), pack(kind, after), source)
            continue
        old, new = before or {}, after or {}
        for name in kind.fields:
            was, now = old.get(name), new.get(name)
            if was != now:
                source = result.sources.get((record, key, name)) or result.sources.get((record, key, WHOLE), HAND)
                yield LogRow(record, key, name, was, now, source)


def pack(kind: Kind, row: Row | None) -> str | None:
    """A whole record as the log keeps it: JSON of its fields that hold something."""
    if row is None:
        return None
    kept = {name: row[name] for name in kind.fields if row.get(name) is not None}
    return msgspec.json.encode(kept).decode()


def unpack(text: Stored) -> Row | None:
    """The record that :func:`pack` wrote."""
    if text is None:
        return None
    row: Row = msgspec.json.decode(str(text))
    return row


def keep(name: str, data: bytes, *, role: str, unit: str | None = None, round: str | None = None) -> tuple[Change, ...]:
    """The changes that keep an original inside the ledger, byte for byte, once per content.

    ``role``: ``breakdown``, ``roster``, ``submission``, ``evidence`` …; they go through :meth:`Ledger.apply` like any other.
    """
    sha = hashlib.sha256(data).hexdigest()
    value = KeptFile(sha, name, role, unit, round, len(data))
    return (Change("document", document_key(sha, name), WHOLE, value, HAND, data),)


def _pieces(change: Change) -> Iterable[Change]:
    """A change as it is played: values of implicit records go field by field, so that each keeps its own source."""
    kind, value = kind_of(change.record), change.new
    if change.field != WHOLE:
        if change.field not in kind.fields:
            raise TypeError(f"{change.record} has no field {change.field!r}")
        return (change,)
    if value is None or not kind.implicit:
        return (change,)
    if isinstance(value, Report):
        return _report_pieces(change, value)
    if kind.main and (kind.value is dict or not isinstance(value, kind.value)):
        return (Change(change.record, change.key, kind.main, value, change.source),)
    given = value if isinstance(value, dict) else {name: getattr(value, name, None) for name in kind.fields}
    return tuple(Change(change.record, change.key, name, item, change.source) for name, item in given.items())


def _report_pieces(change: Change, report: Report) -> Iterator[Change]:
    for name, value in report.fields.items():
        yield Change("report", change.key, name, value, report.sources.get(name, change.source))
    if report.review_reason or report.review is not Review.PENDING:
        yield Change("report", change.key, "review", report.review.value, change.source)
        yield Change("report", change.key, "review_reason", report.review_reason or None, change.source)


def _load(connection: sqlite3.Connection, result: Draft, places: Iterable[Place]) -> None:
    keys: dict[str, dict[str, None]] = {}
    for record, key in places:
        if (record, key) not in result.before:
            KINDS[record].parts(key)  # a malformed key must not get as far as the tables
            result.before[record, key] = result.after[record, key] = None
            keys.setdefault(record, {})[key] = None
    for record, wanted in keys.items():
        for key, row in fetch(connection, KINDS[record], list(wanted)).items():
            result.before[record, key] = row
            result.after[record, key] = dict(row)


def _play(connection: sqlite3.Connection, result: Draft, change: Change) -> None:
    kind, place = KINDS[change.record], (change.record, change.key)
    result.sources[change.record, change.key, change.field] = change.source
    if change.field != WHOLE:
        row = result.after[place]
        if row is None:
            if not kind.implicit:
                raise LedgerFault(f"台账中没有{kind.label}“{change.key}”", "", "请刷新后重试")
            row = result.after[place] = {}
        row[change.field] = kind.fields[change.field].store(change.new)
        if kind.implicit and row[change.field] is None and all(row.get(name) is None for name in kind.fields):
            result.after[place] = None
    elif change.new is None:
        _delete(connection, result, kind, change.key, change.source)
    else:
        if change.data is not None:
            result.blobs[kind.parts(change.key)[0]] = change.data
        _put(result, kind, place, change.new)


def _put(result: Draft, kind: Kind, place: Place, value: Any) -> None:
    """Create a record, or bring an existing one to the given state; fields the value does not know stay as they are."""
    row, now = kind.row(value), result.after[place]
    if now is None:
        now = result.after[place] = dict.fromkeys(kind.fields)
    for name in kind.fields:
        if name in row or (name in value if isinstance(value, dict) else hasattr(value, name)):
            now[name] = row.get(name)


def _delete(connection: sqlite3.Connection, result: Draft, kind: Kind, key: str, source: Source) -> None:
    """Delete a record and everything that does not outlive it."""
    result.after[kind.record, key] = None
    for record, column in kind.dependents:
        child = KINDS[record]
        columns = ", ".join(map(quoted, child.keys))
        query = f"SELECT {columns} FROM {quoted(record)} WHERE {quoted(column)} = ?"
        keys = [join_key(*parts) for parts in connection.execute(query, (key,))]
        _load(connection, result, ((record, one) for one in keys))
        for one in keys:
            result.sources[record, one, WHOLE] = source
            _delete(connection, result, child, one, source)


def _next_order(connection: sqlite3.Connection, result: Draft, record: str) -> float:
    """The place after all others, for a record that was created without saying where it stands."""
    if record not in result.orders:
        (last,) = connection.execute(f'SELECT max("order") FROM {quoted(record)}').fetchone()
        result.orders[record] = float(last or 0)
    result.orders[record] += 1
    return result.orders[record]
