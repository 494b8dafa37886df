"""Paragraphs made ready before tasks are looked for: clauses that hand out nothing, and labels that a line has swallowed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gongkai_desk.language import read_clause, repair
from gongkai_desk.language.brackets import OPENING
from gongkai_desk.layout.paragraphs import Paragraph, read_paragraph

_HEAD = 25
_FIRM = 2
_TELLS = re.compile(
    r"\A[^。，]{0,60}(?:解读|工作总结|年度报告|情况通报|落实情况|情况报告|新闻发布会|座谈会|推进会|工作报告|结果的?(?:通报|通知|公告|公示))[\s\u3000]*\Z"
)
_FIELDS = frozenset({"duty", "deadline", "person", "aside"})
_LONGEST_HEADING = 60


def make_ready(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs as the reader of tasks wants them. None is lost; one may become two with the same source."""
    return _without_stray_clauses(_with_plain_headings(_with_labels_apart(paragraphs)))


def _without_stray_clauses(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """One sentence 由X负责 in a whole document is no way of handing out tasks; several are, unless it tells what was done.

    Nor is the one clause of such a text, which quotes it. A bracket with nothing but an office in it counts where others in
    the document say who leads.
    """
    tells = any(_tells(paragraph) for paragraph in paragraphs[:_HEAD])
    count = sum(clause.loose for paragraph in paragraphs for clause in paragraph.clauses)
    firm = sum(not clause.loose for paragraph in paragraphs for clause in paragraph.clauses)
    if tells and firm == 1:
        return [replace(paragraph, clauses=()) if paragraph.clauses else paragraph for paragraph in paragraphs]
    if count == 1 and firm >= _FIRM and any(_hands_out(paragraph, paragraphs) for paragraph in paragraphs):
        return list(paragraphs)
    if not count or (count > 1 and not tells):
        return list(paragraphs)
    return [
        replace(paragraph, clauses=tuple(clause for clause in paragraph.clauses if not clause.loose)) for paragraph in paragraphs
    ]


def _hands_out(paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a loose clause is one all the same: a bracket, or the end of an item whose sisters say in brackets who leads."""
    loose = next((clause for clause in paragraph.clauses if clause.loose), None)
    if loose is None:
        return False
    sisters = sum(
        other.level == paragraph.level and any(not clause.loose for clause in other.clauses) for other in paragraphs
    )
    at_end = not paragraph.text[loose.end:].strip("。；; ") and loose.start > 0
    return paragraph.text[loose.start] in OPENING or (paragraph.level is not None and at_end and sisters >= _FIRM)


def _tells(paragraph: Paragraph) -> bool:
    """Whether a line is the title of a text that tells what was done, or explains another."""
    return _TELLS.search(repair(paragraph.text[:80]).reading) is not None


def _with_plain_headings(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Headings whose bracket names a person only (一、工业强县（牵头领导：X）) are headings, where deeper items follow."""
    found = list(paragraphs)
    for position, paragraph in enumerate(paragraphs[:-1]):
        following = paragraphs[position + 1].level
        deeper = paragraph.level is not None and following is not None and following > paragraph.level
        if deeper and paragraph.clauses and len(paragraph.rest) <= _LONGEST_HEADING and _names_persons(paragraph):
            found[position] = replace(paragraph, clauses=())
    return found


def _names_persons(paragraph: Paragraph) -> bool:
    read = [read_clause(repair(clause.content).reading) for clause in paragraph.clauses]
    return all(clause.persons and not clause.lead.units and not clause.support.units for clause in read)


def _with_labels_apart(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """A label at the end of a wording (…一家。牵头单位：X) whose sisters follow on lines of their own, on its own line too."""
    found: list[Paragraph] = []
    for position, paragraph in enumerate(paragraphs):
        following = paragraphs[position + 1] if position + 1 < len(paragraphs) else None
        cut = _swallowed(paragraph) if following is not None and following.label is not None else 0
        if cut and following is not None and following.label is not None and following.label.field in _FIELDS:
            found += [read_paragraph(part.strip(), paragraph.source) for part in (paragraph.text[:cut], paragraph.text[cut:])]
        else:
            found.append(paragraph)
    return found


def _swallowed(paragraph: Paragraph) -> int:
    """Where the label begins that ends a paragraph without a bracket, 0 where there is none."""
    if paragraph.label is not None or len(paragraph.clauses) != 1:
        return 0
    clause = paragraph.clauses[0]
    last = not paragraph.text[clause.end:].strip("。；; \u3000")
    return clause.start if last and not clause.loose and paragraph.text[clause.start] not in OPENING else 0
