"""A workbook's text that is struck through: the cell as a whole, or every stretch of what was typed into it."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from gongkai_desk.grids import xlsx
from gongkai_desk.grids.odscells import read_sheets


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


def test_an_open_document_tells_it_too() -> None:
    styles = ('<style:style style:name="ce1" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>'
              '<style:style style:name="T1" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>'
              '<style:style style:name="T2" style:family="text"><style:text-properties style:text-line-through-style="none"/></style:style>')
    cells = ('<table:table-cell table:style-name="ce1" office:value-type="string"><text:p>整格删除</text:p></table:table-cell>',
             '<table:table-cell><text:p><text:span text:style-name="T1">逐字</text:span></text:p>'
             '<text:p><text:span text:style-name="T1">删除</text:span></text:p></table:table-cell>',
             '<table:table-cell><text:p><text:span text:style-name="T1">前半删除</text:span>后半保留</text:p></table:table-cell>',
             '<table:table-cell><text:p><text:span text:style-name="T2">保留</text:span></text:p></table:table-cell>')
    row = f'<table:table-row>{"".join(cells)}</table:table-row>'
    (sheet,) = read_sheets([(f'<office:document><office:automatic-styles>{styles}</office:automatic-styles><office:body>'
                             f'<office:spreadsheet><table:table table:name="表">{row}</table:table></office:spreadsheet></office:body></office:document>').encode()])
    assert sheet.look.struck == {(1, 1), (1, 2)}
    assert list(sheet.rows[1].values()) == ["整格删除", "逐字\n删除", "前半删除后半保留", "保留"]


@pytest.mark.parametrize("avoid", [frozenset[str](), frozenset({"calamine"})], ids=["fast", "carefully"])
def test_what_is_struck_from_end_to_end_is_told(book: bytes, avoid: frozenset[str]) -> None:
    (grid,) = xlsx.read(book, "表.xlsx", avoid).grids
    assert grid.struck == {(1, 1), (2, 2)}
    assert [row.values[at] for at, row in enumerate(grid.rows)] == ["整格删除", "逐字删除", "前半删除后半保留", "保留"]
