"""The task table as Qt sees it. It answers from lists, because painting asks thousands of times a frame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor

from gongkai_desk.desktop import theme
from gongkai_desk.desktop.state import State
from gongkai_desk.desktop.table.columns import COLUMNS, Column
from gongkai_desk.desktop.table.marks import Marks
from gongkai_desk.desktop.table.rows import Choice, chosen, laid_out, units_of
from gongkai_desk.desktop.table.search import Search
from gongkai_desk.desktop.table.texts import BAND, TASK, UNIT, Row, Texts
from gongkai_desk.domain import Review, Task

AnyIndex = QModelIndex | QPersistentModelIndex
_DISPLAY, _EDIT, _TIP = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole
_ALIGN, _BACK, _FORE = Qt.ItemDataRole.TextAlignmentRole, Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.ForegroundRole
_DESCRIPTION = Qt.ItemDataRole.AccessibleDescriptionRole
_DECORATION, _ACCESSIBLE = Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.AccessibleTextRole
_LIGHT = next(at for at, column in enumerate(COLUMNS) if column.key == "light")
_NUMBER, _TEXT = 0, 1
_HEADING = Qt.ItemFlag.ItemIsEnabled
_CLOSED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_OPEN = _CLOSED | Qt.ItemFlag.ItemIsEditable
_SILENT = frozenset(
    int(role)
    for role in (
        Qt.ItemDataRole.FontRole,
        Qt.ItemDataRole.CheckStateRole,
        Qt.ItemDataRole.SizeHintRole,
        Qt.ItemDataRole.StatusTipRole,
    )
)


NO_WORDS = "“工作任务”不能空着；要删除整条任务请用“删除任务”(Ctrl+-)"
VALUES = frozenset({"lead", "support", "deadline"})
"""Fields of a task whose value is more than the words in the cell."""


class Taken(str):
    """What a cell holds, to be put into another: its words, and the ``value`` of the ``field`` behind them."""

    field: str
    value: Any

    def __new__(cls, text: str, field: str, value: Any) -> Taken:
        """``text`` with the ``value`` of ``field``."""
        made = str.__new__(cls, text)
        made.field, made.value = field, value
        return made


class TaskModel(QAbstractTableModel):
    """Rows of the open ledger. ``written(cells)`` asks for a change; the ledger answers with a new state.
    ``refused(sentence)``: a change that cannot be."""

    written = Signal(object)
    refused = Signal(str)
    shown = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state: State | None = None
        self.choice = Choice()
        self.rows: list[Row] = []
        self.texts: Texts | None = None
        self.marks = Marks()
        self._marked: dict[str, int] = {}
        self.search: Search | None = None
        self._pending: dict[tuple[str, str, str], str] = {}
        self._kept: list[int] | None = None
        centre = Qt.AlignmentFlag.AlignCenter
        self._aligned = [centre if column.centred else None for column in COLUMNS]
        self._unit_brush = QBrush(QColor(theme.UNIT_ROW))
        self._faint = QBrush(QColor(theme.FAINT))
        self._wrong = {"error": QBrush(QColor("#fdecea")), "warning": QBrush(QColor("#fff6e0"))}

    # -- what is shown

    def show_state(self, state: State | None, *, stay: bool = False, writing: bool = False) -> None:
        """Show another state of the ledger; rows are kept where their tasks are the same.

        ``stay``: what the clerk sees stays in its order, also where a changed cell would no longer pass the filter: as in Excel,
        a filter is not set anew by typing. ``writing``: more is being written, and what was typed for it is shown on.
        """
        if not writing:
            self._pending.clear()
        same = state is not None and self.state is not None and (state.rank, state.round) == (self.state.rank, self.state.round)
        self._kept = [row.task for row in self.rows if row.kind == TASK] if stay and same and not self.choice.plain else None
        texts = texts_of(state) if state is not None else None
        if state is None:
            self.choice = Choice()
        self._renew(state, texts, Search(texts) if texts is not None else None)

    def show_findings(self, state: State) -> None:
        """Mark the cells that findings point at."""
        if state.marks is not None:
            self.marks = state.marks
        elif self._marked != state.rank:  # found before tasks came, went or moved: the places follow at once
            self.marks = Marks.of(state)
        self._marked = state.rank
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(COLUMNS) - 1), [_BACK, _TIP])

    def choose(self, **changes: Any) -> None:
        """Filter, sort or unfold: fields of :class:`Choice`."""
        self.choice = replace(self.choice, **changes)
        if set(changes) != {"folded_out"}:
            self._kept = None
        self._renew(self.state, self.texts, self.search)

    def _renew(self, state: State | None, texts: Texts | None, search: Search | None) -> None:
        """State and rows change together: who listens to the reset still finds the old rows with their own tasks."""
        rows = self._wanted_rows(texts, search)
        anew = rows != self.rows
        if anew:
            self.beginResetModel()
        self.state, self.texts, self.search, self.rows = state, texts, search, rows
        if anew:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(COLUMNS) - 1))
        self.shown.emit()

    def _wanted_rows(self, texts: Texts | None, search: Search | None) -> list[Row]:
        if texts is None or search is None:
            return []
        order = self._kept if self._kept is not None else chosen(texts, self.choice, search)
        return laid_out(texts, order, self.choice)

    # -- where things are

    def task_at(self, row: int) -> Task | None:
        """The task that ``row`` shows or belongs to; None for headings."""
        if self.texts is None or not 0 <= row < len(self.rows) or self.rows[row].kind == BAND:
            return None
        return self.texts.tasks[self.rows[row].task]

    def row_of(self, position: int, unit: str = "") -> int | None:
        """The row of the task at ``position`` (or of its ``unit``), None when it is filtered away."""
        kind = UNIT if unit else TASK
        return next(
            (
                at
                for at, row in enumerate(self.rows)
                if row.task == position and row.kind == kind and (not unit or row.text == unit)
            ),
            None,
        )

    def units_under(self, row: int) -> tuple[str, ...]:
        """The units of the task in ``row``."""
        if self.texts is None or not 0 <= row < len(self.rows):
            return ()
        return units_of(self.texts.task_state(self.rows[row].task))

    def block(self, rows: Iterable[int], columns: Sequence[int]) -> list[list[str]]:
        """The texts of many cells at once, as they are taken elsewhere: as shown, but a deadline in its own words only."""
        deadline = self.column_of("deadline")
        take = [self._words if column == deadline else self._shown for column in columns]
        return [[text(self.rows[row], column) for text, column in zip(take, columns, strict=True)] for row in rows]

    def _words(self, row: Row, column: int) -> str:
        return self._raw(row, COLUMNS[column]) or self._shown(row, column)

    def taken(self, row: int, column: int) -> str:
        """The text of a cell for another of the same column, with the value behind it."""
        text, spec = self._raw(self.rows[row], COLUMNS[column]), COLUMNS[column]
        task = self.task_at(row)
        if task is None or self.rows[row].kind != TASK or spec.edits not in VALUES or self._is_pending(task, spec):
            return text
        return Taken(text, spec.edits, getattr(task, spec.edits))

    def _is_pending(self, task: Task, column: Column) -> bool:
        return (task.id or "", "", column.key) in self._pending

    def column_of(self, key: str) -> int:
        """The position of the column called ``key``."""
        return next(at for at, column in enumerate(COLUMNS) if column.key == key)

    def task_count(self) -> int:
        """How many tasks are shown."""
        return sum(1 for row in self.rows if row.kind == TASK)

    # -- Qt's questions

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """Rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """Columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:  # noqa: N802
        """Titles."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(COLUMNS):
            if role == _DISPLAY:
                return COLUMNS[section].title
            if role == _TIP:
                return COLUMNS[section].tip or None
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Headings are not selectable; derived cells are not editable."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        row, column = self.rows[index.row()], COLUMNS[index.column()]
        if row.kind == BAND:
            return _HEADING
        return _OPEN if self.can_write(row, column) else _CLOSED

    def can_write(self, row: Row, column: Column) -> bool:
        """Whether the clerk may write into that cell."""
        if self.state is None or self.state.readonly or row.kind == BAND:
            return False
        if row.kind == UNIT:
            return bool(column.report) and self.state.round is not None
        return bool(column.edits) and (column.edits != "summary" or self.state.round is not None)

    def why_closed(self, index: AnyIndex) -> str:
        """Why the clerk may not write into a cell, in a sentence; nothing where they may."""
        if not index.isValid() or self.can_write(self.rows[index.row()], COLUMNS[index.column()]):
            return ""
        if self.state is not None and self.state.readonly:
            return "台账以只读方式打开，不能修改"
        row, column = self.rows[index.row()], COLUMNS[index.column()]
        if self.state is not None and self.state.round is None and (column.report or column.edits == "summary"):
            return "还没有报送期，进展填不进去；请先“分发”或“新建报送期”"
        if row.kind == TASK and column.report:
            return "这一格按各单位的报送计算；要改请展开任务（Ctrl+E），改单位那一行，或用“核定完成状态”"
        return "这一格由系统计算，不能直接修改"

    def data(self, index: AnyIndex, role: int = _DISPLAY) -> Any:
        """One cell. Painting asks seven times a cell, so roles without an answer leave first."""
        if role in _SILENT:
            return None
        column = index.column()
        if role == _ALIGN:
            return self._aligned[column]
        if role == _DECORATION and column != _LIGHT:
            return None
        at = index.row()
        if not 0 <= at < len(self.rows):
            return None
        row = self.rows[at]
        if role == _DISPLAY:
            return self._shown(row, column)
        if role == _BACK:
            return self._ground(row, column)
        if role == _FORE:
            return self._faint if row.kind == UNIT and column == _TEXT else None
        if role == _DECORATION:
            return self._lamp(row)
        if role == _EDIT:
            return self._raw(row, COLUMNS[column])
        if role in (_TIP, _DESCRIPTION):
            return self._tip(row, COLUMNS[column]) or None
        return f"{COLUMNS[column].title} {self._shown(row, column)}" if role == _ACCESSIBLE else None

    def setData(self, index: AnyIndex, value: Any, role: int = _EDIT) -> bool:  # noqa: N802
        """Ask for a change of one cell."""
        if role != _EDIT or not index.isValid():
            return False
        if str(value) != self._raw(self.rows[index.row()], COLUMNS[index.column()]):
            self.write([(index.row(), index.column(), str(value))])
        return True

    def write(self, cells: Iterable[tuple[int, int, str]]) -> int:
        """Ask for a change of many cells as one step; what cannot be written is left out. How many will be."""
        asked = [
            (self.rows[row], COLUMNS[column], text)
            for row, column, text in cells
            if 0 <= row < len(self.rows) and 0 <= column < len(COLUMNS) and self.can_write(self.rows[row], COLUMNS[column])
        ]
        wanted = [each for each in asked if each[2].strip() or each[1].edits != "text" or each[0].kind != TASK]
        if len(wanted) < len(asked):
            self.refused.emit(NO_WORDS)
        if not wanted or self.texts is None:
            return 0
        for row, column, text in wanted:
            self._pending[(self.texts.tasks[row.task].id or "", row.text, column.key)] = text
        self.written.emit(wanted)
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(COLUMNS) - 1), [_DISPLAY, _EDIT])
        return len(wanted)

    def forget_pending(self) -> None:
        """A wished change was not taken: show again what the ledger holds."""
        waited, self._pending = self._pending, {}
        if self.rows and waited:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(COLUMNS) - 1), [_DISPLAY, _EDIT])

    # -- cells

    def _shown(self, row: Row, column: int) -> str:
        if row.kind == BAND or self.texts is None:
            return row.text if column == _NUMBER else ""
        if self._pending:
            task_id = self.texts.tasks[row.task].id or ""
            waiting = self._pending.get((task_id, row.text, COLUMNS[column].key))
            if waiting is not None:
                return waiting
        if row.kind == UNIT:
            return self._unit_cell(row, COLUMNS[column])
        return self.texts.column(COLUMNS[column])[row.task]

    def _unit_cell(self, row: Row, column: Column) -> str:
        report = self.report(row)
        if column.key == "text":
            role = next((duty.role.value for duty in self._duties(row) if duty.unit == row.text), "")
            return f"└ {row.text}（{role}）" if role else f"└ {row.text}"
        if column.key == "status" and report is None:
            return "未报送"
        if column.key == "light":
            return self._unit_reason(row)
        if column.key == "number":
            return report.review.value if report is not None else ""
        return report.fields.get(column.report, "") if report is not None and column.report else ""

    def _review_words(self, row: Row) -> list[str]:
        report = self.report(row)
        if report is None or report.review is Review.PENDING:
            return []
        return [f"{report.review.value}：{report.review_reason}" if report.review_reason else report.review.value]

    def _unit_reason(self, row: Row) -> str:
        state = self.texts.task_state(row.task) if self.texts is not None else None
        unit = next((each for each in state.units if each.unit == row.text), None) if state is not None else None
        return unit.reason if unit is not None and unit.role.value != "配合" else ""

    def report(self, row: Row) -> Any:
        """The report of the unit in ``row`` for the shown round, or None."""
        state = self.texts.task_state(row.task) if self.texts is not None else None
        return state.reports.get(row.text) if state is not None else None

    def _duties(self, row: Row) -> tuple[Any, ...]:
        state = self.texts.task_state(row.task) if self.texts is not None else None
        return tuple(state.duties) if state is not None else ()

    def _raw(self, row: Row, column: Column) -> str:
        if row.kind != TASK or self.texts is None or column.raw is None:
            return self._shown(row, self.column_of(column.key))
        waiting = self._pending.get((self.texts.tasks[row.task].id or "", "", column.key))
        return waiting if waiting is not None else column.raw(self.texts.tasks[row.task], None)

    def _ground(self, row: Row, column: int) -> QBrush | None:
        if row.kind != TASK:
            return self._unit_brush if row.kind == UNIT else None
        severity = self.marks.worst(row.task, COLUMNS[column].key) if self.marks else ""
        return self._wrong.get(severity)

    def _lamp(self, row: Row) -> Any:
        state = self.texts.task_state(row.task) if self.texts is not None else None
        if state is None:
            return None
        if row.kind == TASK:
            return theme.light_pixmap(state.light.value)
        unit = next((each for each in state.units if each.unit == row.text), None)
        return theme.light_pixmap(unit.light.value) if unit is not None and unit.role.value != "配合" else None

    def _tip(self, row: Row, column: Column) -> str:
        if row.kind == BAND:
            return f"{row.text}\n双击或按 F2 修改"
        lines = list(self.marks.messages(row.task, column.key)) if row.kind == TASK else self._review_words(row)
        text = self._shown(row, self.column_of(column.key))
        if len(text) > 60:
            lines.append(text)
        return "\n".join(lines)


def texts_of(state: State) -> Texts:
    """The texts that the ledger lane has prepared with the state, or new ones."""
    if isinstance(state.texts, Texts):
        return state.texts
    return Texts(state.snapshot.tasks, state.standing.states if state.standing is not None else {})
