"""The merge plan: what a batch of returned files would do to the ledger. Frozen data, for screen, command line and apply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

import msgspec

from gongkai_desk.collecting.text import squeeze
from gongkai_desk.domain import Source
from gongkai_desk.ledger.values import Claim


class Verdict(StrEnum):
    """How one file ended."""

    ACCEPTED = "accepted"
    WARNED = "warned"
    SUPERSEDED = "superseded"
    REFUSED = "refused"
    IGNORED = "ignored"
    ATTACHMENT = "attachment"


class Reason(StrEnum):
    """Why a row was not matched. The words are :data:`REASON_WORDS`."""

    NO_ID = "no-id"
    UNKNOWN_ID = "unknown-id"
    NOT_ISSUED = "not-issued"
    OTHER_TASK = "other-task"
    UNLIKE = "unlike"
    CONTINUED = "continued"


REASON_WORDS: Mapping[Reason, str] = {
    Reason.NO_ID: "行上没有任务编码",
    Reason.UNKNOWN_ID: "任务编码在台账中不存在",
    Reason.NOT_ISSUED: "这项任务没有分发给该单位",
    Reason.OTHER_TASK: "任务编码与任务内容对不上，内容像另一项任务",
    Reason.UNLIKE: "任务编码与任务内容对不上，内容改动过大",
    Reason.CONTINUED: "没有任务编码，像是上一行的续行",
}


class FileEntry(msgspec.Struct, frozen=True):
    """One file (and unit) met, and how it ended. ``reason`` is a Chinese sentence or None."""

    path: str
    unit: str | None
    verdict: Verdict
    reason: str | None = None


class PlannedChange(msgspec.Struct, frozen=True):
    """One value that lands. ``task`` is ``""`` for what a unit says once per form; ``raw`` the words of a vague date."""

    task: str
    unit: str
    field: str
    old: str | None
    new: str
    source: Source
    correction: bool = False
    raw: str | None = None


class Conflict(msgspec.Struct, frozen=True):
    """Values between which a person, or a rule, must decide; the ledger's comes first, then the files' from old to new."""

    task: str
    unit: str
    field: str
    values: tuple[Claim, ...]
    ranked: bool = False

    @property
    def ours(self) -> Claim | None:
        """The ledger's value, if it has one."""
        return next((claim for claim in self.values if claim.source is None), None)

    @property
    def theirs(self) -> tuple[Claim, ...]:
        """The returned values."""
        return tuple(claim for claim in self.values if claim.source is not None)


class Altered(msgspec.Struct, frozen=True):
    """A locked cell that came back changed."""

    task: str
    unit: str
    field: str
    issued: str
    returned: str
    source: Source


class Candidate(msgspec.Struct, frozen=True):
    """A task that an unmatched row may mean, and how sure we are (0-1)."""

    task: str
    score: float


class Unmatched(msgspec.Struct, frozen=True):
    """A row that is attached to no task without a person. ``places`` says where each answer stands."""

    unit: str
    text: str
    answers: Mapping[str, str]
    source: Source
    reason: Reason
    candidates: tuple[Candidate, ...] = ()
    places: Mapping[str, Source] = msgspec.field(default_factory=dict)

    @property
    def signature(self) -> str:
        """What the row says, wherever it stands; by it a decision about the row is remembered."""
        words = [squeeze(self.text), *(f"{field}={value}" for field, value in sorted(self.answers.items()))]
        return sha256("\n".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:24]


class Caution(msgspec.Struct, frozen=True):
    """A reservation about an answer or a file (answer checks, unread cells). ``kind`` is a short English key."""

    kind: str
    message: str
    source: Source
    unit: str | None = None
    task: str | None = None
    field: str | None = None


class Original(msgspec.Struct, frozen=True):
    """A file to keep inside the ledger: a submission or evidence."""

    path: str
    data: bytes
    role: str
    unit: str | None


ROW = "row"
"""The ``field`` of a settlement about an unmatched row, whose value is the row's signature."""


class Settlement(msgspec.Struct, frozen=True):
    """A conflict that was decided: the values that need not be asked about again; or a row that was attached or rejected."""

    task: str
    unit: str
    field: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class MergePlan:
    """Everything a merge would do and everything it cannot decide. ``contract.md`` §2 says what each part means.

    ``tasks`` names each task of the ledger in words (number and first words); ``closed``: the day on which the round
    ended, if it has.
    """

    round: str
    ledger: str
    today: date
    files: tuple[FileEntry, ...] = ()
    changes: tuple[PlannedChange, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    altered: tuple[Altered, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    missing_rows: tuple[tuple[str, str], ...] = ()
    missing_units: tuple[str, ...] = ()
    unanswered: tuple[tuple[str, str], ...] = ()
    cautions: tuple[Caution, ...] = ()
    originals: tuple[Original, ...] = ()
    settled: tuple[Settlement, ...] = ()
    unchanged: int = 0
    new_round: bool = False
    closed: date | None = None
    tasks: Mapping[str, str] = field(default_factory=dict)

    def task_words(self, task: str) -> str:
        """A task as people name it: its number and its first words."""
        return self.tasks.get(task, task)
