"""Where a finding points: to the cell of units or of the deadline that it is about, not to the task's own words."""

from __future__ import annotations

from dataclasses import replace

from msgspec import structs

from gongkai_desk.checking.subject import Item, Subject, Table
from gongkai_desk.domain import Finding, Origin, Source

_LEAD = frozenset({"missing-lead", "lead-maybe-merged", "lead-conflict", "joint-lead", "open-list"})
_SUPPORT = frozenset({"lead-also-supports"})
_UNITS = frozenset({"unknown-unit", "unit-alias", "unit-renamed", "upper-unit", "group-unit"})
_DEADLINE = frozenset({"missing-deadline", "unclear-deadline", "inferred-deadline", "damaged-date", "past-deadline",
                       "deadline-conflict"})


class Places:
    """The tasks of a subject by where they stand."""

    def __init__(self, subject: Subject) -> None:
        self._known: dict[Source, tuple[Table, Item]] = {
            item.task.source: (table, item) for table, item in subject.items() if table.columns
        }

    def placed(self, finding: Finding) -> Finding:
        """The finding with the column of the field it is about, where its table has one; its row stays."""
        known = self._known.get(finding.source)
        if known is None:
            return finding
        table, item = known
        column = dict(table.columns).get(_field_of(finding, item))
        return finding if column is None else replace(finding, source=structs.replace(finding.source, column=column))


def _field_of(finding: Finding, item: Item) -> str:
    """The field of a task that a finding is about, ``""`` for its words."""
    if finding.rule in _DEADLINE:
        return "" if item.task.deadline.origin is Origin.TEXT else "deadline"
    if finding.rule in _UNITS:
        leads = any(f"“{unit}”" in finding.message for unit in item.task.lead.units)
        return "lead" if leads or not item.task.support.units else "support"
    if finding.rule == "open-list" and not item.task.lead.open_list:
        return "support"
    return "lead" if finding.rule in _LEAD else "support" if finding.rule in _SUPPORT else ""
