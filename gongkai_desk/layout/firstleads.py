"""Documents that say the first of several responsible units leads (责任单位列首位者为牵头单位)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongkai_desk.domain import Lead, LeadKind, Support
from gongkai_desk.layout.lines import plain

_FIRST = r"(?:第\s?[1一]\s?(?:顺)?[位个家名]?|首\s?[位个名家]|最前面?|最前列|前面)"
_LEADS = "(?:牵头|主办|主责)"
_WHO = "(?:责任|落实|承办)?(?:单位|部门|科室|处室|股室|机构)?"
_SAYS = re.compile(
    rf"{_FIRST}(?:列出|排列|出现)?(?:的|者)?{_WHO}(?:均|即|统一|原则上|，)?(?:为|是|作为|系)(?:本?项?任务)?(?:的)?(?:第一|主要|总)?{_LEADS}"
    rf"|{_LEADS}{_WHO}(?:均|统一|一律)?(?:排名|排序|排列|位列|排|列|放|置|位|写)(?:在|于|为)?{_FIRST}"
)
_SIGNS = frozenset("牵牽主")
_LONGEST = 400


def says_first_leads(texts: Iterable[str]) -> bool:
    """Whether any line says that the first unit of each list leads."""
    return any(
        _SAYS.search(plain(text)) is not None for text in texts if len(text) <= _LONGEST and not _SIGNS.isdisjoint(text)
    )


def first_leads(lead: Lead, support: Support) -> tuple[Lead, Support]:
    """The units of a list whose own words give no parts: the first leads, the others support it."""
    if lead.kind is not LeadKind.NAMED or len(lead.units) < 2 or any(word in lead.raw for word in ("牵头", "主办", "负责")):
        return lead, support
    others = tuple(unit for unit in lead.units[1:] if unit not in support.units)
    return (
        Lead(lead.kind, lead.units[:1], lead.raw, lead.spans_rows),
        Support(others + support.units, support.raw or lead.raw, support.open_list or lead.open_list),
    )
