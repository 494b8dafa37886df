"""收表汇总: the merge plan as a screen. Files on the left, what they would do in tabs, decisions, then one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSplitter, QTabWidget, QVBoxLayout, QWidget

from gongkai_desk.desktop import merge_lines as lines
from gongkai_desk.desktop.desk import Desk, Page, button, label, page_column, page_head
from gongkai_desk.desktop.kinds import forms
from gongkai_desk.desktop.pages.merge_bars import ChangeBar, DecisionBar, SidesView, UnmatchedBar
from gongkai_desk.desktop.pages.merge_tabs import received, tables
from gongkai_desk.desktop.state import State
from gongkai_desk.desktop.ticks import Tick
from gongkai_desk.desktop.views import values_table
from gongkai_desk.domain import GongkaiError
from gongkai_desk.domain.field_words import field_word

EMPTY = "把收回的填报表、文件夹或压缩包拖到这里，\n或点上面的“选择文件”“选择文件夹”。\n\n先看结果，确认后才写入台账。"


class MergePage(Page):
    """Choose the round and the files, look, decide, apply, undo."""

    name = "merge"
    title = "收表汇总"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.round = QComboBox()
        self.round.setAccessibleName("报送期")
        self.round.setMinimumWidth(180)
        self.files = received(self.round.currentText, self)
        self.body = QSplitter(Qt.Orientation.Horizontal, self)
        self.right = QWidget(self.body)
        self.tab_widget = QTabWidget(self.right)
        self.tab_widget.setDocumentMode(True)
        self.tabs = tables(self.tab_widget, lambda: self._snapshot)
        self.sides = SidesView(parent=self.right)
        self.change_bar = ChangeBar()
        self.decide_bar = DecisionBar()
        self.unmatched_bar = UnmatchedBar()
        self.words = label("")
        self.empty = label(EMPTY, "empty")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.apply_button = button("汇总到台账", self._apply, primary=True)
        self.undo_button = button("撤销这次汇总", self._undo)
        self.report_button = button("保存汇总报告…", self._report)
        self.waiting_button = button("待定冲突…", lambda: desk.act("waiting"), tip="以前汇总时没有决定的冲突")
        self._plan: Any = None
        self._snapshot: Any = None
        self._paths: list[Path] = []
        self._step: Any = None
        self._stood: tuple[Path | None, str | None] = (None, None)
        self._build()
        self._wire()

    def _build(self) -> None:
        column = page_column(self)
        column.addLayout(
            page_head(
                self,
                "先看结果，确认后才写入；写入后可撤销。",
                QLabel("报送期"),
                self.round,
                self.waiting_button,
                button("选择文件…", self._choose_files),
                button("选择文件夹…", self._choose_folder),
            )
        )
        left = self.files_view = values_table(self.files, "收到的文件", parent=self.body)
        inner = QVBoxLayout(self.right)
        inner.setContentsMargins(0, 0, 0, 0)
        for tab in self.tabs.values():
            self.tab_widget.addTab(tab, tab.title)
        self.tabs["changes"].add(self.change_bar)
        self.tabs["conflicts"].add(self.decide_bar)
        self.tabs["unmatched"].add(self.unmatched_bar)
        inner.addWidget(self.tab_widget, 3)
        inner.addWidget(self.sides, 1)
        self.body.addWidget(left)
        self.body.addWidget(self.right)
        self.body.setSizes([450, 880])
        column.addWidget(self.body, 1)
        column.addWidget(self.empty, 1)
        bottom = QHBoxLayout()
        bottom.addWidget(self.words, 1)
        for widget in (self.report_button, self.undo_button, self.apply_button):
            bottom.addWidget(widget)
        column.addLayout(bottom)

    def _wire(self) -> None:
        for name, tab in self.tabs.items():
            tab.looked.connect(lambda current, name=name: self._look(name, current))
        self.tab_widget.currentChanged.connect(lambda _at: self._look_again())
        self.tabs["changes"].model.ticked.connect(self._count)  # type: ignore[attr-defined]
        self.change_bar.chosen.connect(self._tick)
        self.decide_bar.chosen.connect(self._decide)
        self.decide_bar.rewrite.connect(self._rewrite)
        self.unmatched_bar.attach.connect(self._attach)
        self.unmatched_bar.each.connect(self._attach_each)
        self.tabs["unmatched"].marked.connect(self.unmatched_bar.several)
        self.unmatched_bar.reject.connect(self._reject)
        self.round.activated.connect(lambda _at: self._read() if self._paths else None)

    # -- coming in

    def enter(self, paths: Sequence[Path] = (), **_what: Any) -> None:
        """Read ``paths`` at once where some are given."""
        if paths:
            self._paths = list(paths)
            self._read()
        else:
            self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """A small window shows lists rather than what lies side by side."""
        super().resizeEvent(event)
        self.sides.give_room(event.size().height())

    def show_state(self, state: State | None) -> None:
        """Another state: rounds anew; a plan that was not applied belongs to the old one and is read again when applied.

        The page follows the ledger to another 报送期, and lets go of what was applied for the last one.
        """
        if state is None:
            self._forget()
            return
        path, shown = self._stood
        self._stood = (state.path, state.round)
        if path != state.path or (self._applied and self._plan.round != state.round):
            self._forget()
        known = self.round.currentText() if self._stood == (path, shown) else None
        chosen = (self._plan.round if self._plan is not None else known) or state.round or ""
        self.round.clear()
        self.round.addItems([each.name for each in reversed(state.snapshot.rounds)])
        self.round.setCurrentText(chosen)
        self._snapshot = state.snapshot
        self._show()

    def _forget(self) -> None:
        self._plan = self._step = None
        self._paths = []

    @property
    def _applied(self) -> bool:
        """Whether what is shown stands in the ledger: applied, and not taken back since."""
        state = self.desk.state
        if self._plan is None or self._step is None or state is None:
            return False
        return not any(step.seq == self._step.seq and step.undone for step in state.steps)

    @property
    def _last(self) -> bool:
        """Whether taking back the last step takes back this merge."""
        state = self.desk.state
        counting = [step.seq for step in state.steps if not step.undone] if state is not None else []
        return self._applied and counting[-1:] == [self._step.seq]

    def _choose_files(self) -> None:
        files = self.desk.dialogs.open_files("选择收回的填报表", forms(), "merge")
        if files:
            self.enter([Path(each) for each in files])

    def _choose_folder(self) -> None:
        folder = self.desk.dialogs.folder("选择存放收回填报表的文件夹", "merge")
        if folder:
            self.enter([Path(folder)])

    def _read(self) -> None:
        name, paths, today = self.round.currentText(), list(self._paths), self.desk.today()
        if not name:
            self.desk.dialogs.tell("台账里还没有报送期，请先分发填报表。")
            return

        def work(ledger: Any, progress: Any) -> Any:
            from gongkai_desk.collecting import plan_merge

            return plan_merge(ledger, name, paths, today=today, progress=progress)

        self.desk.session.ask("读入填报表", work, self._planned, quiet=False, kind="plan-merge")

    def _planned(self, plan: Any) -> None:
        self._plan = plan
        self._step = None
        self._snapshot = self.desk.state.snapshot if self.desk.state is not None else None
        self.files.show(sorted(plan.files, key=lambda entry: (entry.verdict.value not in ("refused", "warned"), entry.path)))
        self.tabs["changes"].model.show_ticks([Tick(change) for change in plan.changes])  # type: ignore[attr-defined]
        self.tabs["conflicts"].model.show(lines.conflict_lines(plan))
        self.tabs["altered"].model.show(plan.altered)
        self.tabs["unmatched"].model.show(lines.unmatched_lines(plan))
        self.tabs["missing"].model.show(
            [(unit, "整张表未交") for unit in plan.missing_units]
            + [(unit, f"缺行：{lines.task_words(self._snapshot, task)}") for task, unit in plan.missing_rows]
            + [(unit, f"未填：{lines.task_words(self._snapshot, task)}") for task, unit in plan.unanswered]
        )
        self.tabs["cautions"].model.show(plan.cautions)
        first = next((name for name in ("conflicts", "unmatched", "changes") if self.tabs[name].model.values), "changes")
        self.tab_widget.setCurrentWidget(self.tabs[first])
        if self.tabs[first].model.values:
            self.tabs[first].view.selectRow(0)
        self._show()
        if self.isVisible() and self.focusWidget() is not self.files_view:
            (self.tabs[first].view if self.tabs[first].model.values else self.files_view).setFocus()

    def _show(self) -> None:
        plan = self._plan
        self.body.setVisible(plan is not None)
        self.empty.setVisible(plan is None)
        self.report_button.setVisible(plan is not None)
        pending = [one for one in self._snapshot.pending if one.round == self.round.currentText()] if self._snapshot else []
        self.waiting_button.setText(f"待定冲突 {len(pending)}…")
        self.waiting_button.setVisible(bool(pending))
        for at, tab in enumerate(self.tabs.values()):
            self.tab_widget.setTabText(at, f"{tab.title} {len(tab.model.values)}" if tab.model.values else tab.title)
        self._count()

    def _count(self) -> None:
        plan, state = self._plan, self.desk.state
        self.undo_button.setVisible(self._last)
        self.undo_button.setEnabled(True)
        self.apply_button.setVisible(not self._applied)
        if plan is None:
            self.words.setText("")
            self.apply_button.setEnabled(False)
            return
        if self._applied:
            self.words.setText(f"已汇总，可撤销。收回的原件和填报人等一并保存，共记录 {self._step.changes} 处。")
            return
        waiting = sum(1 for name in ("conflicts", "unmatched") for line in self.tabs[name].model.values if line.decision is None)
        self.words.setText(lines.summary(plan) + (f"；{waiting} 处待定，汇总后仍会保留" if waiting else ""))
        decided = any(line.decision is not None for name in ("conflicts", "unmatched") for line in self.tabs[name].model.values)
        anything = bool(self.tabs["changes"].model.chosen()) or decided or bool(plan.conflicts) or bool(plan.originals)  # type: ignore[attr-defined]
        self.apply_button.setEnabled(anything and state is not None and not state.readonly)
        why = "" if anything else "收回的内容和台账一样，没有要写入的；对不上的行可先指定任务"
        self.apply_button.setToolTip("台账以只读方式打开，不能写入" if state is not None and state.readonly else why)

    # -- looking

    def _look_again(self) -> None:
        name = list(self.tabs)[self.tab_widget.currentIndex()]
        view = self.tabs[name].view
        if not view.currentIndex().isValid() and self.tabs[name].model.values:
            view.selectRow(0)
        self._look(name, view.currentIndex())

    def _look(self, name: str, index: QModelIndex) -> None:
        tab, snapshot = self.tabs[name], self._snapshot
        self.sides.setVisible(name not in ("missing", "cautions") and bool(tab.model.values))
        if not index.isValid() or index.row() >= len(tab.model.values) or snapshot is None or self._plan is None:
            self.sides.clear()
            return
        value = tab.model.values[index.row()]
        if name == "changes":
            self.sides.show_sides(lines.sides_of_change(snapshot, self._plan.round, value.value))
        elif name == "conflicts":
            self.sides.show_sides(lines.sides_of_conflict(snapshot, self._plan.round, value.entry))
        elif name == "altered":
            self.sides.show_sides(lines.sides_of_altered(snapshot, value))
        elif name == "unmatched":
            self.unmatched_bar.offer(value.entry, lambda task: lines.task_words(snapshot, task))
            self.sides.show_text(
                "\n".join([value.entry.text, *(f"{field_word(key)}：{text}" for key, text in value.entry.answers.items())])
            )
        else:
            self.sides.clear()

    # -- deciding

    def _decide(self, choice: str, scope: str) -> None:
        model, chosen = self.tabs["conflicts"].model, self._chosen("conflicts")
        for row, line in enumerate(list(model.values)):
            if any(lines.like(one, line, scope) for one in chosen):
                model.replace(row, lines.decide(line, choice))
        self._count()

    def _tick(self, on: bool, scope: str) -> None:
        model: Any = self.tabs["changes"].model
        units = {tick.value.unit for tick in self._chosen("changes")}
        kept = {id(tick) for tick in self._chosen("changes")}
        wanted = [
            tick for tick in model.values if scope == "all" or (tick.value.unit in units if scope == "unit" else id(tick) in kept)
        ]
        model.tick_some(wanted, on)

    def _rewrite(self) -> None:
        for line in self._chosen("conflicts")[:1]:
            text = self.desk.dialogs.text("改写", "写入台账的内容：", line.entry.values[-1].value)
            if text:
                self.tabs["conflicts"].model.replace(line.at, replace(line, decision={"text": text}))
        self._count()

    def _attach(self, task: str) -> None:
        """The chosen rows to ``task``; where that is empty, to the one that the clerk names."""
        if not task:
            names = lines.tasks_by_words(self._snapshot.tasks)
            task = names.get(self.desk.dialogs.choose("指定任务", "这一行属于：", list(names)) or "", "")
        if task:
            self._attach_to([(line, task) for line in self._chosen("unmatched")])

    def _attach_each(self) -> None:
        """Several rows: each to its own likeliest task; those that are unlike every task wait."""
        chosen = self._chosen("unmatched")
        found = lines.attach_each(self.tabs["unmatched"].model.values, chosen)
        gone = self._attach_to([(line, found[line.at]) for line in chosen if line.at in found])
        left = sum(1 for line in chosen if line.at not in found and line.decision is None)
        self.desk.say(f"{gone} 行已归入各自最像的任务" + (f"；{left} 行没有足够像的任务，请逐行指定" if left else ""))

    def _attach_to(self, wanted: list[tuple[lines.Line, str]]) -> int:
        """Rows to their tasks; to a task in which the unit has no part only if the clerk says so. How many went."""
        strange = lines.without_part(self._snapshot, self._plan.round, wanted)
        if strange and not self.desk.dialogs.ask(lines.without_part_words(self._snapshot, strange), "仍归入", "先不归入"):
            wanted = [pair for pair in wanted if pair not in strange]
        for line, task in wanted:
            self.tabs["unmatched"].model.replace(line.at, replace(line, decision={"task": task}))
        self._count()
        return len(wanted)

    def _reject(self) -> None:
        for line in self._chosen("unmatched"):
            self.tabs["unmatched"].model.replace(line.at, replace(line, decision={"reject": True}))
        self._count()

    def _chosen(self, name: str) -> list[Any]:
        tab = self.tabs[name]
        rows = sorted({index.row() for index in tab.view.selectionModel().selectedRows()}) or (
            [tab.view.currentIndex().row()] if tab.view.currentIndex().isValid() else []
        )
        return [tab.model.values[row] for row in rows]

    # -- applying

    def _apply(self) -> None:
        plan, paths, today = self._plan, list(self._paths), self.desk.today()
        kept = tuple(self.tabs["changes"].model.chosen())  # type: ignore[attr-defined]
        conflicts, unmatched = list(self.tabs["conflicts"].model.values), list(self.tabs["unmatched"].model.values)
        decided = any(line.decision is not None for line in (*conflicts, *unmatched))
        dropped = {(change.task, change.unit, change.field) for change in plan.changes} - {
            (one.task, one.unit, one.field) for one in kept
        }

        def work(ledger: Any, progress: Any) -> Any:
            from gongkai_desk.collecting import apply_merge, plan_json, plan_merge

            final = plan
            if decided:
                document = lines.decisions(plan_json(plan), conflicts, unmatched)
                final = plan_merge(ledger, plan.round, paths, decisions=document, today=today, progress=progress)
            wanted = tuple(change for change in final.changes if (change.task, change.unit, change.field) not in dropped)
            return apply_merge(ledger, replace(final, changes=wanted))

        self.desk.session.choose_next_round(plan.round)
        self.desk.session.run("汇总", work, self._done)

    def _done(self, step: Any) -> None:
        self._step = step
        self._count()
        if step is None:
            self.words.setText("没有需要写入的内容，台账未变。")
        self.desk.say(self.words.text())

    def _undo(self) -> None:
        """Take the merge back, once: the button waits until the ledger has answered."""
        self.undo_button.setEnabled(False)
        self.desk.act("undo")

    def _report(self) -> None:
        path = self.desk.dialogs.save_file("保存汇总报告", f"{self._plan.round}_汇总报告.xlsx", "Excel 文件 (*.xlsx)", "merge")
        if path is None:
            return
        plan = self._plan

        def work(_progress: Any) -> None:
            from gongkai_desk.collecting import merge_report

            try:
                merge_report(plan, Path(path))
            except OSError as error:
                raise GongkaiError(
                    f"写不了文件（{error.strerror or error}）", path, "请换一个文件夹，或关闭正打开它的程序"
                ) from error

        self.desk.thoughts.submit("保存汇总报告", work, lambda _none: self.desk.say(f"已保存：{path}"))
