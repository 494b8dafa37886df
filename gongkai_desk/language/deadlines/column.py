"""A deadline as a cell of its own column writes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from gongkai_desk.domain import Deadline, DeadlineKind, Milestone, Origin
from gongkai_desk.language.deadlines.milestones import units_around
from gongkai_desk.language.deadlines.moments import When
from gongkai_desk.language.deadlines.recurring import find_recurring, yearly
from gongkai_desk.language.deadlines.relative import find_relative
from gongkai_desk.language.deadlines.spans import find_ranges, find_window, joined, target_year, whole_year
from gongkai_desk.language.deadlines.spots import Spot, find_spots
from gongkai_desk.language.deadlines.wording import Wording, of_cell
from gongkai_desk.language.deadlines.words import ONGOING, find_quota, without_day
from gongkai_desk.language.holidays import Calendar, shipped_calendar

_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_EPOCH = date(1899, 12, 30)
_LATEST_SERIAL = (date(2099, 12, 31) - _EPOCH).days
_EARLIEST_SERIAL = (date(1990, 1, 1) - _EPOCH).days
_YEAR_ONLY = re.compile(r"(?:19|20)\d\d")
_EARLY_WINDOW = re.compile(r"全年|贯穿")
_FROM_NOW = re.compile(r"(?:自|从)?即日起")
_LATER = re.compile(r"(?:并|和|后|再|且|,|，|;|；|、|此后|之后|以后)[^,，。;；]{0,6}?(?:长期|持续|常态|坚持|巩固|"
                    r"不断|长效|动态)|长期坚持|持续推进|长期保持")
_END = re.compile(r"[,，]?(?:全面|全部|基本)?(?:完成|建成|结束|办结)")
_STARTS = re.compile(r"起(?!草)")
_NONE_RAW = 400


def read_deadline(raw: str, *, year: int | None = None, issued: date | None = None, origin: Origin = Origin.COLUMN,
                  calendar: Calendar | None = None) -> Deadline:
    """What a deadline cell means (``domain.md`` §3, ``contract.md`` §2).

    ``year`` is the title's year, ``issued`` the issue date; ``calendar`` counts working days (default: the shipped one).
    Keeps the words in ``raw``; an unknown wording is ``unclear``. Never raises on any text.
    """
    return _read(raw.strip(), year, issued, origin, calendar)


@lru_cache(maxsize=4096)
def _read(raw: str, year: int | None, issued: date | None, origin: Origin, calendar: Calendar | None) -> Deadline:
    wording = of_cell(raw[:_NONE_RAW])
    if not wording.text:
        return Deadline()
    when = When(year, issued, calendar or shipped_calendar())
    return replace(_meaning(wording, when), raw=raw, origin=origin)


def _meaning(wording: Wording, when: When) -> Deadline:
    text = wording.text.rstrip("。.;；,，")
    if serial := _serial(text):
        return Deadline(DeadlineKind.DATE, serial)
    if _YEAR_ONLY.fullmatch(text):
        return whole_year(int(text))
    if (known := find_ranges(text, when)) and not _again(text):
        return _stages(known, wording) if len(known) > 1 else _kept_up(known[0][2], text[known[0][1]:])
    recurring = find_recurring(text, when)
    spots = [spot for spot in find_spots(text, when, cell=True) if not recurring or not _inside(spot, recurring)]
    if recurring and (not spots or recurring[0] < spots[0].start) and not _finished(spots, text):
        return recurring[2]
    quota = find_quota(text, when)
    if quota and not any(spot.firm and spot.form != "annual" for spot in spots):
        return quota[2]
    if spots and not (_EARLY_WINDOW.search(text) and not any(spot.firm for spot in spots)):
        return _points(spots, wording, when)
    if target := target_year(text, when):
        return _kept_up(target[2], text[target[1]:])
    return find_window(text, when) or find_relative(text, when) or without_day(text) or _unknown()


def _unknown() -> Deadline:
    return Deadline(DeadlineKind.UNCLEAR, inferred=True, reason="看不懂这一时限")


def _finished(spots: list[Spot], text: str) -> bool:
    """按月推进，12月底前完成: the work ends on a day, however often it is reported."""
    return any(spot.firm and _END.match(text, spot.end) for spot in spots)


def _again(text: str) -> bool:
    return bool(re.search(r"每|按[月季]", text))


def _inside(spot: Spot, found: tuple[int, int, Deadline]) -> bool:
    return found[0] <= spot.start < found[1]


def _serial(text: str) -> date | None:
    match = _SERIAL.fullmatch(text)
    if match and _EARLIEST_SERIAL <= int(match[1]) <= _LATEST_SERIAL:
        return _EPOCH + timedelta(days=int(match[1]))
    return None


def _points(spots: list[Spot], wording: Wording, when: When) -> Deadline:
    first = spots[0]
    if first.yearly:
        return min((yearly(spot, when) for spot in spots), key=lambda deadline: deadline.due or date.max)
    plain = [spot for spot in spots if not spot.yearly]
    if window := joined(plain, wording.text):
        return _kept_up(window, wording.text[plain[1].end:])
    if len(plain) > 1 and (len({spot.due for spot in plain}) > 1 or first.due is None):
        return milestones(plain, wording)
    if _FROM_NOW.match(wording.text):
        return Deadline(DeadlineKind.WINDOW, first.due, inferred=first.inferred, reason=first.reason, start=when.issued)
    if _STARTS.match(wording.text, first.end):
        return Deadline(DeadlineKind.WINDOW, start=first.due, inferred=first.inferred, reason=first.reason)
    deadline = Deadline(DeadlineKind.DATE, first.due, inferred=first.inferred, reason=first.reason)
    return _kept_up(deadline, wording.text[first.end:])


def _stages(ranges: Sequence[tuple[int, int, Deadline]], wording: Wording) -> Deadline:
    """Stages one after the other, each with its own stretch of time; due is the last day of all."""
    steps = tuple(Milestone(stage.due, wording.raw(start, end)) for start, end, stage in ranges)
    doubtful = next((stage for _, _, stage in ranges if stage.inferred), None)
    return Deadline(DeadlineKind.MILESTONES, max((step.due for step in steps if step.due), default=None), milestones=steps,
                    inferred=doubtful is not None, reason=doubtful.reason if doubtful else "")


def _kept_up(deadline: Deadline, rest: str) -> Deadline:
    if _LATER.search(rest) or (rest and _again(rest)) or ONGOING.match(rest.lstrip(",，;；、并")):
        return replace(deadline, ongoing_after=True)
    return deadline


def milestones(spots: list[Spot], wording: Wording) -> Deadline:
    """Several dates of one task, each with the units it names; due is the last."""
    starts = [spot.start for spot in spots[1:]] + [len(wording.text)]
    steps = tuple(Milestone(spot.due, wording.raw(spot.start, spot.end), units_around(wording.text, spot, until))
                  for spot, until in zip(spots, starts, strict=True))
    days = [step.due for step in steps if step.due]
    doubtful = next((spot for spot in spots if spot.inferred), None)
    return Deadline(DeadlineKind.MILESTONES, max(days, default=None), milestones=steps, inferred=doubtful is not None,
                    reason=doubtful.reason if doubtful else "")
