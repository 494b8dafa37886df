"""Pinyin initials of unit names (scjgj finds 市市场监管局), with both readings of characters that have two."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import product
from typing import Any

from gongkai_desk.language.words import words

MOST_READINGS = 8

@cache
def _pypinyin() -> Any:
    import pypinyin

    return pypinyin


@cache
def _two_readings() -> dict[str, str]:
    """Characters in names of offices and places whose readings begin with different letters."""
    return dict(pair.split(":") for pair in words("two readings"))


@lru_cache(maxsize=8192)
def unit_initials(name: str) -> tuple[str, ...]:
    """All readings of a name's initials in small letters, the most likely first; other signs than Chinese stay as they are.

    重庆 -> ("cq", "zq"), 长兴县 -> ("cxx", "zxx"). At most :data:`MOST_READINGS`; ``("",)`` for an empty name.
    """
    name = name[:60]
    first: list[str] = []
    for sign, reading in _aligned(name):
        first.append(reading[:1].lower() if sign >= "\u3400" else sign.lower())
    choices = [_choices(sign, letter) for sign, letter in zip(name, first, strict=True)]
    readings: dict[str, None] = {}
    for letters in product(*choices):
        readings["".join(letters)] = None
        if len(readings) >= MOST_READINGS:
            break
    return tuple(readings)


def _aligned(name: str) -> list[tuple[str, str]]:
    """Every sign with its reading by the phrase it stands in."""
    library = _pypinyin()
    readings = library.lazy_pinyin(name, style=library.Style.FIRST_LETTER, errors=lambda signs: list(signs))
    return list(zip(name, readings, strict=True)) if len(readings) == len(name) else [(sign, sign) for sign in name]


def _choices(sign: str, letter: str) -> tuple[str, ...]:
    return (letter, *(other for other in _two_readings().get(sign, "") if other != letter))
