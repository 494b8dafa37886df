"""Zip archives as mailed: their members as files, in memory, with names read as GBK or UTF-8. Nothing is ever written to disk.

Source of the rules: ``faults.md`` #4, #13, #14, #27; issue 6 (zip archives as mailed).
"""

from __future__ import annotations

import io
import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from gongkai_desk.domain.errors import RefusalKind, Unreadable
from gongkai_desk.grids.directory import OFFICE_ENDINGS, is_document_part, is_plain_document, is_torn
from gongkai_desk.grids.gathering import FILE_LIMIT, Blob, Found, Ignored, is_junk
from gongkai_desk.grids.refusal import incomplete, password, too_big
from gongkai_desk.grids.text import decode

_DEPTH = 3
_MEMBERS = 5_000
_TOTAL = 1 << 30
_DIRECTORY = 4 << 20  # bytes; some 30,000 entries
_SWOLLEN, _RATIO = 32 << 20, 50
_FAULTS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError)
"""What zipfile raises at broken archives; RuntimeError: newer than any it knows, or patched."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


@dataclass(slots=True)
class _Budget:
    """What one archive may still give, with everything nested in it: a bomb spends it once, not once a level."""

    members: int = _MEMBERS
    bytes: int = _TOTAL


def members(blob: Blob) -> Iterator[Found]:
    """The files inside ``blob``; ``blob`` itself where it is no archive but a workbook or document, or is damaged."""
    yield from _opened(blob, 0, _Budget())


def _opened(blob: Blob, depth: int, budget: _Budget) -> Iterator[Found]:
    if blob.path.lower().endswith(OFFICE_ENDINGS):
        yield blob  # a workbook that lost its parts is one broken file, not an archive of them
        return
    if (budget.members < 0 or _directory_size(blob.data) > _DIRECTORY) and not is_plain_document(blob.data):
        yield _at(too_big(f"压缩包内文件过多（超过 {_MEMBERS} 个）"), blob.path)
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(blob.data))
        infos = archive.infolist()
    except _FAULTS:
        yield blob
        return
    if is_torn(blob.data):
        yield _at(incomplete(), blob.path)
        return
    if not infos or any(is_document_part(info.filename) for info in infos):
        yield blob
        return
    budget.members -= len(infos)
    if budget.members < 0:
        yield _at(too_big(f"压缩包内文件过多（超过 {_MEMBERS} 个）"), blob.path)
        return
    yield from _members(blob, archive, infos, depth, budget)


def _directory_size(data: bytes) -> int:
    """How long the archive's table of contents is; 0 where it is not found. Millions of entries take the window's time."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_600))
    size = int.from_bytes(data[end + 12:end + 16], "little") if end >= 0 else 0
    if size != 0xFFFFFFFF:
        return size
    wide = data.rfind(b"PK\x06\x06", max(0, end - 200), end)
    return int.from_bytes(data[wide + 40:wide + 48], "little") if wide >= 0 else 0


def _members(
    blob: Blob, archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], depth: int, budget: _Budget,
) -> Iterator[Found]:
    for name, info in sorted(((_safe(member_name(info)), info) for info in infos), key=lambda pair: pair[0]):
        path = f"{blob.path}/{name}"
        if not name or info.filename.endswith("/"):  # is_dir fails on a name of no letters
            continue
        if is_junk(name.rpartition("/")[2]) or name.startswith("__MACOSX/"):
            yield Ignored(path)
            continue
        if info.flag_bits & 1:
            yield _at(password(), path)
            continue
        if stat.S_ISLNK(info.external_attr >> 16):
            yield Unreadable(RefusalKind.UNSUPPORTED, "压缩包里只有一个链接，没有文件本身", path, "请对方把文件本身打包后重发")
            continue
        budget.bytes -= info.file_size
        if budget.bytes < 0 or _is_bomb(info):
            yield _at(too_big("压缩包解压后过大"), path)
            continue
        yield from _member(archive, info, path, depth, budget)


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    """Whether a member would fill the memory out of nothing. The main process holds it, so a ratio counts here."""
    return info.file_size > FILE_LIMIT or info.file_size > max(_SWOLLEN, _RATIO * info.compress_size)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, depth: int, budget: _Budget) -> Iterator[Found]:
    if info.compress_type not in _METHODS:
        yield Unreadable(RefusalKind.UNSUPPORTED, "压缩包用了少见的压缩方式", path, "请解压后再导入其中的文件")
        return
    try:
        with archive.open(info) as file:
            data = file.read(info.file_size + 1)
    except _FAULTS:
        yield _at(incomplete(), path)
        return
    member = Blob(path, data, _time(info.date_time))
    if data.startswith(b"PK") and depth + 1 < _DEPTH:
        yield from _opened(member, depth + 1, budget)
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
