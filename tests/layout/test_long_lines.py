"""Lines of one sign or word repeated: a rule that tries every way of cutting them would never come to an end."""

from __future__ import annotations

from contextlib import suppress
from time import process_time

import pytest

from gongkai_desk.domain import Unreadable
from gongkai_desk.grids.grid import Document, Grid, GridKind, Row
from gongkai_desk.layout import understand

OPENINGS = ("", "1.", "（", "（一）", "以上", "本部分", "第", "同", "牵头单位：", "责任单位：同第", "附件")
PIECES = (
    "1", "一", "各", "　", "、", "（", "）", "1、", "第1项、", "任务", "工作任务", "牵头", "负责", "单位", "市财政局", "市财政局、", "6月", "2022年", "同上", "共计",
    "（市财政局负责）",
)
WORK = "1.公开年度预算和决算（市财政局负责）。", "2.公开行政处罚信息（市司法局牵头）。"
MOST = 6.0
"""Seconds for all lines of a piece: they take a few tenths of one."""


def _seconds(*grids: Grid) -> float:
    began = process_time()
    for grid in grids:
        with suppress(Unreadable):
            understand(Document("样例.txt", "txt", (grid,)))
    return process_time() - began


@pytest.mark.parametrize("piece", PIECES)
def test_repeated_signs_are_read_in_time(piece: str) -> None:
    lines = [f"{opening}{piece * (length // len(piece))}{end}" for opening in OPENINGS for length in (60, 280) for end in ("", "x")]
    prose = Grid("样例.txt", tuple(Row(at, (text,)) for at, text in enumerate((*WORK, *lines), 1)), kind=GridKind.PROSE)
    cells = tuple(Row(at, (text, other, "市财政局")) for at, (text, other) in enumerate(zip(lines, reversed(lines), strict=True), 2))
    table = Grid("样例.txt", (Row(1, ("工作任务", "完成时限", "牵头单位")), *cells))
    assert _seconds(prose, table) < MOST


@pytest.mark.parametrize("blank", " \u3000")
@pytest.mark.parametrize("end", ["；见下", "。——办公室——"])
def test_a_dash_with_a_page_of_blanks_behind_it(blank: str, end: str) -> None:
    text = f"公开年度预算和决算信息——{blank * 4_000}{end}"
    prose = Grid("样例.txt", tuple(Row(at, (line,)) for at, line in enumerate((*WORK, text), 1)), kind=GridKind.PROSE)
    assert _seconds(prose) < MOST
