"""What each row of a table is: a heading, a task, more of the task above, a note, or nothing to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from gongkai_desk.language import heading_level
from gongkai_desk.layout.cells import Cells
from gongkai_desk.layout.content import is_number_like
from gongkai_desk.layout.headerwords import clean_header
from gongkai_desk.layout.lines import (
    find_signature,
    is_annex_mark,
    is_form_line,
    is_note,
    is_page_number,
    is_sum,
    is_tail,
    is_title,
)
from gongkai_desk.layout.model import UNIT_ROLES, Layout, Role

_CHINESE_NUMERALS = frozenset("一二三四五六七八九十百")
_FINISHED = "。；;！!"
_UNFINISHED = frozenset("，、,（(“《")


class Kind(StrEnum):
    """What a row of a table's body is."""

    HEADING = "heading"
    TASK = "task"
    SAME = "same"  # a further row of the same task text, with units or a requirement of its own
    MORE = "more"  # what is filled continues the task above
    NOTE = "note"
    SKIP = "skip"


class Entry(NamedTuple):
    """One row as understood; ``text`` is the wording of a heading or a note."""

    kind: Kind
    row: int
    text: str = ""


class Body:
    """The body of one table, asked row by row."""

    def __init__(self, cells: Cells, layout: Layout) -> None:
        self.cells = cells
        self.layout = layout
        self.task = layout.first(Role.TASK) or 1
        self.number = layout.first(Role.NUMBER)
        self.requirement = layout.first(Role.REQUIREMENT)
        self.sections = layout.columns_of(Role.SECTION)
        self.units = layout.columns_of(*UNIT_ROLES)
        self._headers = frozenset(
            clean_header(text) for row in layout.header_rows for text in cells.texts(row) if text
        )

    def stands_first(self, column: int, row: int) -> bool:
        """Whether a column stands before the tasks and their numbers, or behind a number that this row lacks as well:
        a merge lost there shows as a blank cell."""
        if column >= self.task or self.number is None or column < self.number:
            return column < self.task
        return self.number < self.task and not self.cells.owned(row, self.number)

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """The body's row numbers that hold anything."""
        first, last = self.layout.first_row, self.layout.last_row
        return tuple(row for row in self.cells.indexes if first <= row <= last)

    @cached_property
    def signature(self) -> frozenset[int]:
        """The rows under the tasks in which the paper is signed: an office, and its date below."""
        last = self.rows[-8:]
        lines = ["".join(texts) if len(texts := [text for text in self.cells.texts(row) if text]) == 1 else "" for row in last]
        return frozenset(last[position] for position in find_signature(lines))

    @cached_property
    def usual_level(self) -> int | None:
        """The numbering level of most tasks (``1.`` is 3), None where their texts carry no numbers."""
        levels: Counter[int | None] = Counter()
        for row in self.rows:
            text = self.cells.text(row, self.task)
            if text and self._is_full(row):
                levels[heading_level(text)] += 1
            if levels.total() >= 100:
                break
        if not levels:
            return None
        level, count = levels.most_common(1)[0]
        return level if count * 2 > levels.total() else None

    def _is_full(self, row: int) -> bool:
        """Whether a row names units beside its task; in a table without a column of units any text does."""
        if not self.units:
            return True
        return len(self.cells.filled(row)) >= 2 and any(self.cells.owned(row, column) for column in self.units)

    @cached_property
    def numbered_by_column(self) -> bool:
        """Whether most task rows have an arabic number in the number column."""
        if self.number is None:
            return False
        texts = [self.cells.text(row, self.number) for row in self.rows[:200]]
        filled = [text for text in texts if text]
        return sum(any(sign.isdigit() for sign in text) for text in filled) * 2 > len(filled) > 0

    def is_plain(self, row: int) -> bool:
        """The commonest row, told at once: a number first, a task, and something more."""
        texts = self.cells.texts(row)
        number = self.number
        if number is None or len(texts) < max(3, number, self.task) or not texts[number - 1].isdigit():
            return False
        return bool(texts[self.task - 1]) and not any(texts[:number - 1]) and len(texts) - texts.count("") > 2

    def anchors(self, row: int) -> list[int]:
        """The columns whose cell, own or merged, begins a distinct filled cell in this row."""
        if not self.cells.grid.spans:
            return self.cells.filled(row)
        found: list[int] = []
        seen: set[tuple[int, int]] = set()
        for column in range(1, self.cells.width + 1):
            span = self.cells.span(row, column)
            key = (span.top, span.left) if span else (row, column)
            if key not in seen and self.cells.owned(row, column):
                found.append(column)
            seen.add(key)
        return found

    def repeats_header(self, row: int) -> bool:
        """Whether a row repeats the table's header (on a next page)."""
        texts = [text for text in self.cells.texts(row) if text]
        return len(texts) >= 2 and bool(self._headers) and all(
            len(text) < 60 and clean_header(text) in self._headers for text in texts
        )


def read_rows(cells: Cells, layout: Layout) -> Iterator[Entry]:
    """Every filled row of a table's body, in order, with what it is."""
    body = Body(cells, layout)
    noted = False
    last: Entry | None = None
    for row in body.rows:
        if body.is_plain(row):
            last = Entry(Kind.TASK, row)
            noted = False
            yield last
            continue
        filled = cells.filled(row)
        if not filled:
            continue
        entry = _read_row(body, row, filled, noted, last)
        noted = entry.kind is Kind.NOTE or (noted and entry.kind is Kind.SKIP)
        if entry.kind in (Kind.TASK, Kind.SAME, Kind.MORE):
            last = entry
        yield entry


def _read_row(body: Body, row: int, filled: list[int], noted: bool, last: Entry | None) -> Entry:
    if body.repeats_header(row):
        return Entry(Kind.SKIP, row)
    anchors = body.anchors(row)
    if len(anchors) == 1 and anchors[0] in filled:
        return _lone(body, row, anchors[0], noted, last)
    first = body.cells.text(row, filled[0])
    if is_sum(first) or (len(filled) > 1 and is_number_like(first) and is_sum(body.cells.text(row, filled[1]))):
        return Entry(Kind.SKIP, row, first)
    if is_tail(first) or (len(filled) < 4 and is_tail("".join(_texts(body, row, filled)))):
        return Entry(Kind.SKIP, row, first)
    if is_form_line(first) and not body.cells.text(row, body.task):
        return Entry(Kind.SKIP, row, first)
    if is_note(first) and filled[0] != body.task:
        return Entry(Kind.NOTE, row, "".join(body.cells.text(row, column) for column in filled))
    return _several(body, row, filled, anchors, last)


def _texts(body: Body, row: int, columns: list[int]) -> list[str]:
    return [body.cells.text(row, column) for column in columns]


def _lone(body: Body, row: int, column: int, noted: bool, last: Entry | None) -> Entry:
    """A row with a single cell: heading, note, tail, a task without units, or the rest of a torn cell."""
    text = body.cells.text(row, column)
    if row in body.signature or is_tail(text) or is_sum(text) or is_annex_mark(text) or is_page_number(text):
        return Entry(Kind.SKIP, row, text)
    if is_note(text) or noted:
        return Entry(Kind.NOTE, row, text)
    if is_form_line(text):
        return Entry(Kind.SKIP, row, text)
    if is_title(text) and last is None:
        return Entry(Kind.HEADING, row, text)
    wide = body.cells.reaches(row, column) >= max(2, len(body.layout.columns) - 1)
    level, usual = heading_level(text), body.usual_level
    if wide or column in body.sections or column == body.number:
        return Entry(Kind.HEADING, row, text) if level is not None or len(text) <= 80 else Entry(Kind.NOTE, row, text)
    if column != body.task:
        return Entry(Kind.MORE if last else Kind.SKIP, row, text)
    if level is not None:
        if usual is not None and level >= usual:
            return Entry(Kind.TASK if level == usual else Kind.MORE, row, text)
        return Entry(Kind.HEADING, row, text)
    finished = text[-1] in _FINISHED
    if last is not None and (body.numbered_by_column or usual is not None) and _torn(body, last, text):
        return Entry(Kind.MORE, row, text)
    return Entry(Kind.TASK if finished and len(text) > 20 else Kind.HEADING, row, text)


def _torn(body: Body, last: Entry, text: str) -> bool:
    """Whether a lone text goes on where the task above was cut."""
    above = body.cells.text(last.row, body.task)
    return bool(above) and above[-1] not in _FINISHED and len(above) > 12 and text[-1] in _FINISHED + "、，,"


def _several(body: Body, row: int, filled: list[int], anchors: list[int], last: Entry | None) -> Entry:
    cells = body.cells
    own = set(filled)
    task, number = cells.text(row, body.task), cells.text(row, body.number) if body.number else ""
    if number and own == {body.number, body.task} and len(anchors) == 2:
        if body.numbered_by_column and number.strip("()（）、. ")[:1] in _CHINESE_NUMERALS:
            return Entry(Kind.HEADING, row, f"{number}{'' if number[-1] in '、.)）' else '、'}{task}")
        return Entry(Kind.TASK, row)
    if own <= {*body.sections, body.number}:
        text = "".join(cells.text(row, column) for column in filled)
        return Entry(Kind.HEADING, row, text) if not any(map(is_number_like, (text,))) else Entry(Kind.SKIP, row, text)
    if task:
        if last is not None and body.numbered_by_column and not number and cells.text(last.row, body.task)[-1:] in _UNFINISHED:
            return Entry(Kind.MORE, row)
        if not own - {body.task, *body.sections} and not own & set(body.units) and len(anchors) <= 1 + len(body.sections):
            return _lone(body, row, body.task, False, last)
        return Entry(Kind.TASK, row)
    return _without_task(body, row, own, number, last)


def _without_task(body: Body, row: int, own: set[int], number: str, last: Entry | None) -> Entry:
    """No text of its own: covered by the task above (a merge, or one that was lost), or only more of it."""
    cells = body.cells
    requirement = bool(body.requirement and cells.text(row, body.requirement))
    units = any(cells.text(row, column) for column in body.units)
    if number and body.number in own and units and not requirement and not cells.owned(row, body.task):
        return Entry(Kind.TASK, row)  # a number and units of its own, and no words: the clerk must hear of it
    if number and (requirement or units or cells.owned(row, body.task)):
        return Entry(Kind.SAME if last or cells.owned(row, body.task) else Kind.TASK, row)
    if last is None:
        return Entry(Kind.TASK if requirement else Kind.SKIP, row)
    if requirement and units:
        return Entry(Kind.SAME, row)
    return Entry(Kind.MORE, row)
