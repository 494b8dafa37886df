"""Deadlines (完成时限): the wording, and beside it what was understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DeadlineKind(StrEnum):
    """What a deadline's wording means (``contract.md`` §2)."""

    DATE = "date"
    WINDOW = "window"
    RECURRING = "recurring"
    ONGOING = "ongoing"
    RELATIVE = "relative"
    MILESTONES = "milestones"
    QUOTA = "quota"
    UNCLEAR = "unclear"
    NONE = "none"


class Origin(StrEnum):
    """Where a deadline stands: its own column, the task's text, or nowhere."""

    COLUMN = "column"
    TEXT = "text"
    NONE = "none"


class Every(StrEnum):
    """The period of a recurring deadline or of a target."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    BIMONTH = "bimonth"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    PLAN = "plan"  # 按序时进度: a plan by month, no fixed day


@dataclass(frozen=True, slots=True)
class Milestone:
    """One of several dates of a task; ``units`` is empty when it holds for all of them."""

    due: date | None
    raw: str
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as read.

    ``raw`` keeps the words; ``due`` is the last day on which it is in time, or None; ``start`` the first day of a window;
    ``base`` the date from which ``due`` was counted (issue date, 1 January); ``every`` and ``day`` (1-31, of the period's
    last month) describe a recurring one; ``ongoing_after`` a date that is kept up afterwards; ``inferred`` that a clerk must
    confirm it (待确认), and ``reason`` says why, in Chinese. ``confirmed_by`` names who did.
    """

    kind: DeadlineKind = DeadlineKind.NONE
    due: date | None = None
    raw: str = ""
    origin: Origin = Origin.NONE
    inferred: bool = False
    ongoing_after: bool = False
    milestones: tuple[Milestone, ...] = ()
    start: date | None = None
    base: date | None = None
    every: Every | None = None
    day: int | None = None
    count: int | None = None
    reason: str = ""
    confirmed_by: str | None = None
