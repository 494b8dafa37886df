"""The year goes on: a new year's ledger takes over roster, aliases and rules, and what last year left unfinished."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from msgspec import structs

from gongkai_desk.domain import Status, Task
from gongkai_desk.ledger import Change, Ledger, Snapshot, Step, task_id
from gongkai_desk.standing.assess import assess
from gongkai_desk.standing.founding import merge_rosters, roster_changes
from gongkai_desk.standing.matching import pair_tasks
from gongkai_desk.standing.state import TaskState

LAST_STATE, LAST_WORDS = "上年状态", "上年情况"
"""Columns under which a task keeps what last year's ledger said of it; templates print them."""
CARRIED = "上年结转"
"""The column, and where nothing else is remarked the remark, of a task that this year's documents do not name."""

_PASSING = ("merge.",)
"""Settings that belong to one year's rounds."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A task of last year's ledger with its last state, and its counterpart of this year where there is one."""

    old: Task
    state: TaskState
    new: Task | None = None
    score: float = 0.0

    @property
    def unfinished(self) -> bool:
        """Whether it was neither done nor somebody's no longer."""
        return self.state.status not in (Status.DONE, Status.NOT_CONCERNED)


def compare_years(last: Snapshot, present: Snapshot) -> tuple[Carried, ...]:
    """Last year's tasks with this year's, matched across renumbering; those without a counterpart have ``new`` None."""
    rounds = last.rounds[-1].name if last.rounds else None
    states = assess(last, rounds, date(last.year or date.max.year, 12, 31)).states
    pairs = {pair.old.id: pair for pair in pair_tasks(last.tasks, present.tasks)}
    found = []
    for task in last.tasks:
        pair = pairs.get(task.id)
        found.append(Carried(task, states[str(task.id)], pair.new if pair else None, pair.score if pair else 0.0))
    return tuple(found)


def carry_over(last: Snapshot, ledger: Ledger, *, unfinished: bool = True) -> Step | None:
    """Take roster, groups and settings of last year's ledger, last year's state beside each task that goes on, and (with
    ``unfinished``) the unfinished tasks that this year's breakdown does not name, as one step."""
    present = ledger.snapshot()
    pairs = compare_years(last, present)
    changes = [
        *roster_changes(present.roster, merge_rosters(present.roster, last.roster)),
        *_settings(last, present),
        *(change for one in pairs if one.new is not None for change in _beside(one, one.new)),
    ]
    added = [one for one in pairs if one.new is None and one.unfinished] if unfinished else []
    first = 1 + ledger.highest_task()
    for number, one in enumerate(added, first):
        named = structs.replace(one.old, extra=_named(one.old, {CARRIED: last.title or "是"}))
        extra, remarks = _extra(named, one.state), one.old.remarks or CARRIED
        kept = structs.replace(one.old, id=task_id(number), extra=extra, remarks=remarks)
        changes.append(Change("task", task_id(number), "*", kept, one.old.source))
    matched = sum(one.new is not None for one in pairs)
    return ledger.apply(f"承接上年台账：{last.title}（对应{matched}项、结转{len(added)}项）", changes, kind="carry")


def is_carried(task: Task) -> bool:
    """Whether a task was left over from last year: its number is that of last year's document."""
    return task.remarks == CARRIED or any(name == CARRIED for name, _ in task.extra)


def _settings(last: Snapshot, present: Snapshot) -> Iterator[Change]:
    for name, value in last.settings.items():
        if name not in present.settings and not name.startswith(_PASSING):
            yield Change("setting", name, "value", value)


def _beside(one: Carried, task: Task) -> Iterator[Change]:
    yield Change("task", str(task.id), "extra", _extra(task, one.state))


def _extra(task: Task, state: TaskState) -> tuple[tuple[str, str], ...]:
    return _named(task, {LAST_STATE: state.label, LAST_WORDS: state.summary})


def _named(task: Task, said: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The further columns of ``task`` with ``said`` in place of what they said before."""
    return (*(pair for pair in task.extra if pair[0] not in said), *(pair for pair in said.items() if pair[1]))
