"""Rounds (报送期), reports (报送) and rectifications (整改销号)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from gongkai_desk.domain.source import Source


class Status(StrEnum):
    """完成状态 as a unit may report it. 逾期 is computed, never reported."""

    NOT_STARTED = "未启动"
    RUNNING = "推进中"
    DONE = "已完成"
    CONTINUING = "持续推进"
    NOT_CONCERNED = "不涉及"


class Review(StrEnum):
    """审核 state of a report."""

    PENDING = "待审"
    PASSED = "已审"
    RETURNED = "退回"


REPORT_FIELDS = ("status", "progress", "done_on", "evidence", "problems", "next_steps", "value")
"""Fields that a unit answers per task, in form order."""

FORM_FIELDS = ("filler", "phone", "reviewer")
"""Fields that a unit answers once per form."""


@dataclass(frozen=True, slots=True)
class Round:
    """A 报送期 (2022年第三季度): opened, due and closed are days or None."""

    name: str
    opened: date | None = None
    due: date | None = None
    closed: date | None = None


@dataclass(frozen=True)
class Report:
    """What one unit said about one task in one round.

    ``fields`` maps names of :data:`REPORT_FIELDS` to text (``done_on`` ISO, the raw words of a vague one under
    ``done_on_raw``); absent means unanswered. ``sources`` says of each field where it came from. ``arrived`` is when the
    ledger took it.
    """

    task: str
    unit: str
    round: str
    fields: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    review: Review = Review.PENDING
    review_reason: str = ""
    arrived: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rectification:
    """One line of the 问题整改销号台账: a problem, its remedy, and its way to 销号."""

    id: str
    problem: str
    task: str | None = None
    measure: str = ""
    unit: str = ""
    person: str = ""
    due: date | None = None
    progress: str = ""
    applied: date | None = None
    checker: str = ""
    closed: date | None = None
