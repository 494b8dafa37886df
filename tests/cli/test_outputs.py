"""What verbs write: never over a ledger, an input or a foreign file, whatever ``--force`` says; else as it asks."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROUND = "2026年第三季度"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def breakdown(demo: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(next(demo.glob("*分解表.xlsx")), tmp_path / "分解表.xlsx"))


def test_force_never_costs_a_ledger_or_an_input(run: Run, ledger: Path, breakdown: Path, demo: Path, tmp_path: Path) -> None:
    disguised = Path(shutil.copyfile(ledger, tmp_path / "看似报表.xlsx"))
    form = Path(shutil.copyfile(next((demo / "收到的填报表").glob("*.xlsx")), tmp_path / "表.xlsx"))
    inbox = tmp_path / "收" / "市司法局"
    inbox.mkdir(parents=True)
    inner = Path(shutil.copyfile(form, inbox / "表.xlsx"))
    lines = [
        ["merge", ledger, "--round", ROUND, inbox.parent, "--force", "-o", inner],
        ["check", tmp_path, "--force", "-o", breakdown],
        ["merge", ledger, "--round", ROUND, form, "--force", "-o", ledger],
        ["merge", ledger, "--round", ROUND, form, "--force", "-o", form],
        ["check", ledger, "--force", "-o", disguised],
        ["check", breakdown, "--force", "-o", breakdown],
        ["export", ledger, "-t", form, "--force", "-o", form],
        ["new", breakdown, breakdown, "--force"],
    ]
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for line in lines:
        status, _, err = run(*line)
        assert status == 2 and len(err.splitlines()) == 1, line
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_report_laid_among_the_forms_may_be_replaced_and_is_no_form(run: Run, ledger: Path, demo: Path, tmp_path: Path) -> None:
    inbox = tmp_path / "收"
    inbox.mkdir()
    form = Path(shutil.copyfile(next((demo / "收到的填报表").glob("*.xlsx")), inbox / "汇总报告（市司法局报）.xlsx"))
    for force in ([], ["--force"]):
        status, out, _ = run("merge", ledger, "--round", ROUND, inbox, "-o", inbox / "汇总报告.xlsx", "--json", *force)
        verdicts = {Path(one["path"]).name: one["verdict"] for one in json.loads(out)["files"]}
        assert status in (0, 1) and verdicts[form.name] in ("accepted", "warned"), "a unit's form may be called so too"
    assert verdicts["汇总报告.xlsx"] == "ignored"


def test_force_replaces_what_a_verb_wrote_before(run: Run, ledger: Path, breakdown: Path, tmp_path: Path) -> None:
    report = tmp_path / "疑点.xlsx"
    report.write_bytes(b"old")
    assert run("check", breakdown, "-o", report)[0] == 2
    assert report.read_bytes() == b"old"
    assert run("check", breakdown, "-o", report, "--force")[0] == 1
    assert report.read_bytes().startswith(b"PK")
    assert run("new", ledger, breakdown)[0] == 2
    assert run("new", ledger, breakdown, "--force")[0] == 0
    assert "任务总数 48" in run("status", ledger)[1]


def test_paths_without_any_form_are_said_to_be_so(run: Run, ledger: Path, tmp_path: Path) -> None:
    folder = tmp_path / "收"
    folder.mkdir()
    (folder / "Thumbs.db").write_bytes(b"x")
    before = ledger.read_bytes()
    status, _, err = run("merge", ledger, "--round", ROUND, folder)
    assert status == 2 and err.splitlines() == [f"{folder}：里面没有填报表。请核对文件或文件夹选得对不对。"]
    assert ledger.read_bytes() == before


@pytest.mark.parametrize("verb", ["read", "check", "new"])
def test_an_empty_folder_is_said_to_be_so(run: Run, tmp_path: Path, verb: str) -> None:
    folder = tmp_path / "空"
    folder.mkdir()
    line = [verb, *([tmp_path / "新.gkd"] if verb == "new" else ["--json"]), folder]
    status, _, err = run(*line)
    assert status == 2 and err.splitlines()[0] == f"{folder}：里面没有可读的文件。请核对文件或文件夹选得对不对。"


def test_what_the_system_says_is_said_in_chinese(run: Run, breakdown: Path) -> None:
    status, _, err = run("demo", breakdown)
    assert (status, err) == (2, f"{breakdown}：读写失败（路径中有一段不是文件夹）。请确认磁盘可写、空间足够后重试。\n")
    status, _, err = run("export", "--check-template", "没有.xlsx")
    assert (status, err) == (2, "没有.xlsx：找不到这个模板文件。请检查路径后重试。\n")


@pytest.mark.parametrize("verb", ["issue", "merge"])
def test_a_full_disk_is_named_with_the_file(run: Run, ledger: Path, demo: Path, tmp_path: Path, verb: str,
                                            monkeypatch: pytest.MonkeyPatch) -> None:
    lines = {"issue": ["issue", ledger, "--round", "2026年第四季度", "-o", tmp_path / "分发"],
             "merge": ["merge", ledger, "--round", ROUND, demo / "收到的填报表", "--dry-run", "-o", tmp_path / "汇总.xlsx"]}

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    status, _, err = run(*lines[verb])
    assert status == 2 and err.splitlines()[-1].startswith(str(tmp_path)) and "磁盘空间不足" in err
