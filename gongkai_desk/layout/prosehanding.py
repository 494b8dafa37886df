"""Headings that bear the responsibility of all below them (一、优化环境（牵头单位：X） over 1., 2.): the items are the tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from msgspec import structs

from gongkai_desk.domain import DeadlineKind, Task
from gongkai_desk.layout.paragraphs import Paragraph

_LONGEST_HEADING = 40
_SHORTEST_ITEM = 6
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Numbered:
    """One numbered item: its first paragraph, its whole wording, its headings, and the places of the tasks it made."""

    head: Paragraph
    text: str
    section: tuple[str, ...]
    made: tuple[int, ...]


def hand_down(
    items: Sequence[Numbered], tasks: Sequence[Task], like: Callable[[Task, Numbered, tuple[str, ...]], Task], others: int = 0,
) -> list[Task]:
    """The tasks, each heading that only bears units for the items below it replaced by those items.

    Only in a document most of whose tasks are such headings, and whose items below them bear no units of their own. ``like``
    makes an item's task from its heading's; ``others``: so many headings have paragraphs without numbers below them instead.
    """
    carriers = {}
    led = 0
    for at, item in enumerate(items):
        if not item.made:
            continue
        led += 1
        below = list(_below(items, at))
        if len(item.made) == 1 and _is_heading(tasks[item.made[0]], item) and below and not any(child.made for child in below):
            carriers[item.made[0]] = (item, _leaves(below))
    if not carriers or len(carriers) + others < _FEWEST or (len(carriers) + others) * 3 < 2 * led or len(tasks) > led:
        return list(tasks)
    found: list[Task] = []
    for place, task in enumerate(tasks):
        carrier = carriers.get(place)
        if carrier is None:
            found.append(task)
            continue
        heading, below = carrier
        title = heading.head.text[:heading.head.clauses[0].start] if heading.head.clauses else heading.head.text
        section = (*heading.section, title.rstrip("。:： "))
        found += [like(task, child, (*section, *child.section[len(heading.section):])) for child in below]
    return found


def inherit(task: Task, child: Task) -> Task:
    """An item's task with what its heading says of units, persons and, where it says nothing itself, the deadline."""
    deadline = child.deadline if child.deadline.kind is not DeadlineKind.NONE else task.deadline
    return structs.replace(
        child, lead=task.lead, support=task.support, persons=task.persons, blank_lead=task.blank_lead, deadline=deadline,
    )


def _is_heading(task: Task, item: Numbered) -> bool:
    words = task.text.strip()
    if len(words) > _LONGEST_HEADING or task.number != item.head.number:
        return False
    return not any(sign in words.rstrip("。") for sign in "。；;\n")


def _below(items: Sequence[Numbered], at: int) -> Iterator[Numbered]:
    level = items[at].head.level or 9
    for item in items[at + 1:]:
        if (item.head.level or 9) <= level:
            return
        yield item


def _leaves(items: Sequence[Numbered]) -> list[Numbered]:
    """The items that have none below them, short words such as 工作目标 left out."""
    kept = [
        item for at, item in enumerate(items)
        if at + 1 == len(items) or (items[at + 1].head.level or 9) <= (item.head.level or 9)
    ]
    return [item for item in kept if len(item.text) >= _SHORTEST_ITEM] or kept
