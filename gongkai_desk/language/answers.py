"""Answers as people type them into forms: status words, dates in any spelling."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from gongkai_desk.domain import Status
from gongkai_desk.language.deadlines.moments import When
from gongkai_desk.language.deadlines.spots import find_spots
from gongkai_desk.language.deadlines.wording import of_cell
from gongkai_desk.place import locate

_NOISE = re.compile(r"[\s。.,，;；、!！:：()（）\[\]【】“”\"'‘’*※●○■□☑✅]+")
_PERCENT = re.compile(r"(?:已?完成(?:率|度|进度)?|进度|进展|达到?|约)?(\d{1,3}(?:\.\d+)?)[%％](?:以上|左右)?(?:完成)?")
_EPOCH = date(1899, 12, 30)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_TWO_DIGIT = re.compile(r"[’']?(\d\d)([./\-年、，,。])(\d{1,2})(?:\2|月)(\d{1,2})日?")
_LOOSE = re.compile(r"(\d{4})[\s,，、。·_年]+(\d{1,2})[\s,，、。·_月]+(\d{1,2})[日号]?")
_RANGE = re.compile(r"\s*(?:[至到~～—–－]{1,3}|-{1,2})\s*")
_BEFORE_HYPHEN = re.compile(r"[年月日号./]|\d{8}$|\d-\d{1,2}-\d{1,2}$")
_ONLY_DAY = re.compile(r"\d{1,2}[日号]?")
_TICKS = re.compile(r"[√✓✔✅☑]+")
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")


@dataclass(frozen=True, slots=True)
class AnswerDate:
    """A date as answered: ISO, the words typed, and whether the words leave the day open (9月底 -> month's end)."""

    iso: str
    raw: str
    vague: bool = False


@cache
def status_words() -> Mapping[str, Status]:
    """The shipped synonyms: word -> status. An office's own map is laid over it."""
    table: dict[str, list[str]] = json.loads((locate("data") / "status_words.json").read_text("utf-8"))
    return {_plain(word): Status(status) for status, words in table.items() for word in (status, *words)}


def _plain(text: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).lower()


def read_status(text: str, synonyms: Mapping[str, Status] | None = None) -> Status | None:
    """The status that a cell's words mean, or None where they are not known.

    ``synonyms``: the office's own words, which win over the shipped ones. 100% is 已完成, 0% 未启动, between them 推进中.
    """
    word = _plain(text)
    if not word and _TICKS.search(text):
        return Status.DONE
    if not word or len(word) > 40:
        return None
    own = {_plain(key): status for key, status in synonyms.items()} if synonyms else {}
    known = own.get(word) or status_words().get(word)
    if known:
        return known
    if match := _PERCENT.fullmatch(word):
        return _by_percent(float(match[1]))
    if re.fullmatch(r"1(?:\.0+)?", word):
        return Status.DONE
    if re.fullmatch(r"0?\.\d+", word):
        return _by_percent(float(word) * 100)
    bare = _TICKS.sub("", word)
    return _by_phrase(word) if bare == word else read_status(bare, synonyms)


def _by_percent(value: float) -> Status | None:
    if value > 100:
        return None
    return Status.DONE if value == 100 else Status.NOT_STARTED if value == 0 else Status.RUNNING


_PHRASES = tuple((re.compile(pattern), status) for pattern, status in (
    (r"(?:尚|还|暂)?(?:未|没有?)(?:启动|开始|开展|动工|实施|部署)", Status.NOT_STARTED),
    (r"(?:尚|还|暂)?(?:未|没有?)能?(?:按[时期]|如期|及时)?(?:全部|全面)?(?:完成|办结|整改|落实)|部分(?:已)?(?:完成|办结|整改)|基本完成|"
     r"即将完成|接近完成|大部分?完成", Status.RUNNING),
    (r"(?:已|已经|全部|全面|按[时期]|提前|如期|顺利|圆满|超期|逾期|超时|延期){1,3}(?:完成|办结|完结|整改|落实|销号)",
     Status.DONE),
    (r"正在|(?:正|在|顺利|稳步|扎实|积极|全力)推进|进行中|推进中|办理中|实施中|整改中|开展中|有序推进|加快推进|序时推进",
     Status.RUNNING),
    (r"长期坚持|持续(?:推进|开展|进行|坚持)|常态化|常抓不懈", Status.CONTINUING),
    (r"不涉及|无此项|不承担|无相关", Status.NOT_CONCERNED)))


def _by_phrase(word: str) -> Status | None:
    hits = [(match.start(), status) for pattern, status in _PHRASES if (match := pattern.search(word))]
    early = [status for start, status in hits if start <= 6]
    return early[0] if early else None


def read_answer_date(text: str, *, year: int | None = None) -> AnswerDate | None:
    """The date that a cell's words mean (2022.9.30, 9月30日, 20220930, 9/30, 44834, 九月底), or None.

    ``year`` completes a date without one. A vague one is the end of its month, quarter or year, marked vague.
    """
    raw = text.strip()
    plain = unicodedata.normalize("NFKC", raw)
    if not plain or len(plain) > 60:
        return None
    if exact := _exact(plain):
        return AnswerDate(exact.isoformat(), raw)
    if end := _end_of_range(plain, year):
        return AnswerDate(end, raw, vague=True)
    spots = find_spots(of_cell(plain).text, When(year), cell=True)
    spot = next((spot for spot in spots if spot.due is not None), None)
    if spot is None or spot.due is None or "没有" in spot.reason and "日" in spot.reason and spot.form == "day":
        return None
    return AnswerDate(spot.due.isoformat(), raw, vague=spot.form != "day")


def _end_of_range(plain: str, year: int | None) -> str | None:
    """The last day of 7月1日至9月20日: work that took from then to then was done at the end."""
    for sign in _RANGE.finditer(plain):
        first, last = plain[:sign.start()], plain[sign.end():]
        if not re.search(r"\d", last) or not re.search(r"\d[年月日号]?$", first):
            continue
        if "-" in sign[0] and not _BEFORE_HYPHEN.search(first):
            continue
        begun = read_answer_date(first, year=year)
        if _ONLY_DAY.fullmatch(last) and begun is not None and "日" in plain:
            last = f"{int(begun.iso[5:7])}月{last.rstrip('日号')}日"
        said = re.match(r"20\d\d", first)
        end = read_answer_date(last, year=int(said[0]) if said else year)
        if end is not None and (begun is None or end.iso >= begun.iso):
            return end.iso
    return None


def _exact(plain: str) -> date | None:
    try:
        if match := _SERIAL.fullmatch(plain):
            serial = int(match[1])
            return _EPOCH + timedelta(days=serial) if 32874 <= serial <= 73050 else None
        if match := _TWO_DIGIT.fullmatch(plain):
            return date(2000 + int(match[1]), int(match[3]), int(match[4]))
        if match := _LOOSE.fullmatch(plain):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _DAY_FIRST.fullmatch(plain):
            first, second = int(match[1]), int(match[2])
            return date(int(match[3]), second, first) if first > 12 else date(int(match[3]), first, second)
    except ValueError:
        return None
    return None
