"""Which rows the table shows, in which order: an own index list; Qt's proxy needs seconds where this needs milliseconds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple

from gongkai_desk.desktop.state import State
from gongkai_desk.desktop.table.columns import COLUMNS, Column
from gongkai_desk.domain import Task

BAND, TASK, UNIT = range(3)


class Row(NamedTuple):
    """One shown row: a heading (``text``, ``level``), a task (``task`` = its position), or a unit of it (``unit``)."""

    kind: int
    task: int
    level: int = 0
    text: str = ""


@dataclass(frozen=True)
class Choice:
    """What the clerk chose to see.

    ``section``: only tasks under these headings; ``columns``: column key -> the cell texts let through; ``search``: a
    prepared test of a task's position; ``sort``: column key; ``folded_out``: ids of tasks whose units are shown.
    """

    section: tuple[str, ...] = ()
    columns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    only: frozenset[int] | None = None
    search: str = ""
    sort: str = ""
    descending: bool = False
    folded_out: frozenset[str] = frozenset()
    unit: str = ""

    @property
    def plain(self) -> bool:
        """Nothing is filtered or sorted."""
        return replace(self, folded_out=frozenset()) == Choice()


class Texts:
    """The cell texts of every task by column, made once per column and state, when first asked for."""

    def __init__(self, state: State) -> None:
        self.tasks: tuple[Task, ...] = state.snapshot.tasks
        self._states: Mapping[str, Any] = state.standing.states if state.standing is not None else {}
        self._columns: dict[str, list[str]] = {}
        self._keys: dict[str, list[bytes]] = {}

    def task_state(self, position: int) -> Any:
        """The state of a task, None where there is none."""
        task_id = self.tasks[position].id
        return self._states.get(task_id) if task_id else None

    def column(self, column: Column) -> list[str]:
        """All texts of one column."""
        texts = self._columns.get(column.key)
        if texts is None:
            get = self._states.get
            texts = self._columns[column.key] = [column.text(task, get(task.id or "")) for task in self.tasks]
        return texts

    def keys(self, column: Column) -> list[bytes]:
        """Sort keys of one column: numbers by size, texts by GB18030, which orders common characters by their reading."""
        keys = self._keys.get(column.key)
        if keys is None:
            keys = self._keys[column.key] = [sort_key(text) for text in self.column(column)]
        return keys


@lru_cache(maxsize=65536)
def sort_key(text: str) -> bytes:
    """A key that orders as Excel does in Chinese: numbers first and by size, then texts by reading; blanks last."""
    if not text:
        return b"\xff"
    digits = text[:18]
    if digits.isdecimal() and digits.isascii():
        return b"\x00" + digits.zfill(18).encode()
    head, _, rest = text.partition(".")
    if head.isascii() and head.isdecimal():
        return b"\x00" + head.zfill(18).encode() + rest.encode("gb18030", "replace")
    return b"\x01" + text.encode("gb18030", "replace")


COLUMN = {column.key: column for column in COLUMNS}


def chosen(texts: Texts, choice: Choice, matches: Callable[[int], bool] | None = None) -> list[int]:
    """Positions of the tasks that pass, in the wanted order."""
    kept: Iterable[int] = range(len(texts.tasks))
    if choice.only is not None:
        kept = sorted(choice.only)
    if choice.section:
        depth, section, tasks = len(choice.section), choice.section, texts.tasks
        kept = [at for at in kept if tasks[at].section[:depth] == section]
    if choice.unit:
        kept = [at for at in kept if _concerns(texts, at, choice.unit)]
    for key, allowed in choice.columns.items():
        values = texts.column(COLUMN[key])
        kept = [at for at in kept if values[at] in allowed]
    if matches is not None:
        kept = [at for at in kept if matches(at)]
    order = list(kept)
    if choice.sort:
        order.sort(key=texts.keys(COLUMN[choice.sort]).__getitem__, reverse=choice.descending)
    return order


def _concerns(texts: Texts, at: int, unit: str) -> bool:
    state = texts.task_state(at)
    duties: Sequence[Any] = state.duties if state is not None else ()
    return any(duty.unit == unit for duty in duties)


def laid_out(texts: Texts, order: Sequence[int], choice: Choice) -> list[Row]:
    """The rows to show: headings above their tasks (not when sorted, where they would mean nothing), units under theirs."""
    rows: list[Row] = []
    shown: tuple[str, ...] = ()
    tasks, bands, open_ids = texts.tasks, not choice.sort, choice.folded_out
    for at in order:
        task = tasks[at]
        if bands and task.section != shown:
            rows.extend(_headings(shown, task.section, at))
            shown = task.section
        rows.append(Row(TASK, at))
        if open_ids and task.id in open_ids:
            rows.extend(Row(UNIT, at, text=unit) for unit in units_of(texts.task_state(at)))
    return rows


def _headings(before: tuple[str, ...], now: tuple[str, ...], at: int) -> Iterable[Row]:
    same = 0
    while same < min(len(before), len(now)) and before[same] == now[same]:
        same += 1
    return (Row(BAND, at, level, now[level]) for level in range(same, len(now)))


def units_of(task_state: Any) -> tuple[str, ...]:
    """The units that have to report on a task, in roster order, each once."""
    if task_state is None:
        return ()
    return tuple(dict.fromkeys(duty.unit for duty in task_state.duties))
