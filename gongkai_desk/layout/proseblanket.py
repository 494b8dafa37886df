"""Sentences of running text that hold for many tasks: 以下各项任务均需各县（市、区）政府落实，不再逐一列出."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai_desk.language import blanket_units, is_group, repair

_SENTENCE = re.compile(r"[^。；;\n]+")
_HOLDS = re.compile(
    r"(?:\A|[，,:：])[\s\u3000]*(?P<which>以下|下列|下述|以上|上述|上列|所有|全部|各项|本方案|本要点|本表|文中)[^，,。；;]{0,14}"
    r"(?:任务|工作|事项|措施|内容|条目|责任单位|责任部门)[^，,。；;]{0,6}(?:均|都|一律|全部|同时)[^。；;]{2,80}"
)
_BEHIND = frozenset({"以上", "上述", "上列"})
_AHEAD = frozenset({"以下", "下列", "下述"})
_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Blanket:
    """Units that a sentence adds to tasks: those that follow it, those before it, or both."""

    sentence: str
    units: tuple[str, ...]
    ahead: bool
    behind: bool


def find_blankets(text: str) -> Iterator[Blanket]:
    """The sentences of a paragraph that add groups of units to many tasks."""
    if len(text) > _LONGEST or not any(sign in text for sign in "均都律全同"):
        return
    for match in _SENTENCE.finditer(repair(text).reading):
        holds = _HOLDS.search(match[0])
        units = blanket_units(holds[0]) if holds is not None else ()
        if holds is not None and units and all(map(is_group, units)):
            yield Blanket(match[0].strip(), units, holds["which"] not in _BEHIND, holds["which"] not in _AHEAD)
