"""Older ledgers brought up to the present schema: a backup first, then one transaction.

Each entry takes a ledger from that version to the next. The log is never rewritten: a step means the same in every version.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from gongkai_desk.ledger.schema import SCHEMA
from gongkai_desk.ledger.store import transaction

MIGRATIONS: Mapping[int, tuple[str, ...]] = {
    1: (
        # A revised breakdown may drop a task: it keeps its id and its reports, and is no longer counted.
        "ALTER TABLE task ADD COLUMN dropped TEXT CHECK (dropped IS date(dropped))",
    ),
}


def version_of(connection: sqlite3.Connection) -> int:
    """The schema version of an open ledger."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring an open ledger up to :data:`SCHEMA`, as a whole or not at all. Raises sqlite3.Error."""
    with transaction(connection):
        for version in range(version_of(connection), SCHEMA):
            for statement in MIGRATIONS[version]:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {SCHEMA}")
