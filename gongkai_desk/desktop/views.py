"""Plain tables as most pages need them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)

from gongkai_desk.desktop import theme
from gongkai_desk.desktop.models import Field, ValuesModel
from gongkai_desk.desktop.ticks import TickModel

MEASURED, PADDING, TICK = 3_000, 12, 24
WHOLE = 220
"""How wide a column of units' names may get, to show them whole."""
LEAST, GIVING = 0.7, 2
"""What a column that gives room keeps of its width, and which give: those that grow at least so much. Names keep theirs."""


class ValuesView(QTableView):
    """A table of values whose selection can be copied to Excel, WPS and Word; ``nothing`` is said where it has no rows.

    Its columns fill the window: those that ``grow`` share what is left over and give where room lacks, until the clerk draws a
    column's edge.
    """

    nothing = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fitting = True
        self._programmed = False
        self._longest: dict[int, int] = {}
        self._room = 0  # as told by Qt: to ask the viewport makes Python classes for all widgets there are, at the start
        self.horizontalHeader().sectionResized.connect(self._resized)

    def fit(self) -> None:
        """Fit the columns to the window."""
        model = self.model()
        if not self.fitting or not isinstance(model, ValuesModel):
            return
        self._programmed = True
        fields = [replace(field, width=max(field.width, self._longest.get(at, 0))) for at, field in enumerate(model.fields)]
        for at, width in enumerate(spread(fields, self._room or sum(field.width for field in fields))):
            self.setColumnWidth(at, width)
        self._programmed = False

    def measure(self) -> None:
        """Find the longest text of the columns that are shown whole, of very many rows in a part of them, and fit anew."""
        model = self.model()
        assert isinstance(model, ValuesModel)
        values = model.values[:: 1 + len(model.values) // MEASURED]
        beside = TICK if isinstance(model, TickModel) else 0
        for at, field in enumerate(model.fields):
            if field.whole:
                longest = max((field.text(value) for value in values), key=len, default="")
                wide = self.fontMetrics().horizontalAdvance(longest) + PADDING + (beside if at == 0 else 0)
                self._longest[at] = min(wide, field.whole)
        self.fit()

    def _resized(self, at: int, old: int, new: int) -> None:
        last = self.horizontalHeader().count() - 1  # Qt stretches that one
        if not self._programmed and old and new and at != last and self.isVisible():
            self.fitting = False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fit anew where the width changed."""
        super().resizeEvent(event)
        if event.size().width() != self._room:
            self._room = event.size().width()
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Ctrl+C copies what is selected, not only the current cell; Space ticks the selected rows, in whichever column."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            event.accept()
        elif event.key() == Qt.Key.Key_Space and isinstance(self.model(), TickModel) and self.currentIndex().isValid():
            self._tick()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _tick(self) -> None:
        model = self.model()
        assert isinstance(model, TickModel)
        rows = {each.row() for each in self.selectionModel().selectedIndexes()} or {self.currentIndex().row()}
        shown = [model.values[row] for row in sorted(rows) if not self.isRowHidden(row)]
        model.tick_some(shown, not model.values[self.currentIndex().row()].on)

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
        if field.tail:
            from gongkai_desk.desktop.cutting import TailDelegate  # not at the start: Qt's delegates take long to make

            view.setItemDelegateForColumn(at, TailDelegate(view))
    if any(field.whole for field in model.fields):
        model.modelReset.connect(view.measure)
        view.measure()
    else:
        view.fit()
    return view


def spread(fields: Sequence[Field], room: int) -> list[int]:
    """Widths for ``fields`` in ``room`` pixels: as designed; what is left over, or lacks, is shared among those that grow."""
    widths = [field.width for field in fields]
    growing = [at for at, field in enumerate(fields) if field.grow]
    spare = room - sum(widths)
    if spare > 0:
        shares = {at: float(fields[at].grow) for at in growing}
    else:
        shares = {at: widths[at] * (1 - LEAST) for at in growing if fields[at].grow >= GIVING}
        spare = max(spare, -round(sum(shares.values())))
    total = sum(shares.values())
    for at, share in shares.items() if total else ():
        widths[at] += int(spare * share / total) - (spare < 0)
        widths[at] = min(widths[at], fields[at].most or widths[at])
    return widths
