"""Cells painted: fills, then texts, then borders over all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from gongkai_desk.paper.canvas import Box, Canvas
from gongkai_desk.paper.conditional import Conditions
from gongkai_desk.paper.measure import lines_of
from gongkai_desk.paper.numbers import show_number
from gongkai_desk.paper.refs import Range, cell_name
from gongkai_desk.paper.rich import Stretch, dealt
from gongkai_desk.paper.sheet import Filled, Line, Sheet
from gongkai_desk.paper.styles import Border, Edge, Style
from gongkai_desk.paper.template import Cell
from gongkai_desk.paper.turned import STACKED, as_lying, as_stacked, degrees_of, frame_of, stacked

Results = Callable[[int, int], "Filled | None"]
_Shown = tuple[str, bool, Cell, Style, Box, list[Stretch]]
_PAD = 1.5
_GRID = Edge("hair")
_AIRY = 1.12
"""How far apart lines stand where the row has room for it, in ems: as Excel sets them."""


class CellPainter:
    """Paints ranges of one sheet."""

    def __init__(self, sheet: Sheet, scale: float, results: Results) -> None:
        self._sheet, self._scale, self._results = sheet, scale, results
        self._merges = {(area.top, area.left): area for area in sheet.merges}
        self._covered: dict[int, list[Range]] = {}
        for area in sheet.merges:
            for row in range(area.top, min(area.bottom, area.top + 20000) + 1):
                self._covered.setdefault(row, []).append(area)
        self._conditions = Conditions(sheet)
        self.uncalculated: list[str] = []

    def paint(self, canvas: Canvas, area: Range, left: float, top: float) -> float:
        """Paint a range with its upper left corner there; the height it took, in points of paper."""
        xs = self._edges(area.left, area.right, left, self._sheet.geometry.width)
        ys = self._edges(area.top, area.bottom, top, self._sheet.height)
        found = list(self._visible(area, xs, ys))
        if self._sheet.geometry.setup.gridlines:
            self._grid(canvas, area, xs, ys)
        for _, _, _, style, box, _ in found:
            if style.fill is not None:
                canvas.fill(box, style.fill)
        for text, number, cell, style, box, stretches in found:
            if text:
                self._any_text(canvas, text, number, style, self._spread(cell, style, box, area, xs), stretches)
        self._borders(canvas, area, xs, ys)
        return ys[area.bottom + 1] - top

    def _edges(self, first: int, last: int, start: float, size: Callable[[int], float]) -> dict[int, float]:
        edges, at = {}, start
        for index in range(first, last + 1):
            edges[index] = at
            at += size(index) * self._scale
        edges[last + 1] = at
        return edges

    def _merge(self, row: int, column: int) -> Range | None:
        return next((area for area in self._covered.get(row, ()) if area.left <= column <= area.right), None)

    def _visible(self, area: Range, xs: dict[int, float], ys: dict[int, float]) -> Iterator[_Shown]:
        """Each shown cell once: its text, prototype, format and box; a merge begun on an earlier page shows no text again."""
        sheet = self._sheet
        for row in range(area.top, area.bottom + 1):
            line = sheet.line_at(row)
            if line is None or ys[row + 1] - ys[row] <= 0:
                continue
            proto = sheet.plan.sheet.rows.get(line.proto)
            for column, cell in (proto.cells.items() if proto is not None else ()):
                if not area.left <= column <= area.right:
                    continue
                merged = self._merge(row, column)
                if merged is not None and (row, column) != (merged.top, merged.left):
                    continue
                last_row = min(merged.bottom, area.bottom) if merged is not None else row
                last_column = min(merged.right, area.right) if merged is not None else column
                text, number = self._shown(line, column, cell)
                style = self._conditions.styled(row, column, text, sheet.style(cell))
                box = (xs[column], ys[row], xs[last_column + 1] - xs[column], ys[last_row + 1] - ys[row])
                yield text, number, cell, style, box, self._sheet.stretches(line, cell)

    def _shown(self, line: Line, column: int, cell: Cell) -> tuple[str, bool]:
        """What a cell shows, and whether it is a number."""
        if cell.formula is None or column in line.values:
            value = line.values.get(column)
            number = not isinstance(value, str) if value is not None else cell.kind == "n" and not cell.runs
            return self._sheet.text(line, column), number
        result = self._results(line.row, column)
        if result is None:
            place = cell_name(line.row, column)
            if place not in self.uncalculated:
                self.uncalculated.append(place)
            return "", False
        if isinstance(result, str):
            return result, False
        return show_number(float(result), self._sheet.style(cell).number_format), True

    def _spread(self, cell: Cell, style: Style, box: Box, area: Range, xs: dict[int, float]) -> Box:
        """A text that does not wrap runs on over blank neighbours to its right."""
        row = self._sheet.plan.sheet.rows.get(cell.row)
        held = style.wrap or style.rotation or style.horizontal not in ("general", "left")
        if held or row is None or self._merge_of(cell) is not None:
            return box
        column = cell.column
        while column + 1 <= area.right:
            beside = row.cells.get(column + 1)
            if beside is not None and (beside.runs or beside.raw or beside.formula is not None):
                break
            column += 1
        return box[0], box[1], xs[column + 1] - box[0], box[3]

    def _merge_of(self, cell: Cell) -> Range | None:
        return self._sheet.plan.sheet.merge_at(cell.row, cell.column)

    def _any_text(
        self, canvas: Canvas, text: str, number: bool, style: Style, box: Box, stretches: Sequence[Stretch],
    ) -> None:
        """A text that lies, stands or slants."""
        if style.rotation == STACKED:
            self._text(canvas, stacked(text), number, as_stacked(style), box)
        elif style.rotation:
            canvas.turned(box, -degrees_of(style))
            self._text(canvas, text, False, as_lying(style), frame_of(box, degrees_of(style)), stretches)
            canvas.back()
        else:
            self._text(canvas, text, number, style, box, stretches)

    def _text(
        self, canvas: Canvas, text: str, number: bool, style: Style, box: Box, stretches: Sequence[Stretch] = (),
    ) -> None:
        x, y, width, height = box
        align = style.horizontal if style.horizontal in ("left", "center", "right") else "right" if number else "left"
        if style.horizontal in ("centerContinuous", "distributed", "justify"):
            align = "left" if style.horizontal == "justify" else "center"
        indent = style.indent * style.font.size * 0.75 * self._scale
        lines = lines_of(text, style.font, width / self._scale, wraps=style.wrap, indent=style.indent)
        pitch = canvas.pitch(style.font)
        step = max(pitch, _AIRY * style.font.size * self._scale)
        if len(lines) > 1:
            gaps = len(lines) - 1
            step = max(min(step, (height - 3 - pitch) / gaps), min(pitch, (height - 1 - pitch) / gaps), 1)
        used = step * (len(lines) - 1) + pitch
        start = y + {"bottom": height - used - 0.5, "top": 0.5}.get(style.vertical, (height - used) / 2)
        room = max(width - 2 * _PAD * self._scale - indent, 1)
        left = x + _PAD * self._scale + (indent if align != "right" else 0)
        for at, parts in enumerate(dealt(stretches, lines) if stretches else ()):
            canvas.stretches(parts, style.font, left, start + at * step, room, align)
        for at, line in enumerate(() if stretches else lines):
            canvas.text(line.rstrip(" ") if align != "left" else line, style.font, left, start + at * step, room, align)

    def _grid(self, canvas: Canvas, area: Range, xs: dict[int, float], ys: dict[int, float]) -> None:
        """The lines between cells that the page set-up asks for, under everything else; none inside a merge."""
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                merged = self._merge(row, column)
                x1, x2, y1, y2 = xs[column], xs[column + 1], ys[row], ys[row + 1]
                if merged is None or column == merged.left:
                    canvas.line(x1, y1, x1, y2, _GRID)
                if merged is None or row == merged.top:
                    canvas.line(x1, y1, x2, y1, _GRID)
        canvas.line(xs[area.left], ys[area.bottom + 1], xs[area.right + 1], ys[area.bottom + 1], _GRID)
        canvas.line(xs[area.right + 1], ys[area.top], xs[area.right + 1], ys[area.bottom + 1], _GRID)

    def _borders(self, canvas: Canvas, area: Range, xs: dict[int, float], ys: dict[int, float]) -> None:
        drawn = set()
        for row in range(area.top, area.bottom + 1):
            line = self._sheet.line_at(row)
            proto = self._sheet.plan.sheet.rows.get(line.proto) if line is not None else None
            if proto is None or ys[row + 1] - ys[row] <= 0:
                continue
            for column, cell in proto.cells.items():
                if not area.left <= column <= area.right:
                    continue
                border = self._inner_removed(self._sheet.style(cell).border, row, column)
                x1, x2, y1, y2 = xs[column], xs[column + 1], ys[row], ys[row + 1]
                for edge, ends in ((border.top, (x1, y1, x2, y1)), (border.bottom, (x1, y2, x2, y2)),
                                   (border.left, (x1, y1, x1, y2)), (border.right, (x2, y1, x2, y2))):
                    if edge is not None and (ends, edge) not in drawn:
                        drawn.add((ends, edge))
                        canvas.line(*ends, edge)

    def _inner_removed(self, border: Border, row: int, column: int) -> Border:
        """Inside a merge only the outer sides show."""
        merged = self._merge(row, column)
        if merged is None:
            return border
        return replace(
            border, top=border.top if row == merged.top else None, bottom=border.bottom if row == merged.bottom else None,
            left=border.left if column == merged.left else None, right=border.right if column == merged.right else None,
        )
