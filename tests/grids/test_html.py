"""Web pages and what is pasted from them."""

from __future__ import annotations

import pytest

from gongkai_desk.grids import GridKind, Span
from gongkai_desk.grids.clipboard import fragment, read_pasted
from gongkai_desk.grids.formats import read_bytes
from gongkai_desk.grids.grid import Document


def read(markup: str) -> Document:
    return read_bytes(f"<html><body>{markup}</body></html>".encode(), "页.html")


def told(document: Document) -> list[object]:
    return [[row.values for row in grid.rows] if grid.kind is GridKind.TABLE else [row.values[0] for row in grid.rows]
            for grid in document.grids]


def test_paragraphs_and_tables_in_their_order() -> None:
    document = read("<h1>标题</h1><p>第一段<br>第二段</p>文字<div>第三段</div><table><tr><td>甲<td>乙</table><p>说明</p>")
    assert told(document) == [["标题", "第一段", "第二段", "文字", "第三段"], [("甲", "乙")], ["说明"]]
    assert document.grids[2].rows[0].index == 6


@pytest.mark.parametrize("hidden", [
    "<script>x()</script>", "<style>p{}</style>", '<p style="display: none">x</p>', "<p hidden>x</p>", "<noscript>x</noscript>", "<!-- x -->",
    '<span style="mso-hide:all">x</span>', "<iframe src='http://host/'>x</iframe>", "<select><option>x</select>",
])
def test_what_is_not_seen_is_not_read(hidden: str) -> None:
    assert told(read(f"<p>看得见</p>{hidden}")) == [["看得见"]]


def test_cells_keep_breaks_and_fold_blanks() -> None:
    document = read("<table><tr><td> 甲\n  乙 &nbsp;丙<br>丁<p>戊</p><td>a\n b</table>")
    assert told(document) == [[("甲乙 丙\n丁\n戊", "a b")]]


def test_spans_follow_the_table_model() -> None:
    document = read("<table><tr><td rowspan=2 colspan=2>甲<td>乙<tr><td>丙<tr><td rowspan=0>丁<td>戊<td>己<tr><td>庚<td>辛</table>")
    assert told(document) == [[("甲", None, "乙"), (None, None, "丙"), ("丁", "戊", "己"), (None, "庚", "辛")]]
    assert set(document.grids[0].spans) == {Span(1, 1, 2, 2), Span(3, 1, 4, 1)}


@pytest.mark.parametrize("span", ["0", "-1", "abc", "", "99999999999999999999", "1.5"])
def test_odd_spans_do_no_harm(span: str) -> None:
    document = read(f"<table><tr><td colspan='{span}'>甲<td>乙<tr><td>丙<td>丁</table>")
    assert document.grids[0].text(2, 2) == "丁"


def test_tables_that_arrange_the_page_are_opened() -> None:
    data = "<table><tr><td>序号<td>任务<tr><td>1<td>公开</table>"
    assert told(read(f"<table><tr><td>导航<td>{data}<p>说明</p></table>")) == [["导航"], [("序号", "任务"), ("1", "公开")], ["说明"]]
    assert told(read("<table><tr><td><p>一段</p><p>二段</p></table>")) == [["一段", "二段"]]


def test_a_small_table_inside_a_cell_stays_text() -> None:
    document = read("<table><tr><td>1<td>甲<tr><td>2<td>乙<tr><td>3<td><table><tr><td>丙<td>丁</table></table>")
    assert document.grids[0].text(3, 2).split() == ["丙", "丁"]


def test_struck_ruby_and_list_numbers() -> None:
    document = read("<table><tr><td><s>作废</s><td><ruby>务<rt>wù</rt></ruby></table><ol start=3><li>甲<li>乙</ol>")
    assert document.grids[0].struck == {(1, 1)}
    assert told(document) == [[("作废", "务")], ["3.甲", "4.乙"]]


def test_clipboard_header_of_windows() -> None:
    body = "<html><body><!--StartFragment--><table><tr><td>甲</td><td>乙</td></tr></table><!--EndFragment--></body></html>"
    head = "Version:0.9\r\nStartHTML:{:08d}\r\nEndHTML:{:08d}\r\nStartFragment:{:08d}\r\nEndFragment:{:08d}\r\nSourceURL:file:///x\r\n"
    size = len(head.format(0, 0, 0, 0))
    html = head.format(size, size + len(body.encode()), size + 32, size + 90) + body
    assert fragment(html) == body
    assert told(read_pasted(html, "甲\t乙")) == [[("甲", "乙")]]
    assert fragment("Version:1.0\r\nStartHTML:-1\r\n<p>x</p>") == "<p>x</p>"


@pytest.mark.parametrize(("html", "text", "result"), [
    (None, "甲\t乙\n丙\t丁\n", [[("甲", "乙"), ("丙", "丁")]]),
    (None, '甲\t"一\n二 ""三"""\n', [[("甲", '一\n二 "三"')]]),
    ("<p>段落</p>", "甲\t乙", [[("甲", "乙")]]),
    ("<p>段落</p>", "", [["段落"]]),
    (None, "一、甲\n\n二、乙", [["一、甲", "二、乙"]]),
    ("<table><tr><td>甲<td>乙</table>", "完全不同", [[("甲", "乙")]]),
])
def test_pasted(html: str | None, text: str, result: list[object]) -> None:
    assert told(read_pasted(html, text)) == result
