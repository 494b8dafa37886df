"""综合进展: what one cell says about a task. The office's own words, else the lead's, else a count.

Sixty answers joined in one cell are nobody's ledger: a shared task, or one with very many leads, is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gongkai_desk.domain import LeadKind, Status, Task

if TYPE_CHECKING:
    from gongkai_desk.standing.state import UnitState

MANY = 12
"""From so many leads on the answers are counted, not joined."""


def derived_summary(task: Task, leads: Sequence[UnitState]) -> str:
    """The words of the lead; of several leads each after its name; of a shared task the count in a sentence."""
    if not leads:
        return ""
    if task.lead.kind is LeadKind.SHARED or len(leads) > MANY:
        return count_sentence(leads)
    said = [(lead.unit, lead.report.fields.get("progress", "").strip()) for lead in leads if lead.report is not None]
    words = [(unit, text) for unit, text in said if text]
    if len(leads) == 1:
        return words[0][1] if words else ""
    return "\n".join(f"{unit}：{text}" for unit, text in words)


def count_sentence(leads: Sequence[UnitState]) -> str:
    """应报67个单位，已报60个，已完成41个 …, in one sentence."""
    def count(status: Status) -> int:
        return sum(lead.status is status for lead in leads)

    parts = [f"应报{len(leads)}个单位", f"已报{sum(lead.reported for lead in leads)}个", f"已完成{count(Status.DONE)}个"]
    others = (Status.RUNNING, Status.CONTINUING, Status.NOT_CONCERNED)
    parts += [f"{status.value}{count(status)}个" for status in others if count(status)]
    return "，".join(parts) + "。"
