"""Tasks (任务) and who answers for them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import msgspec

from gongkai_desk.domain.deadline import Deadline, Every
from gongkai_desk.domain.source import Source


class LeadKind(StrEnum):
    """How a task is led: by named units, each for itself (分别负责), by all alike (共性), or by nobody."""

    NAMED = "named"
    EACH = "each"
    SHARED = "shared"
    MISSING = "missing"


class DutyRole(StrEnum):
    """职责分工 of a unit in a task."""

    LEAD = "牵头"
    SUPPORT = "配合"
    SHARED = "共性"


@dataclass(frozen=True, slots=True)
class Lead:
    """The lead of a task (牵头单位). ``spans_rows``: the cell was merged over several tasks."""

    kind: LeadKind = LeadKind.MISSING
    units: tuple[str, ...] = ()
    raw: str = ""
    spans_rows: bool = False
    open_list: bool = False


@dataclass(frozen=True, slots=True)
class Support:
    """The supporting units of a task (配合单位)."""

    units: tuple[str, ...] = ()
    raw: str = ""
    open_list: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that a task asks for: 直接答复率达到85%以上 -> name, 85, %, >=.

    ``comparison`` is one of ``>= > = < <=``; ``every`` the period (每年不少于3次) or None.
    """

    raw: str
    figure: float
    unit: str
    comparison: str
    name: str = ""
    every: Every | None = None


class Task(msgspec.Struct, frozen=True):
    """One task of a breakdown.

    ``id`` is None until a ledger has taken it (then ``T0001`` …). ``text`` is as written without its number; ``reading`` the
    simplified, repaired wording where that differs. ``section`` are the headings above it, outermost first, as written.
    ``persons`` are leader persons (牵头领导), never units; ``remarks`` and ``extra`` keep columns that nothing else holds,
    by header text. ``blank_lead`` says of a missing lead whether the blank may be a lost merge (``"maybe-merged"``), is
    ``"not-given"``, or ``""`` where the lead is there. ``table`` counts the table in its document from 0.
    """

    source: Source
    text: str
    number: str | None = None
    section: tuple[str, ...] = ()
    name: str | None = None
    reading: str | None = None
    requirement: str | None = None
    lead: Lead = msgspec.field(default_factory=Lead)
    support: Support = msgspec.field(default_factory=Support)
    deadline: Deadline = msgspec.field(default_factory=Deadline)
    targets: tuple[Target, ...] = ()
    persons: str | None = None
    remarks: str | None = None
    extra: tuple[tuple[str, str], ...] = ()
    blank_lead: str = ""
    table: int = 0
    id: str | None = None

    @property
    def wording(self) -> str:
        """What paper and screen show: the repaired reading, else the text, else the name."""
        return self.reading or self.text or self.name or ""


def quoted(text: str, length: int = 18) -> str:
    """The beginning of a wording, in quotation marks."""
    text = " ".join(text.split())
    return f"“{text[:length]}{'…' if len(text) > length else ''}”"


def numbered(task: Task) -> str:
    """A task by its number: 第20项; one without a number by its id, where a ledger has given it one."""
    if task.number:
        return f"第{task.number}项"
    return f"任务{task.id}" if task.id else "未编号任务"


def called(task: Task, length: int = 18) -> str:
    """A task as a clerk points at it: 第20项“推进重大政策…”."""
    return f"{numbered(task)}{quoted(task.wording, length)}"


class Duty(msgspec.Struct, frozen=True):
    """A unit's part in a task. ``via`` is the group phrase through which alone the task reaches the unit, else None."""

    task: str
    unit: str
    role: DutyRole
    via: str | None = None
