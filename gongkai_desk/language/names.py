"""The anatomy of one unit name: its prefix (市, 市委, 嘉兴市), its core, and whether it is a whole name."""

from __future__ import annotations

import re
from functools import lru_cache

from gongkai_desk.language.brackets import find_brackets, has_bracket
from gongkai_desk.language.known import is_known, namings
from gongkai_desk.language.places import is_place, starts_with_place
from gongkai_desk.language.script import to_simplified
from gongkai_desk.language.words import any_of, words

MAX_NAME = 60
"""No unit's name is longer; longer texts are never looked at whole."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u200b-\u200f\u2060\ufeff\ue000-\uf8ff]+")
_BLANKS = re.compile(r"[^\S\n]+")
_NOISE = re.compile(r"(?<=[\u3400-\u9fff])[(（][a-zü\u00e0-\u01dc\u0251\u0261]{1,7}[)）]")

# A level sign starts a name only where it is not the first sign of another word (市场监管局, 区域合作办, 县域…); 县市区 is a
# kind of places, 县市场监管局 is not.
_CITY = "市(?![场政容民监])"
_LEVEL = re.compile(
    r"自治[区州县旗](?=.)|新区(?=.)|兵团(?=.)|师市(?=.)"
    rf"|省(?!际|内|外(?![办事侨])|道|会|{_CITY}|属|直(?!机关|属机关)|级(?!机关))(?=.)"
    r"|市(?!场|政(?:园林|公用|设施|工程|管理|局|处|集团|公司|所|建设|中心)|容|民(?:中心|服务|热线|卡|诉求)"
    r"|监局|区|县|辖|域|郊|值|内|外(?![办事侨])|本级|属|直(?!机关|属机关)|级(?!机关))(?=.)"
    rf"|区(?!域|块|划|县|位|间|内|外|{_CITY}|本级|属|直(?!机关|属机关)|级(?!机关))(?=.)"
    rf"|县(?!域|区|{_CITY}|内|外(?![办事侨])|"
    r"乡(?!村(?!镇))|城(?!管|市管|市综|乡)|本级|属|直(?!机关|属机关)|级(?!机关))(?=.)"
    rf"|州(?!县|{_CITY}|属|直(?!机关|属机关)|级(?!机关))(?=.)|[旗盟](?!县|{_CITY}|帜|下|友)(?=.)"
    r"|[镇乡](?=党|政府|人民政府|人大|社会|综合|应急|农业|平安|财政|经济|公共|纪委|宣传|组织|司法|便民|村镇|规划|自然)"
)
_PLACE = re.compile(
    r"[^局委办厅部院会处室司社队站所馆校团各级有关等]{1,8}?"
    r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|新区|省|市|县|区|旗|盟|镇|乡|街道)"
)
_NOT_IN_PLACE = re.compile(r"[局委厅部院处室司社所馆校各级等及驻直和与，、的]|有关|相关|机关|[海空陆]关|市[^市]|县[^县区市城]")
_LAND_NAMED = re.compile("[^沿近老主新旧建全各本我跨大小某该此国高深浅远外内上下中半贫]" "[江湖海山林城港]区")
_FIRST_SIGN = re.compile(
    r"[局委厅部院处室司社所馆校级和与](?![县市区])(?=[\u4e00-\u9fff]{1,3}(?:镇|乡|街道|县|市)$)(?!级[镇乡街县市]|[局委厅部院处室司社所馆校][镇乡街县市])"
)
_PLACE_TAIL = re.compile(
    rf"(?P<sign>地区|街道|[省市县区旗州盟镇乡])(?:委、?[省市县区州旗]?政府|党委、?政府|党工委、管委会|{any_of('seat')})?$"
)
_NATIONAL = re.compile(rf"{any_of('national')}|(?:{any_of('ministry')})部(?!门|分)")
_PLACE_BODY = re.compile(
    r"^(?:民航|黄河|长江|淮河|海河|珠江|汉江|渭河|沂沭泗|松辽|太湖)|海关$|海事局$|军分区$|供电(?:分)?公司$|国调队$|调查队$|(?:中心支|支|分)行$|银行"
    r"|^(?!地方)[\u4e00-\u9fff]{2,4}(?:邮政管理局|烟草专卖局|烟草局|税务局|气象局|电力局|供电局|公路局|水文局|监管支局)$"
)
_INSIDE = re.compile(
    r"(?P<head>(?:中国)?人民银行|人行|国家统计局|国网|共青团|(?:国家金融监督管理总局|中国银保监会)?)(?P<place>[\u4e00-\u9fff]{2,8}?)"
    r"(?P<tail>中心支行|分行|支行|调查队|供电(?:分)?公司|电力公司|委(?:员会)?|金融监管分局|监管分局|银保监分局|银监分局)"
)
_INSIDE_TAILS = {
    "人民银行": ("中心支行", "分行", "支行"), "国家统计局": ("调查队",), "共青团": ("委", "委员会"),
    "国网": ("供电公司", "供电分公司", "电力公司"),
    "": ("调查队", "供电公司", "供电分公司", "金融监管分局", "监管分局", "银保监分局", "银监分局"),
}
_BARE = frozenset(words("bare"))
_ENDINGS, _NO_ENDINGS, _NO_PLACES = words("ending"), words("no ending"), words("no place")


def plain(raw: str) -> str:
    """The text in simplified script, without pinyin noise, control signs and runs of blanks; line breaks stay."""
    text = _CONTROL.sub("", raw.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))
    text = _NOISE.sub("", to_simplified(_NOISE.sub("", text)))
    return _BLANKS.sub(" ", text).strip()


def without_brackets(name: str) -> str:
    """The name without its brackets and their content."""
    if not has_bracket(name):
        return name
    for bracket in reversed(find_brackets(name)):
        name = name[:bracket.start] + name[bracket.end:]
    return name


def prefix_of(name: str) -> str:
    """The level sign or place that a name begins with (市, 区, 嘉兴市), without the 委 of a party committee; ``""`` if none.

    市场监管局, 区域合作办, 城市管理局 and 市民中心 have none.
    """
    return _prefix(name[:MAX_NAME])


@lru_cache(maxsize=8192)
def _prefix(name: str) -> str:
    level = _LEVEL.match(name)
    if level:
        return level.group()
    place = _PLACE.match(name)
    if place and place.end() < len(name) and name[place.end():] not in _BARE:
        found = place.group()
        longer = _PLACE.match(name, place.end())
        if longer and longer.end() < len(name) and (is_place(name[:longer.end()]) or is_place(longer.group())):
            return name[:longer.end()]
        if is_place(found) or _may_be_place(found):
            return found
    return ""


def core_of(name: str) -> str:
    """The name without its prefix and its brackets (嘉兴市教育局 -> 教育局, 市委宣传部 -> 委宣传部)."""
    bare = without_brackets(name)
    return bare[len(prefix_of(bare)):]


@lru_cache(maxsize=8192)
def place_inside(name: str) -> tuple[str, str]:
    """(the place, the name without it) of a body that carries its place inside (人行嘉兴市中心支行), else ``("", name)``."""
    found = _INSIDE.fullmatch(name[:MAX_NAME])
    if found is None or found["place"].endswith(("国家", "统计局", "有限")):
        return "", name
    head = "人民银行" if found["head"].endswith(("人民银行", "人行")) else found["head"]
    head = "" if head.endswith(("总局", "银保监会")) else head
    if found["tail"] not in _INSIDE_TAILS[head]:
        return "", name
    return found["place"], head + {"监管分局": "金融监管分局"}.get(found["tail"], found["tail"])


def is_national(name: str) -> bool:
    """Whether the name begins as a national body or one of its branches does (国家税务总局…, 人行…, 国网…)."""
    return bool(_NATIONAL.match(name))


def _may_be_place(text: str) -> bool:
    """Whether a text that ends as a place does may be one: 临江区 is, 沿江区 is a stretch of land, 教育局城关镇 are two."""
    if not 2 < len(text) < 14 or text.endswith(_NO_PLACES) and not _LAND_NAMED.fullmatch(text):
        return False
    return not _NOT_IN_PLACE.search(text, 1 if _FIRST_SIGN.match(text) else 0)


def names_place(name: str) -> bool:
    """Whether the name is a place or its government (吴兴区, 长兴县政府, 郑陆镇)."""
    tail = _PLACE_TAIL.search(name[-20:])
    if not tail or len(name) > 24:
        return False
    seat = name[:len(name) - len(tail.group())] + tail["sign"]
    return is_place(seat) or (_may_be_place(seat) and not _LEVEL.match(seat))


def has_place_inside(name: str) -> bool:
    """Whether the body is one that carries its place in its name and takes no prefix (嘉兴海关, 国网湖州供电公司)."""
    if is_national(name):
        return True
    return (bool(_PLACE_BODY.search(name)) or (name.endswith("局") and starts_with_place(name))) and not prefix_of(name)


def wholeness(name: str) -> int:
    """How surely a text is one whole unit name: 3 known, 2 by its form, 1 a bare field name (发改), 0 not."""
    bare = without_brackets(name)
    return _wholeness(bare) if bare and len(bare) <= MAX_NAME else 0


@lru_cache(maxsize=8192)
def _wholeness(bare: str) -> int:
    if bare in _BARE:
        return 0
    core = core_of(bare)
    for candidate in (bare, core):
        ways = namings().get(candidate)
        if ways:
            return 1 if all(way.how == "field" for way in ways) else 3
    if core in _BARE and not bare.endswith(("政府", "管委会", "办公室", "办公厅")):
        return 0
    if bare.endswith(_ENDINGS) and not bare.endswith(_NO_ENDINGS) and (len(bare) > 2 or core != bare):
        return 2
    return 2 if names_place(bare) else 0


def is_known_name(name: str) -> bool:
    """Whether the name, with or without its prefix, is in the shipped list."""
    return is_known(name) or is_known(core_of(name))
