"""Recognising units: roster, shipped list, renames with their years, likeness, levels, initials, places."""

from __future__ import annotations

import json

import pytest

from gongkai_desk.domain import Category, Level, Roster, Unit
from gongkai_desk.language.book import UnitBook, book_of
from gongkai_desk.language.initials import MOST_READINGS, unit_initials
from gongkai_desk.language.known import bodies, namings
from gongkai_desk.language.levels import category_of
from gongkai_desk.language.names import core_of, names_place, prefix_of, wholeness
from gongkai_desk.language.places import cities_of, level_of_place
from gongkai_desk.place import locate

ROSTER = Roster(units=(
    *(Unit(name) for name in ("市政府办公室", "市发展改革委", "市经信局", "市教育局", "市建设局", "市市场监管局", "市人力社保局", "市税务局", "市金融办", "市委宣传部",
                              "嘉兴海关", "市山海协作中心", "嘉善县", "海宁市", "桐乡市")),
    Unit("市政务数据办", aliases=("市跑改办",)),
    Unit("省政府办公厅", category=Category.UPPER),
))
BOOK = UnitBook(ROSTER)

MATCHES = [
    ("市教育局", "市教育局", "exact", True), ("市跑改办", "市政务数据办", "alias", True), ("市政务数据办(市跑改办)", "市政务数据办", "alias", True),
    ("市政务数据办（大数据中心）", "市政务数据办", "alias", True), ("市 教育局", "市教育局", "exact", True), ("市教育局", "市教育局", "exact", True),
    ("市發展改革委", "市发展改革委", "exact", True), ("市发改委", "市发展改革委", "known", True), ("市发展和改革委员会", "市发展改革委", "known", True),
    ("市人社局", "市人力社保局", "known", True), ("市人力资源和社会保障局", "市人力社保局", "known", True), ("市市监局", "市市场监管局", "known", True),
    ("市市场监督管理局", "市市场监管局", "known", True), ("嘉兴市教育局", "市教育局", "known", True), ("教育局", "市教育局", "known", True),
    ("国家税务总局嘉兴市税务局", "市税务局", "known", True), ("宣传部", "市委宣传部", "known", True), ("市宣传部", "市委宣传部", "known", True),
    ("市府办", "市政府办公室", "known", True), ("市人民政府办公室", "市政府办公室", "known", True), ("嘉善县人民政府", "嘉善县", "known", True),
    ("海宁", "海宁市", "known", True), ("发改", "市发展改革委", "known", False), ("市工信局", "市经信局", "known", False), ("市住建局", "市建设局", "known", False),
    ("山海协作中心", "市山海协作中心", "prefix", True), ("县教育局", "市教育局", "prefix", False), ("湖州市教育局", "市教育局", "prefix", False),
    ("市工商局", "市市场监管局", "renamed", False), ("市国税局", "市税务局", "renamed", False), ("市委金融办", "市金融办", "renamed", False),
    ("市山海合作中心", "市山海协作中心", "similar", False),
]
INSIDE = UnitBook(Roster(tuple(Unit(name) for name in (
    "人民银行嘉兴市分行", "嘉兴金融监管分局", "国家统计局嘉兴调查队", "团市委", "国网嘉兴供电公司", "市农业农村局", "市乡村振兴局", "市外事办公室", "市委改革办", "市政务服务局"))))


@pytest.mark.parametrize(("name", "unit", "how", "sure"), [
    ("人行嘉兴市中心支行", "人民银行嘉兴市分行", "renamed", False), ("中国人民银行嘉兴市分行", "人民银行嘉兴市分行", "known", True),
    ("人民银行嘉兴中心支行", "人民银行嘉兴市分行", "renamed", False), ("嘉兴银保监分局", "嘉兴金融监管分局", "renamed", False),
    ("嘉兴银监分局", "嘉兴金融监管分局", "renamed", False), ("嘉兴调查队", "国家统计局嘉兴调查队", "known", True),
    ("国调队", "国家统计局嘉兴调查队", "known", True), ("共青团嘉兴市委", "团市委", "known", True), ("共青团嘉兴市委员会", "团市委", "known", True),
    ("嘉兴供电公司", "国网嘉兴供电公司", "known", True), ("市供电公司", "国网嘉兴供电公司", "known", True), ("市农业局", "市农业农村局", "renamed", False),
    ("市扶贫办", "市乡村振兴局", "renamed", False), ("市外办", "市外事办公室", "known", True), ("市外侨办", "市外事办公室", "known", True),
    ("市审改办", "市委改革办", "known", False), ("市行政审批局", "市政务服务局", "known", False)])
def test_bodies_with_their_place_inside(name: str, unit: str, how: str, sure: bool) -> None:
    match = INSIDE.match(name)
    assert match is not None
    assert (match.name, match.how, match.sure) == (unit, how, sure)


@pytest.mark.parametrize("name", ["人行湖州市中心支行", "湖州银保监分局", "国家统计局湖州调查队", "共青团海宁市委", "国网海盐县供电公司", "国网湖州供电公司"])
def test_the_same_body_of_another_place_is_another_unit(name: str) -> None:
    match = INSIDE.match(name)
    assert match is None or not match.sure


@pytest.mark.parametrize(("name", "now"), [("人行嘉兴市中心支行", "人民银行嘉兴市分行"), ("嘉兴银保监分局", "嘉兴金融监管分局")])
def test_a_former_name_keeps_its_place(name: str, now: str) -> None:
    match = UnitBook(Roster()).match(name)
    assert match is not None
    assert (match.name, match.how) == (now, "renamed")


@pytest.mark.parametrize("name", ["临江区", "滨海区", "望江区政府", "院桥镇", "所前镇政府", "司前街道", "级索镇", "和平镇", "和顺市", "处川市政府", "局山县", "室韦镇", "校场街道办事处"])
def test_a_place_may_be_called_after_land_or_begin_with_any_sign(name: str) -> None:
    assert names_place(name)


@pytest.mark.parametrize("name", ["沿江区", "山区", "高山区", "贫困山区", "教育局城关镇", "各镇", "级县市", "和市县", "局市", "有关镇", "所在镇街", "社区", "部镇"])
def test_land_and_two_units_are_no_place(name: str) -> None:
    assert not names_place(name)


NO_MATCH = ["市教体局", "市城建局", "市体育局", "市农业农村局", "区块链办", "", "张三", "各县(市、区)政府"]


@pytest.mark.parametrize(("name", "unit", "how", "sure"), MATCHES)
def test_match(name: str, unit: str, how: str, sure: bool) -> None:
    match = BOOK.match(name)
    assert match is not None
    assert (match.name, match.how, match.sure) == (unit, how, sure)
    assert match.sure or match.note


@pytest.mark.parametrize("name", NO_MATCH)
def test_no_match(name: str) -> None:
    assert BOOK.match(name) is None


@pytest.mark.parametrize(("name", "now", "years"), [
    ("市工商局", "市市场监督管理局", "2014–2019"), ("省环保厅", "省生态环境局", "2018"), ("县卫计局", "县卫生健康委", "2018–2019"), ("市人防办", "市国防动员办公室", "2022–2023"),
    ("市扶贫办", "", "2021"), ("市大数据局", "", ""), ("人民银行中心支行", "", "2023"), ("区安监局", "区应急管理局", "2018–2019"),
])
def test_former_names_tell_their_years(name: str, now: str, years: str) -> None:
    match = UnitBook(Roster()).match(name)
    assert match is not None
    assert not now or match.name == now
    assert years in match.note
    assert not years or (match.how, match.sure) == ("renamed", False)


def test_book_is_made_once() -> None:
    assert book_of(ROSTER) is book_of(ROSTER)


@pytest.mark.parametrize(("name", "office", "upper"), [
    ("省审改办", Level.CITY, True), ("市教育局", Level.CITY, False), ("市教育局", Level.COUNTY, False), ("省政府办公厅", Level.CITY, True),
    ("国务院办公厅", Level.PROVINCE, True), ("国家发展改革委", Level.PROVINCE, True), ("国网湖州供电公司", Level.CITY, False), ("海宁市", Level.CITY, False),
    ("国家税务总局嘉兴市税务局", Level.CITY, False), ("人行嘉兴市中心支行", Level.CITY, False), ("嘉兴海关", Level.CITY, False), ("各县(市、区)政府", Level.CITY, False),
])
def test_upper(name: str, office: Level, upper: bool) -> None:
    assert BOOK.is_upper(name, office) is upper


def test_upper_in_a_county_that_calls_nobody_city() -> None:
    county = UnitBook(Roster(units=(Unit("县教育局"), Unit("县财政局"))))
    assert county.is_upper("市教育局", Level.COUNTY)
    assert not county.is_upper("县司法局", Level.COUNTY)
    assert county.level_of("市教育局") is Level.CITY


@pytest.mark.parametrize(("name", "prefix", "core"), [
    ("市教育局", "市", "教育局"), ("市场监管局", "", "市场监管局"), ("市市场监管局", "市", "市场监管局"), ("市民中心", "", "市民中心"), ("市民政局", "市", "民政局"),
    ("市政园林局", "", "市政园林局"), ("市政府办公室", "市", "政府办公室"), ("市政协办公室", "市", "政协办公室"), ("区域合作办", "", "区域合作办"), ("城市管理局", "", "城市管理局"),
    ("市城市管理局", "市", "城市管理局"), ("嘉兴市教育局", "嘉兴市", "教育局"), ("乡村振兴局", "", "乡村振兴局"), ("县城管局", "县", "城管局"), ("自治区教育厅", "自治区", "教育厅"),
    ("北京市海淀区财政局", "北京市海淀区", "财政局"), ("市委宣传部", "市", "委宣传部"), ("镇党政办", "镇", "党政办"), ("市级机关事务管理局", "市", "级机关事务管理局"),
])
def test_prefixes(name: str, prefix: str, core: str) -> None:
    assert (prefix_of(name), core_of(name)) == (prefix, core)


@pytest.mark.parametrize(("name", "whole"), [
    ("市教育局", 3), ("发改", 1), ("市自然资源", 0), ("办公室", 0), ("市长三角发展办", 3), ("市某某管理局", 2), ("省“互联网+政务服务”", 0), ("张三", 0), ("吴兴区", 2),
    ("市人力资源和社会", 0), ("一次办", 0), ("市委老干部", 0), ("市城市管理", 0),
])
def test_wholeness(name: str, whole: int) -> None:
    assert min(wholeness(name), 3) == whole or (whole == 0 and wholeness(name) == 1)


def test_shipped_list() -> None:
    """At least 120 canonical bodies; every rename has its years and says what became of the body."""
    assert len(bodies()) >= 120
    assert len({body.name for body in bodies()}) == len(bodies())
    assert sum(len(body.names) for body in bodies()) >= 600
    for body in bodies():
        for former in body.former:
            assert former.years[:2] in ("19", "20")
            assert former.note
    assert all(len({way.body.name for way in ways if way.how == "name"}) <= 1 for ways in namings().values())


@pytest.mark.parametrize(("name", "expected"), [
    ("市市场监管局", "sscjgj"), ("重庆市", "cqs"), ("重庆市", "zqs"), ("长兴县", "cxx"), ("长兴县", "zxx"), ("人民银行", "rmyh"), ("厦门市", "xms"), ("12345热线办", "12345rxb"),
])
def test_initials(name: str, expected: str) -> None:
    assert expected in unit_initials(name)


def test_initials_are_few_and_never_fail() -> None:
    assert unit_initials("") == ("",)
    assert len(unit_initials("长重行乐调会单朝藏传")) == MOST_READINGS
    assert unit_initials("A😀市 （x）")


def test_places() -> None:
    assert level_of_place("海宁市") is Level.COUNTY
    assert level_of_place("嘉兴市") is Level.CITY
    assert level_of_place("浙江省") is Level.PROVINCE
    assert level_of_place("南太湖新区") is None
    assert "嘉兴市" in cities_of("海宁市")
    assert len(cities_of("鼓楼区")) >= 4
    assert "杭州市" in cities_of("下城区")


def test_counties_file_says_what_it_covers() -> None:
    content = json.loads((locate("data") / "counties.json").read_text("utf-8"))
    assert content["source"]
    assert content["as_of"]
    assert content["covers"]
    provinces = content["provinces"]
    assert len(provinces) == 31
    counties = [county for cities in provinces.values() for names in cities.values() for county in names]
    assert 2800 <= len(counties) <= 2900
    assert sum(not city.startswith("直辖") for cities in provinces.values() for city in cities) == 333 + 4


@pytest.mark.parametrize(("name", "level"), [("沿江区", Level.COUNTY), ("及第县", Level.COUNTY), ("有关区政府", Level.COUNTY), ("部河市", Level.CITY), ("甲县", Level.COUNTY)])
def test_a_place_that_the_roster_gives_a_level_is_one(name: str, level: Level) -> None:
    assert category_of(Unit(name, level=level)) is Category.COUNTY


@pytest.mark.parametrize("name", ["市教育局", "市政府", "县政府", "市公安局交警支队", "区政府办公室"])
def test_a_department_with_a_level_stays_one(name: str) -> None:
    assert category_of(Unit(name, level=Level.CITY)) is not Category.COUNTY
