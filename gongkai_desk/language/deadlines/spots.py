"""Points in time inside a wording: 2022年12月底前, 6月30日前, 三季度末, 年底前, 春节前, 20185月底前 (a lost 年)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from gongkai_desk.language.deadlines.moments import When, day_of, month_end
from gongkai_desk.language.numerals import number

_CN = "〇零○一二三四五六七八九"
YEAR = rf"(?:(?<!\d)(?:19|20)\d\d|二[〇零○0][{_CN}]{{2}})"
MONTH = r"(?:1[0-2]|0?[1-9](?!\d)|十[一二]?|[一二三四五六七八九元])"
DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
BEFORE = r"(?P<before>(?:以|之)?前(?![后期提款置往述景沿端台瞻列])|(?:以|之)?内(?!部|容|涵|网|外|设)|止)"
_HOLIDAYS = "元旦|春节|清明|五一|劳动节|端午|中秋|国庆|十一"
_MAIN = re.compile(
    rf"(?:(?:(?P<every>每年度?)|(?P<year>{YEAR}|(?<!\d)(?:1[5-9]|[23]\d)(?=年[01]?\d月))(?P<nian>年)?度?|(?P<rel>今|"
    rf"本|当|明|次|翌|来|下一?|去|"
    rf"上一?)年度?)[的,，]?|(?<![.\d]))(?:"
    rf"(?P<month>{MONTH})月份?(?:(?P<day>{DAY})(?:[日号]|(?=(?:以|之)?前)|\Z)"
    rf"|(?P<part>月?底|末|上中旬|中上旬|中下旬|上旬|中旬|下旬|初|中(?=[前,，。;；完]|\Z)))?"
    rf"|(?P<quarter>第?[一二三四1-4]季度?|Q[1-4])(?P<quarter_end>[末底])?"
    rf"|(?P<half>[上下]半年)[末底]?"
    rf"|[“\"‘]?(?P<holiday>{_HOLIDAYS})(?:节|假期)?[”\"’]?(?=(?:以|之)?前)"
    rf"|(?P<annual>年?(?:底|末|终|内|中|初))"
    rf")(?P<clock>(?:上午|下午|下班|中午|晚上)?(?:\d{{1,2}}[:时点]\d{{0,2}}分?)?){BEFORE}?")
_DOTTED = re.compile(rf"(?<![\d.])(?P<year>(?:19|20)\d\d|(?<!\d)(?:1[89]|"
                     rf"[23]\d)(?=[./]\d\d?[./]\d))(?P<mark>[./-])(?P<month>1[0-2]|0?[1-9])"
                     rf"(?:(?P=mark)(?P<day>3[01]|[12]\d|0?[1-9])|(?P<part>月?底|末))?(?:T?\d\d?:\d\d(?::\d\d)?(?:\.0+)?)?(?!\d)日?{BEFORE}?")
_TURNED = re.compile(r"(?<!\d)(?P<month>1[0-2]|0?[1-9])(?P<mark>[./-])(?P<day>3[01]|[12]\d|"
                     r"0?[1-9])(?P=mark)(?P<year>20\d\d)(?!\d)"
                     rf"{BEFORE}?")
_DAY_FIRST = re.compile(r"(?<!\d)(?P<day>3[01]|2\d|1[3-9])(?P<mark>[./-])(?P<month>1[0-2]|0?[1-9])(?P=mark)(?P<year>20\d\d)(?!\d)"
                        rf"{BEFORE}?")
_SHORT = re.compile(rf"(?<![\d./-])(?P<month>1[0-2]|0?[1-9])(?P<mark>[./-])(?P<day>3[01]|[12]\d|0?[1-9])(?![\d./-])"
                    rf"(?![月天个次%年家项万])日?{BEFORE}?")
_COMPACT = re.compile(rf"(?<!\d)(?P<year>20\d\d)(?P<month>1[0-2]|0[1-9])(?P<day>3[01]|[12]\d|0[1-9])?(?![\d月]){BEFORE}?")
_RELATIVE = {"今": 0, "本": 0, "当": 0, "明": 1, "次": 1, "翌": 1, "来": 1, "下": 1, "下一": 1, "去": -1, "上": -1, "上一": -1}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_OPEN = "原文只写到月，没有写日"


@dataclass(frozen=True, slots=True)
class Spot:
    """One point in time. ``first`` is the first day of the period it names; ``explicit`` its own year, if written.

    ``firm``: the words say that something is due then (前, 内, 底); ``exact`` the words name a single day or an end.
    """

    start: int
    end: int
    due: date | None
    first: date | None = None
    month: int | None = None
    day: int | None = None
    explicit: int | None = None
    yearly: bool = False
    firm: bool = False
    exact: bool = True
    inferred: bool = False
    reason: str = ""
    form: str = ""


def find_spots(text: str, when: When, *, cell: bool) -> tuple[Spot, ...]:
    """The points in time of a wording, in order. In a cell numbers such as 2022.12 and 12/31 are dates too."""
    spots: list[Spot] = []
    year: int | None = None
    for match in _matches(text, cell):
        spot = _spot(match, when, year)
        if spot is None:
            continue
        if spot.explicit is not None and spot.explicit >= (when.own_year or 0):
            year = spot.explicit
        if spot.form == "part" and spot.day is None:
            _complete(spots, spot.start, text)
        spots.append(spot)
    return tuple(spots)


def _complete(spots: list[Spot], until: int, text: str) -> None:
    """6月、9月、12月底前: the words behind the last month hold for those before it too."""
    for position in range(len(spots) - 1, -1, -1):
        spot = spots[position]
        if spot.form != "month" or spot.firm or spot.due is None or text[spot.end:until] not in ("、", "和", "及", "与"):
            return
        spots[position] = replace(spot, inferred=False, reason="", exact=True, firm=True)
        until = spot.start


def _matches(text: str, cell: bool) -> list[re.Match[str]]:
    patterns = (_DAY_FIRST, _DOTTED, _TURNED, _COMPACT, _SHORT, _MAIN) if cell else (_DOTTED, _MAIN)
    kept: list[re.Match[str]] = []
    for pattern in patterns:
        found = list(pattern.finditer(text))
        if found and pattern is not _MAIN:
            text = pattern.sub(lambda match: "◆" * len(match[0]), text)
        kept += found
    return sorted(kept, key=lambda match: match.start())


def _spot(match: re.Match[str], when: When, inherited: int | None) -> Spot | None:
    parts = match.groupdict()
    explicit = _year(parts, when)
    year = explicit or inherited or when.own_year
    spot = Spot(match.start(), match.end(), None, explicit=explicit, yearly=bool(parts.get("every")),
                firm=parts["before"] is not None)
    if parts.get("annual") and not _stands(match, explicit):
        return None
    if year is None:
        spot = replace(spot, inferred=True, reason="原文没有写年份，标题和成文日期也看不出年份")
    elif parts.get("year") and "nian" in parts and not parts["nian"] and (parts.get("month") or parts["annual"] in ("底", "末")):
        spot = replace(spot, inferred=True, reason=f"“{match[0]}”疑缺“年”字")
    return _placed(spot, parts, year, when)


def _stands(match: re.Match[str], explicit: int | None) -> bool:
    """年底 stands alone; a bare 底, 中 or 内 needs a year before it; 2021年中央 is no mid-year."""
    word = match["annual"]
    if match["every"] or match["rel"]:
        return True
    if not (word.startswith("年") or explicit is not None):
        return False
    after = match.string[match.end():match.end() + 1]
    before = match.string[max(0, match.start() - 1):match.start()]
    if before == "末":
        return False
    if before and (before in "多近几少青半每整往成" or (before.isdecimal() or before in _CN + "两十") and not match["year"]):
        return False
    return not (word.endswith("中") and after in ("央", "国", "共", "小", "期", "华", "心"))


def _year(parts: dict[str, str | None], when: When) -> int | None:
    if said := parts.get("year"):
        year = number(said)
        return year + 2000 if year is not None and year < 100 else year
    relative = parts.get("rel")
    return when.own_year + _RELATIVE[relative] if relative and when.own_year else None


def _placed(spot: Spot, parts: dict[str, str | None], year: int | None, when: When) -> Spot:
    before = (parts["before"] or "").endswith("前")
    if parts.get("month"):
        return _in_month(spot, parts, year, before)
    if said := parts.get("quarter"):
        quarter = _QUARTERS.get(said.strip("第季度Q")) or int(said.strip("第季度Q"))
        spot = replace(spot, month=quarter * 3, form="quarter")
        literal = before and not parts["quarter_end"]
        return _period(spot, year, quarter * 3 - 2, quarter * 3, literal, "“季度前”可指季度开始前，也可指季度末前")
    if said := parts.get("half"):
        first = 1 if said[0] == "上" else 7
        return _period(replace(spot, month=first + 5, form="half"), year, first, first + 5, False, "")
    if said := parts.get("annual"):
        return _annual(spot, said[-1], year)
    return _festival(spot, str(parts["holiday"]), year, when)


def _in_month(spot: Spot, parts: dict[str, str | None], year: int | None, before: bool) -> Spot:
    month = number(str(parts["month"])) or 1
    part = (parts.get("part") or "")[-1:] if (parts.get("part") or "").endswith("底") else parts.get("part")
    if parts.get("day"):
        day = number(str(parts["day"])) or 1
        spot = replace(spot, month=month, day=day, form="day")
        if year is None:
            return spot
        due = day_of(year, month, day)
        odd = {} if due.day == day else {"inferred": True, "reason": f"{year}年{month}月没有{day}日"}
        return replace(spot, due=due, first=due, **odd)  # type: ignore[arg-type]
    spot = replace(spot, month=month, form="month")
    if part is None and parts.get("mark") and parts["month"] == "1":
        spot = replace(spot, inferred=True, reason="“.1”可指1月，也可能是10月（按数字录入时末尾的0会丢失）")
    if part is None:
        return _period(spot, year, month, month, before, f"{_OPEN}，“{month}月前”可指{month}月开始前，也可指{month}月底前",
                       open_day=not (parts["before"] or "").endswith("内"))
    days = {"上旬": 10, "中旬": 20, "上中旬": 20, "中上旬": 20, "初": 10, "中": 15}
    spot = replace(spot, day=days.get(part), firm=spot.firm or part in ("底", "末"), form="part")
    if part in ("初", "中"):
        spot = replace(spot, exact=False, inferred=True, reason=f"“{month}月{part}”没有写明日期")
    if year is None:
        return spot
    first = date(year, month, {"中旬": 11, "中下旬": 11, "下旬": 21}.get(part, 1))
    return replace(spot, due=day_of(year, month, spot.day or 31), first=first)


def _period(spot: Spot, year: int | None, first: int, last: int, literal: bool, reason: str, *, open_day: bool = False) -> Spot:
    if literal:
        spot = replace(spot, exact=False, inferred=True, reason=spot.reason or reason)
        return spot if year is None else replace(spot, due=date(year, first, 1) - timedelta(days=1), first=date(year, first, 1))
    if open_day:
        spot = replace(spot, exact=False, inferred=True, reason=spot.reason or _OPEN)
    return spot if year is None else replace(spot, due=month_end(year, last), first=date(year, first, 1))


def _annual(spot: Spot, word: str, year: int | None) -> Spot:
    month, day = {"中": (6, 30), "初": (1, 31)}.get(word, (12, 31))
    if word in "中初":
        spot = replace(spot, exact=False, inferred=True, reason=f"“年{word}”没有写明日期")
    spot = replace(spot, month=month, day=day, firm=spot.firm or word == "内", form="annual")
    return spot if year is None else replace(spot, due=date(year, month, day), first=date(year, 1, 1))


def _festival(spot: Spot, name: str, year: int | None, when: When) -> Spot:
    name = {"五一": "劳动节", "十一": "国庆"}.get(name, name)
    spot = replace(spot, exact=False, inferred=True, form="holiday", reason=f"“{name}前”没有写明日期，按放假安排推定")
    if year is None or when.calendar is None:
        return spot
    turning = name in ("春节", "元旦") and not spot.explicit
    for candidate in (year, year + 1) if turning else (year,):
        first = when.calendar.first_day_of(name, candidate)
        if first and (not turning or not when.issued or first > when.issued):
            return replace(spot, due=first - timedelta(days=1), first=first)
    return replace(spot, reason=f"“{name}前”没有写明日期，节假日安排中也没有这一年")
