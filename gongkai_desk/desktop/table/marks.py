"""Which cells findings point at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai_desk.desktop.state import State
from gongkai_desk.domain import Finding

COLUMN_OF_RULE = {
    "missing-lead": "lead",
    "lead-maybe-merged": "lead",
    "lead-conflict": "lead",
    "joint-lead": "lead",
    "upper-unit": "lead",
    "unknown-unit": "lead",
    "group-unit": "lead",
    "unit-alias": "lead",
    "unit-renamed": "lead",
    "lead-also-supports": "support",
    "open-list": "support",
    "missing-deadline": "deadline",
    "unclear-deadline": "deadline",
    "damaged-date": "deadline",
    "deadline-conflict": "deadline",
    "past-deadline": "deadline",
    "vague-deadlines": "deadline",
    "inferred-deadline": "deadline",
    "number-gap": "number",
    "duplicate-number": "number",
}
_RANK = {"": 0, "info": 1, "warning": 2, "error": 3}


def column_of(finding: Finding) -> str:
    """The column that ``finding`` is about: that of its fix, else that of its rule, else the text."""
    support = (
        finding.task is not None
        and finding.rule in ("unknown-unit", "group-unit", "unit-alias", "unit-renamed")
        and any(name in finding.message for name in finding.task.support.units)
        and not any(name in finding.message for name in finding.task.lead.units)
    )
    if support:
        return "support"
    return COLUMN_OF_RULE.get(finding.rule, "text")


def tasks_of(state: State, finding: Finding) -> tuple[int, ...]:
    """Positions of the tasks that ``finding`` names."""
    named = (finding.task, finding.other)
    return tuple(state.rank[task.id] for task in named if task is not None and task.id is not None and task.id in state.rank)


@dataclass(frozen=True)
class Marks:
    """Findings by task position and column."""

    cells: Mapping[tuple[int, str], tuple[Finding, ...]] = field(default_factory=dict)

    @staticmethod
    def of(state: State) -> Marks:
        """The marks of a checked state."""
        cells: dict[tuple[int, str], tuple[Finding, ...]] = {}
        for finding in state.findings or ():
            column = column_of(finding)
            for position in tasks_of(state, finding):
                cells[(position, column)] = (*cells.get((position, column), ()), finding)
        return Marks(cells)

    def __bool__(self) -> bool:
        return bool(self.cells)

    def worst(self, position: int, column: str) -> str:
        """The gravest severity in a cell, empty for none."""
        found = self.cells.get((position, column))
        return max((finding.severity.value for finding in found), key=_RANK.__getitem__) if found else ""

    def messages(self, position: int, column: str) -> tuple[str, ...]:
        """What the findings in a cell say."""
        return tuple(finding.message for finding in self.cells.get((position, column), ()))
