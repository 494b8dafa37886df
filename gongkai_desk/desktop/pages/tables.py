"""设置: roster, groups, lights, words and holidays as editable tables."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.desktop.desk import Desk, Page, button, label, page_column, page_head
from gongkai_desk.desktop.models import ValuesModel
from gongkai_desk.desktop.setting_tables import TABLES, Table
from gongkai_desk.desktop.state import State
from gongkai_desk.desktop.views import values_table


class TableTab(QWidget):
    """One editable table: every edit is written at once as a step."""

    def __init__(self, desk: Desk, table: Table) -> None:
        super().__init__()
        self.desk = desk
        self.table = table
        self.model = ValuesModel(table.fields, self)
        self.model.edited = lambda _row, _value: self._write(f"修改{table.title}")
        self.view: QTableView = values_table(self.model, table.title)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self._old: list[Any] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(label(table.hint, "hint"))
        line = QHBoxLayout()
        self.filter = QLineEdit(placeholderText="查找", clearButtonEnabled=True)
        self.filter.textChanged.connect(self._narrow)
        line.addWidget(self.filter)
        line.addStretch(1)
        if table.blank is not None:
            line.addWidget(button("添加一行", self.add))
            line.addWidget(button("删除所选行", self.remove))
        column.addLayout(line)
        column.addWidget(self.view, 1)

    def show_state(self, state: State | None) -> None:
        """The rows of another state; a row that is being added stays."""
        rows = self.table.read(state.snapshot) if state is not None else []
        if rows == self._old and self.model.values:
            return
        drafts = [row for row in self.model.values if row == self.table.blank]
        self._old = rows
        self.model.show([*rows, *drafts])
        self._narrow(self.filter.text())

    def add(self) -> None:
        """A new row to fill in."""
        self.model.append(self.table.blank)
        index = self.model.index(len(self.model.values) - 1, 0)
        self.view.setCurrentIndex(index)
        self.view.edit(index)

    def remove(self) -> None:
        """Delete the selected rows, after asking."""
        rows = sorted({index.row() for index in self.view.selectionModel().selectedIndexes()}, reverse=True)
        if rows and self.desk.dialogs.ask(f"删除所选 {len(rows)} 行？可用 Ctrl+Z 恢复。", "删除"):
            for row in rows:
                self.model.remove(row)
            self._write(f"删除{self.table.title} {len(rows)} 行")

    def _write(self, what: str) -> None:
        rows = [row for row in self.model.values if row != self.table.blank]
        changes = self.table.changes(self._old, rows)
        self._old = rows
        if changes:
            self.desk.session.apply(what, changes)

    def _narrow(self, words: str) -> None:
        for row, value in enumerate(self.model.values):
            self.view.setRowHidden(row, bool(words) and not any(words in field.text(value) for field in self.model.fields))


class HolidayTab(QWidget):
    """The office's own days in the notation of the shipped file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("补充的节假日")
        self.years = label("", "hint")
        self.keep = button("保存", self._keep, primary=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(
            label(
                "国务院办公厅每年公布放假安排。程序自带的年份之外，在这里一行写一天，如：2027-01-01 休 元旦；"
                "2027-02-07 班 春节（调休上班）。",
                "hint",
            )
        )
        column.addWidget(self.years)
        column.addWidget(self.text, 1)
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignRight)

    def show_state(self, state: State | None) -> None:
        """The lines kept in the ledger."""
        from gongkai_desk.language import shipped_calendar

        lines = state.snapshot.settings.get("holidays", "") if state is not None else ""
        self.text.setPlainText(lines if isinstance(lines, str) else "")
        known = sorted(shipped_calendar().years)
        self.years.setText(f"程序自带 {known[0]}—{known[-1]} 年的安排。补充的内容随台账保存。" if known else "")
        self.keep.setEnabled(state is not None and not state.readonly)

    def _keep(self) -> None:
        from gongkai_desk.domain import GongkaiError
        from gongkai_desk.language import read_calendar
        from gongkai_desk.ledger import Change

        text = self.text.toPlainText().strip()
        try:
            read_calendar(text)
        except GongkaiError as error:
            self.desk.dialogs.trouble(str(error))
            return
        self.desk.session.apply(
            "修改节假日", [Change("setting", "holidays", "value", text or None)], lambda: self.desk.say("节假日已保存")
        )


class TablesPage(Page):
    """All tables as tabs."""

    name = "settings"
    title = "设置"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.pages: dict[str, TableTab | HolidayTab] = {table.key: TableTab(desk, table) for table in TABLES}
        self.pages["holidays"] = HolidayTab(desk)
        titles = {table.key: table.title for table in TABLES} | {"holidays": "节假日"}
        for key, tab in self.pages.items():
            self.tabs.addTab(tab, titles[key])
        column = page_column(self)
        column.addLayout(page_head(self, "双击格子修改；改动随台账保存，可撤销。"))
        column.addWidget(self.tabs, 1)

    def enter(self, table: str = "", **_what: Any) -> None:
        """Show one of the tables, or the one shown last."""
        if table in self.pages:
            self.tabs.setCurrentWidget(self.pages[table])

    def show_state(self, state: State | None) -> None:
        """Another state."""
        for tab in self.pages.values():
            tab.show_state(state)
