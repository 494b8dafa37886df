"""Rows of the typed tables: fetched and written in bulk, by key."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice

from gongkai_desk.ledger.keys import join_key
from gongkai_desk.ledger.kinds import KINDS, Kind, Stored

CHUNK = 400

Row = dict[str, Stored]


def quoted(name: str) -> str:
    """A table's or column's name in SQL; in square brackets, for SQLite takes an unknown name in double quotes for a text."""
    return f"[{name}]"


def chunks(items: Iterable[str], size: int = CHUNK) -> Iterator[list[str]]:
    """``items`` in lists of at most ``size``."""
    iterator = iter(items)
    while part := list(islice(iterator, size)):
        yield part


@cache
def _select(record: str) -> str:
    kind = KINDS[record]
    return f"SELECT {', '.join(map(quoted, kind.columns))} FROM {quoted(record)}"


def fetch(connection: sqlite3.Connection, kind: Kind, keys: Sequence[str]) -> dict[str, Row]:
    """The stored rows of those ``keys`` that exist. Many keys of many-part records are met by one scan of the table."""
    if len(kind.keys) > 1 and len(keys) > CHUNK:
        wanted = set(keys)
        return {key: row for key, row in fetch_all(connection, kind) if key in wanted}
    found: dict[str, Row] = {}
    names = kind.columns
    if len(kind.keys) == 1:
        for part in chunks(keys):
            marks = ", ".join("?" * len(part))
            for values in connection.execute(f"{_select(kind.record)} WHERE {quoted(kind.keys[0])} IN ({marks})", part):
                found[values[0]] = dict(zip(names, values, strict=True))
        return found
    where = " AND ".join(f"{quoted(name)} = ?" for name in kind.keys)
    for key in keys:
        values = connection.execute(f"{_select(kind.record)} WHERE {where}", kind.parts(key)).fetchone()
        if values is not None:
            found[key] = dict(zip(names, values, strict=True))
    return found


def fetch_all(connection: sqlite3.Connection, kind: Kind, order: str = "") -> Iterator[tuple[str, Row]]:
    """Every row of a table with its key; ``order`` is an ORDER BY clause."""
    names, width = kind.columns, len(kind.keys)
    for values in connection.execute(f"{_select(kind.record)} {order}"):
        key = values[0] if width == 1 else join_key(*values[:width])
        yield key, dict(zip(names, values, strict=True))


def write(connection: sqlite3.Connection, kind: Kind, rows: Mapping[str, Row | None], created: Iterable[str]) -> None:
    """Bring rows to a state: None deletes; keys in ``created`` are inserted whole; of others only the given columns change."""
    new = set(created)
    gone = [kind.parts(key) for key, row in rows.items() if row is None]
    if gone:
        where = " AND ".join(f"{quoted(name)} = ?" for name in kind.keys)
        connection.executemany(f"DELETE FROM {quoted(kind.record)} WHERE {where}", gone)
    grouped: dict[tuple[bool, tuple[str, ...]], list[tuple[Stored, ...]]] = {}
    for key, row in rows.items():
        if row:
            shape = (key in new, tuple(row))
            grouped.setdefault(shape, []).append((*row.values(), *kind.parts(key)))
    for (whole, columns), values in grouped.items():
        connection.executemany(_insert(kind, columns) if whole else _update(kind, columns), values)


def settle(connection: sqlite3.Connection, kind: Kind, rows: Mapping[str, Row | None]) -> None:
    """Put fields into implicit records, which come into being with their first field and vanish with their last."""
    bare = {key for key, row in rows.items() if row and len(row) == len(kind.fields) and set(row.values()) == {None}}
    write(connection, kind, dict.fromkeys(bare), ())  # a table may forbid the row that only NULLs would make (group.members)
    grouped: dict[tuple[str, ...], list[tuple[Stored, ...]]] = {}
    for key, row in rows.items():
        if row and key not in bare:
            grouped.setdefault(tuple(row), []).append((*row.values(), *kind.parts(key)))
    keys = ", ".join(map(quoted, kind.keys))
    for columns, values in grouped.items():
        puts = ", ".join(f"{quoted(name)} = excluded.{quoted(name)}" for name in columns)
        connection.executemany(f"{_insert(kind, columns)} ON CONFLICT ({keys}) DO UPDATE SET {puts}", values)
    empty = " AND ".join(f"{quoted(name)} IS NULL" for name in kind.fields)
    connection.execute(f"DELETE FROM {quoted(kind.record)} WHERE {empty}")


def present(connection: sqlite3.Connection, kind: Kind, keys: Iterable[str]) -> list[str]:
    """Those of the keys that have a row."""
    query = f"SELECT {', '.join(map(quoted, kind.keys))} FROM {quoted(kind.record)}"
    known = {join_key(*parts) for parts in connection.execute(query)}
    return [key for key in keys if key in known] if known else []


def _insert(kind: Kind, columns: tuple[str, ...]) -> str:
    names = ", ".join(map(quoted, (*columns, *kind.keys)))
    return f"INSERT INTO {quoted(kind.record)} ({names}) VALUES ({', '.join('?' * (len(columns) + len(kind.keys)))})"


def _update(kind: Kind, columns: tuple[str, ...]) -> str:
    sets = ", ".join(f"{quoted(name)} = ?" for name in columns)
    return f"UPDATE {quoted(kind.record)} SET {sets} WHERE " + " AND ".join(f"{quoted(name)} = ?" for name in kind.keys)
