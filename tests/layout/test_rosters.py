"""The roster's words for kinds of units, as offices write them."""

from __future__ import annotations

import pytest

from gongkai_desk.domain import Category, Level, RefusalKind, Unreadable
from gongkai_desk.grids.grid import Document, Grid, GridKind, Row
from gongkai_desk.layout import read_roster, understand

KINDS = (
    ("青山镇人民政府", "镇街", None, Level.TOWN),
    ("城东街道办事处", "乡镇（街道）", None, Level.TOWN),
    ("安溪县", "县（市、区）", Category.COUNTY, None),
    ("安溪县人民政府", "县市区政府", Category.COUNTY, None),
    ("市教育局", "市直部门", Category.DEPARTMENT, None),
    ("团市委", "党群机关", Category.DEPARTMENT, None),
    ("高新区管委会", "园区", Category.ZONE, None),
    ("城投集团", "企事业单位", Category.ENTERPRISE, None),
    ("省司法厅", "上级", Category.UPPER, None),
    ("市气象局", "", None, None),
    ("州生态环境局安溪分局", "垂直管理单位", Category.DEPARTMENT, None),
    ("市税务局", "垂管部门", Category.DEPARTMENT, None),
    ("市消防救援支队", "省属驻市单位", Category.DEPARTMENT, None),
)


def test_a_list_of_annexes_does_not_end_the_search_for_a_list_of_names() -> None:
    lines = (
        "附件：1.2022年公开工作要点", "2.市级有关部门（单位）名单", "附件1", "2022年公开工作要点", "1.公开政策。（牵头单位：市税务局）", "附件2",
        "市级有关部门（单位）名单", "市发展改革委、市教育局、市科技局",
    )
    grid = Grid("样例.txt", tuple(Row(at, (line,)) for at, line in enumerate(lines, 1)), kind=GridKind.PROSE)
    found = understand(Document("样例.txt", "txt", (grid,)))[0].roster
    assert [unit.name for unit in found.units] == ["市发展改革委", "市教育局", "市科技局"]


@pytest.mark.parametrize(("name", "word", "category", "level"), KINDS)
def test_kinds_of_units(name: str, word: str, category: Category | None, level: Level | None) -> None:
    rows = (Row(1, ("单位名称", "类别")), Row(2, (name, word)))
    (unit,) = read_roster(Document("名录.xlsx", "xlsx", (Grid("名录.xlsx", rows),))).units
    assert (unit.category, unit.level) == (category, level)


def test_a_roster_is_no_breakdown_and_says_so() -> None:
    rows = (Row(1, ("序号", "单位全称", "联络员", "联系电话")), Row(2, (1, "市教育局", "王平", "123")), Row(3, (2, "市民政局", "李明", "124")))
    with pytest.raises(Unreadable, match="这是一份单位名录") as caught:
        understand(Document("名录.xlsx", "xlsx", (Grid("名录.xlsx", rows, "名录"),)))
    assert caught.value.kind is RefusalKind.NO_TABLE and "--roster" in caught.value.next_step


def test_tasks_with_contacts_are_a_breakdown() -> None:
    head = ("序号", "工作任务", "责任单位", "联络员", "联系电话")
    rows = (Row(1, head), Row(2, (1, "公开预算决算信息", "市财政局", "王平", "123")), Row(3, (2, "公开义务教育信息", "市教育局", "李明", "124")))
    (breakdown,) = understand(Document("表.xlsx", "xlsx", (Grid("表.xlsx", rows, "表"),)))
    assert [task.lead.units for task in breakdown.tasks] == [("市财政局",), ("市教育局",)]


@pytest.mark.parametrize("listed", [("市教育局", "市财政局"), ("市教育局、市财政局",)])
def test_an_annex_that_says_whom_it_lists_may_be_short(listed: tuple[str, ...]) -> None:
    tasks = (Row(1, ("序号", "工作任务", "牵头单位")), Row(2, (1, "公开预算决算信息", "市级有关部门(单位)")), Row(3, (2, "公开义务教育信息", "市教育局")))
    annex = (Row(1, ("市级有关部门（单位）名单",)), *(Row(at, (name,)) for at, name in enumerate(listed, 2)))
    (breakdown,) = understand(Document("表.xlsx", "xlsx", (Grid("表.xlsx", tasks, "附件1"), Grid("表.xlsx", annex, "附件2"))))
    assert breakdown.roster is not None and [set(members) for members in breakdown.roster.groups.values()] == [{"市教育局", "市财政局"}]


@pytest.mark.parametrize(("written", "name"), [
    ("市 教育局", "市教育局"), ("市税务局\n稽查局", "市税务局稽查局"), (" 市　民政局 ", "市民政局"), ("China Post 分公司", "China Post 分公司"),
])
def test_blanks_inside_a_name_are_the_typists(written: str, name: str) -> None:
    rows = (Row(1, ("单位名称", "别名")), Row(2, (written, "市 教局\n市教 体局")))
    (unit,) = read_roster(Document("名录.xlsx", "xlsx", (Grid("名录.xlsx", rows),))).units
    assert (unit.name, unit.aliases) == (name, ("市教局", "市教体局"))


def test_blanks_in_a_plain_list_of_names() -> None:
    rows = tuple(Row(at, (name,)) for at, name in enumerate(("市 教育局", "市税务局\n稽查局", "市民政局"), 1))
    assert read_roster(Document("名录.xlsx", "xlsx", (Grid("名录.xlsx", rows),))).names == ("市教育局", "市税务局稽查局", "市民政局")


def test_a_name_with_a_second_one_in_brackets_is_one_unit_with_an_alias() -> None:
    header = ("序号", "单位名称", "别名")
    rows = (Row(1, header), Row(2, (1, "市政务数据办(市跑改办)", "市大数据局")), Row(3, (2, "市教育局", "")), Row(4, (3, "市财政局", "")))
    roster = read_roster(Document("名录.xlsx", "xlsx", (Grid("名录.xlsx", rows, "名录"),)))
    assert [(unit.name, unit.aliases) for unit in roster.units] == [
        ("市政务数据办", ("市跑改办", "市大数据局")), ("市教育局", ()), ("市财政局", ())]
    tasks = (Row(1, ("序号", "工作任务", "牵头单位")), Row(2, (1, "公开预算信息", "市财政局")), Row(3, (2, "公开数据目录", "市政务数据办")))
    annex = Grid("表.xlsx", (Row(1, ("市级有关部门（单位）名单",)), *(Row(row.index + 1, row.values[:2]) for row in rows)), "附件2")
    found = understand(Document("表.xlsx", "xlsx", (Grid("表.xlsx", tasks, "附件1"), annex)))[0].roster
    assert found.names == ("市政务数据办", "市教育局", "市财政局")
