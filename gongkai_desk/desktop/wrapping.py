"""Lines of a list that wrap: Qt gives every row of a tree the height of one line unless it is told the width."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView

MOST = 8


class WrapDelegate(QStyledItemDelegate):
    """Up to :data:`MOST` lines a row in ``view``."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """As tall as the text needs in the width there is."""
        depth = 2 if index.parent().isValid() else 1
        room = max(60, self._view.viewport().width() - depth * self._view.indentation() - 8)
        metrics = option.fontMetrics
        wide = metrics.horizontalAdvance(str(index.data() or ""))
        lines = min(MOST, max(1, -(-int(wide * 1.04) // room)))
        return QSize(room, lines * metrics.lineSpacing() + 6)
