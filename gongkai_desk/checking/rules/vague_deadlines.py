"""``vague-deadlines``: nearly the whole deadline column says only 持续推进, 及时 and the like (时限流于形式)."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.checking.saying import of_table
from gongkai_desk.checking.subject import Subject, Table, has_deadline
from gongkai_desk.domain import DeadlineKind, Finding, Severity

RULE = "vague-deadlines"
_SHARE = 0.8
_FEWEST = 5


def is_vague_column(table: Table) -> bool:
    """Whether more than four fifths of the column name no day (domain.md §3)."""
    if not table.has_deadline_column:
        return False
    stated = [item for item in table.items if has_deadline(item.task)]
    vague = [item for item in stated if item.task.deadline.kind in (DeadlineKind.ONGOING, DeadlineKind.UNCLEAR)]
    return len(stated) >= _FEWEST and len(vague) > _SHARE * len(stated)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding per table."""
    for table in subject.own:
        if is_vague_column(table):
            words = table.items[0].task.deadline.raw
            message = (f"“{table.name}”的完成时限八成以上是“{words}”之类，没有具体日期，时限流于形式、无法督办。"
                       "请与起草单位核实，给能完成的任务写明日期")
            yield of_table(RULE, Severity.WARNING, subject, table, message)
