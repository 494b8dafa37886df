"""A header's text -> the role it announces. The words are data (``data/headers.txt``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from gongkai_desk.language import repair
from gongkai_desk.layout.model import Role
from gongkai_desk.place import locate

_NOISE = re.compile(r"[\s\u3000\u00a0\u200b?？*※:：.。、/“”\"'—_-]+")
_BRACKETS = str.maketrans("（）〔〕﹝﹞【】[]", "()()()()()")
_TAIL = re.compile(r"\([^()]*\)")
_WHO = (
    "(?:单位|部门|机构|主体|方|责任主体|责任单位|责任部门|地区|地区和部门|部门和单位|部门单位|单位部门|地方"
    "|站所|所站|站办|办所|站\\(所\\)|所\\(站\\)|院系|学院)"
)
_ACT = (
    "(?:整改|落实|责任|负责|实施|办理|推进|工作|任务|改革|建设|具体|项目|事项|目标|公开|行政|主体|主办|承办|组织|发布|解读|"
    "编制|起草)"
)
_LEVEL = (
    "(?:指标|任务|项目|工作|事项|改革|整改|行业|创建|攻坚|业务)?"
    "(?:我|本)?(?:省|市|区|县|州|旗|盟|镇|乡|县区|市县|乡镇|街道|镇街|属地|局|院|校)?(?:级|直|本级)?(?:层面)?"
)
_WITH_UNITS = re.compile(
    r"\([^()]*(?:责任|牵头|负责|配合|落实|承办|实施)(?:单位|部门|科室|股室|主体|分工)[^()]*\)|.[及和与](?:责任|牵头|职责)(?:单位|部门|科室|分工)\Z"
)
_NUMBERED = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）])")
_SECTION = re.compile(r"\[(\w+) ([\d.]+)\]")
LONGEST = 24
"""A header longer than this (without blanks) is none."""


@dataclass(frozen=True, slots=True)
class HeaderWord:
    """What a header's text announces; ``weight`` runs from 0 to 1."""

    role: Role
    weight: float


@cache
def _patterns() -> tuple[tuple[HeaderWord, re.Pattern[str]], ...]:
    """The words of the data file, one pattern per section, the weightiest first."""
    sections: list[tuple[HeaderWord, list[str]]] = []
    for line in (locate("data") / "headers.txt").read_text("utf-8").splitlines():
        head = _SECTION.fullmatch(line)
        if head:
            sections.append((HeaderWord(Role(head[1]), float(head[2])), []))
        elif line and not line.startswith("#"):
            sections[-1][1].append(line.replace("{who}", _WHO).replace("{level}", _LEVEL).replace("{act}", _ACT))
    sections.sort(key=lambda section: -section[0].weight)
    return tuple((word, re.compile("|".join(words), re.IGNORECASE)) for word, words in sections)


@lru_cache(maxsize=20_000)
def clean_header(text: str) -> str:
    """A header without blanks, punctuation, lost characters, traditional script or pinyin noise."""
    if len(text) > 4 * LONGEST:
        return text
    return _NOISE.sub("", repair(text).reading.translate(_BRACKETS))


@lru_cache(maxsize=20_000)
def read_header(text: str) -> HeaderWord | None:
    """The role that a header's text announces, None where it is no known header."""
    word = clean_header(text)
    if not word or len(word) > LONGEST or (word.isdigit() and len(word) < 4) or _NUMBERED.match(text):
        return None
    found = _match(word)
    bare = _TAIL.sub("", word)
    if found is None and bare and bare != word:
        found = _match(bare)
        if found is not None:
            return HeaderWord(found.role, round(found.weight * 0.95, 3))
    return found


def _match(word: str) -> HeaderWord | None:
    return next((found for found, pattern in _patterns() if pattern.fullmatch(word)), None)


def holds_units(text: str) -> bool:
    """Whether a header says that its cells name the units too (分解任务（责任单位）, 工作内容及责任分工)."""
    return _WITH_UNITS.search(clean_header(text)) is not None


GROUP_HEADERS = frozenset({
    "责任单位", "责任部门", "责任分工", "职责分工", "责任主体", "任务分工", "分工", "单位", "责任", "目标任务", "阶段目标",
    "季度目标", "年度目标", "进度安排", "工作进度", "分季度目标", "推进计划", "季度计划", "责任落实", "节点目标", "落实单位",
    "工作目标",
})
"""Headers that stand over several columns; where borders are lost they are told from a column of their own."""


def is_group_header(text: str) -> bool:
    """Whether a header usually stands over several others (责任单位 over 牵头单位 and 配合单位)."""
    return clean_header(text) in GROUP_HEADERS
