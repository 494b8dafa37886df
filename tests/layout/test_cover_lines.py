"""Which items a line below them covers: by their numbers, all above, the last one; other lines cover none."""

from __future__ import annotations

import pytest

from gongkai_desk.layout.prosecover import read_cover


@pytest.mark.parametrize(("line", "scope", "numbers", "duty"), [
    ("4-5项责任单位：市财政局", "numbers", {4, 5}, "责任单位：市财政局"), ("第四至五项由市财政局负责。", "numbers", {4, 5}, "市财政局负责"),
    ("四至五项由市财政局负责", "numbers", {4, 5}, "市财政局负责"), ("（第2、4项由市财政局负责）", "numbers", {2, 4}, "市财政局负责"),
    ("以上任务由市财政局牵头", "above", set(), "市财政局牵头"), ("该项由市财政局负责。", "one", set(), "市财政局负责"),
    ("本部分任务均由市财政局负责", "section", set(), "市财政局负责"),
])
def test_a_line_for_several_items(line: str, scope: str, numbers: set[int], duty: str) -> None:
    cover = read_cover(line)
    assert cover is not None
    assert (cover.scope, cover.numbers, cover.duty) == (scope, numbers, duty)


@pytest.mark.parametrize("line", [
    "以上" + "1" * 100, "以上任务于6月底前完成", "四至五年内由市财政局负责", "公开预算由市财政局负责", "第三方评估由市财政局负责", "",
])
def test_any_other_line_covers_nothing(line: str) -> None:
    assert read_cover(line) is None
