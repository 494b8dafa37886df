"""A line that gives the duties of several items above it: 以上任务由X牵头, 第4—5项责任单位：X, 该项由X负责."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai_desk.language import looks_like_clause, number, repair
from gongkai_desk.language.brackets import unwrap
from gongkai_desk.layout.prosetasks import Item

# No alternative of a repeated group may begin or end as another does: 以上 before a hundred figures would take for ever.
_NUMERAL = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_WORK = (
    r"(?:各|全部|所有|[\d一二两三四五六七八九十])*(?:项|条|款|个|方面)?(?:重点|主要|具体)?"
    r"(?:任务|工作|措施|内容|事项|要求|目标|举措|项目)*"
)
_SECTION = "本节|本部分|本章|本方面|此部分|该部分|这部分|本类"
_COVER = re.compile(
    rf"(?:(?P<one>[该此本这][项条]){_WORK}|(?P<above>以上|上述|前述|上列){_WORK}|(?P<section>{_SECTION}){_WORK}"
    rf"|第?(?P<first>{_NUMERAL})[项条]?[-—－~～至到](?:第)?(?P<last>{_NUMERAL})[项条]{_WORK}|第(?P<listed>{_NUMERAL}(?:、第?{_NUMERAL})+)[项条]{_WORK})"
    r"(?:均|都|统一|的)?(?P<duty>(?:由|[:：]|牵头|责任|主办|负责|配合|实施|落实).{3,})", re.DOTALL,
)
_LONGEST = 300
_MAY_BE = re.compile(rf"[\s（(【\[〔]*(?:[该該此本这這以上述前第]|{_NUMERAL}[项項条條]?[-—－~～至到])")
"""How such a line begins, as written: most lines need not be repaired to be told from one."""
_BY = re.compile(r"\A(?:由|[:：])\s*")


@dataclass(frozen=True, slots=True)
class Cover:
    """Which items a line covers: ``one`` the last, ``above`` those beside it, ``section`` all below the heading, or numbers."""

    scope: str
    numbers: frozenset[int]
    duty: str


def read_cover(text: str) -> Cover | None:
    """What a whole line gives to the items above it, None for any other line."""
    if len(text) > _LONGEST or not _MAY_BE.match(text):
        return None
    match = _COVER.fullmatch(unwrap(repair(text).reading.strip().rstrip("。")).strip().rstrip("。"))
    if match is None:
        return None
    duty = _BY.sub("", match["duty"])
    if not looks_like_clause(duty):
        return None
    scope = next((name for name in ("one", "above", "section") if match[name]), "numbers")
    return Cover(scope, _numbers(match), duty)


def _numbers(match: re.Match[str]) -> frozenset[int]:
    if match["listed"]:
        return frozenset(value for part in re.findall(_NUMERAL, match["listed"]) if (value := number(part)))
    first, last = (number(match[name]) if match[name] else None for name in ("first", "last"))
    return frozenset(range(first, min(last, first + 99) + 1)) if first and last and first <= last else frozenset()


def covered(cover: Cover, items: Sequence[Item]) -> list[Item]:
    """The items that a line covers and that bear no duties themselves, headings left out, in order."""
    if not items:
        return []
    last = items[-1]
    if cover.scope == "one":
        return [] if last.made else [last]
    leaves = [
        item for position, item in enumerate(items)
        if not item.made and (position + 1 == len(items) or not _is_below(items[position + 1], item))
    ]
    if cover.scope == "numbers":
        by_number = {number(item.head.number or ""): item for item in leaves}
        return [by_number[value] for value in sorted(cover.numbers) if value in by_number]
    depth = len(last.section) if cover.scope == "above" else 1
    return [item for item in leaves if item.section[:depth] == last.section[:depth]]


def _is_below(item: Item, other: Item) -> bool:
    return (item.head.level or 9) > (other.head.level or 9)
