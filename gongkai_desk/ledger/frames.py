"""Tasks and reports as pandas frames, for statistics. pandas is loaded only here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai_desk.domain import REPORT_FIELDS

if TYPE_CHECKING:
    import pandas as pd

    from gongkai_desk.ledger.snapshot import Snapshot


class Frames(NamedTuple):
    """One frame a noun: a row per task, a row per report."""

    tasks: pd.DataFrame
    reports: pd.DataFrame


def to_frames(snapshot: Snapshot) -> Frames:
    """A snapshot's tasks (indexed by id) and reports as frames; empty ones keep their columns."""
    import pandas as pd

    tasks = [
        {
            "id": task.id, "number": task.number, "section": " / ".join(task.section), "text": task.wording,
            "requirement": task.requirement, "lead_kind": task.lead.kind.value, "lead": "、".join(task.lead.units),
            "support": "、".join(task.support.units), "deadline": task.deadline.raw, "due": task.deadline.due,
        }
        for task in snapshot.tasks
    ]
    reports = [
        {
            "task": report.task, "unit": report.unit, "round": report.round,
            **{name: report.fields.get(name) for name in REPORT_FIELDS}, "review": report.review.value, "arrived": report.arrived,
        }
        for report in snapshot.reports
    ]
    task_columns = ["id", "number", "section", "text", "requirement", "lead_kind", "lead", "support", "deadline", "due"]
    report_columns = ["task", "unit", "round", *REPORT_FIELDS, "review", "arrived"]
    return Frames(
        pd.DataFrame(tasks, columns=task_columns).set_index("id"), pd.DataFrame(reports, columns=report_columns)
    )
