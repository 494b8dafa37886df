"""Which tasks go onto the paper, and in what order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from gongkai_desk.domain import Status

if TYPE_CHECKING:
    from gongkai_desk.domain import Task
    from gongkai_desk.standing import Standing

STATES = (*(status.value for status in Status), "逾期")
"""The words by which tasks are chosen; 逾期 beside what units report."""
LIGHTS = ("red", "yellow", "green", "grey")
"""The lights, gravest first."""
FACTS = ("文号", "签发人", "督办意见", "反馈期限")
"""What a paper says that only the office knows."""


class Order(StrEnum):
    """The order of tasks on paper."""

    DOCUMENT = "文件顺序"
    DUE = "时限先后"
    UNIT = "牵头单位"
    LIGHT = "亮灯轻重"


@dataclass(frozen=True)
class Choice:
    """What to print; an empty tuple means all.

    ``sections`` are headings, any of which must stand above a task; ``units`` any of which must have a part in it; ``states``
    words of 完成状态 (or 逾期); ``lights`` colours as in ``status --json``. ``tasks`` are ids.
    """

    sections: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    lights: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    order: Order = Order.DOCUMENT


def _wanted(task: Task, standing: Standing, choice: Choice) -> bool:
    from gongkai_desk.standing.state import status_word

    state = standing.states[str(task.id)]
    words = {state.label, status_word(state.status)} | ({"逾期"} if state.overdue else set())
    return (
        (not choice.tasks or task.id in choice.tasks)
        and (not choice.sections or any(heading in choice.sections for heading in task.section))
        and (not choice.units or any(unit.unit in choice.units for unit in state.units))
        and (not choice.states or bool(words & set(choice.states)))
        and (not choice.lights or state.light.value in choice.lights)
    )


def chosen(tasks: Iterable[Task], standing: Standing, choice: Choice) -> list[Task]:
    """The chosen tasks in the chosen order."""
    chooses = choice.sections or choice.units or choice.states or choice.lights or choice.tasks
    found = [task for task in tasks if _wanted(task, standing, choice)] if chooses else list(tasks)
    if choice.order is Order.DUE:
        found.sort(key=lambda task: standing.states[str(task.id)].due or date.max)
    elif choice.order is Order.UNIT:
        found.sort(key=lambda task: "、".join(task.lead.units))
    elif choice.order is Order.LIGHT:
        found.sort(key=lambda task: LIGHTS.index(standing.states[str(task.id)].light.value))
    return found
