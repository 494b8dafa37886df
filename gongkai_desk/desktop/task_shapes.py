"""One task made into several, several into one, as changes of the ledger. Pure: values in, changes out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from gongkai_desk.desktop.drafts import next_task_id
from gongkai_desk.domain import Lead, LeadKind, Report, Status, Support, Task

JOINED = ("progress", "problems", "next_steps", "evidence")
_PART = re.compile(r"[^；;。\n]+[；;。]?")
_STEPS = (Status.NOT_STARTED, Status.RUNNING, Status.CONTINUING, Status.DONE)


def proposed_parts(text: str) -> list[str]:
    """The sentences of a task, each of which may be one of its own."""
    parts = [part.strip().rstrip("；;") for part in _PART.findall(text)]
    return [part for part in parts if part] or [text]


def proposed_whole(tasks: Sequence[Task]) -> str:
    """The texts of several tasks as one."""
    return "；".join(task.wording.rstrip("。；;") for task in tasks) + "。"


def split_changes(snapshot: Any, task: Task, parts: Sequence[str]) -> list[Any]:
    """``task`` keeps the first of ``parts``, its number and its reports; the others follow it as new tasks under the same
    heading, with the same units and deadline."""
    from gongkai_desk.ledger import Change

    first = int(next_task_id(snapshot.tasks)[1:])
    added = [_part_of(task, _id(first + at), text) for at, text in enumerate(parts[1:])]
    changes = [Change("task", task.id or "", "text", parts[0]), Change("task", task.id or "", "reading", None)]
    changes += [Change("task", each.id or "", "*", each) for each in added]
    return changes + _in_order(snapshot.tasks, task, added)


def join_changes(snapshot: Any, tasks: Sequence[Task], text: str) -> list[Any]:
    """The first of ``tasks`` takes ``text``, everybody's units and what they have reported; the others go."""
    from gongkai_desk.ledger import Change

    first, others = tasks[0], tasks[1:]
    key = first.id or ""
    lead = joined_lead(tasks)
    supporters = dict.fromkeys(unit for task in tasks for unit in task.support.units if unit not in lead.units)
    changes = [
        Change("task", key, "text", text),
        Change("task", key, "reading", None),
        Change("task", key, "lead", lead),
        Change("task", key, "support", Support(tuple(supporters), "、".join(supporters))),
        Change("task", key, "targets", tuple(dict.fromkeys(target for task in tasks for target in task.targets))),
    ]
    changes += _reports(snapshot, key, [task.id or "" for task in others])
    return changes + [Change("task", task.id or "", "*", None) for task in others]


def joined_lead(tasks: Iterable[Task]) -> Lead:
    """Everybody who leads one of ``tasks``; where one is shared, all is."""
    leads = [task.lead for task in tasks if task.lead.units or task.lead.kind is not LeadKind.MISSING]
    if not leads or all(lead == leads[0] for lead in leads):
        return leads[0] if leads else Lead()
    units = tuple(dict.fromkeys(unit for lead in leads for unit in lead.units))
    kinds = {lead.kind for lead in leads}
    kind = next((kind for kind in (LeadKind.SHARED, LeadKind.EACH) if kind in kinds), LeadKind.NAMED)
    return Lead(kind, units, "、".join(dict.fromkeys(lead.raw for lead in leads if lead.raw)))


def _part_of(task: Task, key: str, text: str) -> Task:
    return Task(
        task.source,
        text,
        id=key,
        section=task.section,
        requirement=task.requirement,
        lead=task.lead,
        support=task.support,
        deadline=task.deadline,
        persons=task.persons,
        blank_lead=task.blank_lead,
        table=task.table,
    )


def _id(number: int) -> str:
    from gongkai_desk.ledger import task_id

    return str(task_id(number))


def _in_order(tasks: Sequence[Task], after: Task, added: Sequence[Task]) -> list[Any]:
    from gongkai_desk.ledger import Change

    order: list[Task] = []
    for task in tasks:
        order += [task, *added] if task.id == after.id else [task]
    return [Change("task", task.id or "", "order", float(place)) for place, task in enumerate(order, start=1)]


def _reports(snapshot: Any, onto: str, others: Sequence[str]) -> list[Any]:
    """What units have reported on ``others``, said about the task ``onto``."""
    from gongkai_desk.ledger import Change, report_key

    made: dict[tuple[str, str], Report] = {(one.unit, one.round): one for one in snapshot.reports if one.task == onto}
    for report in (one for task in others for one in snapshot.reports if one.task == task):
        place = (report.unit, report.round)
        made[place] = joined_report(made[place], report) if place in made else replace(report, task=onto)
    before = {(one.unit, one.round): one for one in snapshot.reports if one.task == onto}
    return [
        Change("report", report_key(onto, unit, round), "*", report)
        for (unit, round), report in made.items()
        if before.get((unit, round)) != report
    ]


def joined_report(one: Report, other: Report) -> Report:
    """What a unit said of two tasks, said of both together: the words one after the other, the state of the one that lags."""
    fields = dict(one.fields)
    for name in JOINED:
        words = [each.fields[name] for each in (one, other) if each.fields.get(name)]
        if words:
            fields[name] = "\n".join(dict.fromkeys(words))
    states = [each.fields.get("status") for each in (one, other) if each.fields.get("status")]
    status = states[0] if len(set(states)) == 1 else _lagging(states)
    if status:
        fields["status"] = status
    if status != Status.DONE.value:
        fields.pop("done_on", None)
        fields.pop("done_on_raw", None)
    elif other.fields.get("done_on", "") > fields.get("done_on", ""):
        fields["done_on"] = other.fields["done_on"]
    return replace(one, fields=fields)


def _lagging(states: Sequence[str | None]) -> str:
    """The state of a task of which the parts are in ``states``: done only where all are, begun where one is."""
    known = [status for status in _STEPS if status.value in states]
    if not known:
        return states[0] or "" if states else ""
    return Status.RUNNING.value if len(known) > 1 else known[0].value
