"""The door outlives whatever happens behind it: deaths, hangs, noise, cancelling, many threads."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gongkai_desk.domain import Cancelled, RefusalKind, Unreadable
from gongkai_desk.grids import Blob, Document, Ignored, Reader, door, gather, process
from gongkai_desk.grids.wire import FilledCell

from . import samples

STUB = """
import os, sys, threading
pause = threading.Event().wait
from gongkai_desk.grids import child, formats
real = formats.read_bytes
def read_bytes(data, path, avoid=frozenset(), skip=frozenset()):
    if data.startswith(b"HANG"): pause(600)
    if data.startswith(b"SPIN"):
        while True: pass
    if data.startswith(b"ABORT"): os.abort()
    if data.startswith(b"TRICKY") and "calamine" not in avoid: os.abort()
    if data.startswith(b"GROW"): held = b"x" * (300 << 20); pause(600)
    if data.startswith(b"MEMORY"): bytearray(8 << 30)
    if data.startswith(b"RAISE"): raise ValueError("boom")
    if data.startswith(b"NOISE"): print("library chatter"); os.write(1, b"more"); os.write(2, b"panic")
    if data.startswith(b"SLOW"): pause(0.05)
    return real(data.removeprefix(b"TRICKY").removeprefix(b"NOISE").removeprefix(b"SLOW"), path, avoid)
formats.read_bytes = read_bytes
child.main()
"""


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child misbehaves as a file's first letters say."""
    monkeypatch.setattr(process, "command", lambda: [sys.executable, "-c", STUB])


@pytest.fixture
def reader(stub: None) -> Iterator[Reader]:
    with Reader(seconds=2) as found:
        yield found


def kinds(reader: Reader, *contents: bytes) -> list[str]:
    blobs = [Blob(f"{number}.txt", data) for number, data in enumerate(contents)]
    return [result.kind.value if isinstance(result, Unreadable) else "read" for _, result in reader.read_many(blobs)]


TEXT = "一、做好公开工作。".encode()


@pytest.mark.parametrize(("content", "kind"), [
    (b"ABORT", "unreadable"), (b"HANG", "timeout"), (b"SPIN", "timeout"), (b"MEMORY", "too-big"), (b"RAISE", "unreadable"),
    (b"TRICKY" + TEXT, "read"), (b"NOISE" + TEXT, "read"),
])
def test_one_bad_file_does_not_disturb_the_others(reader: Reader, content: bytes, kind: str) -> None:
    assert kinds(reader, TEXT, TEXT, content, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT) == ["read", "read", kind, *["read"] * 7]


def test_the_door_itself_ends_a_child_that_the_system_lets_grow(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "MEMORY", 250 << 20)
    begun = time.monotonic()
    assert kinds(reader, TEXT, b"GROW", TEXT) == ["read", "too-big", "read"]
    assert time.monotonic() - begun < 4  # long before the file's time is up twice


def test_many_bad_files_in_a_row(reader: Reader) -> None:
    found = kinds(reader, b"ABORT", b"ABORT", b"MEMORY", TEXT, b"TRICKY" + TEXT, b"RAISE", b"ABORT")
    assert found == ["unreadable", "unreadable", "too-big", "read", "read", "unreadable", "unreadable"]


def test_a_refusal_names_file_and_way_on(reader: Reader) -> None:
    for content in (b"ABORT", b"HANG", b"RAISE", b"MEMORY"):
        with pytest.raises(Unreadable) as caught:
            reader.read(Blob("乙县/报表.xlsx", content))
        assert caught.value.where == "乙县/报表.xlsx"
        assert caught.value.next_step
        assert "Traceback" not in str(caught.value)


def test_a_hang_ends_on_time(reader: Reader) -> None:
    start = time.monotonic()
    assert kinds(reader, b"HANG") == ["timeout"]
    assert time.monotonic() - start < 6


def test_results_keep_their_order_and_their_items(reader: Reader) -> None:
    blobs = [Blob(f"{number}.txt", f"第{number}项".encode() * (number + 1)) for number in range(40)]
    found = list(reader.read_many(blobs))
    assert [item for item, _ in found] == blobs
    assert all(isinstance(result, Document) and result.path == item.path for item, result in found)


def test_what_was_not_gathered_comes_through_unread(reader: Reader) -> None:
    missing = Unreadable(RefusalKind.NOT_FOUND, "找不到文件", "丙.xlsx", "请核对")
    items = [Ignored("~$甲.xlsx"), Blob("甲.txt", TEXT), missing, Blob("乙.txt", TEXT)]
    found = list(reader.read_many(items))
    assert [item for item, _ in found] == items
    assert found[0][1] == items[0] and found[2][1] is missing
    assert isinstance(found[1][1], Document) and isinstance(found[3][1], Document)


def stop_when(condition: Callable[[int], bool]) -> Callable[[int, int, str], None]:
    def progress(done: int, total: int, what: str) -> None:
        if condition(done):
            raise Cancelled
    return progress


def test_cancel_answers_within_a_second_even_while_a_file_hangs(reader: Reader) -> None:
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        list(reader.read_many([Blob("a.txt", b"HANG")], progress=stop_when(lambda _: time.monotonic() - begun > 0.5)))
    assert time.monotonic() - begun < 2
    assert kinds(reader, TEXT) == ["read"]


def test_progress_is_told_often(reader: Reader) -> None:
    calls: list[tuple[int, int, str]] = []
    list(reader.read_many([Blob(f"{n}.txt", b"SLOW" + TEXT) for n in range(5)], progress=lambda *told: calls.append(told)))
    assert {done for done, _, _ in calls} == set(range(5))
    assert {total for _, total, _ in calls} == {5}
    assert calls[-1][2] == "4.txt"


def test_files_that_are_slow_to_be_found_are_told_and_can_be_stopped(reader: Reader) -> None:
    def found(so_far: list[int]) -> Iterator[Blob]:
        for n in range(12):
            so_far.append(n)
            yield Blob(f"{n}.txt", TEXT)

    told: list[str] = []
    assert len(list(reader.begin_many(found([]), progress=lambda _done, _total, what: told.append(what)))) == 12
    assert told[:12] == [f"{n}.txt" for n in range(12)]
    for begin in (reader.begin_many, reader.read_many):
        seen: list[int] = []
        with pytest.raises(Cancelled):
            list(begin(found(seen), progress=stop_when(lambda _, seen=seen: len(seen) > 4)))
        assert len(seen) == 5
        assert kinds(reader, TEXT) == ["read"]


def test_a_batch_left_half_way_leaves_no_reply_behind(reader: Reader) -> None:
    for item, _ in reader.read_many([Blob(f"{n}.txt", b"SLOW" + TEXT) for n in range(10)]):
        if item.path == "2.txt":
            break
    assert reader.read(Blob("x.txt", "新的".encode())).grids[0].text(1, 1) == "新的"


def test_a_reader_can_be_used_after_close(reader: Reader) -> None:
    assert kinds(reader, TEXT) == ["read"]
    reader.close()
    assert kinds(reader, TEXT) == ["read"]


def test_close_is_fast_and_leaves_no_process(reader: Reader) -> None:
    reader.read(Blob("a.txt", TEXT))
    assert reader._child is not None
    pid = reader._child.pid
    start = time.monotonic()
    reader.close()
    assert time.monotonic() - start < 1
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_threads_take_turns(reader: Reader) -> None:
    found: list[str] = []

    def work(number: int) -> None:
        document = reader.read(Blob(f"{number}.txt", f"线程{number}".encode()))
        found.append(document.grids[0].text(1, 1))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [f"线程{number}" for number in range(6)]


def test_large_requests_and_replies_do_not_block_each_other(reader: Reader) -> None:
    data = ("长" * 99 + "\n").encode() * 20_000
    assert kinds(reader, *[data] * 6) == ["read"] * 6


def test_a_child_that_never_starts_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "command", lambda: [sys.executable, "-c", "raise SystemExit(3)"])
    with Reader(seconds=2) as found:
        assert kinds(found, TEXT, TEXT) == ["unreadable", "unreadable"]


def test_the_real_child_reads_and_says_nothing_else() -> None:
    with Reader() as found:
        assert isinstance(found.read(Blob("甲.xlsx", samples.xlsx())), Document)
    assert process.command()[1:] == ["-m", "gongkai_desk", "--reader"]


def test_a_frozen_program_starts_its_console_twin(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    window, console = tmp_path / "政务公开工作台账", tmp_path / "gongkai-desk"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(window))
    assert process.command() == [str(window), "--reader"]
    console.touch()
    assert process.command() == [str(console), "--reader"]


def test_a_missing_file_is_named() -> None:
    with pytest.raises(Unreadable) as caught:
        Reader().read("没有/这个文件.xlsx")
    assert caught.value.kind is RefusalKind.NOT_FOUND


def test_the_child_ends_when_its_parent_does(tmp_path: Path) -> None:
    script = ("import os, sys; from gongkai_desk.grids.process import ChildProcess; c = ChildProcess();\n"
              "while c.receive(1) is None and not c.ready: pass\nprint(c.pid, flush=True); os._exit(0)")
    pid = int(subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True).stdout)
    gone = threading.Event()
    for _ in range(100):
        if not Path(f"/proc/{pid}/cmdline").exists() or not Path(f"/proc/{pid}/cmdline").read_bytes():
            break
        gone.wait(0.05)
    else:
        os.kill(pid, 9)
        pytest.fail("the child outlived its parent")


def test_no_socket_is_opened(tmp_path: Path) -> None:
    """Any socket but AF_UNIX raises, in the parent and (through sitecustomize) in the child; everything still reads."""
    guard = (
        "import sys\n"
        "def refuse(event, args):\n"
        "    if event.startswith('socket.') and not (event == 'socket.__new__' and args[1] == 1):\n"
        "        raise RuntimeError(event)\n"
        "sys.addaudithook(refuse)\n")
    (tmp_path / "sitecustomize.py").write_text(guard)
    folder = tmp_path / "来文"
    folder.mkdir()
    for name, make in {**samples.WITH_SPANS, **samples.WITHOUT_SPANS}.items():
        (folder / name).write_bytes(make())
    script = (
        "import sys; from gongkai_desk.grids import Reader, gather\n"
        "import socket\n"
        "try: socket.socket(); sys.exit('guard is off')\n"
        "except RuntimeError: pass\n"
        "with Reader() as r: print(sum(not isinstance(d, Exception) for _, d in r.read_many(gather([sys.argv[1]]))))")
    done = subprocess.run([sys.executable, "-c", script, str(folder)], capture_output=True, text=True,
                          env={**os.environ, "PYTHONPATH": str(tmp_path)}, check=False)
    assert done.stdout.strip() == str(len(samples.WITH_SPANS) + len(samples.WITHOUT_SPANS)), done.stderr


def test_the_door_keeps_heavy_imports_out_of_the_parent() -> None:
    script = ("import sys; from gongkai_desk.grids import Reader, gather; Reader().close()\n"
              "print([m for m in ('lxml', 'python_calamine', 'openpyxl', 'xlrd', 'pdfplumber', 'numpy') if m in sys.modules])")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_gathered_folders_may_be_read_as_they_come(tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(samples.xlsx())
    (tmp_path / "~$甲.xlsx").write_bytes(b"x")
    with Reader() as found:
        results = [type(result).__name__ for _, result in found.read_many(gather([tmp_path, tmp_path / "没有"]))]
    assert results == ["Ignored", "Document", "Unreadable"]


def test_the_clipboard_goes_through_the_door(reader: Reader) -> None:
    document = reader.read_clipboard(None, "甲\t乙\r\n\"两\n行\"\t丙\r\n")
    assert [row.values for row in document.grids[0].rows] == [("甲", "乙"), ("两\n行", "丙")]
    with pytest.raises(Unreadable) as caught:
        reader.read_clipboard("", " ")
    assert caught.value.kind is RefusalKind.EMPTY


@pytest.mark.parametrize("text", ["甲\ud800\t乙\n丙\t丁\udfff", "甲\ud83d\ude00\t乙"])
def test_half_a_character_on_the_clipboard_is_shown_as_lost(text: str, reader: Reader) -> None:
    shown = "甲😀" if "\ude00" in text else "甲\ufffd"
    assert reader.read_clipboard(None, text).grids[0].text(1, 1) == shown
    cells = text.replace("\t", "<td>").replace("\n", "<tr><td>")
    assert reader.read_clipboard(f"<table><tr><td>{cells}</table>", text).grids[0].text(1, 1) == shown


def test_a_foreign_form_is_filled_in_the_child(tmp_path: Path) -> None:
    cells = [FilledCell("任务分解", 4, 6, "=1+1"), FilledCell("没有的表", 5, 6, "2022-09-30", day=True)]
    with Reader() as found:
        path = tmp_path / "甲.xlsx"
        path.write_bytes(found.fill(Blob("甲.xlsx", samples.xlsx()), cells))
        grid = found.read(path).grids[0]
        with pytest.raises(Unreadable) as caught:
            found.fill(Blob("乙.xlsx", samples.xlsx()[:3000]), cells)
    assert (grid.value(4, 6), grid.text(5, 6)) == ("=1+1", "2022-09-30")
    assert grid.text(4, 2) == samples.TEXTS[4, 2]
    assert caught.value.kind is RefusalKind.INCOMPLETE
    assert caught.value.where == "乙.xlsx"


def test_limits_are_as_promised() -> None:
    assert door.SECONDS == 30
    assert process.MEMORY == 1536 << 20
