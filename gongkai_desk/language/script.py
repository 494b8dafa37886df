"""Traditional script: telling it cheaply, and turning it into simplified script with OpenCC.

OpenCC is loaded only when a traditional character was met (``tw2s``: ``t2s`` leaves 著力; see the office words below).
"""

from __future__ import annotations

from functools import cache
from typing import Any

from gongkai_desk.place import locate

_OFFICE_WORDS = (("甯夏", "宁夏"), ("祇有", "只有"), ("祇要", "只要"), ("祇能", "只能"), ("甚麼", "什么"), ("甚么", "什么"),
                 ("审籤", "审签"), ("籤发", "签发"), ("籤订", "签订"), ("著重", "着重"), ("著眼", "着眼"), ("著力", "着力"),
                 ("着名", "著名"), ("着作", "著作"), ("帐號", "账号"), ("佔比", "占比"))


@cache
def traditional_characters() -> frozenset[str]:
    """Characters that stand only in traditional script (none of them is in GB 2312)."""
    return frozenset((locate("data") / "traditional.txt").read_text("utf-8")) - {"\n"}


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("tw2s")


def is_traditional(text: str) -> bool:
    """Whether the text holds a character of traditional script."""
    return not text.isascii() and not traditional_characters().isdisjoint(text)


def to_simplified(text: str) -> str:
    """The text in simplified script; texts without traditional characters come back as they are."""
    if not is_traditional(text):
        return text
    simplified: str = _converter().convert(text)
    for wrong, right in _OFFICE_WORDS:
        if wrong in simplified:
            simplified = simplified.replace(wrong, right)
    return simplified
