"""Figures that a task asks for: 直接答复率达到85%以上, 分值权重不低于4%, 每年不少于3次 -> :class:`Target`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai_desk.domain import Every, Target
from gongkai_desk.language.deadlines.wording import Wording, of_text
from gongkai_desk.language.numerals import number

_NOUNS = ("人次|篇次|场次|万项|万条|万件|万个|万人|万元|亿元|[次场期篇个项条件家人批轮处套门份名户]")
_FIGURE = re.compile(
    rf"(?<![\d.第])(?P<figure>\d{{1,12}}(?:,\d{{3}}){{0,4}}(?:\.\d{{1,4}})?|[一二三四五六七八九十两]{{1,3}}(?=[次场期轮篇批]))"
    rf"(?P<unit>%|个百分点|{_NOUNS})(?P<after>及?以上|以下|以内|之内|左右)?")
_SERVICE = re.compile(r"个?(?:工作日|自然日|小时|分钟|月|天)")
_LOW = ("不低于|不少于|不得少于|不得低于|不小于|至少|最少|达到|达|提高到|提高至|提升到|提升至|增加到|增至|"
        "大于|超过|高于|多于|保持在|"
        "不超过|不高于|不多于|不得超过|不大于|控制在|控制到|低于|少于|降到|降至|降低到|压缩到|压缩至|总量|总数|确保|实现|力争|做到|保持")
_COMPARISON = re.compile(rf"(?:{_LOW})")
_MEANING = {"超过": ">", "高于": ">", "多于": ">", "大于": ">", "低于": "<", "少于": "<",
            **dict.fromkeys(("不超过", "不高于", "不多于", "不得超过", "不大于", "控制在", "控制到", "降到", "降至", "降低到",
                             "压缩到", "压缩至"), "<=")}
_SOFT = ("确保", "实现", "力争", "做到", "保持")
_PERIODS = ((re.compile(r"每半年|半年"), Every.HALF), (re.compile(r"每个?季|按季"), Every.QUARTER),
            (re.compile(r"每个?月|按月"), Every.MONTH),
            (re.compile(r"每周|每星期"), Every.WEEK), (re.compile(r"每年|年内|全年|年度内|一年|本年度|当年|每年度"), Every.YEAR))
_BREAK = re.compile(r"[、:：!?！？“”‘’\"（）()◇]|并且|而且|以及|要求|纳入|使得|其中|原则上|[且的把将使让并要须应]")
_CLAUSE = re.compile(r"[^,，。;；\n]+")
_HAN_AFTER = re.compile(r"[\u3400-\u9fff]{1,12}")
_SUBJECT = re.compile(r"[\u3400-\u9fffA-Za-z]{0,14}\Z")
_NEED = re.compile(r"[\d%％０-９]|[一二三四五六七八九十两][次场期轮篇批]")
_COUNTED = "次场期轮批篇"
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure in its clause: the clause up to it, and the comparison word before it, if any."""

    before: str
    word: str
    start: int
    gap: str


def read_targets(text: str) -> tuple[Target, ...]:
    """The figures that a wording asks for, in order; limits of services, dates and counts of things that exist are none."""
    if not _NEED.search(text):
        return ()
    wording = of_text(text[:_LONGEST])
    return tuple(target for clause in _CLAUSE.finditer(wording.text) for target in _in_clause(clause, wording))


def _in_clause(clause: re.Match[str], wording: Wording) -> list[Target]:
    targets = []
    last = 0
    for match in _FIGURE.finditer(clause[0]):
        place = _place(clause[0][max(last, match.start() - 40):match.start()], match.start())
        comparison = _compared(match, place)
        last = match.end()
        if comparison is None or _SERVICE.match(clause[0], match.end("figure")):
            continue
        value = number(match["figure"]) if match["figure"][0] > "9" else float(match["figure"].replace(",", ""))
        start, name = _named(match, place)
        raw = wording.raw(clause.start() + start, clause.start() + match.end())
        targets.append(Target(raw, float(value or 0), match["unit"], comparison, name, _period(clause[0], match.start())))
    return targets


def _place(before: str, position: int) -> _Place:
    words = list(_COMPARISON.finditer(before))
    if not words or len(before) - words[-1].end() > 14:
        return _Place(before, "", position, "")
    word = words[-1]
    return _Place(before, word[0], position - len(before) + word.start(), before[word.end():])


def _compared(match: re.Match[str], place: _Place) -> str | None:
    """How the figure is meant (>=, <= …), or None where it only tells a fact."""
    after, percent = match["after"] or "", match["unit"] in ("%", "个百分点")
    whole = percent and match["figure"].startswith("100")
    if after == "左右":
        return ">=" if percent else None
    if after:
        return ">=" if after.endswith("以上") else "<="
    if place.word in _SOFT or not place.word:
        if not percent:
            return None
        if whole and (place.word or place.before.endswith("率") or _HAN_AFTER.match(match.string, match.end())):
            return "="
        return ">=" if place.word and not place.gap else None
    if len(place.gap) > 4 and match["unit"] not in ("%", *_COUNTED):
        return None
    if place.word in ("总量", "总数") and place.gap:
        return None
    return _MEANING.get(place.word, ">=")


def _named(match: re.Match[str], place: _Place) -> tuple[int, str]:
    """Where the wording of the target starts, and what it measures: 直接答复率, or what follows (可网上办理)."""
    head = place.before[:len(place.before) - len(place.gap) - len(place.word)] if place.word else place.before
    found = _SUBJECT.search(_BREAK.split(head)[-1])
    subject = re.sub(r"^.*?(?:每年|每季度|每月|年内|全年|每半年|至少|确保|实现|不断)", "", found[0]) if found else ""
    start = (place.start if place.word else match.start()) - len(subject)
    if place.word in _SOFT and len(place.gap) > 2 and match["unit"] in ("%", "个百分点"):
        return place.start, place.gap
    if place.word in ("总量", "总数"):
        return start, subject + place.word
    after = _HAN_AFTER.match(match.string, match.end())
    if subject and (match["unit"] in ("%", "个百分点") or not place.gap):
        return start, subject + (after[0] if after and len(subject) < 3 and match["unit"] not in _COUNTED else "")
    return start, (place.gap or subject) + (after[0] if after else "")


def _period(clause: str, position: int) -> Every | None:
    window = clause[max(0, position - 40):position + 4]
    return next((every for pattern, every in _PERIODS if pattern.search(window)), None)
