"""Every verb of the contract, on the packaged sample: JSON by its schema, exit status, one Chinese line for each fault."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openpyxl import load_workbook

from gongkai_desk.place import locate

ROUND = "2026年第三季度"
AS_OF = "2026-10-12"

Run = Callable[..., tuple[int, str, str]]


def by_schema(name: str, text: str) -> Any:
    document = json.loads(text)
    schema = json.loads((locate("data") / "schemas" / f"{name}.json").read_text("utf-8"))
    jsonschema.validate(document, schema)
    return document


def breakdown(demo: Path) -> Path:
    return next(demo.glob("*分解表.xlsx"))


def test_read_finds_every_task_of_the_sample(run: Run, demo: Path) -> None:
    status, out, _ = run("read", breakdown(demo), "--json")
    document = by_schema("read", out)
    tasks = [task for part in document["documents"] for task in part["tasks"]]
    assert status == 0
    assert [task["number"] for task in tasks] == [str(number) for number in range(1, 49)]
    kinds = [task["lead"]["kind"] for task in tasks]
    assert (kinds.count("shared"), kinds.count("each"), kinds.count("missing")) == (7, 3, 1)


def test_check_answers_by_its_schema_and_asks_for_a_person(run: Run, demo: Path, tmp_path: Path) -> None:
    out_file = tmp_path / "疑点.xlsx"
    status, out, _ = run("check", breakdown(demo), "--json", "-o", out_file, "--as-of", AS_OF)
    findings = by_schema("check", out)["findings"]
    assert status == 1 and out_file.exists()
    assert [f["task"]["number"] for f in findings if f["rule"] in ("missing-lead", "lead-maybe-merged")] == ["14"]


def test_status_show_and_history_answer_by_their_schemas(run: Run, ledger: Path) -> None:
    status, out, _ = run("status", ledger, "--json")
    standing = by_schema("status", out)
    assert status == 0 and standing["round"] == ROUND
    assert set(standing["not_reported"]) == {"市水利局", "石桥县"}
    assert sum(standing["lights"].values()) == len(standing["tasks"]) == 48
    status, out, _ = run("show", ledger, "--round", ROUND, "--json")
    reports = by_schema("show", out)["reports"]
    assert status == 0 and {report["unit"] for report in reports}.isdisjoint({"市水利局", "石桥县"})
    status, out, _ = run("history", ledger, "--json")
    assert status == 0 and len(by_schema("history", out)["steps"]) >= 3


def test_history_tells_what_has_changed_since(run: Run, ledger: Path, tmp_path: Path) -> None:
    out_file = tmp_path / "变更.xlsx"
    status, out, _ = run("history", ledger, "--since", ROUND, "--json", "-o", out_file)
    changes = by_schema("history", out)["changes"]
    assert status == 0
    written = [one for one in changes if one["field"] == "进展情况" and one["new"]]
    assert written and all(one["old"] == "" and one["source"]["cell"] for one in written)
    sheet = load_workbook(out_file).active
    assert sheet.max_row == len(changes) + 2 and sheet["C3"].value == changes[0]["field"]
    assert run("history", ledger, "--since", ROUND, "-o", out_file)[0] == 2
    assert f"{ROUND}以来共 {len(changes)} 处变更" in run("history", ledger, "--since", ROUND)[1]
    status, _, err = run("history", ledger, "--since", "没有这一期")
    assert status == 2 and err == f"台账中没有报送期“没有这一期”。现有报送期：{ROUND}。\n"
    assert run("history", ledger, "-o", tmp_path / "b.xlsx")[0] == 2


def test_as_of_counts_only_what_had_arrived_by_then(run: Run, ledger: Path) -> None:
    before = by_schema("status", run("status", ledger, "--json", "--as-of", "2026-10-11")[1])
    after = by_schema("status", run("status", ledger, "--json", "--as-of", AS_OF)[1])
    assert (before["as_of"], after["as_of"]) == ("2026-10-11", AS_OF)
    assert {entry["reported"] for entry in before["units"]} == {0}  # the demo merges on the 12th
    assert set(after["not_reported"]) == {"市水利局", "石桥县"}


def test_merging_the_same_files_again_changes_nothing(run: Run, demo: Path, ledger: Path) -> None:
    before = json.loads(run("history", ledger, "--json")[1])
    _, out, _ = run("merge", ledger, "--round", ROUND, demo / "收到的填报表", "--json", "--as-of", AS_OF)
    assert by_schema("merge", out)["changes"] == []
    assert json.loads(run("history", ledger, "--json")[1]) == before


def test_undo_of_the_merge_takes_every_report_back_and_merging_again_brings_them(run: Run, demo: Path, ledger: Path) -> None:
    reported = json.loads(run("show", ledger, "--json")[1])
    assert run("undo", ledger)[0] == 0
    assert json.loads(run("show", ledger, "--json")[1])["reports"] == []
    run("merge", ledger, "--round", ROUND, demo / "收到的填报表", "--as-of", AS_OF)
    assert [r["fields"] for r in json.loads(run("show", ledger, "--json")[1])["reports"]] == [r["fields"] for r in reported["reports"]]


def test_a_dry_run_writes_nothing(run: Run, demo: Path, ledger: Path) -> None:
    run("undo", ledger)
    before = ledger.read_bytes()
    status, out, _ = run("merge", ledger, "--round", ROUND, demo / "收到的填报表", "--json", "--dry-run", "--as-of", AS_OF)
    plan = by_schema("merge", out)
    assert status == 1 and plan["applied"] is False and plan["changes"]
    assert plan["missing"]["units"] == ["市水利局", "石桥县"]
    assert ledger.read_bytes() == before


def test_export_lists_templates_and_writes_both_papers(run: Run, ledger: Path, tmp_path: Path) -> None:
    status, out, _ = run("export", "--list")
    names = out.split()
    assert status == 0 and any("总台账" in name for name in names)
    for suffix, magic in ((".xlsx", b"PK"), (".pdf", b"%PDF")):
        target = tmp_path / f"台账{suffix}"
        assert run("export", ledger, "-t", names[0], "-o", target, "--as-of", AS_OF)[0] == 0
        assert target.read_bytes().startswith(magic)
        status, _, err = run("export", ledger, "-t", names[0], "-o", target)
        assert status == 2 and "已经存在" in err


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["read", "没有这个文件.xlsx"], "找不到"),
        (["read"], "缺少参数"),
        (["飞"], "值不对"),
        (["status", "没有.gkd"], "没有.gkd"),
        (["new", "甲.gkd", "没有.xlsx"], "没有"),
        (["issue", "没有.gkd", "--round", "一", "-o", "某处", "--due", "昨天"], "不是日期"),
        (["export", "-t", "总台账"], "导出需要"),
        (["read", "a.xlsx", "--jsno"], "不认识的参数"),
    ],
)
def test_every_fault_is_one_chinese_line_and_status_2(run: Run, argv: Sequence[str], words: str, tmp_path: Path,
                                                      monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    status, _, err = run(*argv)
    assert status == 2
    assert words in err and "Traceback" not in err
    assert all(any("一" <= letter <= "鿿" for letter in line) for line in err.splitlines())
    assert list(tmp_path.iterdir()) == []


def test_one_bad_file_does_not_stop_the_others(run: Run, demo: Path, tmp_path: Path) -> None:
    (tmp_path / "空.xlsx").write_bytes(b"")
    (tmp_path / "~$锁.xlsx").write_bytes(b"x")
    shutil.copyfile(breakdown(demo), tmp_path / "好.xlsx")
    status, out, err = run("read", tmp_path, "--json")
    document = by_schema("read", out)
    assert status == 1 and "空.xlsx" in err
    assert {Path(part["path"]).name for part in document["documents"]} == {"好.xlsx"}
    assert [(Path(entry["path"]).name, entry["kind"]) for entry in document["refused"]] == [("空.xlsx", "empty")]
    assert [Path(entry["path"]).name for entry in document["ignored"]] == ["~$锁.xlsx"]
