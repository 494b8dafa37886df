"""Formulas as Excel writes them, with every row reference moved. No evaluation here (see ``calc``)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gongkai_desk.paper.refs import LAST_ROW, column_letters, column_number
from gongkai_desk.paper.rowmap import RowMap

# One pass: strings and bracketed parts are skipped, then sheet prefixes, then references; anything else is one token.
_TOKEN = re.compile(
    r'(?P<text>"(?:[^"]|"")*"?)'
    r"|(?P<sheet>'(?:[^']|'')*'!|[^\W\d][\w.]*(?::[^\W\d][\w.]*)?!)"
    r"|(?P<ref>(?P<c1>\$?[A-Za-z]{1,3})(?P<r1>\$?[0-9]{1,7})(?::(?P<c2>\$?[A-Za-z]{1,3})(?P<r2>\$?[0-9]{1,7}))?(?![\w.(!\[]))"
    r"|(?P<rows>(?P<r3>\$?[0-9]{1,7}):(?P<r4>\$?[0-9]{1,7})(?![\w.(!]))"
    r"|(?P<word>[\w.\\$]+)"
    r"|(?P<open>\[)"
    r"|(?P<other>.)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Corner:
    """The row of one end of a reference."""

    row: int
    fixed: bool

    def text(self, row: int | str) -> str:
        """The same corner with another row."""
        return f"${row}" if self.fixed else str(row)


Rows = tuple[int | str, int | str]
Handler = Callable[["str | None", Corner, "Corner | None"], Rows]
"""Given the sheet (None: its own), and one or two ends, the new rows; a text stands for a row that is filled in later."""


def _corner(text: str) -> Corner:
    return Corner(int(text.lstrip("$")), text.startswith("$"))


def _skip_brackets(formula: str, at: int) -> int:
    """The place after the bracket that opens at ``at``; structured references nest."""
    depth = 0
    for place in range(at, len(formula)):
        if formula[place] == "[":
            depth += 1
        elif formula[place] == "]":
            depth -= 1
            if not depth:
                return place + 1
    return len(formula)


def _plain_sheet(prefix: str) -> str:
    name = prefix[:-1]
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def rewrite(formula: str, handle: Handler, rename: Mapping[str, str] | None = None) -> str:
    """A formula with every row reference replaced by what ``handle`` says, and sheets renamed as ``rename`` says."""
    pieces: list[str] = []
    at, sheet = 0, None
    while at < len(formula):
        found = _TOKEN.match(formula, at)
        assert found is not None
        text = found.group()
        at = found.end()
        if found["ref"]:
            pieces.append(_moved_ref(found, sheet, handle))
            sheet = None
        elif found["rows"]:
            first, second = _corner(found["r3"]), _corner(found["r4"])
            one, two = handle(sheet, first, second)
            pieces.append(f"{first.text(one)}:{second.text(two)}")
            sheet = None
        elif found["sheet"]:
            sheet = ("[]" if pieces and pieces[-1].endswith("]") else "") + _plain_sheet(text)
            pieces.append(quoted(rename[sheet]) + "!" if rename and sheet in rename else text)
        elif found["open"]:
            end = _skip_brackets(formula, at - 1)
            pieces.append(formula[at - 1:end])
            at, sheet = end, None
        else:
            pieces.append(text)
            sheet = None if not text.isspace() else sheet
    return "".join(pieces)


def _moved_ref(found: re.Match[str], sheet: str | None, handle: Handler) -> str:
    first = _corner(found["r1"])
    if found["r2"] is None:
        row, _ = handle(sheet, first, None)
        return f"{found['c1']}{first.text(row)}"
    second = _corner(found["r2"])
    one, two = handle(sheet, first, second)
    return f"{found['c1']}{first.text(one)}:{found['c2']}{second.text(two)}"


_SIMPLE_NAME = re.compile(r"[^\W\d]\w*\Z")
_LIKE_REF = re.compile(r"[A-Za-z]{1,3}[0-9]+\Z|[Rr][0-9]*[Cc][0-9]*\Z")


def quoted(name: str) -> str:
    """A sheet's name as a formula writes it."""
    if _SIMPLE_NAME.match(name) and not _LIKE_REF.match(name):
        return name
    return "'" + name.replace("'", "''") + "'"


def _foreign(sheet: str | None) -> bool:
    """Whether a prefix points to another workbook or to a run of sheets."""
    return sheet is not None and ("[" in sheet or ":" in sheet)


@dataclass(frozen=True)
class Moves:
    """The row maps of a whole book, seen from one of its sheets."""

    own: RowMap
    others: Mapping[str, RowMap]
    rename: Mapping[str, str]

    def of(self, sheet: str | None) -> RowMap:
        """The map that holds for a reference."""
        if sheet is None:
            return self.own
        return RowMap() if _foreign(sheet) else self.others.get(sheet.casefold(), RowMap())

    def formula(self, text: str) -> str:
        """A formula outside the repeating row, or of another sheet, a chart or a name."""
        return rewrite(text, self._outside, self.rename)

    def _outside(self, sheet: str | None, first: Corner, second: Corner | None) -> Rows:
        rows = self.of(sheet)
        if second is None:
            return rows.move(first.row), 0
        return rows.low(first.row), rows.high(second.row)

    def name(self, text: str) -> str:
        """A defined name or a chart's points: as a formula, but what is nothing but one cell of the body grows into a range."""
        rows = self._lone_row(text)
        moved = self.formula(text)
        if rows is None or rows.count < 2:
            return moved
        head, _, cell = moved.rpartition("!")
        column = re.match(r"\$?[A-Za-z]{1,3}", cell)
        assert column is not None
        return f"{head}!{column[0]}${rows.begin}:{column[0]}${rows.end}"

    def _lone_row(self, text: str) -> RowMap | None:
        found = re.match(r"(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!\$?[A-Za-z]{1,3}\$?([0-9]{1,7})\Z", text)
        if found is None:
            return None
        rows = self.of((found[1] or found[2]).replace("''", "'"))
        return rows if rows.inside(int(found[3])) else None

    def body(self, text: str, own_row: int, mark: str) -> str:
        """A formula of the repeating row (or of a heading row): references to its own row become ``mark``."""
        def handle(sheet: str | None, first: Corner, second: Corner | None) -> Rows:
            rows = self.of(sheet)
            here = rows is self.own
            if second is None:
                return (mark if here and first.row == own_row and not first.fixed else rows.move(first.row)), 0
            if here and first.row == own_row == second.row and not (first.fixed and second.fixed):
                return (rows.move(own_row) if first.fixed else mark), (rows.move(own_row) if second.fixed else mark)
            return rows.low(first.row), rows.high(second.row)
        return rewrite(text, handle, self.rename)

    def rule(self, text: str, old_top: int, new_top: int) -> str:
        """A rule's formula whose range touches the body: relative references keep their distance from its top."""
        def handle(sheet: str | None, first: Corner, second: Corner | None) -> Rows:
            rows = self.of(sheet)

            def one(corner: Corner, moved: int) -> int:
                return moved if corner.fixed else min(max(corner.row + new_top - old_top, 1), LAST_ROW)
            if second is None:
                return one(first, rows.move(first.row)), 0
            return one(first, rows.low(first.row)), one(second, rows.high(second.row))
        return rewrite(text, handle, self.rename)


def translate(formula: str, rows: int, columns: int) -> str:
    """A shared formula's text for a cell ``rows`` down and ``columns`` right of its master."""
    def column(text: str) -> str:
        return text if text.startswith("$") else column_letters(column_number(text) + columns)

    pieces: list[str] = []
    at = 0
    while at < len(formula):
        found = _TOKEN.match(formula, at)
        assert found is not None
        at = found.end()
        if found["open"]:
            end = _skip_brackets(formula, at - 1)
            pieces.append(formula[at - 1:end])
            at = end
            continue
        if not found["ref"]:
            pieces.append(found.group())
            continue
        ends = [(found["c1"], found["r1"])] + ([(found["c2"], found["r2"])] if found["r2"] else [])
        pieces.append(":".join(column(c) + (r if r.startswith("$") else str(int(r) + rows)) for c, r in ends))
    return "".join(pieces)
