"""待定冲突: answers that contradict the ledger and were left open at an earlier merge, decided here."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout

from gongkai_desk.desktop import merge_lines as lines
from gongkai_desk.desktop import theme
from gongkai_desk.desktop.desk import Desk, Page, button, label, page_column, page_head
from gongkai_desk.desktop.models import Field, ValuesModel
from gongkai_desk.desktop.pages.merge_bars import DecisionBar, SidesView
from gongkai_desk.desktop.state import State
from gongkai_desk.desktop.views import WHOLE, values_table
from gongkai_desk.domain.field_words import field_word


class WaitingPage(Page):
    """The open conflicts of the round, one line each; decisions are written together as one step."""

    name = "waiting"
    title = "待定冲突"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._snapshot: Any = None
        self.model = ValuesModel(
            (
                Field(
                    "决定",
                    lambda line: lines.decision_words(line, self._snapshot),
                    120,
                    colour=lambda line: theme.WARNING if line.decision is None else "",
                ),
                Field("单位", lambda line: line.entry.unit, 130, grow=1, whole=WHOLE),
                Field("任务", lambda line: lines.task_words(self._snapshot, line.entry.task), 260, grow=3),
                Field("项目", lambda line: field_word(line.entry.field), 90),
                Field("台账", lambda line: line.entry.ours.value if line.entry.ours else "", 240, grow=3),
                Field("交回", lambda line: " ／ ".join(claim.value for claim in line.entry.theirs), 240, grow=3),
            ),
            self,
        )
        self.view = values_table(self.model, "待定冲突", "没有待定的冲突。")
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.bar = DecisionBar()
        self.sides = SidesView()
        self.words = label("")
        self.write = button("写入台账", self._write, primary=True)
        self._build()
        self.view.selectionModel().currentChanged.connect(self._look)
        self.bar.chosen.connect(self._decide)
        self.bar.rewrite.connect(self._rewrite)

    def _build(self) -> None:
        column = page_column(self)
        column.addLayout(page_head(self, "以前汇总时没有决定的冲突。逐格选定后点“写入台账”，可撤销。"))
        column.addWidget(self.view, 2)
        column.addWidget(self.bar)
        column.addWidget(self.sides, 1)
        bottom = QHBoxLayout()
        bottom.addWidget(self.words, 1)
        bottom.addWidget(self.write)
        column.addLayout(bottom)

    def show_state(self, state: State | None) -> None:
        """The open conflicts of another state; decisions about those that are still open stay."""
        self._snapshot = state.snapshot if state is not None else None
        known = {_key(line.entry): line.decision for line in self.model.values}
        self.model.show(
            [replace(line, decision=known.get(_key(line.entry))) for line in waiting_lines(state)] if state is not None else ()
        )
        if self.model.values:
            self.view.selectRow(0)
        else:
            self.sides.clear()
        self._count()

    def _count(self) -> None:
        decided = sum(1 for line in self.model.values if line.decision is not None)
        total, state = len(self.model.values), self.desk.state
        self.words.setText(f"待定 {total} 处，已选定 {decided} 处。" if total else "这一报送期没有待定的冲突。")
        self.write.setEnabled(decided > 0 and state is not None and not state.readonly)
        self.write.setToolTip("" if decided else "先在上面选“采用交回”“保留台账”或“两者合并”")
        self.bar.setEnabled(total > 0)

    def _look(self, index: QModelIndex, _old: QModelIndex | None = None) -> None:
        state = self.desk.state
        if index.isValid() and state is not None and state.round is not None and index.row() < len(self.model.values):
            entry = self.model.values[index.row()].entry
            self.sides.show_sides(lines.sides_of_conflict(self._snapshot, state.round, entry))
        else:
            self.sides.clear()

    def _chosen(self) -> list[Any]:
        rows = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        return [self.model.values[row] for row in rows]

    def _decide(self, choice: str, scope: str) -> None:
        chosen = self._chosen()
        for row, line in enumerate(list(self.model.values)):
            if any(lines.like(one, line, scope) for one in chosen):
                self.model.replace(row, lines.decide(line, choice))
        self._count()

    def _rewrite(self) -> None:
        for line in self._chosen()[:1]:
            text = self.desk.dialogs.line("改写", "写入台账的内容：", line.entry.values[-1].value)
            if text:
                self.model.replace(line.at, replace(line, decision={"text": text}))
        self._count()

    def _write(self) -> None:
        state, decided = self.desk.state, [line for line in self.model.values if line.decision is not None]
        if state is None or state.round is None or not decided:
            return
        name, today = state.round, self.desk.today()
        document = {"conflicts": [decision_of(line) for line in decided]}

        def work(ledger: Any, _progress: Any) -> Any:
            from gongkai_desk.collecting.waiting import settle

            return settle(ledger, name, document, today=today)

        def done(step: Any) -> None:
            self.desk.say(f"已决定 {len(decided)} 处冲突，可按 Ctrl+Z 撤销" if step is not None else "没有写入任何改动")
            if not self.model.values:
                self.desk.back()

        self.desk.session.run("决定待定冲突", work, done)


def waiting_lines(state: State) -> list[lines.Line]:
    """The open conflicts of the shown round."""
    from gongkai_desk.collecting.waiting import waiting_conflicts

    found = waiting_conflicts(state.snapshot, state.round) if state.round is not None else ()
    return [lines.Line(at, conflict) for at, conflict in enumerate(found)]


def decision_of(line: lines.Line) -> dict[str, Any]:
    """A decided line as an entry of a decisions file."""
    entry = line.entry
    return {"task": entry.task, "unit": entry.unit, "field": entry.field, "decision": dict(line.decision or {})}


def _key(entry: Any) -> tuple[str, str, str]:
    return entry.task, entry.unit, entry.field
