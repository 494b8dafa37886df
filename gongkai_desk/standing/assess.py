"""The standing of a ledger in one round: every task's state, every unit's count, the lights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from gongkai_desk.domain import Duty, DutyRole, Report
from gongkai_desk.ledger import Snapshot
from gongkai_desk.standing.due import due_day
from gongkai_desk.standing.duties import duties
from gongkai_desk.standing.lights import Light, LightRules
from gongkai_desk.standing.state import Circumstances, TaskState, UnitState, status_word, task_state, unit_state

COUNTED = ("已完成", "推进中", "未启动", "逾期", "持续推进", "不涉及")


@dataclass(frozen=True)
class UnitStanding:
    """Where a unit stands in a round: what it had to report (应报), what it has, and how its own tasks are.

    ``counts``: 任务总数 已完成 推进中 未启动 逾期 持续推进 不涉及 over the tasks it had to report, by its own word.
    ``rate`` is 完成率 (0-1): done by those that can be done at all (持续推进 and 不涉及 left out), None where there is
    none; ``rank`` by rate, from 1.
    """

    unit: str
    due: int
    reported: int
    counts: Mapping[str, int] = field(default_factory=dict)
    late: tuple[str, ...] = ()
    rate: float | None = None
    rank: int | None = None

    @property
    def unreported(self) -> int:
        """未报: how many tasks still wait for an answer."""
        return self.due - self.reported


@dataclass(frozen=True)
class Standing:
    """The whole ledger in one round, as of one day.

    ``states`` by task id in the ledger's order; ``units`` in roster order, those with duties only; ``not_reported`` units with no
    answer at all; ``lights`` counts by colour; ``counts`` 任务总数 已完成 推进中 未启动 逾期 持续推进 不涉及 完成率 (percent).
    任务总数 counts all tasks; 未启动 also those nobody has said anything about; 逾期 is counted beside the status.
    """

    round: str | None
    as_of: date
    states: Mapping[str, TaskState]
    units: tuple[UnitStanding, ...]
    not_reported: tuple[str, ...]
    lights: Mapping[str, int]
    counts: Mapping[str, int | float]
    rules: LightRules = field(default_factory=LightRules)
    duties: tuple[Duty, ...] = ()

    def unit(self, name: str) -> UnitStanding | None:
        """The standing of a unit, or None where it has no duty."""
        return next((one for one in self.units if one.unit == name), None)


def assess(snapshot: Snapshot, round: str | None, today: date) -> Standing:
    """The standing of a ledger in a round (None: the newest; without any round only deadlines count).

    Raises GongkaiError for a round that does not exist. Rules: ``design.md`` "A task has one state", lights ``domain.md`` §2.
    """
    name = None if round is None and not snapshot.rounds else snapshot.round(round).name
    rules = LightRules.from_settings(snapshot.settings)
    about = Circumstances(today, rules, snapshot.year, name is not None)
    heard = _Heard(snapshot, name)
    all_duties = duties(snapshot.tasks, snapshot.roster)
    by_task: dict[str, list[Duty]] = {}
    for duty in all_duties:
        by_task.setdefault(duty.task, []).append(duty)
    states: dict[str, TaskState] = {}
    for task in snapshot.tasks:
        id = str(task.id)
        mine = by_task.get(id, ())
        day = due_day(task.deadline, today, year=about.year)
        units = [unit_state(task, duty, heard.now(id, duty.unit), heard.last(id, duty.unit), about, day=day) for duty in mine]
        key = (id, name or "")
        states[id] = task_state(task, mine, units, snapshot.verdicts.get(key), about, day=day, said=heard.others(id, mine),
                                written=snapshot.summaries.get(key))
    units_ = _units(snapshot, name, states, all_duties)
    return Standing(
        round=name, as_of=today, states=states, units=units_,
        not_reported=tuple(one.unit for one in units_ if one.due and not one.reported),
        lights=_lights(states.values()), counts=_counts(states.values()), rules=rules, duties=all_duties,
    )


class _Heard:
    """Who said what: in this round, and last up to and including it."""

    def __init__(self, snapshot: Snapshot, round: str | None) -> None:
        self._now: dict[str, dict[str, Report]] = {}
        self._last: dict[tuple[str, str], Report] = {}
        for one in snapshot.rounds if round is not None else ():
            for report in snapshot.reports_of(one.name):
                if report.fields:
                    self._last[report.task, report.unit] = report
                    if one.name == round:
                        self._now.setdefault(report.task, {})[report.unit] = report
            if one.name == round:
                break

    def now(self, task: str, unit: str) -> Report | None:
        return self._now.get(task, {}).get(unit)

    def last(self, task: str, unit: str) -> Report | None:
        return self._last.get((task, unit))

    def others(self, task: str, duties: Iterable[Duty]) -> dict[str, Report]:
        """Answers of units that have no duty in the task."""
        said = self._now.get(task)
        if not said:
            return {}
        known = {duty.unit for duty in duties}
        return {unit: report for unit, report in said.items() if unit not in known}


def _units(
    snapshot: Snapshot, round: str | None, states: Mapping[str, TaskState], all_duties: Sequence[Duty]
) -> tuple[UnitStanding, ...]:
    """Every unit with duties. Due is what its form of this round asks; before any form was issued, what would be asked."""
    forms = {unit: set(form.issued) for (name, unit), form in snapshot.forms.items() if name == round and form.issued}
    mine: dict[str, dict[str, UnitState]] = {}
    asked: dict[str, set[str]] = {unit: {task for task in tasks if task in states} for unit, tasks in forms.items()}
    for duty in all_duties:
        mine.setdefault(duty.unit, {})
        if not forms and (duty.role is not DutyRole.SUPPORT or duty.via is None):
            asked.setdefault(duty.unit, set()).add(duty.task)
    for state in states.values():
        for unit in state.units:
            mine.setdefault(unit.unit, {})[state.task] = unit
    order = {name: index for index, name in enumerate(snapshot.roster.names)}
    names = sorted({*mine, *asked}, key=lambda name: order.get(name, len(order)))
    place = {task: at for at, task in enumerate(states)}
    found = [_unit(name, sorted(asked.get(name, ()), key=place.__getitem__), mine.get(name, {}), states) for name in names]
    return _ranked(found if not forms else [one for one in found if one.due or one.unit in forms or one.counts["任务总数"]])


def _unit(name: str, asked: Sequence[str], mine: Mapping[str, UnitState], states: Mapping[str, TaskState]) -> UnitStanding:
    counts = Counter(dict.fromkeys(COUNTED, 0))
    found = [mine.get(task) for task in asked]
    counts.update([status_word(state.status if state is not None else None) for state in found])
    reported = sum([name in states[task].reports for task in asked])
    late = [task for task, state in zip(asked, found, strict=True)
            if state is not None and state.overdue_days and state.role is not DutyRole.SUPPORT]
    counts["逾期"] = len(late)
    able = len(asked) - counts["持续推进"] - counts["不涉及"]
    rate = counts["已完成"] / able if able else None
    return UnitStanding(name, len(asked), reported, {"任务总数": len(asked), **counts}, tuple(late), rate)


def _ranked(units: Sequence[UnitStanding]) -> tuple[UnitStanding, ...]:
    """Ranks by rate; equal rates share a rank."""
    rates = sorted((one.rate for one in units if one.rate is not None), reverse=True)
    return tuple(replace(one, rank=rates.index(one.rate) + 1) if one.rate is not None else one for one in units)


def _lights(states: Iterable[TaskState]) -> dict[str, int]:
    counted = Counter([state.light._value_ for state in states])
    return {light.value: counted[light.value] for light in Light}


def _counts(states: Iterable[TaskState]) -> dict[str, int | float]:
    all_states = list(states)
    counted = Counter([status_word(state.status) for state in all_states])
    counted["逾期"] = sum([state.overdue_days > 0 for state in all_states])
    total = len(all_states)
    able = total - counted["持续推进"] - counted["不涉及"]
    rate = round(100 * counted["已完成"] / able, 1) if able else 0.0
    return {"任务总数": total, **{word: counted[word] for word in COUNTED}, "完成率": rate}
