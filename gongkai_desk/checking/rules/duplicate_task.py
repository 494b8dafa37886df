"""``duplicate-task``: one task twice, with the same leads and the same deadline (else it is a conflict)."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.checking.likeness import Bond
from gongkai_desk.checking.pairing import Pair, Units, kin, pairs_of
from gongkai_desk.checking.rules.lead_conflict import is_lead_conflict
from gongkai_desk.checking.saying import of_task
from gongkai_desk.checking.subject import Subject
from gongkai_desk.domain import Finding, Severity, called

RULE = "duplicate-task"


def find(subject: Subject) -> Iterator[Finding]:
    """One finding per repetition, within a table or between tables of one year and level; an annex may restate the prose."""
    units = Units(subject)
    for pair in pairs_of(subject):
        if pair.bond is Bond.SAME and kin(pair.first[0], pair.second[0]) in ("same", "sibling") and not _conflicts(pair, units) \
                and pair.first[0].prose == pair.second[0].prose:
            yield _finding(subject, pair)


def _conflicts(pair: Pair, units: Units) -> bool:
    first, second = pair.first[1].task.deadline.due, pair.second[1].task.deadline.due
    return is_lead_conflict(pair, units) or bool(first and second and first != second)


def _finding(subject: Subject, pair: Pair) -> Finding:
    (table, item), (other_table, other) = pair.second, pair.first
    place = f"{other_table.name}" if other_table is not table else ""
    message = f"{table.name}{called(item.task)}与{place}{called(other.task)}重复。请保留一项，或写明两者的区别"
    return of_task(RULE, Severity.WARNING, subject, table, item, message, other=other)
