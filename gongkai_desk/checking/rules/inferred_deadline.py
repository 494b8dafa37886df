"""``inferred-deadline``: a day that the document leaves open and the program proposes (待确认)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from gongkai_desk.checking.rules.damaged_date import damages
from gongkai_desk.checking.saying import day, numbers, of_table, of_task
from gongkai_desk.checking.subject import Item, Subject, Table
from gongkai_desk.domain import Deadline, DeadlineKind, Edit, Finding, Fix, Severity, called
from gongkai_desk.language import read_deadline

RULE = "inferred-deadline"
_NO_YEAR = "年份"


def find(subject: Subject) -> Iterator[Finding]:
    """One finding per task; equal deadlines, and a year that is missing all over, are one finding per table."""
    for table in subject.own:
        inferred = [item for item in table.items if _is_inferred(item.task.deadline) and not damages(item)]
        yearless = [item for item in inferred if item.task.deadline.due is None and _NO_YEAR in item.task.deadline.reason]
        if yearless:
            yield _year(subject, table, yearless)
        alike: dict[Deadline, list[Item]] = {}
        for item in inferred:
            if item.task.deadline.due is not None:
                alike.setdefault(item.task.deadline, []).append(item)
        for items in alike.values():
            yield _one(subject, table, items[0]) if len(items) == 1 else _several(subject, table, items)


def _is_inferred(deadline: Deadline) -> bool:
    return deadline.inferred and not deadline.confirmed_by and deadline.kind is not DeadlineKind.UNCLEAR


def _year(subject: Subject, table: Table, items: list[Item]) -> Finding:
    year = subject.today.year
    edits = []
    for item in items:
        read = read_deadline(item.task.deadline.raw, year=year, origin=item.task.deadline.origin)
        edits.append(Edit("task", item.key, "deadline", replace(read, inferred=True, reason=f"年份按{year}年推定")))
    message = f"“{table.name}”的标题和正文都没有年份，{numbers(items)}的时限算不出日期。请写明年份，或按{year}年推定后确认"
    return of_table(RULE, Severity.INFO, subject, table, message, source=items[0].task.source,
                    fixes=(Fix(f"全部按{year}年推定（待确认）", False, tuple(edits)),))


def _one(subject: Subject, table: Table, item: Item) -> Finding:
    deadline = item.task.deadline
    fixes = _confirming([item], "确认为")
    said = f"“{deadline.raw}”" if deadline.raw else ""
    message = f"{called(item.task)}的时限{said}按{day(deadline.due)}推定（{deadline.reason}）。请确认或改正"
    return of_task(RULE, Severity.INFO, subject, table, item, message, fixes=fixes)


def _several(subject: Subject, table: Table, items: list[Item]) -> Finding:
    deadline = items[0].task.deadline
    said = f"“{deadline.raw}”" if deadline.raw else ""
    message = f"{numbers(items)}的时限{said}按{day(deadline.due)}推定（{deadline.reason}）。请一并确认，或逐项改正"
    return of_table(RULE, Severity.INFO, subject, table, message, source=items[0].task.source,
                    fixes=_confirming(items, "全部确认为"), details=(deadline.raw, deadline.due, deadline.reason))


def _confirming(items: list[Item], label: str) -> list[Fix]:
    deadline = items[0].task.deadline
    settled = [replace(deadline, due=due, inferred=False, reason="", confirmed_by="经办人")
               for due in (deadline.due, *_alternatives(deadline))]
    return [Fix(f"{label}{day(one.due)}", False, tuple(Edit("task", item.key, "deadline", one) for item in items))
            for one in settled]


def _alternatives(deadline: Deadline) -> list[date]:
    """8月前 may be the end of July or of August."""
    if deadline.due is None or "也可指" not in deadline.reason or deadline.kind is not DeadlineKind.DATE:
        return []
    following = deadline.due + timedelta(days=1)
    months = 3 if "季度" in deadline.reason else 12 if following.month == 1 and "年开始前" in deadline.reason else 1
    index = following.year * 12 + following.month - 1 + months
    return [date(index // 12, index % 12 + 1, 1) - timedelta(days=1)]
