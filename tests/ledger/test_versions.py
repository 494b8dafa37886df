"""Older files go on working: schema 1 as it was written once, kept beside this test."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from gongkai_desk.domain import LedgerFault, Status
from gongkai_desk.ledger import Change, Ledger, verify
from gongkai_desk.ledger.kinds import KINDS
from gongkai_desk.ledger.migrate import MIGRATIONS
from gongkai_desk.ledger.schema import SCHEMA

KEPT = Path(__file__).with_name("kept") / "schema-1.gkd"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Path(shutil.copy(KEPT, tmp_path / "旧.gkd"))


def check(ledger: Ledger) -> None:
    snapshot = ledger.snapshot()
    assert snapshot.title == "2022年政务公开工作要点任务分解表" and snapshot.number == "某政办发〔2022〕8号"
    assert [task.id for task in snapshot.tasks] == ["T0001", "T0002", "T0003", "T0004"]
    assert snapshot.task("T0001").deadline.due == date(2022, 9, 30) and snapshot.task("T0002").requirement == "每季度至少公开一次"
    assert [(one.task, one.unit, one.fields["status"]) for one in snapshot.reports] == [
        ("T0001", "市教育局", "已完成"), ("T0002", "市财政局", "推进中"), ("T0003", "市教育局", "推进中"),
    ]
    assert snapshot.reports[0].sources["status"].cell == "H6" and snapshot.roster.units[0].contact == "李四"
    assert snapshot.verdicts["T0003", "2022年第三季度"].status is Status.DONE
    assert snapshot.settings == {"lights": {"yellow_days": 10}} and snapshot.obligations[0].due == date(2022, 12, 15)
    assert ledger.snapshot(date(2022, 9, 19)).reports == () and len(ledger.history()) == 6
    assert ledger.original(ledger.originals()[0].sha).startswith(b"PK\x03\x04 not really")
    assert ledger.verify() == ()


def test_schema_1_is_backed_up_then_brought_up(old: Path) -> None:
    with Ledger.open(old) as ledger:
        assert "备份" in ledger.message and not ledger.readonly
        check(ledger)
        (backup,) = ledger.backups()
        assert hashlib.sha256(backup.path.read_bytes()).digest() is not None and backup.tasks == 4
        ledger.redo()
        assert ledger.snapshot().task("T0001").text == "写错了"
        ledger.jump(1)
        assert ledger.snapshot().reports == ()
        ledger.jump(5)
        ledger.apply("取消", [Change("task", "T0004", "dropped", date(2022, 9, 30))])
        assert [task.id for task in ledger.snapshot().dropped] == ["T0004"]
    connection = sqlite3.connect(backup.path)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    connection.close()
    with Ledger.open(old) as ledger:
        assert ledger.message == "" and ledger.verify() == ()


def test_schema_1_is_looked_at_without_a_change(old: Path) -> None:
    before = old.read_bytes()
    with Ledger.open(old, readonly=True) as ledger:
        check(ledger)
        with pytest.raises(LedgerFault, match="只读"):
            ledger.undo()
    assert old.read_bytes() == before and [item.name for item in old.parent.iterdir()] == ["旧.gkd"]


def test_a_migration_that_fails_changes_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = old.read_bytes()
    monkeypatch.setitem(MIGRATIONS, 1, (*MIGRATIONS[1], "ALTER TABLE nothing ADD COLUMN x"))  # type: ignore[misc]
    with pytest.raises(LedgerFault):
        Ledger.open(old)
    assert old.read_bytes() == before
    monkeypatch.undo()
    with Ledger.open(old) as ledger:
        check(ledger)


def test_a_migrated_file_has_the_tables_of_a_new_one(old: Path, tmp_path: Path) -> None:
    Ledger.open(old).close()
    Ledger.create(tmp_path / "新.gkd", title="x").close()
    shapes = []
    for path in (old, tmp_path / "新.gkd"):
        connection = sqlite3.connect(path)
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        shapes.append({name: connection.execute(f'PRAGMA table_info("{name}")').fetchall() for name in tables})
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
        connection.close()
    assert shapes[0] == shapes[1]
    for record, kind in KINDS.items():
        assert set(kind.columns) <= {row[1] for row in shapes[1][record]}, record


def test_every_version_has_its_migration() -> None:
    assert sorted(MIGRATIONS) == list(range(1, SCHEMA))
    assert verify(KEPT) == ()
