"""修改记录: the steps with their counts; jump back to any of them; what each changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from gongkai_desk.desktop import theme
from gongkai_desk.desktop.desk import Desk, Page, button, label, page_column, page_head
from gongkai_desk.desktop.models import Field, ValuesModel
from gongkai_desk.desktop.pages.changes import ChangesTab
from gongkai_desk.desktop.panes.findings import in_words
from gongkai_desk.desktop.state import State
from gongkai_desk.desktop.views import values_table
from gongkai_desk.domain import numbered
from gongkai_desk.domain.field_words import field_word
from gongkai_desk.ledger.keys import split_key
from gongkai_desk.ledger.kinds import KINDS

SETTINGS = {
    "merge.settled": "已定的冲突", "status_words": "状态用语", "lights": "亮灯规则", "holidays": "节假日",
    "layouts": "记住的版式", "roster.unlisted": "名录外的单位", "office": "填报单位",
}
ROLES = {
    "breakdown": "分解表", "roster": "单位名录", "submission": "收到的表", "evidence": "佐证材料", "template": "模板",
}
SHOWN = 5000


def _faded(step: Any) -> str:
    return theme.FAINT if step.undone else ""


class HistoryPage(Page):
    """Steps on the left, newest first; on the right what the chosen one changed."""

    name = "history"
    title = "修改记录"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.steps = ValuesModel(
            (
                Field("时间", lambda step: f"{step.at:%Y-%m-%d %H:%M}", 130, colour=_faded),
                Field("做了什么", lambda step: step.label, 240, grow=2, colour=_faded),
                Field("改动", lambda step: str(step.changes), 50, centred=True, colour=_faded),
                Field("经办", lambda step: step.person, 80, colour=_faded),
                Field("状态", lambda step: "已撤销" if step.undone else "有效", 56, centred=True, colour=_faded),
            ),
            self,
        )
        self.entries = ValuesModel(
            (
                Field("对象", self._object, 230, grow=3),
                Field("项目", lambda entry: field_word(entry.field, entry.record), 90),
                Field("原来", lambda entry: words(entry.old), 130, grow=2),
                Field("改为", lambda entry: words(entry.new), 200, grow=3),
                Field("来源", lambda entry: entry.source.short, 160, grow=2, tail=True),
            ),
            self,
        )
        self.steps_view = values_table(self.steps, "步骤")
        self.entries_view = values_table(self.entries, "这一步的改动")
        self.entries_view.activated.connect(self._open_source)
        self.jump = button("退回到这一步之后的样子", self._jump, tip="后面的步骤都会撤销，之后还可以再恢复")
        self.note = label("", "hint")
        self.changes = ChangesTab(desk)
        self._build()
        self.steps_view.selectionModel().currentChanged.connect(self._chosen)

    def _build(self) -> None:
        column = page_column(self)
        column.addLayout(page_head(self, "每一步都留痕。可退回到任何一步，也可再恢复；双击右边的一行看它来自的原件。", self.jump))
        right = QWidget()
        inner = QVBoxLayout(right)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.note)
        inner.addWidget(self.entries_view, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.steps_view)
        splitter.addWidget(right)
        splitter.setSizes([560, 780])
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(splitter, "每一步")
        self.tabs.addTab(self.changes, "变更清单")
        self.tabs.currentChanged.connect(lambda at: self._turned(at))
        column.addWidget(self.tabs, 1)

    def enter(self, tab: str = "", **_what: Any) -> None:
        """Show the steps, or what has changed."""
        if tab:
            self.tabs.setCurrentIndex(1 if tab == "changes" else 0)

    def begins(self) -> QWidget:
        """At the steps, or at what has changed."""
        return self.steps_view if self.tabs.currentIndex() == 0 else self.changes.view

    def _turned(self, at: int) -> None:
        self.jump.setVisible(at == 0)
        if at == 1:
            self.changes.look()

    def _object(self, entry: Any) -> str:
        """A record as a clerk knows it: tasks by their number, not by their id."""
        state = self.desk.state
        if entry.record in ("unit", "group", "document", "waiver", "setting"):
            return named(entry.record, entry.key)
        kind, parts = kind_word(entry.record), list(split_key(entry.key))
        if state is not None and parts and state.snapshot.has_task(parts[0]):
            parts[0] = numbered(state.snapshot.task(parts[0]))
        return " ".join((kind, *parts) if entry.record not in ("task", "report") else parts)

    def show_state(self, state: State | None) -> None:
        """The steps of another state."""
        self.changes.show_state(state)
        self.steps.show(tuple(reversed(state.steps)) if state is not None else ())
        self.entries.show(())
        self.note.setText("选中左边的一步，这里列出它的改动。" if self.steps.values else "还没有任何改动。")
        if self.steps.values:
            self.steps_view.selectRow(0)

    def _step(self) -> Any:
        index = self.steps_view.currentIndex()
        return self.steps.values[index.row()] if index.isValid() and index.row() < len(self.steps.values) else None

    def _chosen(self, *_indexes: QModelIndex) -> None:
        step, state = self._step(), self.desk.state
        self.jump.setEnabled(step is not None and state is not None and not state.readonly)
        if step is None:
            return

        def read(ledger: Any, _progress: Any) -> tuple[Any, ...]:
            return tuple(ledger.entries(step.seq))

        self.desk.session.ask("查看改动", read, lambda entries: self._show(step, entries), kind="step")

    def _show(self, step: Any, entries: tuple[Any, ...]) -> None:
        self.entries.show(entries[:SHOWN])
        more = f"，这里列出前 {SHOWN} 处" if len(entries) > SHOWN else ""
        undone = "这一步已撤销，台账里没有这些改动。" if step.undone else ""
        self.note.setText(f"{step.label}：{step.changes} 处改动{more}。{undone}")

    def _jump(self) -> None:
        step = self._step()
        if step is not None and self.desk.dialogs.ask(
            f"退回到“{step.label}”（{step.at:%m-%d %H:%M}）刚完成时的样子？\n之后的步骤会撤销，以后仍可再回来。", "退回"
        ):
            self.desk.session.run(
                "退回", lambda ledger, _progress: ledger.jump(step.seq), lambda _none: self.desk.say(f"已回到“{step.label}”之后")
            )

    def _open_source(self, index: QModelIndex) -> None:
        source = self.entries.values[index.row()].source
        if source.file:
            self.desk.go("original", source=source)


def kind_word(record: str) -> str:
    """A kind of record as a clerk calls it."""
    return KINDS[record].label if record in KINDS else ""


def named(record: str, key: str) -> str:
    """A record that is no task's, as a clerk knows it: kept files without sum and folder, settings by what they set."""
    if record == "document":
        key = re.split(r"[/\\]", split_key(key)[-1])[-1]
    elif record == "setting":
        inner = next((name for name in SETTINGS if key == name or key.startswith(f"{name}.")), "")
        key = " ".join(filter(None, (SETTINGS[inner], key[len(inner) + 1:]))) if inner else key
    return f"{kind_word(record)} {key}"


def _whole(value: Mapping[str, Any]) -> str:
    """A record as a whole: its words, without what only the program needs."""
    if value.get("text") or value.get("name"):
        return str(value.get("text") or value["name"])
    parts = [ROLES.get(each, each) for each in value.values() if isinstance(each, str) and not each.startswith("{")]
    plain = (re.sub(r'[\[\]"]', "", each).replace(",", "、") if each.startswith("[") else each for each in parts)
    return "、".join(filter(None, plain))


def words(value: Any) -> str:
    """A logged value in a line."""
    if isinstance(value, dict):
        value = _whole(value)
    elif isinstance(value, list | tuple) and any(isinstance(each, list | dict) for each in value):
        value = f"{len(value)} 处"
    return in_words(value).replace("\n", " ")[:200]
