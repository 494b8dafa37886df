"""Who answers for what."""

from __future__ import annotations

from gongkai_desk.domain import Category, DutyRole, LeadKind, Roster, Unit
from gongkai_desk.standing import duties


def told(make, *tasks, roster=None):
    return [(duty.task, duty.unit, duty.role.value, duty.via) for duty in duties(tasks, roster or make.roster)]


def test_named_units_have_their_roles(make) -> None:
    assert told(make, make.task(1, ("市司法局", "市教育局"), support=("市财政局", "省政府办公厅"))) == [
        ("T0001", "市教育局", "牵头", None), ("T0001", "市司法局", "牵头", None), ("T0001", "市财政局", "配合", None)]


def test_groups_expand_and_say_so(make) -> None:
    found = told(make, make.task(1, ("各县(市、区)政府", "市级有关部门(单位)"), LeadKind.SHARED))
    assert [unit for _, unit, _, _ in found] == ["市教育局", "市司法局", "南湖区", "秀洲区", "嘉善县"]
    assert {role for _, _, role, _ in found} == {DutyRole.SHARED.value}
    assert found[0][3] == "市级有关部门(单位)" and found[2][3] == "各县(市、区)政府"


def test_a_name_beats_a_group_and_a_lead_a_support(make) -> None:
    assert told(make, make.task(1, ("南湖区",), support=("各县(市、区)政府",)))[0] == ("T0001", "南湖区", "牵头", None)
    found = told(make, make.task(1, ("各县(市、区)政府",), LeadKind.EACH, support=("南湖区",)))
    assert found[0] == ("T0001", "南湖区", "牵头", None) and found[1][3] == "各县(市、区)政府"


def test_an_undefined_group_gives_nobody_and_an_unknown_unit_itself(make) -> None:
    assert told(make, make.task(1, ("市直有关单位",))) == []
    assert told(make, make.task(1, ("市大数据局",))) == [("T0001", "市大数据局", "牵头", None)]


def test_aliases_are_the_unit(make) -> None:
    roster = Roster((Unit("市政务数据办", ("市跑改办",), category=Category.DEPARTMENT),), {"两办": ("市跑改办",)})
    assert told(make, make.task(1, ("市跑改办",)), roster=roster) == [("T0001", "市政务数据办", "牵头", None)]
    assert told(make, make.task(1, ("两办",)), roster=roster) == [("T0001", "市政务数据办", "牵头", "两办")]
