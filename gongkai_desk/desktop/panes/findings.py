"""The findings beside the table: grouped and counted; a click shows the cell; fixes, and waiving with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QTreeView, QVBoxLayout, QWidget

from gongkai_desk.desktop import theme
from gongkai_desk.desktop.desk import button, label
from gongkai_desk.desktop.gestures import sure_fixes
from gongkai_desk.desktop.models import Group, GroupsModel
from gongkai_desk.desktop.panes.fixes import Fixes
from gongkai_desk.desktop.state import State
from gongkai_desk.desktop.table.rows import COLUMN
from gongkai_desk.desktop.wrapping import WrapDelegate
from gongkai_desk.domain import Edit, Finding, Fix, Severity, Support, Task
from gongkai_desk.domain.deadline import Deadline
from gongkai_desk.domain.finding_words import GRADES, TITLES
from gongkai_desk.domain.task import Lead

HOW = "点一条疑点，看它在表里的位置和怎么改。"
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_COLOURS = {Severity.ERROR: theme.ERROR, Severity.WARNING: theme.WARNING, Severity.INFO: theme.INFO}


def grouped(findings: Sequence[Finding]) -> list[Group]:
    """Findings by rule, the gravest first; each heading says how grave in a word as well."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    ordered = sorted(by_rule.values(), key=lambda group: (_ORDER[group[0].severity], -len(group)))
    return [
        Group(
            f"〔{GRADES[group[0].severity]}〕{TITLES.get(group[0].rule, group[0].rule)}",
            tuple(group),
            _COLOURS[group[0].severity],
        )
        for group in ordered
    ]


def line_of(finding: Finding) -> str:
    """One finding in a line: the task's number, unless the message names it, then what is wrong."""
    number = finding.task.number if finding.task is not None else None
    return finding.message if not number or f"第{number}项" in finding.message else f"{number}. {finding.message}"


class FindingsPane(QWidget):
    """``look_at(Finding)``: show its cell; ``go_to(Finding)``: and put the keyboard there; ``fix_wanted(list of Fix)``;
    ``waive_wanted(Finding)``."""

    look_at = Signal(object)
    go_to = Signal(object)
    fix_wanted = Signal(object)
    waive_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = GroupsModel(line_of, parent=self)
        self.view = QTreeView()
        self.view.setModel(self.model)
        self.view.setHeaderHidden(True)
        self.view.setIndentation(12)
        self.view.setWordWrap(True)
        self.view.setUniformRowHeights(False)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setExpandsOnDoubleClick(False)
        self.view.setAccessibleName("疑点")
        self.view.setItemDelegate(WrapDelegate(self.view))
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.activated.connect(self._opened)
        self.view.clicked.connect(self._clicked)
        self.view.selectionModel().currentChanged.connect(self._chosen)
        self.head = QLabel("疑点")
        self.all_button = button("全部修复", self._fix_all, tip="把有把握的一次修好，可撤销")
        self.preview = label("", "hint")
        self.preview.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.fixes = Fixes(self.preview)
        self.waive = button("不再提示…", self._waive)
        self.locate = button("定位", self._locate)
        self._build()
        self._findings: tuple[Finding, ...] | None = None
        self._writable = False
        self._chosen()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """What is offered takes its share of the height."""
        super().resizeEvent(event)
        self.fixes.updateGeometry()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.head, 1)
        top.addWidget(self.all_button)
        bottom = QHBoxLayout()
        bottom.addWidget(self.locate)
        bottom.addWidget(self.waive)
        bottom.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        column.addWidget(self.fixes)
        column.addLayout(bottom)

    def show_state(self, state: State | None) -> None:
        """Show the findings of ``state``; the chosen one stays chosen where it is still there."""
        findings = state.findings if state is not None else None
        if findings is self._findings and findings is not None:
            return
        self._findings = findings
        current = self.current()
        groups = grouped(findings or ())
        self.model.show(groups)
        asking = sum(1 for finding in findings or () if finding.severity is not Severity.INFO)
        found = f"{asking} 条需要处理" if findings else "没有疑点"
        self.head.setText("正在校核…" if findings is None and state is not None else found)
        for at, group in enumerate(groups):
            self.view.setExpanded(self.model.index(at, 0), group.values[0].severity is not Severity.INFO)
        sure = sure_fixes(findings or ())
        self.all_button.setText(f"全部修复 {len(sure)}" if sure else "全部修复")
        self._writable = state is not None and not state.readonly
        self.all_button.setEnabled(bool(sure) and self._writable)
        self.all_button.setToolTip("把有把握的一次修好，可撤销" if sure else "没有程序有把握的修改，请逐条看")
        if current is not None:
            self.choose(current.key)
        self._chosen()

    def choose(self, key: str) -> None:
        """Put the cursor on the finding called ``key``."""
        for at, group in enumerate(self.model.groups):
            for row, finding in enumerate(group.values):
                if finding.key == key:
                    self.view.setCurrentIndex(self.model.index(row, 0, self.model.index(at, 0)))
                    return

    def current(self) -> Finding | None:
        """The finding under the cursor."""
        value = self.model.value(self.view.currentIndex())
        return value if isinstance(value, Finding) else None

    def _clicked(self, index: QModelIndex) -> None:
        finding = self.model.value(index)
        if finding is not None:
            self.look_at.emit(finding)

    def _opened(self, index: QModelIndex) -> None:
        finding = self.model.value(index)
        if finding is None:
            self.view.setExpanded(index, not self.view.isExpanded(index))
        else:
            self.go_to.emit(finding)

    def _chosen(self, *_indexes: QModelIndex) -> None:
        finding = self.current()
        self.setUpdatesEnabled(False)
        self.preview.setText(f"出处：{finding.source.short}" if finding is not None else HOW)
        self.preview.setVisible(bool(self._findings))
        for each, tip in ((self.locate, "到表中的单元格去改"), (self.waive, "写明理由后不再提示这一条")):
            each.setEnabled(finding is not None and (each is self.locate or self._writable))
            each.setToolTip(tip if finding is not None else "请先在上面点一条疑点")
        lines: list[QWidget] = []
        if finding is not None:
            for fix in finding.fixes:
                lines += [self._fix_button(fix), _quoted(preview(finding, fix))]
        self.fixes.show_lines(lines)
        self.setUpdatesEnabled(True)
        QTimer.singleShot(0, self, lambda: self.view.scrollTo(self.view.currentIndex()))

    def _fix_button(self, fix: Fix) -> QPushButton:
        made = FixButton(fix.label)
        made.clicked.connect(lambda _checked=False: self.fix_wanted.emit([fix]))
        made.setEnabled(bool(fix.edits) and self._writable)
        return made

    def _fix_all(self) -> None:
        self.fix_wanted.emit(sure_fixes(self._findings or ()))

    def _waive(self) -> None:
        finding = self.current()
        if finding is not None:
            self.waive_wanted.emit(finding)

    def _locate(self) -> None:
        finding = self.current()
        if finding is not None:
            self.go_to.emit(finding)


class FixButton(QPushButton):
    """A button that is as wide as the pane, whatever its label says; what does not fit is in the tooltip."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self._label = label
        self.setAccessibleName(label)
        self.setToolTip(label)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The label with what fits."""
        super().resizeEvent(event)
        self.setText(self.fontMetrics().elidedText(self._label, Qt.TextElideMode.ElideRight, self.width() - 18))


def preview(finding: Finding, fix: Fix) -> str:
    """What a fix would change, one line per cell."""
    lines = []
    for edit in fix.edits[:3]:
        title = COLUMN[edit.field].title if edit.field in COLUMN else ""
        lines.append(f"{title}：{_before(finding.task, edit)} → {in_words(edit.value)}".lstrip("："))
    return "\n".join(lines)


def _quoted(words: str) -> QLabel:
    """A faint line under a button."""
    made = label(words, "hint")
    made.setContentsMargins(8, 0, 0, 2)
    made.setVisible(bool(words))
    return made


def _before(task: Task | None, edit: Edit) -> str:
    if task is None or edit.record != "task":
        return ""
    return in_words(getattr(task, edit.field, None))


def in_words(value: object) -> str:
    """A field's value as a clerk reads it."""
    if value is None or value == "":
        return "（空）"
    if isinstance(value, Lead | Support):
        return "、".join(value.units) or value.raw or "（空）"
    if isinstance(value, Deadline):
        return " ".join(part for part in (value.raw, value.due.isoformat() if value.due else "") if part) or "（空）"
    if isinstance(value, tuple | list):
        return "、".join(in_words(each) for each in value)
    return str(value)
