"""Rows that belong to no task: several at once go each to its own likeliest task, never all to one."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from openpyxl import Workbook

from gongkai_desk.desktop.merge_lines import Line, attach_each, tasks_by_words, without_part, without_part_words
from gongkai_desk.domain import HAND, Lead, LeadKind, Roster, Task

ROUND = "2022年第三季度"


def row(at, unit, *candidates, decision=None):
    found = tuple(SimpleNamespace(task=task, score=score) for task, score in candidates)
    return Line(at, SimpleNamespace(unit=unit, candidates=found), decision)


def test_each_row_goes_to_its_own_likeliest_task():
    lines = [row(0, "甲局", ("T1", 0.94), ("T2", 0.3)), row(1, "甲局", ("T2", 0.9)), row(2, "乙局", ("T1", 0.8))]
    assert attach_each(lines, lines) == {0: "T1", 1: "T2", 2: "T1"}


@pytest.mark.parametrize(
    ("others", "chosen"),
    [
        ([row(0, "甲局", ("T1", 0.23))], row(1, "甲局", ("T9", 0.4))),  # unlike every task
        ([], row(1, "甲局")),  # no task at all
        ([row(0, "甲局", ("T1", 0.9), decision={"task": "T1"})], row(1, "甲局", ("T1", 0.8))),  # the task has its row
    ],
)
def test_what_is_not_clear_stays_undecided(others, chosen):
    assert attach_each([*others, chosen], [chosen]) == {}


def test_of_two_rows_that_want_one_task_the_liker_gets_it():
    lines = [row(0, "甲局", ("T1", 0.7)), row(1, "甲局", ("T1", 0.95))]
    assert attach_each(lines, lines) == {1: "T1"}


def test_tasks_that_read_alike_can_each_be_chosen():
    twins = [Task(HAND, "公开目录", "1", id="T0001"), Task(HAND, "公开目录", "1", id="T0007")]
    assert tasks_by_words(twins) == {"第1项“公开目录”": "T0001", "第1项“公开目录”（T0007）": "T0007"}


@pytest.fixture
def page(opened, idle, tmp_path):
    """A table that 平湖市 typed itself is read: the first task is its own too, the second others' alone, the third nobody's."""
    typed = Workbook()
    sheet = typed.active
    sheet.append(["平湖市政务公开工作进展"])
    sheet.append(["序号", "工作任务", "完成状态", "进展情况"])
    for number, task in enumerate(opened.desk.state.snapshot.tasks[:2], 1):
        sheet.append([number, task.text, "推进中", f"第{number}项的进展"])
    sheet.append([99, "慰问退休老同志", "已完成", "春节前已走访"])
    path = tmp_path / "平湖市报送.xlsx"
    typed.save(path)
    opened.go("merge", paths=[path])
    idle(opened)
    assert len(opened.pages["merge"].tabs["unmatched"].model.values) == 3
    return opened.pages["merge"]


def decided(page):
    return [line.decision for line in page.tabs["unmatched"].model.values]


def test_the_button_says_so_and_does_so(opened, idle, clerk, page):
    snapshot = opened.desk.state.snapshot
    tab, bar = page.tabs["unmatched"], page.unmatched_bar
    tab.view.selectRow(0)
    assert bar.take.text() == "归入这项任务"
    tab.view.selectAll()
    assert bar.take.text() == "各归最像的任务" and not bar.box.isEnabled()
    clerk.answers = [True]
    bar.take.click()
    assert decided(page) == [*({"task": task.id} for task in snapshot.tasks[:2]), None]
    page.apply_button.click()
    idle(opened)
    for number, task in enumerate(snapshot.tasks[:2], 1):
        assert opened.desk.state.snapshot.report(task.id, "平湖市", ROUND).fields["progress"] == f"第{number}项的进展"


def test_a_unit_without_a_part_in_the_task_is_asked_about(page, clerk):
    view, bar = page.tabs["unmatched"].view, page.unmatched_bar
    view.selectRow(0)
    bar.take.click()
    assert decided(page)[0] == {"task": "T0001"} and not clerk.said, "its own task"
    view.selectRow(1)
    clerk.answers = [False]
    bar.take.click()
    assert "平湖市：第2项“完善政策解读机制" in clerk.said[-1] and decided(page)[1] is None
    clerk.answers = [True]
    bar.take.click()
    assert decided(page)[1] == {"task": "T0002"}


def test_a_task_named_by_the_clerk_is_asked_about_too(opened, page, clerk):
    view = page.tabs["unmatched"].view
    view.selectRow(2)
    fourth = next(words for words, task in tasks_by_words(opened.desk.state.snapshot.tasks).items() if task == "T0004")
    clerk.answers = [fourth, False]
    page.unmatched_bar.attach.emit("")
    assert f"平湖市：{fourth}" in clerk.said[-1] and decided(page)[2] is None
    clerk.answers = [fourth, True]
    page.unmatched_bar.attach.emit("")
    assert decided(page)[2] == {"task": "T0004"}


def test_of_several_rows_those_that_are_clear_go_even_so(page, clerk):
    page.tabs["unmatched"].view.selectAll()
    clerk.answers = [False]
    page.unmatched_bar.take.click()
    assert decided(page) == [{"task": "T0001"}, None, None]
    assert "第2项" in clerk.said[-1] and "第1项" not in clerk.said[-1]


def test_what_was_sent_to_a_unit_is_its_own_though_the_task_has_changed():
    tasks = [Task(HAND, "公开目录", "1", id="T1", lead=Lead(LeadKind.NAMED, ("甲局",), "甲局"))]
    forms = {(ROUND, "乙局"): SimpleNamespace(issued={"T1": {}}), ("上一期", "丙局"): SimpleNamespace(issued={"T1": {}})}
    snapshot = SimpleNamespace(tasks=tasks, roster=Roster(()), forms=forms, has_task=lambda _id: True, task=lambda _id: tasks[0])
    wanted = [(row(at, unit), "T1") for at, unit in enumerate(("甲局", "乙局", "丙局"))]
    assert without_part(snapshot, ROUND, wanted) == wanted[2:]


def test_a_question_names_some_and_counts_all():
    snapshot = SimpleNamespace(has_task=lambda _id: True, task=lambda _id: Task(HAND, "公开目录", "1", id="T1"))
    words = without_part_words(snapshot, [(row(at, f"第{at}局"), "T1") for at in range(20)])
    assert "第0局：第1项“公开目录”" in words and "第19局" not in words and "共 20 行" in words
