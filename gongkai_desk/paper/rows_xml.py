"""Rows of a filled sheet as XML text: each template row is compiled once and then written as often as needed.

Twenty thousand rows go through here, so a compiled row is constant text between slots; ``\\0`` stands for the row's number,
which no clean text can hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from gongkai_desk.paper.formulas import Moves
from gongkai_desk.paper.refs import column_letters, parse_range
from gongkai_desk.paper.sheet import Filled, Line, Rich, Sheet
from gongkai_desk.paper.styles_xml import QuotedStyles
from gongkai_desk.paper.template import Cell, Row, tag
from gongkai_desk.paper.texts import bare_xml, escape

ROW = "\0"
_SHORT = 30
"""Texts up to this length come again and again (units, states, dates) and are written once."""
_LIVE = ("=", "+", "-", "@")
"""What a program could take for a formula when the cell is edited."""

Results = Callable[[int, int], "Filled | None"]
"""A formula's result by row and column of the filled sheet, None where it is left to the program that opens the file."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place in a compiled row: a filled cell, or a formula (then ``formula`` is its ``<f>``)."""

    column: int
    style: int
    head: str
    formula: str = ""
    text_head: str = ""


def _attributes(element: etree._Element, leave: tuple[str, ...]) -> str:
    prefixes = {uri: prefix for prefix, uri in element.nsmap.items() if prefix}
    out = []
    for name, value in element.attrib.items():
        plain = etree.QName(str(name))
        if plain.localname in leave and plain.namespace is None:
            continue
        prefix = f"{prefixes[plain.namespace]}:" if plain.namespace else ""
        out.append(f' {prefix}{plain.localname}="{escape(str(value)).replace(chr(34), "&quot;")}"')
    return "".join(out)


def text_xml(text: str) -> str:
    """A ``<t>`` element; blanks at its ends are kept."""
    keep = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    return f"<t{keep}>{escape(text)}</t>"


def string_xml(text: str) -> str:
    """The inside of an ``<is>``, in runs where the template's cell has several fonts."""
    if isinstance(text, Rich):
        return "".join(f"<r>{properties}{text_xml(part)}</r>" for properties, part in text.runs if part)
    return text_xml(text)


class RowWriter:
    """One template row, compiled. ``own`` says that references to its own row follow (rows of the body)."""

    def __init__(self, row: Row, moves: Moves, quoted: QuotedStyles, *, own: bool) -> None:
        self._moves, self._quoted, self._own = moves, quoted, own
        self._height = row.element.get("ht"), row.element.get("customHeight")
        self._row_attributes = _attributes(row.element, ("r", "ht", "customHeight"))
        self._strings: dict[str, str] = {}
        self._parts: list[str] = []
        self._slots: list[_Slot] = []
        text = ""
        for cell in row.cells.values():
            slot = self._slot(cell)
            if slot is None:
                text += self._constant(cell)
                continue
            self._parts.append(text)
            self._slots.append(slot)
            text = ""
        self._parts.append(text)

    def _slot(self, cell: Cell) -> _Slot | None:
        letters = column_letters(cell.column)
        head = f'<c r="{letters}{ROW}"{_attributes(cell.element, ("r", "t", "s"))}'
        if cell.fields:
            return _Slot(cell.column, cell.style, head, text_head=f'{head} s="{cell.style}" t="inlineStr"><is>')
        if cell.formula is not None:
            return _Slot(cell.column, cell.style, head, self._formula(cell))
        return None

    def _formula(self, cell: Cell) -> str:
        element = cell.element.find(tag("f"))
        assert element is not None
        text = self._moves.body(cell.formula or "", cell.row, ROW) if self._own else self._moves.formula(cell.formula or "")
        leave = ("ref", "si", "t") if element.get("t") == "shared" else ("ref",)
        attributes = _attributes(element, leave)
        if element.get("t") != "shared" and element.get("ref"):
            attributes += f' ref="{self._formula_range(cell, element.get("ref", ""))}"'
        return f"<f{attributes}>{escape(text)}</f>"

    def _formula_range(self, cell: Cell, ref: str) -> str:
        area = parse_range(ref)
        if self._own and area.top == area.bottom == cell.row:
            ends = [f"{column_letters(column)}{ROW}" for column in sorted({area.left, area.right})]
            return ":".join(ends)
        return str(self._moves.own.grow(area))

    def _constant(self, cell: Cell) -> str:
        inner = "".join(bare_xml(child) for child in cell.element if isinstance(child.tag, str))
        head = f'<c r="{column_letters(cell.column)}{ROW}"{_attributes(cell.element, ("r",))}'
        return f"{head}>{inner}</c>" if inner else f"{head}/>"

    def write(self, line: Line, results: Results) -> str:
        """The XML of one generated or moved row."""
        out = [f'<row r="{ROW}"', self._height_xml(line), self._row_attributes, ">", self._parts[0]]
        values = line.values
        for slot, after in zip(self._slots, self._parts[1:], strict=True):
            if slot.formula and slot.column not in values:
                out.append(self._formula_cell(slot, results(line.row, slot.column)))
            else:
                out.append(self._filled_cell(slot, values.get(slot.column, "")))
            out.append(after)
        out.append("</row>")
        return "".join(out).replace(ROW, str(line.row))

    def _height_xml(self, line: Line) -> str:
        if line.height is not None:
            return f' ht="{line.height:.10g}" customHeight="1"'
        height, custom = self._height
        return (f' ht="{height}"' if height else "") + (f' customHeight="{custom}"' if custom else "")

    def _filled_cell(self, slot: _Slot, value: Filled) -> str:
        if not isinstance(value, str):
            return f'{slot.head} s="{slot.style}"><v>{value!r}</v></c>'
        if not value:
            return f'{slot.head} s="{slot.style}"/>'
        if value[0] in _LIVE:
            style = self._quoted.index(slot.style)
            return f'{slot.head} s="{style}" t="inlineStr"><is>{string_xml(value)}</is></c>'
        if isinstance(value, Rich) or len(value) > _SHORT:
            return f"{slot.text_head}{string_xml(value)}</is></c>"
        written = self._strings.get(value)
        if written is None:
            written = self._strings[value] = text_xml(value) + "</is></c>"
        return slot.text_head + written

    def _formula_cell(self, slot: _Slot, result: Filled | None) -> str:
        if result is None:
            return f'{slot.head} s="{slot.style}">{slot.formula}</c>'
        if isinstance(result, str):
            return f'{slot.head} s="{slot.style}" t="str">{slot.formula}<v>{escape(result)}</v></c>'
        return f'{slot.head} s="{slot.style}">{slot.formula}<v>{result!r}</v></c>'


def rows_xml(sheet: Sheet, moves: Moves, quoted: QuotedStyles, results: Results) -> Iterator[str]:
    """Every row of a filled sheet, in order."""
    writers: Mapping[int, RowWriter] = {
        index: RowWriter(row, moves, quoted, own=sheet.rows.inside(index)) for index, row in sheet.plan.sheet.rows.items()
    }
    for line in sheet.lines:
        yield writers[line.proto].write(line, results)
