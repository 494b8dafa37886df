"""``joint-lead``: several leads without 分别负责; the first-named drafts, unless the notice says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gongkai_desk.checking.saying import of_task
from gongkai_desk.checking.subject import Subject
from gongkai_desk.domain import Edit, Finding, Fix, LeadKind, Severity, called
from gongkai_desk.language import is_group

RULE = "joint-lead"


def find(subject: Subject) -> Iterator[Finding]:
    """One finding per task with two or more leading units."""
    for table, item in subject.items():
        lead = item.task.lead
        units = [unit for unit in lead.units if not is_group(unit)]
        if lead.kind is LeadKind.NAMED and len(units) > 1:
            names = "、".join(units[:4]) + ("等" if len(units) > 4 else "")
            fix = Fix("改为分别负责（各报各的）", False, (Edit("task", item.key, "lead", replace(lead, kind=LeadKind.EACH)),))
            message = (f"{called(item.task)}由{names}共同牵头，没有写“分别负责”。默认由列首位的{units[0]}汇总起草，"
                       "如各报各的请改为分别负责")
            yield of_task(RULE, Severity.INFO, subject, table, item, message, fixes=(fix,))
