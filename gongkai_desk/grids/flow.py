"""Paragraphs and tables of a text document in their order: prose Grids and table Grids interleaved."""

from __future__ import annotations

from dataclasses import replace

from gongkai_desk.grids.grid import Grid, GridKind, Row


class Flow:
    """Collects a document from its beginning to its end. Paragraphs are numbered over the whole document."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._grids: list[Grid] = []
        self._rows: list[Row] = []
        self._struck: set[tuple[int, int]] = set()
        self._number = self._tables = 0

    def paragraph(self, text: str, *, struck: bool = False) -> None:
        """The next paragraph; a blank one counts and is not kept."""
        self._number += 1
        if text.strip():
            self._rows.append(Row(self._number, (text,)))
            if struck:
                self._struck.add((self._number, 1))

    def table(self, grid: Grid) -> None:
        """The next table; it is named ``表格n``."""
        self._tables += 1
        if grid.rows:
            self._end_prose()
            self._grids.append(replace(grid, sheet=f"表格{self._tables}"))

    @property
    def tables(self) -> int:
        """How many tables there were so far."""
        return self._tables

    def _end_prose(self) -> None:
        if self._rows:
            self._grids.append(Grid(self._path, tuple(self._rows), kind=GridKind.PROSE, struck=frozenset(self._struck)))
        self._rows, self._struck = [], set()

    def grids(self) -> tuple[Grid, ...]:
        """All of it."""
        self._end_prose()
        return tuple(self._grids)
