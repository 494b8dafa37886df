"""Levels and kinds of units by their names, where the roster does not say them."""

from __future__ import annotations

import re
from functools import lru_cache

from gongkai_desk.domain import Category, Level, Unit
from gongkai_desk.language.names import is_national, names_place, prefix_of, without_brackets
from gongkai_desk.language.places import level_of_place

_TAIL = re.compile(r"(?:人民政府|政府|管理委员会|管委会|党工委|办事处|委、?(?:市|县|区|省)?政府)$")
_ZONE = re.compile(
    r"(?:开发区|新区|港区|高新区|园区|度假区|示范区|试验区|管理区|经开区|保税区|功能区|产业园|工业园|集聚区|景区|片区)"
    r"(?:管委会|管理委员会|党工委)?$|管委会$|管理委员会$"
)
_ENTERPRISE = re.compile(
    r"(?:公司|集团|银行|支行|医院|大学|学院|学校|供电局|电力局|报社|日报|电视台|融媒体中心|传媒中心)$"
)
_SIGNS = {
    "省": Level.PROVINCE, "自治区": Level.PROVINCE, "兵团": Level.PROVINCE, "特别行政区": Level.PROVINCE,
    "市": Level.CITY, "州": Level.CITY, "盟": Level.CITY, "自治州": Level.CITY, "地区": Level.CITY,
    "县": Level.COUNTY, "区": Level.COUNTY, "旗": Level.COUNTY, "新区": Level.COUNTY,
    "自治县": Level.COUNTY, "自治旗": Level.COUNTY,
    "镇": Level.TOWN, "乡": Level.TOWN, "街道": Level.TOWN, "苏木": Level.TOWN,
}
_NESTED = re.compile(r"[\u4e00-\u9fff]{2,8}?[省市县区州旗盟](?P<inner>[\u4e00-\u9fff]{1,7}?(?:街道|苏木|[镇乡县区市旗]))")
_LISTED_PLACE = re.compile(r"(?![各全本市县区])[\u4e00-\u9fff]{1,5}(?:(?:自治)?[县州旗]|[市区盟])(?:人民政府|政府)?")
_LOCAL = re.compile(r"分公司|供电(?:分)?公司|支行|分行|分局|调查队|(?:省|市|县|区|州|旗)[\u4e00-\u9fff]{0,4}(?:局|队|行|公司)$")


def _by_sign(place: str) -> Level | None:
    for sign in ("特别行政区", "自治区", "自治州", "自治县", "自治旗", "街道", "地区", "新区", "苏木"):
        if place.endswith(sign):
            return _SIGNS[sign]
    return _SIGNS.get(place[-1:]) if place[-2:] != "兵团" else Level.PROVINCE


def seat_of(name: str) -> str:
    """The place of a government by its name (长兴县人民政府 -> 长兴县); other names come back as they are."""
    return _TAIL.sub("", without_brackets(name))


def _inner_place(seat: str) -> str:
    """The smaller place of a name that carries both (清河市青山镇人民政府 -> 青山镇), else ``""``."""
    found = _NESTED.fullmatch(seat)
    return found["inner"] if found and names_place(found["inner"]) and not _ZONE.search(seat) else ""


@lru_cache(maxsize=4096)
def level_of(name: str) -> Level | None:
    """The level that a name tells by its prefix or place (市教育局, 海宁市, 省审改办), or None. 海宁市 is known as a county."""
    bare = without_brackets(name)
    seat = seat_of(bare)
    if names_place(bare) and (level_of_place(seat) or not _ZONE.search(bare)):
        return level_of_place(seat) or _by_sign(seat)
    inner = _inner_place(seat)
    if inner:
        return level_of_place(inner) or _by_sign(inner)
    prefix = prefix_of(bare)
    return (level_of_place(prefix) or _by_sign(prefix)) if prefix else None


def is_national_body(name: str) -> bool:
    """Whether this is a body of the State or the Party centre, not one of its local branches (国网湖州供电公司 is one)."""
    bare = without_brackets(name)
    return is_national(bare) and not _LOCAL.search(bare)


def category_of(unit: Unit) -> Category | None:
    """The unit's category, by its name where the roster does not say it; None for towns, which have none of their own."""
    return unit.category or _category_by_name(unit.name, unit.level)


@lru_cache(maxsize=4096)
def _category_by_name(name: str, level: Level | None) -> Category | None:
    bare = without_brackets(name)
    if is_national_body(bare):
        return Category.UPPER
    if _ZONE.search(bare) and not level_of_place(seat_of(bare)):
        return Category.ZONE
    if names_place(bare) or _inner_place(seat_of(bare)):
        return None if (level or level_of(bare)) is Level.TOWN else Category.COUNTY
    if level in (Level.CITY, Level.COUNTY) and _LISTED_PLACE.fullmatch(bare):
        return Category.COUNTY  # a roster gives the level: a short name that ends so is a place, whatever signs it holds
    return Category.ENTERPRISE if _ENTERPRISE.search(bare) else Category.DEPARTMENT
