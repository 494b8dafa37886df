"""Where each answer of a report comes from, and when it came: derived from the log, kept beside the answers.

Column ``origin`` of table ``report`` is JSON: field -> [place, row, column]; ``arrived`` is the time of the newest change.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import NamedTuple

import msgspec

from gongkai_desk.domain import Source
from gongkai_desk.ledger.drafting import Draft
from gongkai_desk.ledger.kinds import KINDS, Stored
from gongkai_desk.ledger.tables import Row, chunks, present, write
from gongkai_desk.ledger.values import Step

Origins = dict[str, tuple[int | None, int | None, int | None]]


class StoredChange(NamedTuple):
    """A row of table ``change`` without its step and number."""

    record: str
    key: str
    field: str
    old: Stored
    new: Stored
    place: int | None
    row: int | None
    column: int | None


def arrival(at: datetime, day: date) -> datetime:
    """When something counts as arrived: the clock's time, on the day the step counts for."""
    return at if at.date() == day else datetime.combine(day, time(at.hour, at.minute, at.second))


@lru_cache(maxsize=256)
def arrival_text(at: str, day: str) -> str:
    """As :func:`arrival`, from and to stored values."""
    return arrival(datetime.fromisoformat(at), date.fromisoformat(day)).isoformat()


def mark_origins(draft: Draft, rows: Sequence[StoredChange], targets: dict[str, Row | None], step: Step) -> None:
    """Where each answer of the reports touched comes from, and when it came: derived from the log, kept beside the answers."""
    arrived = arrival(step.at, step.day).isoformat()
    origins: dict[str, Origins] = {}
    for row in rows:
        if row.record == "report" and targets.get(row.key) is not None:
            origin = origins.get(row.key)
            if origin is None:
                before = draft.before["report", row.key]
                origin = origins[row.key] = msgspec.json.decode(str(before["origin"])) if before and before["origin"] else {}
            if row.new is None:
                origin.pop(row.field, None)
            else:
                origin[row.field] = (row.place, row.row, row.column)
    for key, origin in origins.items():
        target = targets[key]
        if target is not None:
            target["origin"], target["arrived"] = msgspec.json.encode(origin).decode(), arrived


def derived(connection: sqlite3.Connection, keys: Sequence[str] | None = None) -> dict[str, Row | None]:
    """Origin and arrival of reports as the log tells them; of all reports where ``keys`` is None."""
    query = (
        'SELECT c.key, c.field, c.new IS NULL, c.place, c."row", c."column", s.at, s.day '
        "FROM change c JOIN step s ON s.seq = c.step WHERE c.record = 'report' AND s.undone = 0"
    )
    found: dict[str, tuple[Origins, str]] = {}
    for part in chunks(keys) if keys is not None else [[]]:
        some = f" AND c.key IN ({', '.join('?' * len(part))})" if keys is not None else ""
        for key, field, empty, place, row, column, at, day in connection.execute(f"{query}{some} ORDER BY c.step, c.n", part):
            origin = found.get(key, ({}, ""))[0]
            if empty:
                origin.pop(field, None)
            else:
                origin[field] = (place, row, column)
            found[key] = (origin, arrival_text(at, day))
    return {key: {"origin": msgspec.json.encode(origin).decode(), "arrived": at} for key, (origin, at) in found.items()}


def refresh_origins(connection: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Derive origin and arrival of those of these reports that are there from the log anew."""
    kind = KINDS["report"]
    write(connection, kind, derived(connection, present(connection, kind, keys)), ())


def source_of(places: dict[int, tuple[str, str]], place: int | None, row: int | None, column: int | None) -> Source:
    """The :class:`Source` of a log row or origin."""
    file, sheet = places.get(place or 0, ("", ""))
    return Source(file, sheet or None, row, column)
