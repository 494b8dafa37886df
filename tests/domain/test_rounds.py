"""One 报送期 by any of the names that offices give it."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_desk.domain.rounds import find_period, is_other_period, round_key


@pytest.mark.parametrize("name", ["2026年第一季度", "2026年一季度", "第一季度", "一季度", "第1季度", "2026Q1", "2026 年 第 1 季度", "２０２６年Ｑ１"])
def test_the_same_quarter(name: str) -> None:
    assert round_key(name, 2026) == round_key("2026年第一季度", 2026)


@pytest.mark.parametrize(
    ("one", "other"),
    [("2026年第一季度", "2026年第二季度"), ("2025年第一季度", "一季度"), ("2026年上半年", "2026年下半年"), ("1月", "11月"),
     ("专项检查一", "专项检查二"), ("一季度补报", "一季度")],
)
def test_different_rounds(one: str, other: str) -> None:
    assert round_key(one, 2026) != round_key(other, 2026)


@pytest.mark.parametrize(("one", "other"), [("2026年上半年", "上半年"), ("2026年3月", "三月份"), ("2026年11月份", "十一月")])
def test_halves_and_months(one: str, other: str) -> None:
    assert round_key(one, 2026) == round_key(other, 2026)


@pytest.mark.parametrize(
    ("name", "last"),
    [("2022年第三季度", date(2022, 9, 30)), ("2026Q1", date(2026, 3, 31)), ("四季度", date(2024, 12, 31)), ("2月", date(2024, 2, 29)),
     ("2022年十二月份", date(2022, 12, 31)), ("2022年上半年", date(2022, 6, 30)), ("下半年", date(2024, 12, 31)), ("2022年度", date(2022, 12, 31)),
     ("2022年年终", date(2022, 12, 31)), ("2022年第三季度政务公开", date(2022, 9, 30))],
)
def test_the_last_day_of_a_period(name: str, last: date) -> None:
    period = find_period(name)
    assert period is not None and period.last_day(2024) == last


@pytest.mark.parametrize("name", ["专项检查", "", "13月", "第五季度", "0月", "一季度和二季度", "2021年第一季度至2022年", "年度" * 20, "BQ1"])
def test_what_names_no_one_period(name: str) -> None:
    assert find_period(name) is None


@pytest.mark.parametrize(
    ("text", "other"),
    [("2022年第二季度", True), ("二季度", True), ("2022Q2", True), ("2021年第三季度", True), ("2022年三季度", False), ("9月", False), ("第三季度填报表", False)],
)
def test_another_period_beyond_doubt(text: str, other: bool) -> None:
    assert is_other_period(text, "2022年第三季度") is other


@pytest.mark.parametrize(
    ("name", "after"),
    [("2022年三季度", "2022年第四季度"), ("2022年第四季度", "2023年第一季度"), ("9月", "2024年10月"), ("2022年12月", "2023年1月"),
     ("上半年", "2024年下半年"), ("2022年下半年", "2023年上半年"), ("2022年度", "2023年度")],
)
def test_the_period_after(name: str, after: str) -> None:
    period = find_period(name)
    assert period is not None and period.following(2024).name == after
