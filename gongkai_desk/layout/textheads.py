"""Headers of two rows in text: the words of the lower row are set in place of the heads they stand under."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from gongkai_desk.layout.headerwords import clean_header, is_group_header, read_header
from gongkai_desk.layout.model import TEXT_ROLES, UNIT_ROLES, Role

_UNITS, _QUARTERS, _TIMES, _TEXTS = "units", "quarters", "times", "texts"
_QUARTERLY = ("季", "进度", "安排", "阶段", "节点", "推进", "目标")
_FEWEST = 2  # words under one head
_MOST = 24


def is_duty_head(text: str) -> bool:
    """Whether a header stands over who leads and who helps (责任体系, 职责分工)."""
    word = clean_header(text)
    return word.startswith(("责任", "职责")) and word.endswith(("体系", "分工", "落实", "主体", "责任", "单位", "分解", "安排"))


def by_position(upper: Sequence[str], lower: Sequence[str]) -> list[str] | None:
    """Two header rows whose blank cells are kept, as one; None where the lower does not fill what the upper leaves open."""
    width = max(len(upper), len(lower))
    above = [*upper, *[""] * (width - len(upper))]
    below = [*lower, *[""] * (width - len(lower))]
    over = [at for at in range(width - 1) if above[at] and not above[at + 1] and below[at] and below[at + 1]]
    if not over or sum(map(bool, below)) < _FEWEST:
        return None
    head = ""
    for at in range(width):
        if not above[at] and not below[at] and not _bears(head):
            return None
        head = below[at] or above[at] or head
        if above[at] and below[at] and at not in over:
            return None
    return [below[at] or above[at] for at in range(width)]


def spread(upper: Sequence[str], lower: Sequence[str], *, alone: bool = False) -> list[str] | None:
    """Two header rows read without their blank cells, as one: each run of lower words under the next head that bears it.

    Only for several heads, or one over times (启动时间, 完成时间), or, where the lower words stand in a line ``alone``, for any;
    None where the runs and the heads do not match.
    """
    if not _FEWEST <= len(lower) <= _MOST or len(upper) > _MOST:
        return None
    places = _match(tuple(_kind(text) for text in lower), tuple(_bears(text) for text in upper), 0, 0)
    if places is None or (len(places) < _FEWEST and _kind(lower[0]) != _TIMES and not alone):
        return None
    taken = {head: lower[start:end] for head, start, end in places}
    return [word for at, text in enumerate(upper) for word in taken.get(at, [text])]


def evenly(upper: Sequence[str], lower: Sequence[str]) -> list[str] | None:
    """Two header rows where each of several units' heads bears the same first word (牵头, 配合 over 单位 负责人 单位 联系人)."""
    roles = [word.role if (word := read_header(text)) else None for text in upper]
    first = next((at for at, role in enumerate(roles) if role in UNIT_ROLES), len(roles))
    heads = 0
    while first + heads < len(roles) and roles[first + heads] in UNIT_ROLES:
        heads += 1
    if heads < _FEWEST or len(lower) <= heads or len(lower) % heads:
        return None
    each = len(lower) // heads
    if any(lower[at] != lower[0] for at in range(0, len(lower), each)) or lower[0] in lower[1:each]:
        return None
    words = [upper[first + at // each] + word for at, word in enumerate(lower)]
    return [*upper[:first], *words, *upper[first + heads:]]


@lru_cache(maxsize=512)
def _match(
    kinds: tuple[str, ...], heads: tuple[frozenset[str], ...], start: int, first: int,
) -> tuple[tuple[int, int, int], ...] | None:
    """Which head bears which run of the lower words: (head, start, end) for each, all words used, heads in order."""
    if start == len(kinds):
        return ()
    for head in range(first, len(heads)):
        end = start
        while end < len(kinds) and kinds[end] in heads[head]:
            end += 1
        told = _TEXTS not in heads[head] or kinds[start:start + 1] == (_TEXTS,)
        if end - start >= _FEWEST and told:
            rest = _match(kinds, heads, end, head + 1)
            if rest is not None:
                return ((head, start, end), *rest)
    return None


def spread_run(found: Sequence[str]) -> list[str] | None:
    """Header words of two or three rows in one run, as one row; None where no place is found at which a lower row begins."""
    times = len(found)
    while times and _kind(found[times - 1]) == _TIMES:
        times -= 1
    third = spread(found[:times], found[times:])
    if third is not None:
        return spread_run(third) or third
    for start in range(_FEWEST + 1, len(found) - 2 * _FEWEST + 1):
        merged = spread(found[:start], found[start:])
        if merged is not None:
            return merged
    return _spread_back(found)


def _spread_back(found: Sequence[str]) -> list[str] | None:
    """Quarters in the second row, and units in a third, if any, whose head stands before that of the quarters."""
    units = len(found)
    while units and _kind(found[units - 1]) == _UNITS:
        units -= 1
    quarters = units
    while quarters and _kind(found[quarters - 1]) == _QUARTERS:
        quarters -= 1
    second = spread(found[:quarters], found[quarters:units], alone=True)
    if second is None or units == len(found):
        heads = [text for text in found[:quarters] if second is not None and text not in second]
        return second if not any(_is_target(head) for head in heads) else None
    return spread(second, found[units:], alone=True)


def _is_target(text: str) -> bool:
    """Whether a header is a column by itself (年度目标), and not only a head over the quarters."""
    word = read_header(text)
    return word is not None and word.role is Role.TARGET


def _kind(text: str) -> str:
    word = read_header(text)
    if clean_header(text).endswith(("时间", "日期")):
        return _TIMES
    if word is None:
        return ""
    if word.role in UNIT_ROLES | {Role.PERSON, Role.OFFICE, Role.ASSESSOR}:
        return _UNITS
    if word.role is Role.TARGET:
        return _QUARTERS
    if word.role in (Role.DEADLINE, Role.DONE_ON):
        return _TIMES
    return _TEXTS if word.role in TEXT_ROLES | {Role.NUMBER} else ""


def _bears(text: str) -> frozenset[str]:
    """What may stand under a header."""
    word, cleaned = read_header(text), clean_header(text)
    role = word.role if word is not None else None
    kinds = set()
    if (role is Role.DUTY and is_group_header(text) and cleaned != "单位") or is_duty_head(text):
        kinds.add(_UNITS)
    if role is Role.PROGRESS or (is_group_header(text) and cleaned != "目标任务" and any(map(cleaned.__contains__, _QUARTERLY))):
        kinds.add(_QUARTERS)
    if role is not Role.TARGET and ("季度" in cleaned or "进度" in cleaned or "节点" in cleaned):
        kinds.add(_QUARTERS)
    if role is Role.DEADLINE:
        kinds |= {_TIMES, _QUARTERS} if "安排" in cleaned or "进度" in cleaned else {_TIMES}
    wording = (role is Role.REQUIREMENT and _QUARTERS not in kinds) or (
        role is Role.TASK and cleaned.endswith(("要求", "内容", "目标", "和任务", "及任务"))
    )
    if wording:
        kinds |= {_TEXTS, _TIMES}
    return frozenset(kinds)
