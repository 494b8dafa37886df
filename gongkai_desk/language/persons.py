"""Persons that stand beside their unit in one cell (镇财政所 李敏, 县教育局：王芳): never part of its name."""

from __future__ import annotations

import re

from gongkai_desk.language.brackets import has_bracket
from gongkai_desk.language.names import wholeness
from gongkai_desk.language.script import to_simplified
from gongkai_desk.language.words import words

_SIGNS = re.compile(r"[\u4e00-\u9fff×xX*]{2,4}")
_NO_NAME = frozenset(
    "务限位会区县市州省镇乡街村局办部处科室所站心员组队校院厂司网库表案效果率度量点段项件目容求动作向开行体制策障设览单态事期"
    "号级类"
)
_LONGEST_UNIT = 30


def part_person(name: str) -> tuple[str, str]:
    """A unit and the person written behind it, ``""`` where there is none. Only what is no unit as it stands is cut."""
    if has_bracket(name) or not 5 <= len(name) <= _LONGEST_UNIT or wholeness(name):
        return name, ""
    for length in (3, 2, 4):
        unit, person = name[:-length].rstrip(" ：:　\n"), name[-length:]
        if len(unit) > 2 and wholeness(unit) >= 2 and names_person(person):
            return unit, person
    return name, ""


def names_person(text: str) -> bool:
    """Whether a text has the form of a person's name: a family name and one or two signs (李敏, 欧阳××)."""
    text = to_simplified(text)
    if not _SIGNS.fullmatch(text) or text[-1] in _NO_NAME or wholeness(text):
        return False
    rest = next((text[len(family):] for family in words("family name") if text.startswith(family)), "")
    return 1 <= len(rest) <= 2
