"""``missing-lead``: nobody leads a task. Where a whole table gives only groups, the clerk is asked once."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.checking.saying import of_table, of_task
from gongkai_desk.checking.subject import Item, Subject, Table
from gongkai_desk.domain import Edit, Finding, Fix, Lead, LeadKind, Severity, Support, called
from gongkai_desk.language import is_group

RULE = "missing-lead"
_WHOLE_TABLE = 0.5
_FEWEST = 3


def find(subject: Subject) -> Iterator[Finding]:
    """One finding per task, or one question per table: 是否为共性任务?"""
    for table in subject.own:
        blank = [item for item in table.items if item.task.lead.kind is LeadKind.MISSING]
        common = [item for item in blank if is_common(item)]
        asked = len(common) >= max(_FEWEST, _WHOLE_TABLE * len(table.items))
        if asked:
            yield _question(subject, table, common)
        for item in blank:
            if item.task.blank_lead != "maybe-merged" and not (asked and item in common):
                yield _one(subject, table, item)


def is_common(item: Item) -> bool:
    """Whether the units beside the blank lead are groups only (各县(市、区)政府 …)."""
    units = item.task.support.units
    return bool(units) and all(is_group(unit) for unit in units)


def asked_once(table: Table) -> bool:
    """Whether this table's blank leads are one question."""
    common = sum(item.task.lead.kind is LeadKind.MISSING and is_common(item) for item in table.items)
    return common >= max(_FEWEST, _WHOLE_TABLE * len(table.items))


def share(item: Item) -> tuple[Edit, ...]:
    """The edits that make a task 共性: its responsible units together, no supporters."""
    support = item.task.support
    lead = Lead(LeadKind.SHARED, support.units, support.raw, open_list=support.open_list)
    return (Edit("task", item.key, "lead", lead), Edit("task", item.key, "support", Support()))


def _question(subject: Subject, table: Table, items: list[Item]) -> Finding:
    edits = tuple(edit for item in items for edit in share(item))
    message = (f"“{table.name}”中有{len(items)}项任务没有写牵头单位，只写了整体责任单位（如“{items[0].task.support.raw[:30]}”）。"
               "是否为共性任务？是则一次设为共性，否则请逐项补充牵头单位")
    return of_table(RULE, Severity.ERROR, subject, table, message, source=items[0].task.source,
                    fixes=(Fix("是，全部设为共性任务", False, edits),))


def _one(subject: Subject, table: Table, item: Item) -> Finding:
    fixes = (Fix("设为共性任务（由责任单位共同承担）", False, share(item)),) if item.task.support.units else ()
    message = f"{called(item.task)}没有写牵头单位。请补充牵头单位" + ("，或确认为共性任务" if fixes else "")
    return of_task(RULE, Severity.ERROR, subject, table, item, message, fixes=fixes)
