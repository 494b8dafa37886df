"""Whom a group phrase means: 各县(市、区)政府 -> the roster's counties; 有关 is a subset that somebody must define."""

from __future__ import annotations

import re
from collections.abc import Callable

from gongkai_desk.domain import Category, Level, Roster, Unit
from gongkai_desk.language.brackets import find_brackets
from gongkai_desk.language.groups import fold, is_group, names_bodies_of_kind, run_together
from gongkai_desk.language.levels import category_of, level_of, seat_of
from gongkai_desk.language.names import prefix_of
from gongkai_desk.language.splitting import split_list

_SUBSET = re.compile(r"有关|相关|涉及|具有|承担|部分|其他|其它|其余|具体|成员|试点|责任|牵头|配合|参与|主管|职能")
_EVERYBODY = re.compile(
    r"各级各部门|各级各有关|各地各部门|全[省市区县州]各级|各级(?:人民)?政府(?:和|及|、)?(?:各)?部门|各方面|各级各?单位"
)
_ANNEX = re.compile(
    r"^附[件表录]?\s*[0-9一二三四五六七八九十]*\s*[:：.、．]?|(?:责任)?(?:名单|名录|一览表|清单|列表)(?:\([^()]*\))?$"
)
_ZONE = re.compile(r"开发区|园区|新区|功能区|高新区|经开区|管委会|度假区|管理区|平台|板块|片区|试验区|示范区|景区")
_TOWN_SIGN = re.compile(r"街道|乡|镇|街|苏木|办事处")
_OFFICE = re.compile(r"[科股处](?:室|\(室\)|$)")
_OFFICE_NAME = re.compile(r"[科股处室办]\Z")
_COUNTY_SIGN = re.compile(r"设区的?市|县级市|[市县区旗州盟]")
_DEPARTMENT = re.compile(r"部委|委办局|部办|部门|直属机构|机关(?!事业)|直属单位|机构|局")
_ENTERPRISE = re.compile(r"企业|国企|公司|集团|企事业")
_SCOPE = re.compile(
    r"^(?:全[省市区县州旗]|[省市区县州旗镇](?:直属|级|直|属|本级)?(?:机关)?(?=各|所有|全体|部门|单位|部委|委办|国有|企业)"
    r"|[省市区县州旗](?:委|政府)+(?=各|部|直|单)"
    r"|(?:本|在|驻)[\u4e00-\u9fff]{1,3}?(?=各))+"
)
_LEVEL_SIGN = {
    "省": Level.PROVINCE, "市": Level.CITY, "州": Level.CITY,
    "县": Level.COUNTY, "区": Level.COUNTY, "旗": Level.COUNTY,
}


def names_group(title: str) -> str:
    """The group phrase that an annex title defines (附件1：市级有关部门(单位)名单 -> 市级有关部门(单位)); ``""`` if none."""
    phrase = re.sub(r"\s+", "", title)[:80]
    for _ in range(3):
        phrase = _ANNEX.sub("", fold(phrase)).strip("《》:：")
    return phrase if phrase and is_group(phrase) else ""


def expand(phrase: str, roster: Roster) -> tuple[str, ...] | None:
    """The units that a group phrase stands for, in roster order.

    What somebody has defined (``roster.groups``) comes first; 各 means all of a kind; 有关 means a subset, so that without
    a definition the answer is None, as it is where the roster holds nobody of the kind. Upper units are never among them.
    """
    defined = _defined(phrase, roster)
    if defined is not None:
        return defined
    pieces = run_together(phrase) or [phrase] if is_group(phrase) else [item.text for item in split_list(phrase)]
    names: list[str] = []
    for piece in pieces:
        unit = roster.find(piece)
        found = (unit.name,) if unit else _defined(piece, roster) or _select(piece, roster)
        if found is None:
            return None
        names += found
    order = {name: position for position, name in enumerate(roster.names)}
    return tuple(sorted(dict.fromkeys(names), key=lambda name: order.get(name, len(order)))) or None


def _defined(phrase: str, roster: Roster) -> tuple[str, ...] | None:
    """The members by the roster's own definition, read without regard to width, quotes and a bracket such as (单位)."""
    if phrase in roster.groups:
        return tuple(roster.groups[phrase])
    wanted, loose = fold(phrase), _loose(phrase)
    for key, members in roster.groups.items():
        if fold(key) == wanted or _loose(key) == loose:
            return tuple(members)
    return None


def _loose(phrase: str) -> str:
    phrase = fold(names_group(phrase) or phrase)
    for bracket in reversed(find_brackets(phrase)):
        phrase = phrase[:bracket.start] + phrase[bracket.end:]
    return re.sub(r"人民政府", "政府", phrase)


def _select(phrase: str, roster: Roster) -> tuple[str, ...] | None:
    phrase = fold(phrase)
    if not is_group(phrase) or _SUBSET.search(phrase) or names_bodies_of_kind(phrase):
        return None
    kinds = _kinds(phrase)
    chosen = [unit.name for unit in roster.units if category_of(unit) is not Category.UPPER and any(kind(unit) for kind in kinds)]
    return tuple(chosen) or None


def _kinds(phrase: str) -> list[Callable[[Unit], bool]]:
    """What a phrase asks for, as tests of a unit; several where it names several kinds (各县(市、区)、开发区)."""
    if _EVERYBODY.search(phrase):
        return [lambda unit: True]
    scope = _SCOPE.match(phrase)
    rest = phrase[scope.end():] if scope else phrase
    signs = scope.group() if scope and not phrase.startswith("全") else ""
    level = next((_LEVEL_SIGN[sign] for sign in signs if sign in _LEVEL_SIGN), None)
    kinds: list[Callable[[Unit], bool]] = []
    if _ZONE.search(rest):
        kinds.append(lambda unit: category_of(unit) is Category.ZONE)
    rest = _ZONE.sub("", rest)
    if "各地" in rest or "地方" in rest:
        kinds.append(lambda unit: category_of(unit) in (Category.COUNTY, Category.ZONE))
    firms = bool(_ENTERPRISE.search(rest))
    offices = bool(_OFFICE.search(rest))
    if offices:
        centres = "中心" in rest
        kinds.append(lambda unit: _is_office(unit, centres=centres))
    departments = "单位" in rest or (bool(_DEPARTMENT.search(rest)) and not offices)
    if departments:
        wide = "单位" in rest
        kinds.append(lambda unit: _is_department(unit, level, wide=wide))
    if firms:
        kinds.append(lambda unit: category_of(unit) is Category.ENTERPRISE)
    towns = frozenset(_TOWN_SIGN.findall(rest)) if not departments else frozenset()
    if towns:
        kinds.append(lambda unit: _is_town(unit, towns))
    counties = frozenset() if departments or towns or firms else frozenset(_COUNTY_SIGN.findall(rest))
    if counties:
        kinds.append(lambda unit: _is_county(unit, counties))
    return kinds


def _is_office(unit: Unit, *, centres: bool) -> bool:
    """An office within one body (人事科, 办公室), as that body's own roster lists it."""
    named = bool(_OFFICE_NAME.search(unit.name)) or (centres and unit.name.endswith("中心"))
    return named and not prefix_of(unit.name) and category_of(unit) is Category.DEPARTMENT


def _is_department(unit: Unit, level: Level | None, *, wide: bool) -> bool:
    category = category_of(unit)
    if category is Category.DEPARTMENT or (wide and category is Category.ENTERPRISE):
        return level is None or unit.level is None or unit.level is level
    return False


def _is_town(unit: Unit, signs: frozenset[str]) -> bool:
    if level_of(unit.name) is not Level.TOWN and unit.level is not Level.TOWN:
        return False
    wanted = "".join(sorted(signs)).replace("办事处", "街道").replace("苏木", "乡")
    own = "街道" if "街道" in unit.name or "办事处" in unit.name else seat_of(unit.name)[-1:]
    return own not in ("街道", "镇", "乡") or own[0] in wanted


def _is_county(unit: Unit, signs: frozenset[str]) -> bool:
    level = unit.level or level_of(unit.name)
    if signs & {"设区市", "设区的市", "州", "盟"} or signs == {"市"}:
        if level is Level.CITY and category_of(unit) is Category.COUNTY:
            return True
        if signs != {"市"}:
            return False
    if category_of(unit) is not Category.COUNTY or level is Level.TOWN:
        return False
    only = next(iter(signs)) if len(signs) == 1 else ""
    return only not in ("区", "县", "市", "旗") or seat_of(unit.name).endswith(only)
