"""XML 表格 2003 (SpreadsheetML, often named .xls): one Grid a worksheet, merges kept, read by our own bounded walk."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any

from gongkai_desk.grids.assemble import SheetParts, assemble, note_values
from gongkai_desk.grids.docxtext import NAME, attribute
from gongkai_desk.grids.grid import BadCell, Document, Value, Visibility
from gongkai_desk.grids.look import MAX_COLUMN, MAX_ROW, Look
from gongkai_desk.grids.package import declares_dtd
from gongkai_desk.grids.refusal import broken, forbidden, too_big
from gongkai_desk.grids.reservations import Notes
from gongkai_desk.grids.rows import sparse_rows
from gongkai_desk.grids.styles import Styles

_ELEMENTS = 700_000  # of the tree, some 500 bytes each
_BLANKS = re.compile(  # a run of them, and the row's end where that follows
    rb"(?:<Cell(?: ss:StyleID=\"[^<>\"]*\")?\s*"
    rb"(?:/>|>\s*(?:<Data ss:Type=\"String\"\s*(?:/>|></Data>)\s*)?</Cell>)\s*)++(</Row>)?")
_STATES = {"SheetHidden": Visibility.HIDDEN, "SheetVeryHidden": Visibility.VERY_HIDDEN}


def read(data: bytes, path: str, avoid: frozenset[str] = frozenset()) -> Document:
    """Read an XML spreadsheet. Raises Unreadable: FORBIDDEN, UNREADABLE."""
    from gongkai_desk.grids.docx import parse

    if declares_dtd(data[:1 << 16]):
        raise forbidden()
    data = _BLANKS.sub(_if_more_follows, data)
    if data.count(b"<") - data.count(b"</") > _ELEMENTS:
        raise too_big("表格过大")
    root = parse(data.lstrip())
    notes = Notes(path)
    grids = []
    for sheet in root:
        if NAME(sheet) == "Worksheet":
            rows, look = _read_table(sheet)
            name = attribute(sheet, "Name") or ""
            values, stray = sparse_rows(rows)
            note_values(values, look)
            grids.append(assemble(SheetParts(path, name, _visibility(sheet), values, look, Styles(), stray=stray), notes))
    if not grids:
        raise broken("文件里没有工作表")
    return Document(path, "xml2003", tuple(grids), notes.doubts())


def _if_more_follows(run: re.Match[bytes]) -> bytes:
    """Blanks at the end of a row say nothing, and there may be millions; the others push their neighbours on."""
    return run[1] or run[0]


def _visibility(sheet: Any) -> Visibility:
    words = (node.text for node in sheet.iter() if NAME(node) == "Visible")
    return _STATES.get(next((word for word in words if word), ""), Visibility.VISIBLE)


def _read_table(sheet: Any) -> tuple[dict[int, dict[int, Value]], Look]:
    rows: dict[int, dict[int, Value]] = {}
    look = Look()
    for table in (node for node in sheet if NAME(node) == "Table"):
        index = column = 0
        for node in table:
            if NAME(node) == "Column":
                column = _number(node, "Index", column + 1)
                if attribute(node, "Hidden") == "1":
                    look.hidden_columns.append((column, column + _number(node, "Span", 0)))
                column += _number(node, "Span", 0)
            elif NAME(node) == "Row":
                index = _number(node, "Index", index + 1)
                if index > MAX_ROW:
                    break
                _read_row(node, index, rows, look)
    return rows, look


def _read_row(node: Any, index: int, rows: dict[int, dict[int, Value]], look: Look) -> None:
    if attribute(node, "Hidden") == "1":
        look.hidden_rows.add(index)
    column = 0
    for cell in (other for other in node if NAME(other) == "Cell"):
        column = _number(cell, "Index", column + 1)
        if column > MAX_COLUMN:
            return
        across, down = _number(cell, "MergeAcross", 0), _number(cell, "MergeDown", 0)
        if across or down:
            look.spans.append((index, column, min(index + down, MAX_ROW), min(column + across, MAX_COLUMN)))
        value = next((_value(data) for data in cell if NAME(data) == "Data"), None)
        if value is not None:
            rows.setdefault(index, {})[column] = value
        column += across


def _value(data: Any) -> Value:
    kind, text = attribute(data, "Type"), "".join(data.itertext())
    if kind == "Number":
        try:
            return float(text)
        except ValueError:
            return text
    if kind == "DateTime":
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return text
        return moment.date() if moment.time() == time() else moment
    if kind == "Error":
        return BadCell(text)
    return text == "1" if kind == "Boolean" else text


def _number(node: Any, name: str, default: int) -> int:
    text = attribute(node, name) or ""
    return int(text) if text.isdigit() and len(text) < 9 else default
