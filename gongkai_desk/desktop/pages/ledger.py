"""The ledger itself: outline, task table with search, findings and details."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QByteArray, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.desktop.desk import Desk, Page, button, label
from gongkai_desk.desktop.pages.cell_story import CellStory
from gongkai_desk.desktop.pages.column_filters import ColumnFilters
from gongkai_desk.desktop.pages.header_menu import HeaderMenu
from gongkai_desk.desktop.pages.ledger_writing import LedgerWriting
from gongkai_desk.desktop.pages.table_commands import TableCommands
from gongkai_desk.desktop.panes.details import DetailsPane
from gongkai_desk.desktop.panes.findings import FindingsPane
from gongkai_desk.desktop.panes.outline import Outline
from gongkai_desk.desktop.reach import takes_keys
from gongkai_desk.desktop.searchbox import SearchBox
from gongkai_desk.desktop.session import DRAWN
from gongkai_desk.desktop.state import State
from gongkai_desk.desktop.table.bandeditor import BandEditor
from gongkai_desk.desktop.table.editors import CellEditor
from gongkai_desk.desktop.table.frozen import FrozenTable
from gongkai_desk.desktop.table.listbox import ListBox
from gongkai_desk.desktop.table.marks import column_of, tasks_of
from gongkai_desk.desktop.table.model import TaskModel
from gongkai_desk.desktop.table.place import KeptPlace
from gongkai_desk.desktop.table.search import Search
from gongkai_desk.domain import Finding

ZOOM, ZOOMS = "table/zoom", (70, 200)
PATIENCE = 200
"""Milliseconds after which a state that waits for an open cell looks again."""


class LedgerPage(Page):
    """The page that is in front unless another takes the middle. ``selected()``: the selection changed."""

    name = "ledger"
    title = "台账"
    selected = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.model = TaskModel(self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.outline = Outline(self.splitter)
        self.middle = QStackedWidget(self.splitter)
        self.table = FrozenTable(self.model, self.middle)
        self.side = QTabWidget(self.splitter)
        self.side.setDocumentMode(True)
        self.findings = FindingsPane(self.side)
        self.details = DetailsPane(self.side)
        self.search = SearchBox("查找任务、单位（可用拼音首字母）")
        self.round_box = QComboBox()
        self.round_box.setAccessibleName("报送期")
        self.round_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.filter_words = label("", "hint")
        self.empty = label("", "empty")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.cells = TableCommands(desk, self.table, self.model)
        self.filters = ColumnFilters(desk, self.table, self.model, self)
        self.headers = HeaderMenu(desk, self.table, self.cells.choose_columns)
        self.writing = LedgerWriting(desk, self.model)
        self.story = CellStory(desk, self.table, self.model, self.details, self.cells)
        self._usual = self.table.horizontalHeader().saveState()
        self._build()
        self._wire()
        self._seen = False
        self._late: State | None = None
        self.place = KeptPlace(self.table)
        percent = desk.settings.number(ZOOM, 100)
        if percent != 100:
            self.table.zoom_to(min(ZOOMS[-1], max(ZOOMS[0], percent)) / 100)

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 5, 8, 5)
        bar.setSpacing(6)
        bar.addWidget(label("报送期"))
        bar.addWidget(self.round_box)
        bar.addSpacing(12)
        bar.addWidget(self.filter_words, 1)
        self.clear_filter = button("清除筛选", self.cells.clear_filter)
        bar.addWidget(self.clear_filter)
        bar.addWidget(self.search)
        self.middle.addWidget(self.table)
        self.middle.addWidget(self.empty)
        self.side.addTab(self.findings, "疑点")
        self.side.addTab(self.details, "详情·来源·历史")
        for widget in (self.outline, self.middle, self.side):
            self.splitter.addWidget(widget)
        for at, share in enumerate((1, 6, 1)):
            self.splitter.setStretchFactor(at, share)
        self.splitter.setCollapsible(1, False)
        self.splitter.setSizes([186, 920, 260])
        state = self.desk.settings.raw("ledger/splitter")
        if state is not None:
            self.splitter.restoreState(state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.splitter, 1)

    def _wire(self) -> None:
        self.model.written.connect(self.writing.cells)
        self.model.refused.connect(self.desk.say)
        self.table.heading_renamed.connect(self.writing.heading)
        self.desk.jobs.ended.connect(lambda _job: QTimer.singleShot(0, self, self._written))
        for gone in (self.table.heading_closed, self.model.modelReset):  # rows made anew take an open cell with them
            gone.connect(lambda: QTimer.singleShot(0, self, self._catch_up))
        self.model.shown.connect(self._shown)
        self.table.fold_wanted.connect(self.cells.toggle_row)
        self.table.fill_wanted.connect(self.cells.drag_fill)
        self.table.fill_below_wanted.connect(self.cells.fill_below)
        self.table.hint_wanted.connect(self.story.hint)
        self.table.zoom_wanted.connect(self.zoom)
        for face in (self.table, self.table.frozen):
            face.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            face.customContextMenuRequested.connect(lambda point, face=face: self.cells.menu(face.viewport().mapToGlobal(point)))
        self.table.horizontalHeader().filter_wanted.connect(self.filters.open)  # type: ignore[attr-defined]
        self.table.frozen.horizontalHeader().filter_wanted.connect(self.filters.open)  # type: ignore[attr-defined]
        self.table.filter_wanted.connect(self.filters.open)
        self.table.delegate.moved.connect(self.cells.left_editor)
        for face in (self.table, self.table.frozen):
            face.delegate.closeEditor.connect(lambda *_: QTimer.singleShot(0, self, self._catch_up))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self.selected.emit())
        self._look = QTimer(self, interval=120, singleShot=True)
        self._look.timeout.connect(self.story.show_details)
        self._patience = QTimer(self, interval=PATIENCE)  # a cell may be closed in ways that nobody tells of
        self._patience.timeout.connect(self._catch_up)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._look.start())
        self.outline.wanted.connect(lambda what: self.model.choose(**what))
        self.search.searched.connect(lambda words: self.model.choose(search=words))
        self.search.left.connect(self.table.setFocus)
        self.round_box.activated.connect(lambda _at: self.desk.session.choose_round(self.round_box.currentData()))
        self.findings.go_to.connect(self.go_to)
        self.findings.look_at.connect(lambda finding: self.go_to(finding, focus=False))
        self.findings.fix_wanted.connect(self.writing.fix)
        self.findings.waive_wanted.connect(self.writing.waive)
        self.details.source_wanted.connect(lambda source: self.desk.go("original", source=source))

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Who comes back from another page finds the filter set anew."""
        self._seen = False
        super().hideEvent(event)

    def commands(self) -> dict[str, Callable[[], None]]:
        """Everything that acts on cells."""
        return {
            **self.cells.commands(),
            **self.headers.commands(),
            "edit_cell": self.edit,
            "find": self.search.take_focus,
            "panes": self.toggle_panes,
            "next_pane": self.next_pane,
            "zoom_in": lambda: self.zoom(1),
            "zoom_out": lambda: self.zoom(-1),
            "zoom_off": lambda: self.zoom(0),
        }

    def edit(self) -> None:
        """F2: the heading that the keyboard stands on in the outline, else the cell (or heading) in the table."""
        section = self.outline.section() if self.outline.hasFocus() else ()
        if not section:
            self.cells.edit_cell()
            return
        row = self.table.band_of(section)
        if row is None:
            self.cells.clear_filter()
            row = self.table.band_of(section)
        if row is not None:
            self.table.rename_band(row)

    def zoom(self, step: int) -> None:
        """The table one step larger or smaller; 0: as designed. Kept for next time."""
        percent = self.desk.settings.number(ZOOM, 100)
        percent = min(ZOOMS[-1], max(ZOOMS[0], percent + 10 * step)) if step else 100
        self.desk.settings.keep(ZOOM, percent)
        self.table.zoom_to(percent / 100)
        self.desk.say(f"显示比例 {percent}%")

    def enter(self, unit: str = "", task: str = "", **_what: Any) -> None:
        """Come to the front, with the tasks of one ``unit``, or with the cursor on one ``task``, where given."""
        if task:
            self.go_to_task(task)
        if unit:
            self.model.choose(unit=unit, section=(), columns={})
        self.table.setFocus()

    # -- showing

    def show_state(self, state: State | None) -> None:
        """Show the ledger as it stands now, keeping cursor, filter and scroll place; as soon as no cell is open any more."""
        if self._comes_late(state):
            return
        current = self.table.currentIndex()
        kept = (self.place.of(current), self.table.verticalScrollBar().value())
        fresh = state is not None and (self.model.state is None or self.model.state.path != state.path)
        if fresh:
            self._remember_table()
            self.search.stop()
            self.model.show_state(None)
        self.model.show_state(state, stay=self._seen, writing=self.desk.session.writing)
        self._seen = True
        self._show_columns(state, fresh)
        self._show_rounds(state)
        if state is not None and not fresh and kept[0] is not None:
            self._restore(*kept)
        if fresh and self.model.search is not None:
            self._prepare_letters(self.model.search)
        self.show_findings(state)
        self.outline.show_state(state, self.model.texts)
        self.story.show_details()

    def _prepare_letters(self, search: Search) -> None:
        self.desk.thoughts.submit(
            "准备拼音查找", lambda _progress: search.prepare(), kind="letters", quiet=True, later=3 * DRAWN
        )

    def show_findings(self, state: State | None) -> None:
        """Show the findings of ``state``."""
        if self._comes_late(state):
            return
        self.findings.show_state(state)
        if state is not None:
            self.model.show_findings(state)
        self.side.setTabText(0, f"疑点 {len(state.open_findings)}" if state is not None and state.findings else "疑点")

    def _comes_late(self, state: State | None) -> bool:
        """A state that comes while a cell is open waits: the rows under the editor must not change."""
        shown = self.model.state
        open_now = state is not None and shown is not None and state.path == shown.path and self._is_typing()
        self._late = state if open_now else None
        (self._patience.start if open_now else self._patience.stop)()
        return open_now

    def _is_typing(self) -> bool:
        focused = self.window().focusWidget()
        return isinstance(focused, CellEditor | ListBox | BandEditor) and self.table.isAncestorOf(focused)

    def _catch_up(self) -> None:
        if self._late is not None:
            self.show_state(self._late)

    def _written(self) -> None:
        """Nothing is being written any more: what was typed for a write that failed, or came to nothing, is not shown on."""
        if not self.desk.session.writing and self._late is None:
            self.model.forget_pending()

    def _restore(self, place: tuple[str, str, int] | None, scroll: int) -> None:
        assert place is not None and self.model.state is not None
        position = self.model.state.rank.get(place[0])
        row = self.model.row_of(position, place[1]) if position is not None else None
        if row is not None and self.table.currentIndex().row() != row:
            index = self.model.index(row, place[2])
            self.table.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.table.verticalScrollBar().setValue(scroll)

    def _show_columns(self, state: State | None, fresh: bool) -> None:
        if state is None or not fresh or self.model.texts is None:
            return
        widths = self.desk.settings.raw(f"table/{state.snapshot.id}")
        self.table.stay()
        self.table.restore(self._usual)  # not as another ledger was left
        self.table.show_columns(self.model.texts.used())
        if widths is not None:
            self.table.restore(widths)
        if self.desk.settings.flag(f"table/{state.snapshot.id}-fitted", True):
            self.table.spread()
        if self.model.rows:
            self.table.corner(False)

    def _show_rounds(self, state: State | None) -> None:
        self.round_box.clear()
        rounds = state.snapshot.rounds if state is not None else ()
        for each in reversed(rounds):
            self.round_box.addItem(f"{each.name}（已结束）" if each.closed is not None else each.name, each.name)
        if not rounds:
            self.round_box.addItem("尚无报送期", None)
        self.round_box.setEnabled(bool(rounds))
        if state is not None and state.round:
            self.round_box.setCurrentIndex(max(0, self.round_box.findData(state.round)))

    def _shown(self) -> None:
        choice, total = self.model.choice, len(self.model.texts.tasks) if self.model.texts is not None else 0
        filtered = not choice.plain
        count = self.model.task_count()
        self.filter_words.setText(f"显示 {count} / {total} 项" if filtered else "")
        self.clear_filter.setVisible(filtered)
        if not choice.search:
            self.search.forget()
        if not filtered:
            self.outline.show_all()
        columns = frozenset(self.model.column_of(key) for key in choice.columns)
        for face in (self.table, self.table.frozen):
            header: Any = face.horizontalHeader()
            header.active = columns
            header.sorted = (self.model.column_of(choice.sort), choice.descending) if choice.sort else None
            header.viewport().update()
        self.empty.setText(
            "没有符合条件的任务。\n可点“清除筛选”看全部。"
            if total
            else "台账里还没有任务。\n点“① 导入”读入分解表，或把文件拖到这里。"
        )
        self.middle.setCurrentWidget(self.table if self.model.rows else self.empty)

    # -- going places

    def go_to(self, finding: Finding, *, focus: bool = True) -> None:
        """Put the cursor on the cell that ``finding`` is about; what hides it is cleared. ``focus``: the keyboard goes along."""
        state = self.model.state
        if state is None:
            return
        positions = tasks_of(state, finding) or [
            at for at, task in enumerate(state.snapshot.tasks) if task.source == finding.source
        ]
        if not positions:
            self.desk.say(f"这条疑点针对整份文件：{finding.source.short}")
            return
        if self.model.row_of(positions[0]) is None:
            self.cells.clear_filter()
        row = self.model.row_of(positions[0])
        if row is not None:
            column = self.model.column_of(column_of(finding))
            if self.table.isColumnHidden(column):
                column = self.model.column_of("text")
            self.table.go(self.model.index(row, column))
            if focus:
                self.table.setFocus()

    def go_to_task(self, task: str) -> None:
        """Put the cursor on ``task``; what hides it is cleared."""
        position = self.model.state.rank.get(task) if self.model.state is not None else None
        if position is None:
            return
        if self.model.row_of(position) is None:
            self.cells.clear_filter()
        row = self.model.row_of(position)
        if row is not None:
            self.table.go(self.model.index(row, self.model.column_of("text")))

    def next_pane(self) -> None:
        """The keyboard to the next part of the page: table, findings or details, outline, search."""
        focused = self.window().focusWidget()
        side = self.side.currentWidget()
        parts = [part for part in (self.table, side, self.outline, self.search) if part.isVisible()]
        stands = [focused is not None and (part is focused or part.isAncestorOf(focused)) for part in parts]
        at = stands.index(True) if True in stands else -1
        for part in [*parts[at + 1 :], *parts]:
            inner = [*side.findChildren(QAbstractItemView), *side.findChildren(QWidget)] if part is side else [part]
            takes = next((each for each in inner if takes_keys(each)), None)
            if takes is not None:
                takes.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def toggle_panes(self) -> None:
        """Give the table the whole width, or the panes back."""
        shown = self.side.isVisible()
        self.side.setVisible(not shown)
        self.outline.setVisible(not shown)

    def remember(self) -> None:
        """Keep splitter and column widths for next time."""
        settings = self.desk.settings
        settings.keep("ledger/splitter", QByteArray(self.splitter.saveState()))
        self._remember_table()

    def _remember_table(self) -> None:
        settings = self.desk.settings
        if self.model.state is not None:
            settings.keep(f"table/{self.model.state.snapshot.id}-fitted", self.table.fitting)
            settings.keep(f"table/{self.model.state.snapshot.id}", QByteArray(self.table.horizontalHeader().saveState()))
