"""``damaged-date``: a date has lost a character (20185月底前); the likely reading is proposed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from gongkai_desk.checking.saying import day, of_task
from gongkai_desk.checking.subject import Item, Subject, Table
from gongkai_desk.domain import Edit, Finding, Fix, Severity, called
from gongkai_desk.language import repair

RULE = "damaged-date"
_DATE_NOTE = re.compile(r"“[^”]*(?:月|年|底)[^”]*”疑有缺字")


def damages(item: Item) -> list[str]:
    """What was repaired in the dates of a task, as sentences."""
    task = item.task
    texts = (task.text, task.requirement or "", task.deadline.raw)
    notes = [note for text in texts for note in repair(text).notes if _DATE_NOTE.match(note)]
    if not notes and "疑缺" in task.deadline.reason:
        notes = [task.deadline.reason]
    return list(dict.fromkeys(notes))


def find(subject: Subject) -> Iterator[Finding]:
    """One finding per task, with every damaged date in it."""
    for table, item in subject.items():
        if not item.task.deadline.confirmed_by and (notes := damages(item)):
            yield _finding(subject, table, item, notes)


def _finding(subject: Subject, table: Table, item: Item, notes: list[str]) -> Finding:
    deadline = item.task.deadline
    due = f"时限按{day(deadline.due)}" if deadline.due else "按修复后的文字"
    confirmed = replace(deadline, inferred=False, reason="", confirmed_by="经办人")
    edit = Edit("task", item.key, "deadline", confirmed)
    fixes = (Fix(f"{due}理解，已核对", False, (edit,)),) if deadline.inferred else ()
    what = "；".join(note.removesuffix("，请核对") for note in notes)
    message = f"{called(item.task)}的日期有缺字：{what}。请对照原件核对后确认"
    return of_task(RULE, Severity.WARNING, subject, table, item, message, fixes=fixes)
