"""What has changed since a day or a 报送期, as lines for people: one per field, from what it was then to what it is now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from gongkai_desk.domain import HAND, Deadline, Lead, Source, Support, Target, Task, called
from gongkai_desk.domain.field_words import field_word
from gongkai_desk.ledger import Ledger, LogEntry, Snapshot, split_key
from gongkai_desk.ledger.drafting import WHOLE

_RECORDS = {
    "task": "任务", "report": "报送", "summary": "综合进展", "verdict": "核定", "round": "报送期", "unit": "单位",
    "group": "单位组", "obligation": "通知要求", "rectification": "整改",
}
"""What is told; forms, kept files, settings and waivers are the ledger's own affairs."""

_UNTOLD = frozenset({"order", "extra", "blank_lead", "table", "source", "done_on_raw", "status_raw"})
"""What the ledger knows of a record for itself."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One line: whose, which field, what it was, what it is; where the new value was read, when it came, and by whom."""

    what: str
    field: str
    old: str
    new: str
    source: Source
    at: datetime
    person: str


def changes_since(ledger: Ledger, since: date | str) -> tuple[Changed, ...]:
    """What is different now from how it was before a day, or before a 报送期 was opened; in the order in which it came.

    What was changed and changed back is not told. Raises GongkaiError for a 报送期 that does not exist.
    """
    snapshot = ledger.snapshot()
    entries = ledger.changed_since(since if isinstance(since, date) else _opening(ledger, snapshot, since))
    names = _Names(ledger, snapshot)
    return tuple(sorted(_lines(entries, names), key=lambda line: line.at))


def _opening(ledger: Ledger, snapshot: Snapshot, round: str) -> int:
    """The step before the one that opened the round."""
    opened = ledger.trace("round", snapshot.round(round).name, WHOLE)
    return opened[-1].step - 1 if opened else 0


class _Names:
    """Tasks as a clerk calls them, those too that are no longer there."""

    def __init__(self, ledger: Ledger, snapshot: Snapshot) -> None:
        self._ledger = ledger
        self._snapshot = snapshot

    def object(self, entry: LogEntry) -> str:
        """The record of an entry: whose report or 核定, in which 报送期, of which task."""
        if entry.record not in ("task", "report", "summary", "verdict"):
            return f"{_RECORDS[entry.record]} {entry.key}"
        task, *rest = split_key(entry.key)
        return " ".join((*rest, self._task(task)))

    def _task(self, id: str) -> str:
        if self._snapshot.has_task(id):
            return called(self._snapshot.task(id))
        number, words = (self._last(id, field) for field in ("number", "text"))
        return called(Task(HAND, words, number, id=id))

    def _last(self, id: str, field: str) -> str:
        known = (entry.new or entry.old for entry in self._ledger.trace("task", id, field))
        return str(next(filter(None, known), ""))


def _lines(entries: Iterable[LogEntry], names: _Names) -> Iterator[Changed]:
    """One line for each field that is not what it was; a record that is new or gone is one line."""
    runs: dict[tuple[str, str, str], list[LogEntry]] = {}
    for entry in entries:
        if entry.record in _RECORDS and entry.field not in _UNTOLD:
            runs.setdefault((entry.record, entry.key, entry.field), []).append(entry)
    whole = {place[:2] for place in runs if place[2] == WHOLE}
    for place, run in runs.items():
        first, last = run[0], run[-1]
        if place[2] == WHOLE:
            told, word = (first.old is None) is not (last.new is None), "新增" if first.old is None else "删除"
        else:
            told, word = place[:2] not in whole and first.old != last.new, _word(last)
        if told:
            yield Changed(names.object(last), word, _worded(first.old), _worded(last.new), last.source, last.at, last.person)


def _word(entry: LogEntry) -> str:
    word = field_word(entry.field, entry.record)
    return f"核定{word}" if entry.record == "verdict" else word


def _worded(value: Any) -> str:
    """A value of the log in one text; of a whole record its words."""
    if value is None:
        return ""
    if isinstance(value, Lead | Support):
        return "、".join(value.units) or value.raw
    if isinstance(value, Deadline):
        return value.raw or (value.due.isoformat() if value.due else "")
    if isinstance(value, Target):
        return value.raw
    if isinstance(value, Mapping):
        return str(value.get("reading") or value.get("text") or value.get("name") or value.get("problem") or "")
    if isinstance(value, tuple | list):
        return "、".join(map(_worded, value))
    return str(value.value) if isinstance(value, Enum) else str(value)
