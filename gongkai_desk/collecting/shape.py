"""A plan as the JSON of ``contract.md`` §2."""

from __future__ import annotations

from typing import Any

from gongkai_desk.collecting.plan import Caution, MergePlan
from gongkai_desk.domain import Source


def plan_json(plan: MergePlan) -> dict[str, Any]:
    """What ``merge --json`` prints, without ``schema`` and with ``applied`` False until somebody has applied it."""
    return {
        "round": plan.round,
        "applied": False,
        "files": [{"path": one.path, "unit": one.unit, "verdict": one.verdict.value, "reason": one.reason} for one in plan.files],
        "changes": [
            {"task": one.task, "unit": one.unit, "field": one.field, "old": one.old, "new": one.new,
             "correction": one.correction, "source": source_json(one.source), **({"raw": one.raw} if one.raw else {})}
            for one in plan.changes],
        "conflicts": [
            {"task": one.task, "unit": one.unit, "field": one.field,
             "values": [{"value": claim.value, "source": source_json(claim.source) if claim.source else None}
                        for claim in one.values]}
            for one in plan.conflicts],
        "altered": [
            {"task": one.task, "unit": one.unit, "field": one.field, "issued": one.issued, "returned": one.returned,
             "source": source_json(one.source)} for one in plan.altered],
        "unmatched": [
            {"unit": one.unit, "text": one.text, "answers": dict(one.answers), "source": source_json(one.source),
             "reason": one.reason.value,
             "candidates": [{"task": candidate.task, "score": candidate.score} for candidate in one.candidates]}
            for one in plan.unmatched],
        "missing": {"rows": _pairs(plan.missing_rows), "units": list(plan.missing_units)},
        "unanswered": _pairs(plan.unanswered),
        "warnings": [_warning(one) for one in plan.cautions],
    }


def _pairs(pairs: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    return [{"task": task, "unit": unit} for task, unit in pairs]


def source_json(source: Source) -> dict[str, Any]:
    """A place: ``cell`` for a cell, ``row`` for a row."""
    shape: dict[str, Any] = {"file": source.file, "sheet": source.sheet}
    if source.cell is not None:
        shape["cell"] = source.cell
    else:
        shape["row"] = source.row
    return shape


def _warning(one: Caution) -> dict[str, Any]:
    return {"kind": one.kind, "message": one.message, "task": one.task, "unit": one.unit, "field": one.field,
            "source": source_json(one.source)}
