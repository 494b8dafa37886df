"""The cell texts of a state, made once: for painting, sorting and searching 100,000 tasks without making them again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from gongkai_desk.desktop.table.columns import COLUMNS, Column
from gongkai_desk.domain import Task

BAND, TASK, UNIT = range(3)
_LIGHT = next(column for column in COLUMNS if column.key == "light")
SEARCHED = ("number", "text", "requirement", "lead", "support", "deadline", "status", "progress")


class Row(NamedTuple):
    """One shown row: a heading (``text``, ``level``), a task (``task`` = its position), or a unit of it (``unit``)."""

    kind: int
    task: int
    level: int = 0
    text: str = ""


class Texts:
    """Texts by column, sort orders, search lines; each is made when first asked for, or by :meth:`prepare` beforehand."""

    def __init__(self, tasks: tuple[Task, ...], states: Mapping[str, Any]) -> None:
        self.tasks = tasks
        self.states: list[Any] = [states.get(task.id or "") for task in tasks]
        self._columns: dict[str, list[str]] = {}
        self._orders: dict[str, list[int]] = {}
        self._ranks: dict[str, list[int]] = {}
        self._classes: dict[str, list[int]] = {}
        self._lines: list[str] | None = None
        self._sections: dict[tuple[str, ...], int] | None = None
        self._lamps: dict[str, Any] | None = None
        self.rows = [Row(TASK, position) for position in range(len(tasks))]

    def prepare(self) -> Texts:
        """Make everything that the first look, search and sort need. Runs on any thread, before the window sees it."""
        for column in COLUMNS:
            self.column(column)
        self.lines()
        self.sections()
        self.lamps()
        return self

    def sections(self) -> Mapping[tuple[str, ...], int]:
        """How many tasks stand under each heading, in the order of the document."""
        if self._sections is None:
            counts: dict[tuple[str, ...], int] = {}
            for task in self.tasks:
                for depth in range(1, len(task.section) + 1):
                    heading = task.section[:depth]
                    counts[heading] = counts.get(heading, 0) + 1
            self._sections = counts
        return self._sections

    def lamps(self) -> Mapping[str, Any]:
        """For each word beside a lamp, the state of a task that has it."""
        if self._lamps is None:
            self._lamps = dict(zip(self.column(_LIGHT), self.states, strict=True))
        return self._lamps

    def used(self) -> frozenset[str]:
        """Keys of the columns to show from the start: those always there, and optional ones that hold something."""
        return frozenset(column.key for column in COLUMNS if not column.optional or any(self.column(column)))

    def task_state(self, position: int) -> Any:
        """The state of a task, None where there is none."""
        return self.states[position]

    def column(self, column: Column) -> list[str]:
        """All texts of one column."""
        texts = self._columns.get(column.key)
        if texts is None:
            text = column.text
            texts = [text(task, state) for task, state in zip(self.tasks, self.states, strict=True)]
            self._columns[column.key] = texts
        return texts

    def lines(self) -> list[str]:
        """What quick search looks into, in small letters: one line per task."""
        if self._lines is None:
            columns = [self.column(column) for column in COLUMNS if column.key in SEARCHED]
            self._lines = ["\n".join(cells).lower() for cells in zip(*columns, strict=True)]
        return self._lines

    def order(self, column: Column) -> list[int]:
        """Positions of all tasks in the order of one column."""
        order = self._orders.get(column.key)
        if order is None:
            texts = self.column(column)
            keys = {text: sort_key(text) for text in set(texts)}
            by_position = [keys[text] for text in texts]
            order = self._orders[column.key] = sorted(range(len(texts)), key=by_position.__getitem__)
        return order

    def classes(self, column: Column) -> list[int]:
        """For each task the place of its text among the different texts of one column: equal texts, equal places."""
        classes = self._classes.get(column.key)
        if classes is None:
            texts = self.column(column)
            places = {text: at for at, text in enumerate(sorted(set(texts), key=sort_key))}
            classes = self._classes[column.key] = [places[text] for text in texts]
        return classes

    def ranks(self, column: Column) -> list[int]:
        """The place of each task in :meth:`order`."""
        ranks = self._ranks.get(column.key)
        if ranks is None:
            ranks = self._ranks[column.key] = [0] * len(self.tasks)
            for rank, position in enumerate(self.order(column)):
                ranks[position] = rank
        return ranks


def sort_key(text: str) -> bytes:
    """A key that orders as Excel does in Chinese: numbers first and by size, then texts by reading; blanks last.

    GB18030 orders the 3,755 most common characters by their reading.
    """
    if not text:
        return b"\xff"
    if text[0] > "9":
        return b"\x01" + text[:60].encode("gb18030", "replace")
    head, _, rest = text[:18].partition(".")
    if head.isascii() and head.isdecimal():
        return b"\x00" + head.zfill(18).encode() + rest.encode("gb18030", "replace")
    return b"\x01" + text.encode("gb18030", "replace")
