"""A workbook's text that is struck through: the cell as a whole, or every stretch of what was typed into it."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from gongkai_desk.grids import xlsx


@pytest.fixture(scope="module")
def book() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet("表")
        struck, bold = made.add_format({"font_strikeout": True}), made.add_format({"font_strikeout": True, "bold": True})
        sheet.write("A1", "整格删除", struck)
        sheet.write_rich_string("B2", struck, "逐字", bold, "删除")
        sheet.write_rich_string("C3", struck, "前半", bold, "删除", "后半保留")
        sheet.write("D4", "保留")
    return out.getvalue()


@pytest.mark.parametrize("avoid", [frozenset[str](), frozenset({"calamine"})], ids=["fast", "carefully"])
def test_what_is_struck_from_end_to_end_is_told(book: bytes, avoid: frozenset[str]) -> None:
    (grid,) = xlsx.read(book, "表.xlsx", avoid).grids
    assert grid.struck == {(1, 1), (2, 2)}
    assert [row.values[at] for at, row in enumerate(grid.rows)] == ["整格删除", "逐字删除", "前半删除后半保留", "保留"]
