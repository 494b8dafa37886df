"""The cursor keeps its cell while the table is filtered, sorted or unfolded."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject

from gongkai_desk.desktop.table.texts import BAND, UNIT
from gongkai_desk.desktop.table.view import TaskView


class KeptPlace(QObject):
    """Of ``view``: before its rows are made anew it remembers task, unit and column of the cursor, and puts it there again."""

    def __init__(self, view: TaskView) -> None:
        super().__init__(view)
        self._view = view
        self._stood: tuple[str, str, int] | None = None
        view.tasks.modelAboutToBeReset.connect(self._remember)
        view.tasks.modelReset.connect(self._return)

    def of(self, index: QModelIndex) -> tuple[str, str, int] | None:
        """Task, unit and column of a cell; None for a heading or none."""
        task = self._view.tasks.task_at(index.row()) if index.isValid() else None
        if task is None:
            return None
        row = self._view.tasks.rows[index.row()]
        return task.id or "", row.text if row.kind == UNIT else "", index.column()

    def _remember(self) -> None:
        self._stood = self.of(self._view.currentIndex()) or self._stood

    def _return(self) -> None:
        """Where its row is gone, the cursor goes to the first row of its column."""
        tasks, stood = self._view.tasks, self._stood
        if tasks.state is None or stood is None:
            self._stood = None
            return
        position = tasks.state.rank.get(stood[0])
        row = tasks.row_of(position, stood[1]) if position is not None else None
        if row is None:
            row = next((at for at, each in enumerate(tasks.rows) if each.kind != BAND), None)
        if row is not None:
            self._view.go(tasks.index(row, stood[2]))
