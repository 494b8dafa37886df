"""Personal data in text meant for publication: identity cards, mobile numbers, bank cards."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_NUMBER = re.compile(r"(?<![\dA-Za-z.])\d(?:[ \-]?\d){10,18}[\dXx]?(?![\dA-Za-z])")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


@dataclass(frozen=True, slots=True)
class PersonalData:
    """One piece of personal data: ``kind`` (身份证号, 手机号, 银行卡号), the words, their place, and a masked form."""

    kind: str
    text: str
    start: int
    end: int
    masked: str


def find_personal(text: str) -> tuple[PersonalData, ...]:
    """Identity card numbers (with their check digit), mobile numbers and bank card numbers (Luhn) of a text, in order."""
    if not any(c.isdecimal() for c in text):
        return ()
    found = []
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"[ \-]", "", match[0])
        kind = _kind(digits)
        if kind:
            found.append(PersonalData(kind, match[0], match.start(), match.end(), _masked(digits, kind)))
    return tuple(found)


def _kind(digits: str) -> str:
    if len(digits) == 18 and _is_identity(digits):
        return "身份证号"
    if len(digits) == 11 and _MOBILE.fullmatch(digits):
        return "手机号"
    if 16 <= len(digits) <= 19 and digits.isdecimal() and digits[0] in "3456" and _luhn(digits):
        return "银行卡号"
    return ""


def _is_identity(digits: str) -> bool:
    if not digits[:17].isdecimal() or digits[:2] < "11" or digits[:2] > "82":
        return False
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return 1900 <= born.year <= 2100 and _CHECKS[total % 11] == digits[17].upper()


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _masked(digits: str, kind: str) -> str:
    keep = 3 if kind == "手机号" else 6 if kind == "身份证号" else 4
    return digits[:keep] + "*" * (len(digits) - keep - 4) + digits[-4:]
