"""Where Enter, Tab and the keys with Ctrl go, as in Excel: over the table, back to where the first Tab was pressed, round in a
selection, from heading to heading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex

from gongkai_desk.desktop.table.columns import COLUMNS
from gongkai_desk.desktop.table.texts import BAND

if TYPE_CHECKING:
    from gongkai_desk.desktop.table.view import TaskView

_FLAG = QItemSelectionModel.SelectionFlag
Place = tuple[int, int]


class Walk:
    """Of one table. It remembers where a run of Tabs began."""

    def __init__(self, view: TaskView) -> None:
        self._view = view
        self._trail: tuple[Place, int] | None = None

    def step(self, where: str) -> None:
        """Enter goes ``down`` (Shift+Enter ``up``), Tab ``right`` or ``left``: within what is selected where that is more than
        one cell. An arrow goes ``to-down`` and so on, whatever is selected."""
        index, way = self._view.currentIndex(), where.removeprefix("to-")
        if not index.isValid():
            return
        if way == where and self._round(index, way):
            return
        here = (index.row(), index.column())
        begun = self._trail[1] if self._trail is not None and self._trail[0] == here and way == where else index.column()
        self._trail = None
        if way in ("down", "up"):
            self._go(self._next_row(index.row(), 1 if way == "down" else -1), begun if way == "down" else index.column())
        else:
            columns = self._shown()
            at = self._beside(index.column(), 1 if way == "right" else -1)
            if 0 <= at < len(columns):
                self._go(index.row(), columns[at])
                self._trail = ((index.row(), columns[at]), begun)

    def to_heading(self, way: int) -> None:
        """To the first task under the next heading (``way`` 1), or under the one before (-1)."""
        rows, index = self._view.tasks.rows, self._view.currentIndex()
        if not index.isValid():
            return
        starts = [at + 1 for at in range(len(rows) - 1) if rows[at].kind == BAND and rows[at + 1].kind != BAND]
        ahead = [at for at in starts if (at > index.row() if way > 0 else at < index.row())]
        if ahead:
            self._go(ahead[0] if way > 0 else ahead[-1], index.column())

    def select_line(self, down: bool) -> None:
        """Select the whole column of the cursor (``down``), or its whole row."""
        index = self._view.currentIndex()
        if index.isValid():
            along = _FLAG.Columns if down else _FLAG.Rows
            self._view.selectionModel().select(QItemSelection(index, index), _FLAG.ClearAndSelect | along)

    def whole_lines(self) -> QItemSelectionModel.SelectionFlag | None:
        """Whether whole rows, or whole columns, are selected."""
        selection = self._view.selectionModel().selection()
        if selection.count() != 1:
            return None
        area = selection.at(0)
        if area.width() == len(COLUMNS):
            return _FLAG.Rows
        return _FLAG.Columns if area.height() == len(self._view.tasks.rows) > 1 else None

    def keep_whole(self, along: QItemSelectionModel.SelectionFlag) -> None:
        """After Shift with an arrow: whole rows or columns grow by whole ones."""
        model = self._view.selectionModel()
        model.select(model.selection(), _FLAG.ClearAndSelect | along)

    def _shown(self) -> list[int]:
        header = self._view.horizontalHeader()
        order = (header.logicalIndex(at) for at in range(len(COLUMNS)))
        return [at for at in order if not self._view.isColumnHidden(at)]

    def _beside(self, column: int, way: int) -> int:
        """The place among the columns shown of the one beside ``column``, which may be hidden itself."""
        place = self._view.horizontalHeader().visualIndex
        shown = [place(at) for at in self._shown()]
        before = sum(1 for each in shown if each < place(column))
        return before + (1 if place(column) in shown else 0) if way > 0 else before - 1

    def _next_row(self, row: int, way: int, least: int = 0, most: int | None = None) -> int:
        rows = self._view.tasks.rows
        most = len(rows) - 1 if most is None else most
        row += way
        while least <= row <= most and rows[row].kind == BAND:
            row += way
        return row if least <= row <= most else -1

    def _go(self, row: int, column: int) -> None:
        if row >= 0:
            self._view.go(self._view.tasks.index(row, column))

    # -- round in a selection

    def _round(self, index: QModelIndex, way: str) -> bool:
        """Move inside the selection without giving it up; False where it is a single cell, or elsewhere."""
        selection = self._view.selectionModel().selection()
        areas = [selection.at(at) for at in range(selection.count())]
        at = next((at for at, area in enumerate(areas) if area.contains(index)), -1)
        if at < 0 or len(areas) == 1 and areas[0].width() * areas[0].height() == 1:
            return False
        forward = way in ("down", "right")
        for area in [areas[at], *(areas[at + 1 :] + areas[: at + 1] if forward else [*areas[:at][::-1], *areas[at:][::-1]])]:
            start = (index.row(), index.column()) if area is areas[at] and index.isValid() else None
            place = self._within(area, start, down=way in ("down", "up"), forward=forward)
            index = QModelIndex()
            if place is not None:
                target = self._view.tasks.index(*place)
                self._view.selectionModel().setCurrentIndex(target, _FLAG.NoUpdate)
                self._view.scrollTo(target)
                return True
        return True

    def _within(self, area: QItemSelectionRange, start: Place | None, *, down: bool, forward: bool) -> Place | None:
        """The cell of ``area`` after ``start`` (before it, not ``forward``), column by column or row by row; its first (last)
        where there is no start."""
        columns: Sequence[int] = [at for at in self._shown() if area.left() <= at <= area.right()]
        way = 1 if forward else -1
        columns = columns[::way]
        first = self._next_row(area.top() - 1 if forward else area.bottom() + 1, way, area.top(), area.bottom())
        if not columns or first < 0:
            return None
        if start is None:
            return first, columns[0]
        row, column = start
        at = columns.index(column) if column in columns else 0
        if down:
            below = self._next_row(row, way, area.top(), area.bottom())
            if below >= 0:
                return below, column
            return (first, columns[at + 1]) if at + 1 < len(columns) else None
        if at + 1 < len(columns):
            return row, columns[at + 1]
        below = self._next_row(row, way, area.top(), area.bottom())
        return (below, columns[0]) if below >= 0 else None
