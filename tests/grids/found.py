"""What public test files and the fuzz job found, made anew by hand: each cause once, with the verdict it must get."""

from __future__ import annotations

import re
from struct import pack

from . import samples
from .compound import compound
from .faultparts import DTD, HEAD, MAIN, PACKAGE, REL, SMALL, book, docx, oc, ods, p, row, sheet, styles, table, tc, zipped
from .faults import BOTH, Fault

_SECTION = 48


def _xls(*cells: tuple[int, int, str], name: str = "表") -> bytes:
    import io

    import xlwt

    from gongkai_desk.grids import ole

    made = xlwt.Workbook(encoding="utf-8")
    table = made.add_sheet(name)
    for line, column, text in cells:
        table.write(line - 1, column - 1, text)
    out = io.BytesIO()
    made.save(out)
    return ole.workbook_stream(out.getvalue())


_XLS_SMALL = ((1, 1, "序号"), (1, 2, "任务"), (2, 1, "1"), (2, 2, "公开"))


def _macro_xls() -> bytes:
    """The sheet list says that the only sheet holds macros."""
    stream = bytearray(_xls(*_XLS_SMALL))
    at = stream.index(b"\x85\x00", 100)  # BOUNDSHEET
    stream[at + 9] = 1
    return compound({"Workbook": bytes(stream)})


def _summary(properties: int) -> bytes:
    """A summary stream that claims so many properties."""
    return (pack("<HHI", 0xFFFE, 0, 0x00020006) + bytes(16) + pack("<I", 1) + bytes(16) + pack("<I", _SECTION)
            + pack("<II", 24, properties) + pack("<IIIQ", 13, 16, 64, 133_000_000_000_000_000))


def _mini_loop() -> bytes:
    """A workbook in the mini stream whose chain of small sectors returns to itself."""
    data = bytearray(compound({"Workbook": _xls(*_XLS_SMALL), "MiniFat": pack("<2I", 1, 0)}))
    directory = int.from_bytes(data[48:52], "little") * 512 + 512
    entries = {data[at:at + 64].decode("utf-16-le").rstrip("\0"): at for at in range(directory, directory + 384, 128)}
    root, main, table = entries["Root Entry"], entries["Workbook"], entries["MiniFat"]
    data[60:68] = data[table + 116:table + 120] + (1).to_bytes(4, "little")
    data[root + 116:root + 124] = data[main + 116:main + 120] + (4096).to_bytes(4, "little")
    data[main + 116:main + 124] = pack("<II", 0, 3000)
    return bytes(data)


def _wide_relations() -> bytes:
    parts = book(sheet(*SMALL), style=styles())
    for name in ("xl/_rels/workbook.xml.rels", "xl/styles.xml"):
        parts[name] = str(parts[name]).replace("UTF-8", "UTF-16").encode("utf-16")
    return zipped(parts)


def _many_names() -> bytes:
    """Three hundred sheets that are one part of six thousand cells: read each by each it would take half a minute."""
    rows = [row(number, *["<c><v>7</v></c>"] * 3) for number in range(3, 2_000)]
    parts = book({f"表{number}": sheet(*SMALL, *rows) for number in range(1, 301)})
    rels = "xl/_rels/workbook.xml.rels"
    kept = {name: data for name, data in parts.items() if "worksheets/" not in name or name.endswith("/sheet1.xml")}
    return zipped({**kept, rels: re.sub(r"sheet\d+\.xml", "sheet1.xml", str(parts[rels]))})


def _odd_folder() -> bytes:
    parts = {name.replace("xl/", "台账/") if name.startswith("xl/") else name: data for name, data in book(sheet(*SMALL)).items()}
    parts["_rels/.rels"] = str(parts["_rels/.rels"]).replace("xl/", "台账/")
    parts["[Content_Types].xml"] = (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary"/>'
        '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>')
    return zipped(parts)


def _text_bomb(lines: int) -> bytes:
    """One string of a million characters that stands in thousands of cells."""
    rows = (row(number, *(f'<c r="{letter}{number}" t="s"><v>0</v></c>' for letter in "ABC")) for number in range(1, lines))
    return zipped(book(sheet(*rows), strings=f'{HEAD}<sst xmlns="{MAIN}"><si><t>{"长" * 1_000_000}</t></si></sst>'))


def _xlsb(*records: bytes, kind: str = "worksheet", style: bytes = b"", strings: bytes = b"") -> bytes:
    record, wide = samples.xlsb_record, samples.wide
    rels = f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">%s</Relationships>'
    part = f'<Relationship Id="r%d" Type="{REL}/%s" Target="%s"/>'
    return zipped({
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": rels % (part % (1, "officeDocument", "xl/workbook.bin")),
        "xl/_rels/workbook.bin.rels": rels % (part % (1, kind, "sheet.bin") + part % (2, "styles", "styles.bin")
                                              + part % (3, "sharedStrings", "strings.bin")),
        "xl/workbook.bin": record(131) + record(143) + record(156, pack("<II", 0, 1) + wide("r1") + wide("表")) + record(144),
        "xl/styles.bin": style, "xl/strings.bin": strings,
        "xl/sheet.bin": record(129) + record(145) + b"".join(records) + record(146) + record(130)})


def _brow(number: int) -> bytes:
    return samples.xlsb_record(0, pack("<IIHBBBI", number - 1, 0, 300, 0, 0, 0, 0))


def _bcell(kind: int, column: int, value: bytes, style: int = 0) -> bytes:
    return samples.xlsb_record(kind, pack("<II", column - 1, style) + value)


def _bsmall() -> bytes:
    wide = samples.wide
    return (_brow(1) + _bcell(6, 1, wide("序号")) + _bcell(6, 2, wide("任务")) + _brow(2) + _bcell(2, 1, pack("<I", 1 << 2 | 2))
            + _bcell(7, 2, pack("<I", 0)))


def _bstyles() -> bytes:
    record, wide = samples.xlsb_record, samples.wide
    return (record(44, pack("<H", 176) + wide('yyyy"年"m"月"')) + record(617, pack("<I", 2)) + record(47, pack("<HHH", 0, 0, 0) + bytes(10))
            + record(47, pack("<HHH", 0, 176, 0) + bytes(10)) + record(618))


_BSTRINGS = samples.xlsb_record(159) + samples.xlsb_record(19, b"\0" + samples.wide("公开")) + samples.xlsb_record(160)

_LINES = "序号,任务\n1,公开\n"
_HTML_SMALL = "<tr><td>序号<td>任务<tr><td>1<td>公开"
_MANY_BLANKS = "".join(f'<c s="1" r="{letter}{{0}}"/><c r="{letter * 2}{{0}}" t="str"><v></v></c>' for letter in "ABCDEFGHIJ")


def _named_otherwise(name: str, prolog: str) -> bytes:
    """A sheet with a document type, in a part whose name does not say that it is XML."""
    parts = book(sheet(*SMALL, prolog=prolog))
    moved = {part.replace("sheet1.xml", name): data for part, data in parts.items()}
    for part in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
        moved[part] = str(moved[part]).replace("sheet1.xml", name)
    return zipped(moved)


def _strings(count: int, wanted: int) -> bytes:
    """So many shared strings, and a cell that asks for another one."""
    texts = "".join(f"<si><t>{number}</t></si>" for number in range(count))
    cells = f'<c r="A3" t="s"><v>{count - 1}</v></c><c r="B3" t="s"><v>{wanted}</v></c>'
    return zipped(book(sheet(*SMALL, row(3, cells)), strings=f'{HEAD}<sst xmlns="{MAIN}">{texts}</sst>'))


_BOX = "<a:sp><a:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></a:txBody></a:sp>"


def _drawn(shapes: str) -> bytes:
    """A workbook with something drawn over its sheet."""
    rels = (f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{REL}/drawing" '
            'Target="../drawings/drawing1.xml"/></Relationships>')
    return zipped(book(sheet(*SMALL, after='<drawing r:id="rId1"/>'), extra={
        "xl/worksheets/_rels/sheet1.xml.rels": rels, "xl/drawings/drawing1.xml": f'{HEAD}<a:wsDr xmlns:a="d">{shapes}</a:wsDr>'}))


def _hidden_word(text: str, inside: str) -> bytes:
    return docx(p("一、公开") + f"<w:p><w:r>{inside}<w:t>{text}</w:t></w:r></w:p>")


_ODS_LINES = (f"<table:table-row>{oc('序号')}{oc('任务')}</table:table-row>"
              f"<table:table-row>{oc('1')}{oc('公开')}</table:table-row>")


def _ods_parts() -> dict[str, str | bytes]:
    return {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "META-INF/manifest.xml": "<m/>"}


def _odd_fat_xls() -> bytes:
    """The stream's chain runs into a sector that the file cuts short by one byte."""
    return samples.xls()[:-1]


FOUND = [
    # nothing in it
    Fault("blank.xlsx", lambda: zipped(book(sheet())), "no-table", "没有任何内容"),
    Fault("blank.ods", lambda: ods("<table:table-row><table:table-cell/></table:table-row>"), "no-table", "没有任何内容"),
    # a workbook that lost its parts is one broken file, and no archive
    Fault("parts_lost.xlsx", lambda: zipped({
        name: data for name, data in book(sheet(*SMALL)).items() if name.startswith("xl/worksheets/")}), "unreadable"),
    Fault("archive_named.xlsx", lambda: zipped({"说明.txt": "一、公开"}), "unsupported", "压缩包"),
    # document types in parts that are named otherwise, and behind long prologs
    Fault("dtd_in_dat.xlsx", lambda: _named_otherwise("sheet1.dat", DTD), "forbidden"),
    Fault("dtd_in_custom.xlsx", lambda: zipped(book(sheet(*SMALL), extra={"customXml/item1": DTD + "<x/>"})), "forbidden"),
    Fault("dtd_behind_instruction.xlsx", lambda: zipped(book(sheet(*SMALL, prolog="<?x " + "y<b " * 20_000 + "?>" + DTD))), "forbidden"),
    Fault("svg_with_dtd.xlsx", lambda: zipped(book(sheet(*SMALL), extra={
        "xl/media/image1.svg": '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg/>'})), "read", cells=BOTH),
    # strings that are not there
    Fault("string_beyond.xlsx", lambda: _strings(20, 20), "warned", "错误值", {**BOTH, "A3": "19", "B3": "错误值 文字丢失"}),
    Fault("string_far_beyond.xlsx", lambda: _strings(95, 4_000_000_000), "warned", "错误值", {**BOTH, "A3": "94", "B3": "错误值 文字丢失"}),
    Fault("strings_all_there.xlsx", lambda: _strings(100, 9), "read", cells={**BOTH, "A3": "99", "B3": "9"}),
    Fault("strings_missing.xlsx", lambda: zipped(book(sheet(*SMALL, row(3, '<c r="A3" t="s"><v>0</v></c>')))), "warned", "错误值",
          {**BOTH, "A3": "错误值 文字丢失"}),
    # blanks written in an unusual way, and ones without a place, which count for their neighbours
    Fault("odd_blanks_1M.xlsx", lambda: zipped(book(sheet(
        *SMALL, "".join(row(number, _MANY_BLANKS.format(number)) for number in range(3, 50_000))))), "read", cells=BOTH),
    Fault("blanks_without_place.xlsx", lambda: zipped(book(sheet(
        *SMALL, '<row r="3"><c s="0"/><c t="inlineStr"><is><t>二</t></is></c><c r="D3" s="0"/><c><v>5</v></c></row>'))), "read",
        cells={**BOTH, "A3": "", "B3": "二", "E3": "5"}),
    Fault("far_empty_text.xlsx", lambda: zipped(book(sheet(*SMALL, row(1048576, '<c r="XFD1048576" t="str"><v></v></c>')))), "read",
          cells=BOTH),
    Fault("far_empty_texts.xlsx", lambda: zipped(book(sheet(*SMALL, "".join(
        row(at, f'<c r="AZ{at}" t="inlineStr"><is><t/></is></c>') for at in range(900_000, 1_048_577, 50))))), "read", cells=BOTH),
    Fault("error_without_value.xlsx", lambda: zipped(book(sheet(*SMALL, '<row r="3"><c r="A3" t="e"/><c r="B3"><v>5</v></c></row>'
          '<row r="4"><c r="A4" t="e"><v></v></c><c r="B4"><v>6</v></c></row>'))), "read", cells={**BOTH, "A3": "", "B3": "5", "A4": ""}),
    Fault("error_formula_without_value.xlsx", lambda: zipped(book(sheet(*SMALL, '<row r="3"><c r="A3" t="e"><f>1/0</f></c></row>'))), "warned",
          "公式未计算", {**BOTH, "A3": "公式未计算"}),
    # digits that are gone already
    Fault("shortened.csv", lambda: (_LINES + "2,3.30402E+17\n").encode(), "warned", "可能已失真", {**BOTH, "B3": "3.30402E+17"}),
    Fault("shortened.html", lambda: f"<table>{_HTML_SMALL}<tr><td>2<td>1.1E+17</table>".encode(), "warned", "可能已失真", BOTH),
    Fault("long_number.ods", lambda: ods(
        '<table:table-row><table:table-cell office:value-type="float" office:value="330402199001011234"><text:p>3.30E+17</text:p>'
        "</table:table-cell></table:table-row>"), "warned", "可能已失真"),
    Fault("blanks_between.ods", lambda: ods(
        _ODS_LINES + f'<table:table-row><table:table-cell/><table:table-cell table:style-name="x"/>{oc("三")}</table:table-row>'), "read",
        cells={**BOTH, "C3": "三"}),
    Fault("box_over_sheet.xlsx", lambda: _drawn(_BOX.format("旁注")), "warned", "“旁注”", cells=BOTH),
    Fault("box_for_old_programs.xlsx", lambda: _drawn(f"<a:Fallback>{_BOX.format('请升级程序')}</a:Fallback>"), "read", cells=BOTH),
    Fault("torn_drawing.xlsx", lambda: _drawn(_BOX.format("旁注")[:-9]), "read", cells=BOTH),
    Fault("shape_in_cell.ods", lambda: ods(
        _ODS_LINES + '<table:table-row><table:table-cell office:value-type="string"><draw:frame xmlns:draw="d"><draw:text-box><text:p>旁注</text:p>'
        "<table:table><table:table-row><table:table-cell/></table:table-row></table:table></draw:text-box></draw:frame><text:p>三</text:p>"
        f"</table:table-cell></table:table-row><table:table-row>{oc('四')}</table:table-row>"), "warned", "“旁注”",
        cells={**BOTH, "A3": "三", "A4": "四"}),
    Fault("chart_in_sheet.fods", lambda: (
        f'{HEAD}<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="t" xmlns:text="x" xmlns:draw="d" '
        'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet><table:table table:name="表">'
        "<table:shapes><draw:frame><draw:object><office:document><office:meta>某程序</office:meta><text:p>纵轴</text:p><table:table>"
        "<table:table-row/></table:table></office:document></draw:object></draw:frame></table:shapes>"
        f"{_ODS_LINES}</table:table></office:spreadsheet></office:body></office:document>").encode(), "read", cells=BOTH),
    Fault("torn_tags.ods", lambda: zipped({**_ods_parts(), "content.xml": samples.ods_content().replace("</table:table-row>", "", 2)[:-300]}),
          "unreadable"),
    Fault("torn_name.ods", lambda: zipped({**_ods_parts(), "content.xml": samples.ods_content().replace("<table:table-row>", "<table:t", 1)}),
          "unreadable"),
    Fault("repeated_text.ods", lambda: ods(
        f'<table:table-row table:number-rows-repeated="2000"><table:table-cell table:number-columns-repeated="500" '
        f'office:value-type="string"><text:p>{"长" * 100_000}</text:p></table:table-cell></table:table-row>'), "too-big"),
    # hidden in other formats: never silently in, never silently out
    Fault("hidden_row.html", lambda: f'<table>{_HTML_SMALL}<tr style="display:none"><td>2<td>解读</table>'.encode(), "warned",
          "第3行被隐藏", {**BOTH, "B3": "解读"}),
    Fault("hidden_cell.html", lambda: f'<table>{_HTML_SMALL}<tr><td>2<td>解读<td style="display: none">密</table>'.encode(), "warned",
          "1 个隐藏的单元格", {**BOTH, "B3": "解读"}),
    Fault("hidden_text.docx", lambda: _hidden_word("密", "<w:rPr><w:vanish/></w:rPr>"), "warned", "隐藏的文字", {"A1": "一、公开"}),
    Fault("hidden_row.docx", lambda: docx(table([tc(p("序号")), tc(p("任务"))], ["<w:trPr><w:hidden/></w:trPr>", tc(p("1")), tc(p("公开"))])),
          "warned", "第2行被隐藏", BOTH),
    Fault("deleted_text.docx", lambda: docx(
        p("一、公开") + "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>"), "warned",
        "修订痕迹", {"A1": "一、公开", "A2": "新"}),
    Fault("under_merge.docx", lambda: docx(table([tc(p("序号")), tc(p("任务"), '<w:vMerge w:val="restart"/>')],
                                                 [tc(p("1")), tc(p("公开"), "<w:vMerge/>")])), "warned", "压着其他内容", BOTH),
    Fault("orphan_with_text.docx", lambda: docx(table([tc(p("序号")), tc(p("任务"), "<w:vMerge/>")], [tc(p("1")), tc(p("公开"))])), "warned",
          "缺少起始格", BOTH),
    # text files
    Fault("padded.csv", lambda: _LINES.encode("gbk") + bytes(5000), "incomplete", "空字节"),
    Fault("mixed_the_other_way.csv", lambda: _LINES.encode("gbk") * 3 + "2,解读\n".encode(), "warned", "第7行", {**BOTH, "B7": "解读"}),
    Fault("line_of_fields.csv", lambda: (_LINES + "x," * 2_000_000).encode(), "too-big"),
    Fault("field_of_lines.csv", lambda: (_LINES + '2,"' + "长\n" * 2_000_000 + '"\n').encode(), "too-big"),
    # text that is more than it seems
    Fault("text_bomb.xlsx", lambda: _text_bomb(4_000), "too-big"),
    Fault("utf32le.csv", lambda: "序号,任务\n1,公开\n".encode("utf-32-le"), "read", cells=BOTH),
    Fault("utf32be.csv", lambda: "序号,任务\n1,公开\n".encode("utf-32-be"), "read", cells=BOTH),
    # packages
    Fault("wide_relations.xlsx", _wide_relations, "read", cells=BOTH),
    Fault("one_part_three_hundred_times.xlsx", _many_names, "warned", "只读了一次", BOTH, seconds=1),
    Fault("odd_folder.xlsx", _odd_folder, "read", cells=BOTH),
    Fault("unknown_encoding.xlsx", lambda: zipped({**book(sheet(*SMALL)), "xl/workbook.xml": str(
        book(sheet(*SMALL))["xl/workbook.xml"]).replace("UTF-8", "ZZ-9")}), "unreadable"),
    Fault("unknown_encoding_sheet.xlsx", lambda: zipped(book(sheet(*SMALL).replace("UTF-8", "ZZ-9"))), "unreadable"),
    # sheets of macros: cells are read, nothing is run
    Fault("macro_sheet.xlsx", lambda: zipped(book({"Macro1": sheet(*SMALL)},
                                                  kinds={"Macro1": "xlMacrosheet"})), "warned", "宏未执行", BOTH),
    Fault("macro_sheet.xls", _macro_xls, "warned", "宏未执行", BOTH),
    Fault("macro_sheet.xlsb", lambda: _xlsb(_bsmall(), kind="xlMacrosheet", strings=_BSTRINGS), "warned", "宏未执行", BOTH),
    # xls
    Fault("far_corner.xls", lambda: compound({"Workbook": _xls(*_XLS_SMALL, (65536, 256, "远"))}), "warned", "65536", BOTH, mib=200),
    Fault("two_books.xls", lambda: compound({
        "Book": _xls((1, 1, "旧"), name="旧表"), "Workbook": _xls(*_XLS_SMALL)}), "read", cells=BOTH),
    Fault("summary_of_billions.xls", lambda: compound({
        "Workbook": _xls(*_XLS_SMALL), "\x05SummaryInformation": _summary(0xFFFFFFF0)}), "read", cells=BOTH),
    Fault("text_bomb.xls", lambda: compound({"Workbook": _xls(*(
        (line, column, "长" * 32_000) for line in range(1, 800) for column in range(1, 26)))}), "too-big"),
    Fault("one_byte_short.xls", _odd_fat_xls, "read|warned|incomplete|unreadable"),
    Fault("mini_loop.xls", _mini_loop, "unreadable|incomplete"),
    # xlsb
    Fault("kinds.xlsb", lambda: _xlsb(
        _bsmall(), _brow(3), _bcell(9, 1, pack("<d", 44835), 1), _bcell(3, 2, b"\x17"), _brow(4), _bcell(2, 1, pack("<i", 12345 << 2 | 3)),
        _bcell(4, 2, b"\1"), style=_bstyles(), strings=_BSTRINGS), "warned", "错误值",
        {**BOTH, "A3": "2022年10月", "B3": "错误值 #REF!", "A4": "123.45", "B4": "TRUE"}),
    Fault("far_corner.xlsb", lambda: _xlsb(_bsmall(), _brow(1_048_576), _bcell(6, 16_384, samples.wide("远")), strings=_BSTRINGS),
          "warned", "XFD1048576", BOTH, mib=200),
    Fault("cut_records.xlsb", lambda: _xlsb(_bsmall(), _brow(3), b"\x06\xff\xff\xff\x7f", strings=_BSTRINGS), "read|warned|unreadable"),
]
