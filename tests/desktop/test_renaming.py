"""A unit renamed in 设置 → 单位名录 keeps what it said: reports, forms and groups go with it."""

from __future__ import annotations

from datetime import date

from gongkai_desk.standing import assess

ROUND = "2022年第三季度"


def test_reports_follow_a_renamed_unit(opened, idle):
    before = opened.desk.state.snapshot
    said = {(one.task, one.round): dict(one.fields) for one in before.reports if one.unit == "海宁市"}
    assert said
    opened.act("roster")
    tab = opened.pages["settings"].table("roster")
    row = [unit.name for unit in tab.model.values].index("海宁市")
    tab.model.setData(tab.model.index(row, 0), "海宁市人民政府")
    idle(opened)
    after = opened.desk.state.snapshot
    assert "海宁市" not in after.roster.names and "海宁市" in after.roster.units[row].aliases
    assert {(one.task, one.round): dict(one.fields) for one in after.reports if one.unit == "海宁市人民政府"} == said
    assert not [one for one in after.reports if one.unit == "海宁市"]
    standing = assess(after, ROUND, date(2022, 9, 20))
    assert "海宁市" not in {one.unit for one in standing.units}
    opened.act("undo")
    idle(opened)
    assert {(one.task, one.round): dict(one.fields) for one in opened.desk.state.snapshot.reports if one.unit == "海宁市"} == said
    assert tab.model.values[row].name == "海宁市"
