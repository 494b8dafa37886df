"""The task table on the screen: headings over the whole width, unfolding marks, keys as in Excel, frozen first columns."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from gongkai_desk.desktop import theme
from gongkai_desk.desktop.table.columns import COLUMNS
from gongkai_desk.desktop.table.delegate import CellDelegate
from gongkai_desk.desktop.table.editors import CellEditor
from gongkai_desk.desktop.table.header import FilterHeader
from gongkai_desk.desktop.table.model import TaskModel
from gongkai_desk.desktop.table.texts import BAND, TASK

LINE = 19
ROW, BAND_ROW, TALLEST = 2 * LINE + 8, 26, 7 * LINE + 8
FROZEN = 2
ALL_SIZED = 3000


class TaskView(QTableView):
    """One face of the table. ``fold_wanted(row)``: the mark before a task was clicked."""

    fold_wanted = Signal(int)
    entered_step = Signal(str)

    def __init__(self, model: TaskModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tasks = model
        self.setModel(model)
        self.setHorizontalHeader(FilterHeader(self))
        self.delegate = CellDelegate(self)
        self.setItemDelegate(self.delegate)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.verticalHeader().setMinimumSectionSize(22)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setAccessibleName("任务表")
        pen_colour = self.palette()
        pen_colour.setColor(pen_colour.ColorRole.Mid, QColor(theme.LINE))
        self.setPalette(pen_colour)
        self._band_font = QFont(self.font())
        self._band_font.setBold(True)
        for at, column in enumerate(COLUMNS):
            self.setColumnWidth(at, column.width)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Cells, then what lies over them. In Python, so that the interpreter is held for a frame, not taken per cell."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        first, last = self.rowAt(event.rect().top()), self.rowAt(event.rect().bottom())
        rows = self.tasks.rows
        if rows and first >= 0:
            self._paint_rows(painter, first, len(rows) - 1 if last < 0 else last)
        painter.end()

    def _paint_rows(self, painter: QPainter, first: int, last: int) -> None:
        rows, marks = self.tasks.rows, self.tasks.marks
        left = self.columnViewportPosition(0)
        for at in range(first, last + 1):
            row = rows[at]
            if row.kind == BAND:
                self._paint_band(painter, at, row.text, row.level)
            elif row.kind == TASK:
                if not self.isColumnHidden(0):
                    self._paint_fold(painter, at, left)
                if marks:
                    self._paint_marks(painter, at, row.task)

    def _paint_band(self, painter: QPainter, at: int, text: str, level: int) -> None:
        top, height = self.rowViewportPosition(at), self.rowHeight(at)
        area = QRect(0, top, self.viewport().width(), height - 1)
        painter.fillRect(area, QColor(theme.BAND if level == 0 else theme.BAND_2))
        if level == 0:
            painter.fillRect(QRect(0, top, 4, height - 1), QColor(theme.ACCENT))
        painter.setFont(self._band_font)
        painter.setPen(QColor(theme.INK))
        painter.drawText(
            area.adjusted(12 + 14 * level, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text
        )

    def _paint_fold(self, painter: QPainter, at: int, left: int) -> None:
        if len(self.tasks.units_under(at)) < 2:
            return
        task = self.tasks.task_at(at)
        open_now = task is not None and task.id in self.tasks.choice.folded_out
        x, y = left + 9.0, self.rowViewportPosition(at) + self.rowHeight(at) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.FAINT))
        shape = (
            [QPointF(x - 4, y - 2), QPointF(x + 4, y - 2), QPointF(x, y + 4)]
            if open_now
            else [QPointF(x - 2, y - 4), QPointF(x + 4, y), QPointF(x - 2, y + 4)]
        )
        painter.drawPolygon(shape)

    def _paint_marks(self, painter: QPainter, at: int, position: int) -> None:
        top = self.rowViewportPosition(at)
        for column, spec in enumerate(COLUMNS):
            severity = self.tasks.marks.worst(position, spec.key)
            if not severity or severity == "info" or self.isColumnHidden(column):
                continue
            right = self.columnViewportPosition(column) + self.columnWidth(column) - 1
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.ERROR if severity == "error" else theme.WARNING))
            painter.drawPolygon([QPoint(right - 8, top), QPoint(right, top), QPoint(right, top + 8)])

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on the unfolding mark unfolds."""
        point = event.position().toPoint()
        index = self.indexAt(point)
        on_mark = index.isValid() and index.column() == 0 and point.x() < self.columnViewportPosition(0) + 18
        if on_mark and self.tasks.rows[index.row()].kind == TASK and len(self.tasks.units_under(index.row())) > 1:
            self.fold_wanted.emit(index.row())
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter goes down, Tab right, F2 edits, Ctrl+Home/End go to the corners, Ctrl+arrows to the edges."""
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self.step("up" if shift else "down")
        elif key == Qt.Key.Key_Tab:
            self.step("right")
        elif key == Qt.Key.Key_Backtab:
            self.step("left")
        elif control and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.corner(key == Qt.Key.Key_End)
        elif (not event.text().isprintable() or not event.text()) or control:
            super().keyPressEvent(event)
        else:
            self.edit_with(event.text())

    def face(self, column: int) -> TaskView:
        """The view that shows ``column``."""
        return self

    def start_edit(self, index: QModelIndex) -> QWidget | None:
        """Open the editor of ``index`` where the cell can be seen; None where it is not open."""
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return None
        self.scrollTo(index)
        face = self.face(index.column())
        QTableView.edit(face, index)
        return next((child for child in face.viewport().findChildren(QWidget) if child.hasFocus()), None)

    def edit_with(self, text: str) -> None:
        """Typing over a cell replaces it, as in Excel."""
        editor = self.start_edit(self.currentIndex())
        if isinstance(editor, CellEditor):
            editor.typed(text)

    def step(self, where: str) -> None:
        """Move the cursor one cell over selectable rows and shown columns."""
        index = self.currentIndex()
        if not index.isValid():
            return
        row, column = index.row(), index.column()
        if where in ("down", "up"):
            way = 1 if where == "down" else -1
            row += way
            while 0 <= row < len(self.tasks.rows) and self.tasks.rows[row].kind == BAND:
                row += way
        else:
            visual = self.horizontalHeader().visualIndex(column) + (1 if where == "right" else -1)
            while 0 <= visual < len(COLUMNS) and self.isColumnHidden(self.horizontalHeader().logicalIndex(visual)):
                visual += 1 if where == "right" else -1
            column = self.horizontalHeader().logicalIndex(visual) if 0 <= visual < len(COLUMNS) else column
        if 0 <= row < len(self.tasks.rows):
            self.go(self.tasks.index(row, column))

    def corner(self, end: bool) -> None:
        """To the first or the last cell."""
        rows = [at for at, row in enumerate(self.tasks.rows) if row.kind != BAND]
        if rows:
            shown = [at for at in range(len(COLUMNS)) if not self.isColumnHidden(at)]
            self.go(self.tasks.index(rows[-1], shown[-1]) if end else self.tasks.index(rows[0], shown[0]))

    def go(self, index: QModelIndex) -> None:
        """Put the cursor on ``index`` and show it."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)


class FrozenTable(TaskView):
    """The table with its first columns frozen: a second face of the same model lies over its left edge."""

    def __init__(self, model: TaskModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.frozen = TaskView(model, self)
        self.frozen.setSelectionModel(self.selectionModel())
        self.frozen.setFrameStyle(0)
        self.frozen.setFocusProxy(self)
        self.frozen.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.frozen.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.frozen.setAccessibleName("冻结列")
        self.viewport().stackUnder(self.frozen)
        self._wire()
        self._sizing = QTimer(self, interval=0, singleShot=True)
        self._sizing.timeout.connect(self.size_rows)
        self._sized: set[int] = set()
        model.modelReset.connect(self._start_anew)
        model.dataChanged.connect(self._resize_changed)
        self._widths_changed()

    def _wire(self) -> None:
        self.verticalScrollBar().valueChanged.connect(self.frozen.verticalScrollBar().setValue)
        self.frozen.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._sizing.start())
        self.horizontalHeader().sectionResized.connect(self._column_resized)
        self.frozen.horizontalHeader().sectionResized.connect(self._frozen_resized)
        self.horizontalHeader().sectionMoved.connect(lambda *_: self._widths_changed())
        self.verticalHeader().sectionResized.connect(lambda at, _old, new: self.frozen.setRowHeight(at, new))
        self.frozen.fold_wanted.connect(self.fold_wanted)
        self.frozen.delegate.moved.connect(self.delegate.moved)

    # -- frozen columns

    def face(self, column: int) -> TaskView:
        """Frozen columns are seen in the second face."""
        return self.frozen if column < FROZEN else self

    def _widths_changed(self) -> None:
        width = 0
        for at in range(len(COLUMNS)):
            hidden = at >= FROZEN or self.isColumnHidden(at)
            self.frozen.setColumnHidden(at, hidden)
            if not hidden:
                self.frozen.setColumnWidth(at, self.columnWidth(at))
                width += self.columnWidth(at)
        frame = self.frameWidth()
        height = self.viewport().height() + self.horizontalHeader().height()
        self.frozen.setGeometry(frame, frame, width + 1, height)
        self.update()

    def _column_resized(self, at: int, _old: int, new: int) -> None:
        if at < FROZEN and self.frozen.columnWidth(at) != new:
            self.frozen.setColumnWidth(at, new)
        self._widths_changed()
        self._start_anew()

    def _frozen_resized(self, at: int, _old: int, new: int) -> None:
        if at < FROZEN and new and self.columnWidth(at) != new:
            self.setColumnWidth(at, new)

    def show_columns(self, keys: frozenset[str]) -> None:
        """Show only the columns called ``keys``."""
        for at, column in enumerate(COLUMNS):
            self.setColumnHidden(at, column.key not in keys)
        self._widths_changed()
        self._start_anew()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The frozen face is as tall as the table."""
        super().resizeEvent(event)
        self._widths_changed()
        self._sizing.start()

    def moveCursor(self, action: QAbstractItemView.CursorAction, keys: Qt.KeyboardModifier) -> QModelIndex:  # noqa: N802
        """A cell that would lie under the frozen columns is brought out."""
        index = super().moveCursor(action, keys)
        self._bring_out(index)
        return index

    def scrollTo(
        self, index: QModelIndex, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:  # noqa: N802
        """Frozen columns are always in sight; others must not hide behind them."""
        if index.column() < FROZEN:
            at = self.horizontalScrollBar().value()
            super().scrollTo(index, hint)
            self.horizontalScrollBar().setValue(at)
        else:
            super().scrollTo(index, hint)
            self._bring_out(index)

    def _bring_out(self, index: QModelIndex) -> None:
        left = self.visualRect(index).left() - self.frozen.width()
        if index.column() >= FROZEN and left < 0:
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + left)

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
        for at in wanted[:200]:
            self._sized.add(at)
            height = self._height(at)
            if height != self.rowHeight(at):
                self.setRowHeight(at, height)
        if wanted and (len(rows) <= ALL_SIZED or len(wanted) > 200):
            self._sizing.start()

    def _height(self, at: int) -> int:
        if self.tasks.rows[at].kind == BAND:
            return BAND_ROW
        lines = 1
        for column in range(len(COLUMNS)):
            if not self.isColumnHidden(column):
                lines = max(lines, line_count(self.tasks._shown(self.tasks.rows[at], column), self.columnWidth(column) - 10))
        return min(TALLEST, max(lines, 1) * LINE + 8)


def line_count(text: str, width: int, em: int = 13) -> int:
    """How many lines ``text`` takes in ``width`` pixels, by full and half widths."""
    if not text:
        return 1
    total = 0
    for line in text.split("\n"):
        wide = sum(em if ord(letter) > 0x2E7F or letter in "“”‘’…—" else em * 0.56 for letter in line)
        total += max(1, int(-(-wide // max(width - 4, em)))) if wide <= 2 * width else int(-(-wide // max(width - em // 2, em)))
    return total
