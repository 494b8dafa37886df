"""The outline on the left: headings, units, states and lights, each with its count. A click shows only those."""

from __future__ import annotations

from collections import Counter
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from gongkai_desk.desktop import theme
from gongkai_desk.desktop.state import State
from gongkai_desk.desktop.table.rows import COLUMN
from gongkai_desk.desktop.table.texts import Texts

_WHAT = Qt.ItemDataRole.UserRole


class Outline(QTreeWidget):
    """``wanted(dict)``: fields of :class:`~gongkai_desk.desktop.table.rows.Choice` that a click asks for."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.header().setStretchLastSection(False)
        self.header().setMinimumSectionSize(24)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIndentation(14)
        self.setIconSize(QSize(*theme.LAMP))
        self.setUniformRowHeights(True)
        self.setAccessibleName("目录")
        self.setMinimumWidth(150)
        self.itemClicked.connect(self._clicked)
        self.itemActivated.connect(self._clicked)
        self._shape: Any = None

    def show_state(self, state: State | None, texts: Texts | None) -> None:
        """Rebuild where headings, units or counts changed; what was unfolded stays so."""
        shape = _shape(state, texts)
        if shape == self._shape:
            return
        self._shape = shape
        current = self.currentItem()
        chosen = self._path(current) if current is not None else ()
        open_now = {self._path(item) for item in self._items() if item.isExpanded()}
        first = not self.topLevelItemCount()
        self.clear()
        if state is None or texts is None:
            return
        total = self._add(self, "全部任务", len(texts.tasks), {"section": (), "unit": "", "columns": {}})
        self._bold(total)
        self._sections(texts)
        self._lights(texts)
        self._values("状态", Counter(texts.column(COLUMN["status"])), "status")
        self._units(state)
        for item in self._items():
            item.setExpanded(
                self._path(item) in open_now or (first and item.parent() is None and item.text(0)[:2] in ("目录", "亮灯"))
            )
        self.setCurrentItem(next((item for item in self._items() if self._path(item) == chosen), total))

    def section(self) -> tuple[str, ...]:
        """The headings that the current entry stands for; none for other entries."""
        item = self.currentItem()
        what = item.data(0, _WHAT) if item is not None else None
        return tuple(what["section"]) if what else ()

    def show_all(self) -> None:
        """Nothing is filtered any more: the first entry says so."""
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)

    def _sections(self, texts: Texts) -> None:
        counts = texts.sections()
        if not counts:
            return
        root = self._head("目录")
        items: dict[tuple[str, ...], QTreeWidgetItem] = {(): root}
        for section, count in counts.items():
            parent = items[section[:-1]]
            items[section] = self._add(parent, section[-1], count, {"section": section, "unit": "", "columns": {}})

    def _lights(self, texts: Texts) -> None:
        counts: Counter[str] = Counter(texts.column(COLUMN["light"]))
        root = self._head("亮灯")
        lamps = texts.lamps()
        for word in sorted(filter(None, counts), key=lambda word: _gravity(lamps[word])):
            what = {"columns": {"light": frozenset({word})}, "section": (), "unit": ""}
            item = self._add(root, word, counts[word], what)
            state = lamps[word]
            if state is not None:
                item.setIcon(0, QIcon(theme.light_pixmap(state.light.value)))

    def _values(self, title: str, counts: Counter[str], column: str) -> None:
        root = self._head(title)
        for text, count in counts.most_common(12):
            if text:
                self._add(root, text, count, {"columns": {column: frozenset({text})}, "section": (), "unit": ""})

    def _units(self, state: State) -> None:
        if state.standing is None or not state.standing.units:
            return
        root = self._head("单位")
        for unit in state.standing.units:
            if unit.due:
                self._add(root, unit.unit, f"{unit.reported}/{unit.due}", {"unit": unit.unit, "section": (), "columns": {}})

    def _head(self, title: str) -> QTreeWidgetItem:
        item = self._add(self, title, "", None)
        self._bold(item)
        return item

    @staticmethod
    def _bold(item: QTreeWidgetItem) -> None:
        font = item.font(0)
        font.setBold(True)
        for column in (0, 1):
            item.setFont(column, font)

    @staticmethod
    def _add(parent: Any, text: str, count: int | str, what: dict[str, Any] | None) -> QTreeWidgetItem:
        """The count has its own column, so that a long heading never pushes it out of sight."""
        item = QTreeWidgetItem(parent, [text, str(count)])
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setData(0, _WHAT, what)
        item.setToolTip(0, f"{text}  {count}".strip())
        return item

    def _items(self) -> list[QTreeWidgetItem]:
        return self.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)

    @staticmethod
    def _path(item: QTreeWidgetItem) -> tuple[str, ...]:
        path: list[str] = []
        current: QTreeWidgetItem | None = item
        while current is not None:
            path.append(current.text(0))
            current = current.parent()
        return tuple(path)

    def _clicked(self, item: QTreeWidgetItem, _column: int = 0) -> None:
        what = item.data(0, _WHAT)
        if what is None:
            item.setExpanded(not item.isExpanded())
        else:
            self.wanted.emit(what)


def _gravity(state: Any) -> int:
    """The worst light first."""
    return ("red", "yellow", "green", "grey").index(state.light.value) if state is not None else 4


def _shape(state: State | None, texts: Texts | None) -> Any:
    if state is None or texts is None:
        return None
    units = [(unit.unit, unit.due, unit.reported) for unit in state.standing.units] if state.standing is not None else []
    return (
        state.path,
        texts.sections(),
        texts.column(COLUMN["light"]),
        texts.column(COLUMN["status"]),
        units,
    )
