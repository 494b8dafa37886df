"""Findings as JSON (``contract.md`` §2)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gongkai_desk.domain import Finding, Source, Task


def findings_json(findings: Iterable[Finding]) -> dict[str, Any]:
    """The document ``check --json`` prints, as plain values."""
    return {"schema": 1, "findings": [_finding(finding) for finding in findings]}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule, "severity": finding.severity.value, "task": _task(finding.task), "other": _task(finding.other),
        "source": _place(finding.source), "message": finding.message,
        "fixes": [{"label": fix.label, "sure": fix.sure} for fix in finding.fixes], "key": finding.key}


def _task(task: Task | None) -> dict[str, Any] | None:
    if task is None:
        return None
    return {"id": task.id, "number": task.number, "text": task.text, "source": _source(task.source)}


def _place(source: Source) -> dict[str, Any]:
    """Where the finding points: its row, and the cell of the field it is about where that is known."""
    return _source(source) | ({"cell": source.cell} if source.cell else {})


def _source(source: Source) -> dict[str, Any]:
    return {"file": source.file, "sheet": source.sheet, "row": source.row}
