"""How a ledger begins: in memory, until its first step is there; then it is put in its place as a whole."""

from __future__ import annotations

import sqlite3
import uuid
from datetime import datetime
from pathlib import Path

import msgspec

from gongkai_desk import __version__
from gongkai_desk.ledger.kinds import KINDS
from gongkai_desk.ledger.opening import write_atomically
from gongkai_desk.ledger.schema import APPLICATION, SCHEMA, TABLES
from gongkai_desk.ledger.store import connect
from gongkai_desk.ledger.values import Identity


def newborn(about: Identity, *, identity: str | None = None) -> sqlite3.Connection:
    """An empty ledger in memory. ``identity`` is that of the ledger it is a copy of, else a new one."""
    connection = connect(None)
    row = KINDS["ledger"].row(about)
    now = datetime.now().replace(microsecond=0).isoformat()
    born = {"identity": identity or uuid.uuid4().hex, "created": now, "program": __version__}
    genesis = msgspec.json.encode({**born, **{name: row.get(name) for name in KINDS["ledger"].fields}}).decode()
    connection.executescript(f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {SCHEMA}; {TABLES}")
    connection.execute(
        "INSERT INTO ledger (id, identity, created, program, genesis, title, year, issued, number) "
        "VALUES ('1', ?, ?, ?, ?, ?, ?, ?, ?)",
        (*born.values(), genesis, row.get("title", ""), row.get("year"), row.get("issued"), row.get("number")),
    )
    return connection


def publish(connection: sqlite3.Connection, path: Path) -> None:
    """Write the ledger in memory to ``path``. Raises OSError; then nothing stands there that did not before."""
    write_atomically(path, connection.serialize())
