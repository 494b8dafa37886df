"""Rows that belong to no task: several at once go each to its own likeliest task, never all to one."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from openpyxl import Workbook

from gongkai_desk.desktop.merge_lines import Line, attach_each, tasks_by_words
from gongkai_desk.domain import HAND, Task

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


def test_the_button_says_so_and_does_so(opened, idle, tmp_path):
    snapshot = opened.desk.state.snapshot
    opened.act("issue")
    idle(opened)
    typed = Workbook()
    sheet = typed.active
    sheet.append(["平湖市政务公开工作进展"])
    sheet.append(["序号", "工作任务", "完成状态", "进展情况"])
    for number, task in enumerate(snapshot.tasks[:2], 1):
        sheet.append([number, task.text, "推进中", f"第{number}项的进展"])
    sheet.append([99, "慰问退休老同志", "已完成", "春节前已走访"])
    path = tmp_path / "平湖市报送.xlsx"
    typed.save(path)
    opened.go("merge", paths=[path])
    idle(opened)
    page = opened.pages["merge"]
    tab = page.tabs["unmatched"]
    assert len(tab.model.values) == 3
    bar = page.unmatched_bar
    tab.view.selectRow(0)
    assert bar.take.text() == "归入这项任务"
    tab.view.selectAll()
    assert bar.take.text() == "各归最像的任务" and not bar.box.isEnabled()
    bar.take.click()
    assert [line.decision for line in tab.model.values] == [*({"task": task.id} for task in snapshot.tasks[:2]), None]
    page.apply_button.click()
    idle(opened)
    for number, task in enumerate(snapshot.tasks[:2], 1):
        assert opened.desk.state.snapshot.report(task.id, "平湖市", ROUND).fields["progress"] == f"第{number}项的进展"
