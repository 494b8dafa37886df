"""A small ledger, its issued forms, and hands that fill them as a person with a spreadsheet does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from gongkai_desk.collecting import issue, plan_issue, plan_merge
from gongkai_desk.collecting.plan import MergePlan
from gongkai_desk.domain import (
    Category,
    Deadline,
    DeadlineKind,
    Lead,
    LeadKind,
    Level,
    Origin,
    Source,
    Support,
    Target,
    Task,
    Unit,
)
from gongkai_desk.grids import Reader
from gongkai_desk.ledger import Change, Ledger

ROUND = "2022年第三季度"
TODAY = date(2022, 10, 1)
UNITS = ("市教育局", "市司法局", "海宁市", "平湖市", "桐乡市")
TEXTS = (
    "规范行政许可和行政处罚结果公示，做到应公开尽公开。", "编制基层政务公开标准目录，并在门户网站集中展示。",
    "加强政策文件解读，重要政策解读率达到百分之百。", "完善依申请公开办理制度，严格答复时限。",
    "推进重大建设项目批准和实施领域信息公开。", "做好义务教育招生入学政策公开，回应家长关切。",
)


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    with Reader() as door:
        yield door


def make_ledger(path: Path) -> Ledger:
    ledger = Ledger.create(path, title="2022年全市政务公开工作要点任务分解表", year=2022, issued=date(2022, 3, 1))
    units = [Unit(name, ("海宁市人民政府",) if name == "海宁市" else (), Level.CITY if name.startswith("市") else Level.COUNTY,
                  Category.DEPARTMENT if name.startswith("市") else Category.COUNTY, contact="王五", phone="0573-82521234")
             for name in UNITS]
    leads = (
        Lead(LeadKind.SHARED, UNITS, "市级有关部门，各县（市、区）政府"), Lead(LeadKind.EACH, UNITS[2:], "各县（市、区）政府分别负责"),
        Lead(LeadKind.NAMED, ("市司法局",), "市司法局"), Lead(LeadKind.NAMED, ("市司法局",), "市司法局"),
        Lead(LeadKind.SHARED, UNITS, "市级有关部门，各县（市、区）政府"), Lead(LeadKind.NAMED, ("市教育局",), "市教育局"),
    )
    changes = [Change("unit", unit.name, "*", unit) for unit in units]
    for place, (text, lead) in enumerate(zip(TEXTS, leads, strict=True), 1):
        changes.append(Change("task", f"T{place:04d}", "*", Task(
            source=Source("分解表.xlsx", "附件1", place + 3), text=text, number=str(place), lead=lead,
            support=Support(("市教育局", "海宁市"), "") if place == 4 else Support(),
            targets=(Target("直接答复率达到85%以上", 85.0, "%", ">=", "直接答复率"),) if place == 4 else (),
            deadline=Deadline(DeadlineKind.DATE, date(2022, 12, 31), "12月底前", Origin.COLUMN))))
    ledger.apply("导入分解表", changes, kind="import")
    return ledger


class Desk:
    """One ledger at work: issues, fills, merges."""

    def __init__(self, folder: Path, reader: Reader) -> None:
        self.folder, self.reader = folder, reader
        self.ledger = make_ledger(folder / "台账.gkd")
        self.forms: dict[str, Path] = {}
        self.issue()

    def issue(self, round: str = ROUND, **options: Any) -> dict[str, Path]:
        plan = plan_issue(self.ledger.snapshot(), round, due=date(2022, 10, 10), **options)
        out = self.folder / f"分发{len(list(self.folder.iterdir()))}"
        issued = issue(self.ledger, plan, out)
        self.forms = {form.unit: path for form, path in zip(plan.forms, issued.paths, strict=True)}
        return self.forms

    def fill(self, unit: str, answers: Mapping[str, Mapping[str, Any]], name: str | None = None,
             change: Callable[[Any], None] | None = None, form: Path | None = None) -> Path:
        """Fill ``unit``'s form (task id -> header -> value), let ``change`` do more to the workbook, save it into the inbox."""
        book = load_workbook(form or self.forms[unit])
        sheet = book["填报表"]
        columns = header_columns(sheet)
        for row in range(5, sheet.max_row + 1):
            task = str(sheet.cell(row, 1).value).partition("#")[0]
            for header, value in answers.get(task, {}).items():
                sheet.cell(row, columns[header]).value = value
        if change is not None:
            change(book)
        target = self.folder / "收到" / (name or self.forms[unit].name)
        target.parent.mkdir(parents=True, exist_ok=True)
        book.save(target)
        return target

    def plan(self, *paths: Path, round: str = ROUND, **options: Any) -> MergePlan:
        return plan_merge(self.ledger, round, paths or [self.folder / "收到"], today=TODAY, reader=self.reader, **options)


def header_columns(sheet: Any, row: int = 4) -> dict[str, int]:
    return {str(sheet.cell(row, column).value): column for column in range(1, sheet.max_column + 1)}


def row_of(sheet: Any, task: str) -> int:
    return next(row for row in range(5, sheet.max_row + 1) if str(sheet.cell(row, 1).value).startswith(task))


@pytest.fixture
def desk(tmp_path: Path, reader: Reader) -> Iterator[Desk]:
    made = Desk(tmp_path, reader)
    yield made
    made.ledger.close()
