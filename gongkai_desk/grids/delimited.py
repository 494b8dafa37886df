"""csv, tsv and other delimited text: one table Grid, every value the text it was (001 stays 001, ID numbers stay whole).

Source of the rules: RFC 4180, ``faults.md`` #17, #18: a quote that is never closed swallows nothing, and ragged rows are said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai_desk.grids.grid import Document, Grid, Row, Value
from gongkai_desk.grids.refusal import too_big
from gongkai_desk.grids.reservations import Notes, doubt_shortened
from gongkai_desk.grids.sniffing import looks_delimited
from gongkai_desk.grids.text import clean, decode

_CELLS = 4_000_000
_ROWS = 1_048_576  # as many as a workbook has
_COLUMNS = 1_000_000
_LONG = 1_000_000
_BREAKS_IN_CELL = 2_000
_HINT = re.compile(r"sep=(.)\n")
_AS_TEXT = re.compile('="([^"]*)"')


def read(data: bytes, path: str, avoid: frozenset[str] = frozenset()) -> Document:
    """Read delimited text in any encoding. Raises Unreadable(TOO_BIG)."""
    decoded = decode(data)
    notes = Notes(path)
    if decoded.reservation:
        notes.say("encoding", decoded.reservation, None, (decoded.bad_line or 1, 0))
    text = clean(decoded.text).rstrip("\x1a\n\ufeff").lstrip("\ufeff")
    hint = _HINT.match(text)
    separator = hint[1] if hint else separator_of(text, path)
    return Document(path, "csv", (read_table(text[hint.end():] if hint else text, separator, path, notes),), notes.doubts())


def separator_of(text: str, path: str) -> str:
    """The separator in use; by the ending where the text does not tell."""
    usual = "\t" if path.lower().endswith((".tsv", ".tab")) else ","
    order = usual + "".join(sign for sign in "\t,;|" if sign != usual)
    return looks_delimited(text, order) or next((sign for sign in order if sign in text[:60_000]), usual)


def read_table(text: str, separator: str, path: str, notes: Notes) -> Grid:
    """A table Grid from delimited text, lines counted as rows of the table (a cell may hold line breaks)."""
    rows: list[Row] = []
    widths: set[int] = set()
    cells = 0
    for index, fields in enumerate(_records(text, separator, notes), 1):
        values = [_value(field, index, notes) for field in fields]
        if len(fields) > 1:
            widths.add(len(fields))
        while values and values[-1] is None:
            values.pop()
        cells += len(values)
        if cells > _CELLS or index > _ROWS:
            raise too_big("表格单元格过多")
        if values:
            rows.append(Row(index, tuple(values)))
    if len(widths) > 1:
        notes.say("ragged", f"各行的列数不一致（{min(widths)} 至 {max(widths)} 列），已按原样读入，请核对是否有串列")
    doubt_shortened(rows, None, notes)
    return Grid(path, tuple(rows))


def _value(field: str, index: int, notes: Notes) -> Value:
    if not field or field.isspace():
        return None
    if len(field) > _LONG:
        notes.say("long-text", f"第{index}行有超过 {_LONG} 字的单元格，只保留了前面部分", None, (index, 0))
        field = field[:_LONG]
    wrapped = _AS_TEXT.fullmatch(field)
    return wrapped[1] if wrapped else field


def _records(text: str, separator: str, notes: Notes) -> Iterator[list[str]]:
    if '"' not in text:
        for whole in text.split("\n"):
            if whole.count(separator) > _COLUMNS:
                raise too_big("表格单元格过多")
            yield whole.split(separator)
        return
    sign = re.escape(separator)
    quoted = re.compile(rf'"([^"]*(?:""[^"]*)*)"(?=[ ]*(?:{sign}|\n|\Z))')
    plain = re.compile(rf"[^\n{sign}]*")
    at, end, line = 0, len(text), 1
    record: list[str] = []
    warned = False
    while at <= end:
        found = quoted.match(text, at) if text.startswith('"', at) else None
        if found and found[1].count("\n") <= _BREAKS_IN_CELL:
            record.append(found[1].replace('""', '"'))
            line += found[1].count("\n")
            at = found.end()
            while text.startswith(" ", at):
                at += 1
        else:
            if text.startswith('"', at) and not warned:
                notes.say("unclosed-quote", f"第{line}行有未配对的引号，已按普通字符处理，请核对该行", None, (line, 0))
                warned = True
            bare = plain.match(text, at)
            assert bare is not None
            record.append(bare[0])
            at = bare.end()
        if at >= end or text[at] == "\n":
            yield record
            record, line = [], line + 1
            if at >= end:
                return
        at += 1
