"""What the nouns say of themselves: places, rosters, errors."""

from __future__ import annotations

import errno

import pytest

from gongkai_desk.domain import HAND, GongkaiError, Roster, Source, Task, Unit, column_letters
from gongkai_desk.domain.system import said


@pytest.mark.parametrize(("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")])
def test_columns_are_called_as_excel_calls_them(column: int, letters: str) -> None:
    assert column_letters(column) == letters


def test_a_place_is_said_as_a_clerk_says_it() -> None:
    assert str(Source("收/乙县.xlsx", "填报表", 7, 8)) == "收/乙县.xlsx 填报表 H7"
    assert str(Source("通知.docx", None, 12)) == "通知.docx 第12行"
    assert Source("收/乙县.xlsx", "填报表", 7, 8).short == "乙县.xlsx 填报表 H7"
    assert Source("C:\\收\\乙.zip/乙县.xlsx", "填报表").short == "乙县.xlsx 填报表"
    assert (Source("收/通知.docx", None, 12).within, HAND.within, HAND.short) == ("第12行", "", "手工录入")
    assert (str(HAND), HAND.cell) == ("手工录入", None)


def test_a_roster_finds_by_name_before_alias_and_the_first_of_two() -> None:
    first, second = Unit("市大数据局", ("市数据局",)), Unit("市数据局")
    roster = Roster((first, second, Unit("市政务办", ("市数据局", "市大数据中心")), Unit("市经信局", ("市大数据中心",))))
    assert roster.find("市数据局") is second
    assert roster.find("市大数据中心") is not None and roster.find("市大数据中心").name == "市政务办"  # type: ignore[union-attr]
    assert roster.find("市审计局") is None


def test_a_task_reads_as_repaired_else_as_written_else_as_named() -> None:
    place = Source("x.xlsx")
    assert Task(place, "公開", reading="公开", name="名").wording == "公开"
    assert Task(place, "公开", name="名").wording == "公开"
    assert Task(place, "", name="名").wording == "名"


def test_an_error_says_where_what_and_what_next_in_one_sentence() -> None:
    assert str(GongkaiError("文件已存在", "甲.xlsx", "请换一个文件名")) == "甲.xlsx：文件已存在。请换一个文件名"
    assert str(GongkaiError("没有可撤销的操作")) == "没有可撤销的操作"


def test_errors_of_the_system_are_said_in_chinese() -> None:
    assert said(OSError(errno.ENOSPC, "No space left on device")) == "磁盘空间不足"
    assert said(OSError(98765, "Weird")) == "系统错误 98765"
    assert said(OSError("no number")) == "系统错误"
