"""Copies to keep and to hand on."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai_desk.domain import LedgerFault, Round, Source, Unit
from gongkai_desk.ledger import Change, Ledger, Verdict, form_key, report_key, summary_key, verdict_key, verify


def test_a_copy_is_a_whole_ledger_made_while_open(ledger: Ledger, make, tmp_path: Path) -> None:
    ledger.apply("收表", make.returns(3, 3), kind="merge")
    ledger.undo()
    target = ledger.save_copy(tmp_path / "发送.gkd")
    assert verify(target) == () and [item.name for item in tmp_path.iterdir() if item.name.startswith("发送")] == ["发送.gkd"]
    with Ledger.open(target) as copy:
        assert copy.history() == ledger.history() and copy.snapshot() == ledger.snapshot() and copy.originals() == ledger.originals()
        copy.redo()
        assert len(copy.snapshot().reports) == 9
    with pytest.raises(LedgerFault, match="已存在"):
        ledger.save_copy(target)
    with pytest.raises(LedgerFault, match="已存在"):
        ledger.save_copy(ledger.path, overwrite=True)
    ledger.save_copy(target, overwrite=True)


def test_a_readonly_ledger_can_be_copied(found, tmp_path: Path) -> None:
    path = found()
    with Ledger.open(path), Ledger.open(path, readonly=True) as looking:
        looking.save_copy(tmp_path / "b.gkd")
    assert verify(tmp_path / "b.gkd") == ()


def test_a_copy_without_personal_data_tells_nobodys_name(ledger: Ledger, make, tmp_path: Path) -> None:
    secrets = ["赵钱孙", "0573-88886666", "C:\\Users\\zhaoqs", "周吴郑", "张三", "13800138000"]
    ledger.apply("登记", [
        Change("unit", "市教育局", "contact", secrets[0]), Change("unit", "市教育局", "phone", secrets[1]),
        Change("form", form_key(make.round, "市教育局"), "filler", secrets[3]),
        Change("form", form_key(make.round, "市教育局"), "issued", {"T0001": {"locked": {"text": "周吴郑"}, "answers": {}}}),
        Change("task", "T0001", "persons", secrets[0]), Change("task", "T0001", "remarks", f"请电话{secrets[5]}"),
        Change("report", report_key("T0001", "市教育局", make.round), "progress", f"联系{secrets[5]}", Source(f"{secrets[2]}\\市教育局.xlsx", "填报表", 6, 8)),
        Change("verdict", verdict_key("T0001", make.round), "*", Verdict("T0001", make.round, None, f"已问{secrets[5]}")),
        *ledger.keep(f"{secrets[2]}\\市教育局.xlsx", "周吴郑填".encode(), role="submission"),
    ])
    target = ledger.save_copy(tmp_path / "清.gkd", without_personal=True, mask=lambda text: re.sub(r"1\d{10}", "［电话］", text))
    data = target.read_bytes()
    for secret in secrets:
        assert secret.encode() not in data, secret
    assert verify(target) == ()
    with Ledger.open(target) as copy:
        clean, full = copy.snapshot(), ledger.snapshot()
        assert clean.id == full.id and copy.originals() == () and len(copy.history()) == 1
        assert [task.text for task in clean.tasks] == [task.text for task in full.tasks] and clean.rounds == full.rounds
        assert clean.reports[0].fields["progress"] == "联系［电话］" and clean.reports[0].sources["progress"].file == "市教育局.xlsx"
        assert clean.roster.units[0] == replace(full.roster.units[0], contact=None, phone=None)


def test_names_with_the_sign_that_joins_keys_are_copied_too(ledger: Ledger, tmp_path: Path) -> None:
    round, unit = "一季度|补报", "甲|乙局"
    ledger.apply("登记", [
        Change("unit", unit, "*", Unit(unit)), Change("round", round, "*", Round(round)), Change("form", form_key(round, unit), "version", 2),
        Change("summary", summary_key("T0001", round), "text", "顺利")])
    target = ledger.save_copy(tmp_path / "清.gkd", without_personal=True, mask=lambda text: text)
    with Ledger.open(target) as copy:
        assert copy.snapshot().forms[round, unit].version == 2
        assert copy.snapshot().summaries == ledger.snapshot().summaries


def test_frames_for_statistics(ledger: Ledger, make) -> None:
    frames = ledger.to_frame()
    assert list(frames.tasks.index) == ["T0001", "T0002", "T0003", "T0004", "T0005"] and frames.reports.empty
    ledger.apply("收表", make.returns(3, 3), kind="merge")
    frames = ledger.to_frame()
    assert frames.reports.groupby("unit").size().to_dict() == {"单位0": 3, "单位1": 3, "单位2": 3}
    assert set(frames.reports["status"]) == {"推进中"} and frames.tasks.loc["T0001", "lead"] == "市教育局"
