"""设置: roster, groups, lights, words, holidays and fonts as editable tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QPushButton, QTableView, QTabWidget, QVBoxLayout, QWidget

from gongkai_desk.desktop.choices import ChoiceDelegate
from gongkai_desk.desktop.desk import Desk, Page, button, label, page_column, page_head
from gongkai_desk.desktop.fonts import FontTab
from gongkai_desk.desktop.models import ValuesModel
from gongkai_desk.desktop.pages.table_keys import TableKeys, rows_with
from gongkai_desk.desktop.setting_tables import TABLES
from gongkai_desk.desktop.setting_tables.table import Table
from gongkai_desk.desktop.setting_tables.units import unknown_members
from gongkai_desk.desktop.state import State
from gongkai_desk.desktop.views import values_table
from gongkai_desk.domain import GongkaiError
from gongkai_desk.ledger.values import Group

READS = QAbstractItemView.EditTrigger.NoEditTriggers
EDITS = (
    QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.AnyKeyPressed
)


KINDS = {table.key: table.title for table in TABLES} | {"fonts": "字体替代"}
"""Every table of the page: its key and what its tab is called."""


class TableTab(QWidget):
    """One editable table: every edit is written at once as a step."""

    def __init__(self, desk: Desk, table: Table) -> None:
        super().__init__()
        self.desk = desk
        self.table = table
        self.model = ValuesModel(table.fields, self)
        self.model.edited = self._edited
        self.model.refused = desk.dialogs.trouble
        self.view: QTableView = values_table(self.model, table.title)
        self.view.setItemDelegate(ChoiceDelegate(self.view, self._units))
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.keys = TableKeys(self)
        self._old: list[Any] = []
        self.change_buttons: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(label(table.hint, "hint"))
        line = QHBoxLayout()
        self.filter = QLineEdit(placeholderText="查找", clearButtonEnabled=True)
        self.filter.setAccessibleName(f"查找{table.title}")
        self.filter.setAcceptDrops(False)  # files dropped here are for the window
        self.filter.textChanged.connect(self._narrow)
        line.addWidget(self.filter)
        line.addStretch(1)
        if table.blank is not None:
            self.change_buttons = [button("添加一行", self.add), button("删除所选行", self.remove)]
            for each in self.change_buttons:
                line.addWidget(each)
        column.addLayout(line)
        column.addWidget(self.view, 1)
        self.filter.setVisible(table.blank is not None)  # not before it has its place: it would come up as a window of its own

    def show_state(self, state: State | None) -> None:
        """The rows of another state; a row that is being added stays."""
        for each in self.change_buttons:
            each.setEnabled(state is not None and not state.readonly)
        self.view.setEditTriggers(EDITS if state is not None and not state.readonly else READS)
        rows = self.table.read(state.snapshot) if state is not None else []
        named = {self._name(row) for row in rows}
        shown = [*rows, *(row for row in self.model.values if self._draft(row) and self._name(row) not in named)]
        self._old = rows
        if shown == self.model.values:  # as after an edit here: cursor and editor stay where they are
            return
        current = self.view.currentIndex()
        place = (self._name(self.model.values[current.row()]), current.column()) if current.isValid() else None
        self.model.show(shown)
        if place is not None:
            at = next((at for at, row in enumerate(shown) if self._name(row) == place[0]), -1)
            self.stand(at, place[1])
        self._narrow(self.filter.text())

    def _name(self, row: Any) -> str:
        return self.table.fields[0].text(row)

    def _draft(self, row: Any) -> bool:
        """Whether a row is still being filled in: it lacks its name, day or members, and is not written."""
        return not (self.table.whole(row) if self.table.whole is not None else self._name(row))

    def stand(self, row: int, column: int) -> None:
        """Put the cursor on a cell and select it, whichever keys are still held down."""
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.view.selectionModel().setCurrentIndex(self.model.index(row, column), flag)

    def add(self) -> None:
        """A new row to fill in."""
        self.model.append(self.table.blank)
        self.stand(len(self.model.values) - 1, 0)
        self.view.edit(self.view.currentIndex())

    def begin(self, names: Sequence[str]) -> None:
        """Rows for ``names``, the cursor where the first is to be filled in. They are written with the first edit."""
        write = self.table.fields[0].write
        known = {self._name(row) for row in self.model.values}
        first = len(self.model.values)
        for name in names:
            if name not in known and write is not None:
                self.model.append(write(self.table.blank, name))
        if len(self.model.values) > first:
            self.stand(first, 1)

    def take_keys(self) -> None:
        """The keyboard stands in the table, on a cell."""
        if not self.view.currentIndex().isValid() and self.model.values:
            self.stand(0, 0)
        self.view.setFocus()

    def remove(self) -> None:
        """Delete the selected rows, after asking."""
        rows = sorted({index.row() for index in self.view.selectionModel().selectedIndexes()}, reverse=True)
        if rows and self.desk.dialogs.ask(f"删除所选 {len(rows)} 行？可用 Ctrl+Z 恢复。", "删除"):
            for row in rows:
                self.model.remove(row)
            self._write(f"删除{self.table.title} {len(rows)} 行")

    @property
    def writable(self) -> bool:
        """Whether the open ledger may be changed."""
        return self.desk.state is not None and not self.desk.state.readonly

    def write_cells(self, cells: dict[tuple[int, int], str], what: str) -> bool:
        """Write many cells as one step called ``what``; nothing, and False, where one of them is refused."""
        try:
            values = rows_with(self.model.values, self.table.blank, self.table.fields, cells)
        except GongkaiError as error:
            self.desk.dialogs.trouble(str(error))
            return False
        place = self.view.currentIndex()
        self.model.show(values)
        self.stand(place.row(), place.column())
        self._narrow(self.filter.text())
        self._write(what)
        return True

    def _units(self) -> tuple[str, ...]:
        state = self.desk.state
        return state.snapshot.roster.spellings if state is not None else ()

    def _edited(self, _row: int, value: Any) -> None:
        self._write(f"修改{self.table.title}")
        state = self.desk.state
        unknown = unknown_members(value, state.snapshot) if isinstance(value, Group) and state is not None else ()
        if unknown:
            named = "、".join(f"“{name}”" for name in unknown)
            self.desk.dialogs.tell(
                f"单位名录中没有{named}，仍会按这个名称分发填报表。\n写错了请改正；确有这个单位，请把它加进“单位名录”。"
            )

    def _write(self, what: str) -> None:
        rows = [row for row in self.model.values if not self._draft(row)]
        changes = self._renaming(rows) or self.table.changes(self._old, rows)
        self._old = rows
        if changes:
            self.desk.session.apply(what, changes)

    def _renaming(self, rows: Sequence[Any]) -> list[Any]:
        """What to write where exactly one row got another name: what refers to it is to follow."""
        before, after = ([self._name(row) for row in each] for each in (self._old, rows))
        gone, come = [name for name in before if name not in after], [name for name in after if name not in before]
        state = self.desk.state
        if self.table.renaming is None or state is None or len(before) != len(after) or len(gone) != 1 or len(come) != 1:
            return []
        return self.table.renaming(state.snapshot, gone[0], come[0])

    def _narrow(self, words: str) -> None:
        for row, value in enumerate(self.model.values):
            self.view.setRowHidden(row, bool(words) and not any(words in field.text(value) for field in self.model.fields))


class TablesPage(Page):
    """All tables as tabs, each made when it is first looked at: all at once they would hold the window up."""

    name = "settings"
    title = "设置"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.made: dict[str, TableTab | FontTab] = {}
        self.rooms: dict[str, QVBoxLayout] = {}
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        for key, title in KINDS.items():
            holder = QWidget(self.tabs)
            self.rooms[key] = QVBoxLayout(holder)
            self.rooms[key].setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(holder, title)
        self.tabs.currentChanged.connect(lambda at: self.table(list(KINDS)[at]))
        column = page_column(self)
        column.addLayout(page_head(self, "双击格子或按 F2 修改，改动立即生效。"))
        column.addWidget(self.tabs, 1)

    def table(self, key: str) -> TableTab | FontTab:
        """The tab with the table called ``key``."""
        if key not in self.made:
            table = next((each for each in TABLES if each.key == key), None)
            self.made[key] = TableTab(self.desk, table) if table is not None else FontTab(self.desk)
            self.rooms[key].addWidget(self.made[key])
            self.made[key].show()  # at once: what is not in sight yet cannot take the keyboard
            self.made[key].show_state(self.desk.state)
        return self.made[key]

    def commands(self) -> dict[str, Callable[[], None]]:
        """What is pasted and looked for here is in the table in front."""
        tab = self.table(list(KINDS)[self.tabs.currentIndex()])
        return {"paste": tab.keys.paste, "find": tab.filter.setFocus} if isinstance(tab, TableTab) else {}

    def enter(self, table: str = "", add: Sequence[str] = (), **_what: Any) -> None:
        """Show one of the tables, or the one shown last; ``add``: names for which rows are begun, to be filled in."""
        keys = list(KINDS)
        if table in KINDS:
            self.tabs.setCurrentIndex(keys.index(table))
        tab = self.table(keys[self.tabs.currentIndex()])
        if table in KINDS and isinstance(tab, TableTab):
            if add:
                tab.begin(add)
            tab.take_keys()

    def show_state(self, state: State | None) -> None:
        """Another state."""
        for tab in self.made.values():
            tab.show_state(state)
