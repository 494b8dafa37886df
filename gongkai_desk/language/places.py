"""Provinces, prefectures and counties as shipped, with the year of the list named in the file."""

from __future__ import annotations

import json
from functools import cache

from gongkai_desk.domain import Level
from gongkai_desk.place import locate


@cache
def _levels() -> dict[str, Level]:
    path = locate("data") / "counties.json"
    levels: dict[str, Level] = {}
    content = json.loads(path.read_text("utf-8"))
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


def level_of_place(name: str) -> Level | None:
    """The level of a place by its full name, or None where the list does not hold it."""
    return _levels().get(name)
