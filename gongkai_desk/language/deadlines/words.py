"""Wordings without a day: nothing, "as above", ongoing, not clear, decided elsewhere; and how often in a year."""

from __future__ import annotations

import re
from datetime import date

from gongkai_desk.domain import Deadline, DeadlineKind, Every, Origin
from gongkai_desk.language.deadlines.moments import When
from gongkai_desk.language.ditto import is_ditto
from gongkai_desk.language.numerals import number

_NOTHING = re.compile(r"(?:无|暂无|没有|不限|空|略|[-—–─/\\.、…*]{1,6}|无要求|无时限要求|无明确时限|未明确)\Z")
_ELSEWHERE = re.compile(r"另行通知|另行部署|另行安排|另定|待定|待上级|按上级|视情|根据上级|按(?:照)?时间节点|"
                        r"按(?:照)?(?:工作|年度|实施|总体)?计划|按(?:照)?进度(?:安排|要求)?\Z|"
                        r"按(?:照)?要求(?:完成)?\Z|按(?:照)?规定(?:时间|时限)|按时(?:完成)?\Z|如期")
ONGOING = re.compile(r"长期|常年|常态化?|持续|常抓不懈|永久|一直|不间断|日常|经常性|平时|贯穿始终|抓好日常|始终|坚持不懈|"
                     r"一贯|一以贯之|常规|长效|不断|动态(?:更新|调整)|定期")
_UNCLEAR = re.compile(r"即时|及时|随时|第一时间|实时|适时|限期|限时|尽快|抓紧|近期|早日|择机|同步|"
                      r"按照?[^,，。]{0,12}(?:有关)?(?:要求|部署|规定|安排)|"
                      r"(?<!\d)月底|两会|不定期|省定|部署|规定时|要求的?时|[节会]后|下班前|岁末|逾期|规定时间|规定时限|节前|事前|事后|会前")
_QUOTA = re.compile(
    r"(?P<every>每一?年度?|年内|全年|年度内|一年内|一年(?=[一二两三四五六七八九十\d]{1,2}[次期场])|本年度?(?:内)?|当年)[^,，。;；\n◇]{0,40}?"
    r"(?:(?:不少于|不得少于|至少|不低于|最少|应有|须|不少於)[^,，。;；\n]{0,30}?)?(?<![第\d一二三四五六七八九十两])"
    r"(?P<count>[一二三四五六七八九十两\d]{1,3})(?:至[\d一二三四五])?(?:次|场|期|轮|批|回)(?!性|要|数|会)(?P<more>以上)?")
_AT_LEAST = re.compile(r"不少于|不得少于|至少|不低于|最少|以上")


def without_day(text: str) -> Deadline | None:
    """What a cell without any day means: none, ongoing, unclear; None where the words are not known."""
    if is_ditto(text):
        return Deadline(DeadlineKind.UNCLEAR, inferred=True, reason="“同上”要看上一行")
    if _NOTHING.match(text) or _ELSEWHERE.search(text):
        return Deadline(DeadlineKind.NONE)
    if text.startswith("岁末"):
        return Deadline(DeadlineKind.UNCLEAR, inferred=True, reason="“岁末”没有写明日期")
    if ONGOING.search(text) and not _UNCLEAR.match(text):
        return Deadline(DeadlineKind.ONGOING)
    if match := _UNCLEAR.search(text):
        return Deadline(DeadlineKind.UNCLEAR, inferred=True, reason=f"“{match[0]}”没有写明日期")
    return None


def find_quota(text: str, when: When) -> tuple[int, int, Deadline] | None:
    """每年不少于3次, 年内至少1次, 每年两次: how often in the year, due on its last day; with its span, or None."""
    for match in _QUOTA.finditer(text):
        gap = match.start("count") - match.end("every")
        if gap > 6 and not _AT_LEAST.search(match[0]) and "每" not in match["every"]:
            continue
        year = when.own_year
        due = date(year, 12, 31) if year else None
        return *match.span(), Deadline(DeadlineKind.QUOTA, due, every=Every.YEAR, count=number(match["count"]), base=when.base,
                                       origin=Origin.TEXT, inferred=due is None,
                                       reason="" if due else "没有成文日期和年份，无法推算截止日期")
    return None
