"""``unclear-deadline``: words that leave open when (限期, 及时, 月底前, 会后7日内); the same words once per table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai_desk.checking.rules.vague_deadlines import is_vague_column
from gongkai_desk.checking.saying import numbers, of_table, of_task
from gongkai_desk.checking.subject import Item, Subject, Table
from gongkai_desk.domain import Deadline, DeadlineKind, Edit, Finding, Fix, Origin, Severity, called

RULE = "unclear-deadline"


def find(subject: Subject) -> Iterator[Finding]:
    """Deadlines that nobody can put into a calendar."""
    for table in subject.own:
        if is_vague_column(table):
            continue
        by_words: dict[str, list[Item]] = {}
        for item in table.items:
            if _is_unclear(item.task.deadline):
                by_words.setdefault(item.task.deadline.raw, []).append(item)
        for words, items in by_words.items():
            yield _finding(subject, table, words, items)


def _is_unclear(deadline: Deadline) -> bool:
    if deadline.confirmed_by:
        return False
    return deadline.kind is DeadlineKind.UNCLEAR or (
        deadline.due is None and deadline.kind is DeadlineKind.RELATIVE and deadline.origin is Origin.COLUMN)


def _finding(subject: Subject, table: Table, words: str, items: list[Item]) -> Finding:
    deadline = items[0].task.deadline
    reason = deadline.reason or f"“{words}”没有写明日期"
    year = table.year or (table.issued.year if table.issued else subject.today.year)
    due = Deadline(DeadlineKind.DATE, date(year, 12, 31), words, deadline.origin, inferred=True,
                   reason=f"“{words}”不明确，设为年底")
    edits = tuple(Edit("task", item.key, "deadline", due) for item in items)
    kept_up = Deadline(DeadlineKind.ONGOING, None, words, deadline.origin)
    ongoing = tuple(Edit("task", item.key, "deadline", kept_up) for item in items)
    fixes = (Fix(f"设为{year}年底（待确认）", False, edits), Fix("按长期工作理解（不设截止日期）", False, ongoing))
    if len(items) == 1:
        message = f"{called(items[0].task)}的时限“{words}”不明确：{reason}。请写明日期，或确认为年底、长期"
        return of_task(RULE, Severity.WARNING, subject, table, items[0], message, fixes=fixes)
    message = f"{numbers(items)}的时限“{words}”不明确：{reason}。请写明日期，或一并确认为年底、长期"
    return of_table(RULE, Severity.WARNING, subject, table, message, fixes=fixes, details=(words,), source=items[0].task.source)
