from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain import Status
from gongkai_desk.language import find_personal, read_answer_date, read_status


@pytest.mark.parametrize(("typed", "status"), [
    ("已完成", "已完成"), ("完成", "已完成"), ("已办结", "已完成"), ("100%", "已完成"), ("１００％", "已完成"), (" 已完成。", "已完成"),
    ("已完成并长期坚持", "已完成"), ("按期完成", "已完成"), ("已于9月底全部完成", "已完成"), ("√", "已完成"), ("1", "已完成"),
    ("推进中", "推进中"), ("正在推进", "推进中"), ("完成80%", "推进中"), ("未完成", "推进中"), ("基本完成", "推进中"), ("正在办理中", "推进中"),
    ("未启动", "未启动"), ("尚未开展", "未启动"), ("0%", "未启动"), ("长期坚持", "持续推进"), ("常态化推进", "持续推进"), ("不涉及", "不涉及"),
    ("✅", "已完成"), ("☑", "已完成"), ("完成√", "已完成"), ("√已完成", "已完成"), ("√推进中", "推进中"), ("超期完成", "已完成"),
    ("未按期完成", "推进中"), ("未能如期完成", "推进中"), ("正推进", "推进中"), ("顺利推进", "推进中"), ("同上", None),
    ("本单位不涉及", "不涉及"), ("", None), ("情况良好", None), ("120%", None), ("待议", None),
])
def test_status(typed: str, status: str | None) -> None:
    assert read_status(typed) == (Status(status) if status else None)


def test_the_offices_own_words_win() -> None:
    assert read_status("销号了", {"销号了": Status.DONE}) is Status.DONE
    assert read_status("完成", {"完成": Status.RUNNING}) is Status.RUNNING


@pytest.mark.parametrize(("typed", "iso", "vague"), [
    ("2022年7月1日至9月20日", "2022-09-20", True), ("2022.7.1-2022.9.20", "2022-09-20", True), ("7月-9月", "2022-09-30", True),
    ("2022-07-01至2022-09-20", "2022-09-20", True), ("2022-07-01 - 2022-09-20", "2022-09-20", True), ("7.1-9.20", "2022-09-20", True),
    ("9月15日-20日", "2022-09-20", True), ("9月15-20日", "2022-09-20", True), ("2022年1-9月", "2022-09-30", True),
    ("2022-9-15日", "2022-09-15", False), ("2022-09", "2022-09-30", True), ("9-15", "2022-09-15", False), ("截至9月30日", "2022-09-30", False),
    ("2022.9.30", "2022-09-30", False), ("9月30日", "2022-09-30", False), ("20220930", "2022-09-30", False), ("9/30", "2022-09-30", False),
    ("44834", "2022-09-30", False), ("44834.0", "2022-09-30", False), ("2022-09-30 00:00:00", "2022-09-30", False), ("22.9.30", "2022-09-30", False),
    ("2022、9、30", "2022-09-30", False), ("２０２２年９月３０日", "2022-09-30", False), ("二〇二二年九月三十日", "2022-09-30", False),
    ("30/9/2022", "2022-09-30", False), ("2022年9月30号", "2022-09-30", False), ("已于9月30日完成", "2022-09-30", False),
    ("九月底", "2022-09-30", True), ("9月底", "2022-09-30", True), ("9月", "2022-09-30", True), ("2022年9月", "2022-09-30", True),
    ("202209", "2022-09-30", True), ("9月中旬", "2022-09-20", True), ("第三季度", "2022-09-30", True), ("年底", "2022-12-31", True),
])
def test_date(typed: str, iso: str, vague: bool) -> None:
    answer = read_answer_date(typed, year=2022)
    assert answer is not None
    assert (answer.iso, answer.vague, answer.raw) == (iso, vague, typed)


@pytest.mark.parametrize("typed", ["", "暂未完成", "2022年9月31日", "2022.13.1", "13800138000", "99999", "尽快"])
def test_no_date(typed: str) -> None:
    assert read_answer_date(typed, year=2022) is None


def test_a_date_without_year_needs_one() -> None:
    assert read_answer_date("9月30日") is None
    assert read_answer_date("2021年9月30日", year=2022).iso == "2021-09-30"  # type: ignore[union-attr]


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)),
       st.sampled_from(["{y}.{m}.{d}", "{y}/{m:02}/{d:02}", "{y}年{m}月{d}日", "{y}{m:02}{d:02}", "{y}-{m}-{d}", "{y} {m} {d}"]))
def test_every_spelling_reads_back(day: date, pattern: str) -> None:
    answer = read_answer_date(pattern.format(y=day.year, m=day.month, d=day.day), year=1999)
    assert answer is not None
    assert answer.iso == day.isoformat()


def test_personal_data() -> None:
    text = "张三，身份证11010519491231002X，手机13812345678，卡号4111 1111 1111 1111，编号20220930000112，热线12345"
    found = find_personal(text)
    assert [item.kind for item in found] == ["身份证号", "手机号", "银行卡号"]
    assert [text[item.start:item.end] for item in found] == [item.text for item in found]
    assert found[0].masked == "110105********002X"
    assert find_personal("110105194912310021") == ()


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    read_status(text)
    read_answer_date(text, year=2022)
    find_personal(text)


@given(st.text(alphabet="0123456789./-年月日 底初转（）%", max_size=40))
def test_no_heap_of_digits_raises(text: str) -> None:
    read_status(text)
    read_answer_date(text, year=2022)
    find_personal(text)
