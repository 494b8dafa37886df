"""Cards in running text: the label lines under an item, and the lines that belong to a field opened by its label alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai_desk.domain import Source
from gongkai_desk.layout.lines import is_annex_mark, is_tail
from gongkai_desk.layout.paragraphs import Paragraph


@dataclass
class Card:
    """Label lines that stand together under an item. ``open``: a label without words (整改措施：), whose lines follow."""

    duty: list[str] = field(default_factory=list)
    deadline: str = ""
    requirement: str = ""
    persons: str = ""
    source: Source | None = None
    open: bool = False

    def __bool__(self) -> bool:
        return bool(self.duty or self.deadline)

    def add(self, text: str) -> None:
        """One more line of what is required."""
        self.requirement = f"{self.requirement}\n{text}".strip()


def belongs_to_field(head: Paragraph, paragraphs: Sequence[Paragraph], position: int) -> bool:
    """Whether a line under an open label goes on with it: no clause of its own, and numbered deeper than the item, if at all.

    Measures that each bear duties of their own (1.… 责任单位：A 2.… 责任单位：B) are tasks instead.
    """
    paragraph = paragraphs[position]
    if paragraph.clauses or is_annex_mark(paragraph.text) or is_tail(paragraph.text):
        return False
    if paragraph.level is None:
        return True
    return paragraph.level > (head.level or 0) and not _each_has_duty(paragraphs, position, paragraph.level)


def _each_has_duty(paragraphs: Sequence[Paragraph], position: int, level: int) -> bool:
    """Whether another line of this level follows a duty before the next item begins."""
    seen = False
    for paragraph in paragraphs[position + 1:position + 40]:
        if paragraph.label is not None:
            seen = seen or paragraph.label.field == "duty"
        elif paragraph.level is not None and paragraph.level < level:
            return False
        elif paragraph.level == level and seen:
            return True
    return False
