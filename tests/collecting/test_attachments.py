"""Evidence and what may only look like it."""

from __future__ import annotations

import pytest

from gongkai_desk.collecting.attachments import may_be_answers


@pytest.mark.parametrize(("path", "unit", "said"), [
    ("收到/市司法局.docx", "市司法局", True),
    ("收到/2026年第三季度_市司法局_填报表.doc", "市司法局", True),
    ("收到/第三季度填报.wps", None, True),
    ("收到/市司法局/政务公开培训情况的报告.docx", "市司法局", False),
    ("收到/市司法局佐证材料.docx", "市司法局", False),
    ("收到/市司法局.pdf", "市司法局", False),
    ("收到/市司法局.jpg", "市司法局", False),
])
def test_a_word_file_that_may_hold_answers_is_said(path: str, unit: str | None, said: bool) -> None:
    assert may_be_answers(path, unit) is said
