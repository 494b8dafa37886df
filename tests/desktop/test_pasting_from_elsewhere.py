"""What Excel, WPS, Word and browsers put on the clipboard, pasted by Ctrl+V into the real table."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from gongkai_desk.desktop.table.clipboard import from_html

from .test_keys_in_the_table import CTRL, Key, clip, hands

__all__ = ["hands"]

EXCEL = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><style><!--td {mso-ignore:padding;}--></style></head>
<body><table border=0 cellpadding=0 cellspacing=0 width=144 style='border-collapse:collapse'>
 <col width=72 span=2 style='width:54pt'>
 <tr height=19 style='height:14.25pt'>
<!--StartFragment-->
  <td height=19 class=xl65 width=72 style='height:14.25pt'>市司法局<br>
    市信访局</td>
  <td class=xl65 width=72>9<font class="font5">月底</font><font class="font6">前</font></td>
 </tr>
 <tr height=19>
  <td height=19 class=xl65>市政府办公室</td>
  <td class=xl65></td>
<!--EndFragment-->
 </tr>
</table></body></html>"""

WORD = """<html><body lang=ZH-CN><!--StartFragment--><div align=center><table class=MsoTableGrid border=1>
<tr><td width=100 valign=top><p class=MsoNormal><span style='font-family:宋体'>市司法局、市信访</span><span
lang=EN-US><o:p></o:p></span><span>局</span></p></td>
<td><p class=MsoNormal align=center><span lang=EN-US>12</span><span style='font-family:宋体'>月底</span><span>前完成并长期
坚持</span></p></td></tr>
<tr><td><p class=MsoNormal><span>市政府办公室</span></p><p class=MsoNormal><span>市司法局</span></p></td>
<td><p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p></td></tr>
</table></div><!--EndFragment--></body></html>"""

WPS = ("<html><head></head><body><table width=\"144.00\"><colgroup><col width=\"72\"></colgroup><tbody>"
       "<tr height=\"18\"><td class=\"et2\" rowspan=\"2\">市司法局</td><td class=\"et2\">6月底前</td></tr>"
       "<tr height=\"18\"><td class=\"et2\">9月底前</td></tr></tbody></table></body></html>")


def test_excel_with_a_break_in_a_cell_and_runs_of_letters():
    assert from_html(EXCEL) == [["市司法局\n市信访局", "9月底前"], ["市政府办公室", ""]]


def test_word_breaks_its_lines_inside_words():
    assert from_html(WORD) == [["市司法局、市信访局", "12月底前完成并长期坚持"], ["市政府办公室\n市司法局", ""]]


def test_wps_with_a_merged_cell():
    assert from_html(WPS) == [["市司法局", "6月底前"], ["", "9月底前"]]


@pytest.mark.parametrize(("html", "block"), [
    ("<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>", [["甲", "乙"], ["丙", "丁"]]),
    ("<table><thead><tr><th>甲</th></tr></thead><tbody><tr><td>乙</td></tr></tbody></table>", [["甲"], ["乙"]]),
    ("<table><tr><td>for <b>all</b> <i>of</i> us</td></tr></table>", [["for all of us"]]),
    ("<table><tr><td><div>第一行</div><div>第二行</div></td></tr></table>", [["第一行\n第二行"]]),
    ("<table><tr><td><ul><li>一</li><li>二</li></ul></td></tr></table>", [["一\n二"]]),
    ("<table><tr><td>a<style>td {x:y}</style>b<script>1</script></td></tr></table>", [["ab"]]),
    ("<table><tr style='display:none'><td>藏</td></tr><tr><td>显</td></tr></table>", [["显"]]),
    ("<p>甲</p><p>乙</p>", []),
    ("<table></table>", []),
])
def test_html_as_it_is_found(html, block):
    assert from_html(html) == block


def test_a_range_from_excel_with_quoted_line_breaks(hands):
    clip('"市司法局\n市信访局"\t"9月底前"\r\n市政府办公室\t12月底前\r\n')
    hands.go(3, "support")
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    assert hands.task(3).support.units == ("市司法局", "市信访局")
    assert hands.task(4).support.units == ("市政府办公室",)
    assert (hands.task(3).deadline.raw, hands.task(4).deadline.raw) == ("9月底前", "12月底前")


def test_a_merged_cell_pasted_empties_what_it_covers_as_excel_does(hands):
    clip(text="x", html=WPS)
    hands.go(1, "support")
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    assert hands.task(1).support.units == ("市司法局",)
    assert hands.task(2).deadline.raw == "9月底前"


def test_paste_is_one_step(hands):
    clip(text="甲局\t6月底前\n乙局\t9月底前\n")
    hands.go(1, "support")
    before = len(hands.window.desk.state.steps)
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    assert len(hands.window.desk.state.steps) == before + 1
    hands.press(Key.Key_Z, CTRL)
    hands.settle()
    assert hands.task(1).support.units == ("市司法局",)


def test_a_selection_that_is_a_multiple_is_filled(hands):
    clip(text="市司法局\n市信访局\n")
    hands.go(1, "support")
    hands.press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier, times=3)
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    assert [hands.task(at).support.units for at in (1, 2, 3, 4)] == [("市司法局",), ("市信访局",)] * 2


def test_what_is_copied_comes_back_the_same(hands):
    before = [(task.lead, task.support, task.deadline) for task in hands.window.desk.state.snapshot.tasks]
    hands.press(Key.Key_A, CTRL)
    hands.press(Key.Key_C, CTRL)
    hands.settle()
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.hasHtml() and mime.hasText()
    hands.press(Key.Key_Home, CTRL)
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    after = [(task.lead, task.support, task.deadline) for task in hands.window.desk.state.snapshot.tasks]
    for old, new in zip(before, after, strict=True):
        assert (old[0].kind, old[0].units, old[1].units) == (new[0].kind, new[0].units, new[1].units)
        assert (old[2].raw, old[2].due) == (new[2].raw, new[2].due)


def test_a_picture_on_the_clipboard_is_said(hands):
    mime = QMimeData()
    mime.setData("image/png", b"x")
    QGuiApplication.clipboard().setMimeData(mime)
    hands.go(1, "support")
    hands.press(Key.Key_V, CTRL)
    assert "剪贴板" in hands.window.statusBar().currentMessage()
