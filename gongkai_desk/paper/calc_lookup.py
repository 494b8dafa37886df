"""Looking things up: the functions of :mod:`calc` that must know where a range lies, not only what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gongkai_desk.paper.calc_functions import Plain, Values, number, text
from gongkai_desk.paper.calc_parse import Beyond, Node, Reference
from gongkai_desk.paper.refs import Range

Single = Callable[[Node], Plain]
Area = Callable[[Reference], Values]
_EXACT = (0.0, False, None)


def look_up(name: str, arguments: Sequence[Node], value: Single, area: Area) -> Plain:
    """INDEX, MATCH, VLOOKUP, HLOOKUP (exact), COLUMNS and ROWS; ``value`` and ``area`` evaluate. Raises Beyond."""
    if name in ("ROWS", "COLUMNS") and len(arguments) == 1:
        cells = _reference(arguments[0]).area
        return float(cells.bottom - cells.top + 1 if name == "ROWS" else cells.right - cells.left + 1)
    if name == "INDEX" and 2 <= len(arguments) <= 3:
        return _index(_reference(arguments[0]), [int(number(value(part))) for part in arguments[1:]], value)
    if name == "MATCH" and len(arguments) == 3 and value(arguments[2]) in _EXACT:
        return float(_place(value(arguments[0]), area(_reference(arguments[1]))) + 1)
    if name in ("VLOOKUP", "HLOOKUP") and len(arguments) == 4 and value(arguments[3]) in _EXACT:
        return _lookup(name, value(arguments[0]), _reference(arguments[1]), int(number(value(arguments[2]))), value, area)
    raise Beyond


def _reference(node: Node) -> Reference:
    if not isinstance(node, Reference):
        raise Beyond
    return node


def _cell(reference: Reference, row: int, column: int) -> Reference:
    cells = reference.area
    if not (0 <= row <= cells.bottom - cells.top and 0 <= column <= cells.right - cells.left):
        raise Beyond
    place = Range(cells.top + row, cells.left + column, cells.top + row, cells.left + column)
    return Reference(reference.sheet, place, True)


def _index(reference: Reference, places: Sequence[int], value: Single) -> Plain:
    flat = reference.area.top == reference.area.bottom
    row, column = (places[0], places[1]) if len(places) == 2 else (1, places[0]) if flat else (places[0], 1)
    return value(_cell(reference, row - 1, column - 1))


def _place(wanted: Plain, values: Values) -> int:
    for at, found in enumerate(values):
        if found is not None and type(found) is type(wanted) and (
                text(found).casefold() == text(wanted).casefold() if isinstance(found, str) else found == wanted):
            return at
    raise Beyond


def _lookup(name: str, wanted: Plain, reference: Reference, place: int, value: Single, area: Area) -> Plain:
    cells, down = reference.area, name == "VLOOKUP"
    keys = Range(cells.top, cells.left, cells.bottom if down else cells.top, cells.left if down else cells.right)
    at = _place(wanted, area(Reference(reference.sheet, keys, False)))
    return value(_cell(reference, at, place - 1) if down else _cell(reference, place - 1, at))
