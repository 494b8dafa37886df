"""The same small 分解表 written in every format, by other programs' means wherever there are some."""

from __future__ import annotations

import io
import zipfile
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from struct import pack
from xml.sax.saxutils import escape

ROWS: list[list[str | int | None]] = [
    ["2022年全市政务公开工作任务分解表", None, None, None],
    ["序号", "工作任务", "责任单位", None],
    [None, None, "牵头单位", "配合单位"],
    [1, "编制《政府信息公开指南》并公开。\n及时更新。", "市政府办公室", "市司法局、市财政局"],
    [2, "推进“互联网+政务服务”，办结率达到85%以上", "市政务数据办(市跑改办)", None],
    [3, "按职责分工抓好落实", "各县(市、区)政府", None],
]
"""Row by row; None where a merge covers the cell or it is blank."""

SPANS = [(1, 1, 1, 4), (2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 2, 4), (6, 3, 6, 4)]
"""Merged ranges: top, left, bottom, right."""

TEXTS = {(row, column): str(value) for row, line in enumerate(ROWS, 1) for column, value in enumerate(line, 1) if value is not None}


def span_at(row: int, column: int) -> tuple[int, int] | None:
    """(rows, columns) of the merge that begins here; None where there is none."""
    return next(((b - t + 1, r - lo + 1) for t, lo, b, r in SPANS if (t, lo) == (row, column)), None)


def covered(row: int, column: int) -> bool:
    """Whether a merge covers the cell and does not begin there."""
    return any(t <= row <= b and lo <= column <= r and (t, lo) != (row, column) for t, lo, b, r in SPANS)


def xlsx() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "任务分解"
    for row, line in enumerate(ROWS, 1):
        for column, value in enumerate(line, 1):
            if value is not None:
                sheet.cell(row, column, value)
    for top, left, bottom, right in SPANS:
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsxwriter_book() -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("任务分解")
    for top, left, bottom, right in SPANS:
        sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
    for row, line in enumerate(ROWS):
        for column, value in enumerate(line):
            if value is not None:
                sheet.write(row, column, value)
    book.close()
    return out.getvalue()


def xls() -> bytes:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("任务分解")
    merged = {(top, left): (bottom, right) for top, left, bottom, right in SPANS}
    for row, line in enumerate(ROWS, 1):
        for column, value in enumerate(line, 1):
            if value is None:
                continue
            if (row, column) in merged:
                bottom, right = merged[row, column]
                sheet.write_merge(row - 1, bottom - 1, column - 1, right - 1, value)
            else:
                sheet.write(row - 1, column - 1, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsb_record(kind: int, body: bytes = b"") -> bytes:
    head = bytes((kind,)) if kind < 128 else bytes((kind & 0x7F | 0x80, kind >> 7))
    size, length = len(body), b""
    while True:
        length += bytes((size & 0x7F | (0x80 if size > 127 else 0),))
        size >>= 7
        if not size:
            return head + length + body


def wide(text: str) -> bytes:
    data = text.encode("utf-16-le")
    return pack("<I", len(data) // 2) + data


def xlsb() -> bytes:
    """Written record by record ([MS-XLSB]); no library writes this format."""
    record = xlsb_record
    sheet = record(129) + record(148, pack("<IIII", 0, len(ROWS) - 1, 0, 3)) + record(145)
    for row, line in enumerate(ROWS):
        sheet += record(0, pack("<IIHBBB", row, 0, 300, 0, 0, 0) + pack("<I", 0))
        for column, value in enumerate(line):
            if isinstance(value, int):
                sheet += record(5, pack("<IId", column, 0, value))
            elif value is not None:
                sheet += record(6, pack("<II", column, 0) + wide(value))
    sheet += record(146) + record(177, pack("<I", len(SPANS)))
    sheet += b"".join(record(176, pack("<IIII", t - 1, b - 1, lo - 1, r - 1)) for t, lo, b, r in SPANS)
    sheet += record(178) + record(130)
    bundle = record(156, pack("<II", 0, 1) + wide("rId1") + wide("任务分解"))
    book = record(131) + record(153, pack("<IIB", 0, 0, 0)) + record(143) + bundle + record(144) + record(132)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    return zipped({
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": rels.format(f'<Relationship Id="r1" Type="{kind}/officeDocument" Target="xl/workbook.bin"/>'),
        "xl/_rels/workbook.bin.rels": rels.format(
            f'<Relationship Id="rId1" Type="{kind}/worksheet" Target="worksheets/sheet1.bin"/>'),
        "xl/workbook.bin": book, "xl/worksheets/sheet1.bin": sheet})


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip package of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


_ODS_NAMES = ("office:office", "table:table", "text:text", "style:style", "calcext:calcext")


def ods_content(flat: bool = False) -> str:
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{tail}:1.0"' for prefix, tail in (n.split(":") for n in _ODS_NAMES))
    body = ""
    for row, line in enumerate(ROWS, 1):
        body += "<table:table-row>"
        for column, value in enumerate(line, 1):
            name = "table:covered-table-cell" if covered(row, column) else "table:table-cell"
            span = span_at(row, column)
            extra = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"' if span else ""
            if isinstance(value, int):
                body += f'<{name}{extra} office:value-type="float" office:value="{value}"><text:p>{value}</text:p></{name}>'
            elif value:
                paragraphs = "".join(f"<text:p>{escape(part)}</text:p>" for part in value.split("\n"))
                body += f'<{name}{extra} office:value-type="string">{paragraphs}</{name}>'
            else:
                body += f"<{name}{extra}/>"
        body += '<table:table-cell table:number-columns-repeated="1020"/></table:table-row>'
    body += '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    root = "office:document" if flat else "office:document-content"
    kind = ' office:mimetype="application/vnd.oasis.opendocument.spreadsheet"' if flat else ""
    return (f'<?xml version="1.0" encoding="UTF-8"?><{root} {names}{kind}><office:body><office:spreadsheet>'
            f'<table:table table:name="任务分解">{body}</table:table></office:spreadsheet></office:body></{root}>')


def ods() -> bytes:
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        "content.xml": ods_content()})


def fods() -> bytes:
    return ods_content(flat=True).encode()


def xml2003() -> bytes:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    body = ""
    for row, line in enumerate(ROWS, 1):
        body += f'<Row ss:Index="{row}">'
        for column, value in enumerate(line, 1):
            if value is None:
                continue
            span = span_at(row, column)
            extra = f' ss:MergeDown="{span[0] - 1}" ss:MergeAcross="{span[1] - 1}"' if span else ""
            kind = "Number" if isinstance(value, int) else "String"
            text = escape(str(value)).replace("\n", "&#10;")
            body += f'<Cell ss:Index="{column}"{extra}><Data ss:Type="{kind}">{text}</Data></Cell>'
        body += "</Row>"
    return (f'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="{space}" xmlns:ss="{space}">'
            f'<Worksheet ss:Name="任务分解"><Table>{body}</Table></Worksheet></Workbook>').encode()


def html_table() -> str:
    body = ""
    for row, line in enumerate(ROWS, 1):
        body += "<tr>"
        for column, value in enumerate(line, 1):
            if covered(row, column):
                continue
            span = span_at(row, column)
            extra = f' rowspan="{span[0]}" colspan="{span[1]}"' if span else ""
            body += f"<td{extra}>{escape(str(value if value is not None else '')).replace(chr(10), '<br>')}</td>"
        body += "</tr>\n"
    return f"<table border=1>{body}</table>"


def html() -> bytes:
    return f"<html><head><meta charset='utf-8'><title>x</title></head><body>{html_table()}</body></html>".encode()


def mht() -> bytes:
    archive = MIMEMultipart("related")
    archive.attach(MIMEText(html().decode(), "html", "utf-8"))
    return archive.as_bytes()


def docx() -> bytes:
    import docx

    document = docx.Document()
    table = document.add_table(len(ROWS), 4)
    for top, left, bottom, right in SPANS:
        table.cell(top - 1, left - 1).merge(table.cell(bottom - 1, right - 1))
    for row, line in enumerate(ROWS, 1):
        for column, value in enumerate(line, 1):
            if value is not None:
                table.cell(row - 1, column - 1).text = str(value)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def csv(encoding: str = "utf-8-sig", separator: str = ",") -> bytes:
    lines = [separator.join('"' + str(value).replace('"', '""') + '"' if value is not None else "" for value in line) for line in ROWS]
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def strict_xlsx() -> bytes:
    """The openpyxl book under the namespaces of Strict OOXML."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx())) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            data = data.replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main")
            data = data.replace(b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                                b"http://purl.oclc.org/ooxml/officeDocument/relationships")
            target.writestr(name, data)
    return out.getvalue()


WITH_SPANS = {
    "任务.xlsx": xlsx, "填报.xlsx": xlsxwriter_book, "严格.xlsx": strict_xlsx, "任务.xlsm": xlsx, "任务.xls": xls, "任务.et": xls,
    "任务.xlsb": xlsb, "任务.ods": ods, "任务.fods": fods, "任务.xml": xml2003, "任务.html": html, "任务.mht": mht, "任务.docx": docx,
}
"""File name -> maker, for formats that know merged cells."""

WITHOUT_SPANS = {
    "任务.csv": csv, "gbk.csv": lambda: csv("gb18030"), "utf16.csv": lambda: csv("utf-16"), "任务.tsv": lambda: csv("utf-8", "\t"),
    "utf16.txt": lambda: csv("utf-16", "\t"),
}
"""Those that do not."""
