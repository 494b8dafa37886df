"""How well a text suits a column: points for what its role lets expect, fewer for what speaks against it.

Points are only compared with one another: 2.5 and more for what only this role would hold, 1 to 2 for what is usual in it, 0
for what says nothing, less than -2 for what hardly ever stands there.
"""

from __future__ import annotations

import re
from functools import lru_cache

from gongkai_desk.language import heading_level, is_ditto, is_group, names_person, read_units
from gongkai_desk.layout.content import is_deadline_like, is_measure, is_number_like, is_unit_like
from gongkai_desk.layout.lines import counts_tasks, is_note, is_sum
from gongkai_desk.layout.model import UNIT_ROLES, Role

_NAME = r"[\u4e00-\u9fff][ \u3000]{0,3}[\u4e00-\u9fff×]{1,3}"
_POSTS = "主任|局长|书记|镇长|乡长|科长|股长|处长|县长|市长|区长|州长|部长|秘书长|院长|所长|站长"
_PERSON = re.compile(
    rf"{_NAME}(?:[、,， \n]{_NAME}){{0,4}}(?:副?[市县区省州]长)?(?:[ \u3000:：]*1?\d{{6,11}})?|"
    rf"各?.{{0,6}}(?:主要|分管)?(?:负责人|负责同志)|"
    rf"[\u4e00-\u9fff×]{{0,10}}(?:{_POSTS})(?:[\u4e00-\u9fff×]{{1,3}}(?<![局委办厅部室会]))?"
)
_OFFICE = re.compile(r"[\u4e00-\u9fff]{1,6}(?:[处科股室]|科室|处室|股室)")
_CODE = re.compile(
    r"[A-Za-z]{1,5}[-—]?\d{1,4}|(?:[A-Za-z]{1,5}[-—])?20\d\d[-—]\d{1,3}|〔20\d\d〕\d{1,3}号?|第?\d{1,4}号|"
    r"\d{1,2}(?:[-.]\d{1,2}){1,2}"
)
_GAPS = re.compile(r"[ \u3000]+")
_STATUS = re.compile(r"(?:已|未|正在)?(?:完成|启动|办结|开展|推进)(?:中)?|推进中|持续推进|是|否|长期坚持")
WRONG = -4.0
"""What hardly ever stands in a column of this role."""
_POST = 6  # persons may be told by their posts (组织员, 民政专干)


@lru_cache(maxsize=20_000)
def fit_heading(text: str, numbered: int | None) -> float:
    """How well a text suits as a heading between rows; ``numbered``: the level of numbering that the tasks bear, if any."""
    level = heading_level(text)
    if is_note(text) or is_sum(text):
        return 2.0
    if level is None and counts_tasks(text):
        return 2.5
    if level is None or len(text) > 80:
        return -5.0
    if numbered is not None:
        return 3.0 if level < numbered else -4.0
    return 2.5 if level <= 2 else -1.5


@lru_cache(maxsize=50_000)
def fit(text: str, role: Role, numbered: int | None) -> float:
    """How well a text suits a column of this role; ``numbered``: the level of numbering that the tasks bear, if any."""
    if not text:
        return -0.1
    if is_number_like(text):
        figure = "." in text[1:-1]
        if role is Role.NUMBER:
            return 1.5 if figure else 3.0
        if role is Role.EXTRA and (figure or len(text) > 2):
            return 0.5
        return 0.5 if role in (Role.SCORE, Role.VALUE, Role.TARGET) else WRONG - 2
    if role is Role.NUMBER:
        return 2.0 if _CODE.fullmatch(text) else -6.0
    if is_ditto(text):
        return 2.0 if role in UNIT_ROLES else 1.5 if role is Role.DEADLINE else -1.5
    unit = len(text) < 300 and is_unit_like(text)
    if role in UNIT_ROLES or role in (Role.ASSESSOR, Role.OFFICE):
        return 2.5 + _leaning(text, role) if unit else WRONG if len(text) > 30 else -2.5
    deadline = is_deadline_like(text) and len(text) < 24
    if role is Role.DEADLINE:
        return 2.5 if deadline else WRONG if len(text) > 24 else -1.5
    if role is Role.PERSON:
        return (2.5 if is_name(text) else 1.0) if _PERSON.fullmatch(text) else WRONG if unit or len(text) > _POST else -1.5
    if role is Role.MEASURE:
        return 1.5 if is_measure(text) else WRONG
    if role is Role.STATUS:
        return 1.5 if _STATUS.fullmatch(text) else WRONG
    if is_name(text):
        return -1.5
    return _as_text(text, role, numbered) - (2.5 if unit else 0.0) - (1.5 if deadline and len(text) < 12 else 0.0)


def is_name(text: str) -> bool:
    """Whether a cell holds nothing but one person's name, family name first."""
    return len(text) < 8 and names_person(_GAPS.sub("", text))


def _leaning(text: str, role: Role) -> float:
    """Groups are rather those who support, single units those who lead, where a row names both."""
    if role is Role.OFFICE:
        return 0.6 if _OFFICE.fullmatch(text) else -0.6
    group = any(map(is_group, read_units(text).units))
    return 0.4 if (role is Role.LEAD) != group and role in (Role.LEAD, Role.SUPPORT, Role.DUTY) else 0.0


def _as_text(text: str, role: Role, numbered: int | None) -> float:
    level = heading_level(text)
    if role is Role.TASK:
        if numbered is not None:
            return 2.5 if level == numbered else 0.0 if level is None else 0.3
        return (1.5 if text[-1] == "。" else 1.0) if len(text) > 5 else 0.2
    if role is Role.REQUIREMENT:
        return (1.2 if len(text) > 11 else 0.6) - (2.0 if numbered is not None and level == numbered else 0.0)
    if role is Role.SECTION:
        return -1.5 if len(text) >= 50 else 0.6 if text[-1] != "。" or level is not None else 0.0
    if role in (Role.NEXT_STEPS, Role.PROGRESS, Role.PROBLEMS):
        return 0.8 if len(text) > _POST else 0.2
    if role is Role.TARGET:
        return 1.0 if any(sign.isdigit() for sign in text) else 0.0
    if role is Role.NAME:
        return 0.8 if len(text) < 40 else -1.0
    return 0.0 if len(text) < 30 else -0.8
