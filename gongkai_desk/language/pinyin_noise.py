"""Pinyin that a web copy has put behind characters: 務(wù), 領(lǐng)導(dǎo).

A bracket is noise only when it is a reading of the character before it; 系统(oa), 软件(app), 甲(a) stay.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_BRACKET = re.compile(r"([\u3400-\u9fff])[(（]([A-Za-z\u00e0-\u01dc\u0251\u0261\u1e3f\u0300-\u030c]{1,7})[)）]")
# A syllable's shape, so that (app) and (PPP) are left alone without loading a dictionary.
_SYLLABLE = re.compile(r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:i?ang?|i?ong|ueng?|uang?|ua|ia[on]?|u?ai|u?ei|ao|ou|iou|"
                       r"iu|ui|i?eng?|ing?|"
                       r"ie|ve|ue|vang?|van|vn|v|un|uo|ong|er|[aoeiu]|u?an)|ng|m|n|hm")


def strip_pinyin(text: str) -> str:
    """The text without brackets that only repeat the reading of the character before them."""
    if "(" not in text and "（" not in text:
        return text
    return _BRACKET.sub(_strip, text)


def _strip(match: re.Match[str]) -> str:
    character, noted = match[1], match[2]
    syllable = _fold(noted)
    if noted.isupper() or not _SYLLABLE.fullmatch(syllable):
        return match[0]
    return character if syllable in _readings(character) else match[0]


@lru_cache(maxsize=2048)
def _readings(character: str) -> frozenset[str]:
    from pypinyin import Style, pinyin

    readings = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False)
    return frozenset(_fold(reading) for reading in readings[0])


def _fold(syllable: str) -> str:
    """Without tones, in lower case, ü as v, the script g of some fonts as g."""
    plain = unicodedata.normalize("NFD", syllable.lower().replace("ü", "v").replace("\u0261", "g").replace("\u0251", "a"))
    plain = plain.replace("u\u0308", "v")
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("lue", "lve").replace("nue", "nve")
