"""What comes again: 每月5日前, 按季度, 每季度首月15日前, 每年11月, 半年一次, 6月、12月各一次, 按序时进度."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from gongkai_desk.domain import Deadline, DeadlineKind, Every, Origin
from gongkai_desk.language.deadlines.moments import When, day_of, next_due
from gongkai_desk.language.deadlines.spots import DAY, MONTH, Spot
from gongkai_desk.language.numerals import number

_BY = rf"(?:(?:的)?(?P<day>{DAY})(?:[日号](?:(?:以|之)?[前内])?|(?:以|之)?前)|(?P<part>[上中下]旬|月?底|末))?"
_TIMES = r"[一二三四五六七八九十两\d]{1,3}[次期场轮]"
_FORMS: tuple[tuple[Every, re.Pattern[str]], ...] = tuple((every, re.compile(pattern)) for every, pattern in (
    (Every.QUARTER, rf"(?:每个?季度?|按季度?|逐季度?|各季度|季度?(?=[首次末]月))(?:的|结束后|后)?(?P<place>首月|"
                    rf"第一个月|首个月|次月|"
                    rf"第二个月|末月|第三个月|"
                    rf"最后一?个月|末(?={DAY}[日号]))?{_BY}|季度?末(?:前|月)?(?!考)|(?:一季度?|1个?季度){_TIMES}|季度调度|季报|\A季度\Z"),
    (Every.HALF, rf"上(?:半年)?[、和及]下半年[,，]?(?:分别)?各|每半年(?:度)?{_BY}|半年(?:度)?{_TIMES}|按半年|半年报|\A半年度\Z"),
    (Every.BIMONTH, rf"(?:双月|(?P<odd>[逢每]单月|\A单月)){_BY}|每[两二2]个?月|隔月"),
    (Every.MONTH, rf"(?:次月|每个?月(?:份|度)?|按月度?|逐月|各月)(?:的)?{_BY}|(?:一月|1个月|每月){_TIMES}|月报|月调度|\A月度\Z"),
    (Every.YEAR, rf"每(?:隔)?[两二三四五2-5]年(?:度)?(?:{_TIMES}|(?=[,，。;；]|\Z))|隔年{_TIMES}|"
                r"\A(?P<each>每一?年度?|按年度?|逐年)\Z"),
    (Every.WEEK, r"(?P<fortnight>每[两二2]周|隔周)|"
                r"每(?:个)?(?:周|星期)(?P<weekday>[一二三四五六日天])?(?:以|之)?前?|按周|逐周|周报|一周一次"),
    (Every.DAY, r"每[日天]|按日|逐日|日报告|日报送"),
))
_PLAN = re.compile(r"序时进度|达序时|按序时|序时推进")
_EACH = re.compile(rf"(?:{MONTH}月?(?:份)?(?:底|末|{DAY}日)?(?:前)?[、和及,，与])+{MONTH}月(?:份)?(?:底|"
                   rf"末)?(?:前)?[,，]?(?:分别)?各")
_MONTHS = re.compile(rf"({MONTH})月?份?(?:底|末|({DAY})日)?")
_PLACES = {"首月": 1, "第一个月": 1, "首个月": 1, "次月": 1, "第二个月": 2}
_PARTS = {"上旬": 10, "中旬": 20}
_COUNT = re.compile(r"([一二三四五六七八九十两\d]{1,3})[次期场轮]")


def find_recurring(text: str, when: When) -> tuple[int, int, Deadline] | None:
    """The first recurring expression of a wording with its span, or None."""
    best: tuple[int, int, Deadline] | None = None
    readers: list[tuple[re.Pattern[str], Callable[[re.Match[str]], Deadline]]] = [
        (_EACH, lambda match: _each(match, when)),
        (_PLAN, lambda match: Deadline(DeadlineKind.RECURRING, every=Every.PLAN, base=when.base, origin=Origin.TEXT)),
        *((pattern, lambda match, e=every: _periodic(match, e, when)) for every, pattern in _FORMS)]
    for pattern, read in readers:
        match = pattern.search(text)
        if match and (best is None or match.start() < best[0]):
            best = (match.start(), match.end(), read(match))
    return best


def _periodic(match: re.Match[str], every: Every, when: When) -> Deadline:
    parts = match.groupdict()
    day = number(parts["day"]) if parts.get("day") else _PARTS.get(parts.get("part") or "")
    month = _PLACES.get(parts.get("place") or "")
    if every is Every.QUARTER and day and match[0].replace("最后", "").count("后"):
        month = 1
    if parts.get("odd"):
        month = 1
    if weekday := parts.get("weekday"):
        day = 7 if weekday in "日天" else number(weekday)
    if parts.get("part") in ("上旬", "中旬", "下旬") and every is not Every.MONTH:
        month = month or None
    due = next_due(when.base, every, day, month=month) if when.base else None
    count = _COUNT.search(match.string, match.end(), match.end() + 14) or _COUNT.search(match[0])
    reason = "" if when.base else "没有成文日期和年份，无法推算下一次时间"
    if every is Every.YEAR and due is not None and not parts.get("each"):  # nobody says whether this is one of the years
        reason = "几年一次，原文没有写是哪一年，按本年度推定"
    if parts.get("fortnight") and due is not None:
        reason = "隔周一次，原文没有写从哪一周起"
    return Deadline(DeadlineKind.RECURRING, due, every=every, day=day, base=when.base, origin=Origin.TEXT,
                    count=number(count[1]) if count else None, inferred=due is None or bool(reason), reason=reason)


def _each(match: re.Match[str], when: When) -> Deadline:
    pairs = [(number(month) or 1, number(day) if day else None) for month, day in _MONTHS.findall(match[0])]
    base = when.base
    due = None
    if base:
        days = [day_of(year, month, day or 31) for year in (base.year, base.year + 1) for month, day in pairs]
        due = min(day for day in days if day >= base)
    every = {2: Every.HALF, 4: Every.QUARTER, 12: Every.MONTH}.get(len(pairs), Every.YEAR)
    return Deadline(DeadlineKind.RECURRING, due, every=every, base=base, origin=Origin.TEXT)


def yearly(spot: Spot, when: When) -> Deadline:
    """每年11月, 每年3月31日前: the next such day on or after the base date."""
    base, due = when.base, None
    if base and spot.month:
        due = next_due(base, Every.YEAR, _day(spot, base), month=spot.month)
    return Deadline(DeadlineKind.RECURRING, due, every=Every.YEAR, day=spot.day, base=base, origin=Origin.TEXT,
                    inferred=due is None, reason="" if due else "没有成文日期和年份，无法推算下一次时间")


def _day(spot: Spot, base: date) -> int:
    return spot.day or day_of(base.year, spot.month or 12, 31).day
