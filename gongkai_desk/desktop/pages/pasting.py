"""Ctrl+V in the task table: cells into cells. A table that brings its own header may be meant as new tasks: that is asked."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QGuiApplication

from gongkai_desk.desktop.desk import Desk
from gongkai_desk.desktop.drafts import tasks_from_cells
from gongkai_desk.desktop.gestures import cell_changes
from gongkai_desk.desktop.table import clipboard
from gongkai_desk.desktop.table.columns import COLUMNS
from gongkai_desk.desktop.table.frozen import FrozenTable
from gongkai_desk.desktop.table.model import TaskModel
from gongkai_desk.desktop.table.texts import TASK

IMPORT, FILL, NOTHING = "粘贴导入", "填入单元格", "取消"
ADD, FITTING = "多出的行作为新任务", "只填放得下的"
LOOKED_AT = 20
"""So many rows are enough to tell a header."""
HEADER_SIGNS = (
    *("序号", "任务", "工作", "内容", "事项", "要点", "单位", "责任", "牵头"),
    *("时限", "要求", "措施", "名称", "目标", "简称", "联系"),
)
LONGEST_HEADER = 24

Cells = list[tuple[int, int, str]]


class Pasting:
    """Of ``table``: what lies on the clipboard into the cells from the cursor on."""

    def __init__(self, desk: Desk, table: FrozenTable, model: TaskModel) -> None:
        self.desk = desk
        self.table = table
        self.model = model

    def paste(self, rows: list[int], columns: list[int], cells: list[tuple[int, int]]) -> None:
        """A block from Excel, WPS or Word into the selected ``rows`` and ``columns``, or from their corner on; a single value
        into every one of the selected ``cells``."""
        block = clipboard.from_mime(QGuiApplication.clipboard().mimeData())
        if not block or not rows or not columns:
            self.desk.say("剪贴板里没有可粘贴的文字" if not block else "请先选中要粘贴到的单元格")
        elif len(block) == len(block[0]) == 1:
            asked = [(row, column, block[0][0]) for row, column in cells]
            self.desk.say(pasted(len(asked), self.model.write(asked), 0))
        elif self._meant_for_cells(block, len(rows), len(columns)):
            self._fill(clipboard.fit(block, len(rows), len(columns)), rows, columns[0])

    def _meant_for_cells(self, block: clipboard.Block, rows: int, columns: int) -> bool:
        """Whether ``block`` belongs into cells; what may be meant otherwise is asked."""
        high, wide = len(block), max(map(len, block))
        if brings_header(block):
            shown = "、".join(text for text in block[header_at(block)] if text)[:60]
            like = f"复制的内容带着表头（{shown}），像一张分解表，共 {high} 行 {wide} 列。"
            question = f"{like}\n要作为新的任务导入，还是填进选中的单元格？"
        elif rows * columns > 1 and (high > rows or wide > columns):
            question = f"选中了 {rows} 行 {columns} 列，复制的是 {high} 行 {wide} 列，会写到选区外面。\n从选区的左上角起填入吗？"
        else:
            return True
        answer = self.desk.dialogs.choose("粘贴", question, [IMPORT, FILL, NOTHING])
        if answer == IMPORT:
            self.desk.go("import", clipboard=True, new=False)
        return answer == FILL

    def _fill(self, block: clipboard.Block, rows: list[int], column: int) -> None:
        cells, left = self._targets(rows, column, block)
        if left and self._into_new_tasks(cells, left):
            return
        outside = sum(map(len, block)) - len(cells)
        self.desk.say(pasted(len(cells), self.model.write(cells), outside))
        self._select(cells)

    def _targets(self, rows: list[int], column: int, block: clipboard.Block) -> tuple[Cells, list[dict[str, str]]]:
        """Where ``block`` goes: into as many rows as are selected, else from the first on into rows of its kind (a list of units
        for tasks passes over the units unfolded between them). And what is left over below the last task, by column."""
        header, shown = self.table.horizontalHeader(), self.model.rows
        order = [header.logicalIndex(at) for at in range(header.visualIndex(column), len(COLUMNS))]
        columns = [at for at in order if not self.table.isColumnHidden(at)]
        kind = shown[rows[0]].kind
        below = rows if len(rows) == len(block) > 1 else [at for at in range(rows[0], len(shown)) if shown[at].kind == kind]
        cells = [(at, to, text) for at, line in zip(below, block, strict=False) for to, text in zip(columns, line, strict=False)]
        rest = block[len(below) :] if kind == TASK else []
        named = [{COLUMNS[to].key: text for to, text in zip(columns, line, strict=False) if text.strip()} for line in rest]
        return cells, [line for line in named if "text" in line]

    def _into_new_tasks(self, cells: Cells, left: list[dict[str, str]]) -> bool:
        """Rows with a task's words below the last one: new tasks where the clerk wants them. True where nothing else is to do."""
        state = self.model.state
        if state is None or state.readonly:
            return False
        question = f"从这里往下只有 {len({row for row, _to, _text in cells})} 行，复制的内容还多出 {len(left)} 行任务。"
        answer = self.desk.dialogs.choose("粘贴", question, [ADD, FITTING, NOTHING])
        if answer != ADD:
            return answer != FITTING
        shown = self.model.rows
        written = [(shown[row], COLUMNS[to], text) for row, to, text in cells]
        wanted = [each for each in written if self.model.can_write(*each[:2]) and (each[2].strip() or each[1].key != "text")]
        above = self.model.task_at(cells[-1][0]) if cells else None

        def work(ledger: Any, _progress: Any) -> Any:
            changes = [*cell_changes(state, wanted), *tasks_from_cells(state, above, left)]
            return ledger.apply(f"粘贴：增加 {len(left)} 项任务", changes)

        self.desk.session.run("粘贴", work, lambda _step: self.desk.say(f"已增加 {len(left)} 项任务，可按 Ctrl+Z 撤销"))
        return True

    def _select(self, cells: Cells) -> None:
        """Select what was pasted where it is one block."""
        places = [self.table.horizontalHeader().visualIndex(column) for _row, column, _text in cells]
        if len(cells) > 1 and sorted(set(places)) == sorted({column for _row, column, _text in cells}):
            self.table.select_block(cells[0][0], min(places), max(row for row, _column, _text in cells), max(places))


def header_at(block: clipboard.Block) -> int:
    """The first row that may be a header: two short cells or more that name what stands below; -1 where none does."""
    for at, line in enumerate(block[:LOOKED_AT]):
        named = sum(any(sign in text for sign in HEADER_SIGNS) for text in line if 0 < len(text) <= LONGEST_HEADER)
        if named >= 2 and all(len(text) <= 2 * LONGEST_HEADER for text in line):
            return at
    return -1


def brings_header(block: clipboard.Block) -> bool:
    """Whether ``block`` reads as a table of its own: a 分解表 or a list of units, header and all."""
    if len(block) < 2 or header_at(block) < 0:
        return False
    from gongkai_desk.desktop.reading import is_roster
    from gongkai_desk.grids.grid import Document, Grid, Row
    from gongkai_desk.layout import propose

    rows = tuple(Row(at, tuple(text or None for text in line)) for at, line in enumerate(block[:LOOKED_AT], start=1))
    grid = Grid("", rows)
    layout = propose(grid)
    return layout is not None and bool(layout.header_rows) or is_roster(Document("", "clipboard", (grid,)))


def pasted(asked: int, written: int, outside: int) -> str:
    """What the status line says of a paste."""
    words = [f"已粘贴 {written} 格" if written else "没有可以粘贴的单元格"]
    if asked > written:
        words.append(f"{asked - written} 格由系统计算或不能改，没有写入")
    if outside:
        words.append(f"{outside} 格超出表格，没有地方放；要增加任务请先“插入任务”，或用“粘贴导入”")
    return "；".join(words)
