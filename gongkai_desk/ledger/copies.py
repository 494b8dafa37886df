"""Copies to hand on: the whole ledger as one clean file, or one without personal data."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import structs

from gongkai_desk.domain import HAND, Source
from gongkai_desk.ledger.birth import newborn, publish
from gongkai_desk.ledger.drafting import WHOLE, draft
from gongkai_desk.ledger.keys import form_key, report_key, summary_key, verdict_key
from gongkai_desk.ledger.kinds import KINDS
from gongkai_desk.ledger.opening import made_beside
from gongkai_desk.ledger.snapshot import Snapshot
from gongkai_desk.ledger.steps import Author, apply_step
from gongkai_desk.ledger.store import transaction
from gongkai_desk.ledger.values import Change, Identity

Mask = Callable[[str], str]
"""Hides personal data in running text."""

REMOVED = "（已清除）"

_NAMES: Mapping[str, tuple[str, ...]] = {
    "unit": ("contact", "phone"), "form": ("filler", "phone", "reviewer", "issued"), "task": ("persons",),
    "rectification": ("person", "checker"),
}
"""Fields that hold nothing but people: left out of a copy without personal data."""


def copy_whole(connection: sqlite3.Connection, target: Path) -> None:
    """A clean single file at ``target``, log and originals included, also while the ledger is open.

    Raises sqlite3.Error, OSError.
    """
    with made_beside(target) as temporary:
        connection.execute("VACUUM INTO ?", (str(temporary),))
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())


def copy_without_personal(snapshot: Snapshot, target: Path, mask: Mask) -> None:
    """A new file that holds the ledger as it stands: no names, phones, folders, originals, nor the log that would tell them.

    ``mask`` hides what stands in running text. The copy keeps the ledger's identity; its log is one step.
    """
    about = Identity(snapshot.title, snapshot.year, snapshot.issued, snapshot.number)
    with closing(newborn(about, identity=snapshot.id)) as connection:
        prepared = draft(connection, _cleaned(snapshot, mask))
        with transaction(connection):
            apply_step(connection, prepared, "清除个人信息后另存", "import", Author(REMOVED, REMOVED), datetime.now())
        publish(connection, target)


def _cleaned(snapshot: Snapshot, mask: Mask) -> Iterator[Change]:
    values: list[tuple[str, str, Any]] = [
        *(("task", str(task.id), task) for task in snapshot.tasks),
        *(("unit", unit.name, unit) for unit in snapshot.roster.units),
        *(("round", one.name, one) for one in snapshot.rounds),
        *(("obligation", one.key, one) for one in snapshot.obligations),
        *(("rectification", one.id, one) for one in snapshot.rectifications),
        *(("form", form_key(round, unit), form) for (round, unit), form in snapshot.forms.items()),
    ]
    for record, key, value in values:
        yield Change(record, key, WHOLE, _without(record, value, mask))
    for phrase, members in snapshot.roster.groups.items():
        yield Change("group", phrase, "members", members)
    yield from _said(snapshot, mask)
    for name, setting in snapshot.settings.items():
        yield Change("setting", name, "value", setting)


def _said(snapshot: Snapshot, mask: Mask) -> Iterator[Change]:
    for report in snapshot.reports:
        key = report_key(report.task, report.unit, report.round)
        for name, text in report.fields.items():
            yield Change("report", key, name, mask(text), _place(report.sources.get(name, HAND)))
    for (task, round), text in snapshot.summaries.items():
        yield Change("summary", summary_key(task, round), "text", mask(text))
    for (task, round), verdict in snapshot.verdicts.items():
        yield Change("verdict", verdict_key(task, round), WHOLE, replace(verdict, reason=mask(verdict.reason)))
    for key, waiver in snapshot.waivers.items():
        yield Change("waiver", key, "reason", mask(waiver.reason))


def _without(record: str, value: Any, mask: Mask) -> dict[str, Any]:
    """The fields of a record without people, with texts masked and sources without folders."""
    hidden = _NAMES.get(record, ())
    kept: dict[str, Any] = {}
    for name in KINDS[record].fields:
        if name in hidden or not hasattr(value, name):
            continue
        item = getattr(value, name)
        if isinstance(item, Source):
            item = _place(item)
        kept[name] = mask(item) if type(item) is str and name not in ("name", "key", "parent") else item
    return kept


def _place(source: Source) -> Source:
    """A source with the bare file name: folders tell who sits where."""
    return structs.replace(source, file=source.name)
