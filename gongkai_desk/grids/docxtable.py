"""One Word table → one Grid: gridSpan and vMerge become spans, with limits that hostile files meet.

Source of the rules: ECMA-376 part 1, 17.4; ``faults.md`` #28: span at most 1,000, an orphan vMerge is a blank and is said.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from gongkai_desk.grids.docxtext import NAME, Texts, attribute, blocks, child, paragraph
from gongkai_desk.grids.grid import Grid, Row, Span, Value
from gongkai_desk.grids.refusal import too_big

_SPAN = 1_000
_CELLS = 1_000_000


@dataclass(slots=True)
class Table:
    """The Grid, the tables inside its cells, and the text boxes anchored in them."""

    grid: Grid
    nested: list[Any] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """A vertical merge that may go on: where it began, how wide it is, the last row it covers."""

    top: int
    left: int
    right: int
    bottom: int


def wraps_only_tables(table: Any) -> bool:
    """Whether a table is a frame: a single cell, or one cell a row and tables inside."""
    rows = [[cell for cell in row if NAME(cell) == "tc"] for row in table if NAME(row) == "tr"]
    if any(len(row) > 1 for row in rows):
        return False
    return any(NAME(block) == "tbl" for row in rows for cell in row for block in blocks(cell))


def read_table(table: Any, path: str, texts: Texts) -> Table:
    """One ``w:tbl``; rows count from 1."""
    walk = _TableWalk(path, texts)
    for row in _rows(table):
        walk.row(row)
    return walk.end()


def _rows(container: Any) -> list[Any]:
    rows: list[Any] = []
    for node in container:
        name = NAME(node)
        if name == "tr":
            style = child(node, "trPr")
            if style is None or child(style, "del") is None:
                rows.append(node)
        elif name in ("sdt", "sdtContent", "ins", "customXml"):
            rows.extend(_rows(node))
    return rows


class _TableWalk:
    """The state while a table's rows go by."""

    def __init__(self, path: str, texts: Texts) -> None:
        self._path, self._texts = path, texts
        self._index = self._count = 0
        self._rows: list[Row] = []
        self._open: dict[int, _Open] = {}
        self._done: list[_Open] = []
        self._struck: set[tuple[int, int]] = set()
        self._table = Table(Grid(path))
        self._orphans = self._buried = 0
        self._hidden: set[int] = set()

    def row(self, node: Any) -> None:
        """The next row."""
        self._index += 1
        properties = child(node, "trPr")
        column = 1 + _number(properties, "gridBefore")
        if properties is not None and child(properties, "hidden") is not None:
            self._hidden.add(self._index)
        values: dict[int, Value] = {}
        for cell in _cells(node):
            style = child(cell, "tcPr")
            right = column + max(_number(style, "gridSpan") or 1, 1) - 1
            text = self._text(cell, column)
            if text:
                values[column] = text
            self._merge(style, column, right, bool(text))
            column = right + 1
        self._count += column
        if self._count > _CELLS:
            raise too_big("文档中的表格过大")
        if values:
            self._rows.append(Row(self._index, tuple(values.get(place) for place in range(1, max(values) + 1))))

    def _text(self, cell: Any, column: int) -> str:
        parts = []
        struck = []
        for block in blocks(cell):
            if NAME(block) == "tbl":
                self._table.nested.append(block)
                continue
            found = paragraph(block, self._texts)
            self._table.boxes.extend(found.boxes)
            if found.text.strip():
                parts.append(found.text)
                struck.append(found.struck)
        if struck and all(struck):
            self._struck.add((self._index, column))
        return "\n".join(parts).strip("\n")

    def _merge(self, style: Any, left: int, right: int, has_text: bool) -> None:
        merge = child(style, "vMerge") if style is not None else None
        going = self._open.get(left)
        if merge is not None and attribute(merge, "val") != "restart":
            if going is not None and going.right == right and going.bottom == self._index - 1:
                going.bottom = self._index
                self._buried += has_text
                return
            self._orphans += 1
            merge = None
        fresh = _Open(self._index, left, right, self._index)
        if merge is not None:
            self._open[left] = fresh
            self._done.append(fresh)
        elif right > left:
            self._done.append(fresh)

    def end(self) -> Table:
        """The table as a whole."""
        if self._orphans:
            self._texts.notes.say("orphan-merge", f"表格里有 {self._orphans} 处合并单元格缺少起始格，已按未合并处理，请核对")
        if self._buried:
            self._texts.notes.say("under-merge", f"表格里有 {self._buried} 处合并单元格下面压着其他内容，都已保留，请核对")
        spans = tuple(Span(m.top, m.left, m.bottom, m.right) for m in self._done if m.bottom > m.top or m.right > m.left)
        self._table.grid = Grid(self._path, tuple(self._rows), spans=spans, struck=frozenset(self._struck),
                                hidden_rows=frozenset(row.index for row in self._rows if row.index in self._hidden))
        return self._table


def _cells(row: Any) -> list[Any]:
    cells: list[Any] = []
    for node in row:
        name = NAME(node)
        if name == "tc":
            cells.append(node)
        elif name in ("sdt", "sdtContent", "customXml", "ins"):
            cells.extend(_cells(node))
    return cells


def _number(style: Any, name: str) -> int:
    node = child(style, name) if style is not None else None
    text = (attribute(node, "val") or "") if node is not None else ""
    return min(int(text), _SPAN) if text.isdigit() and len(text) < 12 else _SPAN if text.isdigit() else 0
