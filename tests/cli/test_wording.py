"""What the terminal says to a person: the ledger's own words and dates as people write them, no inner names."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from gongkai_desk.cli.parser import Misused, build_parser

Run = Callable[..., tuple[int, str, str]]

ROUND = "2026年第三季度"


def test_show_speaks_of_tasks_and_columns_by_their_names(run: Run, ledger: Path) -> None:
    status, out, _ = run("show", ledger, "--round", ROUND)
    assert status == 0 and "完成状态：" in out and "进展情况：" in out
    assert not re.search(r"\bT\d{4}\b|[a-z_]+=", out)


def test_status_names_the_overdue_tasks_and_gives_the_rate_in_percent(run: Run, ledger: Path) -> None:
    status, out, _ = run("status", ledger, "--as-of", "2027-01-31")
    assert status == 0 and re.search(r"完成率 [0-9.]+%", out)
    assert re.search(r"逾期 \d+ 天：第\S+项“.+”", out) and not re.search(r"\bT\d{4}\b", out)


def test_before_any_round_nobody_is_said_to_owe_a_report(run: Run, demo: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "新.gkd"
    assert run("new", fresh, next(demo.glob("*分解表.xlsx")))[0] == 0
    _, out, _ = run("status", fresh)
    assert "未报送" not in out and "还没有报送期" in out and "issue" in out


def test_a_new_record_is_one_line_without_empty_brackets(run: Run, ledger: Path) -> None:
    _, out, _ = run("history", ledger, "--since", "2000-01-01")
    assert "新增（" in out and "（空） → （空）" not in out


@pytest.mark.parametrize("text", ["2026-04-03", "2026.4.3", "2026/4/3", "2026年4月3日", "20260403", "二〇二六年四月三日"])
def test_days_are_read_as_people_write_them(text: str) -> None:
    arguments = build_parser().parse_args(["issue", "台账.gkd", "--round", ROUND, "--due", text, "-o", "发出"])
    assert arguments.due.isoformat() == "2026-04-03"


@pytest.mark.parametrize("text", ["4月3日", "2026年4月", "年底", "2026-13-01", "x"])
def test_what_is_no_whole_day_is_asked_for_again(text: str) -> None:
    with pytest.raises(Misused, match=text):
        build_parser().parse_args(["issue", "台账.gkd", "--round", ROUND, "--due", text, "-o", "发出"])


def test_the_help_is_chinese_throughout() -> None:
    assert not re.search(r"show program|exit\b", build_parser().format_help())


def test_the_terminal_grades_findings_as_the_paper_does_and_says_where_the_rest_is(run: Run, demo: Path) -> None:
    _, out, _ = run("check", next(demo.glob("*分解表.xlsx")))
    assert "[提醒]" in out and "警告" not in out
    assert re.search(r"说明 \d+ 条", out) and "-o 疑点清单.xlsx" in out


def test_what_a_merge_left_undecided_is_said_with_the_way_to_decide_it(run: Run, ledger: Path, demo: Path) -> None:
    _, out, _ = run("merge", ledger, "--round", ROUND, demo / "收到的填报表", "--dry-run")
    assert re.search(r"对不上的行：\S+ “.+”", out) and "--decisions" in out and '{"task": "' in out


def test_the_fields_of_templates_are_listed_where_a_mistake_sends_one(run: Run, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active["A1"] = "{{台账标题}}"
    book.save(tmp_path / "周报.xlsx")
    status, _, err = run("export", "--check-template", tmp_path / "周报.xlsx")
    assert status == 2 and "export --fields" in err
    status, out, _ = run("export", "--fields")
    assert status == 0 and "{{工作任务}}" in out and "{{标题}}" in out


def test_a_round_is_known_by_any_of_its_names(run: Run, ledger: Path, tmp_path: Path) -> None:
    status, out, _ = run("status", ledger, "--round", "三季度")
    assert status == 0 and out.startswith(ROUND)
    assert run("issue", ledger, "--round", "2026Q3", "-o", tmp_path / "补发")[0] == 0
    issued = [path.name for path in (tmp_path / "补发").glob("*.xlsx")]
    assert issued and all(name.startswith(f"{ROUND}_") for name in issued)


def _small_ledger(run: Run, folder: Path) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in (["序号", "工作任务", "牵头单位", "配合单位", "完成时限"], ["1", "公开年度重点项目清单", "市财政局", "市级有关部门", "9月底前"],
                ["2", "公开部门预算和决算", "市财政局", "市审计局", "9月底前"]):
        book.active.append(row)
    book.save(folder / "分解表.xlsx")
    assert run("new", folder / "甲.gkd", folder / "分解表.xlsx", "--year", "2026")[0] == 0
    return folder / "甲.gkd"


def test_groups_that_reach_nobody_are_told(run: Run, tmp_path: Path) -> None:
    status, _, err = run("issue", _small_ledger(run, tmp_path), "--round", ROUND, "-o", tmp_path / "表")
    assert status == 0 and "市级有关部门：还不知道包括哪些单位" in err


def test_a_merge_of_nothing_usable_says_that_nothing_changed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "空.xlsx").write_bytes(b"")
    status, out, _ = run("merge", _small_ledger(run, tmp_path), "--round", ROUND, tmp_path / "空.xlsx")
    assert status == 2 and "没有可用的填报表，台账没有改动" in out and "已并入" not in out


def test_a_merge_without_anything_new_says_so(run: Run, tmp_path: Path) -> None:
    ledger = _small_ledger(run, tmp_path)
    assert run("issue", ledger, "--round", ROUND, "-o", tmp_path / "表")[0] == 0
    before = ledger.read_bytes()
    status, out, _ = run("merge", ledger, "--round", ROUND, tmp_path / "表")
    again, text, _ = run("merge", ledger, "--round", ROUND, tmp_path / "表")
    assert "没有新的内容，台账没有改动" in text and "已并入" not in text
    assert ledger.read_bytes() == before or "已并入" in out
    assert status == again == 0


def test_a_check_of_nothing_readable_counts_no_findings(run: Run, tmp_path: Path) -> None:
    (tmp_path / "空.xlsx").write_bytes(b"")
    status, out, err = run("check", tmp_path / "空.xlsx")
    assert (status, out) == (2, "") and "空.xlsx" in err
