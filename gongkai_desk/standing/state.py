"""The one state of a task, derived from what its leads said.

A task is done when every lead's report says 已完成; supporting units never decide; 持续推进 is in order; 不涉及 leaves the
count; the light is the worst of the leads'; for shared tasks the state is a count. The office may overrule (核定).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from gongkai_desk.domain import DeadlineKind, Duty, DutyRole, LeadKind, Report, Status, Task
from gongkai_desk.ledger import Verdict
from gongkai_desk.standing.due import due_day
from gongkai_desk.standing.lights import Light, LightRules, worst
from gongkai_desk.standing.summary import derived_summary

_IN_ORDER = (Status.DONE, Status.CONTINUING)
_SETTLED = (*_IN_ORDER, Status.NOT_CONCERNED)
_UNDER_WAY = (Status.RUNNING, *_IN_ORDER)
_WORDS = {status.value: status for status in Status}


class UnitState(msgspec.Struct, frozen=True):
    """Where one unit stands with one task in a round.

    ``status`` is what it said last, in this round or an earlier one; ``report`` what it said in this round, or None.
    """

    unit: str
    role: DutyRole
    via: str | None
    status: Status | None
    report: Report | None
    light: Light
    due: date | None
    overdue_days: int = 0
    reason: str = ""

    @property
    def reported(self) -> bool:
        """Whether the unit has answered in this round."""
        return self.report is not None


class TaskState(msgspec.Struct, frozen=True):
    """Where a task stands in a round.

    ``status`` is derived, or the office's where ``verdict`` (核定) says so; None where nobody answers for it. ``label`` is what
    screen and paper show: the status, 逾期, or the count of a shared task. ``reason`` says why the light is on. ``summary`` is
    the 综合进展; ``edited`` whether the office wrote it. ``reports`` are this round's, by unit, supporting units' too.
    """

    task: str
    status: Status | None
    label: str
    light: Light
    light_word: str
    due: date | None
    days_left: int | None
    overdue_days: int
    reason: str = ""
    summary: str = ""
    edited: bool = False
    verdict: Verdict | None = None
    duties: tuple[Duty, ...] = ()
    units: tuple[UnitState, ...] = ()
    reported: tuple[str, ...] = ()
    unreported: tuple[str, ...] = ()
    reports: Mapping[str, Report] = msgspec.field(default_factory=dict)

    @property
    def overdue(self) -> bool:
        """逾期: the day has passed and it is not done."""
        return self.overdue_days > 0

    @property
    def leads(self) -> tuple[UnitState, ...]:
        """The units that decide."""
        return tuple([unit for unit in self.units if unit.role is not DutyRole.SUPPORT])

    @property
    def supports(self) -> tuple[UnitState, ...]:
        """The supporting units."""
        return tuple(unit for unit in self.units if unit.role is DutyRole.SUPPORT)


def status_of(report: Report | None) -> Status | None:
    """What a report says. Words without a status, or with one that is not understood, count as 推进中: something is under way."""
    if report is None or not report.fields:
        return None
    return _WORDS.get(report.fields.get("status", ""), Status.RUNNING)


@dataclass(frozen=True)
class Circumstances:
    """What holds for all tasks of an assessment. ``open_round``: whether a round is there in which to report."""

    as_of: date
    rules: LightRules
    year: int | None
    open_round: bool


def unit_state(
    task: Task, duty: Duty, report: Report | None, last: Report | None, about: Circumstances, *, day: date | None,
) -> UnitState:
    """Where one unit stands: ``report`` is this round's, ``last`` the newest one up to and including this round, ``day`` the
    task's own due day."""
    status = status_of(last)
    due = due_day(task.deadline, about.as_of, unit=duty.unit, year=about.year) if task.deadline.milestones else day
    late = (about.as_of - due).days if due is not None else 0
    overdue = late if late > 0 and status not in _SETTLED else 0
    light, reason = _light(task, status, report, due, overdue, about)
    if status is Status.DONE and not about.rules.late_done_green and _done_late(last, due):
        light, reason = Light.YELLOW, "超期完成"
    return UnitState(duty.unit, duty.role, duty.via, status, report, light, due, overdue, reason)


def _light(
    task: Task, status: Status | None, report: Report | None, due: date | None, overdue: int, about: Circumstances
) -> tuple[Light, str]:
    if status is Status.DONE:
        return Light.GREEN, "已完成"
    if status is Status.NOT_CONCERNED:
        return Light.GREY, "不涉及"
    if overdue:
        return Light.RED, f"超期{overdue}天"
    if about.open_round and about.rules.unreported and report is None:
        return Light.YELLOW, "本期未报"
    if status is Status.CONTINUING or task.deadline.kind is DeadlineKind.ONGOING:
        return Light.GREY, "长期坚持"
    left = (due - about.as_of).days if due is not None else None
    if left is not None and left <= about.rules.yellow_days:
        return Light.YELLOW, f"剩{left}天"
    return Light.GREEN, "按期推进"


def _done_late(report: Report | None, due: date | None) -> bool:
    said = report.fields.get("done_on", "") if report is not None else ""
    return due is not None and said > due.isoformat()


def combine(leads: Sequence[UnitState]) -> Status | None:
    """The status of a task from its leads'; None where there are none, or none has ever said anything."""
    concerned = [lead.status for lead in leads if lead.status is not Status.NOT_CONCERNED]
    if not leads:
        return None
    if not concerned:
        return Status.NOT_CONCERNED
    if all(status is Status.DONE for status in concerned):
        return Status.DONE
    if all(status in _IN_ORDER for status in concerned):
        return Status.CONTINUING
    if any(status in _UNDER_WAY for status in concerned):
        return Status.RUNNING
    return Status.NOT_STARTED if any(concerned) else None


def task_state(
    task: Task, duties: Sequence[Duty], units: Sequence[UnitState], verdict: Verdict | None, about: Circumstances, *,
    day: date | None, said: Mapping[str, Report], written: str | None,
) -> TaskState:
    """The state of a task from its units' states. ``day``: its own due day; ``said``: this round's reports on it, by unit, also
    of units without a duty; ``written``: the office's own 综合进展."""
    leads = [unit for unit in units if unit.role is not DutyRole.SUPPORT]
    status = combine(leads)
    ruled = verdict if verdict is not None and (verdict.status is not None or verdict.light is not None) else None
    if ruled is not None and ruled.status is not None:
        status = ruled.status
    due = _task_due(leads, status, day)
    days_left = (due - about.as_of).days if due is not None else None
    settled = status in _SETTLED
    overdue = -days_left if days_left is not None and days_left < 0 and not settled else 0
    light, reason = _task_light(task, leads, status, due, overdue, ruled, about)
    deciding = [lead for lead in leads if lead.status is not Status.NOT_CONCERNED or lead.report is not None]
    return TaskState(
        task=str(task.id), status=status, label=_label(task, leads, status, overdue, ruled), light=light,
        light_word=about.rules.word(light), due=due, days_left=days_left, overdue_days=overdue, reason=reason,
        summary=written if written is not None else derived_summary(task, leads), edited=written is not None, verdict=verdict,
        duties=tuple(duties), units=tuple(units),
        reported=tuple([lead.unit for lead in deciding if lead.report is not None]),
        unreported=tuple([lead.unit for lead in deciding if lead.report is None]),
        reports={**{unit.unit: unit.report for unit in units if unit.report is not None}, **said},
    )


def _task_due(leads: Sequence[UnitState], status: Status | None, day: date | None) -> date | None:
    """The earliest day among the leads that are not done yet, else the task's own."""
    waiting = [lead.due for lead in leads if lead.due is not None and lead.status not in _SETTLED]
    if waiting and status not in _IN_ORDER:
        return min(waiting)
    return day


def _task_light(
    task: Task, leads: Sequence[UnitState], status: Status | None, due: date | None, overdue: int, ruled: Verdict | None,
    about: Circumstances,
) -> tuple[Light, str]:
    if ruled is not None:
        light, reason = _light(task, status, _ANY_REPORT, due, overdue, about)
        light = next((one for one in Light if one.value == ruled.light), light)
        return light, f"核定：{ruled.reason}" if ruled.reason else f"核定（{reason}）"
    if not leads:
        return _light(task, None, None, due, overdue, about)
    if len(leads) == 1:
        return leads[0].light, leads[0].reason
    light = worst(lead.light for lead in leads)
    reasons = [lead.reason for lead in leads if lead.light is light]
    return light, max(reasons, key=reasons.count)


_ANY_REPORT = Report("", "", "")


def _label(task: Task, leads: Sequence[UnitState], status: Status | None, overdue: int, ruled: Verdict | None) -> str:
    if task.lead.kind is LeadKind.SHARED and ruled is None and leads:
        return count_words(leads)
    if overdue:
        return "逾期"
    return status_word(status)


def status_word(status: Status | None) -> str:
    """A state in words; of which nothing was said counts as 未启动."""
    return (status or Status.NOT_STARTED)._value_  # many: ``value`` is a property made of Python


def count_words(leads: Sequence[UnitState]) -> str:
    """应报67 已报60 已完成41: the state of a shared task."""
    reported = sum(lead.reported for lead in leads)
    done = sum(lead.status is Status.DONE for lead in leads)
    aside = sum(lead.status is Status.NOT_CONCERNED for lead in leads)
    words = f"应报{len(leads)} 已报{reported} 已完成{done}"
    return f"{words} 不涉及{aside}" if aside else words
