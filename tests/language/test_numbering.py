from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.language import heading_level, number, split_number


@pytest.mark.parametrize(("written", "expected"), [
    ("1.主动公开", ("1", "主动公开")), ("（1）制定", ("1", "制定")), ("1、制定", ("1", "制定")), ("十三、监督", ("十三", "监督")),
    ("(一)做好", ("一", "做好")), ("15.建设", ("15", "建设")), ("2. 建立", ("2", "建立")), ("1.1 建设", ("1.1", "建设")),
    ("５．全角", ("5", "全角")), ("①公开", ("1", "公开")), ("⑫公开", ("12", "公开")), ("1)公开", ("1", "公开")), ("第一章 总则", ("一", "总则")),
    ("1.5月底前完成", ("1", "5月底前完成")), ("3.2022年底前", ("3", "2022年底前")), ("第一條(tiáo)　落實", ("一", "落實")),
    ("1 企业开办", ("1", "企业开办")), ("12 个月内", (None, "12 个月内")),
    ("2022.6", (None, "2022.6")), ("2022年度", (None, "2022年度")), ("3.5万元", (None, "3.5万元")), ("12345热线", (None, "12345热线")),
    ("一方面", (None, "一方面")), ("2.0版", (None, "2.0版")), ("(PPP)项目", (None, "(PPP)项目")), ("", (None, "")),
])
def test_split(written: str, expected: tuple[str | None, str]) -> None:
    assert split_number(written) == expected


@pytest.mark.parametrize(("written", "level"), [
    ("一、围绕", 1), ("第二章 任务", 1), ("(一)做好", 2), ("（十二）做好", 2), ("1.主动", 3), ("1、主动", 3), ("（1）主动", 4), ("1.1 主动", 4),
    ("①主动", 5), ("一是加强", 3), ("主动公开", None), ("2022年", None),
])
def test_level(written: str, level: int | None) -> None:
    assert heading_level(written) == level


@pytest.mark.parametrize(("written", "value"), [
    ("12", 12), ("十", 10), ("十二", 12), ("二十", 20), ("二十六", 26), ("二〇二二", 2022), ("两", 2), ("一百零五", 105), ("壹", None), ("", None)])
def test_numerals(written: str, value: int | None) -> None:
    assert number(written) == value


@given(st.text(max_size=100))
def test_nothing_is_lost(text: str) -> None:
    head, rest = split_number(text)
    assert text.endswith(rest)
    assert (head is None) == (rest == text)
    heading_level(text)
