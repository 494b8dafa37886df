"""What a ledger holds beside the nouns of the domain, and what its log is made of. All of it frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from gongkai_desk.domain import HAND, Source, Status


@dataclass(frozen=True, slots=True)
class Change:
    """One thing to change. The old value is looked up when the change is applied.

    ``record`` and ``key`` name the record (see ``kinds.py``), ``field`` the field; ``"*"`` stands for the whole record: ``new``
    is then its value (created, or brought to this state) or None (deleted). ``data`` are the bytes of a document to keep.
    """

    record: str
    key: str
    field: str
    new: Any
    source: Source = HAND
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One gesture of a clerk. ``at`` is the clock's time, ``day`` the day for which the step counts (``--as-of``)."""

    seq: int
    label: str
    kind: str
    at: datetime
    person: str
    changes: int
    undone: bool
    day: date
    computer: str = ""
    parent: int = 0


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One row of the log, for people: who changed what from what to what, when, and where the new value came from."""

    step: int
    label: str
    record: str
    key: str
    field: str
    old: Any
    new: Any
    source: Source
    at: datetime
    person: str
    kind: str = "edit"
    day: date | None = None


@dataclass(frozen=True)
class Form:
    """The form of one unit in one round: what was sent (``issued``), and what came back once per form.

    ``issued`` maps a task's id to ``{"locked": {field: text}, "answers": {field: text}}`` as they stood on the form.
    """

    round: str
    unit: str
    filler: str | None = None
    phone: str | None = None
    reviewer: str | None = None
    version: int | None = None
    issued_at: datetime | None = None
    issued: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """核定: the office overrules the derived state of a task in a round, and says why. ``light`` overrules the light too."""

    task: str
    round: str
    status: Status | None = None
    reason: str = ""
    light: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """综合进展 of a task in a round, as edited by the office."""

    task: str
    round: str
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One of the values that contradict each other. The ledger's own has no source."""

    value: str
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """A conflict of a merge that waits for a decision."""

    task: str
    unit: str
    round: str
    field: str
    values: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that the office has decided to live with. ``key`` is the finding's."""

    key: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class KeptObligation:
    """An obligation of the notice itself, and when the office met it."""

    key: str
    text: str
    due: date | None = None
    raw: str = ""
    source: Source = HAND
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class KeptFile:
    """An original inside the ledger. ``role``: ``breakdown``, ``roster``, ``submission``, ``evidence``, ``template`` …"""

    sha: str
    name: str
    role: str
    unit: str | None = None
    round: str | None = None
    size: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """A group phrase and the units it stands for."""

    phrase: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """What the ledger itself is about (record ``ledger``, key ``1``)."""

    title: str = ""
    year: int | None = None
    issued: date | None = None
    number: str | None = None
