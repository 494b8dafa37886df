"""Personal data on paper: named before anything is written, masked on request."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from gongkai_desk.language import PersonalData, find_personal
from gongkai_desk.paper.book import Book
from gongkai_desk.paper.sheet import Line, Sheet

_DIGITS = re.compile(r"\d(?:[ -]?\d){10}")
MEANT = frozenset({"联络员", "联系电话"})
"""Fields that are there to be printed."""


def _texts(book: Book) -> Iterator[tuple[Sheet, Line, int, str]]:
    for sheet in book.sheets:
        for line in sheet.lines:
            for column, value in line.values.items():
                if isinstance(value, str) and len(value) > 10 and _DIGITS.search(value):
                    cell = sheet.cell(line, column)
                    if cell is None or not MEANT & set(cell.fields):
                        yield sheet, line, column, value


def personal_in(book: Book) -> list[str]:
    """A sentence for each sheet on which personal data would be printed: kinds, counts, first rows."""
    kinds: dict[str, Counter[str]] = {}
    rows: dict[str, list[int]] = {}
    for sheet, line, _, text in _texts(book):
        for found in find_personal(text):
            kinds.setdefault(sheet.name, Counter())[found.kind] += 1
            rows.setdefault(sheet.name, []).append(line.row)
    return [
        f"{name}：含疑似个人信息（{'、'.join(f'{kind}{count}处' for kind, count in counts.items())}，"
        f"第{'、'.join(str(row) for row in list(dict.fromkeys(rows[name]))[:8])}行），公开前请核对或脱敏"
        for name, counts in kinds.items()
    ]


def mask(book: Book) -> int:
    """Mask personal data in a filled book (脱敏); how many places."""
    places = 0
    for _, line, column, text in list(_texts(book)):
        found = find_personal(text)
        if found:
            line.values[column] = _masked(text, found)
            places += len(found)
    return places


def masked_text(text: str) -> str:
    """One text with its personal data masked."""
    return _masked(text, find_personal(text)) if len(text) > 10 and _DIGITS.search(text) else text


def personal_words(texts: Iterable[str]) -> list[str]:
    """What kinds of personal data stand in some texts, each with its count; empty where there is none."""
    counts = Counter(found.kind for text in texts if len(text) > 10 and _DIGITS.search(text) for found in find_personal(text))
    return [f"{kind}{count}处" for kind, count in counts.items()]


def _masked(text: str, found: tuple[PersonalData, ...]) -> str:
    for one in reversed(found):
        text = text[:one.start] + one.masked + text[one.end:]
    return text
