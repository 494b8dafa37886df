"""Provinces, prefectures and counties as shipped, with the year of the list named in the file."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from gongkai_desk.domain import Level
from gongkai_desk.place import locate


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


def counties_of(city: str) -> tuple[str, ...]:
    """The counties of a prefecture or municipality in the order of the shipped list; empty where it has none."""
    for province in _content()["provinces"].values():
        if city in province:
            return tuple(province[city])
    return ()


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


def level_of_place(name: str) -> Level | None:
    """The level of a place by its full name, or None where the list does not hold it."""
    return _levels().get(name)
