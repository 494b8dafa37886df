"""What the keys and menus do to the cells of the task table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from gongkai_desk.desktop.actions import by_id
from gongkai_desk.desktop.desk import Desk
from gongkai_desk.desktop.pages.pasting import Pasting
from gongkai_desk.desktop.pages.task_commands import TaskCommands
from gongkai_desk.desktop.table import clipboard
from gongkai_desk.desktop.table.columns import COLUMNS, Column
from gongkai_desk.desktop.table.frozen import FrozenTable
from gongkai_desk.desktop.table.model import NO_WORDS, TaskModel
from gongkai_desk.desktop.table.rows import Choice
from gongkai_desk.desktop.table.texts import BAND, TASK, UNIT, Row

CONTEXT = (
    "cut",
    "copy",
    "paste",
    "clear",
    "fill_down",
    "",
    "add_task",
    "delete_task",
    "split_task",
    "join_tasks",
    "",
    "rename_section",
    "",
    "confirm_deadline",
    "overrule",
    "review_pass",
    "review_return",
    "",
    "fold",
)


_EDIT = Qt.ItemDataRole.EditRole
MANY_CELLS = 5_000
"""So many cells are made ready for the clipboard on the thinking lane."""


class TableCommands:
    """Commands over the selection of ``table``."""

    def __init__(self, desk: Desk, table: FrozenTable, model: TaskModel) -> None:
        self.desk = desk
        self.table = table
        self.model = model
        self.whole = TaskCommands(desk, table, model, lambda: self.block()[0])
        self.pasting = Pasting(desk, table, model)

    def commands(self) -> dict[str, Callable[[], None]]:
        """Handlers by action id."""
        return {
            **self.whole.commands(),
            "copy": self.copy,
            "cut": self.cut,
            "paste": self.paste,
            "clear": self.clear,
            "fill_down": self.fill_down,
            "fill_right": self.fill_right,
            "select_all": self.table.selectAll,
            "edit_cell": self.edit_cell,
            "rename_section": self.rename_section,
            "fold": self.fold,
            "fold_all": self.fold_all,
            "clear_filter": self.clear_filter,
            "replace": self.replace,
            "columns": self.choose_columns,
        }

    # -- the selection as a block

    def block(self) -> tuple[list[int], list[int]]:
        """Rows (without headings) and columns (in the order shown) that the selection spans."""
        header, shown = self.table.horizontalHeader(), self.model.rows
        rows: set[int] = set()
        columns: set[int] = set()
        selected = self.table.selectionModel().selection()
        for area in map(selected.at, range(selected.count())):  # by areas: a selected table is a hundred thousand indexes
            rows.update(range(area.top(), area.bottom() + 1))
            columns.update(range(area.left(), area.right() + 1))
        return (
            sorted(at for at in rows if shown[at].kind != BAND),
            sorted((at for at in columns if not self.table.isColumnHidden(at)), key=header.visualIndex),
        )

    def cells(self) -> Iterator[tuple[int, int]]:
        """The selected cells themselves, each once: what lies between two that were clicked with Ctrl is not among them."""
        selected = self.table.selectionModel().selection()
        seen: set[tuple[int, int]] | None = set() if selected.count() > 1 else None
        for area in map(selected.at, range(selected.count())):
            columns = [at for at in range(area.left(), area.right() + 1) if not self.table.isColumnHidden(at)]
            for row in range(area.top(), area.bottom() + 1):
                if self.model.rows[row].kind == BAND:
                    continue
                for column in columns:
                    if seen is None or (row, column) not in seen:
                        yield row, column
                        if seen is not None:
                            seen.add((row, column))

    def selection_words(self) -> str:
        """How much is selected, as Excel counts it in its bottom line; nothing for a single cell."""
        rows, columns = self.block()
        many = len(rows) * len(columns)
        if many < 2:
            return ""
        filled = sum(1 for line in self.model.block(rows, columns) for text in line if text) if many < MANY_CELLS else 0
        return f"选中 {len(rows)} 行 {len(columns)} 列" + (f" 计数 {filled}" if filled else "")

    def _keys_are_here(self) -> bool:
        """Whether the keyboard stands in the table: elsewhere a key must not change cells that nobody looks at."""
        focused = self.table.window().focusWidget()
        here = focused is None or focused is self.table or self.table.isAncestorOf(focused)
        if not here:
            self.desk.say("这个键对表格起作用，请先点一下表格")
        return here

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
        if not rows:
            return
        block = self.model.block(rows, columns)

        def put(texts: tuple[str, str]) -> None:
            QGuiApplication.clipboard().setMimeData(clipboard.mime_of(*texts))
            self.desk.say(f"已复制 {len(rows)} 行 {len(columns)} 列")

        if len(rows) * len(columns) < MANY_CELLS:
            put(clipboard.both(block))
        else:
            self.desk.thoughts.submit("复制", lambda _progress: clipboard.both(block), put, kind="copy", quiet=True)

    def cut(self) -> None:
        """Copy, then empty."""
        if self._keys_are_here():
            self.copy()
            self.clear()

    def paste(self) -> None:
        """What lies on the clipboard into the selected cells (see :class:`Pasting`); a ledger without tasks imports it."""
        if self.model.texts is not None and not self.model.texts.tasks:
            self.desk.act("paste_import")
        elif self._keys_are_here():
            self.pasting.paste(*self.block(), list(self.cells()))

    # -- cells

    def edit_cell(self) -> None:
        """Open the editor of the current cell, or of the heading that was clicked."""
        index = self.table.currentIndex()
        if index.isValid() and self.model.rows[index.row()].kind == BAND:
            self.table.rename_band(index.row())
        elif self.table.start_edit(index) is None and index.isValid():
            self.desk.say(self.model.why_closed(index))

    def rename_section(self) -> None:
        """Let the heading above the current task be typed anew."""
        index = self.table.currentIndex()
        band = self.table.band_above(index.row()) if index.isValid() else None
        if band is not None:
            self.table.rename_band(band)
        else:
            self.desk.say("按列排序时不显示章节标题，请先“清除筛选”" if self.model.choice.sort else "当前任务不在章节标题下")

    def clear(self) -> None:
        """Empty the selected cells."""
        if self._keys_are_here():
            cells = list(self.cells())
            open_cells = [(row, column, "") for row, column in cells if COLUMNS[column].key != "text"]
            if cells and not open_cells:
                self.desk.say(NO_WORDS)
            self.model.write(open_cells)

    def fill_down(self) -> None:
        """The first row of the selection into the others; a single cell takes what stands above it."""
        rows, columns = self.block()
        if len(rows) == 1:
            above = next(
                (at for at in range(rows[0] - 1, -1, -1) if self.model.rows[at].kind == self.model.rows[rows[0]].kind), None
            )
            rows = [above, *rows] if above is not None else rows
        if len(rows) > 1 and self._keys_are_here():
            self.model.write((row, column, self.model.taken(rows[0], column)) for row in rows[1:] for column in columns)

    def fill_right(self) -> None:
        """The first column of the selection into the others; a single cell takes what stands to its left."""
        rows, columns = self.block()
        if len(columns) == 1:
            header = self.table.horizontalHeader()
            left = [header.logicalIndex(at) for at in range(header.visualIndex(columns[0]) - 1, -1, -1)]
            columns = [*[at for at in left if not self.table.isColumnHidden(at)][:1], *columns]
        if len(columns) > 1 and self._keys_are_here():
            self.model.write((row, column, self.model.taken(row, columns[0])) for row in rows for column in columns[1:])

    def drag_fill(self, last: int) -> None:
        """The selection's cells into the rows below it down to ``last``, or above it up to ``last``; all of it is then selected.
        """
        rows, columns = self.block()
        if not rows or not columns:
            return
        kind, shown = self.model.rows[rows[0]].kind, self.model.rows
        way = range(rows[-1] + 1, last + 1) if last > rows[-1] else range(rows[0] - 1, last - 1, -1)
        others = [at for at in way if shown[at].kind == kind]
        source = rows if last > rows[-1] else rows[::-1]
        pairs = [(row, source[at % len(source)]) for at, row in enumerate(others)]
        self.model.write((row, column, self.model.taken(taken, column)) for row, taken in pairs for column in columns)
        if others:
            area = self.table.selectionModel().selection().first()
            self.table.select_block(min(area.top(), others[-1]), area.left(), max(area.bottom(), others[-1]), area.right())

    def fill_below(self) -> None:
        """The selection's cells into the empty ones below, as far as the column beside is filled."""
        rows, columns = self.block()
        if not rows or not columns:
            return
        header, shown = self.table.horizontalHeader(), self.model.rows
        order = [header.logicalIndex(at) for at in range(header.visualIndex(columns[0]) - 1, -1, -1)]
        beside = next((at for at in order if not self.table.isColumnHidden(at)), None)
        last = rows[-1]
        for at in range(rows[-1] + 1, len(shown)):
            if shown[at].kind != shown[rows[0]].kind:
                continue
            empty = not any(self.model.block([at], columns)[0])
            if not empty or beside is not None and not self.model.block([at], [beside])[0][0]:
                break
            last = at
        if last > rows[-1]:
            self.drag_fill(last)

    def menu(self, point: QPoint) -> None:
        """The menu under the right mouse button."""
        menu = QMenu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        writable = self.model.state is not None and not self.model.state.readonly
        for action_id in CONTEXT:
            if not action_id:
                menu.addSeparator()
                continue
            action = by_id(action_id)
            entry = menu.addAction(f"{action.text}\t{action.key}" if action.key else action.text)
            entry.triggered.connect(lambda _on=False, action_id=action_id: self.desk.act(action_id))
            entry.setEnabled(action_id in ("copy", "fold") or writable)
        menu.popup(point)

    def left_editor(self, step: str) -> None:
        """The clerk left an editor: move on as in Excel, or fill the selection."""
        self.table.setFocus()
        if step.startswith("fill:"):
            self.model.write([(row, column, step[5:]) for row, column in self.cells()])
        elif step not in ("back", "stay"):
            self.table.step(step)

    def replace(self) -> None:
        """Replace words in the selected cells (in the whole columns, as shown, where only one row is selected)."""
        rows, columns = self.block()
        if not columns:
            self.desk.say("请先选中要替换的单元格或列")
            return
        selected = set(self.cells())
        named = "、".join(COLUMNS[column].title for column in columns)
        where = f"在所选 {len(selected)} 格里替换"
        if len(rows) < 2:
            selected = {(at, column) for at, row in enumerate(self.model.rows) if row.kind == TASK for column in columns}
            where = f"在“{named}”{'一' if len(columns) == 1 else f'这 {len(columns)} '}列里替换（现在显示的各行）"
        answer = self.desk.dialogs.pair("替换", ("查找内容：", "替换为："), where, "全部替换")
        if answer is None or not answer[0]:
            return
        old, new = answer
        texts = ((row, column, str(self.model.index(row, column).data(_EDIT) or "")) for row, column in sorted(selected))
        cells = [(row, column, text.replace(old, new)) for row, column, text in texts if old in text]
        self.desk.say(replaced(len(cells), self.model.write(cells)) if cells else f"“{named}”里没有“{old}”")

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
            **{name: getattr(Choice(), name) for name in ("section", "columns", "search", "sort", "descending", "then", "unit")}
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
        here = self.table.currentIndex()
        self.table.show_columns(frozenset(shown | {key} if on else shown - {key}))
        if here.isValid() and here.column() == column and not on and self.model.rows[here.row()].kind != BAND:
            self.table.go(self.model.index(here.row(), self.model.column_of("text")))  # the cursor is never out of sight


def replaced(asked: int, written: int) -> str:
    """What the status line says of words replaced."""
    words = [f"替换了 {written} 个单元格，可按 Ctrl+Z 撤销"] if written else []
    if asked > written:
        words.append(f"{asked - written} 格由系统计算或不能改，没有改")
    return "；".join(words)
