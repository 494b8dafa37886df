"""Files, folders and archives as they come: order, names, what is ignored, what cannot be had. Nothing is changed."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import stat
import time
import tracemalloc
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from gongkai_desk.domain import RefusalKind, Unreadable
from gongkai_desk.grids import Blob, Ignored, Reader, gather, gathering, load
from gongkai_desk.grids.archive import member_name

from . import samples


def told(found: object) -> str:
    if isinstance(found, Unreadable):
        return f"{found.kind.value}:{found.where}"
    assert isinstance(found, Blob | Ignored)
    return f"{'ignored' if isinstance(found, Ignored) else 'blob'}:{found.path}"


def gathered(*paths: Path | str, **options: bool) -> list[str]:
    return [told(found) for found in gather(paths, **options)]


def zip_with(names: list[bytes], data: bytes, *, flag: int = 0, method: int = 0) -> bytes:
    """A stored zip, written by hand."""
    import zlib
    from struct import pack

    local, central, at = [], [], 0
    for name in names:
        head = pack("<HHHHHIIIHH", 20, flag, method, 0x4000, 0x553E, zlib.crc32(data), len(data), len(data), len(name), 0)
        central.append(b"PK\x01\x02" + pack("<H", 20) + head + pack("<HHHII", 0, 0, 0, 0, at) + name)
        local.append(b"PK\x03\x04" + head + name + data)
        at += len(local[-1])
    body, directory = b"".join(local), b"".join(central)
    end = pack("<HHHHIIH", 0, 0, len(names), len(names), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def test_the_order_is_as_given_then_by_name(tmp_path: Path) -> None:
    for name in ("乙/2.txt", "乙/1.txt", "甲.txt", "乙/丙/3.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found = gathered(tmp_path / "甲.txt", tmp_path / "乙")
    assert [line.removeprefix(f"blob:{tmp_path}/") for line in found] == ["甲.txt", "乙/1.txt", "乙/2.txt", "乙/丙/3.txt"]


@pytest.mark.parametrize(("flag", "method", "kind"), [
    (0, 9, "unsupported"), (0, 98, "unsupported"), (0, 14, "incomplete"), (0, 12, "incomplete"), (0x20, 0, "incomplete"),
    (1, 0, "password"), (0x41, 0, "password"),
], ids=["Deflate64", "PPMd", "no LZMA", "no bzip2", "a patch", "locked", "strongly locked"])
def test_a_member_that_cannot_be_unpacked_says_why(tmp_path: Path, flag: int, method: int, kind: str) -> None:
    archive = tmp_path / "收到.zip"
    archive.write_bytes(zip_with([b"a.txt"], b"\x00\x00\x05\x00" + b"?" * 60, flag=flag, method=method))
    assert gathered(archive) == [f"{kind}:{archive}/a.txt"]


@pytest.mark.parametrize("name", ["~$报表.xlsx", "Thumbs.db", ".DS_Store", "x.tmp", ".~报表.xlsx", "desktop.ini", "报表.xlsx.crdownload"])
def test_what_programs_leave_behind_is_ignored(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert gathered(tmp_path) == [f"ignored:{tmp_path / name}"]
    assert gathered(tmp_path / name) == [f"ignored:{tmp_path / name}"]


def test_what_is_missing_is_said_and_the_rest_comes(tmp_path: Path) -> None:
    (tmp_path / "有.txt").write_bytes(b"x")
    assert gathered(tmp_path / "没有.txt", tmp_path / "有.txt") == [f"not-found:{tmp_path / '没有.txt'}", f"blob:{tmp_path / '有.txt'}"]
    assert gathered("没有/" * 3000) == ["not-found:" + ("没有/" * 3000).rstrip("/")]


def test_emoji_and_long_names_are_read(tmp_path: Path) -> None:
    name = "😀汇总" + "很长" * 30 + ".txt"
    (tmp_path / name).write_bytes(b"x")
    assert gathered(tmp_path) == [f"blob:{tmp_path / name}"]


def test_names_that_the_system_cannot_decode_are_read_as_gbk(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode("报表.txt".encode("gbk"))).write_bytes(b"x")
    found = gathered(tmp_path)
    assert found == [f"blob:{tmp_path}/报表.txt"]
    found[0].encode()


def test_pipes_and_devices_are_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.xlsx")
    assert gathered(tmp_path) == [f"unsupported:{tmp_path / '管道.xlsx'}"]


def test_inputs_stay_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "甲.xlsx"
    path.write_bytes(samples.xlsx())
    path.chmod(stat.S_IRUSR)
    before = (hashlib.sha1(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
    assert gathered(tmp_path) == [f"blob:{path}"]
    assert (hashlib.sha1(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns) == before


def test_a_blob_knows_its_time(tmp_path: Path) -> None:
    path = tmp_path / "甲.txt"
    path.write_bytes(b"x")
    os.utime(path, (0, datetime(2022, 9, 30, 8).timestamp()))
    assert load(path).modified == datetime(2022, 9, 30, 8)


@pytest.mark.parametrize(("error", "kind", "tries"), [
    (PermissionError(errno.EACCES, "locked"), "busy", 4), (OSError(errno.EBUSY, "busy"), "busy", 4),
    (OSError(errno.EIO, "gone"), "not-found", 1), (OSError(errno.ENOSPC, "odd"), "unreadable", 1),
])
def test_locked_files_are_tried_again_and_then_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: OSError, kind: str, tries: int,
) -> None:
    (tmp_path / "甲.xlsx").write_bytes(b"x")
    (tmp_path / "乙.xlsx").write_bytes(b"x")
    waits: list[float] = []
    calls: list[Path] = []
    real = gathering._read

    def read(path: Path, size: int) -> bytes:
        calls.append(path)
        if path.name == "甲.xlsx":
            raise error
        return real(path, size)

    monkeypatch.setattr(gathering, "_read", read)
    monkeypatch.setattr(gathering.time, "sleep", waits.append)
    assert gathered(tmp_path) == [f"blob:{tmp_path / '乙.xlsx'}", f"{kind}:{tmp_path / '甲.xlsx'}"]
    assert sum(path.name == "甲.xlsx" for path in calls) == tries
    assert sum(waits) <= 2


def test_a_folder_nobody_may_look_into_is_not_said_to_be_open_in_excel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def listed(path: object) -> object:
        raise PermissionError(errno.EACCES, "no", str(path))

    monkeypatch.setattr(gathering, "_OPEN_FILES_ARE_LOCKED", False)
    monkeypatch.setattr(gathering.os, "scandir", listed)
    monkeypatch.setattr(gathering.time, "sleep", lambda seconds: None)
    [found] = gathering.gather([tmp_path])
    assert isinstance(found, Unreadable) and "权限" in found.what and "Excel" not in found.what + found.next_step


def test_a_lock_that_goes_away_is_no_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(b"x")
    faults = [PermissionError(errno.EACCES, "locked")] * 2
    real = gathering._read

    def read(path: Path, size: int) -> bytes:
        if faults:
            raise faults.pop()
        return real(path, size)

    monkeypatch.setattr(gathering, "_read", read)
    monkeypatch.setattr(gathering.time, "sleep", lambda _: None)
    assert gathered(tmp_path) == [f"blob:{tmp_path / '甲.xlsx'}"]


def test_huge_files_are_not_loaded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(gathering, "FILE_LIMIT", 10)
    (tmp_path / "大.xlsx").write_bytes(bytes(11))
    assert gathered(tmp_path) == [f"too-big:{tmp_path / '大.xlsx'}"]


@pytest.mark.parametrize(("encoding", "flag"), [("gbk", 0), ("utf-8", 0x800), ("utf-8", 0)])
def test_archive_names_are_right_in_every_encoding(tmp_path: Path, encoding: str, flag: int) -> None:
    names = ["报送/南湖区_填报表.txt", "报送/桐乡市（修改）.txt"]
    (tmp_path / "a.zip").write_bytes(zip_with([name.encode(encoding) for name in names], b"x", flag=flag))
    assert gathered(tmp_path) == [f"blob:{tmp_path}/a.zip/{name}" for name in sorted(names)]


def test_members_come_sorted_with_junk_marked_and_times(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(samples.zipped({"b.txt": "2", "a.txt": "1", "__MACOSX/._a.txt": "x", "~$b.xlsx": "x", "d/": ""}))
    found = [line.removeprefix(f"{tmp_path}/") for line in gathered(tmp_path)]
    assert found == [f"ignored:{tmp_path}/a.zip/__MACOSX/._a.txt", f"blob:{tmp_path}/a.zip/a.txt", f"blob:{tmp_path}/a.zip/b.txt",
                     f"ignored:{tmp_path}/a.zip/~$b.xlsx"]
    assert all(item.modified for item in gather([tmp_path]) if isinstance(item, Blob))


def test_archives_in_archives_are_opened_but_not_for_ever(tmp_path: Path) -> None:
    data = b"x"
    for level in range(5):
        data = samples.zipped({f"{level}.zip" if level else "x.txt": data})
    (tmp_path / "a.zip").write_bytes(data)
    assert gathered(tmp_path) == [f"blob:{tmp_path}/a.zip/4.zip/3.zip/2.zip"]


def test_workbooks_are_not_taken_for_archives(tmp_path: Path) -> None:
    for name in ("甲.xlsx", "乙.ods", "丙.docx", "丁.xlsb"):
        (tmp_path / name).write_bytes(samples.WITH_SPANS["任务" + Path(name).suffix]())
    assert len(gathered(tmp_path)) == 4
    assert all(line.startswith("blob:") for line in gathered(tmp_path))


def test_archives_may_be_left_closed(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(samples.zipped({"x.txt": "x"}))
    assert gathered(tmp_path, archives=False) == [f"blob:{tmp_path}/a.zip"]


def test_a_damaged_archive_is_left_to_the_reader_to_name(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(samples.zipped({"x.txt": "x" * 5000})[:60])
    assert gathered(tmp_path) == [f"blob:{tmp_path}/a.zip"]


def test_members_with_password_or_damage_are_named_and_the_rest_comes(tmp_path: Path) -> None:
    data = bytearray(samples.zipped({"a.txt": "a" * 100, "b.txt": "b" * 100}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    (tmp_path / "锁.zip").write_bytes(data)
    assert gathered(tmp_path) == [f"password:{tmp_path}/锁.zip/a.txt", f"blob:{tmp_path}/锁.zip/b.txt"]
    stored = bytearray(zip_with([b"a.txt"], b"hello"))
    stored[stored.index(b"hello")] ^= 1
    (tmp_path / "锁.zip").write_bytes(stored)
    assert gathered(tmp_path) == [f"incomplete:{tmp_path}/锁.zip/a.txt"]


def test_a_bomb_in_an_archive_is_refused_unopened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from gongkai_desk.grids import archive

    monkeypatch.setattr(archive, "FILE_LIMIT", 1000)
    (tmp_path / "a.zip").write_bytes(samples.zipped({"a.txt": "0" * 2000, "b.txt": "b"}))
    assert gathered(tmp_path) == [f"too-big:{tmp_path}/a.zip/a.txt", f"blob:{tmp_path}/a.zip/b.txt"]


def test_a_member_made_of_nothing_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(samples.zipped({"a.csv": "0" * (40 << 20), "b.txt": "b"}))
    tracemalloc.start()
    assert gathered(tmp_path) == [f"too-big:{tmp_path}/a.zip/a.csv", f"blob:{tmp_path}/a.zip/b.txt"]
    assert tracemalloc.get_traced_memory()[1] < 5 << 20
    tracemalloc.stop()


def test_an_archive_of_ten_thousand_files_is_one_refusal(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zip_with([b"%d.txt" % number for number in range(10_000)], b"x"))
    assert gathered(tmp_path) == [f"too-big:{tmp_path}/a.zip"]


def test_a_table_of_contents_without_end_is_not_even_read(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zip_with([b"%0200d.txt" % number for number in range(20_000)], b""))
    begun = time.process_time()
    assert gathered(tmp_path) == [f"too-big:{tmp_path}/a.zip"]
    assert time.process_time() - begun < 0.2


def test_archives_in_archives_share_one_budget(tmp_path: Path) -> None:
    inner = zip_with([b"%d.txt" % number for number in range(1_000)], b"x")
    (tmp_path / "a.zip").write_bytes(zip_with([b"%d.zip" % number for number in range(900)], inner))
    found = gathered(tmp_path)
    assert len(found) < 5_000
    assert sum(line.startswith("too-big") for line in found) == 896


def test_a_member_without_a_name_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zip_with([b"", b"b.txt"], b"x"))
    assert gathered(tmp_path) == [f"blob:{tmp_path}/a.zip/b.txt"]


def test_members_cannot_climb_out(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zip_with([b"../../etc/x.txt", b"/abs/y.txt", b"C:\\win\\z.txt"], b"x"))
    assert gathered(tmp_path) == [f"blob:{tmp_path}/a.zip/{name}" for name in ("abs/y.txt", "etc/x.txt", "win/z.txt")]


def test_a_unicode_name_field_wins() -> None:
    info = zipfile.ZipInfo("x")
    name = "正确.txt".encode()
    info.extra = b"\x75\x70" + (5 + len(name)).to_bytes(2, "little") + b"\x01\x00\x00\x00\x00" + name
    assert member_name(info) == "正确.txt"


def test_a_folder_that_leads_back_is_walked_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "圈").mkdir()
    (tmp_path / "圈/甲.txt").write_bytes(b"x")
    (tmp_path / "圈/回").symlink_to(tmp_path / "圈", target_is_directory=True)
    assert gathered(tmp_path) == [f"blob:{tmp_path}/圈/甲.txt"]
    seen: set[tuple[int, int]] = set()
    monkeypatch.setattr(gathering.os, "name", "nt")  # where a junction is no link
    monkeypatch.setattr(gathering, "extended", str)
    told_new = [gathering._is_new(tmp_path / name, seen) for name in ("圈", "圈/回", "没有")]
    monkeypatch.undo()
    assert told_new == [True, False, True]


def test_a_link_to_itself_and_folders_of_archives_are_named(tmp_path: Path) -> None:
    (tmp_path / "自己.xlsx").symlink_to(tmp_path / "自己.xlsx")
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / "__MACOSX/甲.xlsx").write_bytes(b"x")
    found = list(gather([tmp_path]))
    assert [told(item) for item in found] == [f"not-found:{tmp_path}/自己.xlsx", f"ignored:{tmp_path}/__MACOSX/甲.xlsx"]
    assert "链接指向自己" in str(found[0])


def test_what_the_system_says_is_not_repeated_in_its_own_language(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(b"x")

    def read(path: Path, size: int) -> bytes:
        raise OSError(errno.ENOMEM, "Cannot allocate memory")

    monkeypatch.setattr(gathering, "_read", read)
    assert [str(item).isascii() or "allocate" in str(item) for item in gather([tmp_path])] == [False]


@pytest.mark.parametrize("name", ["丢了部件.xlsx", "说明.docx", "表.et"])
def test_a_broken_workbook_is_one_file_and_no_archive(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(samples.zipped({"xl/worksheets/sheet1.xml": "<worksheet/>"}))
    assert gathered(tmp_path) == [f"blob:{tmp_path}/{name}"]


def test_names_that_are_no_text_can_be_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    assert gathering.readable_name("公开.xlsx") == "公开.xlsx"
    assert gathering.readable_name(os.fsdecode("公开.xlsx".encode("gbk"))) == "公开.xlsx"
    assert gathering.readable_name("公开\ud83d.xlsx") == "公开\ufffd.xlsx"
    with monkeypatch.context() as windows:
        windows.setattr("gongkai_desk.grids.gathering.os.name", "nt")
        shown = gathering.readable_name("公开\udc80.xlsx")
    assert shown == "公开\ufffd.xlsx"


@pytest.mark.parametrize("cut", [60, 150])
def test_an_archive_that_lost_its_table_is_not_the_last_workbook_in_it(cut: int, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:  # stored, as some programs do with what is packed already
        for name in ("甲.xlsx", "乙.xlsx", "丙.xlsx"):
            archive.writestr(name, samples.xlsx())
    torn = packed.getvalue()[:-cut]
    (tmp_path / "a.zip").write_bytes(torn)
    (tmp_path / "b.xlsx").write_bytes(torn)
    with Reader() as reader:
        found = [result for _, result in reader.read_many(gather([tmp_path]))]
    assert [result.kind for result in found if isinstance(result, Unreadable)] == [RefusalKind.INCOMPLETE] * 2


def test_a_link_in_an_archive_is_no_file(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("链.xlsx")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("甲.xlsx", samples.xlsx())
    found = list(gather([tmp_path / "a.zip"]))
    assert [type(item) for item in found] == [Blob, Unreadable]
    assert isinstance(found[1], Unreadable) and "链接" in found[1].what and found[1].where.endswith("链.xlsx")
