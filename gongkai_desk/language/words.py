"""The word lists behind unit names, roles and groups (``data/unit-words.txt``)."""

from __future__ import annotations

import re
from functools import cache

from gongkai_desk.place import locate


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    lists: dict[str, tuple[str, ...]] = {}
    for line in (locate("data") / "unit-words.txt").read_text("utf-8").splitlines():
        name, equals, words = line.partition(" = ")
        if equals and not line.startswith("#"):
            lists[name] = tuple(words.split())
    return lists


def words(name: str) -> tuple[str, ...]:
    """One list, longest words first."""
    return tuple(sorted(_lists()[name], key=len, reverse=True))


def any_of(name: str, *, blanks: bool = False) -> str:
    """One list as the inside of a regular expression; ``blanks`` allows one blank between any two signs (牵 头)."""
    between = r"\s?" if blanks else ""
    return "|".join(between.join(re.escape(sign) for sign in word) for word in words(name))
