"""Which rows the table shows, in which order: an own index list; Qt's proxy needs seconds where this needs milliseconds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from gongkai_desk.desktop.table.columns import COLUMNS
from gongkai_desk.desktop.table.search import Search
from gongkai_desk.desktop.table.texts import BAND, UNIT, Row, Texts


@dataclass(frozen=True)
class Choice:
    """What the clerk chose to see.

    ``section``: only tasks under these headings; ``columns``: column key -> the cell texts let through; ``search``: words
    that must be there; ``sort``: column key, ``then``: what was sorted by before, which still orders equal cells, as in Excel;
    ``folded_out``: ids of tasks whose units are shown.
    """

    section: tuple[str, ...] = ()
    columns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    search: str = ""
    sort: str = ""
    descending: bool = False
    then: tuple[tuple[str, bool], ...] = ()
    folded_out: frozenset[str] = frozenset()
    unit: str = ""

    @property
    def plain(self) -> bool:
        """Nothing is filtered or sorted."""
        return replace(self, folded_out=frozenset()) == Choice()


def sorted_by(choice: Choice, key: str, descending: bool) -> dict[str, Any]:
    """Sort by another column; what was sorted by before still orders equal cells."""
    before = ((choice.sort, choice.descending), *choice.then) if choice.sort else choice.then
    then = tuple(each for each in before if each[0] != key)[:DEEP]
    return {"sort": key, "descending": descending, "then": then}


DEEP = 3
NO_HEADING = "（没有章节标题）"
COLUMN = {column.key: column for column in COLUMNS}


def chosen(texts: Texts, choice: Choice, search: Search | None = None) -> list[int]:
    """Positions of the tasks that pass, in the wanted order."""
    kept: Sequence[int] = range(len(texts.tasks))
    if choice.section:
        depth, section, tasks = len(choice.section), choice.section, texts.tasks
        kept = [at for at in kept if tasks[at].section[:depth] == section]
    if choice.unit:
        kept = [at for at in kept if _concerns(texts, at, choice.unit)]
    for key, allowed in choice.columns.items():
        values = texts.column(COLUMN[key])
        kept = [at for at in kept if values[at] in allowed]
    if choice.search and search is not None:
        kept = search.keep(choice.search, kept)
    if not choice.sort:
        return list(kept)
    return _sorted(texts, kept, choice)


def _sorted(texts: Texts, kept: Sequence[int], choice: Choice) -> list[int]:
    column = COLUMN[choice.sort]
    if choice.then:
        order = list(kept)
        for key, descending in (*reversed(choice.then), (choice.sort, choice.descending)):
            order.sort(key=texts.classes(COLUMN[key]).__getitem__, reverse=descending)
        return order
    if isinstance(kept, range):
        order = texts.order(column)
        return order[::-1] if choice.descending else list(order)
    return sorted(kept, key=texts.ranks(column).__getitem__, reverse=choice.descending)


def _concerns(texts: Texts, at: int, unit: str) -> bool:
    state = texts.task_state(at)
    duties: Sequence[Any] = state.duties if state is not None else ()
    return any(duty.unit == unit for duty in duties)


def laid_out(texts: Texts, order: Sequence[int], choice: Choice) -> list[Row]:
    """The rows to show: headings above their tasks (not when sorted, where they would mean nothing), units under theirs."""
    plain = texts.rows
    if choice.sort and not choice.folded_out:
        return [plain[at] for at in order]
    rows: list[Row] = []
    shown: tuple[str, ...] = ()
    tasks, bands, open_ids = texts.tasks, not choice.sort, choice.folded_out
    for at in order:
        task = tasks[at]
        if bands and task.section != shown:
            rows.extend(_headings(shown, task.section, at))
            shown = task.section
        rows.append(plain[at])
        if open_ids and task.id in open_ids:
            rows.extend(Row(UNIT, at, text=unit) for unit in units_of(texts.task_state(at)))
    return rows


def _headings(before: tuple[str, ...], now: tuple[str, ...], at: int) -> Iterable[Row]:
    """The headings to be said anew. Where a task stands higher than the one above it, its own heading comes again: else it would
    seem to belong under the last one."""
    if before[: len(now)] == now:
        return (Row(BAND, at, max(0, len(now) - 1), now[-1] if now else NO_HEADING),)
    same = 0
    while same < min(len(before), len(now)) and before[same] == now[same]:
        same += 1
    return (Row(BAND, at, level, now[level]) for level in range(same, len(now)))


def units_of(task_state: Any) -> tuple[str, ...]:
    """The units that have to report on a task, in roster order, each once."""
    if task_state is None:
        return ()
    return tuple(dict.fromkeys(duty.unit for duty in task_state.duties))
