"""The rules about numbers and words."""

from __future__ import annotations

import pytest

from gongkai_desk.checking import check
from gongkai_desk.domain import Severity

from .makers import TODAY, WORDS, distinct, found, table, task


def test_gaps_are_one_finding() -> None:
    tasks = tuple(task(number, WORDS[position]) for position, number in enumerate((1, 2, 5, 6, 8)))
    [finding] = found(table(*tasks), "number-gap")
    assert "缺第3、4、7项" in finding.message


def test_numbers_may_start_again_per_section() -> None:
    tasks = tuple(task(number, WORDS[position]) for position, number in enumerate((1, 2, 3, 1, 2, 1, 2, 3)))
    assert not [finding for finding in found(table(*tasks)) if finding.rule in ("number-gap", "duplicate-number")]


def test_prose_repeats_its_numbers() -> None:
    tasks = tuple(task(number, WORDS[position]) for position, number in enumerate((1, 3, 3, 3, 4)))
    assert not [finding for finding in found(table(*tasks, prose=True)) if finding.rule in ("number-gap", "duplicate-number")]


def test_a_number_given_twice() -> None:
    tasks = tuple(task(number, WORDS[position]) for position, number in enumerate((1, 2, 3, 3, 4)))
    [finding] = found(table(*tasks), "duplicate-number")
    assert finding.other is not None
    assert (finding.task and finding.task.text, finding.other.text) == (WORDS[3], WORDS[2])


@pytest.mark.parametrize("numbers", [(1, 2, 2, 4, 5), (1, 2, 2, 2, 5), (1, 2, 3, 3, 5)])
def test_a_number_given_twice_leaves_no_gap(numbers: tuple[int, ...]) -> None:
    tasks = tuple(task(number, WORDS[position]) for position, number in enumerate(numbers))
    rules = [finding.rule for finding in check(table(*tasks), today=TODAY)]
    assert rules == ["duplicate-number"]


def test_a_number_given_twice_at_the_edge_of_two_sections() -> None:
    tasks = tuple(task(number, WORDS[position], section=(f"{position // 3}、",)) for position, number in enumerate((1, 2, 3, 3, 4)))
    assert len(found(table(*tasks), "duplicate-number")) == 1


def test_a_sign_that_was_lost() -> None:
    [finding] = found(table(*distinct(2), task(3, "发布困难群众\ufffd助标准")), "damaged-text")
    assert "“难群众\ufffd助标准”疑有缺字" in finding.message


def test_an_empty_task() -> None:
    [finding] = found(table(*distinct(3), task(4, " ")), "empty-task")
    assert finding.severity is Severity.ERROR
    assert finding.message.startswith("第4项没有任务内容")


def test_personal_data_is_told_but_not_repeated() -> None:
    [finding] = found(table(*distinct(2), task(3, "联系人张三，手机13812345678，身份证11010519491231002X")), "personal-data")
    assert "手机号" in finding.message
    assert "身份证号" in finding.message
    assert "13812345678" not in finding.message
    assert finding.fixes[0].edits[0].value == "联系人张三，手机138****5678，身份证110105********002X"


def test_repaired_words_are_one_information_per_table() -> None:
    tasks = (task(1, "深入推進預決算公開"), task(2, "強化政府網(wǎng)站建設"), task(3, "贯彻落实（中办发〔20168号）精神"))
    lost, quiet = sorted(found(table(*tasks), "damaged-text"), key=lambda finding: finding.task is None)
    assert "繁体字已转为简体（2项）" in quiet.message
    assert "夹带的拼音（1项）" in quiet.message
    assert "〔2016〕8号" in lost.message
    assert {lost.severity, quiet.severity} == {Severity.INFO}


def test_targets_are_information() -> None:
    [finding] = found(table(task(1, "热线直接答复率达到85%以上，每年培训不少于3次"), task(2, "在3个工作日内答复")), "target")
    assert "直接答复率达到85%以上" in finding.message
    assert "不少于3次" in finding.message


def test_numbers_may_go_on_from_table_to_table() -> None:
    first = table(*(task(number, WORDS[number - 1]) for number in (1, 2, 3, 4, 5)), sheet="附件1")
    second = table(*(task(number, WORDS[number - 1]) for number in (6, 7, 9)), sheet="附件2")
    third = table(*(task(number, WORDS[number - 1]) for number in (10, 11, 12)), sheet="附件3", path="乙.xlsx")
    [finding] = found([first, second, third], "number-gap")
    assert "“附件2”的编号不连续，缺第8项" in finding.message
