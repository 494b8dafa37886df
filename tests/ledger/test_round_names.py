"""One 报送期 by any of the names that offices give it."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.rounds import round_key


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
