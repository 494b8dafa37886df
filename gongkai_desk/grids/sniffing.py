"""What a file really is. Its content decides, never its ending; each kind that is not read is refused by name with a way on.

Source of the rules: ``faults.md`` #13-16 and issue 3 (formats).
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from gongkai_desk.domain.errors import RefusalKind, Unreadable
from gongkai_desk.grids.refusal import PASTE, RESAVE, broken, incomplete, refuse

if TYPE_CHECKING:
    from gongkai_desk.grids.package import Package


class Format(StrEnum):
    """The formats that are read."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    FODS = "fods"
    XML2003 = "xml2003"
    CSV = "csv"
    DOCX = "docx"
    HTML = "html"
    MHT = "mht"
    TXT = "txt"
    PDF = "pdf"


ENDINGS: dict[Format, tuple[str, ...]] = {
    Format.XLSX: (".xlsx", ".xlsm", ".xltx", ".xltm"),
    Format.XLSB: (".xlsb",),
    Format.XLS: (".xls", ".xlt", ".et", ".ett"),
    Format.ODS: (".ods", ".ots"),
    Format.FODS: (".fods", ".xml"),
    Format.XML2003: (".xml",),
    Format.CSV: (".csv", ".tsv", ".tab", ".txt"),
    Format.DOCX: (".docx", ".docm", ".dotx", ".dotm"),
    Format.HTML: (".html", ".htm", ".xhtml", ".shtml"),
    Format.MHT: (".mht", ".mhtml"),
    Format.TXT: (".txt", ".text", ".md", ".log", ".csv", ".tsv"),
    Format.PDF: (".pdf",),
}
"""The endings under which a format is expected; any other one is worth a word to the clerk."""

NAMES: dict[Format, str] = {
    Format.XLSX: "xlsx 工作簿", Format.XLSB: "xlsb 工作簿", Format.XLS: "xls 工作簿", Format.ODS: "ods 表格",
    Format.FODS: "ods 表格", Format.XML2003: "XML 表格", Format.CSV: "文本表格（csv）", Format.DOCX: "Word 文档（docx）",
    Format.HTML: "网页", Format.MHT: "网页归档", Format.TXT: "纯文本", Format.PDF: "PDF",
}

_UNPACK = "请先解压，再把解压出的文件（夹）导入；或改用 zip 压缩包"
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "这是 RTF 文档", PASTE),
    (b"\x89PNG", "这是图片", "图片里的文字无法读取；请向来文单位索取 Excel 或 Word 电子版，或用 WPS 的图片转文字后粘贴"),
    (b"\xff\xd8\xff", "这是图片", "图片里的文字无法读取；请向来文单位索取 Excel 或 Word 电子版，或用 WPS 的图片转文字后粘贴"),
    (b"GIF8", "这是图片", "图片里的文字无法读取；请向来文单位索取 Excel 或 Word 电子版"),
    (b"II*\x00", "这是扫描图片", "图片里的文字无法读取；请向来文单位索取 Excel 或 Word 电子版"),
    (b"MM\x00*", "这是扫描图片", "图片里的文字无法读取；请向来文单位索取 Excel 或 Word 电子版"),
    (b"Rar!", "这是 rar 压缩包", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "这是 7z 压缩包", _UNPACK),
    (b"\x1f\x8b", "这是 gz 压缩包", _UNPACK),
    (b"BZh", "这是 bz2 压缩包", _UNPACK),
    (b"\xfd7zXZ\x00", "这是 xz 压缩包", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "这是 zst 压缩包", _UNPACK),
    (b"MSCF\x00\x00\x00\x00", "这是 cab 压缩包", _UNPACK),
    (b"SQLite format 3\x00", "这是台账或数据库文件，不是来文表格", "台账（.gkd）请用“打开”菜单打开"),
    (b"MZ", "这是程序文件，不是表格", "请勿运行来历不明的程序；请向对方索取 Excel 或 Word 文件"),
    (b"\x7fELF", "这是程序文件，不是表格", "请勿运行来历不明的程序；请向对方索取 Excel 或 Word 文件"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "这是快捷方式，不是文件本身", "请找到快捷方式所指的原文件再导入"),
)
_BIFF = re.compile(rb"\t[\x00\x02\x04\x08][\x04-\x10]\x00")
_TAGS = re.compile(
    r"<(?:!doctype\s+html|html|head|body|table|meta|div|p|tr|td|title|span|center|font|h[1-6]|ul|ol|br|style|script)\b", re.I)
_OPENING = re.compile(r"\s*(?:<\?xml[^>]*>\s*|<!--(?:[^-]|-(?!->))*-->\s*)*")
_MAIL = re.compile(r"(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){0,40}?mime-version:", re.I)
_QUOTED = re.compile('"[^"]*"')
_SEPARATORS = "\t,;|"
_PADDING = bytes(64)


def sniff(data: bytes, path: str = "") -> Format:
    """The format of ``data``. Raises Unreadable (without ``where``) for what is not read, saying what it is and what to do.

    ``path`` decides only between running text and delimited text, which can look the same.
    """
    if not data:
        raise refuse(RefusalKind.EMPTY, "文件是空的（0 字节）", "请对方重新发送，或核对是否复制完整")
    head = data[:4096]
    if not head.strip(b"\x00") and not data.strip(b"\x00"):
        raise incomplete("文件内容全是空字节（可能未传完）")
    if head.startswith(b"PK"):
        from gongkai_desk.grids.package import Package

        return sniff_package(Package(data))
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        from gongkai_desk.grids.ole import sniff_ole

        return Format(sniff_ole(data))
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    for signature, what, next_step in _SIGNATURES:
        if head.startswith(signature):
            raise refuse(RefusalKind.UNSUPPORTED, what, next_step)
    _refuse_media(head)
    if _BIFF.match(head):
        return Format.XLS
    return _sniff_text(data, path)


def ending_of(path: str) -> str:
    """The ending of a file's name in lower case with its dot, or ``""``."""
    name = path.replace("\\", "/").rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot and ending and stem.strip(".") else ""


def mismatch(kind: Format, path: str) -> str:
    """What to tell the clerk where the ending does not fit the content (``""`` where it does)."""
    ending = ending_of(path)
    if not ending or ending in ENDINGS[kind]:
        return ""
    return f"扩展名与内容不符：扩展名是 {ending}，内容其实是{NAMES[kind]}，已按内容读取"


def _refuse_media(head: bytes) -> None:
    if head.startswith(b"BM") and head[14:18] in (b"\x28\x00\x00\x00", b"\x0c\x00\x00\x00", b"\x7c\x00\x00\x00"):
        raise refuse(RefusalKind.UNSUPPORTED, "这是图片", _SIGNATURES[1][2])
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        raise refuse(RefusalKind.UNSUPPORTED, "这是图片", _SIGNATURES[1][2])
    if head[257:262] == b"ustar":
        raise refuse(RefusalKind.UNSUPPORTED, "这是 tar 压缩包", _UNPACK)
    if head[4:8] == b"ftyp":
        raise refuse(RefusalKind.UNSUPPORTED, "这是照片或视频", _SIGNATURES[1][2])


def sniff_package(package: Package) -> Format:
    """The format of an open zip package. Raises Unreadable for what is not read."""
    if "xl/workbook.xml" in package:
        return Format.XLSX
    names = package.names
    if "mimetype" in package:
        return _opendocument(package.read("mimetype", 1 << 16).decode("ascii", "replace"))
    if "content.xml" in package and "meta-inf/manifest.xml" in package:
        return Format.ODS
    if "xl/workbook.bin" in package:
        return Format.XLSB
    if any(name.startswith("word/") for name in names):
        return Format.DOCX
    if any(name.startswith("xl/") for name in names):
        return Format.XLSX
    if any(name.startswith("ppt/") for name in names):
        raise refuse(RefusalKind.UNSUPPORTED, "这是演示文稿（pptx）", PASTE)
    if "ofd.xml" in package:
        next_step = "请在 WPS 或 OFD 阅读器中打开，全选复制，再回到这里按 Ctrl+V 粘贴"
        raise refuse(RefusalKind.UNSUPPORTED, "这是 OFD 版式文件", next_step)
    if any(name.startswith("index/") and name.endswith(".iwa") for name in names):
        raise refuse(RefusalKind.UNSUPPORTED, "这是苹果 Numbers/Pages 文件", "请对方在该程序中导出为 Excel 或 Word 后重发")
    if "[content_types].xml" in package:
        return _by_main_part(package)
    raise refuse(RefusalKind.UNSUPPORTED, "这是压缩包" if names else "压缩包是空的", "请解压后导入其中的文件")


def _by_main_part(package: Package) -> Format:
    """Packages whose parts lie in unusual folders still declare what they are."""
    from gongkai_desk.grids.workbook import main_part

    types = package.read("[Content_Types].xml", 1 << 22).replace(b"\x00", b"")
    if main_part(package, "").endswith(".bin"):
        return Format.XLSB
    if b"spreadsheetml" in types or b"ms-excel" in types:
        return Format.XLSX
    if b"wordprocessingml" in types or b"ms-word" in types:
        return Format.DOCX
    raise refuse(RefusalKind.UNSUPPORTED, "这不是表格或文档（不认识的 Office 文件）", RESAVE)


def _opendocument(mimetype: str) -> Format:
    if "spreadsheet" in mimetype:
        return Format.ODS
    if "text" in mimetype:
        raise refuse(RefusalKind.UNSUPPORTED, "这是 odt 文档", PASTE)
    raise refuse(RefusalKind.UNSUPPORTED, "这不是表格（OpenDocument 的其他类型）", RESAVE)


def _sniff_text(data: bytes, path: str) -> Format:
    from gongkai_desk.grids.text import decode

    if data.endswith(_PADDING):
        raise incomplete("文件末尾全是空字节（可能未传完）")
    text = decode(data[:1 << 16] if len(data) % 2 == 0 or len(data) > 1 << 16 else data).text
    noise = sum(1 for character in text if character < " " and character not in "\t\n\r\f\x1a" or character == "\ufffd")
    if noise > 8 and noise * 10 > len(text):
        raise broken("这不是可识别的表格或文档（内容无法识别）")
    body = text[_OPENING.match(text).end():] if (opening := _OPENING.match(text)) and opening.end() else text.lstrip()  # type: ignore[union-attr]
    markup = _sniff_markup(text, body)
    if markup:
        return markup
    if not text.strip():
        raise refuse(RefusalKind.EMPTY, "文件里没有任何文字", "请核对是否发错了文件，或请对方重新发送")
    return _sniff_delimited(text, ending_of(path))


def _sniff_markup(text: str, body: str) -> Format | None:
    start = text[:4096].lower()
    if _MAIL.match(text[:4096]) and ("multipart/" in start or "text/html" in start):
        return Format.MHT
    if not body.startswith("<"):
        loose = len(_TAGS.findall(text[:16_384])) >= 4 and "<t" in text.lower()
        return Format.HTML if loose else None
    root = body[:2000].lower()
    if "urn:schemas-microsoft-com:office:spreadsheet" in root and "<html" not in root:
        return Format.XML2003
    if "office:document" in root[:400] and "urn:oasis:names:tc:opendocument" in root:
        return Format.FODS
    if _TAGS.match(body) or _TAGS.search(body[:4096]):
        return Format.HTML
    if text.lstrip("\ufeff \r\n\t").startswith("<?xml"):
        raise _unknown_xml(text[:4096])
    return None


def _unknown_xml(head: str) -> Unreadable:
    from gongkai_desk.grids.package import declares_dtd
    from gongkai_desk.grids.refusal import forbidden

    if declares_dtd(head.encode()):
        return forbidden()
    if "wordml" in head or "xmlpackage" in head.lower():
        return refuse(RefusalKind.UNSUPPORTED, "这是 Word 的 XML 文档", PASTE)
    return refuse(RefusalKind.UNSUPPORTED, "这是 XML 数据文件，不是表格或文档", RESAVE)


def _sniff_delimited(text: str, ending: str) -> Format:
    if ending in (".csv", ".tsv", ".tab"):
        return Format.CSV
    separator = "\t" if ending in (".txt", ".text", ".md", ".log", "") else _SEPARATORS
    return Format.CSV if looks_delimited(text, separator) else Format.TXT


def looks_delimited(text: str, separators: str = _SEPARATORS) -> str:
    """The separator that stands equally often in nearly all lines of ``text``, or ``""``. Quoted cells do not count."""
    bare = _QUOTED.sub("x", text[:40_000].replace("\r\n", "\n").replace("\r", "\n"))
    lines = [line for line in bare.split("\n")[:200] if line.strip()]
    for separator in separators:
        counts = [line.count(separator) for line in lines]
        usual = max(set(counts), key=counts.count, default=0)
        if len(lines) > 1 and usual and counts.count(usual) * 10 >= len(lines) * 8:
            return separator
    return ""
