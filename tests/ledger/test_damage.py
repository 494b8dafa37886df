"""Files that are no ledger, or no longer one: never changed, and said in one sentence."""

from __future__ import annotations

import hashlib
import random
import sqlite3
from pathlib import Path

import pytest

from gongkai_desk.domain import LedgerFault
from gongkai_desk.ledger import Change, Ledger, opening, report_key, verify


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def cut(path: Path, size: int) -> None:
    with path.open("rb+") as file:
        file.truncate(size)


def other_database(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.executescript("CREATE TABLE a (b); INSERT INTO a VALUES (1);")
    connection.close()


def with_trigger(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript("CREATE TRIGGER t AFTER UPDATE ON task BEGIN DELETE FROM report; END;")
    connection.close()


def zero_pages(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096 : 4096 * 12] = bytes(4096 * 11)
    path.write_bytes(data)


DAMAGES = {
    "empty": (lambda path: cut(path, 0), "0字节"),
    "half": (lambda path: cut(path, path.stat().st_size // 2), "不完整"),
    "one page": (lambda path: cut(path, 4096), "不完整"),
    "stub": (lambda path: cut(path, 40), "不完整"),
    "web page": (lambda path: path.write_text("<!DOCTYPE html><html>请登录</html>"), "网页"),
    "workbook": (lambda path: path.write_bytes(b"PK\x03\x04" + bytes(900)), "不是台账"),
    "noise": (lambda path: path.write_bytes(random.Random(1).randbytes(20000)), "不是台账"),
    "other database": (other_database, "别的程序"),
    "trigger": (with_trigger, "不属于台账"),
}


@pytest.mark.parametrize("kind", DAMAGES)
@pytest.mark.parametrize("readonly", [True, False])
def test_what_is_no_ledger_is_refused_and_left_alone(found, kind: str, readonly: bool) -> None:
    path = found()
    damage, words = DAMAGES[kind]
    damage(path)
    before = digest(path)
    with pytest.raises(LedgerFault, match=words) as fault:
        Ledger.open(path, readonly=readonly)
    assert fault.value.next_step and str(path) == fault.value.where
    assert digest(path) == before and not path.with_name(path.name + ".lock").exists()


def test_the_newest_backup_is_named(found) -> None:
    path = found()
    with Ledger.open(path) as ledger:
        backup = ledger.backup()
    cut(path, 5000)
    with pytest.raises(LedgerFault) as fault:
        Ledger.open(path)
    assert str(backup) in fault.value.next_step


def test_zeroed_pages_are_never_written_to(found) -> None:
    path = found(tasks=60)
    zero_pages(path)
    before = digest(path)
    with pytest.raises(LedgerFault), Ledger.open(path) as ledger:
        ledger.apply("改", [Change("task", "T0001", "text", "x")])
    assert digest(path) == before


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(LedgerFault, match="找不到"):
        Ledger.open(tmp_path / "没有.gkd")
    with pytest.raises(LedgerFault):
        Ledger.open(tmp_path)
    with pytest.raises(LedgerFault):
        Ledger.create(tmp_path / "没有的文件夹" / "x.gkd", title="x")


def test_a_newer_schema_can_be_looked_at_only(found) -> None:
    path = found()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = digest(path)
    with Ledger.open(path) as ledger:
        assert ledger.readonly and "升级程序" in ledger.message and len(ledger.snapshot().tasks) == 5
        with pytest.raises(LedgerFault, match="只读"):
            ledger.apply("改", [Change("task", "T0001", "text", "x")])
    assert digest(path) == before


def edits(path: Path) -> list[str]:
    """Statements that change what the ledger says, behind its back."""
    return [
        "UPDATE report SET status = '已完成' WHERE status = '推进中'",
        "UPDATE change SET new = '已完成' WHERE field = 'status' AND n = 1",
        "UPDATE step SET label = '别的' WHERE seq = 1",
        "UPDATE step SET person = '别人' WHERE seq = 2",
        "UPDATE task SET text = text || '。' WHERE id = 'T0003'",
        "DELETE FROM report WHERE task = 'T0002'",
        "DELETE FROM unit WHERE name = '市司法局'",
        "INSERT INTO waiver (key, reason) VALUES ('x', 'y')",
        "UPDATE ledger SET title = '别的'",
        "UPDATE ledger SET head = 1",
        "UPDATE step SET undone = 1 WHERE seq = 1",
        "UPDATE place SET file = file || 'x'",
        "UPDATE original SET data = zeroblob(length(data))",
        "UPDATE report SET origin = '{}'",
        "UPDATE report SET arrived = '2022-01-01T00:00:00'",
    ]


def test_every_change_behind_the_logs_back_is_noticed(found, make) -> None:
    path = found()
    with Ledger.open(path) as ledger:
        ledger.apply("收表", make.returns(3, 4), kind="merge")
        assert ledger.verify() == ()
    whole = path.read_bytes()
    for statement in edits(path):
        path.write_bytes(whole)
        connection = sqlite3.connect(path)
        connection.execute(statement)
        connection.commit()
        connection.close()
        assert verify(path) != (), statement
        before = digest(path)
        with pytest.raises(LedgerFault, match="损坏"), Ledger.open(path) as ledger:
            ledger.apply("改", [Change("task", "T0001", "text", "x")])
        assert digest(path) == before, statement


def test_a_flipped_byte_in_what_the_ledger_holds_is_noticed(found, make) -> None:
    path = found()
    with Ledger.open(path) as ledger:
        ledger.apply("收表", make.returns(3, 4), kind="merge")
        ledger.apply("改", [Change("report", report_key("T0001", "单位1", make.round), "problems", "PROBLEM-MARK")])
    whole = path.read_bytes()
    places = [index for mark in (b"PROBLEM-MARK", "第2项".encode(), "市司法局".encode()) for index in _all(whole, mark)]
    assert len(places) > 10
    for place in places:
        data = bytearray(whole)
        data[place + 2] ^= 1
        path.write_bytes(data)
        try:
            problems = verify(path)
        except LedgerFault:
            continue
        assert problems, place


def _all(data: bytes, mark: bytes) -> list[int]:
    found, start = [], 0
    while (start := data.find(mark, start)) >= 0:
        found.append(start)
        start += 1
    return found


def mutated(whole: bytes, chance: random.Random) -> bytes:
    """A flipped bit anywhere or in the header, noise, a page copied over another, a cut."""
    data = bytearray(whole)
    for _ in range(chance.choice((1, 1, 2, 8))):
        kind, place = chance.random(), chance.randrange(len(data))
        if kind < 0.5:
            data[place] ^= 1 << chance.randrange(8)
        elif kind < 0.7:
            data[place : place + 20] = chance.randbytes(len(data[place : place + 20]))
        elif kind < 0.85:
            data[chance.randrange(200)] = chance.randrange(256)
        elif kind < 0.97:
            pages = len(data) // 4096
            here, there = chance.randrange(pages) * 4096, chance.randrange(pages) * 4096
            data[here : here + 4096] = data[there : there + 4096]
        else:
            return bytes(data[:place])
    return bytes(data)


@pytest.mark.parametrize("seed", range(4))
def test_no_damage_crashes_passes_for_truth_or_is_written_to(found, make, seed: int) -> None:
    """Whatever happens to the bytes, reading gives the truth, a noticed problem or a LedgerFault; free space may hide a flip."""
    path = found()
    with Ledger.open(path) as ledger:
        ledger.apply("收表", make.returns(3, 4), kind="merge")
        truth = ledger.snapshot()
    whole, chance = path.read_bytes(), random.Random(seed)
    for _ in range(60):
        data = mutated(whole, chance)
        path.write_bytes(data)
        try:
            problems = verify(path)
            with Ledger.open(path, readonly=True) as ledger:
                snapshot = ledger.snapshot()
        except LedgerFault:
            problems = ("refused",)
        else:
            assert problems or (snapshot.tasks, snapshot.reports, snapshot.roster) == (truth.tasks, truth.reports, truth.roster)
        if problems:
            with pytest.raises(LedgerFault), Ledger.open(path) as ledger:
                ledger.apply("改", [Change("task", "T0001", "text", "x")])
        assert path.read_bytes() == data


def test_a_journal_of_what_stood_there_before_harms_no_new_ledger(found, make, tmp_path: Path) -> None:
    """A killed writer's journal lies beside a file that is then overwritten."""
    path = found()
    journal = path.with_name(path.name + "-journal")
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE task SET text = 'half done'")
    kept = journal.read_bytes()
    connection.execute("ROLLBACK")
    connection.close()
    journal.write_bytes(kept + bytes(600))
    with Ledger.create(path, title="新的", overwrite=True) as ledger:
        ledger.apply("导入", make.founding(tasks=2))
    assert verify(path) == () and len(Ledger.open(path, readonly=True).snapshot().tasks) == 2


@pytest.fixture
def half_done(found, tmp_path: Path) -> Path:
    """A ledger as a power cut leaves it: pages of an unfinished step in the file, the journal beside it."""
    path = found(tasks=400)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE task SET text = 'half done'")
    cut_off = tmp_path / "断电.gkd"
    cut_off.write_bytes(path.read_bytes())
    cut_off.with_name(cut_off.name + "-journal").write_bytes(path.with_name(path.name + "-journal").read_bytes())
    connection.execute("ROLLBACK")
    connection.close()
    assert b"half done" in cut_off.read_bytes()
    return cut_off


@pytest.mark.parametrize("readonly", [True, False])
def test_what_a_power_cut_left_is_taken_back(half_done: Path, readonly: bool) -> None:
    with Ledger.open(half_done, readonly=readonly) as ledger:
        assert {task.text for task in ledger.snapshot().tasks}.isdisjoint({"half done"}) and ledger.verify() == ()
        assert readonly or "撤回" in ledger.message
    assert not half_done.with_name(half_done.name + "-journal").exists()


def test_on_a_readonly_medium_it_is_settled_in_a_copy(half_done: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_settle", lambda path: None)
    before = digest(half_done)
    with Ledger.open(half_done, readonly=True) as ledger:
        assert len(ledger.snapshot().tasks) == 400 and ledger.verify() == ()
        assert {task.text for task in ledger.snapshot().tasks}.isdisjoint({"half done"})
    assert digest(half_done) == before and half_done.with_name(half_done.name + "-journal").exists()
