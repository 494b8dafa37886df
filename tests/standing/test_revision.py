"""A revised breakdown in mid-year, and last year's ledger in the new one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from msgspec import structs

from gongkai_desk.domain import Breakdown, Lead, LeadKind, Round, Source, Status, Unit
from gongkai_desk.ledger import Change, Ledger, report_key
from gongkai_desk.standing import assess
from gongkai_desk.standing.carrying import CARRIED, LAST_STATE, LAST_WORDS, carry_over, compare_years, is_carried
from gongkai_desk.standing.enlisting import UNLISTED
from gongkai_desk.standing.founding import found_ledger
from gongkai_desk.standing.matching import pair_tasks
from gongkai_desk.standing.revision import difference, revise

TEXTS = (
    "围绕经济社会发展热点推进政策解读，重要政策解读率达到百分之百", "完善政府信息公开申请办理制度，规范答复格式", "建设全市统一的政策文件库并按月更新",
    "开展政府开放日活动不少于两次", "加强政务新媒体监管，清理僵尸账号",
)
TODAY = date(2022, 8, 1)


def doc(make, texts, **more):
    tasks = tuple(structs.replace(make.task(number), text=text, id=None, source=Source("修订.xlsx", "附件1", number)) for number, text in enumerate(texts, 1))
    return Breakdown(more.pop("path", "修订.xlsx"), title="2022年要点", year=more.pop("year", 2022), tasks=tasks, **more)


@pytest.fixture
def ledger(make, tmp_path: Path):
    with found_ledger(tmp_path / "x.gkd", [doc(make, TEXTS, path="原.xlsx")], {}, roster=make.roster) as opened:
        opened.apply("收", [
            Change("round", make.q3, "*", Round(make.q3)),
            *(Change("report", report_key(f"T000{n}", "市教育局", make.q3), "status", "已完成" if n == 1 else "推进中") for n in range(1, 6)),
            Change("report", report_key("T0002", "市教育局", make.q3), "progress", "已改格式"),
        ])
        yield opened


def test_a_revision_is_shown_before_it_is_applied(ledger: Ledger, make) -> None:
    revised = doc(make, (TEXTS[4], "新增：推进基层政务公开标准化目录全覆盖", TEXTS[0] + "。", TEXTS[2], TEXTS[1].replace("规范", "统一规范")))
    found = difference(ledger.snapshot(), revised)
    assert [task.text[:3] for task in found.new] == ["新增："] and [task.id for task in found.dropped] == ["T0004"]
    assert {one.old.id: one.fields for one in found.changed} == {
        "T0001": ("number", "text"), "T0002": ("number", "text"), "T0003": ("number",), "T0005": ("number",)}
    assert len(ledger.history()) == 2
    before = ledger.snapshot()
    step = revise(ledger, revised, today=TODAY)
    assert step is not None and "新增1项、修改4项、取消1项" in step.label
    after = ledger.snapshot()
    assert [task.id for task in after.tasks] == ["T0005", "T0006", "T0001", "T0003", "T0002"]
    assert [task.number for task in after.tasks] == ["1", "2", "3", "4", "5"] and after.task("T0002").text.endswith("统一规范答复格式")
    assert [task.id for task in after.dropped] == ["T0004"] and {one.task for one in after.reports} == {"T0001", "T0002", "T0003", "T0005"}
    assert after.report("T0002", "市教育局", make.q3) == before.report("T0002", "市教育局", make.q3)
    assert "T0004" not in assess(after, None, TODAY).states
    assert difference(after, revised).changed == () and revise(ledger, revised, today=TODAY) is None
    ledger.undo()
    assert (ledger.snapshot().tasks, ledger.snapshot().reports) == (before.tasks, before.reports)
    assert ledger.verify() == ()


def test_the_clerk_may_leave_something_out(ledger: Ledger, make) -> None:
    revised = doc(make, (*TEXTS[:3], "完全不同的一件事情：组织保密审查培训"))
    found = difference(ledger.snapshot(), revised)
    revise(ledger, revised, replace(found, dropped=()), today=TODAY)
    assert len(ledger.snapshot().tasks) == 6 and ledger.snapshot().dropped == ()


def test_what_the_clerk_confirmed_is_no_difference(ledger: Ledger, make) -> None:
    task = ledger.snapshot().tasks[0]
    ledger.apply("确认", [Change("task", "T0001", "deadline", replace(task.deadline, confirmed_by="张三", due=date(2022, 11, 1)))])
    assert difference(ledger.snapshot(), doc(make, TEXTS)).changed == ()


def test_the_same_words_twice_pair_by_their_witnesses(make) -> None:
    def task(number, lead):
        return structs.replace(make.task(number, (lead,)), text="做好信息公开", id=f"T{number:04d}")

    old, new = [task(1, "市教育局"), task(2, "市司法局")], [task(8, "市司法局"), task(9, "市教育局")]
    assert [(pair.old.number, pair.new.number) for pair in pair_tasks(old, new)] == [("2", "8"), ("1", "9")]
    assert pair_tasks(old, []) == () and pair_tasks([], new) == ()


def test_a_thousand_renumbered_tasks_find_each_other(make) -> None:
    old = [structs.replace(make.task(n), text=f"推进第{n * 7919 % 10007}号领域信息公开目录编制与第{n}批事项清单发布") for n in range(1, 1001)]
    new = [structs.replace(task, number=str(1001 - int(task.number)), text=task.text + "工作") for task in reversed(old)]
    pairs = pair_tasks(old, new)
    assert len(pairs) == 1000 and all(pair.new.text == pair.old.text + "工作" for pair in pairs)


def test_last_year_goes_on(ledger: Ledger, make, tmp_path: Path) -> None:
    ledger.apply("规则", [
        Change("setting", "lights", "value", {"yellow_days": 9}), Change("setting", f"merge.settled.{make.q3}", "value", []),
        Change("unit", "市教育局", "aliases", ("市教体局",)), Change("unit", "新局", "*", Unit("新局")),
    ])
    last = ledger.snapshot()
    this = doc(make, ("建设全市统一的政策文件库并每周更新", "完善政府信息公开申请办理制度，规范答复格式"), path="2023.xlsx", year=2023)
    with found_ledger(tmp_path / "2023.gkd", [this], {}) as new:
        pairs = compare_years(last, new.snapshot())
        assert {one.old.id: one.new and one.new.id for one in pairs} == {
            "T0001": None, "T0002": "T0002", "T0003": "T0001", "T0004": None, "T0005": None}
        assert [one.old.id for one in pairs if one.unfinished] == ["T0002", "T0003", "T0004", "T0005"]
        step = carry_over(last, new)
        assert step is not None and "对应2项、结转2项" in step.label
        snapshot = new.snapshot()
        assert [task.text for task in snapshot.tasks[2:]] == [TEXTS[3], TEXTS[4]] and snapshot.task("T0003").remarks == "上年结转"
        assert [is_carried(task) for task in snapshot.tasks] == [False, False, True, True]
        assert dict(snapshot.task("T0003").extra)[CARRIED] == last.title
        assert dict(snapshot.task("T0002").extra) == {LAST_STATE: "推进中", LAST_WORDS: "已改格式"}
        assert snapshot.settings == {"lights": {"yellow_days": 9}, UNLISTED: []}
        assert "市教体局" in snapshot.roster.find("市教育局").aliases
        assert snapshot.roster.find("新局") and snapshot.reports == () and carry_over(last, new, unfinished=False) is None


def test_a_verdict_counts_for_what_is_finished(ledger: Ledger, make) -> None:
    ledger.apply("核定", [Change("verdict", f"T0005|{make.q3}", "status", Status.DONE)])
    last = ledger.snapshot()
    assert [one.old.id for one in compare_years(last, replace(last, tasks=())) if one.unfinished] == ["T0002", "T0003", "T0004"]


def test_a_lead_kind_alone_is_a_difference(ledger: Ledger, make) -> None:
    revised = doc(make, TEXTS)
    tasks = (structs.replace(revised.tasks[0], lead=Lead(LeadKind.SHARED, ("市教育局",), "市教育局")), *revised.tasks[1:])
    (changed,) = difference(ledger.snapshot(), replace(revised, tasks=tasks)).changed
    assert changed.fields == ("lead",)
