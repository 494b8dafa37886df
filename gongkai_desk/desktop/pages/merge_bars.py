"""What stands under the tabs of a merge: how to decide, for which rows, and one value from three sides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QPlainTextEdit, QWidget

from gongkai_desk.desktop import merge_lines
from gongkai_desk.desktop.desk import button, label

SIDES = 150
"""How tall three texts side by side are at most; the rest of the room is the table's."""


class _ScopeBar(QWidget):
    """What is said here holds for the rows selected, for all of their unit, or for all."""

    def __init__(self, all_of: str, name: str) -> None:
        super().__init__()
        self.scope = QComboBox()
        for key, words in (("one", "所选各处"), ("unit", "这个单位的全部"), ("all", all_of)):
            self.scope.addItem(words, key)
        self.scope.setAccessibleName(name)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 4, 0, 4)
        self.line.addWidget(label("对"))
        self.line.addWidget(self.scope)

    def wanted(self) -> str:
        """``one``, ``unit`` or ``all``."""
        return str(self.scope.currentData())


class ChangeBar(_ScopeBar):
    """``chosen(whether to take, scope)``."""

    chosen = Signal(bool, str)

    def __init__(self) -> None:
        super().__init__("全部改动", "改动的范围")
        for text, on in (("采用", True), ("不采用", False)):
            self.line.addWidget(button(text, partial(self._choose, on)))
        self.line.addStretch(1)

    def _choose(self, on: bool) -> None:
        self.chosen.emit(on, self.wanted())


class DecisionBar(_ScopeBar):
    """``chosen(choice, scope)``; ``rewrite()``."""

    chosen = Signal(str, str)
    rewrite = Signal()

    def __init__(self) -> None:
        super().__init__("全部冲突", "决定的范围")
        for text, choice in (("采用交回", merge_lines.THEIRS), ("保留台账", merge_lines.OURS), ("两者合并", merge_lines.JOIN)):
            self.line.addWidget(button(text, partial(self._choose, choice)))
        self.line.addWidget(button("改写…", self.rewrite.emit))
        self.line.addStretch(1)

    def _choose(self, choice: str) -> None:
        self.chosen.emit(choice, self.wanted())


class UnmatchedBar(QWidget):
    """``attach(task id)`` (empty: ask which); ``each()``: several rows, each to its own likeliest task; ``reject()``."""

    attach = Signal(str)
    each = Signal()
    reject = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.box = QComboBox()
        self.box.setMinimumWidth(360)
        self.box.setAccessibleName("可能的任务")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 4, 0, 4)
        line.addWidget(self.box)
        self.take = button("归入这项任务", self._attach)
        line.addWidget(self.take)
        line.addWidget(button("指定其他任务…", lambda: self.attach.emit("")))
        line.addWidget(button("不采用", self.reject.emit))
        line.addStretch(1)

    def offer(self, entry: Any, words: Callable[[str], str]) -> None:
        """The candidates of the row under the cursor."""
        self.box.clear()
        for candidate in entry.candidates:
            self.box.addItem(f"{round(candidate.score * 100)}% {words(candidate.task)}", candidate.task)

    def several(self, rows: int) -> None:
        """How many rows are selected: of several each has a task of its own, so that the box means none of them."""
        self.box.setEnabled(rows < 2)
        self.take.setText("归入这项任务" if rows < 2 else "各归最像的任务")

    def _attach(self) -> None:
        if not self.box.isEnabled():
            self.each.emit()
        elif self.box.currentData():
            self.attach.emit(str(self.box.currentData()))


LEAST = 34
"""On a small screen the lists above are worth more than a second line here."""


class SidesView(QWidget):
    """One value side by side: as issued, as returned, as in the ledger (or under other ``titles``)."""

    def __init__(self, titles: Sequence[str] = ("发出时", "交回", "台账现在"), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setRowStretch(1, 1)
        self.setMaximumHeight(SIDES)
        self.texts: list[QPlainTextEdit] = []
        for at, title in enumerate(titles):
            grid.addWidget(label(title, "hint"), 0, at)
            text = QPlainTextEdit(self, readOnly=True)
            text.setAccessibleName(title)
            text.setMinimumHeight(LEAST)
            grid.addWidget(text, 1, at)
            self.texts.append(text)

    def give_room(self, height: int) -> None:
        """On a page of ``height`` pixels: the lists above come first."""
        self.setMaximumHeight(max(2 * LEAST, min(SIDES, height // 4)))

    def clear(self) -> None:
        """Show nothing."""
        for text in self.texts:
            text.clear()

    def show_sides(self, sides: merge_lines.Sides) -> None:
        """Show the three."""
        for text, words in zip(self.texts, (sides.issued, sides.returned, sides.ours), strict=True):
            text.setPlainText(words)

    def show_texts(self, *words: str) -> None:
        """Show as many texts as there are sides."""
        for text, shown in zip(self.texts, words, strict=True):
            text.setPlainText(shown)

    def show_text(self, words: str) -> None:
        """Show a returned row as a whole."""
        self.clear()
        self.texts[1].setPlainText(words)
