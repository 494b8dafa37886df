"""A revised breakdown in mid-year: what is new, changed and dropped, shown before it is applied. Ids and reports are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import structs

from gongkai_desk.domain import Breakdown, Task
from gongkai_desk.ledger import Change, Ledger, Snapshot, Step, keep, task_id
from gongkai_desk.standing.enlisting import UNLISTED, enlist, unlisted
from gongkai_desk.standing.founding import roster_changes, unlisted_changes
from gongkai_desk.standing.matching import pair_tasks

_COMPARED: Mapping[str, Callable[[Task], Any]] = {
    "number": lambda task: task.number,
    "section": lambda task: task.section,
    "name": lambda task: task.name,
    "text": lambda task: (task.text, task.reading),
    "requirement": lambda task: task.requirement,
    "lead": lambda task: (task.lead.kind, task.lead.units),
    "support": lambda task: task.support.units,
    "deadline": lambda task: task.deadline.raw or task.deadline.due,
    "targets": lambda task: task.targets,
    "persons": lambda task: task.persons,
    "remarks": lambda task: task.remarks,
}
"""What makes a difference. A deadline that is worded as before is the same one, also where the clerk has confirmed it."""


@dataclass(frozen=True, slots=True)
class Revised:
    """A task of the ledger and what the revised breakdown says of it; ``fields`` are those that differ."""

    old: Task
    new: Task
    score: float
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a revised breakdown changes: ``new`` tasks (without id), ``changed``, ``dropped``, and the ``same``.

    ``order`` is the place of every kept and new task in the revised breakdown: (id, None) or (None, index into ``new``).
    """

    new: tuple[Task, ...] = ()
    changed: tuple[Revised, ...] = ()
    dropped: tuple[Task, ...] = ()
    same: tuple[Revised, ...] = ()
    order: tuple[tuple[str | None, int | None], ...] = ()


def difference(snapshot: Snapshot, breakdowns: Breakdown | Sequence[Breakdown]) -> Difference:
    """What the revised breakdowns change in the ledger. Nothing is written."""
    given = [breakdowns] if isinstance(breakdowns, Breakdown) else breakdowns
    tasks = [task for one in given for task in one.tasks]
    pairs = {id(pair.new): pair for pair in pair_tasks(snapshot.tasks, tasks)}
    new: list[Task] = []
    kept: list[Revised] = []
    order: list[tuple[str | None, int | None]] = []
    for task in tasks:
        pair = pairs.get(id(task))
        if pair is None:
            order.append((None, len(new)))
            new.append(task)
            continue
        fields = tuple(name for name, value in _COMPARED.items() if value(pair.old) != value(pair.new))
        kept.append(Revised(pair.old, pair.new, pair.score, fields))
        order.append((pair.old.id, None))
    matched = {one.old.id for one in kept}
    return Difference(
        tuple(new), tuple(one for one in kept if one.fields), tuple(task for task in snapshot.tasks if task.id not in matched),
        tuple(one for one in kept if not one.fields), tuple(order),
    )


def revise(
    ledger: Ledger, breakdowns: Breakdown | Sequence[Breakdown], found: Difference | None = None, *, today: date,
    originals: Mapping[str, bytes] | None = None, label: str | None = None,
) -> Step | None:
    """Apply a difference (that of the whole, or what the clerk left of it) as one step. None where it changes nothing."""
    given = [breakdowns] if isinstance(breakdowns, Breakdown) else list(breakdowns)
    snapshot = ledger.snapshot()
    wanted = found if found is not None else difference(snapshot, given)
    names = "、".join(dict.fromkeys(Path(one.path).name for one in given))
    counts = f"新增{len(wanted.new)}项、修改{len(wanted.changed)}项、取消{len(wanted.dropped)}项"
    enlisted = enlist(snapshot.roster, given)
    changes = [
        *roster_changes(snapshot.roster, enlisted),
        *(unlisted_changes(snapshot, unlisted(snapshot.roster, given, enlisted)) if UNLISTED in snapshot.settings else ()),
        *revision_changes(wanted, 1 + ledger.highest_task(), today),
        *(change for path, data in (originals or {}).items() for change in keep(path, data, role="breakdown")),
    ]
    return ledger.apply(label or f"更新分解表：{names}（{counts}）", changes, kind="revision")


def revision_changes(found: Difference, first: int, today: date) -> Iterator[Change]:
    """The changes of a difference: new tasks from number ``first`` on, changed fields, dropped tasks marked with ``today``."""
    ids = {index: task_id(first + index) for index in range(len(found.new))}
    for index, task in enumerate(found.new):
        yield Change("task", ids[index], "*", structs.replace(task, id=ids[index]), task.source)
    for one in found.changed:
        for name in one.fields:
            yield Change("task", str(one.old.id), name, getattr(one.new, name), one.new.source)
            if name == "text":
                yield Change("task", str(one.old.id), "reading", one.new.reading, one.new.source)
            if name == "lead":
                yield Change("task", str(one.old.id), "blank_lead", one.new.blank_lead, one.new.source)
        yield Change("task", str(one.old.id), "source", one.new.source, one.new.source)
    for task in found.dropped:
        yield Change("task", str(task.id), "dropped", today)
    if found.new or found.changed or found.dropped:
        for place, (id, number) in enumerate(found.order, 1):
            yield Change("task", id if id is not None else ids[number or 0], "order", float(place))
