"""统计: by unit, heading, state and 报送期, as table and picture, to copy, to keep, to take into a report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSplitter, QTabWidget, QWidget

from gongkai_desk.desktop.desk import Desk, Page, button, label, page_column, page_head
from gongkai_desk.desktop.filenames import free_name
from gongkai_desk.desktop.models import Field, ValuesModel
from gongkai_desk.desktop.pages.import_taking import file_stem
from gongkai_desk.desktop.panes.chart import Bar, BarChart
from gongkai_desk.desktop.state import State
from gongkai_desk.desktop.views import ValuesView, values_table

RATE = "完成率"
FIRST, WIDEST, BAR = 160, 840, 20
CHART = 400
LETTER, ROOM, NARROWEST = 13, 15, 44


def width_of(title: str) -> int:
    """How wide a column of numbers is: as its title."""
    return max(LETTER * len(title) + ROOM, NARROWEST)


@dataclass(frozen=True)
class Statistic:
    """One table: its titles, its rows of cells as shown, and the same as bars."""

    name: str
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    parts: tuple[str, ...]
    bars: tuple[Bar, ...]


def count(state: State) -> list[Statistic]:
    """Every statistic of a state. Loads pandas: not on the GUI thread."""
    from gongkai_desk.exporting import statistics_tables

    tables = statistics_tables(state.snapshot, round=state.round, today=state.today)
    return [_statistic(name, table) for name, table in tables.items()]


def _statistic(name: str, table: Any) -> Statistic:
    from gongkai_desk.exporting.figures import STATES

    titles = tuple(str(title) for title in table.columns)
    values = table.astype(object).values.tolist()
    parts = tuple(title for title in STATES if title in titles) or titles[1:2]
    at = [titles.index(part) for part in parts]
    rows = tuple(tuple(_shown(title, value) for title, value in zip(titles, row, strict=True)) for row in values)
    rate = titles.index(RATE) if RATE in titles else None
    bars = tuple(
        Bar(shown[0], tuple(int(row[place] or 0) for place in at), f"{RATE} {shown[rate]}" if rate is not None else "")
        for row, shown in zip(values, rows, strict=True)
    )
    return Statistic(name, titles, rows, parts, bars)


def _shown(title: str, value: Any) -> str:
    if value is None or value != value:
        return "—"
    if title == RATE and not isinstance(value, str):
        return f"{float(value) * 100:.1f}%"
    return str(int(value)) if isinstance(value, (int, float)) else str(value)


class TableAndChart(QSplitter):
    """A table as ``wide`` as it needs; where room is short the chart keeps its own. Once drawn by hand it stays so."""

    def __init__(self, table: QWidget, chart: QWidget, wide: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._wide = wide
        self._by_hand = False
        self.addWidget(table)
        self.addWidget(chart)
        self.setStretchFactor(1, 1)
        self.splitterMoved.connect(self._moved)

    def _moved(self) -> None:
        self._by_hand = True

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Share the width anew."""
        super().resizeEvent(event)
        if not self._by_hand:
            width = event.size().width()
            table = min(self._wide, max(width - CHART, width // 2))
            self.setSizes([table, width - table])


class StatisticsPage(Page):
    """A tab for each statistic; the table on the left, its picture on the right."""

    name = "statistics"
    title = "统计"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.models: list[ValuesModel] = []
        self.charts: list[BarChart] = []
        self.views: list[ValuesView] = []
        self._begun = False
        self.found: list[Statistic] = []
        self.words = label("", "hint")
        self.buttons = [
            button("复制表格", self.copy_table, tip="复制后可粘贴到 Excel、WPS、Word"),
            button("复制图片", self.copy_picture, tip="复制后可粘贴到 Word、WPS"),
            button("导出统计表…", self._export, primary=True, tip="Excel 文件，每张表带图"),
        ]
        column = page_column(self)
        column.addLayout(page_head(self, "按当前报送期统计。", *self.buttons))
        column.addWidget(self.words)
        column.addWidget(self.tabs, 1)

    def show_state(self, state: State | None) -> None:
        """Count anew, off the GUI thread."""
        if state is not None:
            self.words.setText("正在统计…")
            self.desk.thoughts.submit("统计", lambda _progress: count(state), self._show, kind="statistics", quiet=True)

    def _show(self, found: list[Statistic]) -> None:
        self.found = found
        state = self.desk.state
        if state is not None:
            self.words.setText(f"{state.snapshot.title} · {state.round or '尚无报送期'} · 截至 {state.today}")
        while len(self.models) < len(found):
            self._add_tab(found[len(self.models)])
        for one, model, chart in zip(found, self.models, self.charts, strict=True):
            model.show(one.rows)
            chart.show_bars(one.parts, one.bars)
        if self.isVisible() and self.focusWidget() in self.buttons and not self._begun:
            self._begun = True
            self.views[0].setFocus()  # which was not there when the page came

    def _add_tab(self, one: Statistic) -> None:
        fields = [
            Field(title, lambda row, at=at: row[at], width_of(title) if at else FIRST, centred=at > 0, grow=2 if at == 0 else 0)  # type: ignore[misc]
            for at, title in enumerate(one.titles)
        ]
        model, chart = ValuesModel(fields, self), BarChart()
        view = values_table(model, one.name)
        view.horizontalHeader().setStretchLastSection(len(one.titles) < 4)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(chart)
        area.setAccessibleName(f"{one.name}统计图")
        body = TableAndChart(view, area, min(WIDEST, sum(field.width for field in fields) + BAR))
        self.models.append(model)
        self.views.append(view)
        self.charts.append(chart)
        self.tabs.addTab(body, one.name)

    # -- out

    def copy_table(self) -> None:
        """The table in front to the clipboard."""
        from gongkai_desk.desktop.table.clipboard import to_mime

        if self.found:
            one = self.found[self.tabs.currentIndex()]
            QGuiApplication.clipboard().setMimeData(to_mime([list(one.titles), *(list(row) for row in one.rows)]))
            self.desk.say(f"已复制“{one.name}”，{len(one.rows)} 行")

    def copy_picture(self) -> None:
        """The picture in front to the clipboard."""
        if self.charts:
            QGuiApplication.clipboard().setImage(self.charts[self.tabs.currentIndex()].picture())
            self.desk.say("已复制图片")

    def _export(self) -> None:
        state = self.desk.state
        if state is None:
            return
        stem = file_stem(f"{state.round or state.snapshot.year or ''}_统计表")
        proposed = free_name(Path(self.desk.settings.last_folder("export")), stem).name
        path = self.desk.dialogs.save_file("导出统计表", proposed, "Excel 文件 (*.xlsx)", "export")
        if path is None:
            return
        out = Path(path if path.lower().endswith(".xlsx") else path + ".xlsx")

        def work(_progress: Any) -> Path:
            from gongkai_desk.exporting import statistics

            return statistics(state.snapshot, out, round=state.round, today=state.today, overwrite=True)

        def done(path: Path) -> None:
            self.desk.say(f"已导出 {path.name}")
            if self.desk.dialogs.ask(f"已导出 {path.name}。", "打开文件", "关闭", title="导出完成"):
                self.desk.dialogs.show_path(path)

        self.desk.thoughts.submit("导出统计表", work, done)
