"""The task table with its first columns frozen and its rows as tall as their text."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from gongkai_desk.desktop import theme
from gongkai_desk.desktop.table.bandeditor import BandEditor
from gongkai_desk.desktop.table.columns import COLUMNS
from gongkai_desk.desktop.table.model import TaskModel
from gongkai_desk.desktop.table.moving import WAYS, Action, edge
from gongkai_desk.desktop.table.texts import BAND
from gongkai_desk.desktop.table.view import LETTER, TaskView
from gongkai_desk.desktop.table.widths import fitted, line_count

BAND_ROW, MOST = 26, 5
WIDEST_HEADING = 720
ALL_SIZED = 3000
FROZEN_TO = "text"
LEFT_FREE = 220
"""Pixels that the frozen columns leave to the others: else what is behind them could never be seen."""


class FrozenTable(TaskView):
    """The table with its first columns frozen: a second face of the same model lies over its left edge.

    ``frozen_to``: the key of the last frozen column as the clerk wants it; ``cold``: those that are frozen now.
    ``heading_renamed(section, words)``: the last of the headings ``section`` is to be called ``words``;
    ``heading_closed()``: its line is closed, whether it was renamed or not.
    """

    heading_renamed = Signal(object, str)
    heading_closed = Signal()
    frozen_to = FROZEN_TO
    cold = frozenset({0, 1})

    def __init__(self, model: TaskModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.fitting = self._programmed = self._mirroring = False
        self.frozen = TaskView(model, self)
        self.frozen.setSelectionModel(self.selectionModel())
        self.frozen.setFrameStyle(0)
        self.frozen.setFocusProxy(self)
        self.frozen.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.frozen.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.frozen.setAccessibleName("冻结列")
        self.viewport().stackUnder(self.frozen)
        self._edge = QWidget(self, autoFillBackground=True)
        self._edge.setPalette(QPalette(QColor(theme.EDGE)))
        self._edge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._wire()
        self._sizing = QTimer(self, interval=0, singleShot=True)
        self._sizing.timeout.connect(self.size_rows)
        self._sized: set[int] = set()
        model.modelReset.connect(self._start_anew)
        model.dataChanged.connect(self._resize_changed)
        self._widths_changed()

    def _wire(self) -> None:
        self.verticalScrollBar().valueChanged.connect(self._scroll_frozen)
        self.frozen.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._sizing.start())
        self.horizontalHeader().sectionResized.connect(self._column_resized)
        self.frozen.horizontalHeader().sectionResized.connect(self._frozen_resized)
        self.horizontalHeader().sectionMoved.connect(self._moved)
        self.frozen.horizontalHeader().setSectionsMovable(False)
        self.verticalHeader().sectionResized.connect(lambda at, _old, new: self.frozen.setRowHeight(at, new))
        self.frozen.fold_wanted.connect(self.fold_wanted)
        self.frozen.fill_wanted.connect(self.fill_wanted)
        self.frozen.fill_below_wanted.connect(self.fill_below_wanted)
        self.frozen.hint_wanted.connect(self.hint_wanted)
        self.frozen.delegate.moved.connect(self.delegate.moved)
        self.frozen.zoom_wanted.connect(self.zoom_wanted)
        for face in (self, self.frozen):
            face.band_wanted.connect(self.rename_band)

    def _scroll_frozen(self, value: int) -> None:
        """Both faces stand at the same row. A bar not yet told that rows grew would stop short and pull back the other."""
        bar = self.frozen.verticalScrollBar()
        if value > bar.maximum():
            self.frozen.updateGeometries()
        bar.setValue(value)

    # -- frozen columns

    def face(self, column: int) -> TaskView:
        """Frozen columns are seen in the second face."""
        return self.frozen if column in self.cold else self

    def freeze(self, key: str) -> None:
        """Freeze the columns up to the one called ``key``; ``""``: none."""
        self.frozen_to = key
        self._widths_changed()

    def can_freeze(self, key: str) -> bool:
        """Whether the columns up to the one called ``key`` leave room for the others."""
        return sum(map(self.columnWidth, self._first(key))) <= self.viewport().width() - LEFT_FREE

    def _first(self, key: str) -> list[int]:
        """The columns up to the one called ``key``, as they stand."""
        end = next((self.horizontalHeader().visualIndex(at) for at, each in enumerate(COLUMNS) if each.key == key), -1)
        return [self.horizontalHeader().logicalIndex(at) for at in range(end + 1)]

    def zoom_to(self, zoom: float) -> None:
        """Both faces; the columns grow along, as in Excel."""
        ratio = zoom / self.zoom
        super().zoom_to(zoom)
        self.frozen.zoom_to(zoom)
        if ratio != 1.0:
            for at in range(len(COLUMNS)):
                if not self.isColumnHidden(at):
                    self._programmed = True
                    self.setColumnWidth(at, round(self.columnWidth(at) * ratio))
            self._programmed = False
            if self.fitting:
                self._fit()
        self._start_anew()

    def _widths_changed(self) -> None:
        width, cold = 0, list[int]()
        for at in self._first(self.frozen_to):
            if cold and width + self.columnWidth(at) > self.viewport().width() - LEFT_FREE > 0:
                break  # a window made small shows fewer of them frozen
            cold.append(at)
            width += self.columnWidth(at)
        self.cold = frozenset(cold)
        header = self.frozen.horizontalHeader()
        for place, at in enumerate(cold):
            if header.visualIndex(at) != place:
                header.moveSection(header.visualIndex(at), place)
        self._mirroring = True  # a column that is shown again has its old width first: that is not drawn by the clerk
        for at in range(len(COLUMNS)):
            hidden = at not in self.cold or self.isColumnHidden(at)
            self.frozen.setColumnHidden(at, hidden)
            if not hidden:
                self.frozen.setColumnWidth(at, self.columnWidth(at))
        self._mirroring = False
        frame = self.frameWidth()
        height = self.viewport().height() + self.horizontalHeader().height()
        self.frozen.setGeometry(frame, frame, width, height)
        self.frozen.setVisible(bool(cold))
        self._edge.setGeometry(frame + width - 1, frame, 1, height)
        self._edge.setVisible(bool(cold))
        self._edge.raise_()
        self.update()

    def _moved(self, _column: int, old: int, new: int) -> None:
        """A column drawn in among the frozen ones would vanish behind them: it goes back."""
        if min(old, new) < len(self.cold):
            header = self.horizontalHeader()
            header.blockSignals(True)
            header.moveSection(new, old)
            header.blockSignals(False)
            self.viewport().update()
        self._widths_changed()

    def _column_resized(self, at: int, old: int, new: int) -> None:
        if not self._programmed and old and new:  # the clerk's hand; hiding and showing has a nought
            self.fitting = False
        if at in self.cold and self.frozen.columnWidth(at) != new:
            self.frozen.setColumnWidth(at, new)
        self._widths_changed()
        self._start_anew()

    def _frozen_resized(self, at: int, _old: int, new: int) -> None:
        if at in self.cold and new and not self._mirroring and self.columnWidth(at) != new:
            self.setColumnWidth(at, new)

    def show_columns(self, keys: frozenset[str]) -> None:
        """Show only the columns called ``keys``."""
        for at, column in enumerate(COLUMNS):
            self.setColumnHidden(at, column.key not in keys)
        self._widths_changed()
        self._start_anew()

    def restore(self, columns: QByteArray) -> None:
        """Widths, order and what is hidden as they were kept. The header does not tell of them: the frozen face is told here."""
        self.horizontalHeader().restoreState(columns)
        self._widths_changed()
        self._start_anew()

    def spread(self) -> None:
        """Fit the columns to the window, now and whenever it changes, until the clerk draws a column's edge."""
        self.fitting = True
        self._fit()

    def stay(self) -> None:
        """Keep the widths as they are."""
        self.fitting = False

    def _fit(self) -> None:
        """Room that is left over goes to the longest texts; where room lacks they give some, so that the progress is in sight."""
        room = self.viewport().width() - 2
        shown = [at for at in range(len(COLUMNS)) if not self.isColumnHidden(at)]
        for at, width in fitted(round(room / self.zoom), shown).items():
            self._programmed = True
            self.setColumnWidth(at, round(width * self.zoom))
        self._programmed = False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The frozen face is as tall as the table."""
        super().resizeEvent(event)
        if self.fitting and event.size().width() != event.oldSize().width():
            self._fit()
        self._widths_changed()
        self._sizing.start()

    def moveCursor(self, action: QAbstractItemView.CursorAction, keys: Qt.KeyboardModifier) -> QModelIndex:  # noqa: N802
        """A cell that would lie under the frozen columns is brought out."""
        index = self._far(action) if keys & Qt.KeyboardModifier.ControlModifier else QModelIndex()
        if not index.isValid():
            index = self.off_headings(super().moveCursor(action, keys))
        self._bring_out(index)
        return index

    def _far(self, action: QAbstractItemView.CursorAction) -> QModelIndex:
        """Where Ctrl with an arrow, Home or End goes: the edge of the block of filled cells, the corner of the table."""
        here = self.currentIndex()
        rows = [at for at, row in enumerate(self.tasks.rows) if row.kind != BAND]
        header = self.horizontalHeader()
        columns = [at for at in map(header.logicalIndex, range(len(COLUMNS))) if not self.isColumnHidden(at)]
        if not rows or not columns or not here.isValid():
            return QModelIndex()
        if action in (Action.MoveHome, Action.MoveEnd):
            end = -1 if action == Action.MoveEnd else 0
            return self.tasks.index(rows[end], columns[end])
        across, down = WAYS.get(action, (0, 0))
        if down:
            end = edge(rows[::down], here.row(), lambda at: bool(self.tasks._shown(self.tasks.rows[at], here.column())))
            return self.tasks.index(end, here.column())
        if across:
            row = self.tasks.rows[here.row()]
            column = edge(columns[::across], here.column(), lambda at: bool(self.tasks._shown(row, at)))
            return self.tasks.index(here.row(), column)
        return QModelIndex()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:  # noqa: N802
        """Frozen columns are always in sight; others must not hide behind them."""
        self.updateGeometries()  # rows may have grown just now: the bar would still end where it did
        if not index.isValid() or index.column() in self.cold:
            at = self.horizontalScrollBar().value()
            super().scrollTo(index, hint)
            self.horizontalScrollBar().setValue(at)
        else:
            super().scrollTo(index, hint)
            self._bring_out(index)
        if index.isValid() and all(row.kind == BAND for row in self.tasks.rows[: index.row()]):
            self.verticalScrollBar().setValue(0)  # the headings above the first task belong to it

    def _bring_out(self, index: QModelIndex | QPersistentModelIndex) -> None:
        left = self.visualRect(index).left() - self.frozen.width()
        if index.column() not in self.cold and left < 0:
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + left)

    # -- headings

    def band_above(self, row: int) -> int | None:
        """The heading at ``row``, or the nearest above it; None where none is shown."""
        return next((at for at in range(min(row, len(self.tasks.rows) - 1), -1, -1) if self.tasks.rows[at].kind == BAND), None)

    def band_of(self, section: tuple[str, ...]) -> int | None:
        """The first row that shows the last heading of ``section``; None where none does."""
        tasks = self.tasks.texts.tasks if self.tasks.texts is not None else ()
        depth = len(section) - 1
        bands = ((at, row) for at, row in enumerate(self.tasks.rows) if row.kind == BAND and row.level == depth)
        return next((at for at, row in bands if tasks[row.task].section[: depth + 1] == section), None)

    def rename_band(self, row: int) -> None:
        """Let the heading at ``row`` be typed anew."""
        state, band = self.tasks.state, self.tasks.rows[row]
        if state is None or state.readonly:
            self.tasks.refused.emit("台账以只读方式打开，不能修改")
            return
        section = state.snapshot.tasks[band.task].section[: band.level + 1]
        self.scrollTo(self.tasks.index(row, 0))
        left, top = self.frameWidth() + 6 + 14 * band.level, self.horizontalHeader().height() + self.rowViewportPosition(row)
        area = QRect(left, top, min(self.viewport().width() - left - 8, WIDEST_HEADING), self.rowHeight(row))
        editor = BandEditor(self, area, band.text if section else "", lambda words: self.heading_renamed.emit(section, words))
        editor.closed.connect(self.heading_closed)
        self.verticalScrollBar().valueChanged.connect(editor.scrolled)

    # -- row heights

    def _start_anew(self) -> None:
        self._sized.clear()
        self._sizing.start()

    def _resize_changed(self, first: QModelIndex, last: QModelIndex, roles: list[int] | None = None) -> None:
        if not roles or Qt.ItemDataRole.DisplayRole in roles:
            self._start_anew()

    def size_rows(self) -> None:
        """Fit the rows in sight to their text; in a table of ordinary size the others follow, some at a time."""
        rows = self.tasks.rows
        if not rows:
            return
        top = max(0, self.rowAt(0))
        bottom = self.rowAt(self.viewport().height() - 1)
        wanted = [at for at in range(top, (len(rows) if bottom < 0 else bottom + 1)) if at not in self._sized]
        if not wanted and len(rows) <= ALL_SIZED:
            wanted = [at for at in range(len(rows)) if at not in self._sized][:60]
        seen, before = self._seen(), self.rowViewportPosition(top)
        for at in wanted[:200]:
            self._sized.add(at)
            height = self._height(at)
            if height != self.rowHeight(at):
                self.setRowHeight(at, height)
        grown = self.rowViewportPosition(top) - before
        if grown:  # rows above grew: what is looked at stays where it is
            self.updateGeometries()  # else the bar still ends where it did
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + grown)
        if self._seen() < seen:
            self.scrollTo(self.currentIndex())
        if wanted and (len(rows) <= ALL_SIZED or len(wanted) > 200):
            self._sizing.start()

    def _seen(self) -> int:
        """How much of the cursor's row is in sight: 2 all of it, 1 where it begins, 0 nothing of use."""
        if not self.currentIndex().isValid():
            return 0
        row, height = self.currentIndex().row(), self.viewport().height()
        at = self.rowViewportPosition(row)
        return 0 if not 0 <= at < height - self.line() else 2 if at + self.rowHeight(row) <= height else 1

    def _height(self, at: int) -> int:
        if self.tasks.rows[at].kind == BAND:
            return round(BAND_ROW * self.zoom)
        lines = 1
        for column in range(len(COLUMNS)):
            if not self.isColumnHidden(column):
                text = self.tasks._shown(self.tasks.rows[at], column)
                lines = max(lines, line_count(text, self.columnWidth(column) - 10, round(LETTER * self.zoom)))
        return min(MOST, max(lines, 1)) * self.line() + 8
