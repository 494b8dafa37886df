"""What is known about one cell: its task in full, its source and history beside the table, and a short form on hover."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QToolTip

from gongkai_desk.desktop.desk import Desk
from gongkai_desk.desktop.pages.table_commands import TableCommands
from gongkai_desk.desktop.panes.details import DetailsPane
from gongkai_desk.desktop.panes.findings import in_words
from gongkai_desk.desktop.table.columns import COLUMNS
from gongkai_desk.desktop.table.frozen import FrozenTable
from gongkai_desk.desktop.table.model import TaskModel
from gongkai_desk.desktop.table.texts import BAND, UNIT


class CellStory:
    """Asks the ledger for the history of a cell and shows it."""

    def __init__(self, desk: Desk, table: FrozenTable, model: TaskModel, details: DetailsPane, cells: TableCommands) -> None:
        self._desk = desk
        self._table = table
        self._model = model
        self._details = details
        self._cells = cells

    def show_details(self) -> None:
        """Show the cell under the cursor beside the table."""
        index = self._table.currentIndex()
        task = self._model.task_at(index.row()) if index.isValid() else None
        if task is None or self._model.texts is None:
            self._details.show_nothing()
            return
        row, column = self._model.rows[index.row()], COLUMNS[index.column()]
        state = self._model.texts.task_state(row.task)
        unit = row.text if row.kind == UNIT else ""
        report = self._model.report(row) if unit else None
        self._details.show_task(task, state, column, None, unit, report)
        record, key, field = self._cells.record_of(row, column)
        if not field:
            return

        def show(trace: tuple[Any, ...]) -> None:
            self._details.show_task(task, state, column, trace, unit, report)

        self._desk.session.ask("修改记录", lambda ledger, _progress: tuple(ledger.trace(record, key, field)), show, kind="trace")

    def hint(self, index: QModelIndex, point: QPoint) -> None:
        """Findings at once, history as soon as the ledger has told it."""
        tip = str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
        face = self._table.face(index.column())
        QToolTip.showText(point, tip, face.viewport(), face.visualRect(index))
        row, column = self._model.rows[index.row()], COLUMNS[index.column()]
        if row.kind == BAND:
            return
        record, key, field = self._cells.record_of(row, column)
        if not field:
            return

        def show(trace: tuple[Any, ...]) -> None:
            if len(trace) > 1 or (trace and trace[0].kind == "edit"):
                lines = [
                    f"{entry.at:%m-%d %H:%M} {entry.label}：{in_words(entry.old)[:40]} → {in_words(entry.new)[:40]}"
                    for entry in trace[:3]
                ]
                words = "\n".join([*([tip] if tip else []), "修改记录：", *lines])
                QToolTip.showText(point, words, face.viewport(), face.visualRect(index))  # gone when the mouse leaves the cell

        self._desk.session.ask("修改记录", lambda ledger, _progress: tuple(ledger.trace(record, key, field)), show, kind="hover")
