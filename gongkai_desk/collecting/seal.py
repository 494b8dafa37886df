"""The hidden column: a task's id with a check sum of the locked cells.

The sum covers ledger, round and unit too, so that a row pasted into another unit's form is noticed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from hashlib import blake2b

from gongkai_desk.collecting.columns import LOCKED
from gongkai_desk.collecting.text import squeeze

SEPARATOR = "#"
_MARK = re.compile(r"^\s*(T\d{3,9})\s*(?:[#＃]\s*([0-9a-fA-F]{8}))?\s*$")
_MARK_STARTS = ("t", "Ｔ", "ｔ")
_LONGEST_MARK = 40


def seal_of(ledger: str, round_name: str, unit: str) -> bytes:
    """What is mixed into every check sum of one form."""
    return "\x01".join((ledger, round_name, unit)).encode("utf-8", "replace")


def check_sum(task: str, locked: Mapping[str, str], seal: bytes) -> str:
    """Eight hexadecimal digits over a row's locked cells, blanks ignored."""
    cells = squeeze("\x02".join([task, *(locked.get(key, "") for key in LOCKED)]))
    return blake2b(seal + cells.encode("utf-8", "replace"), digest_size=4).hexdigest()


def row_mark(task: str, locked: Mapping[str, str], seal: bytes) -> str:
    """What the hidden column holds for a row: ``T0008#1f3a90c2``."""
    return f"{task}{SEPARATOR}{check_sum(task, locked, seal)}"


def parse_mark(text: str) -> tuple[str, str] | None:
    """A hidden cell's task id and check sum (``""`` where it was lost), or None where the text is no such mark."""
    return _parsed(text) if len(text) <= _LONGEST_MARK else None


@lru_cache(maxsize=65_536)
def _parsed(text: str) -> tuple[str, str] | None:
    found = _MARK.match(text)
    if found is None and text.lstrip()[:1] in _MARK_STARTS:
        found = _MARK.match(unicodedata.normalize("NFKC", text).upper())
    return (found[1], (found[2] or "").lower()) if found else None
