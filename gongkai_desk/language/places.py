"""Provinces, prefectures and counties as shipped, with the year of the list named in the file."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from gongkai_desk.domain import Level
from gongkai_desk.place import locate

_KIND = re.compile(r"(?:[\u4e00-\u9fff]{2,5}族)*自治[区州]$|维吾尔自治区$|特别行政区$|地区$|[省市盟州]$")


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((locate("data") / "counties.json").read_text("utf-8"))
    return content


@cache
def cities_of(county: str) -> tuple[str, ...]:
    """The prefectures that have a county of this name (鼓楼区 has several), former counties included."""
    cities = [
        city for province in _content()["provinces"].values() for city, counties in province.items() if county in counties
    ]
    return (*cities, *(city for city, former, _, _ in _content()["former"] if former == county))


@cache
def _levels() -> dict[str, Level]:
    levels: dict[str, Level] = {}
    content = _content()
    for province, cities in content["provinces"].items():
        for city, counties in cities.items():
            for county in counties:
                levels.setdefault(county, Level.COUNTY)
            if not city.startswith("直辖"):
                levels[city] = Level.CITY
        levels[province] = Level.PROVINCE
    for _, former, _, _ in content["former"]:
        levels.setdefault(former, Level.COUNTY)
    return levels


def is_place(name: str) -> bool:
    """Whether this is the full name of a province, prefecture or county (海宁市)."""
    return name in _levels()


@cache
def _short_names() -> frozenset[str]:
    """Provinces and prefectures without their last word (黑龙江, 内蒙古, 潍坊)."""
    names = (name for name, level in _levels().items() if level is not Level.COUNTY)
    return frozenset(short for name in names if len(short := _KIND.sub("", name)) > 1)


def starts_with_place(name: str) -> bool:
    """Whether a body begins with the short name of a province or prefecture (黑龙江银保监局, 潍坊银监分局)."""
    return any(name[:length] in _short_names() and name[length:length + 1] not in "省市州县区" for length in (2, 3, 4))


def level_of_place(name: str) -> Level | None:
    """The level of a place by its full name, or None where the list does not hold it."""
    return _levels().get(name)
