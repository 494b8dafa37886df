"""``lead-also-supports``: a unit that leads a task and supports it too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gongkai_desk.checking.saying import of_task
from gongkai_desk.checking.subject import Item, Subject
from gongkai_desk.domain import Edit, Finding, Fix, Severity, called
from gongkai_desk.language import is_group

RULE = "lead-also-supports"


def find(subject: Subject) -> Iterator[Finding]:
    """One finding per task; a lead that belongs to a supporting group (市级有关部门) is in order."""
    canonical = _Canonical(subject)
    for table, item in subject.items():
        leads = {canonical(unit) for unit in item.task.lead.units}
        both = [unit for unit in item.task.support.units if canonical(unit) in leads]
        if both and item.task.lead.units:
            names = "、".join(both)
            message = f"{called(item.task)}的{names}既牵头又配合。请从配合单位中去掉，或核对牵头单位"
            yield of_task(RULE, Severity.WARNING, subject, table, item, message, fixes=(_fix(item, both),), details=(names,))


def _fix(item: Item, both: list[str]) -> Fix:
    support = item.task.support
    kept = replace(support, units=tuple(unit for unit in support.units if unit not in both))
    return Fix(f"从配合单位中去掉{'、'.join(both)}", True, (Edit("task", item.key, "support", kept),))


class _Canonical:
    """The roster's name of a unit, looked up once."""

    def __init__(self, subject: Subject) -> None:
        self._book = subject.book
        self._roster = bool(subject.roster.units)
        self._names: dict[str, str] = {}

    def __call__(self, unit: str) -> str:
        if unit not in self._names:
            match = self._book.match(unit) if self._roster and not is_group(unit) else None
            self._names[unit] = match.name if match and match.sure else unit
        return self._names[unit]
