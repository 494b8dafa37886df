"""A frozen picture of a ledger: everything that standing, checking, collecting and paper need, as values."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

import msgspec

from gongkai_desk.domain import GongkaiError, Rectification, Report, Review, Roster, Round, Source, Task
from gongkai_desk.ledger.chain import places_of
from gongkai_desk.ledger.keys import split_key
from gongkai_desk.ledger.kinds import KINDS, Stored
from gongkai_desk.ledger.origins import Origins, arrival_text, source_of
from gongkai_desk.ledger.tables import Row, fetch_all, quoted
from gongkai_desk.ledger.values import Form, KeptFile, KeptObligation, Pending, Verdict, Waiver


@dataclass(frozen=True)
class Snapshot:
    """A ledger at one moment.

    ``id`` is the ledger's own identity, ``head`` the step it stands on. ``tasks`` and ``rounds`` are in order. ``forms`` are by
    (round, unit), ``summaries`` (综合进展) and ``verdicts`` (核定) by (task, round), ``waivers`` by the finding's key. ``as_of``
    is the day by which reports, verdicts and summaries had to be there, or None. ``dropped`` are tasks that a revised
    breakdown left out: they keep id and reports in the ledger, and count nowhere.
    """

    id: str
    title: str
    head: int = 0
    year: int | None = None
    issued: date | None = None
    number: str | None = None
    as_of: date | None = None
    tasks: tuple[Task, ...] = ()
    roster: Roster = field(default_factory=Roster)
    rounds: tuple[Round, ...] = ()
    reports: tuple[Report, ...] = ()
    forms: Mapping[tuple[str, str], Form] = field(default_factory=dict)
    summaries: Mapping[tuple[str, str], str] = field(default_factory=dict)
    verdicts: Mapping[tuple[str, str], Verdict] = field(default_factory=dict)
    waivers: Mapping[str, Waiver] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    obligations: tuple[KeptObligation, ...] = ()
    pending: tuple[Pending, ...] = ()
    rectifications: tuple[Rectification, ...] = ()
    documents: tuple[KeptFile, ...] = ()
    dropped: tuple[Task, ...] = ()

    def round(self, name: str | None = None) -> Round:
        """The 报送期 of that name, the newest for None. Raises GongkaiError where there is none."""
        if name is None:
            if not self.rounds:
                raise GongkaiError("台账中还没有报送期", "", "请先分发填报表")
            return self.rounds[-1]
        for one in self.rounds:
            if one.name == name:
                return one
        if (meant := self.meant_round(name)) is not None:
            return meant
        known = "、".join(one.name for one in self.rounds)
        raise GongkaiError(f"台账中没有报送期“{name}”", "", f"现有报送期：{known}" if known else "请先分发填报表")

    def meant_round(self, name: str) -> Round | None:
        """The one 报送期 that ``name`` means, however it is written (一季度, 2026Q1); None where none or several do."""
        from gongkai_desk.domain.rounds import round_key

        wanted = round_key(name, self.year)
        meant = [one for one in self.rounds if one.name == name or round_key(one.name, self.year) == wanted]
        return meant[0] if len(meant) == 1 else None

    def task(self, id: str) -> Task:
        """The task with that id. Raises KeyError."""
        return self._tasks[id]

    def has_task(self, id: str) -> bool:
        """Whether a task has that id."""
        return id in self._tasks

    def reports_of(self, round: str) -> tuple[Report, ...]:
        """The reports of one 报送期."""
        return self._by_round.get(round, ())

    def report(self, task: str, unit: str, round: str) -> Report | None:
        """What a unit said about a task in a round, or None."""
        return self._reports.get((task, unit, round))

    @cached_property
    def _tasks(self) -> dict[str, Task]:
        return {task.id: task for task in self.tasks if task.id is not None}

    @cached_property
    def _reports(self) -> dict[tuple[str, str, str], Report]:
        return {(one.task, one.unit, one.round): one for one in self.reports}

    @cached_property
    def _by_round(self) -> dict[str, tuple[Report, ...]]:
        grouped: dict[str, list[Report]] = {}
        for one in self.reports:
            grouped.setdefault(one.round, []).append(one)
        return {name: tuple(found) for name, found in grouped.items()}


def take_snapshot(connection: sqlite3.Connection, as_of: date | None = None) -> Snapshot:
    """Read the whole ledger. With ``as_of`` what arrived after that day is left out. Must run inside one transaction."""
    identity, head = connection.execute("SELECT identity, head FROM ledger").fetchone()
    about = next(row for _, row in fetch_all(connection, KINDS["ledger"]))
    named = KINDS["ledger"].build(about)
    rows = _Timed(connection, as_of)
    gone = {key for (key,) in connection.execute("SELECT id FROM task WHERE dropped IS NOT NULL")}
    tasks = _all(connection, "task", 'ORDER BY "order", id')
    return Snapshot(
        id=identity, head=head, title=named.title, year=named.year, issued=named.issued, number=named.number, as_of=as_of,
        tasks=tuple(task for task in tasks if task.id not in gone) if gone else tasks,
        dropped=tuple(task for task in tasks if task.id in gone),
        roster=Roster(
            _all(connection, "unit", 'ORDER BY "order", name'),
            {one.phrase: one.members for one in _all(connection, "group", "ORDER BY phrase")},
        ),
        rounds=_all(connection, "round", 'ORDER BY "order", name'),
        reports=read_reports(connection, ((key, row) for key, row in rows("report") if row["task"] not in gone)),
        forms={(one.round, one.unit): one for one in _all(connection, "form", "ORDER BY round, unit")},
        summaries={_pair(key): str(row["text"]) for key, row in rows("summary") if row.get("text") is not None},
        verdicts={_pair(key): KINDS["verdict"].build(row) for key, row in rows("verdict")},
        waivers={one.key: one for one in _all(connection, "waiver", "ORDER BY key")},
        settings={key: msgspec.json.decode(str(row["value"])) for key, row in fetch_all(connection, KINDS["setting"])},
        obligations=_all(connection, "obligation", "ORDER BY key"),
        pending=_all(connection, "pending", "ORDER BY round, task, unit, field"),
        rectifications=_all(connection, "rectification", "ORDER BY id"),
        documents=_all(connection, "document", "ORDER BY name, sha"),
    )


def _pair(key: str) -> tuple[str, str]:
    task, round = split_key(key)
    return task, round


def _all(connection: sqlite3.Connection, record: str, order: str) -> tuple[Any, ...]:
    build = KINDS[record].build
    return tuple(build(row) for _, row in fetch_all(connection, KINDS[record], order))


def read_reports(connection: sqlite3.Connection, rows: Iterable[tuple[str, Row]]) -> tuple[Report, ...]:
    """Reports from their rows, in the order of the rows."""
    places = places_of(connection)
    decode: Callable[[str], dict[str, list[int | None]]] = msgspec.json.Decoder(dict[str, list[int | None]]).decode
    return tuple(_report(row, places, decode) for _, row in rows)


_BESIDE = frozenset({"review", "review_reason"})
_ANSWERS = tuple(name for name in KINDS["report"].fields if name not in _BESIDE)


def _report(
    row: Row, places: dict[int, tuple[str, str]], decode: Callable[[str], dict[str, list[int | None]]]
) -> Report:
    origin = row.get("origin")
    sources: dict[str, Source] = {}
    if origin is not None:
        for name, where in decode(str(origin)).items():
            sources[name] = source_of(places, *where)
    arrived = row.get("arrived")
    review = row.get("review")
    return Report(
        task=str(row["task"]), unit=str(row["unit"]), round=str(row["round"]),
        fields={name: str(row[name]) for name in _ANSWERS if row.get(name) is not None},
        sources=sources,
        review=Review(str(review)) if review is not None else Review.PENDING,
        review_reason=str(row.get("review_reason") or ""),
        arrived=datetime.fromisoformat(str(arrived)) if arrived is not None else None,
    )


class _Timed:
    """Rows of records that count by the day they arrived: from the tables, or from the log where something came later."""

    def __init__(self, connection: sqlite3.Connection, as_of: date | None) -> None:
        self._connection = connection
        self._as_of = as_of

    def __call__(self, record: str) -> Iterable[tuple[str, Row]]:
        kind = KINDS[record]
        later = self._as_of is not None and self._connection.execute(
            "SELECT 1 FROM step WHERE undone = 0 AND day > ? LIMIT 1", (self._as_of.isoformat(),)
        ).fetchone()
        if not later:
            order = ", ".join(map(quoted, kind.keys))
            return fetch_all(self._connection, kind, f"ORDER BY {order}")
        return self._from_log(record)

    def _from_log(self, record: str) -> list[tuple[str, Row]]:
        assert self._as_of is not None
        kind = KINDS[record]
        rows: dict[str, dict[str, Stored]] = {}
        origins: dict[str, Origins] = {}
        query = (
            'SELECT c.key, c.field, c.new, c.place, c."row", c."column", s.at, s.day FROM step s JOIN change c ON c.step = s.seq '
            "WHERE s.undone = 0 AND s.day <= ? AND c.record = ? ORDER BY c.step, c.n"
        )
        for key, name, new, place, line, column, at, day in self._connection.execute(query, (self._as_of.isoformat(), record)):
            row = rows.setdefault(key, {})
            row[name] = new
            row["arrived"] = arrival_text(at, day)
            origins.setdefault(key, {})[name] = (place, line, column)
        return sorted(self._settled(kind.record, rows, origins))

    def _settled(
        self, record: str, rows: dict[str, dict[str, Stored]], origins: Mapping[str, Origins]
    ) -> Iterable[tuple[str, Row]]:
        kind = KINDS[record]
        for key, row in rows.items():
            if all(row.get(name) is None for name in kind.fields):
                continue
            row.update(zip(kind.keys, kind.parts(key), strict=True))
            if "origin" in kind.columns:
                kept = {name: where for name, where in origins[key].items() if row.get(name) is not None}
                row["origin"] = msgspec.json.encode(kept).decode()
            yield key, row
