"""A template workbook opened: its sheets, cells, names and strings."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from lxml import etree

from gongkai_desk.domain import TemplateFault
from gongkai_desk.paper.colours import Palette
from gongkai_desk.paper.formulas import translate
from gongkai_desk.paper.package import OFFICE_RELS, Package, read_template
from gongkai_desk.paper.refs import Range, parse_cell, parse_range
from gongkai_desk.paper.soundness import must_be_sound
from gongkai_desk.paper.styles import Styles
from gongkai_desk.paper.texts import MAIN, Run, read_runs, unescape
from gongkai_desk.paper.vocabulary import Piece

WORKBOOK = "xl/workbook.xml"


def tag(name: str) -> str:
    """A name in the main spreadsheet namespace."""
    return f"{{{MAIN}}}{name}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a template. ``runs`` are set for text; ``formula`` for formulas, shared ones written out."""

    row: int
    column: int
    style: int
    element: etree._Element
    kind: str = "n"
    runs: tuple[Run, ...] = ()
    formula: str | None = None
    raw: str = ""

    @property
    def text(self) -> str:
        """Its text as the template has it, with fields."""
        return "".join(run.text for run in self.runs)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields it names, in order."""
        return tuple(piece.field for run in self.runs for piece in run.pieces if piece.field is not None)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Constant text and fields in order, whatever the fonts."""
        return tuple(piece for run in self.runs for piece in run.pieces)


@dataclass
class Row:
    """One row of a template; ``height`` in points or None for the default."""

    index: int
    element: etree._Element
    height: float | None = None
    hidden: bool = False
    cells: dict[int, Cell] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field in its cells."""
        return tuple(name for cell in self.cells.values() for name in cell.fields)


class SheetPart:
    """One worksheet of the template."""

    def __init__(self, template: Template, index: int, name: str, part: str, state: str = "visible") -> None:
        self.template = template
        self.index = index
        self.name = name
        self.part = part
        self.state = state
        self.root = template.package.xml(part)
        if self.root.tag != tag("worksheet"):
            raise TemplateFault("工作表内容损坏", f"工作表“{name}”", "请在Excel或WPS中打开并另存一份再用")
        must_be_sound(self.root, name)
        self.rows: dict[int, Row] = {}
        self._read_rows()

    def _read_rows(self) -> None:
        data = self.root.find(tag("sheetData"))
        masters: dict[str, tuple[Cell, str]] = {}
        index = 0
        for element in data if data is not None else ():
            if element.tag != tag("row"):
                continue
            index = int(element.get("r", index + 1))
            height = element.get("ht")
            row = Row(index, element, float(height) if height else None, element.get("hidden") in ("1", "true"))
            column = 0
            for item in element:
                column = parse_cell(item.get("r", ""))[1] if item.get("r") else column + 1
                row.cells[column] = self._cell(item, index, column, masters)
            self.rows[index] = row

    def _cell(self, item: etree._Element, row: int, column: int, masters: dict[str, tuple[Cell, str]]) -> Cell:
        kind, style = item.get("t", "n"), int(item.get("s", "0"))
        value = item.findtext(tag("v")) or ""
        runs: tuple[Run, ...] = ()
        if kind == "s":
            runs = self.template.string(value)
        elif kind == "inlineStr" and (inline := item.find(tag("is"))) is not None:
            runs = read_runs(inline)
        formula = item.find(tag("f"))
        if formula is None:
            if kind == "str":
                runs = (Run("", (Piece(unescape(value)),)),)
            return Cell(row, column, style, item, kind, runs, None, value)
        text = formula.text or ""
        shared = formula.get("si") if formula.get("t") == "shared" else None
        if shared is not None and not text and shared in masters:
            master, base = masters[shared]
            text = translate(base, row - master.row, column - master.column)
        cell = Cell(row, column, style, item, kind, (), text, value)
        if shared is not None and formula.text:
            masters[shared] = (cell, text)
        return cell

    @cached_property
    def merges(self) -> list[Range]:
        """The merged ranges."""
        return [parse_range(item.get("ref", "A1")) for item in self.root.iterfind(f"{tag('mergeCells')}/{tag('mergeCell')}")]

    def merge_at(self, row: int, column: int) -> Range | None:
        """The merge a cell belongs to."""
        return next((area for area in self.merges if area.holds(row, column)), None)

    @cached_property
    def last_row(self) -> int:
        """The last row that holds anything."""
        return max((index for index, row in self.rows.items() if row.cells or row.height), default=0)

    @cached_property
    def last_column(self) -> int:
        """The last column with a cell."""
        return max((max(row.cells, default=0) for row in self.rows.values()), default=1)

    def where(self, cell: Cell | None = None, row: int | None = None) -> str:
        """A place for a message."""
        place = f" 第{row}行" if row else ""
        if cell is not None:
            place = f" {Range(cell.row, cell.column, cell.row, cell.column)}"
        return f"工作表“{self.name}”{place}"


class Template:
    """A template workbook. Opening raises TemplateFault where it is no xlsx, strict, broken or has macros."""

    def __init__(self, package: Package, path: Path) -> None:
        self.package = package
        self.path = path
        if WORKBOOK not in package.parts:
            raise TemplateFault("不是xlsx工作簿", path.name, "请在Excel或WPS中另存为.xlsx再用")
        if "xl/vbaProject.bin" in package.parts:
            raise TemplateFault("模板含宏", path.name, "请另存为不含宏的.xlsx再用")
        self.workbook = package.xml(WORKBOOK)
        if self.workbook.tag != tag("workbook"):
            raise TemplateFault("是“严格的OpenXML”工作簿", path.name, "请另存为普通的“Excel工作簿(*.xlsx)”再用")
        self._strings = self._read_strings()
        self.palette = Palette(self._related_xml("theme"))
        self.styles_root = self._related_xml("styles")
        self.styles = Styles(self.styles_root, self.palette)
        self.sheets = self._read_sheets()

    @classmethod
    def open(cls, path: Path) -> Template:
        """Open a file."""
        return cls.of(read_template(path), path)

    @classmethod
    def of(cls, data: bytes, path: Path | str) -> Template:
        """Open a file's bytes; ``path`` is where they came from."""
        path = Path(path)
        try:
            return cls(Package.of(data, path.name), path)
        except (ValueError, IndexError, AssertionError) as error:
            raise TemplateFault("文件内容损坏", path.name, "请在Excel或WPS中打开并另存一份再用") from error

    def _related(self, short: str) -> str | None:
        return next((item.target for item in self.package.relations(WORKBOOK) if item.short == short), None)

    def _related_xml(self, short: str) -> etree._Element | None:
        name = self._related(short)
        return self.package.xml(name) if name in self.package.parts else None

    def _read_strings(self) -> list[tuple[Run, ...]]:
        root = self._related_xml("sharedStrings")
        return [] if root is None else [read_runs(item) for item in root.iterfind(tag("si"))]

    def string(self, index: str) -> tuple[Run, ...]:
        """A shared string."""
        at = int(index or "0")
        return self._strings[at] if 0 <= at < len(self._strings) else ()

    def _read_sheets(self) -> list[SheetPart]:
        targets = {item.id: item for item in self.package.relations(WORKBOOK)}
        sheets = []
        for index, item in enumerate(self.workbook.iterfind(f"{tag('sheets')}/{tag('sheet')}")):
            relation = targets.get(item.get(f"{{{OFFICE_RELS}}}id", ""))
            if relation is None or relation.target not in self.package.parts:
                raise TemplateFault("工作表缺失", item.get("name", ""), "请在Excel或WPS中另存一份再用")
            if relation.short == "worksheet":
                sheets.append(SheetPart(self, index, item.get("name", ""), relation.target, item.get("state", "visible")))
        if not sheets:
            raise TemplateFault("没有工作表", self.path.name, "请在模板中放一张工作表")
        return sheets
