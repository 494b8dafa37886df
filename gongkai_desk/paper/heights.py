"""How high a row must be, and where a row that is too tall goes on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai_desk.paper.geometry import Geometry
from gongkai_desk.paper.measure import count_lines, lines_of, lines_that_fit, room_for, text_height, width_of
from gongkai_desk.paper.numbers import show_number
from gongkai_desk.paper.plan import HEADINGS
from gongkai_desk.paper.rich import measured
from gongkai_desk.paper.sheet import Filled, constant_text
from gongkai_desk.paper.styles import Font, Style
from gongkai_desk.paper.template import Cell, Row, SheetPart
from gongkai_desk.paper.texts import LONGEST
from gongkai_desk.paper.turned import lines_high
from gongkai_desk.paper.typefaces import face

TALLEST = 409.5
"""Excel's tallest row, in points."""
_KEPT_MINIMUM = 36.0
"""A template's own body height counts up to this: beyond, it was made for one long text and would waste paper on all."""
_COUNTERS = ("序号", "编号")
CONTINUED = "续"


@dataclass(frozen=True, slots=True)
class _Column:
    """What measuring a cell needs. ``alone`` is how many characters certainly fit one line; ``role`` what a split does to it."""

    cell: Cell
    style: Style
    points: float
    alone: int
    role: str
    heights: dict[int, float] = field(default_factory=dict)

    @property
    def narrow(self) -> float:
        return face(self.style.font.name).narrow

    @property
    def room(self) -> float:
        return room_for(self.style.font, self.points, self.style.indent)

    @property
    def font(self) -> Font:
        return self.style.font

    def height(self, lines: int) -> float:
        """The height of a cell with so many lines."""
        found = self.heights.get(lines)
        if found is None:
            found = self.heights[lines] = text_height(lines, self.style.font)
        return found

    def lines(self, text: str) -> list[str]:
        """The cell's lines; text that may not wrap has as many as a cell can hold of it."""
        if self.style.rotation:
            return [text]
        if not self.style.wrap:
            return [text[at:at + LONGEST] for at in range(0, len(text), LONGEST)] or [""]
        return lines_of(text, self.font, self.points, indent=self.style.indent)


def _role(cell: Cell) -> str:
    fields = cell.fields
    if fields and set(fields) <= set(_COUNTERS):
        return "counter"
    return "heading" if fields and set(fields) <= set(HEADINGS) else ""


class RowMeasure:
    """The measures of one template row, made once and used for every row generated from it.

    ``cut`` collects columns whose text is wider than a cell that may not wrap. ``downwards``: headings in the row are merged
    over several rows (:mod:`heading_columns`), so that no single row need be as high as they are.
    """

    def __init__(self, sheet: SheetPart, geometry: Geometry, row: Row, limit: float, *, downwards: bool = False) -> None:
        self._limit = min(limit, TALLEST)
        self._columns: dict[int, _Column] = {}
        self.cut: set[int] = set()
        self._floor = 0.0
        minimum = geometry.height(row.index)
        for column, cell in row.cells.items():
            area = sheet.merge_at(row.index, column)
            if area is not None and ((area.top, area.left) != (row.index, column) or area.bottom > area.top):
                continue
            style = measured(sheet.template, cell)
            points = geometry.span(column, column if area is None else area.right)
            if not points:
                continue  # hidden: nobody sees how its text breaks
            if cell.fields:
                alone = 0 if style.rotation else max(int(room_for(style.font, points, style.indent)), 0)
                role = _role(cell)
                if role == "heading" and (area is not None or not downwards):
                    role = ""
                self._columns[column] = _Column(cell, style, points, alone, role)
            elif cell.runs or cell.raw:
                lines = lines_high(constant_text(cell, style), style, points)
                self._floor = max(self._floor, text_height(lines, style.font))
        self._counted = [(column, shape) for column, shape in self._columns.items() if shape.role != "heading"]
        self._unwrapped = [column for column, shape in self._columns.items() if not shape.style.wrap]
        single = max((shape.height(1) for _, shape in self._counted), default=0.0)
        self._floor = max(self._floor, single, min(minimum, _KEPT_MINIMUM))

    def _shown(self, column: _Column, value: Filled) -> str:
        return value if isinstance(value, str) else show_number(float(value), column.style.number_format)

    def cell_height(self, column: int, value: Filled) -> float:
        """The height that one cell needs for a value."""
        shape = self._columns.get(column)
        return 0.0 if shape is None else shape.height(self._count(shape, self._shown(shape, value)))

    def _count(self, shape: _Column, text: str) -> int:
        if len(text) <= shape.alone and "\n" not in text:
            return 1
        if shape.style.rotation:
            return lines_high(text, shape.style, shape.points)
        if shape.style.wrap:
            return count_lines(text, shape.room, shape.narrow)
        if not shape.style.shrink and width_of(text, shape.narrow) > shape.room + 0.5:
            self.cut.add(shape.cell.column)
        return 1

    def height(self, values: dict[int, Filled]) -> float:
        """The height a row needs for its values, at least its floor; headings that merge downwards do not count."""
        tallest = self._floor
        for column, shape in self._counted:
            value = values.get(column, "")
            text = value if isinstance(value, str) else self._shown(shape, value)
            if len(text) <= shape.alone and "\n" not in text:
                continue
            needed = shape.height(self._count(shape, text))
            if needed > tallest:
                tallest = needed
        return tallest

    def rows(self, values: dict[int, Filled], notes: list[str]) -> Iterator[tuple[dict[int, Filled], float]]:
        """The rows that a record needs: one, or several where its text is taller than a row or longer than a cell."""
        tallest = self.height(values)
        if tallest <= self._limit and not any(len(str(values.get(column, ""))) > LONGEST for column in self._unwrapped):
            yield values, tallest
            return
        longest = max((len(value) for value in values.values() if isinstance(value, str)), default=0)
        name = next((str(values[column]) for column, shape in self._columns.items() if shape.role == "counter"), "")
        if longest > LONGEST:
            notes.append(f"第{name or '?'}项有超过{LONGEST}字的文字，已接排到续行")
        yield from self._split(values)

    def _split(self, values: dict[int, Filled]) -> Iterator[tuple[dict[int, Filled], float]]:
        rest, first = dict(values), True
        while True:
            part: dict[int, Filled] = {}
            for column, value in rest.items():
                part[column], rest[column] = self._cut(column, value)
            if not first:
                self._mark(part)
            yield part, min(self.height(part), self._limit)
            if not any(rest[column] != "" for column in rest if self._role_of(column) != "heading"):
                return
            for column in rest:
                if self._role_of(column) == "heading":
                    rest[column] = values[column]
            first = False

    def _role_of(self, column: int) -> str:
        shape = self._columns.get(column)
        return shape.role if shape is not None else ""

    def _mark(self, part: dict[int, Filled]) -> None:
        for column in part:
            if self._role_of(column) == "counter" and part[column] == "":
                part[column] = CONTINUED

    def _cut(self, column: int, value: Filled) -> tuple[Filled, Filled]:
        """What of a value fits the tallest row, and what goes on below."""
        shape = self._columns.get(column)
        if shape is None or not isinstance(value, str):
            return value, ""
        lines = shape.lines(value)
        fits = lines_that_fit(self._limit, shape.font) if shape.style.wrap else 1
        if len(lines) <= fits:
            return value, ""
        at = 0
        for line in lines[:fits]:
            at += len(line)
            at += value[at:at + 1] == "\n" if shape.style.wrap else 0
        return value[:at].removesuffix("\n"), value[at:]
