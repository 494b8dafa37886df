"""Small files that would become huge tables or pages: each is refused by counting, before a reader builds it."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Sequence

from .faultparts import HEAD, MAIN, SMALL, book, cell, docx, oc, ods, p, row, sheet, styles, zipped
from .faults import BOTH, Fault

_LINE = b"BT /F1 9 Tf 50 700 Td (1. Publish the budget of the year) Tj ET "
_LONG = "长" * 32_000


def pdf(content: bytes, *, filters: bytes = b"/FlateDecode", raw: bytes | None = None, resources: bytes = b"",
        more: Sequence[bytes] = (), kids: bytes = b"3 0 R", font: bytes = b"/Subtype/Type1/BaseFont/Helvetica") -> bytes:
    """A PDF of one page; ``raw``: the stream as it stands in the file, ``more``: objects from number 6 on."""
    body = zlib.compress(content, 9) if raw is None else raw
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[" + kids + b"]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>" + resources + b">>>>",
        b"<</Length %d/Filter%b>>stream\n%b\nendstream" % (len(body), filters, body), b"<</Type/Font" + font + b">>", *more]
    out, places = b"%PDF-1.4\n", []
    for number, what in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, what)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, len(objects) + 1, len(out))


def _paged(number: int) -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    kids = b" ".join(b"%d 0 R" % (at + 6) for at in range(number))
    return pdf(_LINE, more=[page] * number, kids=kids)


def _stream(content: bytes, head: bytes = b"") -> bytes:
    raw = zlib.compress(content, 9)
    return b"<<%b/Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (head, len(raw), raw)


def _twice() -> bytes:
    machine = zlib.compressobj(9)
    inner = b"".join(machine.compress(b" " * (1 << 20)) for _ in range(400)) + machine.flush()
    return zlib.compress(inner, 9)


def _forms() -> bytes:
    """Nine forms, each of which draws the next one ten times."""
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
    forms = [_stream(b"/X%d Do " % (number + 1) * 10, head + b"/Resources<</XObject<</X%d %d 0 R>>>>" % (number + 1, number + 7))
             for number in range(9)]
    return pdf(b"/X0 Do", resources=b"/XObject<</X0 6 0 R>>", more=[*forms, _stream(_LINE, head)])


def _meanings() -> bytes:
    """A font that gives four thousand million characters a meaning."""
    font = (b"/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 6 0 R/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/X"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor<</FontName/X>>>>]")
    table = b"begincmap begincodespacerange <0000> <ffffffff> endcodespacerange 1 beginbfrange <00000000> <ffffffff> <0000> endbfrange"
    return pdf(b"BT /F1 9 Tf 50 700 Td <00010002> Tj ET", font=font, more=[_stream(table)])


def _widths() -> bytes:
    font = (b"/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/X/W[0 99999999 500]"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor<</FontName/X>>>>]")
    return pdf(b"BT /F1 9 Tf 50 700 Td <00010002> Tj ET", font=font)


def _shared(rows: int, columns: int, text: str) -> bytes:
    """Every cell shows the one string."""
    lines = "".join(f'<row r="{at}">' + "".join(f'<c r="{chr(65 + column)}{at}" t="s"><v>0</v></c>' for column in range(columns)) + "</row>"
                    for at in range(1, rows + 1))
    return zipped(book(sheet(lines), strings=f'{HEAD}<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>'))


def _inline(rows: int, text: str) -> bytes:
    return zipped(book(sheet(*(row(at, cell(f"A{at}", text), cell(f"B{at}", text)) for at in range(1, rows + 1)))))


def _numbers(rows: int) -> bytes:
    lines = "".join(f'<row r="{at}">' + "".join(f'<c r="{letter}{at}"><v>7</v></c>' for letter in "ABCDEFGHIJ") + "</row>"
                    for at in range(1, rows + 1))
    return zipped(book(sheet(lines)))


def _long_xls() -> bytes:
    import xlwt

    workbook = xlwt.Workbook()
    page = workbook.add_sheet("任务")
    for at in range(3_000):
        for column in range(20):
            page.write(at, column, _LONG)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _pages(cell_markup: str, rows: int) -> Callable[[], bytes]:
    return lambda: ("<table><tr><td>序号<td>任务</tr>" + ("<tr>" + cell_markup * 50 + "</tr>") * rows + "</table>").encode()


_BLANK_SPELLINGS = {
    "closed": '<c r="{}" s="1"></c>', "no_value": '<c r="{}" s="1"><v></v></c>', "no_text": '<c r="{}" s="1" t="str"><v></v></c>',
    "no_inline": '<c r="{}" t="inlineStr"><is><t></t></is></c>', "turned": '<c s="1" r="{}" t="inlineStr"><is><t/></is></c>',
    "single": "<c r='{}' s='1'><v/></c>", "formula": '<c r="{}" s="1" t="str"><f>""</f><v></v></c>',
    "placeless": '<c s="1" t="inlineStr"><is><t></t></is></c>'}


def _blanks(spelling: str, rows: int, first: str = "") -> Callable[[], bytes]:
    """Twenty blank cells a row, in a style that shows dates; ``first``: what stands in front of them."""
    letters = [chr(66 + at) for at in range(20)]
    return lambda: zipped(book(sheet(*SMALL, "".join(
        f'<row r="{at}">' + first.format(f"A{at}") + "".join(spelling.format(f"{letter}{at}") for letter in letters) + "</row>"
        for at in range(3, rows))), style=styles(xfs=(0, 14))))


def _blank_ods(cell_markup: str, rows: int) -> Callable[[], bytes]:
    line = f"<table:table-row>{oc('序号')}{oc('任务')}</table:table-row><table:table-row>{oc('1')}{oc('公开')}{cell_markup * 3}{oc('末')}</table:table-row>"
    return lambda: ods(line + f"<table:table-row>{cell_markup * 20}</table:table-row>" * rows)


def _xml2003(cell_markup: str, rows: int, after: str = "") -> Callable[[], bytes]:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    text = '<Cell><Data ss:Type="String">{}</Data></Cell>'
    return lambda: (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="表"><Table><Row>{text.format("序号")}</Row><Row>'
        f"<Cell/>{text.format('公开')}{cell_markup}</Row>" + f"<Row>{cell_markup * 20}{after}</Row>" * rows
        + "</Table></Worksheet></Workbook>").encode()


CROWDED = (
    Fault("blanks_400MB.pdf", lambda: pdf(b" " * (400 << 20)), "too-big", "解压后过大"),
    Fault("blanks_twice.pdf", lambda: pdf(b"", filters=b"[/FlateDecode/FlateDecode]", raw=_twice()), "too-big", "解压后过大"),
    Fault("runs_256MB.pdf", lambda: pdf(b"", filters=b"/RunLengthDecode", raw=b"\x81 " * (2 << 20)), "too-big", "解压后过大"),
    Fault("nested_arrays.pdf", lambda: pdf(_LINE + b"[" * 1_000_000), "too-big", "嵌套过深"),
    Fault("state_12MB.pdf", lambda: pdf(_LINE + b"q Q " * (3 << 20)), "too-big", "页面内容过大"),
    Fault("letters_of_one_page.pdf", lambda: pdf(b"BT /F1 9 Tf 50 700 Td " + b"(hello) Tj 0 -1 Td " * 100_000 + b"ET"), "too-big", "页面内容过多"),
    Fault("forms_in_forms.pdf", _forms, "too-big", "页面内容过多"),
    Fault("font_of_billions.pdf", _meanings, "too-big", "字体表过大"),
    Fault("widths_of_millions.pdf", _widths, "too-big", "字体表过大"),
    Fault("predicted.pdf", lambda: pdf(
        b"\0" * 900_000, filters=b"/FlateDecode/DecodeParms<</Predictor 12/Columns 999999999/Colors 4>>"), "too-big", "解压后过大"),
    Fault("references_400k.pdf", lambda: pdf(_LINE, kids=b"3 0 R " * 400_000), "too-big", "结构过大"),
    Fault("names_1M.pdf", lambda: pdf(_LINE, more=[b"<</Type/Pages/Kids[" + b"/x " * 1_000_000 + b"]>>"], kids=b"6 0 R 3 0 R"),
          "too-big", "结构过大"),
    Fault("pages_20000.pdf", lambda: _paged(20_000), "too-big", "超过 300 页"),
    Fault("one_text_60000_times.xls", _long_xls, "too-big", "文字过多"),
    Fault("one_text_60000_times.xlsx", lambda: _shared(3_000, 20, _LONG), "too-big", "文字过多"),
    Fault("short_texts_a_million_times.xlsx", lambda: _shared(50_000, 20, "长" * 100), "too-big", "文字过多"),
    Fault("inline_120MB.xlsx", lambda: _inline(20_000, "长" * 1_000), "too-big", "文字过多"),
    Fault("numbers_5M.xlsx", lambda: _numbers(500_000), "too-big", "单元格过多"),
    Fault("cells_1M.html", _pages("<td>x", 20_000), "too-big", "标签过多"),
    Fault("attributes_780k.html", _pages('<td class="a">公开 x</td>\n', 15_600), "too-big", "标签过多"),
    Fault("attributes_of_one_tag.html", lambda: b"<table><tr><td>x</table><p " + b" ".join(b"a%d=1" % at for at in range(200_000)) + b">",
          "too-big", "标签过多"),
    Fault("styles_90MB.xlsx", lambda: zipped(book(sheet(*SMALL), style=f'{HEAD}<styleSheet xmlns="{MAIN}"><cellXfs>'
          + '<xf numFmtId="0"/>' * 5_000_000 + "</cellXfs></styleSheet>")), "too-big", "过大"),
    Fault("cells_1M.xml", _xml2003('<Cell ss:StyleID="s1"/>', 50_000, '<Cell><Data ss:Type="Number">1</Data></Cell>'), "too-big", "过大"),
    Fault("runs_1M.docx", lambda: docx(p("一、公开") + "<w:p>" + "<w:r><w:t>x</w:t></w:r>" * 1_000_000 + "</w:p>"), "too-big", "正文过大"),
)
"""Each with what the child may take."""

LARGE = (
    Fault("cells_300k.html", _pages("<td>x</td>", 6_000), "read", cells={"A1": "序号"}),
    *(Fault(f"blanks_1M_{name}.xlsx", _blanks(spelling, 50_000), "read", cells=BOTH, seconds=1.25, mib=60)
      for name, spelling in _BLANK_SPELLINGS.items()),
    *(Fault(f"blanks_1M_{name}_beside_numbers.xlsx", _blanks(_BLANK_SPELLINGS[name], 50_000, '<c r="{}"><v>7</v></c>'), "read",
            cells=BOTH, seconds=1.5, mib=120) for name in ("no_text", "turned", "formula")),
    Fault("blanks_4M_no_text.xlsx", _blanks(_BLANK_SPELLINGS["no_text"], 200_000), "read", cells=BOTH, mib=100),
    *(Fault(f"blanks_1M_{number}.ods", _blank_ods(cell_markup, 50_000), "read", cells=BOTH, seconds=1.25, mib=60)
      for number, cell_markup in enumerate((
          '<table:table-cell table:style-name="ce1"/>', '<table:table-cell table:style-name="ce1"></table:table-cell>',
          '<table:table-cell office:value-type="string" table:style-name="ce1"><text:p/></table:table-cell>'))),
    *(Fault(f"blanks_1M_{number}.xml", _xml2003(cell_markup, 50_000), "read", cells=BOTH, seconds=1.25, mib=200)
      for number, cell_markup in enumerate((
          '<Cell ss:StyleID="s1"/>', '<Cell ss:StyleID="s1"><Data ss:Type="String"></Data></Cell>\n'))),
    Fault("texts_200k.xlsx", lambda: _shared(10_000, 20, "公开" * 20), "read"),
    Fault("numbers_500k.xlsx", lambda: _numbers(50_000), "read"),
    Fault("small.xlsx", lambda: zipped(book(sheet(*SMALL))), "read", cells=BOTH),
    Fault("small.pdf", lambda: pdf(_LINE), "read", cells={"A1": "1. Publish the budget of the year"}),
    Fault("pages_300.pdf", lambda: _paged(300), "read", cells={"A1": "1. Publish the budget of the year"}),
    Fault("tables_in_a_ring.pdf", lambda: re.sub(
        rb"<</Root(.*?)>>(\nstartxref\n)(\d+)", rb"<</Prev \3/Root\1>>\2\3", _paged(290), flags=re.S), "read", seconds=4,
        cells={"A1": "1. Publish the budget of the year"}),
    Fault("blanks_2MB.pdf", lambda: pdf(_LINE + b" " * (2 << 20)), "read"),
)
"""Large files that are read all the same."""
