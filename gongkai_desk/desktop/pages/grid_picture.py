"""A picture of an original grid: cells as they stood, columns coloured by what they are taken for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from gongkai_desk.domain import column_letters

AnyIndex = QModelIndex | QPersistentModelIndex
WIDEST, SPANS = 200, 3000
PARAGRAPHS, PADDING = 2000, 12
ROLE_COLOURS: Mapping[str, str] = {
    "number": "#eef1f4",
    "section": "#e3e9f3",
    "name": "#e4f0fb",
    "task": "#d9eafb",
    "requirement": "#e2f3f5",
    "lead": "#dff2e1",
    "support": "#eaf6e3",
    "duty": "#eaf6e3",
    "deadline": "#fff0cf",
    "target": "#f6ecd9",
    "progress": "#efe6f7",
    "status": "#efe6f7",
    "unit": "#dff2e1",
    "remarks": "#f1f1ee",
    "person": "#f7e6ea",
}
LONG = frozenset({"task", "requirement", "progress", "name", "problems", "next_steps", "extra"})
HEADER, HEADING, OUTSIDE, FOUND = "#c9d6e4", "#e6eaf0", "#fafafa", "#ffe37a"


class GridModel(QAbstractTableModel):
    """One grid with its layout; ``task_rows`` are the rows that were read as tasks."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid: Any = None
        self.layout_: Any = None
        self._rows: list[int] = []
        self._roles: dict[int, Any] = {}
        self._task_rows: frozenset[int] = frozenset()
        self.found: tuple[int, int] | None = None

    def show(self, grid: Any, layout: Any, task_rows: frozenset[int]) -> None:
        """Show another grid, or the same with another layout."""
        self.beginResetModel()
        self.grid, self.layout_, self._task_rows = grid, layout, task_rows
        self._rows = [row.index for row in grid.rows] if grid is not None else []
        self._roles = {each.column: each.role for each in layout.columns} if layout is not None else {}
        self.found = None
        self.endResetModel()

    def place_of(self, row: int, column: int | None) -> QModelIndex:
        """The model's index of a cell of the grid."""
        if row not in self._rows:
            return QModelIndex()
        return self.index(self._rows.index(row), max(0, min((column or 1) - 1, self.columnCount() - 1)))

    def mark(self, row: int, column: int | None) -> QModelIndex:
        """Mark a cell in yellow."""
        self.found = (row, column or 1)
        if self._rows:
            self.dataChanged.emit(
                self.index(0, 0),
                self.index(len(self._rows) - 1, max(0, self.columnCount() - 1)),
                [Qt.ItemDataRole.BackgroundRole],
            )
        return self.place_of(row, column)

    def row_position(self, row: int) -> int | None:
        """Where a grid row is shown."""
        return self._rows.index(row) if row in self._rows else None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """Rows that hold anything."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """Columns of the grid."""
        return 0 if parent.isValid() or self.grid is None else min(self.grid.width, WIDEST)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        """Columns by letter and role, rows by the numbers Excel shows."""
        if orientation == Qt.Orientation.Vertical:
            return str(self._rows[section]) if role == Qt.ItemDataRole.DisplayRole and section < len(self._rows) else None
        taken = self._roles.get(section + 1)
        if role == Qt.ItemDataRole.DisplayRole:
            if self.layout_ is None:
                return column_letters(section + 1)
            return f"{column_letters(section + 1)}  {taken.label if taken is not None else '（不用）'} ▾"
        if role == Qt.ItemDataRole.ToolTipRole and self.layout_ is not None:
            reason = next((each.reason for each in self.layout_.columns if each.column == section + 1), "")
            return f"{reason}\n点一下可以改" if reason else "点一下可以改"
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text and colour."""
        if not index.isValid() or self.grid is None or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], index.column() + 1
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = self.grid.text(row, column)
            return text if role == Qt.ItemDataRole.DisplayRole else (text or None)
        if role == Qt.ItemDataRole.BackgroundRole:
            return QBrush(QColor(self._colour(row, column)))
        return None

    def _colour(self, row: int, column: int) -> str:
        if self.found == (row, column):
            return FOUND
        layout = self.layout_
        if layout is None:
            return ROLE_COLOURS["task"] if row in self._task_rows else "#ffffff"
        if row in layout.header_rows:
            return HEADER
        if not layout.first_row <= row <= layout.last_row:
            return OUTSIDE
        if row not in self._task_rows:
            return HEADING
        taken = self._roles.get(column)
        return ROLE_COLOURS.get(taken.value, "#f4f4f4") if taken is not None else "#ffffff"


class GridPicture(QTableView):
    """The view of a :class:`GridModel`, with the merged cells of the original. ``menu_wanted(row, column, point)``: the right
    button, or the menu key, on a cell; Alt with the arrow down is a click on the head of its column."""

    menu_wanted = Signal(int, int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = GridModel(self)
        self.setModel(self.cells)
        self.setAccessibleName("原表")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultSectionSize(40)
        self.horizontalHeader().setSectionsClickable(True)
        self.verticalHeader().setSectionsClickable(True)
        self.horizontalHeader().setHighlightSections(False)
        self.setTabKeyNavigation(False)

    def show_grid(self, grid: Any, layout: Any, task_rows: frozenset[int] = frozenset()) -> None:
        """Show ``grid`` coloured by ``layout``."""
        self.clearSpans()
        self.cells.show(grid, layout, task_rows)
        running = grid is not None and self.cells.columnCount() == 1
        self.horizontalHeader().setStretchLastSection(running)
        if grid is None:
            return
        if running:
            self._fit_paragraphs()
        for column in range(0 if running else self.cells.columnCount()):
            first = layout.first_row if layout is not None else 2
            longest = max(
                (len(grid.text(row.index, column + 1)) for row in grid.rows[:80] if row.index >= first and any(row.values[1:])),
                default=4,
            )
            self.setColumnWidth(column, max(84, min(self._widest(layout, column + 1), longest * 13 + 14)))
        for span in grid.spans[:SPANS]:
            self._span(span)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Running text is broken anew."""
        super().resizeEvent(event)
        if self.cells.columnCount() == 1:
            self._fit_paragraphs()

    def _fit_paragraphs(self) -> None:
        """Running text stands in one column as wide as the view: every paragraph as high as its lines."""
        wide = max(1, (self.viewport().width() - PADDING) // self.fontMetrics().horizontalAdvance("国"))
        step = self.fontMetrics().lineSpacing()
        for at in range(min(self.cells.rowCount(), PARAGRAPHS)):
            lines = sum(-(-len(line) // wide) or 1 for line in str(self.cells.index(at, 0).data() or "").split("\n"))
            self.setRowHeight(at, max(28, lines * step + PADDING))

    @staticmethod
    def _widest(layout: Any, column: int) -> int:
        """How wide a column may get: texts wide, names and days narrow, so that a whole table is seen at once."""
        role = layout.role_of(column) if layout is not None else None
        return 270 if role is None or role.value in LONG else 140

    def _span(self, span: Any) -> None:
        rows = [
            at
            for at in (self.cells.row_position(row) for row in range(span.top, min(span.bottom, span.top + 400) + 1))
            if at is not None
        ]
        across = min(span.right, WIDEST) - span.left + 1
        if rows and across > 0 and (len(rows) > 1 or across > 1) and span.left <= self.cells.columnCount():
            self.setSpan(rows[0], span.left - 1, len(rows), min(across, self.cells.columnCount() - span.left + 1))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """What can be said of the cell's row and column."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            below = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            self.menu_wanted.emit(index.row(), index.column(), below if by_key else event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Alt with the arrow down, as on a column of the ledger."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() == Qt.Key.Key_Down and self.currentIndex().isValid():
            self.horizontalHeader().sectionClicked.emit(self.currentIndex().column())
        else:
            super().keyPressEvent(event)

    def go_to(self, row: int, column: int | None) -> None:
        """Mark a cell and bring it into sight."""
        index = self.cells.mark(row, column)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.Clear)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
