from __future__ import annotations

from datetime import date

import pytest

from gongkai_desk.domain import GongkaiError
from gongkai_desk.language import find_document_number, find_issue_date, find_year, read_calendar, shipped_calendar


@pytest.mark.parametrize(("text", "expected"), [
    ("湖政办发〔2022〕15号", "湖政办发〔2022〕15号"), ("依据浙政办发[2018]112 号文件", "浙政办发〔2018〕112号"), ("国办函（2014）31号", "国办函〔2014〕31号"),
    ("没有文号", None)])
def test_document_number(text: str, expected: str | None) -> None:
    assert find_document_number(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("标题\n某市人民政府办公室\n2022年7月21日\n(此件公开发布)", date(2022, 7, 21)), ("发布日期:2018-05-18     浏览次数:", date(2018, 5, 18)),
    ("发布日期：2023-06-02\n某市人民政府办公室\n2023年5月18日\n（此件公开发布）", date(2023, 5, 18)),
    ("成文日期：2023-05-18 | 发布日期：2023-06-02\n2023-06-03", date(2023, 5, 18)),
    ("2023-06-03\n发布时间：2023-06-02 10:22", date(2023, 6, 2)),
    ("二〇二二年七月二十一日", date(2022, 7, 21)), ("某市人民政府办公室 2022年7月22日印发", date(2022, 7, 22)),
    ("自2022年7月1日起施行的规定", None), ("2022年13月1日", None), ("", None)])
def test_issue_date(text: str, expected: date | None) -> None:
    assert find_issue_date(text) == expected


@pytest.mark.parametrize(("title", "year"), [
    ("2022年度全市政务公开工作要点", 2022), ("某市落实2019年省政务公开重点工作责任分解", 2019), ("二〇二二年要点", 2022), ("2021—2025年规划", None),
    ("〔2018〕3号文件", None), ("政务公开工作要点", None)])
def test_year(title: str, year: int | None) -> None:
    assert find_year(title) == year


def test_the_calendar_counts_working_days_over_a_long_holiday() -> None:
    calendar = shipped_calendar()
    assert calendar.add_workdays(date(2022, 9, 28), 5) == date(2022, 10, 10)
    assert calendar.is_workday(date(2022, 10, 8))
    assert not calendar.is_workday(date(2022, 10, 3))
    assert calendar.first_day_of("春节", 2022) == date(2022, 1, 31)


def test_the_calendar_refuses_past_its_last_year() -> None:
    last = max(shipped_calendar().years)
    with pytest.raises(GongkaiError, match=str(last + 1)):
        shipped_calendar().add_workdays(date(last, 12, 30), 10)


def test_an_office_may_add_a_year() -> None:
    calendar = shipped_calendar().amended("# 本地\n2099-01-01 休 元旦\n2099年1月3日,班,元旦\n")
    assert calendar.add_workdays(date(2098, 12, 31), 0) == date(2098, 12, 31)
    assert calendar.is_workday(date(2099, 1, 3))
    assert not calendar.is_workday(date(2099, 1, 1))


@pytest.mark.parametrize("line", ["2022-13-01 休", "元旦放假", "2022-01-01 假"])
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(GongkaiError, match="第1行"):
        read_calendar(line)


def test_the_shipped_calendar_agrees_with_the_library() -> None:
    import chinese_calendar

    calendar = shipped_calendar()
    for year in (2019, 2020, 2022, 2024, 2026):
        for month in range(1, 13):
            for day in range(1, 29):
                today = date(year, month, day)
                assert calendar.is_workday(today) == chinese_calendar.is_workday(today), today
