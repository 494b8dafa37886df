"""Every expression of official deadlines has its expected reading as data; the rest are properties."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_desk.domain import Deadline, DeadlineKind, Origin
from gongkai_desk.language import find_deadline, read_calendar, read_deadline

TABLE: list[dict[str, Any]] = json.loads((Path(__file__).parent / "data" / "deadlines.json").read_text("utf-8"))


def read(entry: dict[str, Any]) -> Deadline:
    year = entry.get("year", 2022)
    issued = entry.get("issued", "2022-07-21")
    reader = read_deadline if entry["in"] == "column" else find_deadline
    return reader(entry["text"], year=year, issued=date.fromisoformat(issued) if issued else None)


@pytest.mark.parametrize("entry", TABLE, ids=lambda entry: f"{entry['in']}:{entry['text'][:20]}")
def test_expression(entry: dict[str, Any]) -> None:
    deadline = read(entry)
    seen = {
        "kind": deadline.kind.value, "due": deadline.due and deadline.due.isoformat(), "inferred": deadline.inferred,
        "then": "ongoing" if deadline.ongoing_after else None, "start": deadline.start and deadline.start.isoformat(),
        "every": deadline.every and deadline.every.value, "count": deadline.count,
        "milestones": [[step.due and step.due.isoformat(), step.raw, *step.units] for step in deadline.milestones]}
    defaults: dict[str, Any] = {"inferred": False, "milestones": []}
    assert seen == {key: entry.get(key, defaults.get(key)) for key in seen}
    if entry["in"] == "text":
        assert deadline.raw == entry.get("raw", "")
        assert deadline.origin is (Origin.NONE if deadline.kind is DeadlineKind.NONE else Origin.TEXT)
    if deadline.inferred:
        assert deadline.reason


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) >= 150


def test_a_cell_keeps_its_words_and_its_origin() -> None:
    deadline = read_deadline(" 12 月\n底前 ", year=2022)
    assert (deadline.raw, deadline.origin, deadline.due) == ("12 月\n底前", Origin.COLUMN, date(2022, 12, 31))
    assert read_deadline("  ", year=2022) == Deadline()


def test_working_days_use_the_calendar_given() -> None:
    calendar = read_calendar("2022-01-01 休 元旦\n2022-07-22 休 本地假日\n2022-07-23 班 本地假日\n")
    deadline = read_deadline("印发之日起1个工作日内", issued=date(2022, 7, 21), calendar=calendar)
    assert deadline.due == date(2022, 7, 23)


def test_working_days_are_not_counted_past_the_calendar() -> None:
    deadline = read_deadline("印发之日起30个工作日内", issued=date(2090, 7, 21))
    assert deadline.due is None
    assert deadline.inferred
    assert "2090年" in deadline.reason


RENDERINGS = ("{y}年{m}月{d}日前", "{y}年{m}月{d}日", "{y}.{m}.{d}", "{y}/{m:02}/{d:02}", "{y}-{m:02}-{d:02}", "{y}{m:02}{d:02}",
              "{y}年{m}月{d}日之前完成", "{y} 年 {m} 月 {d} 日 前", "截至{y}年{m}月{d}日", "{y}-{m:02}-{d:02} 00:00:00")


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)), st.sampled_from(RENDERINGS))
def test_every_rendered_date_reads_back(day: date, pattern: str) -> None:
    deadline = read_deadline(pattern.format(y=day.year, m=day.month, d=day.day))
    assert (deadline.kind, deadline.due, deadline.inferred) == (DeadlineKind.DATE, day, False)


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)), st.sampled_from(["{y}年{m}月底前", "{y}年{m}月末", "{y}年{m}月底完成"]))
def test_every_month_end_reads_back(day: date, pattern: str) -> None:
    last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    assert read_deadline(pattern.format(y=day.year, m=day.month)).due == last


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)))
def test_a_date_in_a_sentence_is_found(day: date) -> None:
    text = f"各单位要于{day.year}年{day.month}月{day.day}日前完成专区建设，并于3个工作日内公布"
    assert find_deadline(text, year=day.year).due == day


@given(st.text(max_size=300), st.none() | st.integers(1, 9999))
@settings(deadline=None)
def test_no_text_raises(text: str, year: int | None) -> None:
    read_deadline(text, year=year, issued=date(2022, 7, 21))
    find_deadline(text, year=year, issued=date(2022, 7, 21))


PIECES = ["每", "年", "月", "日", "底", "前", "12", "2022", "季度", "内", "至", "—", "、", "各", "不少于", "3", "次", "印发之日起", "全年", "《", "》",
          "〔", "半", "个", "工作日", "完成", "十", "四五", ".", "/", "到", "元旦", "节", "\n", " ", "的", "已"]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@settings(deadline=None, max_examples=400)
def test_no_heap_of_deadline_words_raises(text: str) -> None:
    read_deadline(text, year=2022, issued=date(2022, 7, 21))
    find_deadline(text, year=2022, issued=date(2022, 7, 21))


@pytest.mark.parametrize("piece", ["每年", "12月", "《", "6月、", "2022年", "年内至少", "不少于", "1至", "印发之日起", "十", "（20", "5", "。每季度", "前 "])
def test_time_grows_with_length_only(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        best = 9.0
        for turn in range(3):
            started = process_time()
            read_deadline(text + str(turn), year=2022)
            find_deadline(text + str(turn), year=2022)
            best = min(best, process_time() - started)
        return best

    assert seconds(64_000) < 40 * seconds(4_000) + 0.05


def test_after_a_paper_is_issued_may_mean_another_paper() -> None:
    issued = date(2022, 3, 1)
    any_paper = read_deadline("文件印发后3个工作日内", year=2022, issued=issued)
    own_paper = read_deadline("本文件印发后3个工作日内", year=2022, issued=issued)
    assert any_paper.due == own_paper.due == date(2022, 3, 4)
    assert any_paper.inferred and "可指" in any_paper.reason
    assert not own_paper.inferred


def test_a_month_one_in_figures_may_have_lost_its_nought() -> None:
    assert "10月" in read_deadline("2022.1").reason
    assert "10月" not in read_deadline("2022.01").reason
    assert read_deadline("2022.1.5").inferred is False
