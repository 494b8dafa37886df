"""``personal-data``: identity cards, mobile numbers and bank cards in words meant for publication."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.checking.saying import of_task
from gongkai_desk.checking.subject import Item, Subject, Table
from gongkai_desk.domain import Edit, Finding, Fix, Severity, called
from gongkai_desk.language import find_personal

RULE = "personal-data"
_FIELDS = ("text", "name", "requirement", "remarks", "persons")


def find(subject: Subject) -> Iterator[Finding]:
    """One finding per task, naming what was found in which field, never the number itself."""
    for table, item in subject.items():
        kinds: dict[str, None] = {}
        edits = []
        for name in _FIELDS:
            text = getattr(item.task, name) or ""
            found = find_personal(text)
            for one in reversed(found):
                text = text[:one.start] + one.masked + text[one.end:]
            if found:
                kinds |= dict.fromkeys(one.kind for one in found)
                edits.append(Edit("task", item.key, name, text))
        for _, text in item.task.extra:
            kinds |= dict.fromkeys(one.kind for one in find_personal(text))
        if kinds:
            yield _finding(subject, table, item, list(kinds), tuple(edits))


def _finding(subject: Subject, table: Table, item: Item, kinds: list[str], edits: tuple[Edit, ...]) -> Finding:
    fixes = (Fix("用星号遮盖", False, edits),) if edits else ()
    message = f"{called(item.task)}中含有{'、'.join(kinds)}。对外公开或下发前请删除或遮盖"
    return of_task(RULE, Severity.WARNING, subject, table, item, message, fixes=fixes)
