"""The start page: recent ledgers, 新建, 打开, 看示例, and a place to drop files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout

from gongkai_desk.desktop.desk import Desk, Page, button, label, page_column
from gongkai_desk.desktop.icons import icon
from gongkai_desk.desktop.models import Field, ValuesModel
from gongkai_desk.desktop.opening import open_ledger
from gongkai_desk.desktop.state import State
from gongkai_desk.desktop.views import values_table

if TYPE_CHECKING:
    from gongkai_desk.domain.progress import Progress


DRAWN = 80
"""Milliseconds in which a window that is just being shown has drawn itself; other threads would hold it up."""


@dataclass(frozen=True)
class Recent:
    """A ledger opened lately and how it stands."""

    path: str
    title: str
    year: str = ""
    progress: str = ""
    due: str = ""
    changed: str = ""


FIELDS = (
    Field("台账", lambda recent: recent.title, 260, grow=2),
    Field("年度", lambda recent: recent.year, 60, centred=True),
    Field("进度", lambda recent: recent.progress, 140),
    Field("近期到期", lambda recent: recent.due, 250, grow=2),
    Field("修改时间", lambda recent: recent.changed, 130, centred=True),
    Field("位置", lambda recent: recent.path, 300, grow=3),
)


class StartPage(Page):
    """What a clerk sees first."""

    name = "start"
    title = "起始页"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.model = ValuesModel(FIELDS, self)
        self.view = values_table(self.model, "最近的台账")
        self.view.activated.connect(self._open)
        self.empty = label(
            "还没有打开过台账。\n\n手里有分解表？点“新建台账”，或把文件直接拖到窗口里；\n"
            "也可以在 Word、WPS 或网页里复制表格，再按 Ctrl+V。",
            "empty",
        )
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._build()

    def _build(self) -> None:
        column = page_column(self)
        column.setContentsMargins(40, 28, 40, 20)
        head = label("政务公开工作台账", "title")
        column.addWidget(head)
        column.addWidget(label("导入 → 校核 → 分发 → 收表汇总 → 导出打印", "hint"))
        line = QHBoxLayout()
        line.setSpacing(10)
        for text, action, primary in (
            ("新建台账…", "new", True),
            ("打开台账…", "open", False),
            ("看示例", "demo", False),
            ("粘贴导入", "paste", False),
        ):
            made = button(text, partial(self.desk.act, action), primary=primary)
            made.setMinimumSize(118, 36)
            line.addWidget(made)
            if primary:
                self.first = made
        self.resume = button("回到当前台账", lambda: self.desk.back())
        self.resume.setMinimumSize(118, 36)
        line.addWidget(self.resume)
        line.addStretch(1)
        column.addSpacing(6)
        column.addLayout(line)
        column.addSpacing(10)
        self.heading = label("最近的台账")
        column.addWidget(self.heading)
        column.addWidget(self.view, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(
            label("可把分解表、单位名录、各单位交回的表或文件夹拖到窗口任何地方。本程序不联网，数据只保存在台账文件里。", "hint")
        )
        self.setWindowIcon(icon("gongkai-desk"))

    def enter(self, **_what: Any) -> None:
        """Look at the recent ledgers anew, off the GUI thread."""
        paths = self.desk.settings.recent
        self._show([Recent(path, Path(path).stem) for path in paths])
        (self.view if paths else self.first).setFocus()  # Enter opens the ledger worked on last, or begins the first one
        if paths and self.isVisible():
            self._look(paths)
        elif paths:
            QTimer.singleShot(DRAWN, self, lambda: self._look(paths))

    def _look(self, paths: list[str]) -> None:
        today = self.desk.today()
        self.desk.thoughts.submit(
            "查看最近的台账", lambda progress: look_at(paths, today, progress), self._show, kind="recent", quiet=True
        )

    def show_state(self, _state: State | None) -> None:
        """Only whether there is a ledger to go back to."""
        self.resume.setVisible(_state is not None)

    def commands(self) -> dict[str, Callable[[], None]]:
        """Pasting here imports."""
        return {}

    def _show(self, recent: list[Recent]) -> None:
        self.model.show(recent)
        self.view.setVisible(bool(recent))
        self.heading.setVisible(bool(recent))
        self.empty.setVisible(not recent)
        if recent:
            self.view.selectRow(0)

    def _open(self, index: QModelIndex) -> None:
        recent = self.model.values[index.row()]
        if not Path(recent.path).exists():
            if self.desk.dialogs.ask(f"找不到 {recent.path}。\n从列表中去掉它？", "去掉"):
                self.desk.settings.forget_ledger(recent.path)
                self.enter()
            return
        open_ledger(self.desk, Path(recent.path))


def look_at(paths: list[str], today: Any, progress: Progress) -> list[Recent]:
    """How the ledgers at ``paths`` stand; one that cannot be read says so and does not stop the others."""
    found = []
    for at, path in enumerate(paths):
        progress(at, len(paths), "查看最近的台账")
        found.append(_look_at_one(path, today))
    return found


def _look_at_one(path: str, today: Any) -> Recent:
    from gongkai_desk.domain import GongkaiError
    from gongkai_desk.ledger import Ledger
    from gongkai_desk.standing import assess

    place = Path(path)
    if not place.is_file():
        return Recent(path, place.stem, progress="找不到文件")
    changed = f"{datetime.fromtimestamp(place.stat().st_mtime):%Y-%m-%d %H:%M}"
    try:
        with Ledger.open(place, readonly=True) as ledger:
            snapshot = ledger.snapshot()
            standing = assess(snapshot, snapshot.rounds[-1].name if snapshot.rounds else None, today)
    except GongkaiError as error:
        return Recent(path, place.stem, progress=error.what, changed=changed)
    done, total = standing.counts.get("已完成", 0), len(snapshot.tasks)
    return Recent(
        path,
        snapshot.title or place.stem,
        str(snapshot.year or ""),
        f"{total} 项，已完成 {done}",
        _due_words(snapshot, standing, today),
        changed,
    )


def _due_words(snapshot: Any, standing: Any, today: Any) -> str:
    """The nearest thing due: tasks within two weeks, and what the notice itself asks for."""
    parts = []
    late = standing.counts.get("逾期", 0)
    if late:
        parts.append(f"逾期 {late} 项")
    soon = sum(1 for state in standing.states.values() if state.days_left is not None and 0 <= state.days_left <= 15)
    if soon:
        parts.append(f"15 天内到期 {soon} 项")
    open_ones = [each for each in snapshot.obligations if each.due is not None and each.done_on is None and each.due >= today]
    if open_ones:
        first = min(open_ones, key=lambda each: each.due)
        from gongkai_desk.domain import quoted

        parts.append(f"{first.due:%m-%d} {quoted(first.text, 16)}")
    return "；".join(parts)
