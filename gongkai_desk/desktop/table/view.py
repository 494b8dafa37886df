"""The task table on the screen: headings over the whole width, unfolding marks, keys as in Excel, frozen first columns."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from gongkai_desk.desktop import theme
from gongkai_desk.desktop.crash import last_resort
from gongkai_desk.desktop.table.columns import COLUMNS
from gongkai_desk.desktop.table.delegate import CellDelegate
from gongkai_desk.desktop.table.editors import CellEditor
from gongkai_desk.desktop.table.fillhandle import FillHandle
from gongkai_desk.desktop.table.header import FilterHeader
from gongkai_desk.desktop.table.model import TaskModel
from gongkai_desk.desktop.table.moving import command_of
from gongkai_desk.desktop.table.texts import BAND, TASK
from gongkai_desk.desktop.table.walking import Walk

AnyIndex = QModelIndex | QPersistentModelIndex
LINE, LETTER = 19, 13
_CONTROL = Qt.KeyboardModifier.ControlModifier
ROW = 2 * LINE + 8


class TaskView(QTableView):
    """One face of the table.

    ``fold_wanted(row)``: the mark before a task was clicked. ``fill_wanted(last row)``: the corner of the selection was drawn
    down or up; ``fill_below_wanted()``: it was double-clicked. ``hint_wanted(index, point)``: the mouse rests on a cell.
    ``zoom_wanted(step)``: larger or smaller.
    ``filter_wanted(column)``: Alt with the arrow down, as in Excel. ``band_wanted(row)``: a heading was double-clicked.
    """

    fold_wanted = Signal(int)
    fill_wanted = Signal(int)
    fill_below_wanted = Signal()
    hint_wanted = Signal(object, object)
    zoom_wanted = Signal(int)
    filter_wanted = Signal(int)
    band_wanted = Signal(int)
    zoom = 1.0

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
        self.handle = FillHandle(self)
        self.walk = Walk(self)
        self._pressed = QPersistentModelIndex()
        self._extended: tuple[QPersistentModelIndex, QPersistentModelIndex] | None = None
        for at, column in enumerate(COLUMNS):
            self.setColumnWidth(at, column.width)

    @last_resort
    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """A resting mouse asks for the cell's findings and history; the selection's corner can be drawn down."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            if index.isValid():
                self.hint_wanted.emit(index, event.globalPos())
            return True
        return self.handle.takes(event) or super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Cells, then what lies over them. In Python, so that the interpreter is held for a frame, not taken per cell."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        first, last = self.rowAt(event.rect().top()), self.rowAt(event.rect().bottom())
        rows = self.tasks.rows
        if rows and first >= 0:
            self._paint_rows(painter, first, len(rows) - 1 if last < 0 else last)
            self._paint_cursor(painter)
            self.handle.paint(painter)
        painter.end()

    def _paint_cursor(self, painter: QPainter) -> None:
        """A frame around the cell that keys act on, also among many selected ones; none while the keyboard is elsewhere."""
        index = self.currentIndex()
        if index.isValid() and self.keys_are_here() and not self.isColumnHidden(index.column()):
            painter.setPen(QPen(QColor(theme.ACCENT), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.visualRect(index).adjusted(1, 1, -1, -1))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The frozen columns show the cursor too."""
        super().focusInEvent(event)
        self.face(0).viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The frozen columns show no cursor either."""
        super().focusOutEvent(event)
        self.face(0).viewport().update()

    def keys_are_here(self) -> bool:
        """Whether the keyboard stands in this table, whichever face shows the cell."""
        face = self.focusProxy() or self
        return face.hasFocus()

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
            area.adjusted(12 + 14 * level, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text
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
        whole = self.focusProxy()
        if index.isValid() and isinstance(whole, TaskView) and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            whole.extend_to(index)  # this face knows only its own columns
            return
        self._pressed = QPersistentModelIndex(index)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A heading is renamed."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.tasks.rows[index.row()].kind == BAND:
            self.band_wanted.emit(index.row())
        else:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drawn out of the frozen columns, the selection goes on in the others."""
        whole, point = self.focusProxy(), event.position().toPoint()
        drawn = bool(event.buttons() & Qt.MouseButton.LeftButton) and point.x() >= self.viewport().width()
        if isinstance(whole, TaskView) and drawn and self._pressed.isValid():
            index = whole.indexAt(whole.viewport().mapFromGlobal(self.viewport().mapToGlobal(point)))
            if index.isValid():
                whole.extend_to(index, self._pressed)
            return
        super().mouseMoveEvent(event)

    def extend_to(self, index: QModelIndex, start: QPersistentModelIndex | None = None) -> None:
        """Select from ``start``, or from where the cursor stood, to ``index``, over both faces, as a click with Shift does."""
        here = self.currentIndex()
        if start is None:
            again = self._extended is not None and self._extended[1] == here
            start = self._extended[0] if again and self._extended is not None else QPersistentModelIndex(here)
        if not start.isValid() or self.tasks.rows[index.row()].kind == BAND:
            return
        self.setFocus()
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._extended = (start, QPersistentModelIndex(index))
        span = QRect(self.visualRect(start).center(), self.visualRect(index).center())
        self.setSelection(span, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def select_block(self, top: int, left: int, bottom: int, right: int) -> None:
        """Select a block of cells."""
        selection = QItemSelection(self.tasks.index(top, left), self.tasks.index(bottom, right))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    @last_resort
    def event(self, event: QEvent) -> bool:
        """Tab goes to the next cell, not out of the table: F6 leads out of it."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.modifiers() & _CONTROL
        if pressed and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):  # type: ignore[attr-defined]
            self.keyPressEvent(event)  # type: ignore[arg-type]
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter goes down, Tab right, typing writes over the cell."""
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self._other_key(event, control, shift):
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self.step("up" if shift else "down")
        elif key == Qt.Key.Key_Tab:
            self.step("right")
        elif key == Qt.Key.Key_Backtab:
            self.step("left")
        elif (not event.text().isprintable() or not event.text()) or control:
            lines = self.walk.whole_lines() if shift else None
            super().keyPressEvent(event)
            if lines is not None:
                self.walk.keep_whole(lines)
        else:
            self.edit_with(event.text())

    def _other_key(self, event: QKeyEvent, control: bool, shift: bool) -> bool:
        """Keys that Excel knows and Qt does not: True where one was pressed."""
        key = event.key()
        if key == Qt.Key.Key_Escape and any(face.handle.give_up() for face in (self, self.face(0))):
            return True
        if key == Qt.Key.Key_Backspace and not control:
            self.edit_with("")
        elif key == Qt.Key.Key_Space and control != shift:
            self.walk.select_line(down=control)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and control:
            self.walk.to_heading(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            column = self.currentIndex().column()
            if column >= 0:
                self.filter_wanted.emit(column)
        else:
            return False
        return True

    def selectionCommand(  # noqa: N802
        self, index: AnyIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Ctrl with an arrow takes the selection along, as in Excel; Qt would leave it behind."""
        wanted = command_of(event) if isinstance(event, QKeyEvent) else None
        return wanted if wanted is not None else super().selectionCommand(index, event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802
        """Chinese typed over a cell opens its editor and goes on there, from the first letter of its reading."""
        if not event.preeditString() and not event.commitString():
            event.ignore()
            return
        editor = self.start_edit(self.currentIndex())
        if isinstance(editor, CellEditor):
            editor.selectAll()
            editor.over = True
            QCoreApplication.sendEvent(editor, event)
            event.accept()
        else:
            event.ignore()
            self.tasks.refused.emit(self.tasks.why_closed(self.currentIndex()))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Ctrl with the wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def zoom_to(self, zoom: float) -> None:
        """Letters and lines ``zoom`` times their ordinary size."""
        self.zoom = zoom
        font = QFont(self.font())
        font.setPixelSize(round(LETTER * zoom))
        self.setFont(font)
        self._band_font = QFont(font)
        self._band_font.setBold(True)
        self.verticalHeader().setDefaultSectionSize(2 * self.line() + 8)

    def line(self) -> int:
        """The height of a line of text."""
        return round(LINE * self.zoom)

    def face(self, column: int) -> TaskView:
        """The view that shows ``column``."""
        return self

    def start_edit(self, index: QModelIndex) -> QWidget | None:
        """Open the editor of ``index`` where the cell can be seen; None where it is not open."""
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return None
        self.scrollTo(index)
        face = self.face(index.column())
        trigger = QAbstractItemView.EditTrigger.AllEditTriggers
        QTableView.edit(face, index, trigger, None)  # type: ignore[call-overload]  # the short form warns on refusal
        return next((child for child in face.viewport().findChildren(QWidget) if child.hasFocus()), None)

    def edit_with(self, text: str) -> None:
        """Typing over a cell replaces it, as in Excel."""
        editor = self.start_edit(self.currentIndex())
        if isinstance(editor, CellEditor):
            editor.typed(text)
        elif editor is None:
            self.tasks.refused.emit(self.tasks.why_closed(self.currentIndex()))

    def off_headings(self, index: QModelIndex) -> QModelIndex:
        """``index``, or where it lies on a heading the next cell in the direction the cursor moves; none that way: it stays."""
        rows, before = self.tasks.rows, self.currentIndex()
        if not index.isValid() or rows[index.row()].kind != BAND:
            return index
        up = before.isValid() and index.row() < before.row()
        for way in (range(index.row(), -1, -1), range(index.row(), len(rows)))[:: 1 if up else -1]:
            found = next((at for at in way if rows[at].kind != BAND), None)
            if found is not None:
                return self.tasks.index(found, index.column())
        return before

    def step(self, where: str) -> None:
        """Move the cursor as a key wants it (see :class:`Walk`)."""
        self.walk.step(where)

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
