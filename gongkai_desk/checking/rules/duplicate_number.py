"""``duplicate-number``: one number for two tasks of a table."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.checking.rules.number_gap import counted
from gongkai_desk.checking.saying import of_task
from gongkai_desk.checking.subject import Item, Subject
from gongkai_desk.domain import Finding, Severity, called

RULE = "duplicate-number"


def find(subject: Subject) -> Iterator[Finding]:
    """One finding per number that comes a second time before the numbering restarts."""
    for table in subject.own:
        seen: dict[int, Item] = {}
        told: set[int] = set()
        before = 0
        for number, item in counted(table):
            if number == 1 and seen and max(seen) > 1:
                seen, told = {}, set()
            first = seen.setdefault(number, item)
            if first is not item and number not in told and (number == before or not _parts(first, item)):
                told.add(number)
                message = f"编号{number}重复：{called(first.task)}与{called(item.task)}。请核对编号"
                yield of_task(RULE, Severity.WARNING, subject, table, item, message, other=first, details=(number,))
            before = number


def _parts(first: Item, second: Item) -> bool:
    """Two sections that count each for itself without starting at 1 again."""
    return first.task.section != second.task.section and bool(first.task.section)
