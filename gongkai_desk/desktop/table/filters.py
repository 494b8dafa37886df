"""The filter of one column, as in Excel: sort, search, tick the values to see."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
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
LIMIT = 500
INDENT = "　"
BEHIND = "\uffff"
"""Sorts behind every month."""
_HEAD = Qt.ItemDataRole.UserRole + 1
_DAY = re.compile(r"(\d{4})-(\d{2})-\d{2}")


def month_of(text: str) -> str:
    """The month of the day that a deadline was understood as; nothing where it is no day."""
    found = _DAY.search(text)
    return f"{found[1]}年{found[2]}月" if found else ""


def ungrouped(_text: str) -> str:
    """Most columns have no groups."""
    return ""


@dataclass(frozen=True)
class Values:
    """The different texts of a column in their order, how often each stands there, and the group of each where there are some."""

    texts: list[str]
    counts: Mapping[str, int]
    groups: Mapping[str, str]

    @classmethod
    def of(cls, texts: Iterable[str], group: Callable[[str], str] = ungrouped) -> Values:
        """Of all ``texts`` of a column. Runs on any thread."""
        counts = Counter(texts)
        groups = {text: found for text in counts if (found := group(text))} if group is not ungrouped else {}
        order = sorted(counts, key=sort_key)
        if groups:
            order.sort(key=lambda text: groups.get(text, BEHIND))
        return cls(order, counts, groups)


NO_VALUES = Values([], {}, {})


class FilterPopup(QFrame):
    """``chosen(frozenset | None)``: the values to let through, None for all; ``sort_wanted(descending)``.

    The values are given now, or by :meth:`list_values` as soon as they are counted.
    """

    chosen = Signal(object)
    sort_wanted = Signal(bool)

    def __init__(
        self,
        title: str,
        values: Values | None,
        allowed: frozenset[str] | None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(f"筛选：{title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._allowed = allowed
        self._values = NO_VALUES
        self._on: set[str] = set()
        self._found: list[str] = []
        self.search = QLineEdit(placeholderText="查找要显示的内容", clearButtonEnabled=True)
        self.search.setAccessibleName("查找要显示的内容")
        self.search.textChanged.connect(self._narrow)
        self.list = QListWidget()
        self.list.setAccessibleName("要显示的内容")
        self.list.setUniformItemSizes(True)
        self.list.itemChanged.connect(self._ticked)
        self.sure = QPushButton("确定", default=True)
        self.sure.setEnabled(False)
        self.sure.setProperty("primary", True)
        self.sure.clicked.connect(self.accept)
        self._build()
        if values is not None:
            self.list_values(values)
        else:
            self.list.addItem("正在列出…")

    def _build(self) -> None:
        clear = QPushButton("清除筛选")
        clear.clicked.connect(self._clear)
        bottom = QHBoxLayout()
        bottom.addWidget(clear)
        bottom.addWidget(self.sure)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(self._buttons((("升序", lambda: self._sort(False)), ("降序", lambda: self._sort(True)))))
        column.addWidget(self.search)
        column.addWidget(self.list)
        column.addLayout(self._buttons((("全选", lambda: self._tick(True)), ("全不选", lambda: self._tick(False)))))
        column.addLayout(bottom)
        self.setFixedSize(280, 380)

    def list_values(self, values: Values) -> None:
        """List ``values``, ticked where the filter lets them through now."""
        self._values, allowed = values, self._allowed
        self._on = set(values.texts) if allowed is None else {text for text in values.texts if text in allowed}
        self.sure.setEnabled(True)
        self._list_anew(self._holding(self.search.text()))

    def open_at(self, point: QPoint) -> None:
        """Show at ``point`` (global), inside the screen."""
        screen = self.screen().availableGeometry()
        self.move(min(point.x(), screen.right() - self.width()), min(point.y(), screen.bottom() - self.height()))
        self.show()
        self.search.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter takes the choice (or presses the button that has the keyboard), Esc gives up, the arrow down goes to the list."""
        focused = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (focused.click if isinstance(focused, QPushButton) else self.accept)()
        elif event.key() == Qt.Key.Key_Down and focused is self.search:
            self.list.setFocus()
            self.list.setCurrentRow(max(0, self.list.currentRow()))
        else:
            super().keyPressEvent(event)

    def accept(self) -> None:
        """Let the ticked values through: of those searched for where words were searched, else of all."""
        if not self.sure.isEnabled():
            return
        self._keep_ticks()
        ticked = frozenset(self._on & set(self._found)) if self.search.text() else frozenset(self._on)
        self.chosen.emit(None if len(ticked) == len(self._values.texts) else ticked)
        self.close()

    def _keep_ticks(self) -> None:
        for item in self._items():
            if item.data(_HEAD):
                continue
            text = str(item.data(Qt.ItemDataRole.UserRole))
            (self._on.add if item.checkState() == Qt.CheckState.Checked else self._on.discard)(text)

    def _list_anew(self, texts: list[str]) -> None:
        """List ``texts``, as many as can be looked through."""
        self._found = texts
        self.list.blockSignals(True)
        self.list.clear()
        counts, groups = self._values.counts, self._values.groups
        above, totals = "", Counter[str]()
        for text in texts if groups else ():
            totals[groups.get(text, "")] += counts[text]
        for text in texts[:LIMIT]:
            group = groups.get(text, "")
            if group and group != above:
                head = self._item(group, totals[group], True)
                head.setData(_HEAD, group)
                self.list.addItem(head)
            above = group
            self.list.addItem(self._item(text, counts[text], text in self._on, INDENT if group else ""))
        self._follow_heads()
        self.list.blockSignals(False)

    def _ticked(self, item: QListWidgetItem) -> None:
        """A month stands for all its days."""
        self.list.blockSignals(True)
        group = item.data(_HEAD)
        if group:
            for each in self._items():
                if not each.data(_HEAD) and self._group(each) == group:
                    each.setCheckState(item.checkState())
        self._follow_heads()
        self.list.blockSignals(False)

    def _group(self, item: QListWidgetItem) -> str:
        return self._values.groups.get(str(item.data(Qt.ItemDataRole.UserRole)), "")

    def _follow_heads(self) -> None:
        """A month is ticked when all its days are, half when some are."""
        states: dict[str, set[Qt.CheckState]] = {}
        for item in self._items():
            if not item.data(_HEAD):
                states.setdefault(self._group(item), set()).add(item.checkState())
        for item in self._items():
            found = states.get(item.data(_HEAD) or "", set())
            if item.data(_HEAD):
                item.setCheckState(next(iter(found)) if len(found) == 1 else Qt.CheckState.PartiallyChecked)

    def _clear(self) -> None:
        self.chosen.emit(None)
        self.close()

    def _item(self, text: str, count: int, ticked: bool, indent: str = "") -> QListWidgetItem:
        shown = text.replace("\n", " ")[:40] or BLANK
        item = QListWidgetItem(f"{indent}{shown} ({count})")
        item.setData(Qt.ItemDataRole.UserRole, text)
        item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        return item

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(at) for at in range(self.list.count())]

    def _holding(self, words: str) -> list[str]:
        return [text for text in self._values.texts if words in text]

    def _narrow(self, words: str) -> None:
        if self.sure.isEnabled():
            self._keep_ticks()
            self._list_anew(self._holding(words))

    def _tick(self, ticked: bool) -> None:
        """All that are found, listed or not."""
        if not self.sure.isEnabled():
            return
        self._on = self._on | set(self._found) if ticked else self._on - set(self._found)
        self._list_anew(self._found)

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
