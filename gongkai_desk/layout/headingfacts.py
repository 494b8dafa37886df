"""What a heading says for all the tasks below it: when they are due (一、6月底前完成), or who leads (市大数据局（2项）)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from gongkai_desk.language import read_clause, split_number
from gongkai_desk.language.brackets import find_brackets
from gongkai_desk.language.clausetimes import is_time
from gongkai_desk.layout.content import is_unit_like
from gongkai_desk.layout.lines import is_title, plain, without_count

_LED_BY = re.compile(
    r"(?:共同|联合|分别)?(?:牵头|主办|承办|主责|负责)(?:负责|落实|推进|办理|组织实施|实施|承担)?(?:的)?(?:重点|主要|年度)*(?:任务|工作|事项|项目|部分)*(?:清单)?\Z"
)
_LABEL = re.compile(r"(?:牵头|责任|主办|承办|主责)(?:责任)?(?:单位|部门|科室|处室)[:：]")
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]|[一二三四五六七八九十])月份?"
_YEAR = r"(?:(?:20\d\d|今|本|当|明)年)?度?"
_END = r"(?:以|之)?[前内]?"
_MOMENT = (
    rf"(?:{_YEAR}(?:{_MONTH}(?:\d{{1,2}}日|[上中下]旬|月?底|末)?|第?[一二三四1-4]季度[末底]?|[上下]半年|年[底末])|全年|年内){_END}"
)
_STANDING = (
    r"(?:(?:长期|持续|常态化?)(?:坚持|推进|开展|落实|抓好|实施|推动)?|贯穿全年|每(?:半年|季度?|个?月|年)度?[底末]?|立行立改|即知即改)"
)
_DUE = re.compile(
    rf"(?:需|须|应|要|拟|计划|力争|确保|务必)*(?:在|于|到|截至)?(?P<time>{_MOMENT}(?:[、和及至到—~-]+{_MOMENT})?|{_STANDING})"
    r"(?:需|须|应|要|力争|确保|全面|全部|基本)*(?:完成|办结|整改到位|落实到位|见效|实施|推进|启动|开展|取得明?显?成效|整改)?(?:到位)?(?:的|以下|下列)*"
    r"(?:重点|主要|年度|阶段性?|整改|改革)*(?:任务|工作|事项|项目|目标|内容|问题|类|部分)*(?:清单)?"
)
_LONGEST = 48


@lru_cache(maxsize=4096)
def unit_of_heading(text: str) -> str:
    """The unit that a heading names and nothing else (一、县教育局（共5项）, 由市司法局牵头的任务), ``""`` for any other."""
    if len(text) > _LONGEST:
        return ""
    word = without_count(text.strip().rstrip("。:："))
    word = _LABEL.sub("", _LED_BY.sub("", word)).removeprefix("由").strip()
    return word if 2 < len(word) <= 40 and is_unit_like(word) and read_clause(word).lead.units else ""


@lru_cache(maxsize=4096)
def time_of_heading(text: str) -> str:
    """When all that stands below a heading is due, as it is written there; ``""`` where the heading does not say it.

    A time is all that the heading says (一、6月底前完成的任务), or stands in brackets at its end (二、集中整改（5月—9月）).
    """
    if len(text) > _LONGEST:
        return ""
    word = split_number(plain(text))[1].strip().rstrip("。:：；;")
    word = without_count(word).strip()
    due = _DUE.fullmatch(word)
    if due is not None:
        return due["time"]
    last = next((bracket for bracket in reversed(find_brackets(word)) if bracket.end == len(word)), None)
    if last is None:
        return ""
    inside = last.content.strip()
    return inside if is_time(inside) and not re.fullmatch(r"(?:19|20)\d\d年?度?", inside) else ""


def unit_in_title(title: str) -> str:
    """The unit that a table's title names in brackets at its end (2023年任务清单（市财政局）), ``""`` where it names none."""
    word = plain(title).strip()
    last = next((bracket for bracket in reversed(find_brackets(word)) if bracket.end == len(word)), None)
    return unit_of_heading(last.content.strip()) if last is not None and is_title(word) else ""


def time_above(section: Sequence[str]) -> str:
    """The time that the innermost heading with one gives, ``""`` where none does."""
    return next((time for text in reversed(section) if (time := time_of_heading(text))), "")


def unit_above(section: Sequence[str]) -> tuple[str, str]:
    """The unit that the innermost heading naming one gives, and that heading; ``("", "")`` where none does."""
    for text in reversed(section):
        unit = unit_of_heading(split_number(text)[1])
        if unit:
            return unit, text
    return "", ""
