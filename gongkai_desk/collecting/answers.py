"""Answers as people type them, brought to the form in which the ledger keeps them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

import msgspec

from gongkai_desk.collecting.content import STATES
from gongkai_desk.collecting.text import squeeze
from gongkai_desk.domain import Status
from gongkai_desk.grids.grid import Value

_ISO = re.compile(r"(?:19|20)\d\d-[01]\d-[0-3]\d$")
_EPOCH = date(1899, 12, 30)
_SERIALS = range(36_526, 55_153)  # 2000-01-01 .. 2050-12-31


class Answer(msgspec.Struct, frozen=True):
    """One answer: the value to keep, the words it was typed in where they say more, and a reservation (Chinese) or ``""``."""

    value: str
    raw: str | None = None
    doubt: str = ""
    field: str | None = None


def read_status_cell(text: str, synonyms: Mapping[str, Status]) -> Answer:
    """A state; a word that is not understood is kept as it is, with a doubt."""
    if text in STATES:
        return Answer(text)
    from gongkai_desk.language.answers import read_status

    status = read_status(text, synonyms)
    if status is None:
        return Answer(text, doubt=f"完成状态“{text}”不在可选范围内，已原样保留")
    return Answer(status.value)


def read_date_cell(value: Value, text: str, year: int | None) -> Answer:
    """A day as ISO. A vague one (9月底) is the month's end with its words; one that is not understood goes to ``done_on_raw``."""
    if isinstance(value, datetime):
        return _shown_date(value.date(), text)
    if isinstance(value, date):
        return _shown_date(value, text)
    if isinstance(value, str) and _ISO.match(text):
        try:
            return Answer(date.fromisoformat(text).isoformat())
        except ValueError:
            return Answer(text, doubt=f"完成日期“{text}”不是有效日期，未采用为日期", field="done_on_raw")
    if isinstance(value, int | float) and not isinstance(value, bool) and int(value) in _SERIALS and text.isdigit():
        return Answer((_EPOCH + timedelta(days=int(value))).isoformat())
    from gongkai_desk.language.answers import read_answer_date

    found = read_answer_date(text, year=year)
    if found is None or not found.iso:
        return Answer(text, doubt=f"完成日期“{text}”看不懂，只保留了原文", field="done_on_raw")
    return Answer(found.iso, raw=text if found.vague else None)


def _shown_date(day: date, text: str) -> Answer:
    """A real date cell; where it is shown as a month only (2022年10月), it is read as the clerk sees it: that month's end."""
    if len(re.findall(r"\d+", text)) == 2 and "年" in text and "月" in text and "日" not in text:
        last = (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        return Answer(last.isoformat(), raw=text)
    return Answer(day.isoformat())


def same_answer(left: str | None, right: str | None) -> bool:
    """Whether two answers say the same, blanks and line breaks aside."""
    return left == right or (left is not None and right is not None and squeeze(left) == squeeze(right))
