"""A generator for every fault of reading (``faults.md`` 1-30), each with the verdict it must get. Seeded: the same files every time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from . import samples
from .compound import compound
from .faultparts import (
    DTD,
    HEAD,
    MAIN,
    PACKAGE,
    REL,
    SMALL,
    XXE,
    book,
    cell,
    docx,
    oc,
    ods,
    p,
    repeated,
    row,
    sheet,
    styles,
    table,
    tc,
    with_stream,
    zipped,
)


@dataclass(frozen=True)
class Fault:
    """A broken file: ``verdict`` is read, warned or the kind of refusal; ``says`` must stand in a doubt or in the refusal;
    ``cells`` must be read; ``mib`` is what the child may take beyond its start."""

    name: str
    make: Callable[[], bytes]
    verdict: str
    says: str = ""
    cells: dict[str, str] = field(default_factory=dict)
    seconds: float = 5
    mib: int = 400


BOTH = {"A1": "序号", "B2": "公开"}


def _huge(declared: int | None = None) -> bytes:
    """A sheet with one cell of 1.5 GiB."""
    before = f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'.encode()
    stream = repeated(before, b"A" * (1 << 20), 1536, b"</t></is></c></row></sheetData></worksheet>")
    parts = book(sheet(*SMALL))
    del parts["xl/worksheets/sheet1.xml"]
    return with_stream(parts, "xl/worksheets/sheet1.xml", stream, declared)


def _image() -> bytes:
    return with_stream(book(sheet(*SMALL)), "xl/media/image1.png", repeated(b"", bytes(1 << 20), 2000, b""))


def _blank_rows() -> bytes:
    rows = "".join(f'<row r="{number}"/>' for number in range(3, 1_048_577))
    return zipped(book(sheet(*SMALL, rows)))


def _styled_blanks() -> bytes:
    letters = [chr(65 + number) for number in range(26)]
    rows = "".join(row(number, *(f'<c r="{letter}{number}" s="1"/>' for letter in letters)) for number in range(3, 150_000))
    return zipped(book(sheet(*SMALL, rows), style=styles(xfs=(0, 14))))


def _merges(*refs: str) -> str:
    return f'<mergeCells count="{len(refs)}">' + "".join(f'<mergeCell ref="{ref}"/>' for ref in refs) + "</mergeCells>"


def _loop_xls() -> bytes:
    """An xls whose FAT sends a sector back to itself."""
    data = bytearray(samples.xls())
    fat = int.from_bytes(data[76:80], "little")
    at = 512 + fat * 512
    data[at:at + 4] = (0).to_bytes(4, "little")
    return bytes(data)


def _strings(*texts: str, count: str | None = None) -> str:
    claim = f' count="{count}" uniqueCount="{count}"' if count else ""
    return f'{HEAD}<sst xmlns="{MAIN}"{claim}>' + "".join(f"<si><t>{text}</t></si>" for text in texts) + "</sst>"


def _cut(data: bytes, share: float) -> bytes:
    return data[:int(len(data) * share)]


def _bad_crc() -> bytes:
    data = bytearray(zipped(book(sheet(*SMALL))))
    at = data.index(b"PK\x01\x02")
    while True:  # the check sum of every entry, in the directory
        data[at + 16] ^= 0xFF
        at = data.find(b"PK\x01\x02", at + 4)
        if at < 0:
            return bytes(data)


def _duplicate() -> bytes:
    import io
    import warnings
    import zipfile

    out = io.BytesIO(zipped(book(sheet(*SMALL))))
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as package:
        warnings.simplefilter("ignore")
        package.writestr("xl/worksheets/sheet1.xml", sheet(row(1, cell("A1", "假"))))
    return out.getvalue()


def _without(name: str) -> bytes:
    parts = book(sheet(*SMALL))
    del parts[name]
    return zipped(parts)


def _target(target: str) -> bytes:
    parts = book(sheet(*SMALL))
    rels = str(parts["xl/_rels/workbook.xml.rels"]).replace("worksheets/sheet1.xml", target)
    return zipped({**parts, "xl/_rels/workbook.xml.rels": rels})


def _one(ref: str, number: object, code_id: int, formats: tuple[tuple[int, str], ...] = (), **options: bool) -> bytes:
    """The small sheet and one formatted cell in row 3."""
    return zipped(book(sheet(*SMALL, row(3, cell(ref, number, style=1))), style=styles(formats, (0, code_id)), **options))


def _pieces(*cells: str, after: str = "", before: str = "", extra: str = "") -> bytes:
    return zipped(book(sheet(*SMALL, row(3, *cells, extra=extra), after=after, before=before)))


_NESTED = "<w:tbl><w:tr><w:tc>" * 300 + p("x") + "</w:tc></w:tr></w:tbl>" * 300
_REPEAT = "table:number-{}-repeated"
_ODS_SMALL = f"<table:table-row>{oc('序号')}{oc('任务')}</table:table-row><table:table-row>{oc('1')}{oc('公开')}</table:table-row>"

FAULTS = [
    # 1-3: far cells, blanks, dimensions
    Fault("far_corner.xlsx", lambda: _pieces(cell("A3", 2)) and zipped(book(sheet(*SMALL, row(1048576, cell("XFD1048576", "远"))))),
          "warned", "XFD1048576", BOTH),
    Fault("far_col.xlsx", lambda: _pieces(cell("XFD3", "远")), "warned", "XFD3", BOTH),
    Fault("far_row.xlsx", lambda: zipped(book(sheet(*SMALL, row(1048576, cell("A1048576", "远"))))), "warned", "1048576", BOTH),
    Fault("far_lie.xlsx", lambda: zipped(book(sheet(
        *SMALL, row(1048576, cell("XFD1048576", "远")), before='<dimension ref="A1:B2"/>'))), "warned", "XFD1048576", BOTH),
    Fault("blank_rows_1048576.xlsx", _blank_rows, "read", cells=BOTH),
    Fault("styled_blank_cells_4M.xlsx", _styled_blanks, "read", cells=BOTH),
    *(Fault(f"dimension_{number}.xlsx", lambda text=text: zipped(book(sheet(*SMALL, before=text))), "read", cells=BOTH)
      for number, text in enumerate(("", '<dimension ref="A1"/>', '<dimension ref="A1:XFD1048576"/>', '<dimension ref="??"/>'))),
    # 4-5: bombs, and a large part that nobody needs
    Fault("zip_bomb.xlsx", _huge, "too-big", "过大", seconds=2, mib=300),
    Fault("zip_bomb_that_lies.xlsx", lambda: _huge(declared=1000), "too-big|incomplete", seconds=4, mib=300),
    Fault("unused_image_2GiB.xlsx", _image, "read", cells=BOTH),
    # 6-7: what takes a reader down
    Fault("sst_count_lie.xlsx", lambda: zipped(book(sheet(
        row(1, cell("A1", 0, "s").replace("<v>", "<v>").replace('"A1"', '"A1" t="s"'))), strings=_strings("文字", count="4294967295"))),
        "read|warned", cells={"A1": "文字"}),
    Fault("fat_loop.xls", _loop_xls, "read|warned|unreadable|incomplete"),
    # 8-10: merges
    Fault("merges_100k.xlsx", lambda: zipped(book(sheet(*SMALL, after=_merges(*(f"A{n * 2 + 5}:B{n * 2 + 6}" for n in range(100_000)))))),
          "read", cells=BOTH),
    Fault("merge_whole_sheet.xlsx", lambda: zipped(book(sheet(row(1, cell("A1", "序号")), after=_merges("A1:XFD1048576")))), "read",
          cells={"A1": "序号"}),
    Fault("merge_column_all.xlsx", lambda: zipped(book(sheet(row(1, cell("A1", "序号"), cell("B1", "任务")), after=_merges("A1:A1048576")))),
          "read", cells={"A1": "序号", "B1": "任务"}),
    Fault("merge_overlap.xlsx", lambda: zipped(book(sheet(*SMALL, after=_merges("A1:B1", "B1:B2")))), "warned", "合并区域重叠或无效",
          {"A1": "序号", "B1": "任务", "B2": "公开"}),
    Fault("merge_reversed.xlsx", lambda: zipped(book(sheet(*SMALL, after=_merges("B2:A1")))), "warned", "合并区域重叠或无效",
          {"A1": "序号", "B1": "任务", "B2": "公开"}),
    Fault("values_under_merge.xlsx", lambda: zipped(book(sheet(*SMALL, after=_merges("A1:B2")))), "warned", "压着其他内容",
          {"A1": "序号", "B1": "任务", "B2": "公开"}),
    # 11-12: document types
    Fault("laughs_sheet.xlsx", lambda: zipped(book(sheet(row(1, '<c r="A1" t="inlineStr"><is><t>&c;</t></is></c>'), prolog=DTD))),
          "forbidden", "DTD"),
    Fault("laughs_strings.xlsx", lambda: zipped(book(sheet(*SMALL), strings=HEAD + DTD + "<sst><si><t>&c;</t></si></sst>")), "forbidden"),
    Fault("laughs_unused.xlsx", lambda: zipped(book(sheet(*SMALL), extra={"docProps/app.xml": HEAD + DTD + "<x/>"})), "forbidden"),
    Fault("xxe_sheet.xlsx", lambda: zipped(book(sheet(*SMALL, prolog=XXE))), "forbidden"),
    Fault("xxe_utf16.xlsx", lambda: zipped(book({"S": ('<?xml version="1.0" encoding="UTF-16"?>' + XXE + "<worksheet/>").encode("utf-16")})),
          "forbidden"),
    Fault("xxe_behind_comment.xlsx", lambda: zipped(book(sheet(*SMALL, prolog="<!--" + "x" * 9000 + "-->" + XXE))), "forbidden"),
    Fault("laughs.docx", lambda: docx(p("&c;").replace("&amp;", "&"), prolog=DTD), "forbidden"),
    Fault("unc.docx", lambda: docx(p("x"), prolog='<!DOCTYPE x SYSTEM "\\\\host\\share\\x.dtd">'), "forbidden"),
    Fault("laughs.ods", lambda: ods(_ODS_SMALL, prolog=DTD), "forbidden"),
    Fault("laughs.xml", lambda: samples.xml2003().replace(b"?>\n", b"?>\n" + DTD.encode(), 1), "forbidden"),
    Fault("laughs.html", lambda: b'<!DOCTYPE html [<!ENTITY a "b">]><html><table><tr><td>&a;</table>', "forbidden"),
    # 13: passwords
    Fault("locked.xlsx", lambda: compound({"EncryptionInfo": bytes(99), "EncryptedPackage": bytes(9999)}), "password", "请对方去掉密码"),
    Fault("locked.docx", lambda: compound({"EncryptionInfo": bytes(99), "EncryptedPackage": bytes(9999)}), "password"),
    Fault("locked.xlsb", lambda: compound({"EncryptionInfo": bytes(99), "EncryptedPackage": bytes(9999)}), "password"),
    Fault("locked.xls", lambda: compound({"Workbook": b"\x09\x08\x04\x00\x00\x06\x05\x00\x2f\x00\x06\x00" + bytes(900)}), "password"),
    Fault("locked_book.xls", lambda: compound({"Book": b"\x09\x08\x04\x00\x00\x05\x05\x00\x2f\x00\x04\x00" + bytes(900)}), "password"),
    Fault("locked.ods", lambda: ods(_ODS_SMALL, {"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}), "password"),
    # 14: not whole
    *(Fault(f"truncated_{int(share * 100)}.xlsx", lambda share=share: _cut(samples.xlsx(), share), "incomplete", "未传完")
      for share in (0.02, 0.5, 0.99)),
    Fault("truncated.docx", lambda: _cut(samples.docx(), 0.6), "incomplete"),
    Fault("truncated.ods", lambda: _cut(samples.ods(), 0.6), "incomplete"),
    Fault("truncated.xls", lambda: _cut(samples.xls(), 0.2), "incomplete|unreadable"),
    Fault("crc_broken.xlsx", _bad_crc, "incomplete"),
    Fault("zeros.xlsx", lambda: bytes(20_000), "incomplete"),
    Fault("empty.xlsx", lambda: b"", "empty", "0 字节"),
    # 16: other contents than the ending says
    Fault("html_named.xls", samples.html, "warned", "扩展名与内容不符"),
    Fault("csv_named.xls", samples.csv, "warned", "扩展名与内容不符"),
    Fault("xml2003_named.xls", samples.xml2003, "warned", "扩展名与内容不符"),
    Fault("xlsx_named.xls", samples.xlsx, "warned", "扩展名与内容不符"),
    Fault("xlsx_named.et", samples.xlsx, "warned", "扩展名与内容不符"),
    Fault("rtf_named.docx", lambda: rb"{\rtf1 x}", "unsupported", "docx"),
    Fault("doc_named.docx", lambda: compound({"WordDocument": bytes(900)}), "unsupported", "另存为 docx"),
    # 17: encodings
    Fault("gbk.csv", lambda: "序号,任务\n1,公开\n".encode("gbk"), "read", cells=BOTH),
    Fault("gb18030.csv", lambda: "序号,任务\n1,公开\n2,㐂\U00020000\n".encode("gb18030"), "read", cells={**BOTH, "B3": "㐂\U00020000"}),
    Fault("utf16le.csv", lambda: "序号,任务\n1,公开\n".encode("utf-16-le"), "read", cells=BOTH),
    Fault("utf16be_bom.csv", lambda: b"\xfe\xff" + "序号,任务\n1,公开\n".encode("utf-16-be"), "read", cells=BOTH),
    Fault("mixed.csv", lambda: "序号,任务\n1,公开\n2,解读\n3,回应\n".encode() + "4,办理\n".encode("gbk"), "warned", "第5行",
          {**BOTH, "B5": "办理"}),
    Fault("illegal.csv", lambda: "序号,任务\n1,公开\n2,".encode() + b"\xff\xfe\xff\n", "warned", "第3行", BOTH),
    Fault("gbk_no_meta.html", lambda: "<table><tr><td>序号<td>任务<tr><td>1<td>公开</table>".encode("gbk"), "read", cells=BOTH),
    Fault("gbk_lying_meta.html", lambda: "<meta charset=utf-8><table><tr><td>序号<td>任务<tr><td>1<td>公开</table>".encode("gbk"),
          "read", cells=BOTH),
    Fault("big5.html", lambda: "<meta charset=big5><table><tr><td>序號<td>任務<tr><td>1<td>公開</table>".encode("big5"), "read",
          cells={"A1": "序號", "B2": "公開"}),
    # 18: csv
    Fault("unclosed_quote.csv", lambda: ("序号,任务\n1,公开\n2,\"没有结束\n" + "3,解读\n" * 500).encode(), "warned", "第3行",
          {**BOTH, "A4": "3", "B503": "解读"}),
    Fault("field_50MB.csv", lambda: "序号,任务\n1,公开\n2,".encode() + b"x" * (50 << 20) + b"\n", "warned", "第3行", BOTH),
    Fault("ragged.csv", lambda: "序号,任务\n1,公开\n2,解读,多一格\n".encode(), "warned", "列数不一致", {**BOTH, "C3": "多一格"}),
    Fault("nul.csv", lambda: "序号,任务\n1,公开\n2,解\x00读\n".encode(), "read|warned", cells=BOTH),
    Fault("cr_only.csv", lambda: "序号,任务\r1,公开\r2,解读\r".encode(), "read", cells={**BOTH, "B3": "解读"}),
    Fault("ids.csv", lambda: "序号,任务\n1,公开\n001,330402199001011234\n".encode(), "read",
          cells={**BOTH, "A3": "001", "B3": "330402199001011234"}),
    # 19: cells without a value
    Fault("errors.xlsx", lambda: _pieces(cell("A3", "#REF!", "e"), cell("B3", "#N/A", "e", formula="VLOOKUP(1,A1,2)")), "warned", "错误值",
          {**BOTH, "A3": "错误值 #REF!", "B3": "错误值 #N/A"}),
    Fault("formula_no_cache.xlsx", lambda: _pieces(cell("A3", formula="SUM(A1:A2)"), '<c r="B3"><f>1+1</f><v></v></c>'), "warned",
          "公式未计算", {**BOTH, "A3": "公式未计算", "B3": "公式未计算"}),
    Fault("formula_empty_text.xlsx", lambda: _pieces('<c r="A3" t="str"><f>""</f><v></v></c>', cell("B3", 7, formula="3+4")), "read",
          cells={**BOTH, "A3": "", "B3": "7"}),
    # 20: strict, no sheets
    Fault("strict.xlsx", samples.strict_xlsx, "read", cells={"A2": "序号"}),
    Fault("no_sheets.xlsx", lambda: zipped(book({})), "unreadable", "没有工作表"),
    # 21: dates
    Fault("zh_date_31.xlsx", lambda: _one("A3", 44926, 31), "read", cells={**BOTH, "A3": "2022年12月31日"}),
    Fault("zh_date_57.xlsx", lambda: _one("A3", 44926, 57), "read", cells={**BOTH, "A3": "2022年12月"}),
    Fault("zh_date_58.xlsx", lambda: _one("A3", 44926, 58), "read", cells={**BOTH, "A3": "12月31日"}),
    Fault("date_plain.xlsx", lambda: _one("A3", 44926, 14), "read", cells={**BOTH, "A3": "2022-12-31"}),
    Fault("date_custom.xlsx", lambda: _one("A3", 44926, 176, ((176, 'yyyy"年"m"月"'),)), "read", cells={**BOTH, "A3": "2022年12月"}),
    Fault("date_1904.xlsx", lambda: _one("A3", 43464, 14, date1904=True), "read", cells={**BOTH, "A3": "2022-12-31"}),
    Fault("date_too_late.xlsx", lambda: _one("A3", 10**9, 14), "warned", "日期超出范围", {**BOTH, "A3": "1000000000"}),
    Fault("date_negative.xlsx", lambda: _one("A3", -5, 14), "warned", "日期超出范围", {**BOTH, "A3": "-5"}),
    Fault("date_1900_02_29.xlsx", lambda: _one("A3", 60, 14), "read|warned", cells=BOTH),
    Fault("date_1e300.xlsx", lambda: _one("A3", 1e300, 14), "warned", "日期超出范围", BOTH),
    # 22: numbers
    Fault("id_as_number.xlsx", lambda: _pieces('<c r="A3"><v>330402199001011234</v></c>'), "warned", "可能已失真",
          {**BOTH, "A3": "330402199001011234"}),
    Fault("id_as_float.xlsx", lambda: _pieces('<c r="A3"><v>3.3040219900101E+17</v></c>'), "warned", "可能已失真", BOTH),
    Fault("id_as_text.xlsx", lambda: _pieces(cell("A3", "330402199001011234"), cell("B3", "001")), "read",
          cells={**BOTH, "A3": "330402199001011234", "B3": "001"}),
    Fault("zero_padded.xlsx", lambda: _one("A3", 7, 176, ((176, "000"),)), "read", cells={**BOTH, "A3": "007"}),
    Fault("percent.xlsx", lambda: _one("A3", 0.85, 9), "read", cells={**BOTH, "A3": "85%"}),
    Fault("nan.xlsx", lambda: _pieces('<c r="A3"><v>nan</v></c>', '<c r="B3"><v>inf</v></c>'), "read|warned", cells=BOTH),
    Fault("text_in_number.xlsx", lambda: _pieces('<c r="A3"><v>abc</v></c>'), "read|warned", cells={**BOTH, "A3": "abc"}),
    # 23-25: what would run elsewhere
    Fault("formula_like.xlsx", lambda: _pieces(cell("A3", "=cmd|'/c calc'!A1"), cell("B3", "+1-2@x")), "read",
          cells={**BOTH, "A3": "=cmd|'/c calc'!A1", "B3": "+1-2@x"}),
    Fault("dde.xlsx", lambda: zipped(book(sheet(*SMALL), extra={
        "xl/externalLinks/externalLink1.xml": f'{HEAD}<externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd"/></externalLink>'})),
        "warned", "DDE", BOTH),
    Fault("external.xlsx", lambda: zipped(book(sheet(*SMALL), extra={
        "xl/externalLinks/externalLink1.xml": f'{HEAD}<externalLink xmlns="{MAIN}"><externalBook/></externalLink>'})),
        "warned", "其他工作簿", BOTH),
    Fault("macros.xlsm", lambda: zipped(book(sheet(*SMALL), extra={"xl/vbaProject.bin": b"x"})), "warned", "含宏，未执行", BOTH),
    Fault("xlm.xlsm", lambda: zipped(book({"表": sheet(*SMALL), "宏1": sheet(row(1, cell("A1", "x")))}, kinds={"宏1": "xlMacrosheet"})),
          "warned", "宏", BOTH),
    Fault("chartsheet.xlsx", lambda: zipped(book({"表": sheet(*SMALL), "图": "<chartsheet/>"}, kinds={"图": "chartsheet"})), "warned",
          "图表", BOTH),
    Fault("activex.xlsx", lambda: zipped(book(sheet(*SMALL), extra={"xl/activeX/activeX1.bin": b"x"})), "warned", "未打开", BOTH),
    # 24: odd characters
    Fault("control.xlsx", lambda: _pieces(cell("A3", "a_x0001_b_x000D_\nc"), cell("B3", "_x0000_")), "read|warned", cells=BOTH),
    Fault("long_text.xlsx", lambda: _pieces(cell("A3", "长" * 40_000)), "read", cells={**BOTH, "A3": "长" * 40_000}),
    Fault("sheet_name.xlsx", lambda: zipped(book({"一/二:三" * 20: sheet(*SMALL)})), "read", cells=BOTH),
    # 26: hidden
    Fault("hidden_row.xlsx", lambda: _pieces(cell("A3", 2), extra=' hidden="1"'), "warned", "第3行被隐藏", {**BOTH, "A3": "2"}),
    Fault("hidden_column.xlsx", lambda: _pieces(cell("A3", 2), before='<cols><col min="2" max="2" hidden="1"/></cols>'), "warned",
          "B列被隐藏", BOTH),
    Fault("filtered.xlsx", lambda: _pieces(cell("A3", 2), extra=' hidden="1"', after='<autoFilter ref="A1:B3"/>'), "warned", "筛选", BOTH),
    Fault("very_hidden.xlsx", lambda: zipped(book({"表": sheet(*SMALL), "密": sheet(*SMALL)}, states={"密": "veryHidden"})), "warned",
          "“密”是隐藏的", BOTH),
    # 27: package tricks
    Fault("duplicate_part.xlsx", _duplicate, "unreadable", "重复"),
    Fault("climbing_part.xlsx", lambda: zipped(book(sheet(*SMALL), extra={"../../evil.sh": b"x"})), "read", cells=BOTH),
    Fault("target_outside.xlsx", lambda: _target("../../../etc/passwd"), "unreadable"),
    Fault("target_missing.xlsx", lambda: _target("worksheets/none.xml"), "unreadable"),
    Fault("target_backslash.xlsx", lambda: _target("worksheets\\sheet1.xml"), "read", cells=BOTH),
    Fault("target_absolute.xlsx", lambda: _target("/xl/worksheets/sheet1.xml"), "read", cells=BOTH),
    Fault("no_workbook.xlsx", lambda: _without("xl/workbook.xml"), "unreadable"),
    Fault("no_relations.xlsx", lambda: _without("xl/_rels/workbook.xml.rels"), "unreadable"),
    # 28: Word
    Fault("gridspan.docx", lambda: docx(table([tc(p("序号"), '<w:gridSpan w:val="99999999"/>')], [tc(p("1")), tc(p("公开"))])), "read",
          cells={"A1": "序号", "B2": "公开"}),
    Fault("nested_300.docx", lambda: docx(p("正文") + _NESTED), "read|warned|unreadable"),
    Fault("orphan_vmerge.docx", lambda: docx(table([tc(p("序号")), tc(p("任务"))], [tc(p(""), "<w:vMerge/>"), tc(p("公开"))])), "warned",
          "缺少起始格", BOTH),
    Fault("rows_3000.docx", lambda: docx(table(*([tc(p(f"{line}-{at}")) for at in range(8)] for line in range(3000)))), "read",
          cells={"H3000": "2999-7"}),
    Fault("run_300MB.docx", lambda: with_stream(
        {"[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"/>',
         "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{REL}/officeDocument" '
                        'Target="word/document.xml"/></Relationships>'},
        "word/document.xml", repeated(b'<w:document xmlns:w="x"><w:body><w:p><w:r><w:t>', b"A" * (1 << 20), 300,
                                      b"</w:t></w:r></w:p></w:body></w:document>")), "too-big"),
    # 29: web pages
    Fault("rowspan_bomb.html", lambda: ("<table>" + "<tr>" + "<td rowspan=65534 colspan=1000>x" * 500 + "</table>").encode(), "read|warned"),
    Fault("rowspan_bomb_rows.html", lambda: ("<table>" + "<tr><td rowspan=65534 colspan=999>x</td><td>y</td></tr>" * 5000 + "</table>").encode(),
          "read|warned"),
    Fault("nested_20k.html", lambda: ("<table><tr><td>" * 20_000 + "x").encode(), "unreadable", "嵌套过深"),
    Fault("nested_divs.html", lambda: ("<div>" * 50_000 + "公开" + "</div>" * 50_000).encode(), "unreadable", "嵌套过深"),
    Fault("script_and_unc.html", lambda: (
        '<script>document.write("假")</script><img src="\\\\host\\x.png"><iframe src="http://host/"></iframe>'
        "<table><tr><td>序号<td>任务<tr><td>1<td>公开</table>").encode(), "read", cells=BOTH),
    # 30: OpenDocument
    Fault("repeat_bomb.ods", lambda: ods(
        f'<table:table-row {_REPEAT.format("rows")}="1048576">{oc("x", _REPEAT.format("columns") + chr(61) + chr(34) + "16384" + chr(34))}'
        "</table:table-row>"), "too-big"),
    Fault("repeat_blank.ods", lambda: ods(
        _ODS_SMALL + f'<table:table-row {_REPEAT.format("rows")}="1048570"><table:table-cell {_REPEAT.format("columns")}="16384"/></table:table-row>'),
        "read", cells=BOTH),
    Fault("repeat_overflow.ods", lambda: ods(
        _ODS_SMALL + f'<table:table-row {_REPEAT.format("rows")}="99999999999999999999">{oc("x")}</table:table-row>'), "unreadable"),
]
