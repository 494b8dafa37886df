"""From a template's plan and a desk to what goes into each of its sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai_desk.domain import Task
from gongkai_desk.exporting.desk import Desk
from gongkai_desk.exporting.values import TaskValues, overdue, paper_values, unit_values
from gongkai_desk.paper.plan import Repeat, SheetPlan
from gongkai_desk.paper.sheet import Filling
from gongkai_desk.paper.vocabulary import Value
from gongkai_desk.standing import UnitState

Record = dict[str, Value]


def chases(plan: SheetPlan) -> bool:
    """Whether a list is for chasing: it says 超期天数 and not what was done, so it holds only what is late or unreported."""
    row = plan.sheet.rows.get(plan.row)
    fields = set(row.fields) if row is not None else set()
    return "超期天数" in fields and "进展情况" not in fields


def is_late(desk: Desk, part: UnitState) -> bool:
    """Whether a unit must be chased for a task: overdue, or not reported while a round is open."""
    return bool(overdue(part)) or (desk.standing.round is not None and not part.reported)


class Filler:
    """Makes the fillings of one template's sheets."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._scalars = paper_values(desk)

    def fillings(self, plan: SheetPlan) -> list[Filling]:
        """One filling per copy of the sheet; none where there is nobody to make one for."""
        values = TaskValues(self._desk, plan.fields)
        if plan.each is Repeat.UNITS:
            return [filling for unit in self._desk.units if (filling := self._of_unit(plan, values, unit)) is not None]
        if plan.each is Repeat.TASKS:
            return [self._of_task(plan, values, task, at + 1) for at, task in enumerate(self._desk.tasks)]
        if plan.each is Repeat.PAIRS:
            return [Filling({**self._unit_scalars(part.unit), **values.of_part(task, part, at + 1)})
                    for at, (task, part) in enumerate(self._pairs(plan, self._desk.tasks))]
        scalars = self._scalars if self._desk.unit is None else self._unit_scalars(self._desk.unit)
        return [Filling(scalars, self._records(plan, values))]

    def _unit_scalars(self, unit: str) -> Record:
        return {**self._scalars, **unit_values(self._desk, unit), "填报单位": unit}

    def _records(self, plan: SheetPlan, values: TaskValues) -> list[Record]:
        desk = self._desk
        if plan.over is Repeat.UNITS:
            return [unit_values(desk, unit, at + 1) for at, unit in enumerate(desk.units)]
        if plan.over is Repeat.PAIRS:
            return [{**unit_values(desk, part.unit), **values.of_part(task, part, at + 1)}
                    for at, (task, part) in enumerate(self._pairs(plan, desk.tasks))]
        if plan.over is Repeat.TASKS and desk.unit is not None:
            return self._unit_records(plan, values, desk.unit)
        return [values.of(task, at + 1) for at, task in enumerate(desk.tasks)] if plan.over is Repeat.TASKS else []

    def _unit_records(self, plan: SheetPlan, values: TaskValues, unit: str) -> list[Record]:
        parts = [(task, part) for task, part in self._desk.tasks_of(unit) if not chases(plan) or is_late(self._desk, part)]
        return [values.of_part(task, part, at + 1) for at, (task, part) in enumerate(parts)]

    def _of_unit(self, plan: SheetPlan, values: TaskValues, unit: str) -> Filling | None:
        records = self._unit_records(plan, values, unit)
        if chases(plan) and not records and self._desk.unit is None:
            return None
        return Filling(self._unit_scalars(unit), records)

    def _of_task(self, plan: SheetPlan, values: TaskValues, task: Task, number: int) -> Filling:
        scalars = {**self._scalars, **values.of(task, number), **values.headings(task), "单位": "、".join(task.lead.units)}
        first = next((unit for unit in task.lead.units if self._desk.snapshot.roster.find(unit)), None)
        if first is not None:
            known = unit_values(self._desk, first)
            scalars |= {"联络员": known["联络员"], "联系电话": known["联系电话"]}
        records = [{**unit_values(self._desk, part.unit), **values.of_part(task, part, at + 1)}
                   for at, (_, part) in enumerate(self._pairs(plan, [task]))] if plan.over is Repeat.PAIRS else []
        return Filling(scalars, records)

    def _pairs(self, plan: SheetPlan, tasks: Sequence[Task]) -> Iterator[tuple[Task, UnitState]]:
        """Units and tasks in pairs, by unit where the unit's column comes first, else by task."""
        desk, wanted = self._desk, set(self._desk.units)
        late_only = chases(plan)
        if _unit_first(plan):
            chosen = {str(task.id) for task in tasks}
            pairs: Iterator[tuple[Task, UnitState]] = (
                pair for unit in desk.units for pair in desk.tasks_of(unit) if str(pair[0].id) in chosen)
        else:
            pairs = ((task, part) for task in tasks for part in desk.parts(task) if part.unit in wanted)
        return ((task, part) for task, part in pairs if not late_only or is_late(desk, part))


def _unit_first(plan: SheetPlan) -> bool:
    row = plan.sheet.rows.get(plan.row)
    fields = [name for name in row.fields if name in ("单位", "编号", "工作任务", "任务名称")] if row is not None else []
    return not fields or fields[0] == "单位"
