"""The table of contents of a plain zip file, read at once: a batch opens hundreds of small workbooks.

Anything unusual (zip64, a comment, bytes in front, names beyond ASCII) is left to :mod:`zipfile`, which knows all of it and takes
long to import.
"""

from __future__ import annotations

import struct

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s4xHH4x3L3H2H4xL")
_HUGE = 0xFFFFFFFF
_OFFICE = frozenset(("[content_types].xml", "mimetype", "ofd.xml", "meta-inf/manifest.xml", "xl/workbook.xml",
                     "word/document.xml", "index/document.iwa"))

OFFICE_ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xlam", ".xls", ".et", ".ett", ".docx", ".docm", ".dotx", ".dotm",
                  ".doc", ".wps", ".wpt", ".pptx", ".ods", ".ots", ".odt", ".ofd")
"""A file of such a name is never opened as an archive, whatever it holds."""


class Entry:
    """One part, with the names that :class:`zipfile.ZipInfo` gives them."""

    __slots__ = ("CRC", "compress_size", "compress_type", "file_size", "filename", "flag_bits", "header_offset")

    def __init__(self, filename: str, flag_bits: int, compress_type: int, crc: int, sizes: tuple[int, int], offset: int) -> None:
        self.filename, self.flag_bits, self.compress_type, self.CRC = filename, flag_bits, compress_type, crc
        self.compress_size, self.file_size = sizes
        self.header_offset = offset


def entries(data: bytes) -> list[Entry] | None:
    """The parts of a zip file in its own order, or None where :mod:`zipfile` must look."""
    if len(data) < _END.size:
        return None
    sign, disk, begins, here, count, size, start, comment = _END.unpack_from(data, len(data) - _END.size)
    if sign != b"PK\x05\x06" or disk or begins or here != count or comment or start + size + _END.size != len(data):
        return None
    found: list[Entry] = []
    at = start
    for _ in range(count):
        if at + _ENTRY.size > start + size:
            return None
        sign, flags, method, crc, packed, full, name_size, extra, note, first_disk, _inner, offset = _ENTRY.unpack_from(data, at)
        name = data[at + _ENTRY.size:at + _ENTRY.size + name_size]
        if sign != b"PK\x01\x02" or first_disk or _HUGE in (packed, full, offset) or not name.isascii() or b"\0" in name:
            return None
        found.append(Entry(name.decode("ascii"), flags, method, crc, (packed, full), offset))
        at += _ENTRY.size + name_size + extra + note
    return found if at == start + size else None


def is_torn(data: bytes) -> bool:
    """Whether an archive lost its own table of contents, so that the last one in it is that of a workbook stored inside."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_600))
    if end < 0 or end + _END.size > len(data) or not data.startswith(b"PK\x03\x04"):
        return False
    *_, size, start, _ = _END.unpack_from(data, end)
    return _HUGE not in (size, start) and size + start < end and data[end - size:end - size + 4] == b"PK\x01\x02"


def is_document_part(name: str) -> bool:
    """Whether a zip file with a member of this name is a workbook or document, and no archive that somebody packed."""
    return name.replace("\\", "/").lstrip("/").lower() in _OFFICE


def is_plain_document(data: bytes) -> bool:
    """Whether a file is, beyond doubt and at a glance, a zipped workbook or document."""
    return any(is_document_part(entry.filename) for entry in entries(data) or ())
