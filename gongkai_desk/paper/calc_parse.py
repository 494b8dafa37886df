"""Formulas as trees: just the grammar that totals, shares and conditions need."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai_desk.paper.refs import Range, parse_range

_TOKEN = re.compile(
    r'\s+|(?P<number>[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+)|(?P<text>"(?:[^"]|"")*")'
    r"|(?P<ref>(?:(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
    r"(?:\$?[A-Za-z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Za-z]{1,3}\$?[0-9]{1,7})?|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})(?![\w.(!\[]))"
    r"|(?P<name>[^\W\d][\w.]*)|(?P<op><=|>=|<>|[-+*/^&=<>(),%])")


class Beyond(Exception):
    """A formula, or a part of it, that is left to the program that opens the file."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number."""

    value: float


@dataclass(frozen=True, slots=True)
class Text:
    """A text, a truth value or nothing."""

    value: str | bool | None


@dataclass(frozen=True, slots=True)
class Reference:
    """A cell or a range, on a named sheet or its own."""

    sheet: str | None
    area: Range
    single: bool


@dataclass(frozen=True, slots=True)
class Call:
    """An operator or a function with its arguments."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A defined name."""

    name: str


Node = Number | Text | Reference | Call | Name

_LEVELS = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"), ("^",))


def _tokens(formula: str) -> list[tuple[str, str]]:
    tokens, at = [], 0
    while at < len(formula):
        found = _TOKEN.match(formula, at)
        if found is None:
            raise Beyond(formula)
        if found.lastgroup:
            tokens.append((found.lastgroup, found.group().strip()))
        at = found.end()
    return tokens


def _reference(text: str) -> Reference:
    sheet, mark, cells = text.rpartition("!")
    name = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    return Reference(name if mark else None, parse_range(cells), ":" not in cells)


class _Parser:
    def __init__(self, formula: str) -> None:
        self._tokens = _tokens(formula)
        self._at = 0
        self._depth = 0

    def parse(self) -> Node:
        node = self._level(0)
        if self._at != len(self._tokens):
            raise Beyond
        return node

    def _peek(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _take(self, wanted: str) -> None:
        if self._peek() != wanted:
            raise Beyond
        self._at += 1

    def _level(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self._unary()
        self._depth += 1
        if self._depth > 300:
            raise Beyond
        node = self._level(level + 1)
        while self._at < len(self._tokens) and self._tokens[self._at][0] == "op" and self._peek() in _LEVELS[level]:
            sign = self._peek()
            self._at += 1
            node = Call(sign, (node, self._level(level + 1)))
        self._depth -= 1
        return node

    def _unary(self) -> Node:
        if self._peek() in ("-", "+") and self._tokens[self._at][0] == "op":
            sign = self._peek()
            self._at += 1
            self._depth += 1
            if self._depth > 300:
                raise Beyond
            node = self._unary()
            return Call("NEG", (node,)) if sign == "-" else node
        node = self._primary()
        while self._peek() == "%":
            self._at += 1
            node = Call("/", (node, Number(100)))
        return node

    def _primary(self) -> Node:
        if self._at >= len(self._tokens):
            raise Beyond
        kind, text = self._tokens[self._at]
        self._at += 1
        if kind == "number":
            return Number(float(text))
        if kind == "text":
            return Text(text[1:-1].replace('""', '"'))
        if kind == "ref":
            return _reference(text)
        if kind == "name":
            return self._named(text)
        if text == "(":
            node = self._level(0)
            self._take(")")
            return node
        raise Beyond

    def _named(self, name: str) -> Node:
        if name.upper() in ("TRUE", "FALSE") and self._peek() != "(":
            return Text(name.upper() == "TRUE")
        if self._peek() != "(":
            return Name(name)
        self._take("(")
        arguments: list[Node] = []
        while self._peek() != ")":
            if self._peek() == ",":
                arguments.append(Text(None))
            else:
                arguments.append(self._level(0))
            if self._peek() == ",":
                self._at += 1
            elif self._peek() != ")":
                raise Beyond
        self._at += 1
        return Call(name.upper().removeprefix("_XLFN."), tuple(arguments))


def parse_formula(formula: str) -> Node:
    """A formula (without its ``=``) as a tree. Raises Beyond."""
    return _Parser(formula).parse()
