"""``lead-conflict``: one task with different leads, between tables or documents, or twice in one table."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.checking.likeness import Bond
from gongkai_desk.checking.pairing import Pair, Units, kin, leads_differ, newer_first, pairs_of
from gongkai_desk.checking.saying import of_task
from gongkai_desk.checking.subject import Item, Subject
from gongkai_desk.domain import Edit, Finding, Fix, LeadKind, Severity, called

RULE = "lead-conflict"


def find(subject: Subject) -> Iterator[Finding]:
    """One finding per pair of tasks that are the same; different levels of office have different leads by nature."""
    units = Units(subject)
    for pair in pairs_of(subject):
        if is_lead_conflict(pair, units):
            yield _finding(subject, pair)


def is_lead_conflict(pair: Pair, units: Units) -> bool:
    """Whether a pair is the same task with different leads."""
    if pair.bond is not Bond.SAME or (pair.first[0].earlier and pair.second[0].earlier):
        return False
    return kin(pair.first[0], pair.second[0]) != "levels" and leads_differ(pair, units)


def _finding(subject: Subject, pair: Pair) -> Finding:
    (table, item), (other_table, other) = newer_first(pair)
    relation = kin(table, other_table)
    what = f"与{other_table.year or '往年'}年相比牵头单位有变化" if relation == "years" else "同一任务的牵头单位不一致"
    message = (f"{table.name}{called(item.task)}由{_names(item)}牵头，"
               f"{other_table.name}{called(other.task)}由{_names(other)}牵头，"
               f"{what}。请与起草单位核实后统一")
    fixes = [] if relation == "years" else [_take(item, other), _take(other, item)]
    return of_task(RULE, Severity.WARNING, subject, table, item, message, fixes=fixes, other=other)


def _names(item: Item) -> str:
    lead = item.task.lead
    names = "、".join(lead.units[:5]) + ("等" if len(lead.units) > 5 else "")
    return f"{names}共同" if lead.kind is LeadKind.SHARED else names


def _take(giver: Item, taker: Item) -> Fix:
    return Fix(f"两项都由{_names(giver)}牵头", False, (Edit("task", taker.key, "lead", giver.task.lead),))
