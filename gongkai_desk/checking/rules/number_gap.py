"""``number-gap``: numbers that are missing in a table's own numbering (restarting per section is allowed)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai_desk.checking.saying import of_table
from gongkai_desk.checking.subject import Item, Subject, Table
from gongkai_desk.domain import Finding, Severity

RULE = "number-gap"
_WIDEST = 20


def counted(table: Table) -> list[tuple[int, Item]]:
    """The plain numbers of a table in order; empty where it does not number its tasks one by one, or they are last year's."""
    if table.prose or table.carried:
        return []
    numbered = [(int(number), item) for item in table.items if (number := item.task.number or "").isdecimal() and len(number) < 6]
    return numbered if len(numbered) >= 0.8 * len(table.items) else []


def _number_before(table: Table, ends: Mapping[int, int]) -> int:
    """Where a table's numbers go on from: the end of another table that it follows (附件2 begins with 6 after 附件1's 5)."""
    numbers = counted(table)
    first = numbers[0][0] if numbers else 1
    return first - 1 if any(end == first - 1 for index, end in ends.items() if index != table.index) else 0


def find(subject: Subject) -> Iterator[Finding]:
    """One finding per table with every number that is missing."""
    ends = {table.index: numbers[-1][0] for table in subject.own if (numbers := counted(table))}
    for table in subject.own:
        missing: list[int] = []
        before, repeated = _number_before(table, ends), 0
        place: Item | None = None
        for number, item in counted(table):
            if number == before:
                repeated += 1
            elif 0 < number - before - 1 <= repeated:  # no row is missing: a number was given twice instead of these
                repeated -= number - before - 1
            elif before + 1 < number <= before + _WIDEST and (before or len(table.items) > 1):
                missing += range(before + 1, number)
                place = place or item
            before = number
        if missing and place is not None:
            listed = "、".join(str(number) for number in missing[:10]) + ("等" if len(missing) > 10 else "")
            message = f"“{table.name}”的编号不连续，缺第{listed}项。请对照原件核对是否漏读或漏行"
            yield of_table(RULE, Severity.WARNING, subject, table, message, source=place.task.source, details=(listed,))
