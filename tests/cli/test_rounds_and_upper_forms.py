"""A 报送期 ended on the command line, and the upper office's form answered there."""

from __future__ import annotations

import json
from pathlib import Path

from openpyxl import load_workbook

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
