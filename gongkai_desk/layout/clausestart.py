"""Duties in a bracket before their wording: 1.（区审批局牵头，区司法局配合）梳理清单。"""

from __future__ import annotations

from gongkai_desk.language import looks_like_clause, repair, split_number
from gongkai_desk.language.brackets import CLOSING, OPENING, find_brackets
from gongkai_desk.layout.content import is_unit_like

_SHORTEST, _LONGEST = 6, 200
_SIGNS = "。；;，,、：: \u3000"


def leading_brackets(text: str) -> list[tuple[int, int]]:
    """Where brackets with duties stand, each before its wording; none where the paragraph ends in a bracket.

    The first opens the paragraph, or follows its number; the others each follow the end of a sentence.
    """
    number, rest = split_number(text)
    body = rest.lstrip() if number is not None else text.lstrip()
    offset = len(text) - len(body)
    if not body or body[0] not in OPENING:
        return []
    brackets = [bracket for bracket in find_brackets(body) if not _is_pinyin(bracket.content)]
    said = body.rstrip(_SIGNS)
    if not brackets or (said[-1] in CLOSING and brackets[-1].end == len(said)):
        return []
    found: list[tuple[int, int]] = []
    for bracket in brackets:
        before, after = body[:bracket.start].rstrip(), body[bracket.end:]
        opens = not before or before[-1] in "。；;"
        if opens and len(after) >= _SHORTEST and after[0] not in _SIGNS and _gives_duty(bracket.content):
            found.append((bracket.start + offset, bracket.end + offset))
        elif not before:
            return []
    return found


def _is_pinyin(content: str) -> bool:
    """Whether a bracket holds the reading of the sign before it, as in copies of web pages."""
    return content.isalpha() and content < "\u3400"


def _gives_duty(content: str) -> bool:
    if not 2 < len(content) <= _LONGEST:
        return False
    reading = repair(content).reading.strip()
    return is_unit_like(reading) and looks_like_clause(reading)
