"""One task made into several and several into one, with what has been reported, and taken back."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_desk.desktop.task_shapes import join_changes, joined_lead, joined_report, proposed_parts, split_changes
from gongkai_desk.domain import Lead, LeadKind, Report
from gongkai_desk.ledger import Change, Ledger, report_key

from .conftest import ROUND, make_ledger, sample_tasks, varied

TEXT = "公开财政预决算；公开“三公”经费。做好解读"


@pytest.fixture
def ledger(tmp_path):
    with Ledger.open(make_ledger(tmp_path / "a.gkd")) as made:
        yield made


def texts(snapshot) -> list[str]:
    return [task.wording for task in snapshot.tasks]


def test_sentences_are_proposed_as_parts():
    assert proposed_parts(TEXT) == ["公开财政预决算", "公开“三公”经费。", "做好解读"]
    assert proposed_parts("一句话") == ["一句话"]


def test_a_split_task_keeps_its_reports_and_its_place(ledger):
    before = ledger.snapshot()
    ledger.apply("拆分", split_changes(before, before.tasks[0], ["甲", "乙", "丙"]))
    after = ledger.snapshot()
    assert texts(after) == ["甲", "乙", "丙", *texts(before)[1:]]
    first, second = after.tasks[0], after.tasks[1]
    assert (first.id, first.number) == ("T0001", "1") and second.number is None
    assert second.lead == first.lead and second.section == first.section and second.deadline == first.deadline
    assert len({task.id for task in after.tasks}) == len(after.tasks)
    assert {one.task for one in after.reports_of(ROUND)} == {"T0001"}


def test_joined_tasks_have_everybodys_units_and_reports(ledger):
    third = Report("T0003", "市信访局", ROUND, {"status": "已完成", "progress": "信访公开已办结", "done_on": "2022-08-01"})
    same = Report("T0003", "海宁市", ROUND, {"status": "推进中", "progress": "正在办"})
    ledger.apply("报", [Change("report", report_key(one.task, one.unit, ROUND), "*", one) for one in (third, same)])
    before = ledger.snapshot()
    ledger.apply("合并", join_changes(before, [before.tasks[0], before.tasks[2]], "并成一条"))
    after = ledger.snapshot()
    assert "T0003" not in [task.id for task in after.tasks] and after.tasks[0].text == "并成一条"
    assert "市信访局" in after.tasks[0].lead.units and after.tasks[0].lead.kind is LeadKind.SHARED
    said = {one.unit: dict(one.fields) for one in after.reports_of(ROUND) if one.task == "T0001"}
    assert said["市信访局"]["progress"] == "信访公开已办结"
    assert said["海宁市"] == {"status": "推进中", "progress": "海宁市已建立公开目录\n正在办"}
    ledger.undo()
    assert texts(ledger.snapshot()) == texts(before)


@pytest.mark.parametrize(("one", "other", "both"), [
    ("已完成", "已完成", "已完成"), ("已完成", "未启动", "推进中"), ("未启动", "未启动", "未启动"),
    ("持续推进", "持续推进", "持续推进"), ("已完成", "不涉及", "已完成"), ("正在办", "正在办", "正在办"),
])
def test_the_state_of_two_reports_together(one, other, both):
    reports = [Report("T0001", "海宁市", ROUND, {"status": status}) for status in (one, other)]
    assert joined_report(*reports).fields["status"] == both


def test_the_later_day_is_when_all_was_done():
    reports = [Report("T1", "甲", ROUND, {"status": "已完成", "done_on": day}) for day in ("2022-03-01", "2022-05-01")]
    assert joined_report(*reports).fields["done_on"] == "2022-05-01"


def test_one_lead_stays_as_it_is():
    task = sample_tasks()[1]
    assert joined_lead([task, varied(task, id="T9")]) == task.lead
    assert joined_lead([varied(task, lead=Lead())]) == Lead()


def select(page, *ids: str) -> None:
    selection = page.table.selectionModel()
    selection.clearSelection()
    for each in ids:
        row = page.model.row_of(page.model.state.rank[each])
        selection.select(page.model.index(row, 1), selection.SelectionFlag.Select)


def test_split_and_joined_by_menu_and_taken_back(opened, idle, clerk):
    page = opened.pages["ledger"]
    before = len(opened.desk.state.snapshot.tasks)
    select(page, "T0002")
    clerk.answers = ["完善政策解读机制\n落实“谁起草、谁解读”"]
    opened.act("split_task")
    idle(opened)
    assert len(opened.desk.state.snapshot.tasks) == before + 1
    assert opened.desk.state.steps[-1].label == "拆分第2项为 2 条"
    select(page, "T0002", "T0006")
    clerk.answers = [...]
    opened.act("join_tasks")
    idle(opened)
    assert opened.desk.state.snapshot.task("T0002").text == "完善政策解读机制；落实“谁起草、谁解读”。"
    for _ in range(2):
        opened.act("undo")
        idle(opened)
    assert len(opened.desk.state.snapshot.tasks) == before


def test_nothing_to_split_or_join_is_said(opened, idle, clerk):
    page = opened.pages["ledger"]
    select(page, "T0002")
    opened.act("join_tasks")
    assert "请选中要合并的几条任务" in opened.statusBar().currentMessage()
    clerk.answers = ["只有一行"]
    opened.act("split_task")
    assert "没有拆分" in opened.statusBar().currentMessage()
    select(page, "T0002", "T0003")
    opened.act("split_task")
    assert "一条任务" in opened.statusBar().currentMessage()
    clerk.answers = [None]
    opened.act("join_tasks")
    idle(opened)
    assert "完成时限不同，保留第一条的“8月底前”" in clerk.said[-1]
    assert opened.desk.state.snapshot.task("T0002").deadline.due == date(2022, 8, 31)
