"""Content decides: what each kind of bytes is taken for, and how what is not read is named."""

from __future__ import annotations

import zlib

import pytest

from gongkai_desk.domain import RefusalKind, Unreadable
from gongkai_desk.grids import Format, ole, sniff
from gongkai_desk.grids.formats import READERS, read_bytes
from gongkai_desk.grids.sniffing import ENDINGS, NAMES, mismatch

from . import samples
from .compound import compound

READ = {
    Format.XLSX: samples.xlsx, Format.XLS: samples.xls, Format.XLSB: samples.xlsb, Format.ODS: samples.ods, Format.FODS: samples.fods,
    Format.XML2003: samples.xml2003, Format.HTML: samples.html, Format.MHT: samples.mht, Format.DOCX: samples.docx,
}


@pytest.mark.parametrize("kind", READ)
@pytest.mark.parametrize("ending", ["", ".xls", ".xlsx", ".csv", ".txt", ".docx", ".dat"])
def test_the_ending_never_decides(kind: Format, ending: str) -> None:
    assert sniff(READ[kind](), f"甲{ending}") is kind


@pytest.mark.parametrize("kind", READ)
def test_a_wrong_ending_is_said(kind: Format) -> None:
    assert "扩展名与内容不符" in mismatch(kind, "甲.pdf")
    assert mismatch(kind, "甲" + ENDINGS[kind][0]) == ""
    doubts = read_bytes(READ[kind](), "甲.pdf").doubts
    assert doubts[0].kind == "extension-mismatch"


def test_every_format_has_a_reader_a_name_and_endings() -> None:
    assert set(READERS) == set(NAMES) == set(ENDINGS) == set(Format)


@pytest.mark.parametrize(("text", "name", "kind"), [
    ("序号,任务,单位\n1,甲,乙\n2,丙,丁\n", "a.csv", Format.CSV),
    ("序号,任务,单位\n1,甲,乙\n2,丙,丁\n", "a.xls", Format.CSV),
    ("序号\t任务\t单位\n1\t甲\t乙\n2\t丙\t丁\n", "a.xls", Format.CSV),
    ("序号\t任务\t单位\n1\t甲\t乙\n2\t丙\t丁\n", "a.txt", Format.CSV),
    ("关于印发方案的通知\n各县,市,区:\n一、加强公开,做好解读,回应关切。\n", "a.txt", Format.TXT),
    ("一、加强公开\n（一）做好解读\n", "", Format.TXT),
    ("<!doctype html>\n<html><body>通知</body></html>", "a.txt", Format.HTML),
    ("\n\n<!-- 由系统导出 --><table><tr><td>1</td></tr></table>", "a.xls", Format.HTML),
    ("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body/></html>", "a.html", Format.HTML),
    ("From: <由 Excel 保存>\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary=\"b\"\n\n", "a.mht", Format.MHT),
    ("%PDF-1.4\n", "a.doc", Format.PDF),
])
def test_text_is_known_by_what_stands_in_it(text: str, name: str, kind: Format) -> None:
    assert sniff(text.encode(), name) is kind


REFUSED: dict[str, tuple[bytes, RefusalKind, str]] = {
    "empty": (b"", RefusalKind.EMPTY, "0 字节"),
    "zeros": (bytes(5000), RefusalKind.INCOMPLETE, "未传完"),
    "blank text": (b" \r\n\t \n", RefusalKind.EMPTY, "没有任何文字"),
    "rtf": (rb"{\rtf1\ansi ...}", RefusalKind.UNSUPPORTED, "RTF"),
    "png": (b"\x89PNG\r\n\x1a\n....", RefusalKind.UNSUPPORTED, "图片"),
    "jpeg": (b"\xff\xd8\xff\xe0....", RefusalKind.UNSUPPORTED, "图片"),
    "gif": (b"GIF89a....", RefusalKind.UNSUPPORTED, "图片"),
    "tiff": (b"II*\x00....", RefusalKind.UNSUPPORTED, "图片"),
    "bmp": (b"BM" + bytes(12) + b"\x28\x00\x00\x00", RefusalKind.UNSUPPORTED, "图片"),
    "heic": (b"\x00\x00\x00\x18ftypheic", RefusalKind.UNSUPPORTED, "照片"),
    "rar": (b"Rar!\x1a\x07\x00", RefusalKind.UNSUPPORTED, "rar"),
    "7z": (b"7z\xbc\xaf\x27\x1c\x00", RefusalKind.UNSUPPORTED, "7z"),
    "gzip": (b"\x1f\x8b\x08" + zlib.compress(b"x"), RefusalKind.UNSUPPORTED, "gz"),
    "bz2": (b"BZh91AY&SY", RefusalKind.UNSUPPORTED, "bz2"),
    "xz": (b"\xfd7zXZ\x00\x00", RefusalKind.UNSUPPORTED, "xz"),
    "tar": (b"a.xlsx".ljust(257, b"\x00") + b"ustar\x0000" + bytes(900), RefusalKind.UNSUPPORTED, "tar"),
    "exe": (b"MZ\x90\x00", RefusalKind.UNSUPPORTED, "程序"),
    "sqlite": (b"SQLite format 3\x00", RefusalKind.UNSUPPORTED, "台账"),
    "shortcut": (b"L\x00\x00\x00\x01\x14\x02\x00", RefusalKind.UNSUPPORTED, "快捷方式"),
    "noise": (bytes(range(1, 9)) * 100, RefusalKind.UNREADABLE, "无法识别"),
    "xml data": (b"<?xml version='1.0'?><data><x/></data>", RefusalKind.UNSUPPORTED, "XML"),
    "word xml": (b"<?xml version='1.0'?><w:wordDocument xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml'/>",
                 RefusalKind.UNSUPPORTED, "Word"),
    "dtd": (b"<?xml version='1.0'?><!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>", RefusalKind.FORBIDDEN, "DTD"),
    "pptx": (samples.zipped({"ppt/presentation.xml": "<x/>"}), RefusalKind.UNSUPPORTED, "演示"),
    "ofd": (samples.zipped({"OFD.xml": "<x/>"}), RefusalKind.UNSUPPORTED, "OFD"),
    "odt": (samples.zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), RefusalKind.UNSUPPORTED, "odt"),
    "zip": (samples.zipped({"说明.txt": "x"}), RefusalKind.UNSUPPORTED, "压缩包"),
    "cut zip": (samples.xlsx()[:2000], RefusalKind.INCOMPLETE, "不完整"),
    "doc": (compound({"WordDocument": bytes(600)}), RefusalKind.UNSUPPORTED, "doc"),
    "doc with password": (compound({"WordDocument": bytes(11) + b"\x01" + bytes(600)}), RefusalKind.PASSWORD, "密码"),
    "ppt": (compound({"PowerPoint Document": bytes(600)}), RefusalKind.UNSUPPORTED, "ppt"),
    "mail": (compound({"__properties_version1.0": bytes(600)}), RefusalKind.UNSUPPORTED, "邮件"),
    "encrypted xlsx": (compound({"EncryptionInfo": bytes(100), "EncryptedPackage": bytes(5000)}), RefusalKind.PASSWORD, "密码"),
    "encrypted xls": (compound({"Workbook": b"\x09\x08\x04\x00\x00\x06\x05\x00\x2f\x00\x06\x00" + bytes(600)}), RefusalKind.PASSWORD, "密码"),
    "cut compound": (samples.xls()[:1000], RefusalKind.INCOMPLETE, "不完整"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_read_is_named_with_a_way_on(name: str) -> None:
    data, kind, word = REFUSED[name]
    with pytest.raises(Unreadable) as caught:
        read_bytes(data, "来文/甲.xlsx")
    assert caught.value.kind is kind
    assert word in caught.value.what
    assert caught.value.where == "来文/甲.xlsx"
    assert len(caught.value.next_step) > 5


def test_a_chain_of_sectors_that_returns_to_itself_is_seen() -> None:
    whole = samples.xls()
    data = bytearray(whole)
    fat = 512 + 512 * int.from_bytes(data[76:80], "little")
    directory = int.from_bytes(data[48:52], "little")
    data[fat + 4 * directory:fat + 4 * directory + 4] = directory.to_bytes(4, "little")
    assert ole.has_loops(bytes(data))
    assert not ole.has_loops(whole)
    assert not ole.has_loops(whole[:600])
