"""What a column's header offers: freezing up to it, and which columns are shown. What is frozen is kept for next time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from gongkai_desk.desktop.desk import Desk
from gongkai_desk.desktop.table.columns import COLUMNS
from gongkai_desk.desktop.table.frozen import FROZEN_TO, FrozenTable
from gongkai_desk.desktop.table.view import TaskView

FROZEN = "table/frozen"
NONE = "-"
"""What is kept where nothing is frozen: an empty word would mean that nobody has chosen."""


class HeaderMenu:
    """``choose_columns()`` lets the clerk say which columns are shown."""

    def __init__(self, desk: Desk, table: FrozenTable, choose_columns: Callable[[], None]) -> None:
        self.desk = desk
        self.table = table
        self._choose_columns = choose_columns
        for face in (table, table.frozen):
            header = face.horizontalHeader()
            header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            header.customContextMenuRequested.connect(partial(self._open, face))
        kept = desk.settings.text(FROZEN) or FROZEN_TO
        table.freeze("" if kept == NONE else kept)

    def commands(self) -> dict[str, Callable[[], None]]:
        """Handlers by action id."""
        return {"freeze": self.freeze_here, "unfreeze": lambda: self.freeze("")}

    def freeze_here(self) -> None:
        """Freeze up to the column of the cursor."""
        column = self.table.currentIndex().column()
        if column >= 0:
            self.freeze(COLUMNS[column].key)

    def freeze(self, key: str) -> None:
        """Freeze the columns up to the one called ``key``, now and the next time; ``""``: none."""
        title = next((column.title for column in COLUMNS if column.key == key), "")
        if key and not self.table.can_freeze(key):
            self.desk.say(f"冻结到“{title}”，窗口里就没有地方看后面的列了；可先把前面的列调窄")
            return
        self.table.freeze(key)
        self.desk.settings.keep(FROZEN, key or NONE)
        self.desk.say(f"已冻结到“{title}”，横向滚动时不动" if key else "已取消冻结")

    def menu(self, column: int) -> QMenu:
        """The menu of a column's header."""
        spec = COLUMNS[column]
        menu = QMenu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        here = menu.addAction(f"冻结到“{spec.title}”", lambda: self.freeze(spec.key))
        here.setEnabled(self.table.frozen_to != spec.key)
        menu.addAction("取消冻结", lambda: self.freeze("")).setEnabled(bool(self.table.frozen_to))
        menu.addSeparator()
        menu.addAction("显示列…", self._choose_columns)
        return menu

    def _open(self, face: TaskView, point: QPoint) -> None:
        header = face.horizontalHeader()
        column = header.logicalIndexAt(point)
        if column >= 0:
            self.menu(column).popup(header.mapToGlobal(point))
