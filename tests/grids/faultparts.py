"""Building blocks for broken and hostile files: packages written part by part, and deflate streams of any size."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from struct import pack
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DTD = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
XXE = '<!DOCTYPE x SYSTEM "file:///etc/hostname">'


def cell(ref: str, value: object = None, kind: str = "inlineStr", style: int | None = None, formula: str | None = None) -> str:
    """One ``<c>``; a number for int and float, a string in place otherwise."""
    s = "" if style is None else f' s="{style}"'
    f = "" if formula is None else f"<f>{escape(formula)}</f>"
    if value is None:
        return f'<c r="{ref}"{s}>{f}</c>' if f else f'<c r="{ref}"{s}/>'
    if isinstance(value, int | float):
        return f'<c r="{ref}"{s}>{f}<v>{value}</v></c>'
    if kind == "inlineStr":
        return f'<c r="{ref}"{s} t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'
    return f'<c r="{ref}"{s} t="{kind}">{f}<v>{escape(str(value))}</v></c>'


def row(number: int, *cells: str, extra: str = "") -> str:
    """One ``<row>``."""
    return f'<row r="{number}"{extra}>{"".join(cells)}</row>'


def sheet(*rows: str, before: str = "", after: str = "", prolog: str = "", space: str = MAIN) -> str:
    """A worksheet part."""
    return f'{HEAD}{prolog}<worksheet xmlns="{space}" xmlns:r="{REL}">{before}<sheetData>{"".join(rows)}</sheetData>{after}</worksheet>'


SMALL = (row(1, cell("A1", "序号"), cell("B1", "任务")), row(2, cell("A2", 1), cell("B2", "公开")))
"""Two rows that every fault leaves readable."""


def styles(formats: Iterable[tuple[int, str]] = (), xfs: Iterable[int] = (0,), struck: Iterable[int] = ()) -> str:
    """A styles part: custom (id, code), the format id of each cell style, and which styles are struck through."""
    struck = set(struck)
    codes = "".join(f'<numFmt numFmtId="{number}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>' for number, code in formats)
    cells = "".join(f'<xf numFmtId="{number}" fontId="{int(at in struck)}"/>' for at, number in enumerate(xfs))
    return (f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts><fonts><font/><font><strike/></font></fonts>'
            f"<fills><fill/></fills><borders><border/></borders><cellXfs>{cells}</cellXfs></styleSheet>")


def book(
    sheets: Mapping[str, str] | str, *, strings: str | None = None, style: str | None = None, states: Mapping[str, str] | None = None,
    extra: Mapping[str, str | bytes] | None = None, date1904: bool = False, kinds: Mapping[str, str] | None = None,
) -> dict[str, str | bytes]:
    """The parts of a workbook, so that a test can spoil one before :func:`zipped`."""
    if isinstance(sheets, str):
        sheets = {"Sheet1": sheets}
    entries = rels = ""
    parts: dict[str, str | bytes] = {}
    for number, (name, xml) in enumerate(sheets.items(), 1):
        state = f' state="{states[name]}"' if states and name in states else ""
        kind = (kinds or {}).get(name, "worksheet")
        entries += f'<sheet name="{escape(name)}" sheetId="{number}"{state} r:id="rId{number}"/>'
        rels += f'<Relationship Id="rId{number}" Type="{REL}/{kind}" Target="worksheets/sheet{number}.xml"/>'
        parts[f"xl/worksheets/sheet{number}.xml"] = xml
    if strings is not None:
        rels += f'<Relationship Id="rIdS" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/>'
        parts["xl/sharedStrings.xml"] = strings
    if style is not None:
        rels += f'<Relationship Id="rIdT" Type="{REL}/styles" Target="styles.xml"/>'
        parts["xl/styles.xml"] = style
    switch = '<workbookPr date1904="1"/>' if date1904 else ""
    parts["xl/workbook.xml"] = f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{REL}">{switch}<sheets>{entries}</sheets></workbook>'
    parts["xl/_rels/workbook.xml.rels"] = f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rels}</Relationships>'
    parts["_rels/.rels"] = (f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
                            f'<Relationship Id="r1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
    kinds_of = {"xl/workbook": "sheet.main", "xl/worksheets": "worksheet", "xl/sharedStrings": "sharedStrings", "xl/styles": "styles"}
    parts["[Content_Types].xml"] = _types({
        name: f"spreadsheetml.{kind}" for name in parts for start, kind in kinds_of.items() if name.startswith(start)})
    return {**parts, **(extra or {})}


def _types(parts: Mapping[str, str]) -> str:
    """The content types of these parts, so that office programs open the package as well."""
    kind = "application/vnd.openxmlformats-officedocument."
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}{word}+xml"/>' for name, word in parts.items())
    return (f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f"{overrides}</Types>")


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of the parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def repeated(before: bytes, unit: bytes, times: int, after: bytes) -> tuple[bytes, int, int]:
    """A raw deflate stream of ``before + unit * times + after`` with its size and check sum, without ever holding it whole."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    head = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    block = zlib.compressobj(9, zlib.DEFLATED, -15)
    middle = block.compress(unit) + block.flush(zlib.Z_FULL_FLUSH)
    tail = zlib.compressobj(6, zlib.DEFLATED, -15)
    end = tail.compress(after) + tail.flush()
    check = zlib.crc32(before)
    for _ in range(times if times * len(unit) < 1 << 28 else 0):  # a wrong check sum shows only after more than the limit
        check = zlib.crc32(unit, check)
    return head + middle * times + end, len(before) + len(unit) * times + len(after), zlib.crc32(after, check)


def with_stream(parts: Mapping[str, str | bytes], name: str, stream: tuple[bytes, int, int], declared: int | None = None) -> bytes:
    """A zip of the parts and one more part given as a raw deflate stream; ``declared`` lies about its size."""
    data, size, check = stream
    size = size if declared is None else declared
    base = zipped(parts)
    directory = base.rindex(b"PK\x05\x06")
    count, length, start = (int.from_bytes(base[directory + at:directory + at + width], "little") for at, width in ((10, 2), (12, 4), (16, 4)))
    raw = name.encode()
    head = pack("<HHHHHIIIHH", 20, 0, 8, 0x4000, 0x553E, check & 0xFFFFFFFF, len(data), size, len(raw), 0)
    local = b"PK\x03\x04" + head + raw + data
    entry = b"PK\x01\x02" + pack("<H", 20) + head + pack("<HHHII", 0, 0, 0, 0, start) + raw
    middle = base[start:start + length] + entry
    end = b"PK\x05\x06" + pack("<HHHHIIH", 0, 0, count + 1, count + 1, len(middle), start + len(local), 0)
    return base[:start] + local + middle + end


def docx(body: str, extra: Mapping[str, str | bytes] | None = None, prolog: str = "", rels: str = "") -> bytes:
    """A Word package around the body's XML."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    names = (f'xmlns:w="{space}" xmlns:r="{REL}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
             'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"')
    return zipped({
        "[Content_Types].xml": _types({"word/document.xml": "wordprocessingml.document.main"}),
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
                       f'Type="{REL}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rels}</Relationships>',
        "word/document.xml": f"{HEAD}{prolog}<w:document {names}><w:body>{body}</w:body></w:document>", **(extra or {})})


def p(text: str, properties: str = "") -> str:
    """A Word paragraph."""
    return f"<w:p>{properties}<w:r><w:t xml:space=\"preserve\">{escape(text)}</w:t></w:r></w:p>"


def tc(content: str, properties: str = "") -> str:
    """A Word table cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(*rows: Iterable[str]) -> str:
    """A Word table of rows of cells."""
    return "<w:tbl>" + "".join("<w:tr>" + "".join(line) + "</w:tr>" for line in rows) + "</w:tbl>"


def ods(rows: str, extra: Mapping[str, str | bytes] | None = None, prolog: str = "", styles: str = "") -> bytes:
    """An OpenDocument spreadsheet around its rows."""
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style"))
    content = (f'{HEAD}{prolog}<office:document-content {names}>{styles}<office:body><office:spreadsheet><table:table table:name="表">{rows}'
               "</table:table></office:spreadsheet></office:body></office:document-content>")
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                   "META-INF/manifest.xml": "<m/>", "content.xml": content, **(extra or {})})


def oc(text: str, attributes: str = "", name: str = "table-cell") -> str:
    """An OpenDocument cell with text."""
    return f'<table:{name} office:value-type="string" {attributes}><text:p>{escape(text)}</text:p></table:{name}>'
