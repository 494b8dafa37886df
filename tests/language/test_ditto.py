"""Cells that point to the one above."""

from __future__ import annotations

import pytest

from gongkai_desk.language import is_ditto


@pytest.mark.parametrize("text", ["同上", " 〃", "″", "”", '"', "''", "（同上）", "(同前)", "同左", "—〃—", "上同", "同上……"])
def test_the_same_as_above(text: str) -> None:
    assert is_ditto(text)


@pytest.mark.parametrize("text", ["", "—", "/", "……", "同上级要求", "同上同上同上同上同上", "市教育局", "“公开”"])
def test_other_cells(text: str) -> None:
    assert not is_ditto(text)
