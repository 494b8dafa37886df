"""On the command line: a 报送期 ended, the upper office's form answered, evidence handed out, returned reports sent back."""

from __future__ import annotations

import json
from pathlib import Path

from openpyxl import load_workbook

from gongkai_desk.collecting import Opinion, review
from gongkai_desk.domain import Review
from gongkai_desk.ledger import Ledger

from .conftest import Run


def test_merge_ends_the_round_and_says_so_the_next_time(run: Run, demo: Path, ledger: Path) -> None:
    rounds = {report["round"] for report in json.loads(run("show", ledger, "--json")[1])["reports"]}
    name = sorted(rounds)[-1]
    forms = demo / "收到的填报表"
    status, _, err = run("merge", ledger, "--round", name, forms, "--close", "--as-of", "2023-01-05")
    assert status in (0, 1) and "已在" not in err
    history = json.loads(run("history", ledger, "--json")[1])["steps"]
    assert any(step["label"].startswith("结束报送期") and not step["undone"] for step in history)
    _, _, err = run("merge", ledger, "--round", name, forms, "--dry-run")
    assert "已在 2023-01-05 结束" in err
    assert run("undo", ledger)[0] == 0
    assert "已在" not in run("merge", ledger, "--round", name, forms, "--dry-run")[2]


def test_the_upper_offices_form_is_answered_into_a_copy(run: Run, ledger: Path, tmp_path: Path) -> None:
    reports = json.loads(run("show", ledger, "--json")[1])["reports"]
    name = sorted({report["round"] for report in reports})[-1]
    unit = next(report["unit"] for report in reports if report["round"] == name)
    assert run("issue", ledger, "--round", "上级要的", "--unit", unit, "-o", tmp_path / "上级")[0] == 0
    [form] = (tmp_path / "上级").glob("*.xlsx")
    before = form.read_bytes()
    out = tmp_path / "已填.xlsx"
    status, said, err = run("export", ledger, "--answer", form, "--round", name, "-o", out)
    assert status in (0, 1) and "已填" in said and form.read_bytes() == before
    sheet = load_workbook(out)["填报表"]
    head = {str(cell.value): cell.column for cell in sheet[4]}
    assert any(sheet.cell(row, head["进展情况"]).value for row in range(5, sheet.max_row + 1))
    assert run("export", ledger, "--answer", form, "-o", form, "--force")[0] == 2
    assert run("export", ledger, "--answer", form, "-o", out)[0] == 2
    assert run("export", ledger, "--answer", form, "--round", "没有的", "-o", tmp_path / "x.xlsx")[0] == 2


def test_evidence_comes_out_as_it_came_in(run: Run, ledger: Path, tmp_path: Path) -> None:
    reports = json.loads(run("show", ledger, "--json")[1])["reports"]
    name, unit = sorted({(report["round"], report["unit"]) for report in reports})[-1]
    inbox = tmp_path / "收到" / unit
    inbox.mkdir(parents=True)
    (inbox / "专栏截图.png").write_bytes(b"\x89PNG" + b"1" * 40)
    assert run("export", ledger, "--evidence", "--round", name, "--unit", unit, "-o", tmp_path / "空")[0] == 2
    assert run("merge", ledger, "--round", name, tmp_path / "收到")[0] == 0
    status, said, _ = run("export", ledger, "--evidence", "--round", name, "-o", tmp_path / "取出")
    assert status == 0 and "1 个" in said
    assert (tmp_path / "取出" / unit / "专栏截图.png").read_bytes() == (inbox / "专栏截图.png").read_bytes()


def test_returned_reports_are_sent_back(run: Run, ledger: Path, tmp_path: Path) -> None:
    report = json.loads(run("show", ledger, "--json")[1])["reports"][-1]
    assert run("issue", ledger, "--round", report["round"], "--returned", "-o", tmp_path / "退回")[0] == 2
    with Ledger.open(ledger) as opened:
        review(opened, report["round"], [Opinion(report["task"], report["unit"], Review.RETURNED, "没有写数据")])
    status, said, _ = run("issue", ledger, "--round", report["round"], "--returned", "-o", tmp_path / "退回")
    assert status == 0 and "将退回 1 份填报表，标出其中 1 行" in said
    [path] = (tmp_path / "退回").glob("*.xlsx")
    assert report["unit"] in path.name
    assert "没有写数据" in str([cell.value for row in load_workbook(path)["退回意见"] for cell in row])
