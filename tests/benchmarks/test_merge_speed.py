"""``merge`` on 300 clean forms, start to finish, beside a bare calamine script that only reads the same files.

Run with ``make bench``; the figures to hold are 4 times (plan) and 8 times (applied) the bare one.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gongkai_desk.collecting import issue, plan_issue
from gongkai_desk.domain import (
    Category,
    Deadline,
    DeadlineKind,
    Lead,
    LeadKind,
    Level,
    Origin,
    Source,
    Task,
    Unit,
)
from gongkai_desk.ledger import Change, Ledger

ROUND = "2022年第三季度"
BARE = """
import sys
from pathlib import Path
from python_calamine import load_workbook
for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    with path.open("rb") as file:
        book = load_workbook(file)
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()
"""


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("merge")
    units = [f"第{place}县" for place in range(300)]
    with Ledger.create(folder / "台账.gkd", title="2022年政务公开工作要点分解表", year=2022, issued=date(2022, 3, 1)) as ledger:
        changes = [Change("unit", name, "*", Unit(name, level=Level.COUNTY, category=Category.COUNTY)) for name in units]
        changes += [Change("task", f"T{place:04d}", "*", Task(
            Source("分解表.xlsx", "附件1", place), f"推进第{place}个领域信息公开，规范栏目设置，及时更新内容，接受社会监督。", number=str(place),
            lead=Lead(LeadKind.EACH, tuple(units), "各县分别负责"),
            deadline=Deadline(DeadlineKind.DATE, date(2022, 12, 31), "12月底前", Origin.COLUMN))) for place in range(1, 16)]
        ledger.apply("导入", changes, kind="import")
        issued = issue(ledger, plan_issue(ledger.snapshot(), ROUND), folder / "收到")
    for path in issued.paths:
        book = load_workbook(path)
        sheet = book["填报表"]
        columns = {sheet.cell(4, place).value: place for place in range(1, sheet.max_column + 1)}
        for row in range(5, sheet.max_row + 1):
            sheet.cell(row, columns["完成状态"]).value = "推进中"
            sheet.cell(row, columns["进展情况"]).value = f"{path.stem}第{row}行：已更新栏目{row}个，公开信息{row * 7}条"
        book.save(path)
    return folder


@pytest.mark.benchmark(group="merge")
def test_bare_calamine(batch: Path, benchmark: object) -> None:
    benchmark.pedantic(run, args=([sys.executable, "-c", BARE, str(batch / "收到")],), rounds=5)  # type: ignore[attr-defined]


@pytest.mark.benchmark(group="merge")
def test_plan(batch: Path, benchmark: object) -> None:
    benchmark.pedantic(run, args=(merge(batch / "台账.gkd", batch, "--dry-run"),), rounds=5)  # type: ignore[attr-defined]


@pytest.mark.benchmark(group="merge")
def test_applied(batch: Path, benchmark: object) -> None:
    copies = iter(range(100))

    def fresh() -> tuple[tuple[list[str]], dict[str, object]]:
        target = batch / f"副本{next(copies)}.gkd"
        shutil.copyfile(batch / "台账.gkd", target)
        return (merge(target, batch),), {}

    benchmark.pedantic(run, setup=fresh, rounds=3)  # type: ignore[attr-defined]


def merge(ledger: Path, batch: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "gongkai_desk", "merge", str(ledger), "--round", ROUND, str(batch / "收到"), "--json", *more]


def run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
