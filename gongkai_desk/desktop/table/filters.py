"""The filter of one column, as in Excel: sort, search, tick the values to see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.desktop.table.texts import sort_key

BLANK = "（空白）"
LIMIT = 2000


class FilterPopup(QFrame):
    """``chosen(frozenset | None)``: the values to let through, None for all; ``sort_wanted(descending)``."""

    chosen = Signal(object)
    sort_wanted = Signal(bool)

    def __init__(self, title: str, texts: Sequence[str], allowed: frozenset[str] | None, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(f"筛选：{title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        counts = Counter(texts)
        self._all = sorted(counts, key=sort_key)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(self._buttons((("升序", lambda: self._sort(False)), ("降序", lambda: self._sort(True)))))
        self.search = QLineEdit(placeholderText="查找要显示的内容", clearButtonEnabled=True)
        self.search.textChanged.connect(self._narrow)
        column.addWidget(self.search)
        self.list = QListWidget()
        self.list.setAccessibleName("要显示的内容")
        self.list.setUniformItemSizes(True)
        for text in self._all[:LIMIT]:
            self.list.addItem(self._item(text, counts[text], allowed is None or text in allowed))
        column.addWidget(self.list)
        column.addLayout(self._buttons((("全选", lambda: self._tick(True)), ("全不选", lambda: self._tick(False)))))
        sure = QPushButton("确定", default=True)
        sure.setProperty("primary", True)
        sure.clicked.connect(self.accept)
        clear = QPushButton("清除筛选")
        clear.clicked.connect(self._clear)
        bottom = QHBoxLayout()
        bottom.addWidget(clear)
        bottom.addWidget(sure)
        column.addLayout(bottom)
        self.setFixedSize(280, 380)

    def open_at(self, point: QPoint) -> None:
        """Show at ``point`` (global), inside the screen."""
        screen = self.screen().availableGeometry()
        self.move(min(point.x(), screen.right() - self.width()), min(point.y(), screen.bottom() - self.height()))
        self.show()
        self.search.setFocus()

    def accept(self) -> None:
        """Let the ticked values through."""
        ticked = frozenset(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in self._items()
            if item.checkState() == Qt.CheckState.Checked and not item.isHidden()
        )
        rest = frozenset(self._all[LIMIT:]) if not self.search.text() else frozenset()
        everything = len(ticked) + len(rest) == len(self._all)
        self.chosen.emit(None if everything else ticked | rest)
        self.close()

    def _clear(self) -> None:
        self.chosen.emit(None)
        self.close()

    def _item(self, text: str, count: int, ticked: bool) -> QListWidgetItem:
        shown = text.replace("\n", " ")[:40] or BLANK
        item = QListWidgetItem(f"{shown} ({count})")
        item.setData(Qt.ItemDataRole.UserRole, text)
        item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        return item

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(at) for at in range(self.list.count())]

    def _narrow(self, words: str) -> None:
        for item in self._items():
            item.setHidden(words not in str(item.data(Qt.ItemDataRole.UserRole)))

    def _tick(self, ticked: bool) -> None:
        for item in self._items():
            if not item.isHidden():
                item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def _sort(self, descending: bool) -> None:
        self.sort_wanted.emit(descending)
        self.close()

    @staticmethod
    def _buttons(entries: Sequence[tuple[str, object]]) -> QHBoxLayout:
        line = QHBoxLayout()
        for text, handler in entries:
            button = QPushButton(text)
            button.clicked.connect(handler)
            line.addWidget(button)
        return line
