"""``open-list``: a list that ends in 等 and does not say who else."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.checking.saying import of_task
from gongkai_desk.checking.subject import Subject
from gongkai_desk.domain import Finding, Severity, called

RULE = "open-list"


def find(subject: Subject) -> Iterator[Finding]:
    """One finding per task."""
    for table, item in subject.items():
        roles = [name for name, part in (("牵头单位", item.task.lead), ("配合单位", item.task.support)) if part.open_list]
        if roles:
            message = f"{called(item.task)}的{'和'.join(roles)}以“等”结尾，没有列全。未列出的单位不会收到填报表，请补全名单"
            yield of_task(RULE, Severity.INFO, subject, table, item, message)
