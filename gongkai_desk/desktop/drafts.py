"""Changes that make new records: a task between two others, a round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from gongkai_desk.domain import HAND, Lead, LeadKind, Round, Source, Task
from gongkai_desk.domain.rounds import find_period

GRACE = 25


def next_task_id(tasks: tuple[Task, ...]) -> str:
    """An id that no task of the ledger has."""
    from gongkai_desk.ledger import task_id

    taken = [int(task.id[1:]) for task in tasks if task.id and task.id[1:].isdecimal()]
    return str(task_id(max(taken, default=0) + 1))


def new_task_changes(snapshot: Any, above: Task | None, source: Source) -> list[Any]:
    """An empty task below ``above`` (at the end for None), under the same heading."""
    tasks = snapshot.tasks
    section = above.section if above is not None else tasks[-1].section if tasks else ()
    return _put_in(tasks, above, [_blank(source, next_task_id(tasks), section)])


def tasks_from_cells(state: Any, above: Task | None, lines: Sequence[Mapping[str, str]]) -> list[Any]:
    """New tasks below ``above`` (at the end for None), under its heading: each of ``lines`` gives texts by column. Columns that
    no task has (state, progress) are left out. Raises GongkaiError for a text that its column does not take."""
    from gongkai_desk.desktop.gestures import task_fields
    from gongkai_desk.desktop.table.columns import COLUMNS
    from gongkai_desk.ledger import task_id

    first = int(next_task_id(state.snapshot.tasks)[1:])
    edits = {column.key: column.edits for column in COLUMNS if column.edits and column.edits != "summary"}
    added = []
    for number, line in enumerate(lines, first):
        blank = _blank(HAND, str(task_id(number)), above.section if above is not None else ())
        typed = [(edits[key], text.strip()) for key, text in line.items() if key in edits]
        fields = [pair for field, text in typed for pair in task_fields(state, blank, field, text)]
        added.append(replace(blank, **dict(fields)))
    return _put_in(state.snapshot.tasks, above, added)


def _put_in(tasks: Sequence[Task], above: Task | None, added: Sequence[Task]) -> list[Any]:
    """``added`` below ``above`` (at the end for None). Every task gets its place anew."""
    from gongkai_desk.ledger import Change

    at = next((place + 1 for place, task in enumerate(tasks) if above is not None and task.id == above.id), len(tasks))
    changes = [Change("task", task.id or "", "*", task) for task in added]
    order = enumerate((*tasks[:at], *added, *tasks[at:]), start=1)
    return changes + [Change("task", task.id or "", "order", float(place)) for place, task in order]


def _blank(source: Source, key: str, section: tuple[str, ...]) -> Task:
    return Task(
        source=source,
        text="（新任务）",
        id=key,
        section=section,
        lead=Lead(LeadKind.MISSING),
        blank_lead="not-given",
    )


def round_changes(name: str, due: date | None, today: date) -> list[Any]:
    """A new 报送期."""
    from gongkai_desk.ledger import Change

    return [Change("round", name, "*", Round(name, today, due))]


def propose_round(today: date) -> tuple[str, date]:
    """The quarter to report on, and its last day: in a quarter's first weeks the one just over, else this one."""
    quarter, year = (today.month - 1) // 3, today.year
    if today.month % 3 == 1 and today.day <= GRACE:
        quarter, year = (quarter - 1, year) if quarter else (3, year - 1)
    name = f"{year}年第{'一二三四'[quarter]}季度"
    return name, due_of(name, today) or today


def propose_next(names: Sequence[str], today: date) -> str:
    """The round to open beside those called ``names``: the one after the last, of the same length, else the quarter."""
    name, _due = propose_round(today)
    periods = [period for period in map(find_period, names) if period is not None]
    if not periods:
        return name
    last = max(periods, key=lambda period: period.last_day(today.year))
    return name if last.unit == "季" and name not in names else last.following(today.year).name


def due_of(name: str, today: date) -> date | None:
    """The last day of the time that a round's name speaks of (2022年第三季度, 9月, 上半年, 全年); None where it does not."""
    period = find_period(name)
    return period.last_day(today.year) if period is not None else None
