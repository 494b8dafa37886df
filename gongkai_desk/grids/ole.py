"""The old compound files (OLE): xls and et are read; doc, wps, ppt and encrypted packages are told apart and named.

Source of the rules: ``faults.md`` #13, #14, #16. Encrypted is told from broken by the streams that the encryption leaves behind.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from struct import unpack_from

from gongkai_desk.domain.errors import RefusalKind, Unreadable
from gongkai_desk.grids.refusal import PASTE, RESAVE, broken, incomplete, password, refuse

_FILEPASS = 0x2F
_LAST = 0xFFFFFFFE
_SUMMARY = "\x05SummaryInformation"


def streams(data: bytes) -> dict[str, str]:
    """The streams of a compound file, lower-case name -> path. Raises Unreadable where it is damaged."""
    return {name[-1].lower(): "/".join(name) for name in _open(data).listdir(streams=True, storages=False)}


def has_macros(data: bytes) -> bool:
    """Whether a VBA project lies in the file; False also where the file's directory cannot be read."""
    try:
        names = {part.lower() for name in _open(data).listdir() for part in name}
    except Unreadable:
        return False
    return bool(names & {"_vba_project_cur", "_vba_project", "macros"})


def workbook_stream(data: bytes) -> bytes:
    """The BIFF records of an xls file, or ``data`` itself where it is a bare record stream."""
    if data[:2] != b"\xd0\xcf":
        return data
    file = _open(data)
    for name in ("Workbook", "Book", "WORKBOOK", "BOOK"):
        if file.exists(name):
            try:
                return bytes(file.openstream(name).read())
            except Exception as error:  # olefile raises ValueError and others besides OSError
                raise incomplete() from error
    raise broken("文件里没有工作簿")


def has_loops(data: bytes) -> bool:
    """Whether a chain of sectors comes back to itself: readers that follow it fill the memory (``faults.md`` #6)."""
    try:
        file = _open(data)
    except Unreadable:
        return False
    starts = [file.first_dir_sector, file.first_mini_fat_sector, file.root.isectStart if file.root else _LAST]
    starts += [entry.isectStart for entry in file.direntries if entry is not None and entry.size >= file.mini_stream_cutoff_size]
    return any(_loops(file.fat, start) for start in starts)


def _loops(fat: Sequence[int], start: int) -> bool:
    steps = 0
    while start < len(fat):
        steps += 1
        if steps > len(fat):
            return True
        start = fat[start]
    return False


def modified(data: bytes) -> datetime | None:
    """The local time of the last save from the summary information, or None."""
    try:
        stream = _open(data).openstream(_SUMMARY).read()
        return _last_save(stream)
    except Exception:  # olefile raises many kinds on damaged files; a missing time is no loss
        return None


def _last_save(stream: bytes) -> datetime | None:
    """Property 13 of the first section ([MS-OLEPS] 2.20, 2.21); read by hand, as counts in damaged files run to billions."""
    start = unpack_from("<I", stream, 44)[0]
    for number in range(min(unpack_from("<I", stream, start + 4)[0], 100)):
        ident, offset = unpack_from("<II", stream, start + 8 + 8 * number)
        if ident == 13:
            kind, ticks = unpack_from("<IQ", stream, start + offset)
            seconds = ticks / 10_000_000 - 11_644_473_600
            return datetime.fromtimestamp(seconds).replace(microsecond=0) if kind & 0xFFFF == 64 and seconds > 0 else None
    return None


def sniff_ole(data: bytes) -> str:
    """``"xls"`` for a workbook; raises Unreadable for everything else that lies in a compound file."""
    try:
        names = streams(data)
    except Unreadable:
        if "Workbook".encode("utf-16-le") in data or "Book\x00".encode("utf-16-le") in data:
            return "xls"  # xlrd and calamine read some directories that olefile does not
        raise
    if "encryptedpackage" in names or "\tdrmcontent" in names:
        raise password()
    if "workbook" in names or "book" in names:
        return _checked(data)
    if "worddocument" in names:
        if _word_encrypted(data, names["worddocument"]):
            raise password()
        raise refuse(RefusalKind.UNSUPPORTED, "这是 doc/wps 旧版文字文档", PASTE)
    if "powerpoint document" in names:
        raise refuse(RefusalKind.UNSUPPORTED, "这是 ppt 演示文稿", PASTE)
    if any(name.startswith("__properties_version") for name in names):
        raise refuse(RefusalKind.UNSUPPORTED, "这是邮件（msg）", "请打开邮件，把附件另存出来再导入")
    if "wpscontents" in names or "contents" in names:
        raise refuse(RefusalKind.UNSUPPORTED, "这是旧版 WPS/Works 文档", PASTE)
    raise refuse(RefusalKind.UNSUPPORTED, "这是不认识的旧版 Office 文件", RESAVE)


def _checked(data: bytes) -> str:
    try:
        encrypted = _has_filepass(workbook_stream(data))
    except Unreadable:
        return "xls"  # a damaged sector chain; the readers have the last word
    if encrypted:
        raise password()
    return "xls"


def _open(data: bytes):  # type: ignore[no-untyped-def]
    import olefile

    if len(data) < 1536:
        raise incomplete()
    try:
        return olefile.OleFileIO(io.BytesIO(data))
    except Exception as error:  # olefile raises IndexError, struct.error and others besides OSError
        raise incomplete() from error


def _has_filepass(book: bytes) -> bool:
    """FILEPASS stands among the first records of an encrypted workbook, right after BOF (and WRITEPROT)."""
    at = 0
    for _ in range(8):
        if at + 4 > len(book):
            return False
        kind, size = int.from_bytes(book[at:at + 2], "little"), int.from_bytes(book[at + 2:at + 4], "little")
        if kind == _FILEPASS:
            return True
        at += 4 + size
    return False


def _word_encrypted(data: bytes, name: str) -> bool:
    try:
        head = _open(data).openstream(name).read(12)
    except Exception:  # as above
        return False
    return len(head) >= 12 and bool(head[11] & 1)
