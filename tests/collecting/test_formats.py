"""Forms that came back as .xls, .et, .ods or out of Excel's hands: LibreOffice stands for the office program."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from .conftest import Desk

SOFFICE = shutil.which("soffice")
ANSWER = {"完成状态": "推进中", "进展情况": "已开展公示120条\n第二行", "完成日期": "2022-09-30"}


def saved_as(path: Path, kind: str, folder: Path) -> Path:
    assert SOFFICE, "LibreOffice is needed for this test"
    profile = (folder / "profile").as_uri()
    subprocess.run([SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind, "--outdir", str(folder), str(path)],
                   check=True, capture_output=True, timeout=180)
    return folder / f"{path.stem}.{kind}"


@pytest.mark.parametrize("kind", ["xls", "ods", "xlsx"])
def test_saved_by_an_office_program(desk: Desk, tmp_path: Path, kind: str) -> None:
    path = desk.fill("市司法局", {"T0003": ANSWER, "T0004": {"本期完成值": 88.5}})
    folder = tmp_path / "另存"
    folder.mkdir()
    other = saved_as(path, kind, folder)
    if kind == "xls":
        other = other.rename(other.with_suffix(".et"))
    plan = desk.plan(other)
    assert [(entry.verdict.value, entry.unit, entry.reason) for entry in plan.files] == [("accepted", "市司法局", None)]
    assert {(one.task, one.field, one.new) for one in plan.changes} == {
        ("T0003", "status", "推进中"), ("T0003", "progress", "已开展公示120条\n第二行"), ("T0003", "done_on", "2022-09-30"),
        ("T0004", "value", "88.5")}
    assert not plan.altered and not plan.unmatched and not plan.missing_rows
