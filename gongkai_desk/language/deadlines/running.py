"""The task's own deadline in running text; precision first: limits of services, titles and other dates are not it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from gongkai_desk.domain import Deadline, DeadlineKind, Origin
from gongkai_desk.language.deadlines.column import milestones
from gongkai_desk.language.deadlines.moments import When
from gongkai_desk.language.deadlines.recurring import find_recurring, yearly
from gongkai_desk.language.deadlines.relative import relative_in_text
from gongkai_desk.language.deadlines.spans import find_range, target_year
from gongkai_desk.language.deadlines.spots import Spot, find_spots
from gongkai_desk.language.deadlines.wording import Wording, of_text
from gongkai_desk.language.deadlines.words import find_quota
from gongkai_desk.language.holidays import Calendar, shipped_calendar

_TRIGGER = re.compile(r"[月季]|年[底末内终度]|[每到全]\s?[年\d二]|年内|半年|[每按逐][周月季旬双]|起\d|印[发發]|"
                      r"之日起|[节節]前|元旦前|[五十]一[”’]?前|年(?:以|之)?前|\d[./-]\d|底前")
_DONE_VERB = re.compile(r"[,，]?(?:前|内)?(?:[^,，。;；]{0,4}?)(?:完成|实现|建成|达到|报送|上报|出台|制定|公布|上线|"
                        r"启用|编制|启动|开通|报|取得)")
_DONE_THEN = re.compile(r"[,，]?(?:正式|全部|统一)?(?:印发|发布|验收|上线|投入|办结|见效)")
_LABEL = re.compile(r"(?:完成|办理|整改|办结|落实|报送)(?:时限|时间|期限|日期)[:：为是在]?\s?\Z")
_MAKING = "印发|制定|出台|发布|形成|公布|制发|签署|成立|受理|注册|登记|取得|建成|生效|废止|颁布|实施|执行"
_OTHERS_DATE = re.compile(rf"(?:已经?|以来)?(?:{_MAKING})(?:并|和|、)?(?:{_MAKING})?的|已[^,，。;；]{{1,8}}?的|以来")
_SINCE = re.compile(r"以来|起(?:施行|实施|执行|正式)|召开|举行|(?:印发|发布|颁布|修订|施行|通过)(?:的|$|了|《|◇)")
_MEETS = re.compile(r"(?:召开|举行)(?!的)")
_STATISTIC = re.compile(r"截至\Z|截止\Z|截止到\Z")
_DONE_NEXT = re.compile(r"[,，]?(?:前|内)?(?:全面|基本|全部|力争)?(?:完成|实现|建成|启动|组织|举办|开展)")
_COUNTED = re.compile(r"[^。;；]{0,14}?(?:已|累计|共[有计建完])")
_LONGEST = 20_000
_LATER = re.compile(r"[^,，。;；]{0,30}[,，]?(?:并|且|此后|之后)?(?:长期坚持|持续推进|长期保持|常态化推进|动态调整|"
                    r"动态更新|持续更新)")
_REGULAR = re.compile(r"(?:每[日天]|季报|月报|周报|季末|季度末|季度调度|月调度|序时|按日|日报告|各月|各季度)")


def find_deadline(text: str, *, year: int | None = None, issued: date | None = None,
                  calendar: Calendar | None = None) -> Deadline:
    """The deadline that a task's or requirement's wording sets, or kind ``none``.

    Not it are: limits of services (3个工作日内), dates in titles and document numbers, past years, other documents' dates,
    whole plans (“十四五”), and words such as 及时 or 持续推进. Several dates are milestones with the units they name.
    """
    if not _TRIGGER.search(text):
        return Deadline()
    when = When(year, issued, calendar or shipped_calendar())
    wording = of_text(text[:_LONGEST])
    found = _dates(wording, when) or _others(wording, when)
    return found or Deadline()


def _dates(wording: Wording, when: When) -> Deadline | None:
    text = wording.text
    span = _range(text, when)
    outside = [spot for spot in find_spots(text, when, cell=False) if not (span and span[0] <= spot.start < span[1])]
    spots = _kept(outside, text, when)
    plain = _distinct([spot for spot in spots if not spot.yearly])
    if len(plain) > 1:
        whole = milestones(plain, wording)
        return replace(whole, raw="；".join(step.raw for step in whole.milestones), origin=Origin.TEXT)
    if plain:
        spot = plain[0]
        return Deadline(DeadlineKind.DATE, spot.due, wording.raw(spot.start, spot.end), Origin.TEXT, spot.inferred,
                        bool(_LATER.match(text, spot.end)), reason=spot.reason)
    if spots:
        return replace(yearly(spots[0], when), raw=wording.raw(spots[0].start, spots[0].end))
    return None


def _kept(spots: list[Spot], text: str, when: When) -> list[Spot]:
    """The spots that are due; in 6月底、12月底前 the first is due because the second is."""
    kept: list[Spot] = []
    for spot in reversed(spots):
        listed = kept and spot.form == kept[0].form and text[spot.end:kept[0].start] in ("、", "和", "及")
        if listed or _due(text, spot, when):
            kept.insert(0, spot)
    return kept


def _distinct(spots: list[Spot]) -> list[Spot]:
    kept: list[Spot] = []
    for spot in spots:
        if spot.due is None or all(spot.due != other.due for other in kept):
            kept.append(spot)
    return kept


def _due(text: str, spot: Spot, when: When) -> bool:
    """Whether a point in time is when this task is due."""
    after = text[spot.end:spot.end + 24]
    before = text[max(0, spot.start - 8):spot.start]
    if spot.explicit is not None and when.own_year is not None and spot.explicit < when.own_year:
        return False
    words = text[spot.start:spot.end]
    since = _SINCE.match(after) and not (words.endswith("前") and _MEETS.match(after))
    if _OTHERS_DATE.match(after) or since or _STATISTIC.search(before) and (
            _COUNTED.match(after) or not _DONE_VERB.match(after)):
        return False
    if spot.yearly:
        return spot.form in ("day", "month", "part", "quarter", "half", "annual") and not after.startswith(("至", "以来"))
    if spot.form == "holiday" and after.startswith("的"):
        return False
    if words.endswith(("前", "止")):
        return not (spot.form == "month" and words[0] in "一二三四五六七八九十" and "个" in before[-2:])
    if words.endswith("内"):
        return spot.form != "annual" or not _counts(after)
    if spot.form in ("quarter", "half", "month"):
        return bool(_DONE_NEXT.match(after))
    if spot.form == "part" and _DONE_THEN.match(after) or _LABEL.search(before):
        return True
    return spot.form in ("day", "part", "annual") and bool(_DONE_VERB.match(after))


def _counts(after: str) -> bool:
    """年内至少组织1次 is how often, not when."""
    return bool(re.match(r"[^,，。;；]{0,40}?(?:至少|不少于|不低于|"
                         r"最少)?[^,，。;；]{0,20}?[一二三四五六七八九十两\d]{1,3}[次场期轮]", after))


def _others(wording: Wording, when: When) -> Deadline | None:
    text = wording.text
    if found := relative_in_text(text, when):
        return _worded(found, wording)
    recurring = find_recurring(text, when)
    quota = find_quota(text, when)
    if recurring and not _REGULAR.match(text[recurring[0]:recurring[1]]):
        return _worded(recurring, wording)
    if quota:
        return _worded(quota, wording)
    if (found := _range(text, when)) or (found := _year_aimed_at(text, when)):
        return _worded(found, wording)
    return None


def _range(text: str, when: When) -> tuple[int, int, Deadline] | None:
    """3月至6月开展…: a window, where months are named and something is to be done in it."""
    found = find_range(text, when)
    if found is None or "月" not in text[found[0]:found[1]]:
        return None
    past = found[2].due and when.own_year and found[2].due.year < when.own_year
    doing = re.match(r"[,，]?[^,，。;；]{0,8}?(?:开展|组织|完成|实施|进行|举办|推进|集中)", text[found[1]:found[1] + 20])
    return found if doing and not past else None


def _year_aimed_at(text: str, when: When) -> tuple[int, int, Deadline] | None:
    found = target_year(text, when)
    if found is None or found[2].due is None or (when.own_year and found[2].due.year < when.own_year):
        return None
    literal = text[found[0]] not in "到至截"
    return None if literal and _OTHERS_DATE.match(text[found[1]:found[1] + 24]) else found


def _worded(found: tuple[int, int, Deadline], wording: Wording) -> Deadline:
    start, end, deadline = found
    return replace(deadline, raw=wording.raw(start, end), origin=Origin.TEXT)
