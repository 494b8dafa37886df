"""Wordings that stand below their heading: （一）推进公开（牵头单位：X） over a paragraph; 1.推行网办：（X牵头） over （1）."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from gongkai_desk.layout.lines import is_note, is_tail
from gongkai_desk.layout.paragraphs import Paragraph
from gongkai_desk.layout.prosetasks import Item

_LONGEST_TITLE = 40
_FEWEST = 2
_DEEP = 3
_ENDS = frozenset("。；;！!：:")


@dataclass(frozen=True, slots=True)
class Below:
    """What a task gains from the paragraphs below its heading: its wording, its headings, and the paragraphs used."""

    item: Item
    text: str
    section: tuple[str, ...]
    used: tuple[Paragraph, ...]


def wordings_below(items: Sequence[Item]) -> Iterator[Below]:
    """The headings whose bracket closes them, and whose wording is the paragraphs without number below.

    Only where two thirds of such headings, and two of them, have paragraphs below: the last may be followed by anything.
    """
    heads = [item for item in items if item.made == 1 and _title(item.head)]
    bodies = [_body(item) for item in heads]
    if sum(map(bool, bodies)) < _FEWEST or sum(map(bool, bodies)) * 3 < 2 * len(heads):
        return
    most = max(len(body) for body in bodies[:-1])
    for item, body in zip(heads, bodies, strict=True):
        body = body[:most] if item is heads[-1] else body
        title, text = _title(item.head), "\n".join(paragraph.text for paragraph in body)
        if body and (item.head.level or 9) <= 2:
            yield Below(item, text, (*item.section, item.head.text[:item.head.clauses[0].start].rstrip("。:： ")), tuple(body))
        elif body:
            yield Below(item, f"{title}\n{text}", item.section, tuple(body))


def points_below(items: Sequence[Item]) -> Iterator[Below]:
    """The items that end in a colon, or are numbered 1. or deeper, with the points below them that nobody leads."""
    for at, item in enumerate(items):
        if item.made != 1 or not item.head.clauses or item.head.level is None:
            continue
        points = []
        for below in items[at + 1:]:
            if (below.head.level or 9) <= item.head.level:
                break
            points.append(below)
        clause = item.head.clauses[-1]
        text = item.head.rest[:len(item.head.rest) - len(item.head.text) + clause.start].strip()
        whole = len(item.head.clauses) == 1 and not item.head.text[clause.end:].strip("。；; ")
        leads_on = item.head.level > 2 or text.endswith((":", "："))
        if points and whole and leads_on and text and not any(point.made for point in points):
            used = [paragraph for point in points for paragraph in (point.head, *point.body)]
            yield Below(item, "\n".join([text, *(paragraph.text for paragraph in used)]), item.section, tuple(used))


def led_levels(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """The levels of the items that stand alone above a clause line: on those the document hands out its tasks."""
    found: set[int] = set()
    levels: list[int] = []
    for paragraph in paragraphs:
        if paragraph.clause_line or (paragraph.label is not None and paragraph.label.field == "duty"):
            if levels and levels.count(levels[-1]) == 1:
                found.add(levels[-1])
            levels = []
        elif paragraph.level is not None:
            levels.append(paragraph.level)
    return frozenset(found)


def points_above(items: Sequence[Item], led: frozenset[int]) -> list[Item]:
    """An item with the several points just above a clause line, which is the whole item's; none for any other.

    The item is numbered 1. or deeper, on one of the levels ``led`` on which the document hands out tasks elsewhere.
    """
    level = items[-1].head.level or 0 if items else 0
    points = list(takewhile(lambda item: item.head.level == level and not item.made, reversed(items)))
    at = len(items) - len(points) - 1
    if level <= _DEEP or len(points) < _FEWEST or at < 0:
        return []
    parent = items[at]
    whole = parent.head.level in led and _DEEP <= (parent.head.level or 0) < level
    return [parent, *reversed(points)] if whole and not parent.made else []


def _title(head: Paragraph) -> str:
    """The words of a heading that its only bracket closes, ``""`` for any other paragraph."""
    if len(head.clauses) != 1 or head.level is None or head.text[head.clauses[0].end:].strip("。:： "):
        return ""
    title = head.text[len(head.text) - len(head.rest):head.clauses[0].start].strip().rstrip("。:：")
    return title if len(title) <= _LONGEST_TITLE and not any(sign in title for sign in "。；;，,") else ""


def _body(item: Item) -> list[Paragraph]:
    found: list[Paragraph] = []
    for paragraph in item.body:
        ends = paragraph.text.rstrip()[-1:] in _ENDS
        if not ends or paragraph.clauses or paragraph.label is not None or is_note(paragraph.text) or is_tail(paragraph.text):
            break
        found.append(paragraph)
    return found
