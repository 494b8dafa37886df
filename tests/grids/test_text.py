"""Bytes to text: every encoding that offices send, and never a loss without a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.grids.text import clean, decode

SAMPLE = "序号,工作任务\r\n1,推进政务公开，办结率达到85%以上。\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_encoding_is_recognised(encoding: str) -> None:
    found = decode(SAMPLE.encode(encoding))
    assert found.text == SAMPLE
    assert found.reservation == ""


def test_traditional_text_in_big5() -> None:
    text = "序號,工作任務\n1,推進政務公開工作,由市政府辦公室負責\n2,加強機關建設,提高工作水平\n"
    assert decode(text.encode("big5")).text == text


@pytest.mark.parametrize("text", ["联通", "联通公司", "一", "第一批"])
def test_short_gbk_is_not_taken_for_utf8(text: str) -> None:
    assert decode(text.encode("gbk")).text == text


@pytest.mark.parametrize("text", ["café", "naïve résumé", "Ω≈ç", "政", "务公"])
def test_short_utf8_stays_utf8(text: str) -> None:
    assert decode(text.encode()).text == text


def test_a_lying_declaration_is_not_believed() -> None:
    assert decode(SAMPLE.encode(), "gb2312").text == SAMPLE
    assert decode(SAMPLE.encode("gbk"), "utf-8").text == SAMPLE
    assert decode(SAMPLE.encode("gbk"), "x-no-such").text == SAMPLE


def test_mixed_encodings_are_told_apart_by_line() -> None:
    found = decode(("甲乙\n" * 5).encode() + "丙丁\n".encode("gbk") + "戊己\n".encode())
    assert found.text == "甲乙\n" * 5 + "丙丁\n戊己\n"
    assert (found.bad_line, found.mixed) == (6, True)
    assert "第6行" in found.reservation


def test_lost_bytes_are_named_by_line() -> None:
    found = decode("甲乙\n丙".encode() + b"\xff\xff\n")
    assert found.bad_line == 2 and "\ufffd" in found.text and "第2行" in found.reservation


def test_clean_keeps_line_ends_and_marks_what_nothing_can_hold() -> None:
    assert clean("甲\r\n乙\r丙\x00\ud800") == "甲\n乙\n丙\ufffd\ufffd"


@given(st.binary(max_size=400))
def test_no_bytes_raise(data: bytes) -> None:
    clean(decode(data).text).encode()


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=12, max_size=60))
def test_chinese_survives_utf8_and_gbk(text: str) -> None:
    assert decode(text.encode()).text == text
