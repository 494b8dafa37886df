"""Running text as paragraphs with their numbers, levels and clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from gongkai_desk.domain import Source
from gongkai_desk.grids.grid import Grid
from gongkai_desk.language import heading_level, split_number
from gongkai_desk.language.numbering import is_article
from gongkai_desk.layout.clausescan import Found, find_clauses, is_clause_line
from gongkai_desk.layout.labels import LabelLine, read_label, read_numbered_label
from gongkai_desk.layout.textlines import fields_of, lines_of

_TITLE_LONGEST = 48
_TITLE = re.compile(r"([^。：:；;!！?？]{2,48})[。：:]")
_HEADING_LONGEST = 60
_ARTICLE_LEVEL = 3
_CHAPTER_LEVEL, _SECTION_LEVEL = -2, -1
_CHAPTER = re.compile(r"[\s\u3000]*第[〇零一二三四五六七八九十百\d]{1,5}(章|部分|编|編|节|節)")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph. ``rest`` is its text without the number; ``label`` set where it is a field of a card."""

    text: str
    source: Source
    level: int | None = None
    number: str | None = None
    rest: str = ""
    clauses: tuple[Found, ...] = field(default_factory=tuple)
    label: LabelLine | None = None
    clause_line: bool = False

    @property
    def is_heading(self) -> bool:
        """Numbered, short, and no sentence that asks for something."""
        body = self.rest.rstrip("。:：")
        return (
            self.level is not None and not self.clauses and len(body) <= _HEADING_LONGEST
            and not any(sign in body for sign in "。；;")
        )

    def title(self) -> str:
        """The first sentence where it heads the paragraph ((一)推进决策公开。…), with its number; else ``""``."""
        match = _TITLE.match(self.rest)
        if match is None or len(match[1]) > _TITLE_LONGEST:
            return ""
        first = self.clauses[0].start if self.clauses else len(self.text)
        head = len(self.text) - len(self.rest) + match.end()
        return self.text[:head] if head + 8 <= first else ""


def read_paragraphs(grids: Iterable[Grid]) -> list[Paragraph]:
    """The paragraphs of prose grids, in order, blank ones left out."""
    return [
        read_paragraph(piece, grid.source(row.index))
        for grid in grids for row in grid.rows
        for line in lines_of("".join(grid.text(row.index, column) for column in range(1, len(row.values) + 1)))
        for piece in fields_of(line.strip()) if piece
    ]


def read_paragraph(text: str, source: Source) -> Paragraph:
    """One paragraph as understood by itself."""
    number, rest = split_number(text)
    label = read_label(text) or ((read_label(rest) or read_numbered_label(rest)) if number else None)
    clauses = tuple(find_clauses(text))
    level = _level(text)
    return Paragraph(
        text=text, source=source, level=level, number=number, rest=rest.strip() if number else text,
        clauses=clauses, label=label, clause_line=is_clause_line(text),
    )


def _level(text: str) -> int | None:
    """The level of a paragraph by its numbering; chapters and sections stand above 一、, articles beside 1."""
    chapter = _CHAPTER.match(text)
    if chapter is not None:
        return _SECTION_LEVEL if chapter[1] in "节節" else _CHAPTER_LEVEL
    return heading_level(text) or (_ARTICLE_LEVEL if is_article(text) else None)
