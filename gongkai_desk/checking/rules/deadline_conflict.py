"""``deadline-conflict``: one matter with two deadlines, between tables or documents, or between a cell and its text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai_desk.checking.likeness import Bond
from gongkai_desk.checking.pairing import Pair, Units, kin, newer_first, pairs_of, shares_lead, shifted, upper_of
from gongkai_desk.checking.saying import day, of_task
from gongkai_desk.checking.subject import Item, Subject, Table
from gongkai_desk.domain import DeadlineKind, Edit, Finding, Fix, Origin, Severity, called
from gongkai_desk.language import find_deadline

RULE = "deadline-conflict"
_DATED = (DeadlineKind.DATE, DeadlineKind.MILESTONES, DeadlineKind.WINDOW)


def find(subject: Subject) -> Iterator[Finding]:
    """One finding per pair of tasks, and per task whose own words disagree."""
    units = Units(subject)
    for pair in pairs_of(subject):
        if not (pair.first[0].earlier and pair.second[0].earlier) and _disagree(pair, units):
            yield _between(subject, pair)
    for table, item in subject.items():
        if (said := _own_words(table, item)) is not None:
            yield _within(subject, table, item, said)


def _disagree(pair: Pair, units: Units) -> bool:
    first, second = pair.first[1].task.deadline, pair.second[1].task.deadline
    if first.due is None or second.due is None or first.kind not in _DATED or second.kind not in _DATED:
        return False
    relation = kin(pair.first[0], pair.second[0])
    if relation == "levels":
        upper = upper_of(pair.first[0], pair.second[0])
        high, low = (first, second) if upper is pair.first[0] else (second, first)
        return pair.bond is Bond.SAME and bool(low.due and high.due and low.due > high.due)
    if relation == "years":
        years = (pair.second[0].year or second.due.year) - (pair.first[0].year or first.due.year)
        return pair.bond is Bond.SAME and shifted(first.due, years) != second.due
    if pair.bond < Bond.HELD:
        return False
    if pair.bond is Bond.HELD and not pair.place and not shares_lead(pair, units):
        return False
    return first.due != second.due


def _between(subject: Subject, pair: Pair) -> Finding:
    (table, item), (other_table, other) = newer_first(pair)
    relation = kin(table, other_table)
    kind = "属同一地区的同一事项" if pair.place else "内容相同" if pair.bond is Bond.SAME else "内容重合"
    if relation == "years":
        kind = f"与{other_table.year or '往年'}年内容相同" if other_table.year else "与往年内容相同"
    elif relation == "levels":
        kind = "与上级文件内容相同"
    message = (f"{_placed(table, item)}的时限是“{_words(item)}”，{_placed(other_table, other)}的时限是“{_words(other)}”，"
               f"{kind}而时限不一致。请与起草单位核实后统一")
    fixes = [] if relation != "sibling" and relation != "same" else [_take(item, other), _take(other, item)]
    return of_task(RULE, Severity.WARNING, subject, table, item, message, fixes=fixes, other=other)


def _placed(table: Table, item: Item) -> str:
    return f"{table.name}{called(item.task)}"


def _words(item: Item) -> str:
    deadline = item.task.deadline
    return deadline.raw or f"{day(deadline.due)}"


def _take(giver: Item, taker: Item) -> Fix:
    return Fix(f"两项都用“{_words(giver)}”", False, (Edit("task", taker.key, "deadline", giver.task.deadline),))


def _own_words(table: Table, item: Item) -> date | None:
    """The date that the task's own text sets after the day of its deadline cell, or None."""
    deadline = item.task.deadline
    if deadline.origin is not Origin.COLUMN or deadline.kind is not DeadlineKind.DATE or deadline.due is None:
        return None
    if deadline.inferred or deadline.confirmed_by:
        return None
    text = "\n".join(filter(None, (item.task.reading or item.task.text, item.task.requirement)))
    said = find_deadline(text, year=table.year, issued=table.issued)
    if said.kind not in (DeadlineKind.DATE, DeadlineKind.MILESTONES) or said.inferred or said.due is None:
        return None
    return said.due if said.due > deadline.due else None


def _within(subject: Subject, table: Table, item: Item, said: date) -> Finding:
    message = (f"{called(item.task)}的时限栏写“{item.task.deadline.raw}”，正文却写到{day(said)}，前后不一致。"
               "请与起草单位核实后统一")
    return of_task(RULE, Severity.WARNING, subject, table, item, message, details=("text",))
