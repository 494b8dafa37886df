"""Group phrases: knowing them, expanding them by the roster, and annexes that define them."""

from __future__ import annotations

import pytest

from gongkai_desk.domain import Category, Level, Roster, Unit
from gongkai_desk.language.group_members import expand, names_group
from gongkai_desk.language.groups import is_group
from gongkai_desk.language.levels import category_of, level_of

COUNTIES = ("南湖区", "秀洲区", "嘉善县", "平湖市", "海宁市")
DEPARTMENTS = ("市政府办公室", "市教育局", "市税务局")
FIRMS = ("嘉实集团", "嘉兴电力局")
ZONES = ("嘉兴经济技术开发区", "嘉兴港区")
CITY = Roster(
    units=tuple(Unit(name) for name in (*DEPARTMENTS, *FIRMS, *ZONES, *COUNTIES)) + (Unit("省政府办公厅", category=Category.UPPER),),
    groups={"市级有关部门(单位)": ("市教育局", "市税务局")},
)
TOWNS = Roster(units=(
    Unit("区教育局"), Unit("区财政局"), Unit("郑陆镇", level=Level.TOWN), Unit("雕庄街道", level=Level.TOWN), Unit("青龙街道办事处"), Unit("天宁经济开发区"),
))
NAMED_IN_FULL = Roster(units=(Unit("清河市青山镇人民政府"), Unit("清河市城东街道办事处"), Unit("清河市教育局")))
PROVINCE = Roster(units=(
    Unit("省教育厅"), Unit("福州市政府", category=Category.COUNTY), Unit("厦门市政府", category=Category.COUNTY), Unit("平潭综合实验区管委会"),
))

EXPANSIONS = [
    ("各县(市、区)政府", CITY, COUNTIES),
    ("各县（市、区）人民政府", CITY, COUNTIES),
    ("各区县政府", CITY, COUNTIES),
    ("各县区", CITY, COUNTIES),
    ("各县市区", CITY, COUNTIES),
    ("各区、县级市人民政府", CITY, COUNTIES),
    ("各区", CITY, ("南湖区", "秀洲区")),
    ("各县", CITY, ("嘉善县",)),
    ("各园区管委会", CITY, ZONES),
    ("各开发区", CITY, ZONES),
    ("市级各部门", CITY, DEPARTMENTS),
    ("市直各单位", CITY, (*DEPARTMENTS, *FIRMS)),
    ("各部门(单位)", CITY, (*DEPARTMENTS, *FIRMS)),
    ("市属国有企业", CITY, FIRMS),
    ("全市各级各部门", CITY, (*DEPARTMENTS, *FIRMS, *ZONES, *COUNTIES)),
    ("各县(市、区)政府(管委会)", CITY, (*ZONES, *COUNTIES)),
    ("各县(市、区)政府、市级各部门", CITY, (*DEPARTMENTS, *COUNTIES)),
    ("各地", CITY, (*ZONES, *COUNTIES)),
    ("市级有关部门(单位)", CITY, ("市教育局", "市税务局")),
    ("市级有关部门（单位）", CITY, ("市教育局", "市税务局")),
    ("市级有关部门", CITY, ("市教育局", "市税务局")),
    ("市直有关单位", CITY, None),
    ("各有关部门", CITY, None),
    ("市政务公开领导小组成员单位", CITY, None),
    ("各镇（街道）", CITY, None),
    ("各镇（街道）", TOWNS, ("郑陆镇", "雕庄街道", "青龙街道办事处")),
    ("各镇（街道）", NAMED_IN_FULL, ("清河市青山镇人民政府", "清河市城东街道办事处")),
    ("各部门各镇街", NAMED_IN_FULL, ("清河市青山镇人民政府", "清河市城东街道办事处", "清河市教育局")),
    ("各街道", TOWNS, ("雕庄街道", "青龙街道办事处")),
    ("镇", TOWNS, ("郑陆镇",)),
    ("开发区", TOWNS, ("天宁经济开发区",)),
    ("区各部委办局", TOWNS, ("区教育局", "区财政局")),
    ("各设区市政府", PROVINCE, ("福州市政府", "厦门市政府")),
    ("各设区市", PROVINCE, ("福州市政府", "厦门市政府")),
    ("省政府各部门", PROVINCE, ("省教育厅",)),
]


@pytest.mark.parametrize(("phrase", "roster", "members"), EXPANSIONS)
def test_expand(phrase: str, roster: Roster, members: tuple[str, ...] | None) -> None:
    assert expand(phrase, roster) == members


def test_nothing_expands_by_an_empty_roster() -> None:
    assert expand("各县(市、区)政府", Roster()) is None


def test_a_unit_is_not_a_group_and_stands_for_itself() -> None:
    assert expand("市教育局", CITY) == ("市教育局",)
    assert expand("市不存在局", CITY) is None


GROUPS = ["各县(市、区)政府", "各区、县级市人民政府", "市级有关部门(单位)", "省政府各部门", "各直属机构", "各设区市", "开发区", "镇", "各街道", "区各部委办局",
          "各园区管委会", "中央驻闽有关机构", "市直有关单位", "有关部门", "各级各部门", "各科室", "市政府各委、办、局", "各乡镇人民政府、街道办事处", "区直各部门",
          "县级以上人民政府", "市政务公开领导小组成员单位", "各县（市、区）党委、政府", "各盟行政公署、市人民政府", "市生态环境局各分局"]
SINGLE = ["市教育局", "市政府办公室", "市政府", "区政府", "南太湖新区管委会", "长兴县政府", "郑陆镇", "嘉兴港区", "市委", "市级机关事务管理局", "市直机关工委",
          "平潭综合实验区管委会", "嘉实集团", "张三", "", "全年", "市场监管局", "城东街道办事处"]


@pytest.mark.parametrize("phrase", GROUPS)
def test_groups(phrase: str) -> None:
    assert is_group(phrase)


@pytest.mark.parametrize("phrase", SINGLE)
def test_single_units_are_no_groups(phrase: str) -> None:
    assert not is_group(phrase)


@pytest.mark.parametrize(("title", "phrase"), [
    ("市级有关部门(单位)名单", "市级有关部门(单位)"),
    ("附件1：市级有关部门（单位）名单", "市级有关部门(单位)"),
    ("附件 市直有关单位名录", "市直有关单位"),
    ("附件2 政务公开工作任务分解表", ""),
    ("单位联系人一览表", ""),
])
def test_annex_titles(title: str, phrase: str) -> None:
    assert names_group(title) == phrase


@pytest.mark.parametrize(("name", "level"), [
    ("市教育局", Level.CITY), ("省审改办", Level.PROVINCE), ("区政府办公室", Level.COUNTY), ("嘉兴市教育局", Level.CITY), ("海宁市", Level.COUNTY),
    ("海宁市教育局", Level.COUNTY), ("长兴县人民政府", Level.COUNTY), ("郑陆镇", Level.TOWN), ("浙江省人民政府", Level.PROVINCE), ("北京市", Level.PROVINCE),
    ("浦东新区", Level.COUNTY), ("市场监管局", None), ("嘉实集团", None), ("教育局", None),
])
def test_levels(name: str, level: Level | None) -> None:
    assert level_of(name) is level


@pytest.mark.parametrize(("name", "category"), [
    ("市教育局", Category.DEPARTMENT), ("海宁市", Category.COUNTY), ("长兴县政府", Category.COUNTY), ("嘉兴港区", Category.ZONE), ("南太湖新区管委会", Category.ZONE),
    ("嘉实集团", Category.ENTERPRISE), ("国网湖州供电公司", Category.ENTERPRISE), ("郑陆镇", None), ("国务院办公厅", Category.UPPER),
])
def test_categories(name: str, category: Category | None) -> None:
    assert category_of(Unit(name)) is category


OFFICES = Roster(tuple(Unit(name) for name in ("办公室", "政策法规科", "人事科", "应急办", "执法大队", "信息中心")))


@pytest.mark.parametrize(("phrase", "members"), [
    ("各科室", ("办公室", "政策法规科", "人事科", "应急办")), ("机关各科室", ("办公室", "政策法规科", "人事科", "应急办")),
    ("各处室", ("办公室", "政策法规科", "人事科", "应急办")), ("各科（室）", ("办公室", "政策法规科", "人事科", "应急办")),
    ("各科室（中心）", ("办公室", "政策法规科", "人事科", "应急办", "信息中心")), ("有关科室", None),
    ("各科室、各直属单位", ("办公室", "政策法规科", "人事科", "应急办", "执法大队", "信息中心"))])
def test_the_offices_of_one_body(phrase: str, members: tuple[str, ...] | None) -> None:
    assert expand(phrase, OFFICES) == members


def test_a_town_called_chengguan_is_a_town() -> None:
    roster = Roster((Unit("县教育局"), Unit("城关镇"), Unit("石门乡"), Unit("关口街道")))
    assert expand("各乡镇（街道）", roster) == ("城关镇", "石门乡", "关口街道")
    assert expand("各部门", roster) == ("县教育局",)


def test_everybody_everywhere() -> None:
    roster = Roster((Unit("市教育局"), Unit("甲县", level=Level.COUNTY)))
    assert expand("各地各部门", roster) == ("市教育局", "甲县")
    assert expand("各县（市、区）教育局", roster) is None
