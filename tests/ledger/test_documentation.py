"""The description of the file names every table that is there."""

from __future__ import annotations

import re
import sqlite3

import gongkai_desk.ledger as room
from gongkai_desk.ledger.kinds import KINDS
from gongkai_desk.ledger.schema import APPLICATION, SCHEMA, TABLES


def test_every_table_is_described() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(TABLES)
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    assert room.__doc__ is not None
    described = set(re.findall(r"[a-z]+", room.__doc__))
    assert names <= described and set(KINDS) <= names
    assert f"0x{APPLICATION:X}" in room.__doc__ and f"now {SCHEMA};" in room.__doc__
