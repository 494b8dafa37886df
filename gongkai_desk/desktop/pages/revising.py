"""更新分解表: what a revised breakdown adds, changes and drops, shown before it is applied; ids and reports are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QTableView

from gongkai_desk.desktop import theme
from gongkai_desk.desktop.desk import Desk, Page, button, label, page_column, page_head
from gongkai_desk.desktop.models import Field
from gongkai_desk.desktop.pages.merge_bars import SidesView
from gongkai_desk.desktop.panes.findings import in_words
from gongkai_desk.desktop.state import State
from gongkai_desk.desktop.table.columns import COLUMNS
from gongkai_desk.desktop.ticks import Tick, TickModel
from gongkai_desk.desktop.views import values_table

TITLES = {column.key: column.title for column in COLUMNS} | {"section": "所属标题", "targets": "指标"}
COLOURS = {"新增": theme.LIGHTS["green"], "修改": theme.WARNING, "取消": theme.ERROR}


@dataclass(frozen=True)
class Row:
    """One difference: what happens, to which task, and the wording before and after."""

    what: str
    number: str
    text: str
    detail: str
    before: str
    after: str
    value: Any


def rows_of(found: Any) -> list[Row]:
    """The differences as lines: changed first, then new, then dropped."""
    rows = [
        Row(
            "修改",
            one.new.number or one.old.number or "",
            one.new.wording,
            "、".join(TITLES.get(name, name) for name in one.fields),
            "\n".join(f"{TITLES.get(name, name)}：{in_words(getattr(one.old, name))}" for name in one.fields),
            "\n".join(f"{TITLES.get(name, name)}：{in_words(getattr(one.new, name))}" for name in one.fields),
            one,
        )
        for one in found.changed
    ]
    rows += [Row("新增", task.number or "", task.wording, "", "", task.wording, task) for task in found.new]
    rows += [Row("取消", task.number or "", task.wording, "修订表里没有", task.wording, "", task) for task in found.dropped]
    return rows


def chosen_of(found: Any, rows: Sequence[Row]) -> Any:
    """The difference with only ``rows``; places in it follow."""
    kept = {id(row.value) for row in rows}
    new = [at for at, task in enumerate(found.new) if id(task) in kept]
    places = {at: place for place, at in enumerate(new)}
    return replace(
        found,
        new=tuple(found.new[at] for at in new),
        changed=tuple(one for one in found.changed if id(one) in kept),
        dropped=tuple(task for task in found.dropped if id(task) in kept),
        order=tuple(
            (task_id, None if at is None else places[at]) for task_id, at in found.order if at is None or at in places
        ),
    )


class RevisePage(Page):
    """The differences with ticks, the wording before and after, then one step."""

    name = "revise"
    title = "更新分解表"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        fields = (
            Field("怎么办", lambda row: row.what, 80),
            Field("序号", lambda row: row.number, 60, centred=True),
            Field("工作任务", lambda row: row.text, 560, grow=3),
            Field("变动", lambda row: row.detail, 300, grow=2),
        )
        self.model = TickModel(fields, self)
        self.view: QTableView = values_table(self.model, "与台账的差别")
        self.sides = SidesView(("台账现在", "修订后"))
        self.words = label("")
        self.write = button("更新台账", self._write, primary=True)
        self._found: Any = None
        self._breakdowns: list[Any] = []
        self._originals: Mapping[str, bytes] = {}
        column = page_column(self)
        column.addLayout(page_head(self, "去掉不要的勾，再点“更新台账”。任务编码和报送记录不变；取消的任务不再报送；可撤销。"))
        column.addWidget(self.view, 3)
        column.addWidget(self.sides, 1)
        bottom = QHBoxLayout()
        bottom.addWidget(self.words, 1)
        bottom.addWidget(self.write)
        column.addLayout(bottom)
        self.view.selectionModel().currentChanged.connect(self._look)
        self.model.ticked.connect(self._count)

    def enter(
        self, found: Any = None, breakdowns: Sequence[Any] = (), originals: Mapping[str, bytes] | None = None, **_what: Any
    ) -> None:
        """Show the difference ``found`` between the ledger and ``breakdowns``."""
        if found is None:
            return
        self._found, self._breakdowns, self._originals = found, list(breakdowns), originals or {}
        self.model.show_ticks([Tick(row) for row in rows_of(found)])
        if self.model.values:
            self.view.selectRow(0)
        self._count()

    def show_state(self, state: State | None) -> None:
        """A difference belongs to the ledger it was made for."""
        if state is None:
            self._found = None
            self.model.show_ticks([])
        self._count()

    def _count(self) -> None:
        rows, state = self.model.chosen(), self.desk.state
        counts = "、".join(
            f"{what} {count} 项" for what in COLOURS if (count := sum(1 for row in rows if row.what == what))
        )
        same = len(self._found.same) if self._found is not None else 0
        nothing = "修订表与台账没有差别。" if self._found is not None and not self.model.values else ""
        self.words.setText(nothing or f"将{counts or '不作任何改动'}；{same} 项不变。")
        self.write.setEnabled(bool(rows) and state is not None and not state.readonly)

    def _look(self, index: QModelIndex, _old: QModelIndex | None = None) -> None:
        if index.isValid() and index.row() < len(self.model.values):
            row = self.model.values[index.row()].value
            self.sides.show_texts(row.before, row.after)
        else:
            self.sides.clear()

    def _write(self) -> None:
        wanted, breakdowns = chosen_of(self._found, self.model.chosen()), self._breakdowns
        originals, today = self._originals, self.desk.today()

        def work(ledger: Any, _progress: Any) -> Any:
            from gongkai_desk.standing.revision import revise

            return revise(ledger, breakdowns, wanted, today=today, originals=originals)

        def done(step: Any) -> None:
            self._found = None
            self.desk.go("ledger")
            self.desk.say(f"{step.label}，可按 Ctrl+Z 撤销" if step is not None else "没有改动")

        self.desk.session.run("更新分解表", work, done)
