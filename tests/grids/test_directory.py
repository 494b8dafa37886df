"""The quick look at a zip file's contents says what ``zipfile`` says, or nothing."""

from __future__ import annotations

import io
import zipfile

import pytest

from gongkai_desk.grids.directory import entries
from gongkai_desk.grids.package import Package


def archive(*names: str, comment: bytes = b"") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for place, name in enumerate(names):
            file.writestr(name, f"内容{place}" * 20)
        file.comment = comment
    return stream.getvalue()


def test_it_says_what_zipfile_says() -> None:
    data = archive("a.xml", "xl/workbook.xml", "docProps/app.xml")
    known = zipfile.ZipFile(io.BytesIO(data)).infolist()
    found = entries(data)
    assert found is not None
    for one, other in zip(found, known, strict=True):
        assert all(getattr(one, name) == getattr(other, name) for name in one.__slots__)


@pytest.mark.parametrize("data", [
    archive("说明.xml"), archive("a.xml", comment=b"hello"), b"in front" + archive("a.xml"), archive("a.xml") + b"behind",
    archive("a.xml")[:-30], b"PK", b"",
], ids=["name", "comment", "prefix", "tail", "cut", "short", "empty"])
def test_what_is_unusual_is_left_to_zipfile(data: bytes) -> None:
    assert entries(data) is None


def test_a_directory_that_claims_too_much_is_left_to_zipfile() -> None:
    data = bytearray(archive("a.xml", "b.xml"))
    data[-14:-10] = (3).to_bytes(2, "little") * 2
    assert entries(bytes(data)) is None


def test_equal_parts_of_two_files_are_read_alike_and_damage_is_still_seen() -> None:
    data = archive("a.xml", "b.xml")
    assert Package(data).read("a.xml") == Package(bytes(data)).read("A.XML") == ("内容0" * 20).encode()
    wrong = bytearray(data)
    wrong[wrong.index(b"a.xml") - 30 + 14] ^= 1  # the check sum in front of the part is not looked at
    at = wrong.rindex(b"a.xml") - 46 + 16
    wrong[at] ^= 1  # the one in the directory is
    with pytest.raises(Exception, match="不完整"):
        Package(bytes(wrong)).read("a.xml")
