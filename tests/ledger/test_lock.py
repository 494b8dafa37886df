"""One writer; others are told who, and may look."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gongkai_desk.domain import LedgerFault
from gongkai_desk.ledger import Change, Ledger
from gongkai_desk.ledger.store import address

HOLD = """
import sys
from gongkai_desk.ledger import Ledger
ledger = Ledger.open(sys.argv[1], person="李四")
print("open", flush=True)
sys.stdin.readline()
ledger.close()
"""


def hold(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "open\n"
    return process


def test_a_second_writer_is_told_who_and_may_look_meanwhile(found) -> None:
    path = found()
    holder = hold(path)
    try:
        begin = time.monotonic()
        with pytest.raises(LedgerFault) as fault:
            Ledger.open(path)
        assert time.monotonic() - begin < 10
        assert "李四" in fault.value.what and "自 20" in fault.value.what and "只读" in fault.value.next_step
        with Ledger.open(path, readonly=True) as looking:
            assert looking.readonly and len(looking.snapshot().tasks) == 5
    finally:
        holder.communicate("\n", timeout=20)
    with Ledger.open(path) as ledger:
        assert not ledger.readonly and ledger.message == ""
    assert not path.with_name(path.name + ".lock").exists()


def test_death_releases_the_lock(found) -> None:
    path = found()
    holder = hold(path)
    holder.kill()
    holder.wait()
    assert path.with_name(path.name + ".lock").exists()
    with Ledger.open(path) as ledger:
        ledger.apply("改", [Change("task", "T0001", "text", "x")])


def test_a_reader_does_not_stop_the_writer(found) -> None:
    path = found()
    with Ledger.open(path) as writer, Ledger.open(path, readonly=True) as reader:
        before = reader.snapshot()
        writer.apply("改", [Change("task", "T0001", "text", "新")])
        assert before.task("T0001").text != "新" and reader.snapshot().task("T0001").text == "新"


def test_whoever_died_in_a_step_is_named_by_that_step(found) -> None:
    path = found()
    told = {"computer": "pc", "person": "李四", "since": "2022-09-01T08:00:00", "pid": 1, "doing": "收表汇总：三季度"}
    path.with_name(path.name + ".lock").write_text(json.dumps(told), "utf-8")
    with Ledger.open(path) as ledger:
        assert "收表汇总：三季度" in ledger.message and "撤回" in ledger.message
    told["doing"] = "开始报送"
    path.with_name(path.name + ".lock").write_text(json.dumps(told), "utf-8")
    with Ledger.open(path) as ledger:
        assert ledger.message == ""


def test_rubbish_in_the_lock_file_harms_nobody(found) -> None:
    path = found()
    for rubbish in (b"", b"\xff\xfe", b"[1]", b'{"computer": 1}'):
        path.with_name(path.name + ".lock").write_bytes(rubbish)
        with Ledger.open(path) as ledger:
            assert len(ledger.snapshot().tasks) == 5 and not ledger.message


def test_a_new_ledger_is_locked_from_the_start(tmp_path: Path) -> None:
    path = tmp_path / "x.gkd"
    with Ledger.create(path, title="x"), pytest.raises(LedgerFault, match="打开编辑"):
        Ledger.create(path, title="y")


def test_opening_and_closing_changes_no_byte(found) -> None:
    path = found()
    before = path.read_bytes()
    Ledger.open(path).close()
    Ledger.open(path, readonly=True).close()
    assert path.read_bytes() == before


def test_a_name_with_every_sign_opens(found, tmp_path: Path) -> None:
    path = found(name="a?b#c%20d&mode=ro 台账'；.gkd")
    with Ledger.open(path) as ledger:
        ledger.apply("改", [Change("task", "T0001", "text", "x")])
        ledger.backup()
        assert ledger.backups()[0].problem == "" and ledger.verify() == ()
    assert address(Path("//server/共享/a.gkd")) == "file:////server/%E5%85%B1%E4%BA%AB/a.gkd" or sys.platform == "win32"
