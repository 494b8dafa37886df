"""Disk full, read-only medium, failing system calls: a step happens as a whole or not at all, and the message says what is needed."""

from __future__ import annotations

import errno
import os
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gongkai_desk.domain import LedgerFault
from gongkai_desk.ledger import Change, Ledger, verify
from gongkai_desk.ledger.store import guarded


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """As a full disk: the system refuses to let any file grow beyond ``size``."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_takes_the_step_back_as_a_whole(found, make) -> None:
    path = found(tasks=8)
    refused = landed = 0
    with Ledger.open(path) as ledger:
        ledger.backup()
        changes = make.returns(10, 8)
        for room in range(0, 400_000, 4096):
            before = (ledger.snapshot(), ledger.history())
            with no_file_longer_than(path.stat().st_size + room):
                try:
                    step = ledger.apply("收表", changes, kind="edit")
                except LedgerFault as fault:
                    refused += 1
                    assert "磁盘" in fault.what and "撤回" in fault.what
                    assert (ledger.snapshot(), ledger.history()) == before
                    continue
            landed += step is not None
            break
        assert refused > 5 and landed > 0
        assert ledger.verify() == ()
    with Ledger.open(path) as ledger:
        assert ledger.message == "" and ledger.verify() == ()


def test_undo_on_a_full_disk_changes_nothing(found, make) -> None:
    path = found(tasks=200)
    with Ledger.open(path) as ledger:
        ledger.apply("收表", make.returns(10, 20), kind="merge")
        before = ledger.snapshot()
        with no_file_longer_than(8192), pytest.raises(LedgerFault, match="撤回"):
            ledger.undo()
        assert ledger.snapshot().reports == before.reports
        ledger.undo()
        assert ledger.snapshot().reports == () and ledger.verify() == ()


def test_the_message_names_the_space_needed(found, make) -> None:
    path = found()
    with Ledger.open(path) as ledger:
        connection = ledger._connection
        assert connection is not None
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 1}")
        with pytest.raises(LedgerFault, match=r"磁盘空间不足.*约需.*MB，现剩.*MB"):
            ledger.apply("收表", make.returns(20, 20), kind="merge")
        connection.execute("PRAGMA max_page_count = 1000000")
        assert ledger.snapshot().reports == () and ledger.verify() == ()


def test_a_new_ledger_on_a_full_disk_leaves_no_file_and_can_be_tried_again(tmp_path: Path, make) -> None:
    path = tmp_path / "新.gkd"
    with Ledger.create(path, title="x") as ledger:
        with no_file_longer_than(8192), pytest.raises(LedgerFault):
            ledger.apply("导入", make.founding())
        assert not path.exists() and ledger.history() == ()
        ledger.apply("导入", make.founding())
    assert verify(path) == () and [item.name for item in tmp_path.iterdir()] == ["新.gkd"]


@pytest.mark.parametrize(("number", "words"), [(errno.ENOSPC, "磁盘空间不足"), (errno.EIO, "磁盘读写出错"), (12345, "系统错误 12345")])
def test_what_the_system_says_is_said_in_chinese(tmp_path: Path, number: int, words: str) -> None:
    with pytest.raises(LedgerFault, match=words), guarded(tmp_path / "台账.gkd"):
        raise OSError(number, "Some English")


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_failing_system_call_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make, call: str) -> None:
    path = tmp_path / "台账.gkd"
    Ledger.create(path, title="旧").close()
    old = path.read_bytes()

    def fail(*arguments: object, **named: object) -> None:
        raise OSError(5, "输入输出错误")

    ledger = Ledger.create(path, title="x", overwrite=True)
    with monkeypatch.context() as patched:
        if call == "replace":
            patched.setattr(Path, "replace", fail)
        else:
            patched.setattr(os, "fsync", fail)
        with pytest.raises(LedgerFault, match="读写失败"):
            ledger.apply("导入", make.founding())
    ledger.discard()
    assert path.read_bytes() == old and [item.name for item in tmp_path.iterdir()] == ["台账.gkd"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a workbook", b"SQLite format 3\x00 cut off"])
def test_overwriting_replaces_ledgers_only(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "台账.gkd"
    path.write_bytes(content)
    with pytest.raises(LedgerFault):
        Ledger.create(path, title="x", overwrite=True)
    assert path.read_bytes() == content and [item.name for item in tmp_path.iterdir()] == ["台账.gkd"]


def test_a_ctrl_c_in_the_middle_takes_the_step_back(ledger: Ledger, make) -> None:
    before = (ledger.snapshot(), ledger.history())

    def interrupted() -> Iterator[Change]:
        yield from make.returns(2, 2)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ledger.apply("收表", interrupted(), kind="merge")
    assert (ledger.snapshot(), ledger.history()) == before
    assert ledger.apply("收表", make.returns(2, 2), kind="merge") is not None


def test_a_reader_at_work_does_not_lose_the_writers_step(found) -> None:
    path = found()
    with Ledger.open(path) as ledger:
        reader = sqlite3.connect(path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM task").fetchone()
        assert ledger._connection is not None
        ledger._connection.execute("PRAGMA busy_timeout = 50")
        with pytest.raises(LedgerFault, match="另一程序"):
            ledger.apply("改", [Change("task", "T0001", "text", "x")])
        reader.execute("COMMIT")
        reader.close()
        assert ledger.apply("改", [Change("task", "T0001", "text", "x")]) is not None
        assert ledger.verify() == ()
