"""``upper-unit``: a body above the office; it gets no form and cannot be chased."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.checking.naming import names_used, spread
from gongkai_desk.checking.saying import of_table
from gongkai_desk.checking.subject import Subject, Table
from gongkai_desk.domain import Category, Finding, Severity

RULE = "upper-unit"


def is_upper(subject: Subject, table: Table, name: str) -> bool:
    """Whether the name is above the office that issued the table."""
    unit = subject.roster.find(name)
    if unit is not None and (unit.category is not None or not subject.ledger):
        return unit.category is Category.UPPER
    return table.level is not None and subject.book.is_upper(name, table.level)


def find(subject: Subject) -> Iterator[Finding]:
    """Once per name and document."""
    for name, uses in names_used(subject, groups=False):
        table, item = uses[0]
        if is_upper(subject, table, name):
            message = f"“{name}”{spread(uses)}是上级单位，不向它分发填报表。请确认由本级哪个单位对接，或从责任单位中去掉"
            yield of_table(RULE, Severity.WARNING, subject, table, message, details=(name,), source=item.task.source)
