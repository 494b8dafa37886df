"""A breakdown (分解表): what one table or one piece of prose says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from gongkai_desk.domain.doubt import Doubt
from gongkai_desk.domain.report import Report
from gongkai_desk.domain.source import Source
from gongkai_desk.domain.task import Task
from gongkai_desk.domain.unit import Roster


@dataclass(frozen=True, slots=True)
class Obligation:
    """What the notice itself asks of the office (12月15日前书面报送全年落实情况)."""

    text: str
    due: date | None
    raw: str
    source: Source


@dataclass(frozen=True)
class Breakdown:
    """What was understood of one document (or of one of its tables, where those differ in kind).

    ``roster`` holds the units and group definitions that an annex lists; ``aliases`` co-names found in brackets, as
    (unit, alias); ``has_deadline_column`` whether the table has a column for deadlines at all; ``reports`` are answers that a
    ledger already kept by the office holds, with ``round`` None; ``columns`` are those of lead, support and
    deadline in a table.
    """

    path: str
    title: str = ""
    number: str | None = None
    issuer: str | None = None
    year: int | None = None
    issued: date | None = None
    notes: tuple[str, ...] = ()
    roster: Roster = field(default_factory=Roster)
    aliases: tuple[tuple[str, str], ...] = ()
    obligations: tuple[Obligation, ...] = ()
    tasks: tuple[Task, ...] = ()
    reports: tuple[Report, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    has_deadline_column: bool = False
    prose: bool = False
    columns: tuple[tuple[str, int], ...] = ()
