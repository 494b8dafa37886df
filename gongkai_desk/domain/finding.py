"""Findings (疑点): what may be wrong with a breakdown or a ledger, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gongkai_desk.domain.source import Source
from gongkai_desk.domain.task import Task


class Severity(StrEnum):
    """How grave a finding is: errors and warnings ask for a person, information is folded away."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Edit:
    """One field to set: ``record`` (``task``, ``unit``, ``group`` …), its ``key`` in the ledger, ``field``, new ``value``.

    ``key`` is a task's id, or its position in the list that was checked, written ``#12``, where there is no ledger yet.
    ``value`` is the field's domain value (a :class:`~gongkai_desk.domain.task.Lead`, a text …).
    """

    record: str
    key: str
    field: str
    value: object


@dataclass(frozen=True, slots=True)
class Fix:
    """A remedy: what the button says, whether it is certain, and the edits it makes (one undo step)."""

    label: str
    sure: bool
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a clerk should look at. ``key`` is stable over runs, so that a waiver with a reason can be remembered."""

    rule: str
    severity: Severity
    message: str
    source: Source
    task: Task | None = None
    other: Task | None = None
    fixes: tuple[Fix, ...] = ()
    key: str = ""
