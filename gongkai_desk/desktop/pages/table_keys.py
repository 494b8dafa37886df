"""Keys in a setting's table: a block from Excel is pasted as one step, Delete empties, Enter goes down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QWidget

from gongkai_desk.desktop.table import clipboard

if TYPE_CHECKING:
    from gongkai_desk.desktop.pages.tables import TableTab

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TableKeys(QObject):
    """Of the view of ``tab``."""

    def __init__(self, tab: TableTab) -> None:
        super().__init__(tab)
        self._tab = tab
        tab.view.installEventFilter(self)
        tab.view.itemDelegate().closeEditor.connect(self._left)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Enter, Delete, where no cell is open (its editor passes on what it does not take)."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.modifiers()
        if pressed and isinstance(event, QKeyEvent) and self._tab.view.hasFocus():
            if event.key() in _ENTER:
                self._down()
                return True
            if event.key() == Qt.Key.Key_Delete:
                self.clear()
                return True
        return super().eventFilter(watched, event)

    def paste(self) -> None:
        """What was copied into the cells from the cursor on, new rows below the last; all of it or, where a column does not take
        something, nothing."""
        tab, index = self._tab, self._tab.view.currentIndex()
        block = clipboard.from_mime(QGuiApplication.clipboard().mimeData())
        if not tab.writable or not block or not index.isValid():
            tab.desk.say("剪贴板里没有可粘贴的文字" if tab.writable and not block else "请先选中要粘贴到的单元格")
            return
        model, header = tab.model, tab.view.horizontalHeader()
        chosen = {each.row() for each in tab.view.selectionModel().selectedIndexes()}
        widths = {each.column() for each in tab.view.selectionModel().selectedIndexes()}
        block = clipboard.fit(block, max(1, len(chosen)), max(1, len(widths)))
        start = min(chosen, default=index.row())
        left = min((header.visualIndex(at) for at in widths), default=header.visualIndex(index.column()))
        columns = [header.logicalIndex(at) for at in range(left, len(model.fields))]
        rows = [at for at in range(start, len(model.values)) if not tab.view.isRowHidden(at)]
        cells = {}
        for at, line in enumerate(block):
            row = rows[at] if at < len(rows) else len(model.values) + at - len(rows)
            cells.update({(row, column): text for column, text in zip(columns, line, strict=False)})
        tab.write_cells(cells, f"粘贴到{tab.table.title}")

    def clear(self) -> None:
        """Empty the selected cells; names stay, a row is deleted by its button."""
        cells = {(each.row(), each.column()): "" for each in self._tab.view.selectionModel().selectedIndexes() if each.column()}
        if not cells:
            self._tab.desk.say("要删除整行请用“删除所选行”")
        elif self._tab.writable:
            self._tab.write_cells(cells, f"清除{self._tab.table.title}")

    def _left(self, _editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            QTimer.singleShot(0, self, self._down)  # the view is still busy with the editor

    def _down(self) -> None:
        view, index = self._tab.view, self._tab.view.currentIndex()
        below = next((at for at in range(index.row() + 1, len(self._tab.model.values)) if not view.isRowHidden(at)), None)
        if index.isValid() and below is not None:
            self._tab.stand(below, index.column())


def rows_with(values: list[Any], blank: Any, fields: Any, cells: dict[tuple[int, int], str]) -> list[Any]:
    """``values`` with ``cells`` written; rows below the last are made of ``blank`` (left out where there is none).

    Raises GongkaiError for what a column does not take.
    """
    made = list(values)
    for (row, column), text in cells.items():
        while row >= len(made) and blank is not None:
            made.append(blank)
        field = fields[column]
        if row < len(made) and field.write is not None and text != field.text(made[row]):
            made[row] = field.write(made[row], text)
    return made
