"""On the command line: a 报送期 ended, the upper office's form answered, evidence handed out, returned reports sent back."""

from __future__ import annotations

import json
from pathlib import Path

from openpyxl import Workbook, load_workbook

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


def breakdown(path: Path, *tasks: tuple[str, str]) -> Path:
    book = Workbook()
    book.active.append(["某市2022年政务公开工作任务分解表"])
    book.active.append(["序号", "工作任务", "牵头单位", "完成时限"])
    for number, (text, lead) in enumerate(tasks, 1):
        book.active.append([number, text, lead, "12月底前"])
    book.save(path)
    return path


def test_upper_forms_are_answered_by_tasks_in_slightly_other_words(run: Run, tmp_path: Path) -> None:
    """Lower offices polish the wording: a full stop more, a word less. What is nearly the same answers and is named; the rest stays open."""
    theirs = ("加强政策解读，多渠道发布解读材料", "规范依申请公开办理流程，按期答复", "开展基层政务公开标准目录编制", "发布部门年度预算决算")
    ours = ("加强政策解读，多渠道发布解读材料。", "规范依申请公开的办理流程，按期答复", "市级自选：开展政策直达试点", "发布部门年度预算和决算、三公经费")
    upper, own = tmp_path / "省.gkd", tmp_path / "市.gkd"
    assert run("new", upper, breakdown(tmp_path / "省.xlsx", *((text, "云溪市") for text in theirs)), "--year", 2022)[0] < 2
    assert run("issue", upper, "--round", "三季度", "-o", tmp_path / "省发")[0] == 0
    assert run("new", own, breakdown(tmp_path / "市.xlsx", *((text, "市司法局") for text in ours)), "--year", 2022)[0] < 2
    assert run("issue", own, "--round", "三季度", "-o", tmp_path / "市发")[0] == 0
    [form] = (tmp_path / "市发").glob("*.xlsx")
    book = load_workbook(form)
    head = {str(cell.value): cell.column for cell in book["填报表"][4]}
    for row in range(5, 9):
        book["填报表"].cell(row, head["进展情况"]).value = f"第{row - 4}项进展"
    book.save(form)
    assert run("merge", own, "--round", "三季度", form)[0] == 0
    [asked] = (tmp_path / "省发").glob("*.xlsx")
    status, said, err = run("export", own, "--answer", asked, "-o", tmp_path / "答.xlsx")
    assert status == 1 and "已填 2 行" in said
    sheet = load_workbook(tmp_path / "答.xlsx")["填报表"]
    head = {str(cell.value): cell.column for cell in sheet[4]}
    assert [sheet.cell(row, head["进展情况"]).value for row in range(5, 9)] == ["第1项进展", "第2项进展", None, None]
    assert err.count("不完全相同") == 1 and theirs[1] in err and err.count("没有填这一行") == 2
    status, _, err = run("merge", upper, "--round", "三季度", tmp_path / "答.xlsx", "--dry-run")
    assert status == 0, err
    saved = tmp_path / "旧式.xls"
    saved.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "xls 文件" not in run("export", own, "--answer", saved, "-o", tmp_path / "答二.xlsx")[2]


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
