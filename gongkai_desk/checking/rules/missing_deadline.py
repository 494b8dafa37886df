"""``missing-deadline``: said once for a table without such a column; task by task where only some cells are blank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from gongkai_desk.checking.saying import of_table, of_task
from gongkai_desk.checking.subject import Item, Subject, Table, has_deadline
from gongkai_desk.domain import Deadline, DeadlineKind, Edit, Finding, Fix, Origin, Severity, called, quoted
from gongkai_desk.language import repair

RULE = "missing-deadline"
_MANY = 5
_MOST = 0.4


def find(subject: Subject) -> Iterator[Finding]:
    """Tasks that say nowhere when they are due."""
    for table in subject.own:
        without = [item for item in table.items if not has_deadline(item.task)]
        if not without:
            continue
        whole = not table.has_deadline_column or (len(without) >= _MANY and len(without) > _MOST * len(table.items))
        if whole:
            yield _of_table(subject, table, without)
        else:
            yield from (_of_task(subject, table, item) for item in without)


def _year(subject: Subject, table: Table) -> int:
    return table.year or (table.issued.year if table.issued else subject.today.year)


def _year_end(items: Sequence[Item], year: int) -> tuple[Edit, ...]:
    reason = "原文没有时限，批量设为年底"
    deadline = Deadline(DeadlineKind.DATE, date(year, 12, 31), "", Origin.NONE, inferred=True, reason=reason)
    return tuple(Edit("task", item.key, "deadline", deadline) for item in items)


def _of_table(subject: Subject, table: Table, without: list[Item]) -> Finding:
    year = _year(subject, table)
    fixes = [Fix(f"全部设为{year}年底（待确认）", False, _year_end(without, year))]
    sections: dict[str, list[Item]] = {}
    for item in without:
        sections.setdefault(item.task.section[0] if item.task.section else "", []).append(item)
    if len(sections) > 1:
        fixes += [Fix(f"{_called(section)}{len(items)}项设为{year}年底（待确认）", False, _year_end(items, year))
                  for section, items in sections.items()]
    where = "没有完成时限栏" if not table.has_deadline_column and not table.prose else "没有写明时限"
    message = (f"“{table.name}”{where}，{len(table.items)}项任务中有{len(without)}项没有时限。"
               "可全部或按章节设为年底（待确认），也可逐项填写")
    return of_table(RULE, Severity.WARNING, subject, table, message, fixes=fixes)


def _called(section: str) -> str:
    return quoted(repair(section).reading, 14) if section else "未分节任务"


def _of_task(subject: Subject, table: Table, item: Item) -> Finding:
    raw = item.task.deadline.raw
    year = _year(subject, table)
    said = f"时限只写了“{raw}”" if raw else "没有写完成时限"
    message = f"{called(item.task)}{said}。请补充时限，或设为年底待确认"
    return of_task(RULE, Severity.WARNING, subject, table, item, message,
                   fixes=(Fix(f"设为{year}年底（待确认）", False, _year_end([item], year)),))
