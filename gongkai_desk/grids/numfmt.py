"""Number formats: what Excel and WPS show of a number or date, where that differs from the bare value.

Source of the rules: ECMA-376 part 1, 18.8.30-31, with the zh-CN meaning of ids 27-36 and 50-58 (``faults.md`` #21). Only what
says more than the value is shown: incomplete dates (2022年10月), 年月日, zero-padded numbers (007), percentages, words around a
number, and the month in 2022.10 typed as a number.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Final

from gongkai_desk.grids.numerals import chinese

_YEAR_MONTH, _MONTH_DAY, _NOON = 'yyyy"年"m"月"', 'm"月"d"日"', '上午/下午h"时"mm"分"'
BUILTIN: Final[dict[int, str]] = {
    2: "0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: _YEAR_MONTH, 28: _MONTH_DAY, 29: _MONTH_DAY,
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: _NOON, 35: _NOON + 'ss"秒"', 36: _YEAR_MONTH,
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 50: _YEAR_MONTH, 51: _MONTH_DAY, 52: _YEAR_MONTH, 53: _MONTH_DAY,
    54: _MONTH_DAY, 55: _NOON, 56: _NOON + 'ss"秒"', 57: _YEAR_MONTH, 58: _MONTH_DAY,
}
_TOKEN = re.compile(
    r'General|G/通用格式|"([^"]*)"?|\\(.)|_.|\*.|\[([^\]]*)\]|(yyyy|yyy|yy|y|e|mmmmm|mmmm|mmm|mm|m|aaaa|aaa|dddd|ddd|dd|d|hh|h|ss|s)'
    r"|(AM/PM|A/P|上午/下午)|(\.0+(?=\]|$|[^0#?]))|(.)", re.I | re.S)
_LOCALE_DATE = re.compile(r"\[\$-f800\]", re.I)
_NUMBER = re.compile(r"#,##0|[#?]*0+|#+")
_YEAR_MONTH_FIGURE = re.compile(r"0\.00(?:_.|\s)*")
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_WEEK = "一二三四五六日"


@lru_cache(maxsize=4096)
def is_date(code: str) -> bool:
    """Whether a format shows a day or time."""
    return any(token[3] or token[4] or _elapsed(token[2]) for token in _TOKEN.findall(_section(code, 0)))


@lru_cache(maxsize=4096)
def is_telling(code: str) -> bool:
    """Whether a format may show a value otherwise than its plain text."""
    if not code or code.lower() in ("general", "@", "g/通用格式"):
        return False
    if is_date(code) or "%" in code or _YEAR_MONTH_FIGURE.fullmatch(code):
        return True
    return bool(re.search(r'^0{2,}|"|\\|[^\x00-\x7f]', code))


@lru_cache(maxsize=8192, typed=True)
def display(value: Any, code: str) -> str | None:
    """What the program shows of ``value`` under the format ``code``, or None where the plain text says the same."""
    if isinstance(value, bool) or not code:
        return None
    if isinstance(value, (datetime, date, time, timedelta)):
        return _show_date(value, code)
    if isinstance(value, (int, float)):
        return None if is_date(code) else _show_number(value, code)
    return None


def _section(code: str, value: float) -> str:
    parts = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code) if ";" in code and len(code) < 1000 else [code]
    if value < 0 and len(parts) > 1:
        return parts[1]
    return parts[2] if value == 0 and len(parts) > 2 else parts[0]


def _elapsed(bracket: str) -> bool:
    return bool(bracket) and set(bracket.lower()) <= set("hms") and len(set(bracket.lower())) == 1


def _show_date(value: date | time | timedelta, code: str) -> str | None:
    if _LOCALE_DATE.match(code):
        code = BUILTIN[31]
    tokens = _TOKEN.findall(_section(code, 1).split("@")[0])
    letters = {token[3][0].lower() for token in tokens if token[3]}
    if not letters or isinstance(value, timedelta) or any(_elapsed(token[2]) for token in tokens):
        return None
    chinese = any("年" in token[0] or token[6] in "年月日" and token[6] for token in tokens)
    if {"y", "m", "d"} <= letters and not chinese and "h" not in letters:
        return None
    return "".join(_render(tokens, value, "[DBNum1]" in code)).strip()


def _render(tokens: list[tuple[str, ...]], value: date | time, words: bool) -> list[str]:
    half = any(token[4] for token in tokens)
    out: list[str] = []
    for at, (quoted, escaped, bracket, letters, ampm, fraction, other) in enumerate(tokens):
        if letters:
            minute = letters[0] in "mM" and len(letters) < 3 and _beside_time(tokens, at)
            text = _part(letters.lower(), value, half, minute)
            out.append(_in_words(text) if words else text)
        elif ampm:
            hour = getattr(value, "hour", 0)
            out.append(("上午" if hour < 12 else "下午") if "午" in ampm else ("AM" if hour < 12 else "PM"))
        elif not bracket and not fraction:
            out.append(quoted or escaped or other)
    return out


def _in_words(digits: str) -> str:
    """2022 -> 二〇二二, 10 -> 十."""
    return digits.translate(_DIGITS) if len(digits) > 2 or not digits.isdigit() else chinese(int(digits))


def _beside_time(tokens: list[tuple[str, ...]], at: int) -> bool:
    """``m`` after hours or before seconds means minutes."""
    letters = [(token[3] or (token[2] if _elapsed(token[2]) else ""))[:1].lower() for token in tokens]
    before, after = "".join(letters[:at]), "".join(letters[at + 1:])
    return before.endswith("h") or after.startswith("s")


def _part(letters: str, value: date | time, half: bool, minute: bool) -> str:
    width, kind = len(letters), letters[0]
    if kind in "hs" or minute:
        number = getattr(value, {"h": "hour", "s": "second", "m": "minute"}[kind], 0)
        if kind == "h" and half:
            number = (number - 1) % 12 + 1
        return f"{number:0{width}d}"
    if not isinstance(value, date):
        return ""
    if kind in "ye":
        return f"{value.year % 100:02d}" if width < 3 and kind == "y" else str(value.year)
    if kind == "m":
        return f"{value.month:0{width}d}" if width < 3 else f"{value.month}月"
    if kind == "d":
        return f"{value.day:0{width}d}" if width < 3 else f"星期{_WEEK[value.weekday()]}"
    return ("星期" if width > 3 else "") + _WEEK[value.weekday()] if kind == "a" else ""


def _show_number(value: float, code: str) -> str | None:
    section = _section(code, value)
    if _YEAR_MONTH_FIGURE.fullmatch(section):
        return f"{value:.2f}" if 1900 <= value < 2100 and f"{value:.2f}".endswith(".10") else None
    if "[" in section:
        section = re.sub(r"\[[^\]]*\]", "", section)
    literal = re.sub(r'"([^"]*)"|\\(.)|_.|\*.', "\x00", section)
    pattern = _NUMBER.search(literal)
    if pattern is None or any(sign in literal for sign in "eE?/@*") or "general" in literal.lower():
        return None
    text = _digits(value, literal, ";" in code)
    words = _words(section)
    if text is None or (not words and "%" not in literal and not re.match(r"\D*0{2,}", literal)):
        return None
    return text if not words else words[0] + text + words[1]


def _digits(value: float, literal: str, own_sign: bool) -> str | None:
    whole, _, fraction = literal.partition(".")
    places = len(re.match(r"[0#]*", fraction)[0])  # type: ignore[index]
    percent = literal.count("%")
    try:
        number = Decimal(repr(value)).scaleb(2 * percent).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    except InvalidOperation:
        return None
    keep = places - len(fraction[:places].replace("0", ""))
    digits = f"{abs(number):f}"
    if places > keep and "." in digits:
        head, _, tail = digits.partition(".")
        tail = tail[:keep] + tail[keep:].rstrip("0")
        digits = f"{head}.{tail}" if tail else head
    zeros = len(re.findall("0", whole))
    head, dot, tail = digits.partition(".")
    sign = "-" if number < 0 and not own_sign else ""
    return sign + head.zfill(zeros) + dot + tail + "%" * percent


def _words(section: str) -> tuple[str, str] | None:
    """The literal text before and after the digits, or None where there is none with a letter in it."""
    plain = re.sub(r"_.|\*.", "", section)
    pieces = re.findall(r'"([^"]*)"|\\(.)|([0#?,.%]+)|(.)', plain)
    digits = [at for at, piece in enumerate(pieces) if piece[2]]
    if not digits:
        return None
    before = "".join(p[0] or p[1] or p[3] for p in pieces[:digits[0]])
    after = "".join(p[0] or p[1] or p[3] for p in pieces[digits[-1] + 1:])
    inside = "".join(p[0] or p[1] or p[3] for p in pieces[digits[0]:digits[-1] + 1])
    if inside.strip() or not (before + after).strip():
        return None
    return before, after


@lru_cache(maxsize=4096)
def shows(code: str) -> tuple[bool, bool]:
    """Whether a date format shows days, and whether it counts elapsed time (``[h]:mm``)."""
    tokens = _TOKEN.findall(_section(code, 1))
    days = any(
        token[3] and (token[3][0] in "yYdDaAeE" or token[3][0] in "mM" and not (len(token[3]) < 3 and _beside_time(tokens, at)))
        for at, token in enumerate(tokens))
    return days, any(_elapsed(token[2]) for token in tokens)
