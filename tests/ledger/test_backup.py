"""Backups of their own accord, what they contain, and the way back."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from gongkai_desk.domain import LedgerFault
from gongkai_desk.ledger import Change, Ledger, backups, restore
from gongkai_desk.ledger import backup as backup_module
from gongkai_desk.ledger.backup import folder_of, kept, make_backup, thin


def test_a_backup_before_every_merge_and_bulk_edit(ledger: Ledger, make) -> None:
    ledger.apply("小改", [Change("task", "T0001", "text", "x")])
    made = [info.label for info in ledger.backups()]
    ledger.apply("收表", make.returns(2, 2), kind="merge")
    assert [info.label for info in ledger.backups()] == ["小改", *made]
    ledger.apply("大改", [Change("waiver", str(number), "reason", "") for number in range(300)])
    newest = ledger.backups()[0]
    assert (newest.label, newest.title, newest.tasks, newest.reports, newest.problem) == ("收表", "2022年政务公开工作要点", 5, 4, "")
    assert newest.size > 0 and newest.path.parent == folder_of(ledger.path)


def test_otherwise_at_most_every_half_hour(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        ledger.apply(f"改{number}", [Change("task", "T0001", "text", str(number))])
    assert len(ledger.backups()) == 1
    monkeypatch.setattr(backup_module, "EVERY", timedelta(0))
    ledger.apply("再改", [Change("task", "T0001", "text", "z")])
    assert len(ledger.backups()) == 2


def test_the_schedule_keeps_recent_daily_and_weekly() -> None:
    now = datetime(2022, 9, 30, 18)
    times = [now - timedelta(hours=6 * number) for number in range(800)]
    keep = sorted(kept(times))
    assert keep[:12] == list(range(12))
    days = {times[index].date() for index in keep}
    assert {now.date() - timedelta(days=number) for number in range(10)} <= days
    assert len(keep) <= 12 + 10 + 10 and times[keep[-1]] < now - timedelta(weeks=8)
    for index in keep:
        assert index in kept(times[: index + 1])


def test_thinning_keeps_the_newest_and_the_size_limit(ledger: Ledger) -> None:
    assert ledger._connection is not None
    for number in range(20):
        make_backup(ledger._connection, ledger.path, datetime(2122, 9, 1, 8, number))
    files = ledger.backups()
    assert len(files) == 13 and files[0].made == datetime(2122, 9, 1, 8, 19)
    thin(ledger.path, limit=files[0].size * 3)
    assert len(ledger.backups()) == 3
    thin(ledger.path, limit=0)
    assert [info.made for info in ledger.backups()] == [files[0].made]


def test_restore_puts_the_old_file_aside(found, make) -> None:
    path = found()
    with Ledger.open(path) as ledger:
        ledger.apply("收表", make.returns(2, 2), kind="merge")
        wanted = ledger.backups()[0]
        with pytest.raises(LedgerFault, match="打开编辑"):
            restore(path, wanted.path)
    path.write_bytes(b"broken")
    aside = restore(path, wanted.path)
    assert aside is not None and aside.read_bytes() == b"broken" and ".broken" in aside.name
    with Ledger.open(path) as ledger:
        assert ledger.snapshot().reports == () and len(ledger.snapshot().tasks) == 5
        assert ledger.apply("收表", make.returns(2, 2), kind="merge") is not None
    path.unlink()
    assert restore(path, wanted.path) is None and Ledger.open(path).snapshot().reports == ()


def test_a_damaged_backup_is_listed_and_never_restored(ledger: Ledger) -> None:
    file = ledger.backup()
    file.write_bytes(file.read_bytes()[:5000])
    (info, *_) = backups(ledger.path)
    assert info.problem
    path = ledger.path
    ledger.close()
    before = path.read_bytes()
    with pytest.raises(LedgerFault, match="不完整|损坏"):
        restore(path, file)
    assert path.read_bytes() == before


def test_a_foreign_file_in_the_folder_is_no_backup(ledger: Ledger) -> None:
    folder = folder_of(ledger.path)
    folder.mkdir(exist_ok=True)
    for name in ("说明.txt", "台账.gkd", "台账-2022.gkd", "台账-20229999-000000.gkd"):
        (folder / name).write_bytes(b"x")
    before = set(folder.iterdir())
    ledger.backup()
    assert before <= set(folder.iterdir())


def test_no_backup_no_merge(ledger: Ledger, make, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object) -> Path:
        raise OSError(28, "设备上没有空间")

    monkeypatch.setattr(backup_module, "make_backup", full)
    before = ledger.history()
    with pytest.raises(LedgerFault, match="备份没有做成"):
        ledger.apply("收表", make.returns(2, 2), kind="merge")
    assert ledger.history() == before
    assert ledger.apply("小改", [Change("task", "T0001", "text", "x")]) is not None


def test_a_very_long_name_has_backups_too(found, make) -> None:
    path = found(name="关于印发" * 20 + ".gkd")
    with Ledger.open(path) as ledger:
        assert ledger.apply("收表", make.returns(2, 2), kind="merge") is not None
        assert ledger.backups()[0].label == "开始报送"
