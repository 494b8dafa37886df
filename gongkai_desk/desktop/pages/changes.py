"""变更清单: what is different since a day or a 报送期, to look at and to print."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, QSignalBlocker
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QVBoxLayout, QWidget

from gongkai_desk.desktop.desk import Desk, button, label
from gongkai_desk.desktop.models import Field, ValuesModel
from gongkai_desk.desktop.pages.import_taking import file_stem
from gongkai_desk.desktop.state import State
from gongkai_desk.desktop.views import values_table

A_DAY = "某一天"
MONTH = 30
SHOWN = 5000


class ChangesTab(QWidget):
    """The list, from a 报送期 or a day on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.since = QComboBox()
        self.since.setAccessibleName("从何时起")
        self.since.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.day = QDateEdit()
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setAccessibleName("日期")
        self.count = label("", "hint")
        self.export = button("导出变更清单…", self._export, primary=True)
        self.model = ValuesModel(
            (
                Field("对象", lambda one: one.what, 230, grow=4),
                Field("项目", lambda one: one.field, 90),
                Field("原来", lambda one: one.old.replace("\n", " "), 220, grow=4),
                Field("现在", lambda one: one.new.replace("\n", " "), 250, grow=5),
                Field("来源", lambda one: one.source.short, 200, grow=3, tail=True),
                Field("时间", lambda one: f"{one.at:%Y-%m-%d %H:%M}", 130),
                Field("经办", lambda one: one.person, 80),
            ),
            self,
        )
        self.view = values_table(self.model, "变更清单", "从那时以来没有变化。")
        self.found: tuple[Any, ...] = ()
        line = QHBoxLayout()
        for widget in (label("从"), self.since, self.day, label("以来的变化")):
            line.addWidget(widget)
        line.addWidget(self.count, 1)
        line.addWidget(self.export)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addLayout(line)
        column.addWidget(self.view, 1)
        self.since.activated.connect(lambda _at: self.look())
        self.day.dateChanged.connect(lambda _day: self.look())

    def show_state(self, state: State | None) -> None:
        """Other rounds to choose from."""
        if state is None:
            return
        chosen = self.since.currentText()
        names = [*(each.name for each in reversed(state.snapshot.rounds)), A_DAY]
        self.since.clear()
        self.since.addItems(names)
        self.since.setCurrentText(chosen if chosen in names else names[0])
        if self.day.maximumDate() != QDate(state.today.year, state.today.month, state.today.day):
            with QSignalBlocker(self.day):
                self.day.setMaximumDate(QDate(state.today.year, state.today.month, state.today.day))
                before = state.today - timedelta(days=MONTH)
                self.day.setDate(QDate(before.year, before.month, before.day))
        if self.isVisible():
            self.look()

    def _since(self) -> date | str:
        day = self.day.date()
        return date(day.year(), day.month(), day.day()) if self.since.currentText() == A_DAY else self.since.currentText()

    def look(self) -> None:
        """Look the changes up anew, off the GUI thread."""
        since = self._since()
        self.day.setVisible(isinstance(since, date))
        self.count.setText("正在查看…")

        def work(ledger: Any, _progress: Any) -> tuple[Any, ...]:
            from gongkai_desk.standing.changes import changes_since

            return changes_since(ledger, since)

        self.desk.session.ask("查看变更", work, self._show, kind="changes")

    def _show(self, found: tuple[Any, ...]) -> None:
        self.found = found
        self.model.show(found[:SHOWN])
        more = f"，这里列出前 {SHOWN} 处；导出的清单是全的" if len(found) > SHOWN else ""
        self.count.setText(f"{len(found)} 处{more}" if found else "")
        self.export.setEnabled(bool(found))

    def _export(self) -> None:
        state = self.desk.state
        if state is None:
            return
        since, found = str(self._since()), self.found
        proposed = f"{file_stem(f'自{since}以来')}_变更清单.xlsx"
        path = self.desk.dialogs.save_file("导出变更清单", proposed, "Excel 文件 (*.xlsx)", "export")
        if path is None:
            return
        out = Path(path if path.lower().endswith(".xlsx") else path + ".xlsx")
        title = f"{state.snapshot.title}变更清单（自{since}以来）"

        def work(_progress: Any) -> Path:
            from gongkai_desk.exporting.changes import changes_report

            return changes_report(found, out, title=title, overwrite=True)

        self.desk.thoughts.submit("导出变更清单", work, lambda made: self.desk.say(f"已导出 {made}"))
