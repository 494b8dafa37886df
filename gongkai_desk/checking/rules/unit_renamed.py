"""``unit-renamed``: a former name of a body, with the years of the change."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.checking.naming import names_used, recognised, renaming, spread
from gongkai_desk.checking.saying import of_table
from gongkai_desk.checking.subject import Subject
from gongkai_desk.domain import Finding, Fix, Severity

RULE = "unit-renamed"


def find(subject: Subject) -> Iterator[Finding]:
    """Once per name and document."""
    for name, uses in names_used(subject, groups=False):
        match = recognised(subject, name)
        if match is not None and match.how == "renamed" and match.name != name:
            table, item = uses[0]
            message = f"{match.note.rstrip('。')}{spread(uses)}，现为“{match.name}”。请确认由新单位承担，或保留原名"
            fix = Fix(f"改为“{match.name}”", False, renaming(uses, name, match.name))
            yield of_table(RULE, Severity.INFO, subject, table, message, fixes=(fix,), details=(name,), source=item.task.source)
