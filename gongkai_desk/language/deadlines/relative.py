"""Limits that count from an event: 印发之日起30日内, 会后7日内, 3个工作日内, 立行立改."""

from __future__ import annotations

import re
from datetime import date, timedelta

from gongkai_desk.domain import Deadline, DeadlineKind, GongkaiError, Origin
from gongkai_desk.language.deadlines.moments import When, add_months
from gongkai_desk.language.numerals import number

_NUMBER = r"[一二三四五六七八九十百两\d]{1,4}"
_LIMIT = re.compile(rf"(?P<count>{_NUMBER}|半)个?(?P<unit>工作日|自然日|日历日|日|天|个月|月|周|星期|年|小时|"
                    rf"季度)(?:时间)?(?:(?:之|以)?内|\Z)")
_OWN = re.compile(r"(?:\A|[,，。;；:：])(?:自|从|于|在)?(?:本|此|该)?(?:通知|方案|意见|要点|文件|清单|办法|分工|计划|"
                  r"规定|细则|决定)?"
                  r"(?:印发|发文|下发|成文|发布|公布|出台|施行|实施|签发|交办|下达|通知)(?:之日|当日|之后|以后|后|"
                  r"日)?(?:起|开始|算起)?(?:的)?[,，]?\Z"
                  r"|即日起\Z|自今日起\Z")
_ANY_PAPER = re.compile(
    r"(?<![本此该])(?:文件|政策|规划|方案|办法|规定|细则)(?:正式)?(?:印发|发文|下发|成文|发布|公布|出台)(?:之|以)?后"
    r"|(?<![本此该])(?:文件|政策)(?:正式)?(?:印发|发布|公布|出台)(?:之日|日)起"
)
_WHOSE = "“文件印发后”可指本文件，也可指所发布的文件，按本文件成文日期推定"
_FROM_WHEN = "原文没有写从哪天起算，按成文日期推定"
_AT_ONCE = re.compile(r"立行立改|立整立改|即知即改|即查即改|立改立行|立即|马上|立刻|即刻|即行")
_TODAY = re.compile(r"(今日|今天|当日|当天|本日|明日|明天|次日)")
_OWN_IN_TEXT = re.compile(
    r"(?:自?本(?:通知|方案|意见|要点|文件|清单|办法|分工|计划|规定|细则|文)(?:印发|下发|发布|公布|施行|实施|出台)|"
    r"(?:(?<=[,，。;；、])|\A)自(?:印发|发文|下发|成文))"
    r"(?:之日|后)?起?(?:的)?[,，]?(?=[一二三四五六七八九十百两\d])")
AT_ONCE_DAYS = 7


def find_relative(text: str, when: When) -> Deadline | None:
    """A relative limit in a cell, or None. Counts from the issue date where the words say so; else the clerk is asked."""
    if match := _LIMIT.search(text):
        lead_in = text[:match.start()]
        if _OWN.search(lead_in):
            return _counted(match, when, sure=not _ANY_PAPER.search(lead_in), reason=_WHOSE)
        if lead_in.rstrip("在于应须需,，的") == "":
            return _counted(match, when, sure=False)
        return _open("时限从某一事件起算，原文没有写明事件日期")
    if _AT_ONCE.search(text):
        due = when.issued + timedelta(days=AT_ONCE_DAYS) if when.issued else None
        return Deadline(DeadlineKind.RELATIVE, due, base=when.issued, inferred=True, origin=Origin.TEXT,
                        reason=f"“立行立改”类要求，按成文后{AT_ONCE_DAYS}日推定" if due else "“立行立改”类要求，没有成文日期")
    if match := _TODAY.search(text):
        shift = timedelta(days=1 if match[1][0] in "明次" else 0)
        due = when.issued + shift if when.issued else None
        return Deadline(DeadlineKind.RELATIVE, due, base=when.issued, origin=Origin.TEXT, inferred=due is None,
                        reason="" if due else "没有成文日期，无法推算")
    if re.search(r"(?:之日起|施行后|实施后|出台后|印发后|发布后|修订后|会后|收到[^,，。]{0,10}后)", text):
        return _open("时限从某一事件起算，原文没有写明日期")
    return None


def relative_in_text(text: str, when: When) -> tuple[int, int, Deadline] | None:
    """In running text only limits that count from this document itself (自印发之日起30日内); others are service limits."""
    for match in _OWN_IN_TEXT.finditer(text):
        limit = _LIMIT.match(text, match.end())
        if limit:
            return match.start(), limit.end(), _counted(limit, when, sure=True)
    return None


def _open(reason: str) -> Deadline:
    return Deadline(DeadlineKind.RELATIVE, inferred=True, reason=reason, origin=Origin.TEXT)


def _counted(match: re.Match[str], when: When, *, sure: bool, reason: str = _FROM_WHEN) -> Deadline:
    if when.issued is None:
        return _open("没有成文日期，无法推算")
    count = 0 if match["count"] == "半" else number(match["count"]) or 0
    try:
        due = _add(when.issued, count, match["unit"], when)
    except GongkaiError as fault:
        return _open(fault.what)
    except OverflowError:
        return _open("时限超出了日历")
    if due is None:
        return _open("时限以小时计，不能换算成日期")
    return Deadline(
        DeadlineKind.RELATIVE, due, base=when.issued, inferred=not sure, reason="" if sure else reason, origin=Origin.TEXT,
    )


def _add(start: date, count: int, unit: str, when: When) -> date | None:
    if unit == "工作日":
        if when.calendar is None:
            raise GongkaiError("没有节假日安排，不能计算工作日")
        return when.calendar.add_workdays(start, count)
    if unit == "小时":
        return None
    if unit in ("日", "天", "自然日", "日历日"):
        return start + timedelta(days=count)
    if unit in ("周", "星期"):
        return start + timedelta(weeks=count)
    if count == 0:
        return start + timedelta(days=15) if "月" in unit else add_months(start, 6)
    return add_months(start, count * {"年": 12, "季度": 3}.get(unit, 1))
