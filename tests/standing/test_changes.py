"""What has changed since a day or a 报送期: from then to now, once, in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec import structs

from gongkai_desk.domain import Deadline, DeadlineKind, GongkaiError, Lead, LeadKind, Round, Source, Unit
from gongkai_desk.ledger import Change, Ledger, report_key, summary_key
from gongkai_desk.standing.changes import changes_since

JUNE, SEPTEMBER = date(2022, 6, 1), date(2022, 9, 10)


@pytest.fixture
def ledger(make, tmp_path: Path):
    with Ledger.create(tmp_path / "x.gkd", title="要点", year=2022) as opened:
        tasks = [Change("task", f"T000{number}", "*", make.task(number)) for number in range(1, 5)]
        opened.apply("导入", [*tasks, Change("round", make.q2, "*", Round(make.q2))], day=date(2022, 3, 1))
        opened.apply("收二季度", [Change("report", report_key("T0001", "市教育局", make.q2), "status", "推进中")], day=JUNE)
        opened.apply("开三季度", [Change("round", make.q3, "*", Round(make.q3))], day=date(2022, 9, 1))
        yield opened


def said(ledger: Ledger, since: date | str) -> list[tuple[str, str, str, str]]:
    return [(line.what, line.field, line.old, line.new) for line in changes_since(ledger, since)]


def test_a_field_is_told_once_from_what_it_was_to_what_it_is(ledger: Ledger, make) -> None:
    key = report_key("T0001", "市教育局", make.q3)
    for words in ("草拟中", "已印发", "已印发并公开"):
        ledger.apply("收", [Change("report", key, "progress", words, Source("收/乙.xlsx", "填报表", 7, 8))], day=SEPTEMBER)
    lines = changes_since(ledger, SEPTEMBER)
    assert [(line.what, line.field, line.old, line.new) for line in lines] == [("市教育局 2022年第三季度 第1项“任务1”", "进展情况", "", "已印发并公开")]
    assert str(lines[0].source) == "收/乙.xlsx 填报表 H7"


def test_what_was_changed_back_or_taken_back_is_not_told(ledger: Ledger) -> None:
    ledger.apply("改", [Change("task", "T0002", "text", "别的")], day=SEPTEMBER)
    ledger.apply("改回", [Change("task", "T0002", "text", "任务2")], day=SEPTEMBER)
    ledger.apply("误改", [Change("task", "T0003", "text", "错的")], day=SEPTEMBER)
    ledger.undo()
    assert said(ledger, SEPTEMBER) == []


def test_new_and_gone_records_are_one_line(ledger: Ledger, make) -> None:
    ledger.apply("加", [Change("task", "T0005", "*", make.task(5)), Change("unit", "南湖区", "*", Unit("南湖区"))], day=SEPTEMBER)
    ledger.apply("改", [Change("task", "T0005", "text", "任务五")], day=SEPTEMBER)
    ledger.apply("删", [Change("task", "T0004", "*", None)], day=SEPTEMBER)
    ledger.apply("一加", [Change("task", "T0006", "*", make.task(6))], day=SEPTEMBER)
    ledger.apply("一删", [Change("task", "T0006", "*", None)], day=SEPTEMBER)
    assert said(ledger, SEPTEMBER) == [
        ("第5项“任务五”", "新增", "", "任务5"), ("单位 南湖区", "新增", "", ""), ("第4项“任务4”", "删除", "任务4", "")]


def test_values_are_in_the_clerks_words(ledger: Ledger, make) -> None:
    due = Deadline(DeadlineKind.DATE, date(2022, 10, 31), "10月底前")
    ledger.apply("改", [
        Change("task", "T0001", "lead", Lead(LeadKind.NAMED, ("市司法局", "市财政局"), "")), Change("task", "T0001", "deadline", due),
        Change("task", "T0003", "dropped", date(2022, 9, 10)), Change("summary", summary_key("T0002", make.q3), "text", "总体顺利"),
        Change("setting", "lights", "value", {"yellow_days": 3}),
    ], day=SEPTEMBER)
    assert said(ledger, SEPTEMBER) == [
        ("第1项“任务1”", "牵头单位", "市教育局", "市司法局、市财政局"), ("第1项“任务1”", "完成时限", "限期", "10月底前"),
        ("第3项“任务3”", "取消", "", "2022-09-10"), ("2022年第三季度 第2项“任务2”", "综合进展", "", "总体顺利")]


def test_since_a_round_means_since_it_was_opened(ledger: Ledger, make) -> None:
    ledger.apply("改", [Change("task", "T0001", "requirement", "按季公开")], day=SEPTEMBER)
    assert said(ledger, make.q3) == [
        ("报送期 2022年第三季度", "新增", "", ""), ("第1项“任务1”", "工作要求", "", "按季公开")]
    assert len(said(ledger, make.q2)) == 4 + 1 + 1 + 1  # tasks, round, report, round; the task changed since is itself new
    with pytest.raises(GongkaiError, match="没有报送期"):
        changes_since(ledger, "一季度")


def test_a_task_replaced_as_a_whole_is_neither_new_nor_gone(ledger: Ledger, make) -> None:
    ledger.apply("换", [Change("task", "T0001", "*", structs.replace(make.task(1), text="换了"))], day=SEPTEMBER)
    assert said(ledger, SEPTEMBER) == [("第1项“换了”", "工作任务", "任务1", "换了")]
