"""Keys in a setting's table: a block from Excel is pasted as one step, Delete empties, Enter goes down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QWidget

from gongkai_desk.desktop.crash import last_resort
from gongkai_desk.desktop.table import clipboard

if TYPE_CHECKING:
    from gongkai_desk.desktop.pages.tables import TableTab

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


OTHERWISE = {
    **dict.fromkeys(("单位", "名称", "单位全称", "全称", "部门", "单位名"), "单位名称"),
    **dict.fromkeys(("联系人", "联络人", "经办人"), "联络员"),
    **dict.fromkeys(("联系电话", "手机", "手机号", "手机号码", "办公电话", "电话号码"), "电话"),
    **dict.fromkeys(("简称", "单位简称"), "别名"),
    **dict.fromkeys(("级别", "单位层级"), "层级"),
    **dict.fromkeys(("单位类别", "类型"), "类别"),
}
"""What offices' own lists call the columns."""


class TableKeys(QObject):
    """Of the view of ``tab``."""

    def __init__(self, tab: TableTab) -> None:
        super().__init__(tab)
        self._tab = tab
        tab.view.installEventFilter(self)
        tab.view.itemDelegate().closeEditor.connect(self._left)

    @last_resort
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Enter, Delete, where no cell is open (its editor passes on what it does not take)."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.modifiers()
        if pressed and isinstance(event, QKeyEvent) and self._tab.view.hasFocus():
            if event.key() in _ENTER:
                self._down()
                return True
            if event.key() == Qt.Key.Key_Delete:
                self.clear()
                return True
        return super().eventFilter(watched, event)

    def paste(self) -> None:
        """What was copied into the cells from the cursor on, new rows below the last; all of it or, where a column does not take
        something, nothing."""
        tab, index = self._tab, self._tab.view.currentIndex()
        block = clipboard.from_mime(QGuiApplication.clipboard().mimeData())
        if not tab.writable or not block or not index.isValid():
            tab.desk.say("剪贴板里没有可粘贴的文字" if tab.writable and not block else "请先选中要粘贴到的单元格")
            return
        model, header = tab.model, tab.view.horizontalHeader()
        heads = columns_of(block[0], model.fields) if tab.table.blank is not None else None
        if heads is not None and len(block) > 1:
            self._paste_by_name(block[1:], heads)
            return
        chosen = {each.row() for each in tab.view.selectionModel().selectedIndexes()}
        widths = {each.column() for each in tab.view.selectionModel().selectedIndexes()}
        block = clipboard.fit(block, max(1, len(chosen)), max(1, len(widths)))
        start = min(chosen, default=index.row())
        left = min((header.visualIndex(at) for at in widths), default=header.visualIndex(index.column()))
        columns = [header.logicalIndex(at) for at in range(left, len(model.fields))]
        rows = [at for at in range(start, len(model.values)) if not tab.view.isRowHidden(at)]
        cells = {}
        for at, line in enumerate(block):
            row = rows[at] if at < len(rows) else len(model.values) + at - len(rows)
            cells.update({(row, column): text for column, text in zip(columns, line, strict=False)})
        tab.write_cells(cells, f"粘贴到{tab.table.title}")

    def _paste_by_name(self, block: clipboard.Block, heads: list[int | None]) -> None:
        """A table that brings its header: each row goes to the one of that name, or becomes a new one, whatever is selected."""
        tab, name = self._tab, heads.index(0)
        first = tab.model.fields[0]
        known = {first.text(value): at for at, value in enumerate(tab.model.values)}
        cells, before = {}, len(known)
        for line in block:
            called = line[name].strip() if name < len(line) else ""
            if called:
                row = known.setdefault(called, len(tab.model.values) + len(known) - before)
                cells.update({(row, to): text for to, text in zip(heads, line, strict=False) if to is not None and text.strip()})
        new = len(known) - before
        if tab.write_cells(cells, f"粘贴到{tab.table.title}"):
            tab.desk.say(f"按表头粘贴：更新 {len({row for row, _to in cells}) - new} 行，新增 {new} 行")

    def clear(self) -> None:
        """Empty the selected cells; names stay, a row is deleted by its button."""
        cells = {(each.row(), each.column()): "" for each in self._tab.view.selectionModel().selectedIndexes() if each.column()}
        if not cells:
            self._tab.desk.say("要删除整行请用“删除所选行”")
        elif self._tab.writable:
            self._tab.write_cells(cells, f"清除{self._tab.table.title}")

    def _left(self, _editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            QTimer.singleShot(0, self, self._down)  # the view is still busy with the editor

    def _down(self) -> None:
        view, index = self._tab.view, self._tab.view.currentIndex()
        below = next((at for at in range(index.row() + 1, len(self._tab.model.values)) if not view.isRowHidden(at)), None)
        if index.isValid() and below is not None:
            self._tab.stand(below, index.column())


def columns_of(line: list[str], fields: Any) -> list[int | None] | None:
    """For each cell of a header the column it names; None where ``line`` is no header: its first column and another must be named
    (one is enough in a list of one column)."""
    titles = {field.title.partition("（")[0]: at for at, field in enumerate(fields)}
    words = ["".join(text.split()).partition("（")[0].partition("(")[0] for text in line]
    heads = [titles.get(OTHERWISE.get(word, word)) for word in words]
    named = [at for at in heads if at is not None]
    enough = len(named) >= min(2, len(line)) and len(set(named)) == len(named) and 0 in named
    return heads if enough else None


def rows_with(values: list[Any], blank: Any, fields: Any, cells: dict[tuple[int, int], str]) -> list[Any]:
    """``values`` with ``cells`` written; rows below the last are made of ``blank`` (left out where there is none).

    Raises GongkaiError for what a column does not take.
    """
    made = list(values)
    for (row, column), text in cells.items():
        while row >= len(made) and blank is not None:
            made.append(blank)
        field = fields[column]
        if row < len(made) and field.write is not None and text != field.text(made[row]):
            made[row] = field.write(made[row], text)
    return made
