"""Items that begin with who does them (由县发改局牵头，县财政局配合，6月底前…; 市司法局会同…; 市信访局要…)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai_desk.language import repair
from gongkai_desk.layout.catalogues import gives_work
from gongkai_desk.layout.content import is_unit_like

_UNITS = r"[^。；;：:“”《》]{2,80}?"
_HELPERS = (
    rf"(?:[，,、；;]?(?:会同|商)?{_UNITS}"
    r"(?:配合|参与|协助|协同|协办|(?:按|依)(?:照)?(?:各自)?职责(?:分工)?(?:负责|落实)?|落实))?"
)
_LED = re.compile(rf"由?(?P<who>{_UNITS}(?:牵头|主办)(?:负责|抓总|落实|组织)?{_HELPERS})[，,](?=.{{4}})")
_DONE_BY = re.compile(rf"由(?P<who>{_UNITS}(?:具体|共同|统一)?负责(?:落实|实施)?{_HELPERS})[，,](?=.{{4}})")
_WITH = re.compile(rf"由?(?P<who>{_UNITS}(?:牵头)?(?:会同|联合|商){_UNITS})[，,](?=.{{4}})")
_MUST = re.compile(rf"(?P<who>{_UNITS})(?:要(?!求|点|素|件)|应当?(?!急|对|用)|须|需要?(?!求)|具体负责|负责(?!人|同志))(?=.{{4}})")
_NO_WORK = re.compile(
    r"(?:预案|职责|职能|规定|办法|条例|制度|规则|通讯录|名单|结果|情况|总结|报告|解读|讲话|纪要|公告)(?:[（(][^（）()]{1,12}[)）])?\Z"
)
_FEWEST = 3
_LOOK = 220


def duty_at_start(wording: str) -> str:
    """The words at an item's start that say who does it (县发改局牵头，县财政局配合), ``""`` for any other wording."""
    head = repair(wording[:_LOOK]).reading.strip()
    for pattern in (_LED, _DONE_BY, _WITH):
        match = pattern.match(head)
        if match is not None and is_unit_like(match["who"]):
            return match["who"]
    match = _MUST.match(head)
    return match["who"] if match is not None and is_unit_like(match["who"]) else ""


def hands_out_by_sentences(title: str, wordings: Sequence[str]) -> bool:
    """Whether a paper's title hands out work and at least half of its items, and three, begin with who does them."""
    if not gives_work(title) or _NO_WORK.search(title):
        return False
    count = sum(1 for wording in wordings if duty_at_start(wording))
    return count >= _FEWEST and count * 2 >= len(wordings)
