"""The rows of a returned form as data: mark, locked texts, answers with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from gongkai_desk.collecting.columns import GROUP_TITLES, LOCKED, OPEN
from gongkai_desk.collecting.headers import ID, UNIT
from gongkai_desk.collecting.labels import has_label
from gongkai_desk.collecting.tables import FormTable
from gongkai_desk.collecting.text import answer_text, squeeze
from gongkai_desk.domain import Source
from gongkai_desk.grids.grid import BadCell, Grid, Value, plain_text

TOTALS = frozenset(("合计", "小计", "总计", "共计", "汇总"))
LEAST_NUMBERED = 4
LONGEST_HEADING = 30
_ORDINAL = re.compile(r"^(?:[(（]?[\d一二三四五六七八九十]{1,3}[)）、.．]+)?(?:填报单位|报送单位|单位名称|单位)?[:：]?")
_NUMBERED = re.compile(r"\s*(?:[(（]?\d{1,2}[)）]?|[(（]?[A-Za-z甲乙丙丁][)）]?|[①-⑳])\s*$")


class ReturnedRow(msgspec.Struct):
    """One row that came back. ``answers`` holds the values of the filled open cells by key, ``columns`` where each stands.

    ``unit`` is what the row's column of units says, ``heading`` the last row above that held a single short text.
    """

    grid: Grid
    index: int
    mark: str
    locked: dict[str, str]
    answers: dict[str, Value]
    columns: Mapping[str, int]
    bad: dict[str, BadCell] = msgspec.field(default_factory=dict)
    unit: str = ""
    heading: str = ""

    @property
    def hidden(self) -> bool:
        """Whether the row was filtered away or hidden."""
        return self.index in self.grid.hidden_rows

    def source(self, key: str | None = None) -> Source:
        """Where the row, or one of its cells, stands."""
        return self.grid.source(self.index, self.columns.get(key) if key else None)

    def text_of(self, key: str) -> str:
        """An answer as the office sees it."""
        value = self.answers.get(key)
        if self.grid.shown:
            shown = self.grid.shown.get((self.index, self.columns[key]))
            if shown is not None:
                return answer_text(shown)
        return answer_text(value if isinstance(value, str) else plain_text(value))


def read_rows(table: FormTable) -> Iterator[ReturnedRow]:
    """The rows of a form. A mark that is merged over several rows holds for each of them."""
    grid, columns = table.grid, table.columns
    locked = [(key, columns[key] - 1) for key in LOCKED if key in columns]
    answers = [(key, columns[key] - 1) for key in OPEN if key in columns]
    mark_place = columns[ID] - 1 if ID in columns else None
    unit_place = columns[UNIT] - 1 if UNIT in columns else None
    spanned = _spanned(table, ID)
    texts = {} if mark_place is not None else _spanned(table, "text")
    last_unit = heading = ""
    for row in table.rows:
        values, width, index = row.values, len(row.values), row.index
        if width - values.count(None) == 1:
            heading = _heading(values) or heading
        found = ReturnedRow(grid, index, "", {}, {}, columns)
        if mark_place is not None and mark_place < width:
            found.mark = plain_text(values[mark_place]).strip()
        if not found.mark and index in spanned:
            found.mark = spanned[index]
        for key, place in answers:
            value = values[place] if place < width else None
            if value is None or (isinstance(value, str) and not value.strip()):
                continue
            if isinstance(value, BadCell):
                found.bad[key] = value
            else:
                found.answers[key] = value
        for key, place in locked:
            if place < width and (value := values[place]) is not None:
                found.locked[key] = value if isinstance(value, str) else grid.text(index, place + 1)
        if index in texts and not found.locked.get("text"):
            found.locked["text"] = texts[index]
        if unit_place is not None:
            unit = plain_text(values[unit_place]).strip() if unit_place < width else ""
            found.unit = last_unit = unit or last_unit
        found.heading = heading
        if found.mark[:1] == "T" or not _is_furniture(found):
            yield found


def _heading(values: Sequence[Value]) -> str:
    """The text of a row that holds nothing else, without its number: ``二、平湖市`` -> ``平湖市``."""
    text = next((value for value in values if isinstance(value, str)), "")
    return _ORDINAL.sub("", squeeze(text))[:LONGEST_HEADING].strip(":：") if len(text) <= LONGEST_HEADING else ""


def _spanned(table: FormTable, key: str) -> dict[int, str]:
    """Row -> text for rows that a merged cell of a column covers beyond its first row."""
    column = table.columns.get(key)
    covered: dict[int, str] = {}
    if column is None:
        return covered
    for span in table.grid.spans:
        if span.left <= column <= span.right and span.bottom > span.top and span.bottom - span.top < 100:
            mark = table.grid.text(span.top, span.left).strip()
            covered.update((index, mark) for index in range(span.top + 1, span.bottom + 1))
    return covered


def _is_furniture(row: ReturnedRow) -> bool:
    """Whether a row without a mark is a title, a header's upper row, a total, a signature line or a note rather than a task."""
    texts = [*row.locked.values(), *(value for value in row.answers.values() if isinstance(value, str))]
    blank = not row.answers and not row.bad and not row.locked.get("text")
    return (blank or any(text.strip() in GROUP_TITLES or has_label(text) for text in texts)
            or any(squeeze(text).strip(":：") in TOTALS for text in row.locked.values())
            or (len(texts) >= LEAST_NUMBERED and all(map(_NUMBERED.match, texts))))
