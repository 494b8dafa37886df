"""What a damaged or traditional wording should read: the repaired text beside the words of the document.

Source of the faults: ``domain.md`` §1 and ``tech.md`` §8 (web copies with injected pinyin, stray blanks, lost characters).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

from gongkai_desk.language.pinyin_noise import strip_pinyin
from gongkai_desk.language.script import is_traditional, to_simplified

_HAN = "\u3400-\u9fff〇"
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f]")
_ODD_BLANK = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")
_LOST_BLANK = re.compile(rf"(?<=[{_HAN}])[?？�]{{2,8}}(?=[{_HAN}])")
_PUNCTUATION = "，。；：、！？“”‘’（）《》〈〉【】〔〕"
_GAP = re.compile(rf"(?<=[{_HAN}{_PUNCTUATION}])[ \t\u3000]+(?=[{_HAN}{_PUNCTUATION}])")
_DATE_GAP = re.compile(r"(?<=\d)[ \t\u3000]+(?=[年月日号號季])|(?<=[年月第])[ \t\u3000]+(?=\d)")
_UNIT_END = re.compile(r"[局委办厅部院署室心司会队行府]\Z")
_UNIT_START = re.compile(r"[市省县区州各国](?![ \t\u3000])[\u3400-\u9fff]{2}")
_MONTH = "(1[0-2]|0?[1-9])"
_LOST_YEAR = re.compile(rf"(?<![\d.])((?:19|20)\d\d){_MONTH}(?=月(?:[底末份初上中下前]|\d|\Z|[,，、。;；]))")
_LOST_YEAR_END = re.compile(r"(?<![\d.])((?:19|20)\d\d)(?=底前?(?:[,，、。;；]|[\u3400-\u9fff]))")
_LOST_MONTH = re.compile(
    r"(?<![\d.〔号])(?<!提前)(?<!满)(1[0-2]|[1-9])(0[1-9]|[12]\d|3[01])(?=日(?:之?前|[、和及](?:1[0-2]|[1-9])\d\d日之?前))"
)
_LOST_SIGN = re.compile("[^\ufffd，。；\n]{0,3}\ufffd[^\ufffd，。；\n]{0,3}")
_MOST_LOST = 5
_LOST_NUMBER = re.compile(r"([〔\[［﹝【(（])((?:19|20)\d\d)(\d{1,4})(?=号)")
_LOST_BRACKET = re.compile(r"(?<=[发字函办令政])((?:19|20)\d\d)〕(?=\d{1,4}号)")


@dataclass(frozen=True, slots=True)
class Repair:
    """``reading``: the repaired wording; ``notes``: what was done, in Chinese; ``lost``: characters had to be guessed."""

    reading: str
    notes: tuple[str, ...] = ()
    lost: bool = False


@lru_cache(maxsize=8192)
def repair(text: str) -> Repair:
    """The simplified, repaired reading of a wording, with a note for every kind of change. Never raises; clean text is cheap."""
    if text.isascii():
        return Repair(text)
    tidy = tidied(text)
    reading = tidy.reading
    lost: list[str] = []
    for pattern, replacement in _LOST_STEPS:
        reading = pattern.sub(partial(_mend, replacement, lost), reading)
    if "\ufffd" in reading:
        lost += [f"“{found[0]}”疑有缺字，�处的字已经丢失，请核对" for found in _LOST_SIGN.finditer(reading)][:_MOST_LOST]
    return Repair(reading, (*tidy.notes, *lost), True) if lost else tidy


@lru_cache(maxsize=8192)
def tidied(text: str) -> Repair:
    """The simplified reading without noise; characters that were lost stay lost."""
    notes: list[str] = []
    reading = text
    for step, note in _QUIET_STEPS:
        changed = step(reading)
        if changed != reading:
            notes.append(note)
            reading = changed
    if is_traditional(reading):
        reading = strip_pinyin(to_simplified(reading))
        notes.append("繁体字已转为简体")
    return Repair(reading, tuple(notes))


def _mend(replacement: str, notes: list[str], match: re.Match[str]) -> str:
    mended = match.expand(replacement)
    tail = match.string[match.end():match.end() + 2].rstrip(",，、。;；")
    notes.append(f"“{match[0]}{tail}”疑有缺字，按“{mended}{tail}”理解，请核对")
    return mended


def _close_gaps(text: str) -> str:
    if " " not in text and "\u3000" not in text and "\t" not in text:
        return text
    return _DATE_GAP.sub("", _GAP.sub(_gap, text))


def _gap(match: re.Match[str]) -> str:
    """A blank is dropped, unless it parts two units or the halves of a slogan in quotation marks (“一地创新 全市共享”)."""
    text = match.string
    before, after = text[max(0, match.start() - 12):match.start()], text[match.end():match.end() + 12]
    if _UNIT_END.search(before) and len(before) > 3 and _UNIT_START.match(after):
        return match[0]
    left = re.search(r"[“‘\"]([\u3400-\u9fff]{2,8})\Z", before)
    right = re.match(r"([\u3400-\u9fff]{2,8})[”’\"]", after)
    if left and right and len(left[1]) == len(right[1]):
        return match[0]
    return ""


_QUIET_STEPS: tuple[tuple[Callable[[str], str], str], ...] = (
    (lambda text: _INVISIBLE.sub("", text), "去掉了看不见的字符"),
    (lambda text: _ODD_BLANK.sub(" ", text), "特殊空格已改为普通空格"),
    (lambda text: _LOST_BLANK.sub("", text), "去掉了乱码“??”"),
    (strip_pinyin, "去掉了夹带的拼音"),
    (_close_gaps, "去掉了词中多余的空格"),
)

_LOST_STEPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (_LOST_YEAR, r"\1年\2"),
    (_LOST_YEAR_END, r"\1年"),
    (_LOST_MONTH, r"\1月\2"),
    (_LOST_NUMBER, r"〔\2〕\3"),
    (_LOST_BRACKET, r"〔\1〕"),
)
