"""Plain tables as most pages need them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from gongkai_desk.desktop import theme
from gongkai_desk.desktop.models import ValuesModel


class ValuesView(QTableView):
    """A table of values whose selection can be copied to Excel, WPS and Word; ``nothing`` is said where it has no rows."""

    nothing = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Ctrl+C copies what is selected, not only the current cell."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            event.accept()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """The selected cells to the clipboard, row by row; hidden rows and columns are left out."""
        from gongkai_desk.desktop.table.clipboard import to_mime

        indexes = [each for each in self.selectionModel().selectedIndexes() if not self.isRowHidden(each.row())]
        rows = sorted({each.row() for each in indexes})
        header = self.horizontalHeader()
        columns = sorted({each.column() for each in indexes if not self.isColumnHidden(each.column())}, key=header.visualIndex)
        if rows:
            block = [[str(self.model().index(row, column).data() or "") for column in columns] for row in rows]
            QGuiApplication.clipboard().setMimeData(to_mime(block))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """What the page offers for its rows, then copying."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in self.actions():
            menu.addAction(action)
        if self.actions():
            menu.addSeparator()
        copy = menu.addAction("复制\tCtrl+C", self.copy)
        copy.setEnabled(self.selectionModel().hasSelection())
        menu.addAction("全选\tCtrl+A", self.selectAll).setEnabled(self.model().rowCount() > 0)
        menu.popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The rows, or a word that there are none."""
        super().paintEvent(event)
        if self.nothing and self.model().rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.FAINT))
            room = self.viewport().rect().adjusted(12, 12, -12, -12)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.nothing)
            painter.end()


def values_table(model: ValuesModel, name: str, nothing: str = "", parent: QWidget | None = None) -> ValuesView:
    """A plain table over ``model``: rows selected whole, widths as the fields say; ``nothing`` is said where it is empty."""
    view = ValuesView(parent)
    view.nothing = nothing
    view.setModel(model)
    view.setAccessibleName(name)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().setVisible(False)
    view.verticalHeader().setDefaultSectionSize(28)
    view.horizontalHeader().setHighlightSections(False)
    view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    view.setWordWrap(False)
    view.horizontalHeader().setStretchLastSection(True)
    view.setTabKeyNavigation(False)
    for at, field in enumerate(model.fields):
        view.setColumnWidth(at, field.width)
    return view
