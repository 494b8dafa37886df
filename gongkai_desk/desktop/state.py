"""What the window shows at one moment: frozen, so that a page may keep it and compare."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai_desk.domain import Finding


@dataclass(frozen=True)
class State:
    """An open ledger as of one step.

    ``snapshot`` and ``standing`` are the rooms' own values; ``findings`` those not waived, None until checked; ``steps`` the
    ledger's history, oldest first; ``saved`` when the last step was written;
    ``texts`` the cell texts of the table, made beforehand; ``marks`` the cells that the findings point at, None until checked;
    ``note`` what must be told on opening.
    """

    path: Path
    readonly: bool
    snapshot: Any
    standing: Any
    today: date
    round: str | None = None
    steps: tuple[Any, ...] = ()
    saved: datetime | None = None
    findings: tuple[Finding, ...] | None = None
    serial: int = 0
    texts: Any = None
    marks: Any = None
    note: str = ""

    @cached_property
    def rank(self) -> dict[str, int]:
        """The position of each task by id."""
        return {task.id: position for position, task in enumerate(self.snapshot.tasks) if task.id}

    @cached_property
    def open_findings(self) -> tuple[Finding, ...]:
        """Findings that ask for a person."""
        return tuple(finding for finding in self.findings or () if finding.severity.value != "info")

    @property
    def can_undo(self) -> bool:
        """Whether a step is there to take back."""
        return not self.readonly and any(not step.undone for step in self.steps)

    @property
    def can_redo(self) -> bool:
        """Whether an undone step can be played again."""
        return not self.readonly and bool(self.steps) and bool(self.steps[-1].undone)
