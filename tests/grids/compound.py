"""A minimal writer of compound files (OLE), for samples of what lies in them."""

from __future__ import annotations

from struct import pack

_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SECTOR = 512


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file of these streams; each is padded to 4,096 bytes, so that no mini stream is needed."""
    padded = {name: data + bytes(-len(data) % _SECTOR if len(data) > 4096 else 4096 - len(data)) for name, data in streams.items()}
    starts, fat, body = {}, [], b""
    for name, data in padded.items():
        count = len(data) // _SECTOR
        starts[name] = len(fat)
        fat += [len(fat) + number + 1 for number in range(count - 1)] + [_END]
        body += data
    names = sorted(padded, key=lambda name: (len(name), name.upper()))
    entries = [_entry("Root Entry", 5, 1 if names else _FREE, _FREE, _END, 0)]
    for number, name in enumerate(names):
        right = number + 2 if number + 1 < len(names) else _FREE
        entries.append(_entry(name, 2, _FREE, right, starts[name], len(padded[name])))
    while len(entries) % 4:
        entries.append(bytes(128))
    directory = b"".join(entries)
    directory_start = len(fat)
    sectors = len(directory) // _SECTOR
    fat += [directory_start + number + 1 for number in range(sectors - 1)] + [_END]
    fat_start = len(fat)
    fat_sectors = 1
    while (fat_start + fat_sectors) * 4 > fat_sectors * _SECTOR:
        fat_sectors += 1
    fat += [_FAT] * fat_sectors
    table = pack(f"<{len(fat)}I", *fat)
    table += b"\xff" * (fat_sectors * _SECTOR - len(table))
    difat = [fat_start + number for number in range(fat_sectors)] + [_FREE] * (109 - fat_sectors)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += pack("<IIIIIIIII", 0, fat_sectors, directory_start, 0, 4096, _END, 0, _END, 0) + pack("<109I", *difat)
    return head + body + directory + table


def _entry(name: str, kind: int, child: int, right: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\x00\x00"
    return (raw.ljust(64, b"\x00") + pack("<HBB", len(raw), kind, 1) + pack("<III", _FREE, right, child) + bytes(36)
            + pack("<III", start, size, 0))
