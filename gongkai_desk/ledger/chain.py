"""The chain: every step's hash covers its own rows and the hash of the step before it, so a flipped byte is noticed.

``hash(n) = sha256(hash(n-1) + JSON(step) + JSON(rows))`` where a row is (record, key, field, old, new, file, sheet, row, column).
The hash before the first step is that of the ledger's birth certificate (``ledger.genesis``).
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from gongkai_desk.ledger.values import Step


def genesis_hash(genesis: str) -> bytes:
    """The hash on which the first step stands."""
    return hashlib.sha256(genesis.encode()).digest()


def last_hash(connection: sqlite3.Connection, before: int) -> bytes:
    """The hash of the newest step before step ``before``."""
    row = connection.execute("SELECT hash FROM step WHERE seq < ? ORDER BY seq DESC LIMIT 1", (before,)).fetchone()
    if row is not None:
        return bytes(row[0])
    return genesis_hash(connection.execute("SELECT genesis FROM ledger").fetchone()[0])


def link(previous: bytes, step: Step, connection: sqlite3.Connection, rows: Sequence[Sequence[Any]]) -> bytes:
    """The hash of ``step`` with ``rows`` (as in table ``change``, place by number) on ``previous``."""
    return digest(previous, step, rows, places_of(connection, {row[5] for row in rows if row[5] is not None}))


def digest(previous: bytes, step: Step, rows: Iterable[Sequence[Any]], places: dict[int, tuple[str, str]]) -> bytes:
    """The hash itself; ``places`` names file and sheet of every place in ``rows``."""
    head = [step.seq, step.parent, step.label, step.kind, step.at.isoformat(), step.day.isoformat(), step.person, step.computer]
    named = [(*row[:5], *places.get(row[5], ("", "")), row[6], row[7]) for row in rows]
    return hashlib.sha256(previous + msgspec.json.encode(head) + msgspec.json.encode(named)).digest()


def places_of(connection: sqlite3.Connection, wanted: set[int] | None = None) -> dict[int, tuple[str, str]]:
    """File and sheet by place; of all places where ``wanted`` is None."""
    if wanted is not None and len(wanted) < 20:
        found = {}
        for one in wanted:
            row = connection.execute("SELECT file, sheet FROM place WHERE id = ?", (one,)).fetchone()
            if row is not None:
                found[one] = (row[0], row[1])
        return found
    return {number: (file, sheet) for number, file, sheet in connection.execute("SELECT id, file, sheet FROM place")}
