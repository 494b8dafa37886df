"""``target``: a figure that the task asks for, so that the form asks for it too."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.checking.saying import of_task
from gongkai_desk.checking.subject import Subject
from gongkai_desk.domain import Finding, Severity, called

RULE = "target"


def find(subject: Subject) -> Iterator[Finding]:
    """One finding per task with its figures."""
    for table, item in subject.items():
        if item.task.targets:
            figures = "、".join(f"“{target.raw}”" for target in item.task.targets)
            message = f"{called(item.task)}有量化目标{figures}，填报表中会请单位填写实际完成值；如不需要可删去目标"
            yield of_task(RULE, Severity.INFO, subject, table, item, message)
