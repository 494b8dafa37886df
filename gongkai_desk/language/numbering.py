"""Numbers and levels of headings: 一、 （一） 1. （1） 第一章 (GB/T 9704 §7.3.3)."""

from __future__ import annotations

import re

_CHINESE = "[〇零一二三四五六七八九十百两]{1,5}"
_BRACKETS = "(（〔﹝[［【", ")）〕﹞]］】"
_OPEN, _CLOSE = (f"[{re.escape(side)}]" for side in _BRACKETS)
_READING = "(?:[(（][a-zü\u00e0-\u01dc\u0251\u0261]{1,7}[)）])?"  # the pinyin of a web copy: 第一條(tiáo)
_NO_MEASURE = "(?![个個项項次家户户月日号號年季周天时時级級人名件条條万萬亿億元米公平方吨套台座处處])"
"""12 个月 does not begin with the number of an item."""
_NUMBER = re.compile(
    rf"[\s\u3000]{{0,20}}(?:"
    rf"{_OPEN}\s?(?P<bracket>\d{{1,4}}|{_CHINESE})\s?{_CLOSE}[、.．]?"
    rf"|(?P<dated>\d{{1,3}})[.．](?=(?:19|20)\d\d\s?年|(?:1[0-2]|0?[1-9])\s?月)"
    rf"|(?P<dotted>\d{{1,3}}(?:[.．]\d{{1,3}}){{1,3}})(?:[.．、]|(?=[\s\u3000]|[\u3400-\u9fff“《]))"
    rf"|(?P<plain>\d{{1,4}})(?:[、．，,：:。](?!\d)|\.(?!\d)|[)）])"
    rf"|(?P<spaced>\d{{1,2}})[ \u3000]+(?=[\u3400-\u9fff“《]){_NO_MEASURE}"
    rf"|(?P<chinese>{_CHINESE})(?:[、．.]|[)）])"
    rf"|第(?P<ordinal>\d{{1,3}}|{_CHINESE})[章节節条條项項部分]{{1,2}}{_READING}[、.：: \u3000]?"
    rf"|第(?P<nth>{_CHINESE})[，,、：:](?!第)"
    rf"|(?P<circled>[\u2460-\u2473\u2474-\u2487\u2488-\u249b])[、.]?"
    rf")[\s\u3000]{{0,20}}")
_NARROW = str.maketrans("０１２３４５６７８９．", "0123456789.")
_FIRST = re.compile(rf"[\s\u3000]{{0,20}}{_CHINESE}是")
_CHAPTER = re.compile(rf"[\s\u3000]{{0,20}}第(?:\d{{1,3}}|{_CHINESE})(?:章|部分|节|節|编|編)")


_ARTICLE = re.compile(
    rf"[\s\u3000]{{0,20}}第(?:\d{{1,3}}|{_CHINESE})[条條]{_READING}(?:[\s\u3000：:.、．]|(?=[^规規款项項之的和与與至到所中第、，,。；;]))"
)


def is_article(text: str) -> bool:
    """Whether a paragraph is an article with its number (第三条　落实…), and no sentence about one (第三条规定…)."""
    return _ARTICLE.match(text) is not None


def split_number(text: str) -> tuple[str | None, str]:
    """The number in front of a wording and the rest: ``1.主动公开…`` -> ``("1", "主动公开…")``.

    Chinese numerals stay as written (``一``); dates and decimals (``2022.6``, ``3.5万``) are no numbers.
    """
    match = _NUMBER.match(text)
    if match is None:
        return None, text
    number = next(group for group in match.groups() if group is not None)
    if match["circled"]:
        number = _circled(number)
    if match["dotted"] and (len(number.split(".")[0]) > 2 or re.match(r"[\d万亿%％版元]", text[match.end():match.end() + 1])):
        return None, text
    return number.translate(_NARROW), text[match.end():]


def _circled(sign: str) -> str:
    code = ord(sign)
    return str((code - 0x2460) % 20 + 1)


def heading_level(text: str) -> int | None:
    """The level of a heading by its numbering: 一、 1, （一） 2, 1. 3, （1） 4, ① 5, 第一章 1; None without a number."""
    if _CHAPTER.match(text):
        return 1
    match = _NUMBER.match(text)
    if match is None:
        return 3 if _FIRST.match(text) else None
    number, _ = split_number(text)
    if number is None:
        return None
    if match["bracket"]:
        return 4 if number.isdecimal() else 2
    if match["circled"]:
        return 5
    if match["nth"]:
        return 3
    if match["chinese"] or match["ordinal"]:
        return 1 if match["chinese"] else None
    return min(2 + len(number.split(".")), 5)
