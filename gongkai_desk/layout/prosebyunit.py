"""Documents sorted by unit: a heading that is nothing but a unit's name, and below it what that unit has to do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai_desk.layout.headingfacts import unit_of_heading
from gongkai_desk.layout.paragraphs import Paragraph

_WORK = re.compile(r"任务|分解|分工|台账|责任清单|实事|交办|督办")
_NO_WORK = re.compile(r"(?:预案|职责|职能|规定|通讯录|名单|结果|情况|总结|报告|规则)(?:[（(][^（）()]{1,12}[)）])?\Z")
_FEWEST = 2


def is_sorted_by_unit(title: str, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a document's headings are units, its items bear no duties of their own, and its title hands out work."""
    if not _WORK.search(title) or _NO_WORK.search(title):
        return False
    if any(paragraph.clauses or paragraph.label is not None or paragraph.clause_line for paragraph in paragraphs):
        return False
    heads = [at for at, paragraph in enumerate(paragraphs) if paragraph.is_heading and unit_of_heading(paragraph.rest)]
    if len(heads) < _FEWEST:
        return False
    level = paragraphs[heads[0]].level or 0
    same = [paragraph for paragraph in paragraphs[heads[0]:heads[-1] + 1] if paragraph.level == level]
    below = [
        at for at in heads if at + 1 < len(paragraphs) and (paragraphs[at + 1].level or 0) > level
    ]
    return len(heads) * 5 >= 4 * len(same) and len(below) * 5 >= 4 * len(heads)
