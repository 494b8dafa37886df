"""A ledger from breakdowns: tasks with ids, one roster, obligations, and what a ledger kept before already said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from msgspec import structs

from gongkai_desk.domain import HAND, Breakdown, Report, Roster, Round, Status, Task, Unit
from gongkai_desk.ledger import (
    Change,
    KeptObligation,
    Ledger,
    Snapshot,
    Step,
    keep,
    report_key,
    summary_key,
    task_id,
    verdict_key,
)
from gongkai_desk.standing.enlisting import UNLISTED, enlist, unlisted
from gongkai_desk.standing.naming import Namer

FIRST_ROUND = "导入前台账"
"""The 报送期 that holds what the office's own ledger said before it was imported."""

PASTED = "粘贴的内容"
"""What came from the clipboard, which has no file name."""


def found_ledger(
    path: str | Path, breakdowns: Sequence[Breakdown], originals: Mapping[str, bytes], *, roster: Roster | None = None,
    year: int | None = None, issued: date | None = None, title: str | None = None, overwrite: bool = False,
    today: date | None = None,
) -> Ledger:
    """A new ledger, open for writing, that holds these breakdowns and their original files (bytes by path).

    Title, year, issue date and document number come from the first breakdown that has them, unless given. The file appears as
    a whole with this first step. Raises LedgerFault where it cannot be made.
    """
    first = next((one for one in breakdowns if one.tasks), None)
    named = title or next((one.title for one in breakdowns if one.title), "") or Path(first.path if first else path).stem
    when = issued or next((one.issued for one in breakdowns if one.issued), None)
    ledger = Ledger.create(
        path, title=named, year=year or next((one.year for one in breakdowns if one.year), None) or (when.year if when else None),
        issued=when, number=next((one.number for one in breakdowns if one.number), None), overwrite=overwrite, today=today,
    )
    try:
        take(ledger, breakdowns, roster=roster, originals=originals)
    except BaseException:
        ledger.discard()
        raise
    return ledger


def take(
    ledger: Ledger, breakdowns: Sequence[Breakdown], *, roster: Roster | None = None,
    originals: Mapping[str, bytes] | None = None, label: str | None = None,
) -> Step | None:
    """Take breakdowns into a ledger as one step: tasks after those that are there, units that are new, the rest.

    ``roster`` is the office's own list and comes first; then the units of annexes, then those the tasks name. Raises LedgerFault.
    """
    snapshot = ledger.snapshot()
    tasks = _numbered(breakdowns, 1 + ledger.highest_task())
    known = merge_rosters(snapshot.roster, roster)
    enlisted = enlist(known, breakdowns)
    changes = [
        *roster_changes(snapshot.roster, enlisted),
        *(unlisted_changes(snapshot, unlisted(known, breakdowns, enlisted)) if _has_list(snapshot, roster) else ()),
        *(Change("task", str(task.id), "*", task, task.source) for _, task in tasks),
        *_obligations(breakdowns, len(snapshot.obligations)),
        *_reports(tasks, enlisted, {one.name for one in snapshot.rounds}),
        *(change for path, data in (originals or {}).items() for change in keep(path, data, role="breakdown")),
    ]
    files = "、".join(dict.fromkeys(Path(one.path).name or PASTED for one in breakdowns if one.tasks))
    return ledger.apply(label or f"导入分解表：{files}（{len(tasks)}项）", changes, kind="import")


def merge_rosters(own: Roster, other: Roster | None) -> Roster:
    """``own`` with the units, aliases and groups of ``other`` that it lacks; what ``own`` says stays.

    A unit that ``own`` has under another name of the ``other``'s (县卫健局, as a document writes it) is that unit.
    """
    if other is None:
        return own
    units = {unit.name: unit for unit in own.units}
    claimed = Counter(alias for unit in other.units for alias in unit.aliases)
    free = {name for name in own.names if claimed[name] == 1} - set(other.names)
    for unit in other.units:
        short = (alias for alias in unit.aliases if alias in free)
        known = own.find(unit.name) or own.find(next(short, ""))
        units[known.name if known else unit.name] = _joined(units[known.name], unit) if known else unit
    return Roster(tuple(units.values()), {**other.groups, **own.groups})


def _joined(own: Unit, other: Unit) -> Unit:
    names = [name for name in (other.name, *other.aliases) if name != own.name and name not in own.aliases]
    return replace(
        own, aliases=(*own.aliases, *names), level=own.level or other.level, category=own.category or other.category,
        parent=own.parent or other.parent, contact=own.contact or other.contact, phone=own.phone or other.phone,
    )


def roster_changes(before: Roster, after: Roster) -> Iterator[Change]:
    """What turns one roster into the other; nobody is removed."""
    for unit in after.units:
        if before.find(unit.name) != unit:
            yield Change("unit", unit.name, "*", unit)
    for phrase, members in after.groups.items():
        if before.groups.get(phrase) != members:
            yield Change("group", phrase, "members", members)


def _has_list(snapshot: Snapshot, roster: Roster | None) -> bool:
    """Whether somebody said who exists: now, before, or (in a new ledger) perhaps an annex."""
    return bool(roster) or UNLISTED in snapshot.settings or not snapshot.roster.units


def unlisted_changes(snapshot: Snapshot, names: Sequence[str] | None) -> Iterator[Change]:
    """Keep whom only tasks name (None: there is no list), beside those that were kept before."""
    if names is not None:
        before = snapshot.settings.get(UNLISTED)
        after = list(dict.fromkeys((*(before or ()), *names)))
        if after != before:
            yield Change("setting", UNLISTED, "value", after)


def _numbered(breakdowns: Iterable[Breakdown], first: int) -> list[tuple[Breakdown, Task]]:
    """Every task with its id and the breakdown it came from."""
    pairs = [(breakdown, task) for breakdown in breakdowns for task in breakdown.tasks]
    return [(breakdown, structs.replace(task, id=task_id(number))) for number, (breakdown, task) in enumerate(pairs, first)]


def _obligations(breakdowns: Iterable[Breakdown], known: int) -> Iterator[Change]:
    for number, one in enumerate((one for breakdown in breakdowns for one in breakdown.obligations), known + 1):
        key = f"O{number:04d}"
        yield Change("obligation", key, "*", KeptObligation(key, one.text, one.due, one.raw, one.source), one.source)


def _reports(tasks: Sequence[tuple[Breakdown, Task]], roster: Roster, rounds: set[str]) -> list[Change]:
    """What the imported ledger already said, as answers of a first round."""
    by_place: dict[int, list[Task]] = {}
    for breakdown, task in tasks:
        by_place.setdefault(id(breakdown), []).append(task)
    namer = Namer(roster)
    changes: list[Change] = []
    for breakdown in {id(one): one for one, _ in tasks}.values():
        for report in breakdown.reports:
            meant = _task_of(report, breakdown, by_place[id(breakdown)])
            if meant is not None and report.fields:
                changes += _answer(report, meant, namer)
    if changes and FIRST_ROUND not in rounds:
        changes.insert(0, Change("round", FIRST_ROUND, "*", Round(FIRST_ROUND)))
    return changes


def _answer(report: Report, task: Task, namer: Namer) -> list[Change]:
    """A unit's answer, or, where the words stand for a whole group or for nobody, the office's own 综合进展 and 核定."""
    id, phrase = str(task.id), report.unit or "".join(task.lead.units[:1])
    units = [unit for unit, via in namer.units(phrase) if via is None] if phrase else []
    if units:
        key = report_key(id, units[0], FIRST_ROUND)
        return [Change("report", key, "*", replace(report, task=id, unit=units[0], round=FIRST_ROUND))]
    changes = []
    words, status = report.fields.get("progress"), report.fields.get("status")
    if words:
        source = report.sources.get("progress", HAND)
        changes.append(Change("summary", summary_key(id, FIRST_ROUND), "text", words, source))
    if status in {one.value for one in Status}:
        source, key = report.sources.get("status", HAND), verdict_key(id, FIRST_ROUND)
        changes.append(Change("verdict", key, "status", Status(status), source))
        changes.append(Change("verdict", key, "reason", FIRST_ROUND, source))
    return changes


def _task_of(report: Report, breakdown: Breakdown, own: Sequence[Task]) -> Task | None:
    """The ledger's task that a report of a breakdown means: ``#12`` counts from 0, else the id the breakdown gave it."""
    if report.task.startswith("#") and report.task[1:].isdigit():
        place = int(report.task[1:])
        return own[place] if place < len(own) else None
    return next((mine for mine, given in zip(own, breakdown.tasks, strict=True) if given.id == report.task), None)


__all__ = ["FIRST_ROUND", "found_ledger", "merge_rosters", "roster_changes", "take"]
