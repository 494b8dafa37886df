"""Figures in a task's wording, clause by clause: the same clause (每年不少于3次) stands in many tasks and is read once."""

from __future__ import annotations

import re
from functools import lru_cache

from gongkai_desk.domain import Target
from gongkai_desk.language import read_targets

_MAY_BE = re.compile(
    "[0-9０-９一二三四五六七八九十两百](?:[ .]?[%％个人篇场万亿次期项条件家批轮处套门份名户個場萬億項條輪處門戶]|分之)"
)
_FIGURES = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十两百")
_BREAK = re.compile(r"[，,。;；\n]")
_read = lru_cache(maxsize=8192)(read_targets)


def find_targets(text: str) -> tuple[Target, ...]:
    """The figures that a wording asks for, in order."""
    return () if _FIGURES.isdisjoint(text) or not _MAY_BE.search(text) else _by_clause(text)


@lru_cache(maxsize=4096)
def _by_clause(text: str) -> tuple[Target, ...]:
    return tuple([target for clause in _BREAK.split(text) if _MAY_BE.search(clause) for target in _read(clause)])
