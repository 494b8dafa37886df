"""Duties (职责分工): which unit answers for which task, groups expanded by the roster."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai_desk.domain import Duty, DutyRole, LeadKind, Roster, Task
from gongkai_desk.standing.naming import Namer

_WEIGHT = {DutyRole.LEAD: 0, DutyRole.SHARED: 1, DutyRole.SUPPORT: 2}


def duties(tasks: Iterable[Task], roster: Roster) -> tuple[Duty, ...]:
    """Every unit's part in every task, in the order of the tasks and, within one, of the roster.

    A unit that a task reaches in several ways has its weightiest role, and ``via`` only if no way names it itself. Units that
    the roster does not know keep the name the document gives them; upper units get no duty.
    """
    namer = Namer(roster)
    place = {name: index for index, name in enumerate(roster.names)}
    found: list[Duty] = []
    for task in tasks:
        if task.id is not None:
            mine = _of_task(task, task.id, namer)
            mine.sort(key=lambda duty: place.get(duty.unit, len(place)))
            found.extend(mine)
    return tuple(found)


def _of_task(task: Task, id: str, namer: Namer) -> list[Duty]:
    role = DutyRole.SHARED if task.lead.kind is LeadKind.SHARED else DutyRole.LEAD
    parts: dict[str, Duty] = {}
    for phrases, part in ((task.lead.units, role), (task.support.units, DutyRole.SUPPORT)):
        for phrase in phrases:
            for unit, via in namer.units(phrase):
                known = parts.get(unit)
                if known is None:
                    parts[unit] = Duty(id, unit, part, via)
                    continue
                weightier = known.role if _WEIGHT[known.role] <= _WEIGHT[part] else part
                parts[unit] = Duty(id, unit, weightier, known.via if via is not None else None)
    return list(parts.values())
