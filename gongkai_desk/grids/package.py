"""A zip package (xlsx, docx, ods) read from memory with limits: nothing is unpacked to disk, nothing inflates without bound.

Source of the rules: ``faults.md`` #4, #5, #11-14, #27. Only parts that are asked for are inflated: a huge picture costs nothing.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gongkai_desk.domain.errors import RefusalKind
from gongkai_desk.grids.directory import Entry, entries, is_torn
from gongkai_desk.grids.refusal import broken, forbidden, incomplete, password, refuse, too_big

if TYPE_CHECKING:
    from zipfile import ZipInfo

PART_LIMIT: Final = 512 << 20
CHUNK: Final = 1 << 20
_HEAD = 1024
_SLICE = 1 << 16  # of compressed bytes; what is left over is copied, so slices stay small
_LONG_HEAD = 1 << 16
_STORED, _DEFLATED = 0, 8
_SMALL, _SMALL_INFLATED = 1 << 15, 1 << 18  # bytes of a part that may be kept for the next file
_ROOT = re.compile(rb"<[A-Za-z_]")
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*<")
_XML = (".xml", ".rels", ".vml")
_PAGES = (".svg", ".htm", ".html", ".xhtml")  # pictures and pages begin with one by right, and are never opened


class Package:
    """The parts of a zip file by name; names are compared without case and with ``/``, as OPC says.

    Raises Unreadable: INCOMPLETE for a damaged file, PASSWORD, TOO_BIG, UNREADABLE for a part that is there twice.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._parts: dict[str, Entry | ZipInfo] = {}
        self._without_dtd: set[str] = set()
        for info in entries(data) or _by_zipfile(data):
            name = _normal(info.filename)
            if name in self._parts:
                raise broken("文件中同一部件重复出现，内容不可信")
            if name and not name.endswith("/"):
                self._parts[name] = info

    @property
    def names(self) -> tuple[str, ...]:
        """Every part's name, in lower case."""
        return tuple(self._parts)

    def __contains__(self, name: str) -> bool:
        return _normal(name) in self._parts

    def size(self, name: str) -> int:
        """What the part claims to be when inflated; 0 for a part that is not there."""
        info = self._parts.get(_normal(name))
        return info.file_size if info else 0

    def read(self, name: str, limit: int = PART_LIMIT) -> bytes:
        """The whole part. Raises Unreadable where it is missing, damaged or larger than ``limit``."""
        info = self._info(name)
        if info.compress_type == _DEFLATED and info.compress_size <= _SMALL and info.file_size <= min(_SMALL_INFLATED, limit):
            data, check = _inflated(bytes(self._raw(info)), info.file_size)
            if len(data) == info.file_size and check == info.CRC:
                self._refuse_dtd_in(_normal(name), data[:_LONG_HEAD])
                return data
        return b"".join(self.chunks(name, limit))

    def chunks(self, name: str, limit: int = PART_LIMIT) -> Iterator[bytes]:
        """The part in pieces of at most 1 MiB, checked against its declared size and check sum."""
        info = self._info(name)
        if info.file_size > limit:
            raise too_big()
        done = check = 0
        pieces = self._inflate(info)
        for piece in pieces:
            if not done:
                self._refuse_dtd_in(_normal(name), piece[:_LONG_HEAD])
            done += len(piece)
            if done > info.file_size:
                raise too_big() if _exceeds(pieces, limit - done) else incomplete()
            check = zlib.crc32(piece, check)
            yield piece
        if done != info.file_size or check != info.CRC:
            raise incomplete()

    def head(self, name: str, size: int = _HEAD) -> bytes:
        """The first bytes of a part, without checking the rest."""
        info = self._info(name)
        raw = bytes(self._raw(info)[:size])
        return _head(raw, size) if info.compress_type == _DEFLATED else raw

    def refuse_dtd(self) -> None:
        """Raise FORBIDDEN where any XML part begins with a document type declaration."""
        for name in self._parts:
            if name not in self._without_dtd:
                head = self.head(name)
                if _is_xml(name, head) and (b"<!" in head or b"<?" in head[5:] or not _ROOT.search(head)):
                    head = self.head(name, _LONG_HEAD)
                self._refuse_dtd_in(name, head)

    def _refuse_dtd_in(self, name: str, head: bytes) -> None:
        if name not in self._without_dtd:
            if _is_xml(name, head) and declares_dtd(head):
                raise forbidden()
            self._without_dtd.add(name)

    def _info(self, name: str) -> Entry | ZipInfo:
        info = self._parts.get(_normal(name))
        if info is None:
            raise broken(f"文件缺少必要的部件（{name}）")
        if info.flag_bits & 1:
            raise password()
        return info

    def _inflate(self, info: Entry | ZipInfo) -> Iterator[bytes]:
        raw = self._raw(info)
        if info.compress_type == _STORED:
            for start in range(0, len(raw), CHUNK):
                yield bytes(raw[start:start + CHUNK])
        elif info.compress_type == _DEFLATED:
            yield from _deflated(raw)
        else:
            raise refuse(RefusalKind.UNSUPPORTED, "文件用了少见的压缩方式")

    def _raw(self, info: Entry | ZipInfo) -> memoryview:
        at = info.header_offset
        header = self._data[at:at + 30]
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            raise incomplete()
        start = at + 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        if start + info.compress_size > len(self._data):
            raise incomplete()
        return memoryview(self._data)[start:start + info.compress_size]


def _by_zipfile(data: bytes) -> list[ZipInfo]:
    import zipfile

    if is_torn(data):
        raise incomplete()
    try:
        return zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, OSError, RuntimeError) as error:
        raise incomplete() from error


@lru_cache(maxsize=64)
def _inflated(raw: bytes, size: int) -> tuple[bytes, int]:
    """A small part and its check sum; at most one byte more than ``size``. The workbooks of a batch have many parts in common."""
    try:
        data = zlib.decompressobj(-15).decompress(raw, size + 1)
    except zlib.error as error:
        raise incomplete() from error
    return data, zlib.crc32(data)


@lru_cache(maxsize=128)
def _head(raw: bytes, size: int) -> bytes:
    try:
        return zlib.decompressobj(-15).decompress(raw, size)
    except zlib.error as error:
        raise incomplete() from error


def _deflated(raw: memoryview) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-15)
    try:
        for start in range(0, len(raw), _SLICE):
            source: bytes | memoryview = raw[start:start + _SLICE]
            while source:
                piece = inflater.decompress(source, CHUNK)
                if piece:
                    yield piece
                source = inflater.unconsumed_tail
            if inflater.eof:
                return
        tail = inflater.flush()
        if tail:
            yield tail
    except zlib.error as error:
        raise incomplete() from error


def _exceeds(pieces: Iterator[bytes], limit: int) -> bool:
    """Whether more than ``limit`` bytes still follow; nothing is kept of them."""
    for piece in pieces:
        limit -= len(piece)
        if limit < 0:
            return True
    return False


def _normal(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _is_xml(name: str, head: bytes) -> bool:
    """Whether a part is XML, by its name or, where somebody named it otherwise, by how it begins."""
    return name.endswith(_XML) or (_BEGINS.match(head) is not None and not name.endswith(_PAGES))


def declares_dtd(head: bytes) -> bool:
    """Whether XML declares a document type before its root element; comments do not count, a prolog without end does."""
    if b"<!" not in head and b"\x00" not in head and head.count(b"<?") == head.count(b"?>"):
        return False
    head = head.replace(b"\x00", b"")  # UTF-16
    at = 0
    while True:
        at = head.find(b"<", at)
        if at < 0:
            return False
        if head.startswith(b"<!--", at):
            end = head.find(b"-->", at + 4)
            if end < 0:
                return len(head) >= _LONG_HEAD
            at = end + 3
        elif head.startswith(b"<?", at):
            end = head.find(b"?>", at + 2)
            if end < 0:
                return len(head) >= _LONG_HEAD
            at = end + 2
        else:
            return head.startswith(b"<!", at)
