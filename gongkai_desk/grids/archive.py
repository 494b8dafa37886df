"""Zip archives as mailed: their members as files, in memory, with names read as GBK or UTF-8. Nothing is ever written to disk.

Source of the rules: ``faults.md`` #4, #13, #14, #27; issue 6 (zip archives as mailed).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath

from gongkai_desk.domain.errors import RefusalKind, Unreadable
from gongkai_desk.grids.gathering import FILE_LIMIT, Blob, Found, Ignored, is_junk
from gongkai_desk.grids.refusal import incomplete, password, too_big
from gongkai_desk.grids.text import decode

_DEPTH = 3
_MEMBERS = 5_000
_TOTAL = 1 << 30
_OFFICE = ("[content_types].xml", "mimetype", "ofd.xml", "meta-inf/manifest.xml", "xl/workbook.xml", "word/document.xml",
           "index/document.iwa")
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)


def members(blob: Blob, depth: int = 0) -> Iterator[Found]:
    """The files inside ``blob``; ``blob`` itself where it is no archive but a workbook or document, or is damaged."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(blob.data))
        infos = archive.infolist()
    except _FAULTS:
        yield blob
        return
    if not infos or any(info.filename.replace("\\", "/").lstrip("/").lower() in _OFFICE for info in infos):
        yield blob
        return
    if len(infos) > _MEMBERS:
        yield _at(too_big(f"压缩包内文件过多（{len(infos)} 个）"), blob.path)
        return
    yield from _members(blob, archive, infos, depth)


def _members(blob: Blob, archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], depth: int) -> Iterator[Found]:
    total = 0
    for name, info in sorted(((_safe(member_name(info)), info) for info in infos), key=lambda pair: pair[0]):
        path = f"{blob.path}/{name}"
        if info.is_dir() or not name:
            continue
        if is_junk(name.rpartition("/")[2]) or name.startswith("__MACOSX/"):
            yield Ignored(path)
            continue
        total += info.file_size
        if total > _TOTAL:
            yield _at(too_big("压缩包解压后过大"), path)
            continue
        yield from _member(archive, info, path, depth)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, depth: int) -> Iterator[Found]:
    if info.flag_bits & 1:
        yield _at(password(), path)
        return
    if info.file_size > FILE_LIMIT:
        yield _at(too_big(), path)
        return
    try:
        with archive.open(info) as file:
            data = file.read(info.file_size + 1)
    except NotImplementedError:
        yield Unreadable(RefusalKind.UNSUPPORTED, "压缩包用了少见的压缩方式", path, "请解压后再导入其中的文件")
        return
    except _FAULTS:
        yield _at(incomplete(), path)
        return
    member = Blob(path, data, _time(info.date_time))
    if data.startswith(b"PK") and depth + 1 < _DEPTH:
        yield from members(member, depth + 1)
    else:
        yield member


def member_name(info: zipfile.ZipInfo) -> str:
    """A member's name as its author saw it: UTF-8 where flagged or valid, else GBK (what Windows in Chinese writes)."""
    if info.flag_bits & 0x800:
        return info.filename
    unicode_name = _unicode_path(info.extra)
    if unicode_name:
        return unicode_name
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    return decode(raw).text


def _unicode_path(extra: bytes) -> str | None:
    """The Info-ZIP field 0x7075, in which some programs keep the name in UTF-8."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = int.from_bytes(extra[at:at + 2], "little"), int.from_bytes(extra[at + 2:at + 4], "little")
        if kind == 0x7075 and size > 5:
            return extra[at + 9:at + 4 + size].decode("utf-8", "replace")
        at += 4 + size
    return None


def _safe(name: str) -> str:
    """A member's name without drive, leading slashes and ``..``: it is only shown, but someone may save under it."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return "/".join(part for part in parts if part not in ("/", "..", ".") and not part.endswith(":"))


def _time(stamp: tuple[int, int, int, int, int, int]) -> datetime | None:
    try:
        return datetime(*stamp)
    except ValueError:
        return None


def _at(error: Unreadable, path: str) -> Unreadable:
    return Unreadable(error.kind, error.what, path, error.next_step)
