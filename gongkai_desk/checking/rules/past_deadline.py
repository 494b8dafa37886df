"""``past-deadline``: due before the document was issued, or over already; one finding per table and cause."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.checking.saying import day, numbers, of_table, of_task
from gongkai_desk.checking.subject import Item, Subject, Table
from gongkai_desk.domain import DeadlineKind, Finding, Severity, called

RULE = "past-deadline"
_DATED = (DeadlineKind.DATE, DeadlineKind.MILESTONES, DeadlineKind.WINDOW, DeadlineKind.QUOTA)


def find(subject: Subject) -> Iterator[Finding]:
    """Deadlines that could not be, or can no longer be, kept."""
    for table in subject.own:
        open_items = [item for item in table.items if item.key not in subject.done and item.task.deadline.kind in _DATED]
        early = [item for item in open_items if _before_issue(table, item)]
        if early:
            yield _early(subject, table, early)
        over = [item for item in open_items if item not in early and item.task.deadline.due
                and item.task.deadline.due < subject.today]
        if over:
            yield _over(subject, table, over)


def _before_issue(table: Table, item: Item) -> bool:
    due = item.task.deadline.due
    return table.issued is not None and due is not None and due < table.issued


def _early(subject: Subject, table: Table, early: list[Item]) -> Finding:
    first = early[0]
    if len(early) == 1:
        due = day(first.task.deadline.due)
        message = f"{called(first.task)}的时限{due}早于成文日期{day(table.issued)}。请核对年份和日期是否有误"
        return of_task(RULE, Severity.WARNING, subject, table, first, message)
    message = f"“{table.name}”中{numbers(early)}的时限早于成文日期{day(table.issued)}。请核对年份和日期是否有误"
    return of_table(RULE, Severity.WARNING, subject, table, message, details=("issued",), source=first.task.source)


def _over(subject: Subject, table: Table, over: list[Item]) -> Finding:
    message = (f"“{table.name}”中{numbers(over)}的时限已早于{day(subject.today)}。"
               "请核对年份是否有误；无误的请尽快催办或补报完成情况")
    if len(over) == 1:
        return of_task(RULE, Severity.WARNING, subject, table, over[0], message, details=("over",))
    return of_table(RULE, Severity.WARNING, subject, table, message, source=over[0].task.source)
