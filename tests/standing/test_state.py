"""The one state of a task: design.md, "A task has one state"."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain import Deadline, DeadlineKind, DutyRole, Every, GongkaiError, LeadKind, Milestone, Status
from gongkai_desk.ledger import Form, Verdict
from gongkai_desk.standing import Light, LightRules, assess
from gongkai_desk.standing.due import due_day
from gongkai_desk.standing.state import UnitState, combine

TODAY = date(2022, 9, 20)


def one(make, said, today=TODAY, **more):
    standing = assess(make.snapshot([make.task(1, **more)], said), None, today)
    return standing.states["T0001"]


@pytest.mark.parametrize(("words", "status", "light"), [
    (None, None, "yellow"),
    ("未启动", Status.NOT_STARTED, "green"),
    ("推进中", Status.RUNNING, "green"),
    ("已完成", Status.DONE, "green"),
    ("持续推进", Status.CONTINUING, "grey"),
    ("不涉及", Status.NOT_CONCERNED, "grey"),
    ("差不多了", Status.RUNNING, "green"),
    ({"progress": "做了一些"}, Status.RUNNING, "green"),
])
def test_a_single_lead_decides(make, words, status, light) -> None:
    state = one(make, {(1, "市教育局"): words} if words else {})
    assert (state.status, state.light.value) == (status, light)


def test_supporting_units_never_decide(make) -> None:
    state = one(make, {(1, "市司法局"): "已完成"}, support=("市司法局",))
    assert state.status is None and state.unreported == ("市教育局",) and set(state.reports) == {"市司法局"}
    state = one(make, {(1, "市教育局"): "已完成", (1, "市司法局"): "未启动"}, support=("市司法局",))
    assert state.status is Status.DONE and state.light is Light.GREEN


def test_done_only_when_every_lead_says_so(make) -> None:
    leads = ("市教育局", "市司法局", "市财政局")
    said = {(1, unit): "已完成" for unit in leads[:2]}
    state = one(make, said, units=leads, kind=LeadKind.EACH)
    assert state.status is Status.RUNNING and state.light is Light.YELLOW and state.unreported == ("市财政局",)
    assert one(make, said | {(1, "市财政局"): "已完成"}, units=leads, kind=LeadKind.EACH).status is Status.DONE
    assert one(make, said | {(1, "市财政局"): "持续推进"}, units=leads, kind=LeadKind.EACH).status is Status.CONTINUING
    assert one(make, said | {(1, "市财政局"): "不涉及"}, units=leads, kind=LeadKind.EACH).status is Status.DONE
    assert one(make, dict.fromkeys([(1, unit) for unit in leads], "不涉及"), units=leads).status is Status.NOT_CONCERNED


@given(st.lists(st.sampled_from([None, *Status]), max_size=6))
def test_combining_holds_the_rules_for_any_leads(statuses) -> None:
    leads = [UnitState(str(n), DutyRole.LEAD, None, status, None, Light.GREEN, None) for n, status in enumerate(statuses)]
    found = combine(leads)
    concerned = [status for status in statuses if status is not Status.NOT_CONCERNED]
    assert (found is Status.DONE) == (bool(concerned) and set(concerned) == {Status.DONE})
    assert (found is Status.NOT_CONCERNED) == (bool(statuses) and not concerned)
    assert (found is None) == (not statuses or (bool(concerned) and set(concerned) == {None}))


def test_a_shared_task_is_a_count(make) -> None:
    state = one(make, {(1, "南湖区"): "已完成", (1, "秀洲区"): "推进中", (1, "市司法局"): "已完成"},
                units=("市级有关部门(单位)", "各县(市、区)政府"), kind=LeadKind.SHARED)
    assert state.label == "应报5 已报3 已完成2" and state.status is Status.RUNNING
    assert state.summary == "应报5个单位，已报3个，已完成2个，推进中1个。"
    assert state.unreported == ("市教育局", "嘉善县")


def test_days_and_lights(make) -> None:
    said = {(1, "市教育局"): "推进中"}
    for today, light, left, over in [
        (date(2022, 9, 14), "green", 16, 0), (date(2022, 9, 15), "yellow", 15, 0), (date(2022, 9, 30), "yellow", 0, 0),
        (date(2022, 10, 1), "red", -1, 1), (date(2022, 10, 3), "red", -3, 3),
    ]:
        state = one(make, said, today, deadline=make.on(date(2022, 9, 30)))
        assert (state.light.value, state.days_left, state.overdue_days) == (light, left, over), today
    assert one(make, said, date(2022, 10, 3), deadline=make.on(date(2022, 9, 30))).label == "逾期"
    assert one(make, {}, date(2022, 10, 3), deadline=make.on(date(2022, 9, 30))).light is Light.RED
    done = one(make, {(1, "市教育局"): "已完成"}, date(2022, 10, 3), deadline=make.on(date(2022, 9, 30)))
    assert (done.light, done.label, done.overdue_days) == (Light.GREEN, "已完成", 0)


def test_ongoing_is_grey_once_reported(make) -> None:
    forever = make.on(None, DeadlineKind.ONGOING)
    assert one(make, {(1, "市教育局"): "推进中"}, deadline=forever).light is Light.GREY
    assert one(make, {}, deadline=forever).light is Light.YELLOW
    assert one(make, {}, deadline=forever).due is None


def test_the_worst_of_the_leads(make) -> None:
    steps = (Milestone(date(2022, 6, 30), "6月底", ("市教育局",)), Milestone(date(2022, 11, 30), "11月底", ("市司法局",)))
    deadline = make.on(date(2022, 11, 30), DeadlineKind.MILESTONES, milestones=steps)
    state = one(make, {(1, "市教育局"): "推进中", (1, "市司法局"): "推进中"}, units=("市教育局", "市司法局"), deadline=deadline)
    assert state.light is Light.RED and state.due == date(2022, 6, 30) and state.overdue_days == 82
    state = one(make, {(1, "市教育局"): "已完成", (1, "市司法局"): "推进中"}, units=("市教育局", "市司法局"), deadline=deadline)
    assert state.light is Light.GREEN and state.due == date(2022, 11, 30)


def test_milestones_for_all_count_the_next_open_one(make) -> None:
    steps = tuple(Milestone(date(2022, month, 30), "") for month in (6, 9, 11))
    deadline = make.on(date(2022, 11, 30), DeadlineKind.MILESTONES, milestones=steps)
    said = {(1, "市教育局"): "推进中"}
    assert [one(make, said, day, deadline=deadline).due for day in (date(2022, 5, 1), date(2022, 7, 1), date(2022, 12, 5))] == [
        date(2022, 6, 30), date(2022, 9, 30), date(2022, 11, 30)]


@pytest.mark.parametrize(("every", "first", "today", "due"), [
    (Every.MONTH, date(2022, 1, 31), date(2022, 2, 10), date(2022, 2, 28)),
    (Every.MONTH, date(2022, 1, 5), date(2022, 9, 5), date(2022, 9, 5)),
    (Every.MONTH, date(2022, 1, 5), date(2022, 9, 6), date(2022, 10, 5)),
    (Every.QUARTER, date(2022, 3, 31), date(2022, 9, 20), date(2022, 9, 30)),
    (Every.HALF, date(2022, 6, 30), date(2022, 7, 1), date(2022, 12, 31)),
    (Every.WEEK, date(2022, 1, 7), date(2022, 9, 20), date(2022, 9, 23)),
    (Every.QUARTER, date(2022, 3, 31), date(2023, 4, 1), date(2022, 12, 31)),
    (Every.YEAR, date(2022, 11, 30), date(2022, 9, 1), date(2022, 11, 30)),
])
def test_recurring_is_due_next(make, every, first, today, due) -> None:
    state = one(make, {(1, "市教育局"): "推进中"}, today, deadline=make.on(first, DeadlineKind.RECURRING, every=every))
    assert state.due == due and state.days_left == (due - today).days


def test_what_was_done_stays_done_and_silence_is_yellow(make) -> None:
    tasks = [make.task(1), make.task(2)]
    said = {(1, "市教育局", make.q2): "已完成", (2, "市教育局", make.q2): "推进中"}
    standing = assess(make.snapshot(tasks, said), make.q3, TODAY)
    first, second = standing.states.values()
    assert first.status is Status.DONE and first.light is Light.GREEN and first.reported == ()
    assert second.status is Status.RUNNING and second.light is Light.YELLOW and second.reason == "本期未报"
    assert standing.not_reported == ("市教育局",)
    assert assess(make.snapshot(tasks, {(1, "市教育局", make.q3): "已完成"}), make.q2, TODAY).states["T0001"].status is None


def test_the_office_may_overrule(make) -> None:
    task = make.task(1, deadline=make.on(date(2022, 6, 30)))
    verdicts = {("T0001", make.q3): Verdict("T0001", make.q3, Status.DONE, "已现场核实")}
    state = assess(make.snapshot([task], {(1, "市教育局"): "推进中"}, verdicts=verdicts), None, TODAY).states["T0001"]
    assert (state.status, state.light, state.reason, state.overdue_days) == (Status.DONE, Light.GREEN, "核定：已现场核实", 0)
    verdicts = {("T0001", make.q3): Verdict("T0001", make.q3, Status.RUNNING, "抽查未落实")}
    state = assess(make.snapshot([task], {(1, "市教育局"): "已完成"}, verdicts=verdicts), None, TODAY).states["T0001"]
    assert (state.status, state.light, state.label) == (Status.RUNNING, Light.RED, "逾期")
    verdicts = {("T0001", make.q3): Verdict("T0001", make.q3, None, "省厅通报", "red")}
    state = assess(make.snapshot([task], {(1, "市教育局"): "已完成"}, verdicts=verdicts), None, TODAY).states["T0001"]
    assert (state.status, state.light) == (Status.DONE, Light.RED)


def test_the_summary_is_the_offices_else_the_leads(make) -> None:
    words = {(1, "市教育局"): {"status": "推进中", "progress": "公开12条"}, (1, "市司法局"): {"progress": "培训3次"}}
    assert one(make, words).summary == "公开12条"
    assert one(make, words, units=("市教育局", "市司法局"), kind=LeadKind.EACH).summary == "市教育局：公开12条\n市司法局：培训3次"
    edited = make.snapshot([make.task(1)], words, summaries={("T0001", make.q3): "综合：很好"})
    state = assess(edited, None, TODAY).states["T0001"]
    assert state.summary == "综合：很好" and state.edited


def test_light_rules_are_the_offices(make) -> None:
    def light(settings):
        snapshot = make.snapshot([make.task(1, deadline=make.on(date(2022, 9, 30)))], {(1, "市教育局"): "推进中"}, settings=settings)
        state = assess(snapshot, None, TODAY).states["T0001"]
        return state.light.value, state.light_word

    assert light({}) == ("yellow", "黄灯")
    assert light({"lights": {"yellow_days": 5, "words": {"green": "正常"}}}) == ("green", "正常")
    assert light({"lights": {"yellow_days": "坏", "unreported": 3, "words": 1}}) == ("yellow", "黄灯")
    assert LightRules.from_settings({"lights": "坏"}) == LightRules()
    silent = make.snapshot([make.task(1)], {}, settings={"lights": {"unreported": False}})
    assert assess(silent, None, TODAY).states["T0001"].light is Light.GREEN


def test_units_counts_and_who_is_missing(make) -> None:
    tasks = [make.task(1, support=("市司法局",)), make.task(2, ("各县(市、区)政府",), LeadKind.EACH), make.task(3, ("市财政局",))]
    said = {(1, "市教育局"): "已完成", (2, "南湖区"): "推进中", (2, "秀洲区"): "不涉及"}
    standing = assess(make.snapshot(tasks, said), None, TODAY)
    assert [(unit.unit, unit.due, unit.reported) for unit in standing.units] == [
        ("市教育局", 1, 1), ("市司法局", 1, 0), ("市财政局", 1, 0), ("南湖区", 1, 1), ("秀洲区", 1, 1), ("嘉善县", 1, 0)]
    assert standing.not_reported == ("市司法局", "市财政局", "嘉善县")
    assert standing.counts == {"任务总数": 3, "已完成": 1, "推进中": 1, "未启动": 1, "逾期": 0, "持续推进": 0, "不涉及": 0, "完成率": 33.3}
    assert standing.lights == {"green": 1, "yellow": 2, "red": 0, "grey": 0} and sum(standing.lights.values()) == len(tasks)
    ranks = {unit.unit: unit.rank for unit in standing.units}
    assert ranks["市教育局"] == 1 and ranks["秀洲区"] is None and ranks["嘉善县"] == 2


def test_what_a_form_asked_is_what_is_due(make) -> None:
    tasks = [make.task(1, support=("市司法局",)), make.task(2)]
    forms = {(make.q3, "市教育局"): Form(make.q3, "市教育局", issued={"T0001": {}, "T0002": {}})}
    standing = assess(make.snapshot(tasks, {(2, "市教育局"): "推进中"}, forms=forms), None, TODAY)
    assert [(unit.unit, unit.due, unit.reported) for unit in standing.units if unit.due] == [("市教育局", 2, 1)]
    assert standing.not_reported == ()


def test_a_ledger_without_a_round_has_deadlines_only(make) -> None:
    snapshot = make.snapshot([make.task(1), make.task(2, deadline=make.on(date(2022, 9, 1)))], rounds=())
    standing = assess(snapshot, None, TODAY)
    assert standing.round is None and [state.light.value for state in standing.states.values()] == ["green", "red"]
    with pytest.raises(GongkaiError, match="没有报送期"):
        assess(snapshot, "没有", TODAY)


def test_a_task_nobody_leads_waits(make) -> None:
    state = one(make, {}, units=(), kind=LeadKind.MISSING)
    assert state.status is None and state.label == "未启动" and state.light is Light.YELLOW and state.units == ()


@pytest.mark.parametrize(("unit", "due"), [("青川县", date(2022, 9, 30)), ("市教育局", date(2022, 10, 31)), ("石门镇", date(2022, 9, 30))])
def test_a_milestone_of_a_group_holds_for_its_members(unit: str, due: date) -> None:
    steps = (Milestone(date(2022, 9, 30), "9月底前", ("各县(市、区)",)), Milestone(date(2022, 10, 31), "10月底前", ("各部门",)))
    deadline = Deadline(DeadlineKind.MILESTONES, date(2022, 10, 31), milestones=steps)
    assert due_day(deadline, date(2022, 9, 20), unit=unit) == due
