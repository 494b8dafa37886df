"""The JSON of ``read --json`` (``contract.md`` §2): one function per noun."""

from __future__ import annotations

from typing import Any

from gongkai_desk.domain import Breakdown, Deadline, Milestone, Obligation, Source, Target, Task, Unreadable


def source_json(source: Source) -> dict[str, Any]:
    """``{"file", "sheet", "row"}``, with ``cell`` where a column is known."""
    place = {"file": source.file, "sheet": source.sheet, "row": source.row}
    return place | ({"cell": source.cell} if source.cell else {})


def milestone_json(milestone: Milestone) -> dict[str, Any]:
    """One of several dates, with the units it holds for."""
    return {"due": milestone.due, "raw": milestone.raw, "units": milestone.units}


def deadline_json(deadline: Deadline) -> dict[str, Any]:
    """The deadline; optional keys only where they say something."""
    shape: dict[str, Any] = {
        "kind": deadline.kind, "due": deadline.due, "raw": deadline.raw, "from": deadline.origin, "inferred": deadline.inferred,
    }
    if deadline.ongoing_after:
        shape["then"] = "ongoing"
    if deadline.milestones:
        shape["milestones"] = [milestone_json(milestone) for milestone in deadline.milestones]
    if deadline.reason:
        shape["reason"] = deadline.reason
    for name in ("start", "base", "every", "count"):
        value = getattr(deadline, name)
        if value is not None:
            shape[name] = value
    return shape


def target_json(target: Target) -> dict[str, Any]:
    """A figure that the task asks for."""
    return {"name": target.name, "figure": target.figure, "unit": target.unit, "comparison": target.comparison,
            "every": target.every, "raw": target.raw}


def task_json(task: Task) -> dict[str, Any]:
    """One task as read."""
    return {
        "source": {"file": task.source.file, "sheet": task.source.sheet, "row": task.source.row},
        "number": task.number, "section": task.section, "name": task.name, "text": task.text, "reading": task.reading,
        "requirement": task.requirement,
        "lead": {"kind": task.lead.kind, "units": task.lead.units, "raw": task.lead.raw},
        "support": {"units": task.support.units, "raw": task.support.raw},
        "deadline": deadline_json(task.deadline),
        "targets": [target_json(target) for target in task.targets],
        "persons": task.persons, "remarks": task.remarks,
    }


def obligation_json(obligation: Obligation) -> dict[str, Any]:
    """What the notice itself asks for."""
    return {"text": obligation.text, "due": obligation.due, "raw": obligation.raw, "source": source_json(obligation.source)}


def breakdown_json(breakdown: Breakdown) -> dict[str, Any]:
    """One document, or one of the tables of a file."""
    return {
        "path": breakdown.path, "verdict": "warned" if breakdown.doubts else "read", "title": breakdown.title,
        "year": breakdown.year, "issued": breakdown.issued, "number": breakdown.number, "issuer": breakdown.issuer,
        "notes": breakdown.notes, "roster": breakdown.roster.names,
        "groups": dict(breakdown.roster.groups),
        "obligations": [obligation_json(obligation) for obligation in breakdown.obligations],
        "tasks": [task_json(task) for task in breakdown.tasks],
        "doubts": [{"what": doubt.what, "source": source_json(doubt.source)} for doubt in breakdown.doubts],
    }


def refusal_json(fault: Unreadable) -> dict[str, Any]:
    """A file that was not read, why, and what to do."""
    return {"path": fault.where, "kind": fault.kind, "reason": fault.what, "next": fault.next_step}
