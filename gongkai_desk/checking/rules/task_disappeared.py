"""``task-disappeared``: a task of last year's or of the upper office's document that the newer one has not."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.checking.pairing import kin, pairs_of, upper_of
from gongkai_desk.checking.saying import numbers, of_table, of_task
from gongkai_desk.checking.subject import Item, Subject, Table
from gongkai_desk.domain import Finding, Severity, called

RULE = "task-disappeared"
_MOST = 0.5
_FEWEST = 3


def find(subject: Subject) -> Iterator[Finding]:
    """One finding per task; where most of the document is gone, one for all of them."""
    for old, new in _comparisons(subject):
        ids = {table.index for table in new}
        both = [sides for pair in pairs_of(subject) for sides in ((pair.first, pair.second), (pair.second, pair.first))]
        kept = {one.key for (table, one), (other, _) in both if table is old and other.index in ids}
        gone = [item for item in old.items if item.key not in kept]
        if len(gone) >= _FEWEST and len(gone) > _MOST * len(old.items):
            yield _many(subject, old, new[0], gone)
        else:
            yield from (_one(subject, old, new[0], item) for item in gone)


def _comparisons(subject: Subject) -> Iterator[tuple[Table, list[Table]]]:
    """Each older or higher table with the tables that should carry it on."""
    for old in subject.tables:
        new = [table for table in subject.own if table is not old and _carries_on(old, table)]
        if new and old.items:
            yield old, new


def _carries_on(old: Table, new: Table) -> bool:
    relation = kin(old, new)
    if relation == "years":
        return old.earlier and not new.earlier or bool(old.year and new.year and old.year < new.year)
    return relation == "levels" and upper_of(old, new) is old


def _whose(old: Table, new: Table) -> str:
    if kin(old, new) == "levels":
        return "上级文件"
    return f"{old.year}年文件" if old.year else "往年文件"


def _one(subject: Subject, old: Table, new: Table, item: Item) -> Finding:
    message = f"{_whose(old, new)}的{called(item.task)}在“{new.name}”中没有对应任务。请确认是已完成、已取消还是漏列"
    return of_task(RULE, Severity.WARNING, subject, old, item, message, details=(new.title,))


def _many(subject: Subject, old: Table, new: Table, gone: list[Item]) -> Finding:
    message = (f"{_whose(old, new)}“{old.name}”的{numbers(gone)}在“{new.name}”中没有对应任务，两份文件差别较大。"
               "请确认是否拿对了文件，再逐项核对")
    return of_table(RULE, Severity.WARNING, subject, old, message, details=(new.title,))
