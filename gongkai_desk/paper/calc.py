"""Results of the formulas a paper needs, so that totals stand in the PDF and in readers that do not calculate.

What is beyond this small calculator gets no result: the program that opens the file calculates it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from gongkai_desk.paper.calc_functions import FUNCTIONS, Plain, Values, number, text, truth
from gongkai_desk.paper.calc_lookup import look_up
from gongkai_desk.paper.calc_parse import Beyond, Call, Name, Node, Number, Reference, Text, parse_formula
from gongkai_desk.paper.formulas import Moves
from gongkai_desk.paper.refs import LAST_ROW, Range
from gongkai_desk.paper.sheet import Filled, Sheet
from gongkai_desk.paper.template import Cell

_MOST_CELLS = 400_000
_MARK = "\0"


def _rank(value: Plain, other: Plain) -> tuple[int, float | str]:
    """How Excel ranks a value beside another: numbers before texts before truth values; a blank is like the other's nothing."""
    if value is None:
        return (1, "") if isinstance(other, str) else (2, 0.0) if isinstance(other, bool) else (0, 0.0)
    if isinstance(value, str):
        return 1, value.casefold()
    return (2, float(value)) if isinstance(value, bool) else (0, number(value))


def _compare(sign: Callable[[Any, Any], bool]) -> Callable[[Plain, Plain], Plain]:
    return lambda one, two: sign(_rank(one, two), _rank(two, one))


def _power(one: Plain, two: Plain) -> float:
    base, exponent = number(one), number(two)
    if abs(exponent) > 400 or (base < 0 and exponent % 1):
        raise Beyond
    return float(base**exponent)


_OPERATORS: dict[str, Callable[[Plain, Plain], Plain]] = {
    "+": lambda a, b: number(a) + number(b), "-": lambda a, b: number(a) - number(b), "*": lambda a, b: number(a) * number(b),
    "/": lambda a, b: number(a) / number(b), "^": _power, "&": lambda a, b: text(a) + text(b),
    "=": _compare(operator.eq), "<>": _compare(operator.ne), "<": _compare(operator.lt), ">": _compare(operator.gt),
    "<=": _compare(operator.le), ">=": _compare(operator.ge),
}


@cache
def _tree(formula: str) -> Node:
    return parse_formula(formula)


class Calculator:
    """Results by sheet, row and column; None where a formula is beyond it. ``names`` are the defined names in lower case, with
    their formulas as the filled book has them."""

    def __init__(self, sheets: Mapping[str, tuple[Sheet, Moves]], names: Mapping[str, str] | None = None) -> None:
        self._names = names or {}
        self._sheets = {name.casefold(): pair for name, pair in sheets.items()}
        self._texts: dict[tuple[int, int, int], str] = {}
        self._known: dict[tuple[str, int, int], Plain | Beyond] = {}
        self._running: set[tuple[str, int, int]] = set()

    def of(self, sheet: str) -> Callable[[int, int], Filled | None]:
        """The results of one sheet."""
        name = sheet.casefold()

        def result(row: int, column: int) -> Filled | None:
            try:
                value = self._value(name, row, column)
            except (Beyond, ZeroDivisionError, OverflowError, ArithmeticError, RecursionError):
                return None
            if isinstance(value, bool):
                return None
            return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value
        return result

    def _value(self, name: str, row: int, column: int) -> Plain:
        if name not in self._sheets:
            raise Beyond
        sheet, moves = self._sheets[name]
        line = sheet.line_at(row)
        cell = sheet.cell(line, column) if line is not None else None
        if line is None or cell is None:
            return None
        if column in line.values:
            value = line.values[column]
            return (value or None) if isinstance(value, str) else float(value)  # an empty text is written as a blank cell
        if cell.formula is None:
            return _constant(cell)
        return self._formula(name, row, cell, sheet, moves)

    def _formula(self, name: str, row: int, cell: Cell, sheet: Sheet, moves: Moves) -> Plain:
        key = (name, row, cell.column)
        if key in self._known:
            value = self._known[key]
            if isinstance(value, Beyond):
                raise value
            return value
        if key in self._running:
            raise Beyond
        self._running.add(key)
        try:
            self._known[key] = value = self._evaluated(_tree(self._text(sheet, cell, moves, row)), name, row)
        except (Beyond, ZeroDivisionError, ArithmeticError) as error:
            self._known[key] = Beyond(str(error))
            raise
        finally:
            self._running.discard(key)
        return value

    def _text(self, sheet: Sheet, cell: Cell, moves: Moves, row: int) -> str:
        key = (id(sheet), cell.row, cell.column)
        if key not in self._texts:
            inside = sheet.rows.inside(cell.row)
            formula = cell.formula or ""
            self._texts[key] = moves.body(formula, cell.row, _MARK) if inside else moves.formula(formula)
        return self._texts[key].replace(_MARK, str(row))

    def _resolved(self, node: Node) -> Node:
        """A name as what it stands for."""
        for _ in range(10):
            if not isinstance(node, Name):
                return node
            if node.name.casefold() not in self._names:
                break
            node = _tree(self._names[node.name.casefold()])
        raise Beyond

    def _evaluated(self, node: Node, name: str, row: int) -> Plain:
        node = self._resolved(node)
        if isinstance(node, Number | Text):
            return node.value
        if isinstance(node, Reference):
            if not node.single:
                raise Beyond
            return self._value((node.sheet or name).casefold(), node.area.top, node.area.left)
        assert isinstance(node, Call)
        if node.name in _OPERATORS:
            one, two = (self._evaluated(part, name, row) for part in node.arguments)
            return _OPERATORS[node.name](one, two)
        return self._called(node, name, row)

    def _called(self, node: Call, name: str, row: int) -> Plain:
        if node.name == "NEG":
            return -number(self._evaluated(node.arguments[0], name, row))
        if node.name == "IF" and 2 <= len(node.arguments) <= 3:
            holds = truth(self._evaluated(node.arguments[0], name, row))
            if not holds and len(node.arguments) == 2:
                return False
            return self._evaluated(node.arguments[1 if holds else 2], name, row)
        if node.name == "IFERROR" and len(node.arguments) == 2:
            try:
                return self._evaluated(node.arguments[0], name, row)
            except ZeroDivisionError:
                return self._evaluated(node.arguments[1], name, row)
        if node.name == "ROW":
            first = node.arguments[0] if node.arguments else None
            return float(first.area.top if isinstance(first, Reference) else row)
        function = FUNCTIONS.get(node.name)
        lists = self._array if node.name == "SUMPRODUCT" else self._list
        try:
            if function is None:
                return look_up(node.name, [self._resolved(part) for part in node.arguments],
                               lambda part: self._evaluated(part, name, row), lambda part: self._list(part, name, row))
            return function(*(lists(part, name, row) for part in node.arguments))
        except (TypeError, IndexError, ValueError) as error:
            raise Beyond from error

    def _array(self, node: Node, name: str, row: int) -> Values:
        """A calculation with ranges, place by place, as SUMPRODUCT makes it."""
        node = self._resolved(node)
        if not isinstance(node, Call) or node.name not in (*_OPERATORS, "NEG"):
            return self._list(node, name, row)
        parts = [self._array(part, name, row) for part in node.arguments]
        size = max(map(len, parts))
        if any(len(part) not in (1, size) for part in parts):
            raise Beyond
        if node.name == "NEG":
            return [-number(value) for value in parts[0]]
        one, two = (part if len(part) == size else part * size for part in map(list, parts))
        return [_OPERATORS[node.name](a, b) for a, b in zip(one, two, strict=True)]

    def _list(self, node: Node, name: str, row: int) -> Values:
        node = self._resolved(node)
        if isinstance(node, Reference) and not node.single:
            return self._range((node.sheet or name).casefold(), node.area)
        return [self._evaluated(node, name, row)]

    def _range(self, name: str, area: Range) -> Values:
        if area.bottom == LAST_ROW and name in self._sheets:  # whole columns
            area = Range(area.top, area.left, max(self._sheets[name][0].last_row, area.top), area.right)
        if (area.bottom - area.top + 1) * (area.right - area.left + 1) > _MOST_CELLS:
            raise Beyond
        return [self._value(name, row, column)
                for row in range(area.top, area.bottom + 1) for column in range(area.left, area.right + 1)]


def _constant(cell: Cell) -> Plain:
    if cell.runs:
        return cell.text
    if cell.kind == "e":
        raise Beyond
    if cell.kind == "b":
        return cell.raw == "1"
    return float(cell.raw) if cell.raw else None
