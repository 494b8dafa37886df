"""The text behind a PDF's glyphs, to be searched and copied.

Fonts such as Noto draw 一 and the Kangxi radical ⼀ with one glyph, and Qt writes down the radical: a search for 一 then finds
nothing. The tables that Qt writes (``ToUnicode``, not compressed) are put right in place, character by character.
"""

from __future__ import annotations

import re
import unicodedata

_PAIRS = (
    "⺟母⺠民⺼肉⺩王⺬示⺮竹⺶羊⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟食⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻳龟⼾户"
    "⺅亻⺉刂⺎兀⺐尢⺒巳⺓幺⺕彐⺖忄⺘扌⺙攵⺡氵⺣灬⺦丬⺨犭⺭礻⺰纟⺺肀⺾艹⻂衤⻈讠⻌辶⻐钅⻖阝⻠饣㬵胶"
)
_PLAIN = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_PLAIN |= {_PAIRS[at]: _PAIRS[at + 1] for at in range(0, len(_PAIRS), 2)}
_CODES = {f"{ord(one):04X}".encode(): f"{ord(two):04X}".encode() for one, two in _PLAIN.items()}
_TABLE = re.compile(rb"beginbf(?:range|char)\b.{0,400000}?\bendbf", re.DOTALL)
_TARGETS = re.compile(rb"\[[^\]]{0,400000}\]|(?<=> )<[0-9A-Fa-f]{4}>\s*(?=[\r\n])")
_CODE = re.compile(rb"<(2[EeFf][0-9A-Fa-f]{2}|3[Bb]35)>")


def searchable(pdf: bytes) -> bytes:
    """The same PDF, as long as before, whose text holds 一 where it held the radical ⼀."""
    return _TABLE.sub(lambda table: _TARGETS.sub(lambda target: _CODE.sub(_plain, target.group()), table.group()), pdf)


def _plain(found: re.Match[bytes]) -> bytes:
    return b"<" + _CODES.get(found[1].upper(), found[1]) + b">"
