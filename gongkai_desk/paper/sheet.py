"""The filled sheet: rows of prototype, texts, height, break. Both the xlsx patcher and the PDF painter serialise it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from gongkai_desk.paper.geometry import Geometry
from gongkai_desk.paper.numbers import is_date_format, is_percent_format, serial, show_number
from gongkai_desk.paper.plan import SheetPlan
from gongkai_desk.paper.refs import Range
from gongkai_desk.paper.rich import Stretch, is_rich, measured, run_font
from gongkai_desk.paper.rowmap import RowMap
from gongkai_desk.paper.styles import Style
from gongkai_desk.paper.template import Cell
from gongkai_desk.paper.texts import clean
from gongkai_desk.paper.vocabulary import PaperDay, Percent, Piece, Value, shown

Filled = str | int | float
"""What lands in a cell: text, or a number."""


class Rich(str):
    """Text in several fonts: ``runs`` are (font properties as XML, text) and make up the whole."""

    runs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, runs: tuple[tuple[str, str], ...]) -> Rich:
        """Text from its runs."""
        text = cls("".join(part for _, part in runs))
        text.runs = runs
        return text


@dataclass(slots=True)
class Line:
    """One row of a filled sheet.

    ``row`` is its place, ``proto`` the template row it was made from, ``values`` the cells that were filled, ``height`` in
    points (None: the template's own), ``body`` whether it was generated.
    """

    row: int
    proto: int
    values: dict[int, Filled]
    height: float | None = None
    body: bool = False


@dataclass(frozen=True)
class Filling:
    """What goes into one sheet: values that stand once, and the records its row repeats over."""

    scalars: Mapping[str, Value]
    records: Sequence[Mapping[str, Value]] = ()


@dataclass
class Sheet:
    """One filled sheet. ``breaks`` are rows after which a page ends, the body's own."""

    plan: SheetPlan
    name: str
    geometry: Geometry
    filling: Filling
    rows: RowMap = field(default_factory=RowMap)
    lines: list[Line] = field(default_factory=list)
    merges: list[Range] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def line_at(self, row: int) -> Line | None:
        """The line at a row of the filled sheet, None where nothing stands."""
        index: dict[int, Line] | None = self.__dict__.get("_index")
        if index is None or len(index) != len(self.lines):
            index = self.__dict__["_index"] = {line.row: line for line in self.lines}
        return index.get(row)

    def height(self, row: int) -> float:
        """The height of a row in points, 0 where hidden."""
        line = self.line_at(row)
        if line is None:
            return self.geometry.default_height
        own = self.plan.sheet.rows.get(line.proto)
        if own is not None and own.hidden:
            return 0.0
        return line.height if line.height is not None else self.geometry.height(line.proto)

    @property
    def last_row(self) -> int:
        """The last row in use."""
        return max((line.row for line in self.lines), default=0)

    def cell(self, line: Line, column: int) -> Cell | None:
        """The prototype of a cell."""
        row = self.plan.sheet.rows.get(line.proto)
        return None if row is None else row.cells.get(column)

    def style(self, cell: Cell) -> Style:
        """A cell's format, with the size of its largest letters."""
        return measured(self.plan.sheet.template, cell)

    def stretches(self, line: Line, cell: Cell) -> list[Stretch]:
        """A cell's text font by font; nothing where it is all in the cell's own."""
        if not is_rich(cell):
            return []
        template = self.plan.sheet.template
        own = template.styles[cell.style].font
        value = line.values.get(cell.column)
        if isinstance(value, Rich):
            return [(run_font(template, properties, own), text) for properties, text in value.runs]
        return [] if value is not None else [(run_font(template, run.properties, own), run.text) for run in cell.runs]

    def text(self, line: Line, column: int) -> str:
        """What a cell shows, fields filled; a formula's result is ``calc``'s matter."""
        cell = self.cell(line, column)
        if column in line.values:
            value = line.values[column]
            if isinstance(value, str) or cell is None:
                return str(value)
            return show_number(float(value), self.style(cell).number_format)
        return "" if cell is None else constant_text(cell, self.style(cell))


def constant_text(cell: Cell, style: Style) -> str:
    """A constant cell as it is shown."""
    if cell.runs:
        return cell.text
    if cell.kind == "b":
        return "TRUE" if cell.raw == "1" else "FALSE"
    if cell.kind == "n" and cell.raw and cell.formula is None:
        return show_number(float(cell.raw), style.number_format)
    return cell.raw if cell.kind in ("e", "str", "d") else ""


def fill_cell(cell: Cell, record: Mapping[str, Value], style: Style) -> Filled:
    """What a cell with fields holds for a record: a number where a number stands alone, else text."""
    pieces = cell.pieces
    if len(pieces) == 1:
        value = landed(record.get(pieces[0].field or ""), style.number_format)
        return Rich.of(((cell.runs[0].properties, value),)) if value and isinstance(value, str) and is_rich(cell) else value
    if len(cell.runs) > 1 or is_rich(cell):
        return Rich.of(tuple((run.properties, clean(_filled_pieces(run.pieces, record))) for run in cell.runs))
    return clean(_filled_pieces(pieces, record)).strip("\n")


def _filled_pieces(pieces: Sequence[Piece], record: Mapping[str, Value]) -> str:
    return ("".join(piece.text if piece.field is None else shown(record.get(piece.field)) for piece in pieces))


def landed(value: Value, number_format: str) -> Filled:
    """A lone value as its cell takes it: days and shares as numbers only where the cell's format shows them as such."""
    if value is None:
        return ""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, date):
        if is_date_format(number_format):
            return serial(value)
        return shown(value) if isinstance(value, PaperDay) else value.isoformat()
    if number_format == "@" or (isinstance(value, Percent) and not is_percent_format(number_format)):
        return shown(value)
    return value
