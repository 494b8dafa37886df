"""分发: who gets a form with how many rows, seen before anything is written; then the forms, and their folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QFormLayout, QHBoxLayout, QLineEdit

from gongkai_desk.desktop.desk import Desk, Page, button, label, page_column, page_head
from gongkai_desk.desktop.drafts import due_of, propose_round
from gongkai_desk.desktop.filenames import own_folder
from gongkai_desk.desktop.models import Field
from gongkai_desk.desktop.state import State
from gongkai_desk.desktop.ticks import Tick, TickModel
from gongkai_desk.desktop.views import values_table

SCOPES = (("named", "牵头、共性和点名配合的任务（常用）"), ("lead", "只发牵头的任务"), ("all", "连同只通过单位组涉及的任务"))


class IssuePage(Page):
    """Scope, round, date and units on top, the forms to be written below."""

    name = "issue"
    title = "分发填报表"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.round = QComboBox(editable=True)
        self.round.lineEdit().setAccessibleName("报送期")  # type: ignore[union-attr]
        self.round.setAccessibleName("报送期")
        self.round.setMinimumWidth(220)
        self.due = QDateEdit()
        self.due.setCalendarPopup(True)
        self.due.setDisplayFormat("yyyy-MM-dd")
        self.due.setAccessibleName("报送截止日")
        self.scope = QComboBox()
        for key, words in SCOPES:
            self.scope.addItem(words, key)
        self.scope.setAccessibleName("分发范围")
        self.filter = QLineEdit(placeholderText="查找单位", clearButtonEnabled=True)
        self.filter.setAccessibleName("查找单位")
        self.model = TickModel(
            (
                Field("单位", lambda form: form.unit, 240, grow=2),
                Field("任务数", lambda form: str(form.rows), 70, centred=True),
                Field("经单位组涉及", lambda form: str(form.via_group or ""), 100, centred=True),
                Field("联络员", lambda form: form.contact, 110),
                Field("电话", lambda form: form.phone, 130),
                Field("文件名", lambda form: f"{self.round.currentText()}_{form.unit}_填报表.xlsx", 380, grow=3),
            ),
            self,
        )
        self.view = values_table(self.model, "要分发的单位")
        self.count = label("", "title")
        self.overwrite = QCheckBox("覆盖文件夹中已有的同名表")
        self.write = button("生成填报表…", self._issue, primary=True)
        self.folder_button = button("打开所在文件夹", self._open_folder)
        self.done = label("")
        self._plan: Any = None
        self._stood: tuple[Path, str | None] | None = None
        self._folder: Path | None = None
        self._build()
        self._wire()

    def _build(self) -> None:
        column = page_column(self)
        column.addLayout(page_head(self, "每个单位一张表。先核对单位和任务数，再生成文件。"))
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        line = QHBoxLayout()
        line.addWidget(self.round)
        line.addSpacing(16)
        line.addWidget(label("截止日"))
        line.addWidget(self.due)
        line.addSpacing(16)
        line.addWidget(label("范围"))
        line.addWidget(self.scope)
        line.addStretch(1)
        form.addRow("报送期", line)
        column.addLayout(form)
        tools = QHBoxLayout()
        tools.addWidget(self.count, 1)
        tools.addWidget(self.filter)
        tools.addWidget(button("全选", lambda: self.model.tick_all(True)))
        tools.addWidget(button("全不选", lambda: self.model.tick_all(False)))
        column.addLayout(tools)
        column.addWidget(self.view, 1)
        bottom = QHBoxLayout()
        bottom.addWidget(self.done, 1)
        bottom.addWidget(self.folder_button)
        bottom.addWidget(self.overwrite)
        bottom.addWidget(self.write)
        column.addLayout(bottom)

    def _wire(self) -> None:
        self.round.currentTextChanged.connect(lambda _text: self._round_changed())
        self.scope.currentIndexChanged.connect(lambda _at: self._look())
        self.due.dateChanged.connect(lambda _day: self._look())
        self.model.ticked.connect(self._counted)
        self.filter.textChanged.connect(self._narrow)

    def enter(self, **_what: Any) -> None:
        """Propose the round that is shown, else the quarter that has just run."""
        self.done.setText("")
        self.folder_button.hide()

    def commands(self) -> dict[str, Any]:
        """Ctrl+F looks for a unit."""
        return {"find": self.filter.setFocus}

    def show_state(self, state: State | None) -> None:
        """Another state: plan anew. The page follows the ledger to another 报送期."""
        if state is None:
            return
        proposed, _due = propose_round(state.today)
        names = [each.name for each in state.snapshot.rounds]
        stays = self._stood == (state.path, state.round)
        self._stood = (state.path, state.round)
        chosen = (self.round.currentText() if stays else "") or state.round or proposed
        self.round.blockSignals(True)
        self.round.clear()
        self.round.addItems([*reversed(names), *([proposed] if proposed not in names else [])])
        self.round.setCurrentText(chosen)
        self.round.blockSignals(False)
        self._set_due(due_of(chosen, state.today) or state.today)
        self._look()

    def _set_due(self, fallback: date) -> None:
        state = self.desk.state
        known = (
            next((each.due for each in state.snapshot.rounds if each.name == self.round.currentText()), None) if state else None
        )
        day = known or fallback
        self.due.blockSignals(True)
        self.due.setDate(QDate(day.year, day.month, day.day))
        self.due.blockSignals(False)

    def _round_changed(self) -> None:
        self._set_due(due_of(self.round.currentText(), self.desk.today()) or self._due())
        self._look()

    def _due(self) -> date:
        day = self.due.date()
        return date(day.year(), day.month(), day.day())

    def _look(self) -> None:
        state = self.desk.state
        name, scope, due = self.round.currentText().strip(), str(self.scope.currentData()), self._due()
        if state is None:
            return

        def work(_progress: Any) -> Any:
            from gongkai_desk.collecting import plan_issue

            return plan_issue(state.snapshot, name, scope=scope, due=due)

        self.desk.thoughts.submit("核对分发范围", work, self._planned, failed=self._no_plan, kind="plan-issue", quiet=True)

    def _planned(self, plan: Any) -> None:
        self._plan = plan
        self.model.show_ticks([Tick(form) for form in plan.forms])
        self._counted()

    def _no_plan(self, sentence: str) -> None:
        self._plan = None
        self.model.show_ticks([])
        self._counted()
        self.done.setText(sentence)

    def _counted(self) -> None:
        forms = self.model.chosen()
        state = self.desk.state
        said = f"{len(forms)} 张表，{sum(form.rows for form in forms)} 行任务" if forms else "没有选中的单位"
        unknown = self._plan.unreached if self._plan is not None else ()
        self.count.setText(f"{said}；{len(unknown)} 个单位组未写明，不发" if unknown else said)
        self.count.setToolTip(f"{'、'.join(unknown)}：还不知道包括哪些单位，可在“设置→单位组”里写明。" if unknown else "")
        self.write.setEnabled(bool(forms) and state is not None and not state.readonly)

    def _narrow(self, words: str) -> None:
        for row, tick in enumerate(self.model.values):
            self.view.setRowHidden(row, words not in tick.value.unit)

    def _issue(self) -> None:
        folder = self.desk.dialogs.folder("选择存放填报表的文件夹", "issue")
        if folder is None or self._plan is None:
            return
        units = [form.unit for form in self.model.chosen()]
        everyone = len(units) == len(self.model.values)
        name, scope, due, overwrite = (
            self.round.currentText().strip(),
            str(self.scope.currentData()),
            self._due(),
            self.overwrite.isChecked(),
        )
        out = own_folder(Path(folder), f"{name}_填报表")

        def work(ledger: Any, progress: Any) -> Any:
            from gongkai_desk.collecting import issue, plan_issue

            plan = plan_issue(ledger.snapshot(), name, scope=scope, due=due, units=None if everyone else units)
            return issue(ledger, plan, out, overwrite=overwrite, progress=progress)

        self.desk.session.choose_next_round(name)
        self.desk.session.run("生成填报表", work, lambda issued: self._issued(issued, out))

    def _issued(self, issued: Any, folder: Path) -> None:
        self._folder = folder
        self.done.setText(f"已生成 {len(issued.paths)} 张填报表，存放在 {folder}")
        self.folder_button.show()
        self.desk.say(f"已生成 {len(issued.paths)} 张填报表")

    def _open_folder(self) -> None:
        if self._folder is not None:
            self.desk.dialogs.show_path(self._folder)
