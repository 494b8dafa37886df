"""The left side of the export page: which paper, of which tasks, in what order, and the words of the paper itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QDate, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.desktop.desk import label
from gongkai_desk.desktop.papers import Paper, Wish
from gongkai_desk.desktop.state import State
from gongkai_desk.exporting.choice import FACTS, LIGHTS, STATES

ALL = "（全部）"
WIDTH, SPACING = 256, 6
FEWEST_PAPERS = 84
"""The least height of the list of papers: four lines."""


class PaperChoice(QWidget):
    """``changed()``: another paper or another choice of tasks; ``round_wanted(name)``: another 报送期."""

    changed = Signal()
    round_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.papers: tuple[Paper, ...] = ()
        self.list = QListWidget()
        self.list.setAccessibleName("模板")
        self.list.setMinimumHeight(60)
        self.round, self.unit, self.section, self.status, self.light, self.order = (QComboBox() for _ in range(6))
        self.day = QDateEdit()
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.facts = {name: QLineEdit() for name in FACTS}
        self.masked = QCheckBox("脱敏（遮去证件号、手机号）")
        self.head = QHBoxLayout()
        self.area = QScrollArea(widgetResizable=True)
        self.holder = QWidget()
        self._build()
        self._wire()

    def _build(self) -> None:
        self.setFixedWidth(WIDTH)
        self.form = QFormLayout(self.holder)
        self.form.setContentsMargins(0, 0, 4, 0)
        self.form.setVerticalSpacing(4)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for title, widget, tip in (
            ("报送期", self.round, "进展情况取哪一期的"),
            ("截至", self.day, "只算到这一天为止收到的报送；灯和剩余天数也按这一天算"),
            ("单位", self.unit, "只做这个单位的表"),
            ("标题", self.section, "只要这个标题下的任务"),
            ("状态", self.status, "只要这种状态的任务"),
            ("亮灯", self.light, "只要亮这种灯的任务"),
            ("次序", self.order, "任务按什么次序排"),
            *((name, box, "写在文书上的内容") for name, box in self.facts.items()),
        ):
            widget.setAccessibleName(title)
            widget.setToolTip(tip)
            if isinstance(widget, QComboBox):
                widget.setMinimumContentsLength(6)
                widget.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            if widget is self.light:
                self.form.addRow("状态", self._side_by_side())
            elif widget is not self.status:
                self.form.addRow(title, widget)
        self.area.setFrameStyle(0)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.holder)
        self.area.setAccessibleName("选择任务")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        self.head.addWidget(label("模板"), 1)
        column.addLayout(self.head)
        column.addWidget(self.list, 1)
        column.addWidget(self.area)
        column.addWidget(self.masked)

    def _side_by_side(self) -> QHBoxLayout:
        """状态 and 亮灯 share a line: on a small screen every line counts."""
        line = QHBoxLayout()
        line.setSpacing(4)
        for widget, share in ((self.status, 1), (label("亮灯"), 0), (self.light, 1)):
            line.addWidget(widget, share)
            widget.setMinimumWidth(20)
        return line

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The fields first, without scrolling; the list of papers has what is left, and never less than a few lines."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        others = self.head.sizeHint().height() + self.masked.sizeHint().height() + 3 * SPACING
        self.holder.adjustSize()
        self.area.setFixedHeight(max(60, min(self.holder.sizeHint().height() + 2, self.height() - others - FEWEST_PAPERS)))
        QTimer.singleShot(0, self, lambda: self.list.scrollToItem(self.list.currentItem()))

    def _wire(self) -> None:
        self.list.currentRowChanged.connect(lambda _row: self._other_paper())
        for box in (self.unit, self.section, self.status, self.light, self.order):
            box.activated.connect(lambda _at: self.changed.emit())
        self.round.activated.connect(lambda _at: self.round_wanted.emit(self.round.currentText()))
        self.day.dateChanged.connect(lambda _day: self.changed.emit())
        for edit in self.facts.values():
            edit.editingFinished.connect(self.changed.emit)
        self.masked.toggled.connect(lambda _on: self.changed.emit())

    # -- showing

    def show_papers(self, papers: Sequence[Paper], chosen: str) -> None:
        """List ``papers``; the one called ``chosen`` is taken, else the first."""
        self.papers = tuple(papers)
        with QSignalBlocker(self.list):
            self.list.clear()
            self.list.addItems([paper.title for paper in self.papers])
            self.list.setCurrentRow(next((at for at, paper in enumerate(self.papers) if paper.name == chosen), 0))
        self._show_facts()

    def show_state(self, state: State) -> None:
        """Other rounds, units, headings and lights to choose from."""
        from gongkai_desk.exporting import Order

        rounds = [each.name for each in reversed(state.snapshot.rounds)]
        fill(self.round, rounds or ["尚无报送期"])
        self.round.setEnabled(bool(rounds))
        if state.round:
            self.round.setCurrentText(state.round)
        words = [state.standing.rules.words.get(key, key) for key in LIGHTS]
        fill(self.unit, [ALL, *(each.unit for each in state.standing.units)])
        fill(self.section, [ALL, *dict.fromkeys(heading for task in state.snapshot.tasks for heading in task.section[:1])])
        fill(self.status, [ALL, *STATES])
        fill(self.light, [ALL, *words])
        fill(self.order, [each.value for each in Order])
        if self.day.maximumDate() != _qdate(state.today):
            with QSignalBlocker(self.day):
                self.day.setMaximumDate(_qdate(state.today))
                self.day.setDate(_qdate(state.today))

    def _other_paper(self) -> None:
        self._show_facts()
        self.changed.emit()

    def _show_facts(self) -> None:
        paper = self.paper()
        wanted = paper.facts if paper is not None else ()
        for name, edit in self.facts.items():
            self.form.setRowVisible(edit, name in wanted)
        self._share()

    # -- what was chosen

    def paper(self) -> Paper | None:
        """The paper in front."""
        row = self.list.currentRow()
        return self.papers[row] if 0 <= row < len(self.papers) else None

    def wish(self, state: State) -> Wish | None:
        """Everything that was chosen; None where there is no paper."""
        from gongkai_desk.exporting import Choice, Order

        paper = self.paper()
        if paper is None:
            return None
        light = self.light.currentIndex()
        choice = Choice(
            sections=_chosen(self.section),
            states=_chosen(self.status),
            lights=() if light < 1 else (LIGHTS[light - 1],),
            order=Order(self.order.currentText()) if self.order.currentText() else Order.DOCUMENT,
        )
        unit: Any = next(iter(_chosen(self.unit)), None)
        day = self.day.date()
        told = {name: self.facts[name].text().strip() for name in paper.facts if self.facts[name].text().strip()}
        chosen_day = state.today.replace(day.year(), day.month(), day.day())
        return Wish(state, paper, unit, choice, told, self.masked.isChecked(), day=chosen_day)


def fill(box: QComboBox, items: list[str]) -> None:
    """Other items, the chosen one kept where it is still there."""
    chosen = box.currentText()
    if [box.itemText(at) for at in range(box.count())] != items:
        box.clear()
        box.addItems(items)
        box.setCurrentText(chosen if chosen in items else items[0])


def _chosen(box: QComboBox) -> tuple[str, ...]:
    return () if box.currentText() in (ALL, "") else (box.currentText(),)


def _qdate(day: Any) -> QDate:
    return QDate(day.year, day.month, day.day)
