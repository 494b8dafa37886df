"""市 → 3 县 → 5 部门 each → back: every county's desk opens the city's form as its breakdown and answers into a copy of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from gongkai_desk.collecting import answer_upper_form, apply_merge, issue, plan_issue, plan_merge
from gongkai_desk.domain import Category, Lead, LeadKind, Level, Unit
from gongkai_desk.grids import Reader
from gongkai_desk.layout import understand
from gongkai_desk.ledger import Change, Ledger

from .conftest import ROUND, TODAY, Desk, header_columns

COUNTIES = ("海宁市", "平湖市", "桐乡市")
OFFICES = ("县教育局", "县司法局", "县财政局", "县公安局", "县民政局")


def county_ledger(folder: Path, form: Path, reader: Reader) -> Ledger:
    """The county's own desk: the city's form is its breakdown, its five offices its roster."""
    [breakdown] = understand(reader.read(form))
    ledger = Ledger.create(folder / "县台账.gkd", title=breakdown.title, year=2022, issued=date(2022, 7, 1))
    changes = [Change("unit", name, "*", Unit(name, level=Level.COUNTY, category=Category.DEPARTMENT)) for name in OFFICES]
    for place, task in enumerate(breakdown.tasks, 1):
        offices = OFFICES if place == 1 else (OFFICES[place % 5],)
        kind = LeadKind.SHARED if place == 1 else LeadKind.NAMED
        changes += [Change("task", f"T{place:04d}", "*", task), Change("task", f"T{place:04d}", "lead", Lead(kind, offices, ""))]
    ledger.apply("导入市里的填报表", changes, kind="import")
    return ledger


def fill(path: Path, office: str) -> None:
    book = load_workbook(path)
    sheet = book["填报表"]
    columns = header_columns(sheet)
    for row in range(5, sheet.max_row + 1):
        answers: dict[str, Any] = {"完成状态": "已完成", "进展情况": f"{office}第{row}行已办结", "完成日期": date(2022, 9, row),
                                   "佐证材料": f"{office}截图"}
        for title, value in answers.items():
            sheet.cell(row, columns[title]).value = value
    book.save(path)


def test_a_form_opened_as_a_breakdown_says_its_title_and_year(desk: Desk, reader: Reader) -> None:
    [breakdown] = understand(reader.read(desk.forms["海宁市"]))
    assert (breakdown.year, breakdown.title) == (2022, str(load_workbook(desk.forms["海宁市"])["填报表"]["B1"].value))
    assert [task.deadline.due for task in breakdown.tasks][:1] == [date(2022, 12, 31)]
    assert not any(unit in ("牵头", "配合", "共性") for task in breakdown.tasks for unit in (*task.lead.units, *task.support.units))


def test_there_and_back(desk: Desk, reader: Reader) -> None:
    inbox = desk.folder / "市收到"
    inbox.mkdir()
    for county in COUNTIES:
        folder = desk.folder / f"{county}的电脑"
        folder.mkdir()
        upper = desk.forms[county]
        with county_ledger(folder, upper, reader) as ledger:
            assert len(ledger.snapshot().tasks) == (4 if county == "海宁市" else 3)
            issued = issue(ledger, plan_issue(ledger.snapshot(), ROUND), folder / "分发")
            for form, path in zip(plan_issue(ledger.snapshot(), ROUND).forms, issued.paths, strict=True):
                fill(path, form.unit)
            plan = plan_merge(ledger, ROUND, [folder / "分发"], today=TODAY, reader=reader)
            assert not plan.unmatched and not plan.conflicts
            apply_merge(ledger, plan)
            done = answer_upper_form(ledger.snapshot(), ROUND, upper, inbox / upper.name, today=TODAY, reader=reader)
            assert not done.unanswered and done.answered == len(ledger.snapshot().tasks)
    plan = plan_merge(desk.ledger, ROUND, [inbox], today=TODAY, reader=reader)
    assert {entry.verdict.value for entry in plan.files} == {"accepted"}
    assert not plan.altered and not plan.unmatched and not plan.conflicts and not plan.missing_rows and not plan.unanswered
    apply_merge(desk.ledger, plan)
    snapshot = desk.ledger.snapshot()
    for county in COUNTIES:
        shared = snapshot.report("T0001", county, ROUND)
        assert shared is not None and shared.fields["status"] == "已完成" and "已报5个" in shared.fields["progress"]
        own = snapshot.report("T0002", county, ROUND)
        assert own is not None and own.fields["done_on"].startswith("2022-09-") and "已办结" in own.fields["progress"]
