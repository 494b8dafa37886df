"""Lines of a PDF page joined to paragraphs: where they may go on, and where they must not."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from gongkai_desk.grids.pdfchars import Line
from gongkai_desk.grids.pdfpage import paragraphs_of

PAGE = SimpleNamespace(width=595.0)
LEFT = 80.0


def _lines(*texts: str, right: float = 515.0, size: float = 16.0) -> list[Line]:
    """Lines from the left margin; one that ends in ``|`` is as long as the page allows."""
    return [
        Line(text.rstrip("|"), LEFT, right if text.endswith("|") else min(right, LEFT + size * len(text)), 28.0 * at, 28.0 * at + size)
        for at, text in enumerate(texts)
    ]


@pytest.mark.parametrize(("lines", "expected"), [
    (_lines("（一）公开政策，加强解读，及时回应社会关切，做好|", "平台建设。", "（二）公开预算。"), ["（一）公开政策，加强解读，及时回应社会关切，做好平台建设。", "（二）公开预算。"]),
    (_lines("6.全程网办率达到百分之九十五以上。（牵头单位：县审批局）|", "2022年3月15日"),
     ["6.全程网办率达到百分之九十五以上。（牵头单位：县审批局）", "2022年3月15日"]),
    (_lines("工作内容：新增托位三百个，建成公办示范园一所。|", "牵头单位：县卫健局", "配合单位：县教育局", right=400.0),
     ["工作内容：新增托位三百个，建成公办示范园一所。", "牵头单位：县卫健局", "配合单位：县教育局"]),
])
def test_lines_go_on_only_where_they_are_full(lines: list[Line], expected: list[str]) -> None:
    assert [piece.text for piece in paragraphs_of(lines, PAGE, 1)] == expected


def test_a_title_over_two_lines_is_one() -> None:
    title = [Line("关于落实政府工作报告重点工作分工", 120.0, 475.0, 0.0, 22.0), Line("的意见", 265.0, 330.0, 28.0, 50.0)]
    body = [Line(f"{number}.公开信息。", LEFT, 260.0, 60.0 + 28 * number, 76.0 + 28 * number) for number in range(1, 6)]
    assert paragraphs_of(title + body, PAGE, 1)[0].text == "关于落实政府工作报告重点工作分工的意见"
