"""``damaged-text``: wording that was turned into simplified script or repaired; said once per table, lost signs per task."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gongkai_desk.checking.rules.damaged_date import damages
from gongkai_desk.checking.saying import of_table, of_task
from gongkai_desk.checking.subject import Item, Subject, Table
from gongkai_desk.domain import Finding, Severity, called
from gongkai_desk.language import repair

RULE = "damaged-text"


def find(subject: Subject) -> Iterator[Finding]:
    """What was done to the words, for the clerk to look over."""
    for table in subject.own:
        notes: Counter[str] = Counter()
        first: Item | None = None
        for item in table.items:
            mended = repair("\n".join(filter(None, (item.task.name, item.task.text, item.task.requirement))))
            quiet = [note for note in mended.notes if "疑有缺字" not in note]
            notes.update(quiet)
            first = first or (item if quiet else None)
            if lost := [note for note in mended.notes if "疑有缺字" in note and note not in damages(item)]:
                yield _lost(subject, table, item, lost)
        if first is not None:
            yield _quiet(subject, table, first, notes)


def _lost(subject: Subject, table: Table, item: Item, notes: list[str]) -> Finding:
    message = f"{called(item.task)}疑有缺字：{'；'.join(note.removesuffix('，请核对') for note in notes)}。请对照原件核对"
    return of_task(RULE, Severity.INFO, subject, table, item, message)


def _quiet(subject: Subject, table: Table, first: Item, notes: Counter[str]) -> Finding:
    done = "；".join(f"{note}（{count}项）" for note, count in notes.items())
    message = f"“{table.name}”的文字已整理：{done}。原文保留，可逐项对照；有误的请直接改正"
    return of_table(RULE, Severity.INFO, subject, table, message, source=first.task.source)
