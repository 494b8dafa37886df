"""Correcting what was understood of a table: a column's meaning, the header row, where the body begins and ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from gongkai_desk.desktop import reading
from gongkai_desk.desktop.desk import Desk
from gongkai_desk.desktop.pages.grid_picture import GridPicture

ONCE = frozenset({"number", "task", "lead", "support", "deadline", "unit"})
"""Roles that are read from one column."""
ROWS = (("这一行是表头", "header"), ("从这一行开始是任务", "first"), ("到这一行为止", "last"))


class Corrections:
    """Corrections of the grid shown in ``picture``.

    ``where()`` tells the file in front and the number of its grid; ``done(file read anew)`` takes the result. ``hints`` are the
    layouts corrected earlier, ``kept`` those corrected now.
    """

    def __init__(
        self, desk: Desk, picture: GridPicture, where: Callable[[], tuple[reading.Read | None, int]], done: Callable[[Any], None]
    ) -> None:
        self.desk = desk
        self.picture = picture
        self.hints: list[Any] = []
        self.kept: dict[str, Any] = {}
        self._where = where
        self._done = done

    def begin(self, hints: Sequence[Any]) -> None:
        """Other files: forget what was corrected in the last ones."""
        self.hints = list(hints)
        self.kept = {}

    def layout(self) -> Any:
        """The layout of the shown grid, or one to begin with."""
        read, at = self._where()
        found = read.layouts.get(at) if read is not None else None
        return found if found is not None else reading.blank_layout(self._grid())

    def _grid(self) -> Any:
        read, at = self._where()
        return read.document.grids[at] if read is not None and read.document is not None and at >= 0 else None

    def offer_roles(self, section: int) -> None:
        """The menu of a column's header."""
        if self._grid() is None:
            return
        menu = QMenu(self.picture)
        self._add_roles(menu, section)
        header = self.picture.horizontalHeader()
        menu.popup(header.mapToGlobal(QPoint(header.sectionViewportPosition(section), header.height())))

    def _add_roles(self, menu: QMenu, section: int) -> None:
        from gongkai_desk.layout import Role

        now = self.layout().role_of(section + 1)
        for role in Role:
            entry = menu.addAction(role.label)
            entry.setCheckable(True)
            entry.setChecked(role is now)
            entry.triggered.connect(lambda _on=False, role=role: self.set_role(section + 1, role))

    def offer_both(self, row: int, section: int, point: QPoint) -> None:
        """The menu of a cell: what its row is, what its column holds."""
        if self._grid() is None:
            return
        menu = QMenu(self.picture)
        self._add_rows(menu, row)
        menu.addSeparator()
        self._add_roles(menu.addMenu("这一列是"), section)
        menu.popup(point)

    def set_role(self, column: int, role: Any) -> None:
        """Take ``column`` of the shown grid for ``role``, read the file anew and remember the layout.

        Where the role can be had once only, the column that had it gets what this one was taken for.
        """
        from gongkai_desk.layout import ColumnRole, Role

        layout = self.layout()
        before, once = layout.role_of(column) or Role.EXTRA, role.value in ONCE
        others = [
            ColumnRole(each.column, before, 1.0, "手工对调", each.header) if once and each.role is role else each
            for each in layout.columns
            if each.column != column
        ]
        made = ColumnRole(column, role, 1.0, "手工指定", layout.header_of(column))
        columns = tuple(sorted((*others, made), key=lambda each: each.column))
        self._correct(replace(layout, columns=columns, hand=True, score=1.0))

    def offer_rows(self, section: int) -> None:
        """The menu of a row's number."""
        if self._grid() is None:
            return
        menu = QMenu(self.picture)
        self._add_rows(menu, section)
        header = self.picture.verticalHeader()
        menu.popup(header.mapToGlobal(QPoint(header.width(), header.sectionViewportPosition(section))))

    def _add_rows(self, menu: QMenu, section: int) -> None:
        for text, what in ROWS:
            menu.addAction(text).triggered.connect(lambda _on=False, what=what: self.set_row(section, what))

    def set_row(self, position: int, what: str) -> None:
        """Take a shown row for the ``header``, the ``first`` or the ``last`` of the body, and read the table anew."""
        row = self._grid().rows[position].index
        layout = self.layout()
        if what == "header":
            headers = tuple(each for each in layout.header_rows if each < row and row - each <= 2)
            layout = replace(layout, header_rows=(*headers, row), first_row=row + 1, hand=True)
        else:
            layout = replace(layout, hand=True, **{f"{what}_row": row})
        self._correct(layout, rows=True)

    def _correct(self, layout: Any, *, rows: bool = False) -> None:
        """Read the shown grid by ``layout``; columns corrected in a proposed layout are remembered."""
        read, sheet = self._where()
        if read is None:
            return
        proposed = read.layouts.get(sheet)
        remember = bool(layout.signature) and proposed is not None and not rows
        if remember:
            self.hints = [*(each for each in self.hints if each.signature != layout.signature), layout]
            self.kept[layout.signature] = layout
        hints, folder = list(self.hints), self.desk.settings.folder

        def work(_progress: Any) -> reading.Read:
            if not remember:
                return reading.by_hand(read, sheet, layout, None)
            reading.keep_hint(folder, layout)
            again = reading.understood(read, None, hints)
            again.layouts[sheet] = layout
            return again

        self.desk.thoughts.submit("按改正的版式重读", work, self._done, kind="reread")
