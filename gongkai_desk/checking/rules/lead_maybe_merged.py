"""``lead-maybe-merged``: a blank lead below a filled one may be a merge that was lost. Asked, never filled silently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gongkai_desk.checking.rules.missing_lead import asked_once, is_common, share
from gongkai_desk.checking.saying import of_task
from gongkai_desk.checking.subject import Item, Subject, Table
from gongkai_desk.domain import Edit, Finding, Fix, LeadKind, Severity, called

RULE = "lead-maybe-merged"


def find(subject: Subject) -> Iterator[Finding]:
    """One finding per blank lead that may belong to the lead above."""
    for table in subject.own:
        asked = asked_once(table)
        above: Item | None = None
        for item in table.items:
            if item.task.lead.kind is not LeadKind.MISSING:
                above = item
            elif item.task.blank_lead == "maybe-merged" and not (asked and is_common(item)):
                yield _finding(subject, table, item, above)


def _finding(subject: Subject, table: Table, item: Item, above: Item | None) -> Finding:
    fixes = []
    whose = ""
    if above is not None and above.task.lead.units:
        names = "、".join(above.task.lead.units)
        place = f"与上面第{above.task.number}项" if above.task.number else ""
        whose = f"，可能{place}同为“{names}”（合并单元格丢失）"
        edit = Edit("task", item.key, "lead", replace(above.task.lead, spans_rows=True))
        fixes.append(Fix(f"牵头单位同上：{names}", False, (edit,)))
    if item.task.support.units:
        fixes.append(Fix("设为共性任务（由责任单位共同承担）", False, share(item)))
    message = f"{called(item.task)}的牵头单位是空的{whose}。请确认沿用上一项、补充，或设为共性任务"
    return of_task(RULE, Severity.WARNING, subject, table, item, message, fixes=fixes)
