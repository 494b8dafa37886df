"""``empty-task``: a row with units or dates but without a task."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.checking.saying import of_task, plain
from gongkai_desk.checking.subject import Subject
from gongkai_desk.domain import Finding, Severity

RULE = "empty-task"


def find(subject: Subject) -> Iterator[Finding]:
    """One finding per empty row."""
    for table, item in subject.items():
        task = item.task
        if not plain(task.text) and not plain(task.name or ""):
            number = f"第{task.number}项" if task.number else "这一行"
            yield of_task(RULE, Severity.ERROR, subject, table, item, f"{number}没有任务内容。请补充任务内容，或删除这一行",
                          details=(task.source.row,))
