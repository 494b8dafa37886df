"""What the keys and menus do to the cells of the task table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from gongkai_desk.desktop.desk import Desk
from gongkai_desk.desktop.gestures import confirm_changes
from gongkai_desk.desktop.table import clipboard
from gongkai_desk.desktop.table.columns import COLUMNS, Column
from gongkai_desk.desktop.table.model import TaskModel
from gongkai_desk.desktop.table.rows import Choice
from gongkai_desk.desktop.table.texts import BAND, TASK, UNIT, Row
from gongkai_desk.desktop.table.view import FrozenTable
from gongkai_desk.domain import HAND, Task


class TableCommands:
    """Commands over the selection of ``table``."""

    def __init__(self, desk: Desk, table: FrozenTable, model: TaskModel) -> None:
        self.desk = desk
        self.table = table
        self.model = model

    def commands(self) -> dict[str, Callable[[], None]]:
        """Handlers by action id."""
        return {
            "copy": self.copy,
            "cut": self.cut,
            "paste": self.paste,
            "clear": self.clear,
            "fill_down": self.fill_down,
            "select_all": self.table.selectAll,
            "edit_cell": self.edit_cell,
            "fold": self.fold,
            "fold_all": self.fold_all,
            "clear_filter": self.clear_filter,
            "add_task": self.add_task,
            "delete_task": self.delete_tasks,
            "confirm_deadline": self.confirm_deadlines,
            "replace": self.replace,
            "columns": self.choose_columns,
            "overrule": self.overrule,
        }

    # -- the selection as a block

    def block(self) -> tuple[list[int], list[int]]:
        """Rows (without headings) and columns (in the order shown) that the selection spans."""
        indexes = self.table.selectionModel().selectedIndexes()
        header = self.table.horizontalHeader()
        rows = sorted({index.row() for index in indexes if self.model.rows[index.row()].kind != BAND})
        columns = sorted(
            {index.column() for index in indexes if not self.table.isColumnHidden(index.column())}, key=header.visualIndex
        )
        return rows, columns

    def tasks(self) -> list[Task]:
        """The tasks of the selected rows, each once."""
        found: dict[str, Task] = {}
        for row in self.block()[0]:
            task = self.model.task_at(row)
            if task is not None and task.id:
                found[task.id] = task
        return list(found.values())

    def record_of(self, row: Row, column: Column) -> tuple[str, str, str]:
        """Record, key and field in the ledger that a cell shows; an empty field for derived cells."""
        from gongkai_desk.ledger import report_key, summary_key

        state = self.model.state
        assert state is not None
        task = state.snapshot.tasks[row.task]
        if row.kind == UNIT:
            return "report", report_key(task.id or "", row.text, state.round or ""), column.report
        if column.edits == "summary":
            return "summary", summary_key(task.id or "", state.round or ""), "text"
        return "task", task.id or "", column.edits

    # -- clipboard

    def copy(self) -> None:
        """Selected cells to the clipboard, as table and as text."""
        rows, columns = self.block()
        block = [[str(self.model.index(row, column).data() or "") for column in columns] for row in rows]
        if block:
            QGuiApplication.clipboard().setMimeData(clipboard.to_mime(block))
            self.desk.say(f"已复制 {len(rows)} 行 {len(columns)} 列")

    def cut(self) -> None:
        """Copy, then empty."""
        self.copy()
        self.clear()

    def paste(self) -> None:
        """A block from Excel, WPS or Word into the cells from the cursor on."""
        block = clipboard.from_mime(QGuiApplication.clipboard().mimeData())
        rows, columns = self.block()
        if not block or not rows or not columns:
            self.desk.say("剪贴板里没有可粘贴的文字" if not block else "请先选中要粘贴到的单元格")
            return
        block = clipboard.fit(block, len(rows), len(columns))
        cells = self._targets(rows[0], columns[0], block)
        self.model.write(cells)
        self.desk.say(f"已粘贴 {len(block)} 行 {len(block[0])} 列")

    def _targets(self, row: int, column: int, block: clipboard.Block) -> list[tuple[int, int, str]]:
        header = self.table.horizontalHeader()
        order = [header.logicalIndex(at) for at in range(header.visualIndex(column), len(COLUMNS))]
        shown = [at for at in order if not self.table.isColumnHidden(at)]
        below = [at for at in range(row, len(self.model.rows)) if self.model.rows[at].kind != BAND]
        return [(at, to, text) for at, line in zip(below, block, strict=False) for to, text in zip(shown, line, strict=False)]

    # -- cells

    def edit_cell(self) -> None:
        """Open the editor of the current cell."""
        index = self.table.currentIndex()
        if self.table.start_edit(index) is None and index.isValid():
            self.desk.say(
                "这一格由系统计算，不能直接修改"
                if not (self.model.state and self.model.state.readonly)
                else "台账以只读方式打开，不能修改"
            )

    def clear(self) -> None:
        """Empty the selected cells."""
        rows, columns = self.block()
        self.model.write((row, column, "") for row in rows for column in columns if COLUMNS[column].key != "text")

    def fill_down(self) -> None:
        """The first row of the selection into the others; a single cell takes what stands above it."""
        rows, columns = self.block()
        if len(rows) == 1:
            above = next(
                (at for at in range(rows[0] - 1, -1, -1) if self.model.rows[at].kind == self.model.rows[rows[0]].kind), None
            )
            rows = [above, *rows] if above is not None else rows
        if len(rows) > 1:
            edit = Qt.ItemDataRole.EditRole
            self.model.write(
                (row, column, str(self.model.index(rows[0], column).data(edit) or "")) for row in rows[1:] for column in columns
            )

    def left_editor(self, step: str) -> None:
        """The clerk left an editor: move on as in Excel, or fill the selection."""
        self.table.setFocus()
        if step.startswith("fill:"):
            rows, columns = self.block()
            self.model.write((row, column, step[5:]) for row in rows for column in columns)
        elif step != "back":
            self.table.step(step)

    def replace(self) -> None:
        """Replace words in the selected columns (all rows shown when only one cell is selected)."""
        old = self.desk.dialogs.line("替换", "查找内容：")
        new = self.desk.dialogs.line("替换", f"把“{old}”替换为：") if old else None
        if not old or new is None:
            return
        rows, columns = self.block()
        if len(rows) == 1:
            rows = [at for at, row in enumerate(self.model.rows) if row.kind == TASK]
        cells = []
        for row in rows:
            for column in columns:
                text = str(self.model.index(row, column).data(Qt.ItemDataRole.EditRole) or "")
                if old in text:
                    cells.append((row, column, text.replace(old, new)))
        self.model.write(cells)
        self.desk.say(f"替换了 {len(cells)} 个单元格" if cells else f"所选列里没有“{old}”")

    # -- tasks

    def add_task(self) -> None:
        """A new, empty task below the current one, under the same heading."""
        from gongkai_desk.desktop.drafts import new_task_changes

        state = self.model.state
        if state is None:
            return
        index = self.table.currentIndex()
        below = self.model.task_at(index.row()) if index.isValid() else None
        self.desk.session.apply("插入任务", new_task_changes(state.snapshot, below, HAND))

    def delete_tasks(self) -> None:
        """Delete the selected tasks, after asking."""
        from gongkai_desk.ledger import Change

        tasks = self.tasks()
        if tasks and self.desk.dialogs.ask(f"删除所选 {len(tasks)} 项任务及其报送内容？\n删除后可用 Ctrl+Z 恢复。", "删除"):
            self.desk.session.apply(f"删除 {len(tasks)} 项任务", [Change("task", task.id or "", "*", None) for task in tasks])

    def confirm_deadlines(self) -> None:
        """Confirm the inferred deadlines of the selected tasks."""
        changes = confirm_changes(self.tasks(), "经办人")
        if changes:
            self.desk.session.apply(f"确认 {len(changes)} 项完成时限", changes)
        else:
            self.desk.say("所选任务没有待确认的时限")

    def overrule(self) -> None:
        """核定: the office sets the state of the selected tasks, with a reason."""
        from gongkai_desk.domain import Status
        from gongkai_desk.ledger import Change, verdict_key

        state, tasks = self.model.state, self.tasks()
        if state is None or state.round is None or not tasks:
            self.desk.say("请先新建报送期并选中任务")
            return
        word = self.desk.dialogs.choose(
            "核定完成状态", f"所选 {len(tasks)} 项任务核定为：", ["撤销核定", *(each.value for each in Status)]
        )
        if word is None:
            return
        reason = "" if word == "撤销核定" else self.desk.dialogs.line("核定完成状态", "核定理由：")
        if reason is None or (word != "撤销核定" and not reason):
            return
        status = None if word == "撤销核定" else Status(word)
        changes: list[Any] = []
        for task in tasks:
            key = verdict_key(task.id or "", state.round)
            changes += [Change("verdict", key, "status", status), Change("verdict", key, "reason", reason or None)]
        self.desk.session.apply(f"核定 {len(tasks)} 项任务", changes)

    # -- what is shown

    def toggle_row(self, row: int) -> None:
        """Unfold or fold the units of one task."""
        task = self.model.task_at(row)
        if task is not None and task.id:
            self.model.choose(folded_out=self.model.choice.folded_out ^ {task.id})
            position = self.model.state.rank[task.id] if self.model.state else 0
            back = self.model.row_of(position)
            if back is not None:
                self.table.selectionModel().setCurrentIndex(
                    self.model.index(back, 1), QItemSelectionModel.SelectionFlag.ClearAndSelect
                )

    def fold(self) -> None:
        """Unfold or fold the units of the current task."""
        self.toggle_row(self.table.currentIndex().row())

    def fold_all(self) -> None:
        """Fold every task."""
        self.model.choose(folded_out=frozenset())

    def clear_filter(self) -> None:
        """Show everything in the document's order."""
        self.model.choose(
            **{name: getattr(Choice(), name) for name in ("section", "columns", "search", "sort", "descending", "unit")}
        )

    def choose_columns(self) -> None:
        """A menu of the columns, ticked where shown."""
        menu = QMenu(self.table)
        for at, column in enumerate(COLUMNS):
            entry = menu.addAction(column.title)
            entry.setCheckable(True)
            entry.setChecked(not self.table.isColumnHidden(at))
            entry.setEnabled(column.key not in ("number", "text"))
            entry.toggled.connect(lambda on, at=at: self._show_column(at, on))
        menu.popup(self.table.mapToGlobal(self.table.rect().center()))

    def _show_column(self, column: int, on: bool) -> None:
        shown = {spec.key for at, spec in enumerate(COLUMNS) if not self.table.isColumnHidden(at)}
        key = COLUMNS[column].key
        self.table.show_columns(frozenset(shown | {key} if on else shown - {key}))

    def select_block(self, top: int, left: int, bottom: int, right: int) -> None:
        """Select a block of cells."""
        selection = QItemSelection(self.model.index(top, left), self.model.index(bottom, right))
        self.table.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
