"""Cells to the clipboard and back, as Excel, WPS and Word give them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_desk.desktop.table.clipboard import fit, from_html, from_mime, from_tsv, to_html, to_mime, to_tsv

CELLS = st.text(alphabet=st.sampled_from(list("甲乙1, .\t\n\"'<&")), max_size=6)
BLOCKS = st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=4))


@settings(deadline=None)
@given(BLOCKS)
def test_tsv_goes_out_and_comes_back(block):
    assert from_tsv(to_tsv(block)) == block


def test_line_breaks_inside_cells_survive_both_ways():
    block = [["甲\n乙", "丙"], ['他说"好"', ""]]
    assert from_html(to_html(block)) == block
    assert from_mime(to_mime(block)) == block


def test_merged_cells_keep_their_place():
    html = ("<table><tr><td rowspan=2>共性</td><td>1</td><td>甲</td></tr><tr><td>2</td><td>乙</td></tr>"
            "<tr><td colspan=2>合计</td><td>3</td></tr></table>")
    assert from_html(html) == [["共性", "1", "甲"], ["", "2", "乙"], ["合计", "", "3"]]


def test_a_table_inside_a_cell_does_not_end_the_outer_one():
    html = "<p>前言</p><table><tr><td>外<table><tr><td>内</td></tr></table></td><td>后</td></tr></table>"
    assert from_html(html)[0][1] == "后"


def test_plain_lines_are_one_column():
    assert from_tsv("甲\r\n乙\r\n") == [["甲"], ["乙"]]
    assert from_tsv("") == []


def test_spans_that_lie_are_capped():
    assert len(from_html("<table><tr><td colspan=99999>x</td></tr></table>")[0]) == 200


def test_a_block_fills_a_selection_that_is_a_multiple_of_it():
    assert fit([["甲"]], 2, 3) == [["甲"] * 3] * 2
    assert fit([["甲", "乙"]], 1, 1) == [["甲", "乙"]]
    assert fit([], 3, 3) == []
