"""A filled Word paper as HTML to look at: fonts, alignment, merged cells, and what is left out is counted."""

from __future__ import annotations

import io

import msgspec
import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from gongkai_desk.domain import TemplateFault
from gongkai_desk.exporting.entrance import Answer
from gongkai_desk.exporting.word_showing import FINE, MOST_ROWS, WordSheet, sheet_of, show


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def paper():
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height, section.left_margin = Mm(210), Mm(297), Mm(28)
    head = document.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = head.add_run("督办<通知>&单")
    run.font.size, run.font.bold, run.font.color.rgb = Pt(22), True, RGBColor(0xC0, 0, 0)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "方正小标宋简体")
    return document


def test_text_keeps_its_look():
    sheet = sheet_of("单.docx", saved(paper()))
    assert (round(sheet.width), round(sheet.height), round(sheet.margins[0])) == (595, 842, 79)
    assert "督办&lt;通知&gt;&amp;单" in sheet.html and "text-align:center" in sheet.html
    assert f"font-size:{22 * FINE}px" in sheet.html and "color:#C00000" in sheet.html and "font-weight:bold" in sheet.html
    assert "'方正小标宋简体'" in sheet.html


def test_what_a_style_says_is_inherited():
    document = Document()
    document.styles["Normal"].font.size = Pt(16)
    document.add_paragraph("正文")
    assert f"font-size:{16 * FINE}px" in sheet_of("单.docx", saved(document)).html


def test_tables_keep_their_merged_cells_and_headers():
    document = paper()
    table = document.add_table(4, 3, style="Table Grid")
    table.cell(0, 0).merge(table.cell(0, 1)).text = "责任单位"
    table.cell(1, 0).merge(table.cell(3, 0)).text = "合并"
    mark = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    html = sheet_of("单.docx", saved(document)).html
    assert 'colspan="2" rowspan="1"' in html and 'colspan="1" rowspan="3"' in html
    assert html.count("合并") == 1 and "<thead><tr>" in html and 'border="2"' in html


def test_deleted_words_are_not_shown_and_breaks_are():
    document = Document()
    line = document.add_paragraph("甲")
    line.runs[0].add_break()
    line.add_run("乙")
    gone = OxmlElement("w:del")
    gone.append(document.add_paragraph("已删")._p.r_lst[0])
    line._p.append(gone)
    html = sheet_of("单.docx", saved(document)).html
    assert "甲<br>" in html and "乙" in html and "已删" not in html


def test_a_very_long_table_is_shown_in_part_and_says_so():
    document = Document()
    table = document.add_table(MOST_ROWS + 20, 1)
    table.cell(MOST_ROWS + 19, 0).text = "最后一行"
    sheet = sheet_of("单.docx", saved(document))
    assert sheet.left_out == 20 and "最后一行" not in sheet.html


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a document"])
def test_what_is_no_word_document_is_said(data):
    with pytest.raises(TemplateFault):
        sheet_of("坏.docx", data)
    answer = msgspec.json.decode(show("坏.docx\n".encode() + data), type=Answer)
    assert answer.fault is not None and answer.fault[1] == "坏.docx"


def test_the_child_answers_with_a_sheet():
    answer = msgspec.json.decode(show("单.docx\n".encode() + saved(paper())), type=Answer)
    assert answer.fault is None and "督办" in msgspec.json.decode(answer.data, type=WordSheet).html
