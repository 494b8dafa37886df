"""Numbers as Chinese documents write them: 12, １２, 十二, 二〇二二, 两."""

from __future__ import annotations

DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2, "元": 1}
_SCALES = {"十": 10, "百": 100, "千": 1000}


def number(text: str) -> int | None:
    """The value of a numeral in Arabic or Chinese digits (``二十六`` -> 26, ``二〇二二`` -> 2022), or None."""
    if text.isdecimal():
        return int(text)
    if not text:
        return None
    if all(c in DIGITS or c.isdecimal() for c in text):
        return int("".join(str(DIGITS[c]) if c in DIGITS else c for c in text))
    total, digit = 0, None
    for c in text:
        if c in DIGITS:
            digit = DIGITS[c]
        elif c in _SCALES:
            total += (1 if digit is None else digit) * _SCALES[c]
            digit = None
        else:
            return None
    return total + (digit or 0)
