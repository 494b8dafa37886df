"""清除个人信息后另存."""

from __future__ import annotations

from pathlib import Path

from gongkai_desk.domain import Round
from gongkai_desk.ledger import Change, Ledger, report_key, verify
from gongkai_desk.standing.handing_on import mask_personal, save_without_personal


def test_numbers_of_people_are_masked() -> None:
    text = "联系人手机13800138000，身份证11010519491231002X，已公开12条，文号〔2022〕8号"
    masked = mask_personal(text)
    assert "13800138000" not in masked and "11010519491231002X" not in masked and "已公开12条，文号〔2022〕8号" in masked
    assert mask_personal("没有号码") == "没有号码"


def test_the_copy_holds_no_number(make, tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "a.gkd", title="x") as ledger:
        ledger.apply("建", [
            Change("task", "T0001", "*", make.task(1)), Change("round", make.q3, "*", Round(make.q3)),
            Change("report", report_key("T0001", "市教育局", make.q3), "progress", "请拨13800138000"),
        ])
        target = save_without_personal(ledger, tmp_path / "b.gkd")
    assert b"13800138000" not in target.read_bytes() and verify(target) == ()
