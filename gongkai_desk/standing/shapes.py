"""The JSON of ``status``, ``show`` and ``history`` (``contract.md`` §2), as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gongkai_desk.domain import REPORT_FIELDS, Report, Source
from gongkai_desk.ledger import Snapshot, Step
from gongkai_desk.standing.assess import Standing


def status_json(standing: Standing) -> dict[str, Any]:
    """Who has not reported, what is overdue, the lights."""
    return {
        "schema": 1,
        "as_of": standing.as_of.isoformat(),
        "round": standing.round,
        "units": [{"unit": one.unit, "due": one.due, "reported": one.reported} for one in standing.units if one.due],
        "not_reported": list(standing.not_reported),
        "tasks": [
            {
                "task": state.task, "light": state.light.value, "due": state.due.isoformat() if state.due else None,
                "days_left": state.days_left, "status": state.status.value if state.status else None, "label": state.label,
            }
            for state in standing.states.values()
        ],
        "lights": dict(standing.lights),
    }


def show_json(snapshot: Snapshot, round: str | None = None) -> dict[str, Any]:
    """Every report as it stands, of one round or of all. Raises GongkaiError for a round that does not exist."""
    reports = snapshot.reports if round is None else snapshot.reports_of(snapshot.round(round).name)
    return {"schema": 1, "reports": [_report(report) for report in reports if report.fields]}


def history_json(steps: Iterable[Step]) -> dict[str, Any]:
    """The steps so far."""
    return {
        "schema": 1,
        "steps": [
            {"seq": step.seq, "label": step.label, "at": step.at.isoformat(), "changes": step.changes, "undone": step.undone}
            for step in steps
        ],
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        "task": report.task, "unit": report.unit, "round": report.round, "fields": dict(report.fields), "source": _source(report),
    }


def _source(report: Report) -> dict[str, Any] | None:
    """The row from which the report came: that of its first answer that was read from a file; None for one typed by hand."""
    places = [report.sources[name] for name in (*REPORT_FIELDS, *report.sources) if name in report.sources]
    place: Source | None = next((one for one in places if one.file), None)
    return {"file": place.file, "sheet": place.sheet, "row": place.row} if place is not None else None
