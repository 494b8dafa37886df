"""Numbers in the writings that Word's lists know: 一 壹 甲 ① Ⅰ a."""

from __future__ import annotations

_CHINESE = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_COUNTING = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand",
             "ideographDigital")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
          (5, "V"), (4, "IV"), (1, "I"))


def numeral(number: int, kind: str) -> str:
    """``number`` in the writing that WordprocessingML calls ``kind``; unknown kinds and odd numbers give plain digits."""
    if number < 0 or number > 9999:
        return str(number)
    if kind in _COUNTING:
        return chinese(number)
    if kind in ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"):
        return chinese(number, _LEGAL, ("", "拾", "佰", "仟"))
    if kind == "ideographTraditional" and 1 <= number <= 10:
        return _STEMS[number - 1]
    if kind == "ideographZodiac" and 1 <= number <= 12:
        return _BRANCHES[number - 1]
    if kind in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if kind == "decimalZero":
        return f"{number:02d}"
    return _western(number, kind)


def _western(number: int, kind: str) -> str:
    if kind == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    if kind in ("upperRoman", "lowerRoman") and number:
        text = _roman(number)
        return text if kind == "upperRoman" else text.lower()
    if kind in ("upperLetter", "lowerLetter") and number:
        letter = chr(ord("A" if kind == "upperLetter" else "a") + (number - 1) % 26)
        return letter * ((number - 1) // 26 + 1)
    return "" if kind in ("none", "bullet") else str(number)


def chinese(number: int, digits: str = _CHINESE, units: tuple[str, ...] = ("", "十", "百", "千")) -> str:
    """12 -> 十二, 105 -> 一百零五."""
    if number == 0:
        return digits[0]
    text, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += (digits[0] if gap else "") + digits[digit] + units[place]
            gap = False
        elif text:
            gap = True
    return text[1:] if text.startswith("一十") else text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text
