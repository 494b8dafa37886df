"""What public test files and the fuzz job found, made anew by hand: each cause once, with the verdict it must get."""

from __future__ import annotations

from struct import pack

from . import samples
from .compound import compound
from .faultparts import HEAD, MAIN, PACKAGE, REL, SMALL, book, ods, row, sheet, styles, zipped
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

FOUND = [
    # nothing in it
    Fault("blank.xlsx", lambda: zipped(book(sheet())), "no-table", "没有任何内容"),
    Fault("blank.ods", lambda: ods("<table:table-row><table:table-cell/></table:table-row>"), "no-table", "没有任何内容"),
    # text that is more than it seems
    Fault("text_bomb.xlsx", lambda: _text_bomb(4_000), "too-big"),
    Fault("utf32le.csv", lambda: "序号,任务\n1,公开\n".encode("utf-32-le"), "read", cells=BOTH),
    Fault("utf32be.csv", lambda: "序号,任务\n1,公开\n".encode("utf-32-be"), "read", cells=BOTH),
    # packages
    Fault("wide_relations.xlsx", _wide_relations, "read", cells=BOTH),
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
