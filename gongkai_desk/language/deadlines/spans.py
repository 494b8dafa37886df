"""Stretches of time: 全年, 2018年—2020年, 3月至6月, “十四五”期间, 三年内, 2025年及以后."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from gongkai_desk.domain import Deadline, DeadlineKind, Origin
from gongkai_desk.language.deadlines.moments import When, add_months, day_of
from gongkai_desk.language.deadlines.spots import DAY, MONTH, YEAR, Spot
from gongkai_desk.language.deadlines.words import ONGOING
from gongkai_desk.language.numerals import number

_TO = r"[\-–—─~～至到]{1,2}"
YEARS = re.compile(rf"({YEAR})年?{_TO}({YEAR})年(?!\d|{MONTH}月|[底末])")
MONTHS = re.compile(
    rf"(?:(?P<y1>{YEAR})[年./])?(?P<m1>{MONTH})(?:月份?(?P<p1>[初底]|[上中下]旬|{DAY}日?)?)?{_TO}(?:(?P<y2>{YEAR})[年./]|(?P<next>[次翌明来]年))?"
    rf"(?:(?P<m2>{MONTH})月份?)(?:(?P<p2>[底末初]|[上中下]旬)|(?P<d2>{DAY})日)?(?:以|之)?前?")
_DAYS = re.compile(rf"(?:(?P<year>{YEAR})年)?(?P<month>{MONTH})月(?P<first>{DAY})日?{_TO}(?P<last>{DAY})日")
_QUARTERS = re.compile(rf"(?:({YEAR})年?)?第?([一二三1-3])季?度?{_TO}第?([二三四2-4])季度")
_PARTS = re.compile(rf"(?:({YEAR})年)?({MONTH})月([上中])旬?{_TO}([中下])旬")
_DOTTED_MONTHS = re.compile(rf"(?<![\d.])({YEAR})[./]({MONTH}){_TO}({MONTH})(?![\d./月-])")
_YEARS_ONLY = re.compile(rf"({YEAR}){_TO}({YEAR})")
_JOINED = re.compile(rf"(?:日|月|起|月起)?{_TO}")
_PLAN = re.compile(r"[“\"‘]?十([二三四五六七八])五[”\"’]?(?:规划)?(?P<end>期?末)?")
_YEARS_WITHIN = re.compile(r"([一二三四五六七八九十两\d]{1,2})年(?:之|以|时间)?内")
_OPEN = re.compile(rf"({YEAR})年(?P<with>及以后|起|及之后)|({YEAR})年(?:以|之)?后")
_WHOLE = re.compile(rf"(?:(?P<year>{YEAR})年?|(?P<rel>[当本今明])年)?全年度?|(?:(?P<only>{YEAR})年|"
                    rf"(?P<own>[当本今明])年)度?(?:内)?\Z|"
                    r"\A年度(?:内|工作)?\Z|贯穿全年")
_FROM_NOW = re.compile(r"即日起|从即日|自即日")


def whole_year(year: int | None) -> Deadline:
    """The window of a year; without a year the clerk is asked."""
    if year is None:
        return Deadline(DeadlineKind.WINDOW, inferred=True, origin=Origin.TEXT,
                        reason="原文没有写年份，标题和成文日期也看不出年份")
    return Deadline(DeadlineKind.WINDOW, date(year, 12, 31), start=date(year, 1, 1), origin=Origin.TEXT)


def find_range(text: str, when: When) -> tuple[int, int, Deadline] | None:
    """A range with two ends (2018年—2020年, 3月至6月, 7月1日至15日), with its span, or None."""
    if match := YEARS.search(text) or _YEARS_ONLY.fullmatch(text):
        first, last = number(match[1]), number(match[2])
        if first and last and first <= last:
            return *match.span(), _window(date(first, 1, 1), date(last, 12, 31))
    if match := _DAYS.search(text):
        year = _year(match["year"], when)
        month = number(match["month"]) or 1
        ends = [day_of(year, month, number(match[end]) or 1) if year else None for end in ("first", "last")]
        return *match.span(), _window(ends[0], ends[1])
    if match := MONTHS.search(text):
        return *match.span(), _months(match, when)
    return _quarters(text, when) or _parts_of_month(text, when)


def find_ranges(text: str, when: When) -> tuple[tuple[int, int, Deadline], ...]:
    """All ranges of a cell, in order (第一阶段3—5月，第二阶段6—9月)."""
    found: list[tuple[int, int, Deadline]] = []
    start = 0
    while known := find_range(text[start:], when):
        found.append((known[0] + start, known[1] + start, known[2]))
        start += known[1]
    return tuple(found)


def _quarters(text: str, when: When) -> tuple[int, int, Deadline] | None:
    match = _QUARTERS.search(text)
    if match is None:
        return None
    first, last = number(match[2]) or 1, number(match[3]) or 4
    if last < first:
        return None
    year = _year(match[1], when)
    return *match.span(), _stretch(year, (first * 3 - 2, 1), (last * 3, 31))


def _parts_of_month(text: str, when: When) -> tuple[int, int, Deadline] | None:
    if match := _PARTS.search(text):
        year, month = _year(match[1], when), number(match[2]) or 1
        start, end = 1 if match[3] == "上" else 11, 20 if match[4] == "中" else 31
        return *match.span(), _stretch(year, (month, start), (month, end))
    if match := _DOTTED_MONTHS.search(text):
        year, first, last = number(match[1]) or 1, number(match[2]) or 1, number(match[3]) or 12
        if first <= last:
            return *match.span(), _stretch(year, (first, 1), (last, 31))
    return None


def joined(spots: Sequence[Spot], text: str) -> Deadline | None:
    """Two days that are the ends of one stretch (2022.3.1—2022.6.15); None where they are days of their own."""
    if len(spots) != 2 or not _JOINED.fullmatch(text[spots[0].end:spots[1].start]):
        return None
    start, due = spots[0].first, spots[1].due
    return _window(start, due) if start and due and start <= due else None


def _months(match: re.Match[str], when: When) -> Deadline:
    first_year = _year(match["y1"] or match["y2"], when)
    first, last = number(match["m1"]) or 1, number(match["m2"]) or 12
    if first_year is None:
        return _window(None, None)
    last_year = number(match["y2"]) if match["y2"] else first_year + (1 if last < first or match["next"] else 0)
    start_day = {"上旬": 1, "中旬": 11, "下旬": 21, "初": 1, "底": 31}.get(match["p1"] or "", 1)
    if match["p1"] and match["p1"][0] not in "上中下初底":
        start_day = number(match["p1"].rstrip("日")) or 1
    end_day = {"上旬": 10, "中旬": 20, "初": 10}.get(match["p2"] or "", 31)
    if match["d2"]:
        end_day = number(match["d2"]) or 31
    return _window(day_of(first_year, first, start_day), day_of(last_year or first_year, last, end_day))


def _year(said: str | None, when: When) -> int | None:
    return number(said) if said else when.own_year


def _stretch(year: int | None, first: tuple[int, int], last: tuple[int, int]) -> Deadline:
    return _window(day_of(year, *first), day_of(year, *last)) if year else _window(None, None)


def _window(start: date | None, due: date | None) -> Deadline:
    if due is None:
        return whole_year(None)
    return Deadline(DeadlineKind.WINDOW, due, start=start, origin=Origin.TEXT)


def find_window(text: str, when: When) -> Deadline | None:
    """A window in a cell that has no ends of its own: 全年, 2023年度, “十四五”期间, 三年内, 2025年及以后."""
    if match := _PLAN.search(text):
        last = 2005 + 5 * (number(match[1]) or 0)
        if match["end"]:
            return Deadline(DeadlineKind.DATE, date(last, 12, 31), origin=Origin.TEXT)
        return _window(date(last - 4, 1, 1), date(last, 12, 31))
    if match := _OPEN.search(text):
        year = number(match[1] or match[3]) or 1
        start = date(year, 1, 1) if match["with"] else date(year + 1, 1, 1)
        return Deadline(DeadlineKind.WINDOW, start=start, origin=Origin.TEXT)
    if match := _WHOLE.search(text):
        said = match["year"] or match["only"]
        named = number(said) if said else when.own_year
        shift = (match["rel"] or match["own"]) == "明"
        return whole_year(named + shift if named else None)
    if match := _YEARS_WITHIN.search(text):
        return _years_within(number(match[1]) or 1, when)
    if _FROM_NOW.search(text) and not ONGOING.search(text):
        return Deadline(DeadlineKind.WINDOW, start=when.issued, origin=Origin.TEXT)
    return None


def _years_within(count: int, when: When) -> Deadline:
    if when.issued is None:
        return Deadline(DeadlineKind.WINDOW, inferred=True, reason="没有成文日期，无法推算年限", origin=Origin.TEXT)
    due = add_months(when.issued, 12 * count)
    return Deadline(DeadlineKind.WINDOW, due, start=when.issued, base=when.issued, origin=Origin.TEXT)


def target_year(text: str, when: When) -> tuple[int, int, Deadline] | None:
    """到2020年 (31 December), 2020年前 (open: literally the year before), with its span, or None."""
    match = re.search(rf"(?:到|至|截至)({YEAR})年(?![底末\d]|{MONTH}月|(?:以|之)?[前后]|度?上半)", text)
    if match:
        year = number(match[1]) or 1
        return *match.span(), Deadline(DeadlineKind.DATE, date(year, 12, 31), origin=Origin.TEXT)
    match = re.search(rf"({YEAR})年(?:以|之)?前(?![后期])", text)
    if match is None:
        return None
    year = number(match[1]) or 1
    return *match.span(), Deadline(DeadlineKind.DATE, date(year, 1, 1) - timedelta(days=1), origin=Origin.TEXT, inferred=True,
                                   reason=f"“{match[0]}”可指{year}年开始前，也可指{year}年底前")


