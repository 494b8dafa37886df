"""How findings are put: days and numbers in a sentence, the stable key, the finding itself."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sequence

from gongkai_desk.checking.subject import Item, Subject, Table
from gongkai_desk.domain import Finding, Fix, Severity, Source, Task
from gongkai_desk.language import repair

_SIGNS = re.compile(r"[^\u3400-\u9fffA-Za-z0-9]")


def plain(text: str) -> str:
    """A wording without signs and blanks, for comparing."""
    return _SIGNS.sub("", text)


def day(date: dt.date | None) -> str:
    """A day as documents write it: 2022年9月30日."""
    return "" if date is None else f"{date.year}年{date.month}月{date.day}日"


def wording_of(task: Task) -> str:
    """The task's words as they read: the repaired text, else its name."""
    return task.reading or task.text or (repair(task.name).reading if task.name else "")


def numbers(items: Sequence[Item], most: int = 12) -> str:
    """第3、5、8项 of several tasks, shortened where there are many."""
    if not items or not all(item.task.number for item in items):
        return f"{len(items)}项任务"
    known = list(dict.fromkeys(str(item.task.number) for item in items))
    listed = "、".join(known[:most])
    return f"第{listed}项" + (f"等{len(items)}项" if len(known) > most else "")


def key_of(rule: str, subject: Subject, table: Table, item: Item | None, *details: object) -> str:
    """A key that stays the same over runs: a ledger's task by id, else document, number and words."""
    if item is not None and subject.ledger:
        place: tuple[object, ...] = (item.key,)
    elif item is not None:
        place = (table.title, item.task.number, plain(item.task.text or item.task.name or ""))
    else:
        place = ("",) if subject.ledger else (table.title, table.source.sheet or "")
    digest = hashlib.sha256("\x1f".join(str(part) for part in (*place, *details)).encode("utf-8", "replace")).hexdigest()
    return f"{rule}:{digest[:16]}"


def of_task(rule: str, severity: Severity, subject: Subject, table: Table, item: Item, message: str, *,
            fixes: Sequence[Fix] = (), other: Item | None = None, details: Sequence[object] = (),
            source: Source | None = None) -> Finding:
    """A finding about one task (and perhaps a second)."""
    second = (other.key if subject.ledger else plain(other.task.text or other.task.name or ""),) if other else ()
    return Finding(rule, severity, message, source or item.task.source, item.task, other.task if other else None, tuple(fixes),
                   key_of(rule, subject, table, item, *details, *second))


def of_table(rule: str, severity: Severity, subject: Subject, table: Table, message: str, *, fixes: Sequence[Fix] = (),
             details: Sequence[object] = (), source: Source | None = None) -> Finding:
    """A finding about a whole table or document."""
    return Finding(rule, severity, message, source or table.source, None, None, tuple(fixes),
                   key_of(rule, subject, table, None, *details))
