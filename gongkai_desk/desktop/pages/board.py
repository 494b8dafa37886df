"""报送情况: units × 报送期, in colours with words; reminders for the selected units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from gongkai_desk.desktop.desk import Desk, Page, button, label, page_column, page_head
from gongkai_desk.desktop.filenames import own_folder
from gongkai_desk.desktop.models import Field, ValuesModel
from gongkai_desk.desktop.reviews import review, send_back
from gongkai_desk.desktop.state import State
from gongkai_desk.desktop.views import values_table
from gongkai_desk.domain import Review

COLOURS = {"已报": "#dcefe3", "部分": "#fff1cc", "未报": "#f8dedb", "退回": "#f3d3e6", "待审": "#dce8f5", "": ""}


@dataclass(frozen=True)
class Cell:
    """One unit in one round. ``word`` leads the text and chooses the colour."""

    word: str = ""
    reported: int = 0
    due: int = 0
    returned: int = 0
    pending: int = 0
    late: bool = False

    @property
    def text(self) -> str:
        """What the cell says."""
        if not self.due:
            return "—"
        parts = [f"{self.word} {self.reported}/{self.due}"]
        if self.late:
            parts.append("逾期")
        if self.returned:
            parts.append(f"退回{self.returned}")
        elif self.pending:
            parts.append(f"待审{self.pending}")
        return " ".join(parts)


@dataclass(frozen=True)
class Line:
    """One unit over all rounds."""

    unit: str
    contact: str = ""
    phone: str = ""
    cells: dict[str, Cell] = field(default_factory=dict)


def board(snapshot: Any, today: Any) -> tuple[tuple[str, ...], list[Line]]:
    """The names of the rounds, newest first, and a line per unit with duties."""
    from gongkai_desk.standing import assess

    names = tuple(each.name for each in reversed(snapshot.rounds))
    cells: dict[str, dict[str, Cell]] = {}
    for each in snapshot.rounds:
        reviews: dict[str, list[Review]] = {}
        for report in snapshot.reports_of(each.name):
            reviews.setdefault(report.unit, []).append(report.review)
        over = each.due is not None and each.due < today
        for unit in assess(snapshot, each.name, today).units:
            mine = reviews.get(unit.unit, [])
            returned, pending = mine.count(Review.RETURNED), mine.count(Review.PENDING)
            word = "退回" if returned else "未报" if not unit.reported else "已报" if unit.reported >= unit.due else "部分"
            cells.setdefault(unit.unit, {})[each.name] = Cell(
                word, unit.reported, unit.due, returned, pending, over and unit.reported < unit.due
            )
    people = {unit.name: unit for unit in snapshot.roster.units}
    lines = []
    for name, by_round in cells.items():
        person = people.get(name)
        contact, phone = (person.contact or "", person.phone or "") if person is not None else ("", "")
        lines.append(Line(name, contact, phone, by_round))
    return names, lines


PEOPLE = 3
"""Columns before those of the rounds."""
COUNTED = (("未报", "未报"), ("部分", "只报部分"), ("退回", "被退回"))


class BoardPage(Page):
    """The board, a search line, and 催办."""

    name = "board"
    title = "报送情况"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.model = ValuesModel((Field("单位", lambda line: line.unit, 200),), self)
        self.view = values_table(self.model, "报送情况")
        self.view.horizontalHeader().setStretchLastSection(False)
        self.view.activated.connect(self._open)
        self.filter = QLineEdit(placeholderText="查找单位", clearButtonEnabled=True)
        self.filter.setAccessibleName("查找单位")
        self.filter.textChanged.connect(self._narrow)
        self.count = label("")
        self.remind = button("生成催办单…", self._remind, primary=True, tip="给所选单位（未选则为全部未报单位）生成催办单")
        hint = "所选单位本期待审的报送全部通过；只通过几项的，双击到台账里审"
        self.passing = button("审核通过", lambda: self._review(Review.PASSED), tip=hint)
        self.returning = button("退回…", lambda: self._review(Review.RETURNED), tip="所选单位本期的报送全部退回重报，须写明理由")
        self.sending = button(
            "发回退回的表…", self._send_back, tip="把退回的表发回单位：退回的行标红、写明理由，已填的内容都在"
        )
        self._rounds: tuple[str, ...] = ()
        column = page_column(self)
        column.addLayout(
            page_head(self, "每行一个单位，每列一个报送期；格子里写明报了几项、应报几项。双击看该单位的任务。", self.filter)
        )
        column.addWidget(self.view, 1)
        bottom = QHBoxLayout()
        bottom.addWidget(self.count, 1)
        for each in (self.passing, self.returning, self.sending):
            bottom.addWidget(each)
        bottom.addSpacing(16)
        bottom.addWidget(button("选中未报单位", self._choose_missing, tip="没有报、只报了一部分和被退回的单位"))
        bottom.addWidget(self.remind)
        column.addLayout(bottom)

    def commands(self) -> dict[str, Any]:
        """Ctrl+F looks for a unit."""
        return {"find": self.filter.setFocus}

    def show_state(self, state: State | None) -> None:
        """Count anew, off the GUI thread."""
        if state is not None:
            self.desk.thoughts.submit(
                "统计报送情况", lambda _progress: board(state.snapshot, state.today), self._show, kind="board", quiet=True
            )

    def _show(self, found: tuple[tuple[str, ...], list[Line]]) -> None:
        self._rounds, lines = found
        fields = [
            Field("单位", lambda line: line.unit, 240, grow=1, most=420),
            Field("联络员", lambda line: line.contact, 90),
            Field("电话", lambda line: line.phone, 120),
        ]
        fields += [_round_field(name) for name in self._rounds]
        columns, chosen = len(self.model.fields), set(self._chosen())
        self.model.show(lines, fields)
        self._choose([row for row, line in enumerate(lines) if line.unit in chosen])
        if len(fields) != columns:  # another 报送期: the widths the clerk drew belong to other columns
            self.view.fitting = True
        self.view.fit()
        newest = self._rounds[0] if self._rounds else ""
        words = [line.cells[newest].word for line in lines if newest in line.cells]
        counts = "".join(f"，{said} {words.count(word)} 家" for word, said in COUNTED if word == "未报" or word in words)
        waiting = sum(1 for line in lines if newest in line.cells and line.cells[newest].pending)
        counts += f"，待审 {waiting} 家" if waiting else ""
        self.count.setText(f"{newest}：应报 {len(words)} 家{counts}" if newest else "还没有报送期，请先分发填报表。")
        self.remind.setEnabled(bool(newest))
        state = self.desk.state
        writable = bool(newest) and state is not None and not state.readonly
        for each in (self.passing, self.returning):
            each.setEnabled(writable)
        self.sending.setEnabled(writable and any(cell.returned for line in lines for cell in line.cells.values()))
        self._narrow(self.filter.text())

    def _narrow(self, words: str) -> None:
        for row, line in enumerate(self.model.values):
            self.view.setRowHidden(row, words not in line.unit)

    def _open(self, index: QModelIndex) -> None:
        unit = self.model.values[index.row()].unit
        column = index.column() - PEOPLE
        if 0 <= column < len(self._rounds):
            self.desk.session.choose_round(self._rounds[column])
        self.desk.go("ledger", unit=unit)

    def _missing(self) -> list[int]:
        newest = self._rounds[0] if self._rounds else ""
        return [
            row for row, line in enumerate(self.model.values) if line.cells.get(newest, Cell()).word in ("未报", "部分", "退回")
        ]

    def _choose_missing(self) -> None:
        self._choose(self._missing())

    def _choose(self, rows: Sequence[int]) -> None:
        self.view.clearSelection()
        mode = self.view.selectionModel().SelectionFlag
        for row in rows:
            self.view.selectionModel().select(self.model.index(row, 0), mode.Select | mode.Rows)

    def _chosen(self) -> list[str]:
        rows = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        return [self.model.values[row].unit for row in rows if not self.view.isRowHidden(row)]

    def _round(self) -> str:
        """The 报送期 in whose column the cursor stands, else the newest."""
        column = self.view.currentIndex().column() - PEOPLE
        return self._rounds[column] if 0 <= column < len(self._rounds) else self._rounds[0]

    def _review(self, verdict: Review) -> None:
        """What the chosen units reported: passing is for what waits, returning for all of it."""
        state, units = self.desk.state, set(self._chosen())
        if state is None or not units:
            self.desk.say("请先选中要审核的单位")
            return
        wanted = (Review.PENDING,) if verdict is Review.PASSED else (Review.PENDING, Review.PASSED)
        mine = [each for each in state.snapshot.reports_of(self._round()) if each.unit in units and each.review in wanted]
        if mine:
            review(self.desk, mine, verdict)
        else:
            self.desk.say(f"所选单位在“{self._round()}”没有{'待审' if verdict is Review.PASSED else '可以退回'}的报送")

    def _send_back(self) -> None:
        """The forms of the chosen units that were returned; of all where none of the chosen was."""
        name, chosen = self._round(), set(self._chosen())
        returned = [line.unit for line in self.model.values if name in line.cells and line.cells[name].returned]
        units = [unit for unit in returned if unit in chosen] or returned
        if units:
            send_back(self.desk, name, units)
        else:
            self.desk.say(f"“{name}”没有退回的报送")

    def _remind(self) -> None:
        units = self._chosen() or [self.model.values[row].unit for row in self._missing()]
        state = self.desk.state
        if not units or state is None:
            self.desk.say("没有需要催办的单位")
            return
        folder = self.desk.dialogs.folder(f"为 {len(units)} 家单位生成催办单：选择文件夹", "remind")
        if folder is None:
            return
        from gongkai_desk.desktop.reminders import write_reminders

        out = own_folder(Path(folder), f"{state.round or ''}_催办单".strip("_"))

        def work(progress: Any) -> list[Path]:
            return write_reminders(state, units, out, progress)

        def done(paths: list[Path]) -> None:
            said = f"已生成 {len(paths)} 份催办单"
            self.desk.say(said)
            if self.desk.dialogs.ask(f"{said}，存放在 {out}", "打开所在文件夹", "关闭", title="催办单"):
                self.desk.dialogs.show_path(out)

        self.desk.thoughts.submit("生成催办单", work, done)


def _round_field(name: str) -> Field:
    return Field(
        name,
        lambda line: line.cells[name].text if name in line.cells else "—",
        150,
        centred=True,
        grow=1,
        most=230,
        ground=lambda line: COLOURS[line.cells[name].word] if name in line.cells and line.cells[name].due else "",
    )
