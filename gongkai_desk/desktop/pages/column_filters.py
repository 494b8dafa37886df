"""The filter and the order of a column of the task table. In a large table what they need is found beside the window."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from gongkai_desk.desktop.desk import Desk
from gongkai_desk.desktop.table.columns import COLUMNS
from gongkai_desk.desktop.table.filters import FilterPopup, Values, month_of, ungrouped
from gongkai_desk.desktop.table.frozen import FrozenTable
from gongkai_desk.desktop.table.model import TaskModel
from gongkai_desk.desktop.table.rows import chosen as chosen_positions
from gongkai_desk.desktop.table.rows import sorted_by

MANY = 10_000
"""What needs all texts of so many tasks is done beside the window, unless it would have to wait there."""
MOMENTARY = ("prepare", "pages")
"""Kinds of work that nobody waits long for; files may be read, and a large ledger checked, for much longer."""


class ColumnFilters:
    """Of ``table``; the pop-ups lie over ``page``."""

    def __init__(self, desk: Desk, table: FrozenTable, model: TaskModel, page: QWidget) -> None:
        self.desk = desk
        self.table = table
        self.model = model
        self.page = page

    def _beside(self) -> bool:
        many = self.model.texts is not None and len(self.model.texts.tasks) > MANY
        return many and all(job.kind in MOMENTARY for job in self.desk.thoughts.jobs)

    def open(self, column: int) -> None:
        """The filter of a column; the values of a large table come as soon as they are counted."""
        texts, search, spec = self.model.texts, self.model.search, COLUMNS[column]
        if texts is None:
            return
        others = {key: allowed for key, allowed in self.model.choice.columns.items() if key != spec.key}
        shown = replace(self.model.choice, columns=others, sort="", then=())

        def count(_progress: Any = None) -> Values:
            cells, group = texts.column(spec), month_of if spec.key == "deadline" else ungrouped
            return Values.of([cells[at] for at in chosen_positions(texts, shown, search)], group)

        beside = self._beside()
        popup = FilterPopup(spec.title, None if beside else count(), self.model.choice.columns.get(spec.key), self.page)

        def listed(values: Values) -> None:
            with suppress(RuntimeError):  # closed meanwhile
                popup.list_values(values)

        def chosen(values: frozenset[str] | None) -> None:
            self.model.choose(columns=others if values is None else {**others, spec.key: values})
            self.table.setFocus()

        popup.chosen.connect(chosen)
        popup.sort_wanted.connect(lambda descending: self.sort(spec.key, descending))
        header: Any = self.table.face(column).horizontalHeader()
        popup.open_at(header.mapToGlobal(header.mark_area(column).bottomLeft()))
        if beside:
            self.desk.thoughts.submit("列出内容", count, listed, kind="filter", quiet=True)

    def sort(self, key: str, descending: bool) -> None:
        """Sort by a column."""
        texts, search = self.model.texts, self.model.search
        wanted = sorted_by(self.model.choice, key, descending)
        if texts is None or not self._beside():
            self.model.choose(**wanted)
            return
        choice = replace(self.model.choice, **wanted)

        def order(_progress: Any) -> None:
            chosen_positions(texts, choice, search)  # kept by the texts

        self.desk.thoughts.submit("排序", order, lambda _none: self.model.choose(**wanted), kind="sort")
