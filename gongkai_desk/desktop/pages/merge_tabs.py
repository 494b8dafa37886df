"""The lists of the merge page: the files received, and the tabs with what each says when there is nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QVBoxLayout, QWidget

from gongkai_desk.desktop import merge_lines, theme
from gongkai_desk.desktop.desk import label
from gongkai_desk.desktop.models import Field, ValuesModel
from gongkai_desk.desktop.ticks import TickModel
from gongkai_desk.desktop.views import WHOLE, values_table
from gongkai_desk.domain.field_words import field_word


class Tab(QWidget):
    """One list of the plan with room for a bar under it. ``looked(index)``: the cursor moved; ``marked(int)``: rows selected.

    The table is made when it is first looked at: six at once would hold the window up.
    """

    looked = Signal(QModelIndex)
    marked = Signal(int)

    def __init__(self, title: str, model: ValuesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.title, self.model = title, model
        self.nothing = label(NOTHING[title], "empty")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self.nothing, 1)
        model.modelReset.connect(self._follow)
        self._made: QTableView | None = None

    @property
    def view(self) -> QTableView:
        """The table."""
        if self._made is None:
            made = self._made = values_table(self.model, self.title, parent=self)
            made.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
            rows = made.selectionModel()
            rows.currentChanged.connect(lambda current, _old: self.looked.emit(current))
            rows.selectionChanged.connect(lambda *_: self.marked.emit(len(rows.selectedRows())))
            self.column.insertWidget(0, made, 1)
            self._follow()
        return self._made

    def add(self, bar: QWidget) -> None:
        """Put ``bar`` under the table; it is there while the table has rows."""
        self.column.addWidget(bar)
        self.model.modelReset.connect(lambda: bar.setVisible(bool(self.model.values)))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Looked at: the table is wanted now."""
        self.view.setVisible(bool(self.model.values))
        super().showEvent(event)

    def _follow(self) -> None:
        if self._made is not None:
            self._made.setVisible(bool(self.model.values))
        self.nothing.setVisible(not self.model.values)


Task = Callable[[Any], str]
"""An entry's task in words."""


def received(chosen_round: Callable[[], str], parent: QObject) -> ValuesModel:
    """The files of a plan, each with its unit, its verdict and why; ``chosen_round`` gives the 报送期 that names leave out."""
    return ValuesModel(
        (
            Field("单位", lambda entry: entry.unit or Path(entry.path).name, 150, grow=1, whole=190),
            Field(
                "结果",
                lambda entry: merge_lines.VERDICTS[entry.verdict.value][0],
                86,
                colour=lambda entry: merge_lines.VERDICTS[entry.verdict.value][1],
            ),
            Field("说明、文件", lambda entry: merge_lines.file_words(entry, chosen_round()), 230, grow=4),
        ),
        parent,
    )


def tables(parent: QWidget, snapshot: Callable[[], Any]) -> dict[str, Tab]:
    """The six tabs by name, to lie in ``parent``."""

    def task(entry: Any) -> str:
        return merge_lines.task_words(snapshot(), entry.task) if snapshot() is not None else entry.task

    fields = {
        "changes": _changes(task),
        "conflicts": _conflicts(task, snapshot),
        "altered": _altered(task),
        "unmatched": _unmatched(snapshot),
        "missing": (Field("单位", lambda pair: pair[0], 200), Field("缺什么", lambda pair: pair[1], 560, grow=1)),
        "cautions": _cautions(task),
    }
    kinds = {"changes": TickModel}
    return {name: Tab(TITLES[name], kinds.get(name, ValuesModel)(fields[name], parent), parent) for name in TITLES}


def _changes(task: Task) -> tuple[Field, ...]:
    return (
        Field("单位", lambda one: one.unit, 120, grow=1, whole=WHOLE),
        Field("任务", task, 220, grow=3),
        Field("项目", lambda one: field_word(one.field), 80),
        Field("改为", lambda one: one.new, 240, grow=4),
        Field("原来", lambda one: one.old or "", 130, grow=2),
        Field("类别", lambda one: "更正" if one.correction else "", 50, centred=True),
        Field("来源", lambda one: one.source.short, 170, grow=2, tail=True),
    )


def _conflicts(task: Task, snapshot: Callable[[], Any]) -> tuple[Field, ...]:
    return (
        Field("决定", lambda line: merge_lines.decision_words(line, snapshot()), 120, colour=_decided),
        Field("单位", lambda line: line.entry.unit, 120, grow=1, whole=WHOLE),
        Field("任务", lambda line: task(line.entry), 220, grow=3),
        Field("项目", lambda line: field_word(line.entry.field), 80),
        Field("台账", lambda line: line.entry.ours.value if line.entry.ours else "", 180, grow=3),
        Field("交回", lambda line: " ／ ".join(claim.value for claim in line.entry.theirs), 200, grow=3),
    )


def _altered(task: Task) -> tuple[Field, ...]:
    return (
        Field("单位", lambda one: one.unit, 120, grow=1, whole=WHOLE),
        Field("任务", task, 200, grow=3),
        Field("项目", lambda one: field_word(one.field), 80),
        Field("发出时", lambda one: one.issued, 220, grow=3),
        Field("交回", lambda one: one.returned, 220, grow=3),
        Field("来源", lambda one: one.source.short, 170, grow=2, tail=True),
    )


def _unmatched(snapshot: Callable[[], Any]) -> tuple[Field, ...]:
    return (
        Field("决定", lambda line: merge_lines.decision_words(line, snapshot()), 130, colour=_decided, grow=1),
        Field("单位", lambda line: line.entry.unit, 120, grow=1, whole=WHOLE),
        Field("行内容", lambda line: line.entry.text, 250, grow=3),
        Field("原因", lambda line: reason_words(line.entry), 170, grow=1),
        Field("最像", lambda line: best(line.entry, snapshot()), 240, grow=3),
        Field("来源", lambda line: line.entry.source.short, 170, grow=2, tail=True),
    )


def _cautions(task: Task) -> tuple[Field, ...]:
    return (
        Field("单位", lambda one: one.unit or "", 120, grow=1, whole=WHOLE),
        Field("任务", lambda one: task(one) if one.task else "", 220, grow=3),
        Field("提示", lambda one: one.message, 380, grow=4),
        Field("来源", lambda one: one.source.short, 170, grow=2, tail=True),
    )


def _decided(line: Any) -> str:
    return "" if line.decision is not None else theme.WARNING


TITLES = {
    "changes": "改动",
    "conflicts": "冲突",
    "altered": "锁定格被改",
    "unmatched": "对不上的行",
    "missing": "未交未填",
    "cautions": "提示",
}
NOTHING = {
    "改动": "没有要写入的改动。",
    "冲突": "没有冲突。",
    "锁定格被改": "任务原文都没有被改动。",
    "对不上的行": "每一行都对上了任务。",
    "未交未填": "该交的都交了，该填的都填了。",
    "提示": "没有要提醒的。",
}


def reason_words(entry: Any) -> str:
    """Why a row was not matched."""
    from gongkai_desk.collecting.plan import REASON_WORDS

    return REASON_WORDS.get(entry.reason, str(entry.reason))


def best(entry: Any, snapshot: Any) -> str:
    """The most likely task and how likely."""
    if not entry.candidates or snapshot is None:
        return ""
    first = entry.candidates[0]
    return f"{round(first.score * 100)}% {merge_lines.task_words(snapshot, first.task)}"
