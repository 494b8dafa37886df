"""Who leads and who supports, where a table has one, two or three columns of units (domain: 责任单位 alone is lead and doer)."""

from __future__ import annotations

import re

from gongkai_desk.layout.columns import Columns
from gongkai_desk.layout.model import Role

_LEVELS = tuple(re.compile(signs) for signs in ("国家|中央|部委", "省|自治区", "市|州|盟", "县|区|旗", "乡|镇|街道"))


def settle_units(columns: Columns) -> None:
    """Leave at most one LEAD and one SUPPORT column; a third role stays DUTY."""
    _drop_vague(columns)
    _one_lead(columns)
    duties = columns.of(Role.DUTY)
    leads, supports = columns.of(Role.LEAD), columns.of(Role.SUPPORT)
    if not leads and duties:
        alone = not supports and len(duties) == 1
        why = "表中只有一列责任单位，按牵头单位理解" if alone else "没有牵头单位列，责任单位在前"
        columns.set(duties[0], Role.LEAD, f"{columns.roles[duties[0]].reason}，{why}")
        for column in duties[1:]:
            columns.set(column, Role.SUPPORT if not supports else Role.DUTY, columns.roles[column].reason)
    elif leads and duties and not supports:
        columns.set(duties[0], Role.SUPPORT, f"{columns.roles[duties[0]].reason}，在牵头单位之外")
    for column in columns.of(Role.SUPPORT)[1:]:
        columns.set(column, Role.DUTY, columns.roles[column].reason)


def _drop_vague(columns: Columns) -> None:
    """单位, 区县 and the like give way to a header that says more."""
    duties = columns.of(Role.DUTY)
    for column in duties:
        seen = columns.profile(column)
        vague = columns.roles[column].score < 0.8
        if vague and seen.filled > 2 and seen.unit < 0.3 and len(columns.of(Role.DUTY, Role.LEAD)) > 1:
            columns.set(column, Role.EXTRA, "内容不是单位", 0.4)


def _one_lead(columns: Columns) -> None:
    leads = columns.of(Role.LEAD)
    if len(leads) < 2:
        return
    levels = {column: _level(columns.roles[column].header) for column in leads}
    lowest = max(levels.values())
    best = max(leads, key=lambda column: (levels[column] == lowest, columns.roles[column].score, -column))
    for column in leads:
        if column != best and -1 < levels[column] < lowest:
            columns.set(column, Role.EXTRA, f"{columns.roles[column].reason}，是上级的牵头单位")
        elif column != best:
            columns.set(column, Role.DUTY, f"{columns.roles[column].reason}，已有牵头单位列")


def _level(header: str) -> int:
    """How low the level is whose leading unit a header announces (省牵头单位, 市级牵头单位); -1 where it names none."""
    word = header.split("牵头", maxsplit=1)[0][-4:]
    return max((level for level, pattern in enumerate(_LEVELS) if pattern.search(word)), default=-1)
