"""Original files inside the ledger: compressed, once per content, byte for byte out again."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib

from gongkai_desk.domain import LedgerFault
from gongkai_desk.ledger.kinds import KINDS
from gongkai_desk.ledger.tables import fetch_all
from gongkai_desk.ledger.values import KeptFile


def original(connection: sqlite3.Connection, sha: str) -> bytes:
    """The bytes with that sha256. Raises LedgerFault where the ledger has none, or what it has is damaged."""
    row = connection.execute("SELECT size, method, data FROM original WHERE sha = ?", (sha,)).fetchone()
    if row is None:
        raise LedgerFault("台账中没有这份原件", sha[:12], "请确认它是从这个台账导入的")
    data = unpacked(*row)
    if data is None or hashlib.sha256(data).hexdigest() != sha:
        raise LedgerFault("台账中保存的原件已损坏", sha[:12], "请恢复备份，或找对方重新发送")
    return data


def unpacked(size: int, method: str, data: bytes) -> bytes | None:
    """The original bytes of a stored row, or None where it is damaged; never more than ``size`` bytes are inflated."""
    if method == "stored":
        return bytes(data)
    try:
        inflater = zlib.decompressobj()
        found = inflater.decompress(data, size + 1)
    except zlib.error:
        return None
    return found if len(found) == size else None


def originals(connection: sqlite3.Connection) -> tuple[KeptFile, ...]:
    """Every kept file, by name."""
    kind = KINDS["document"]
    return tuple(kind.build(row) for _, row in fetch_all(connection, kind, "ORDER BY name, sha"))
