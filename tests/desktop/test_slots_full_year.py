"""The window never blocks late in the year: eighty units, three rounds answered, the fourth coming in with conflicts."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from gongkai_desk.desktop.window import PAGES
from gongkai_desk.domain import Category, Deadline, DeadlineKind, Lead, LeadKind, Level, Report, Round, Support, Unit
from gongkai_desk.ledger import Change, Ledger, report_key, task_id

from .conftest import answer, sample_tasks, varied

UNITS = tuple(f"市第{at + 1}局" for at in range(80))
TASKS = 600
QUARTERS = tuple(f"2022年第{name}季度" for name in "一二三四")


def year_tasks():
    base = sample_tasks()[0]
    for at in range(TASKS):
        leads = tuple(UNITS[(at + step) % len(UNITS)] for step in range(5))
        yield varied(
            base, id=task_id(at + 1), number=str(at + 1), text=f"做好第{at + 1}类政务信息的主动公开和解读回应工作",
            section=(f"{at // 60}、第{at // 60}部分",), support=Support(),
            lead=Lead(LeadKind.NAMED, leads[:1], leads[0]) if at % 3 else Lead(LeadKind.SHARED, leads, "、".join(leads)),
            deadline=Deadline(DeadlineKind.DATE, date(2022, 12, 31), raw="12月底前"),
        )


@pytest.fixture(scope="module")
def full_year(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("year") / "全年.gkd"
    tasks = list(year_tasks())
    changes = [Change("unit", name, "*", Unit(name, (), Level.CITY, Category.DEPARTMENT)) for name in UNITS]
    changes += [Change("task", task.id, "*", task) for task in tasks]
    for at, name in enumerate(QUARTERS):
        changes.append(Change("round", name, "*", Round(name, date(2022, 3 * at + 1, 1), date(2022, 3 * at + 3, 28))))
        for task in tasks if at < 3 else ():
            for unit in task.lead.units:
                fields = {"status": "推进中", "progress": f"{unit}{name}已公开{at + 1}批信息，组织解读{at + 2}次，回应关切{at + 3}件。"}
                changes.append(Change("report", report_key(task.id, unit, name), "*", Report(task.id, unit, name, fields)))
    with Ledger.create(path, title="2022年政务公开工作要点分解表", year=2022, issued=date(2022, 4, 1)) as ledger:
        ledger.apply("导入：分解表.xlsx", changes, kind="import")
    return path


def test_the_last_quarter(window, idle, do, clerk, full_year, tmp_path, qtbot):
    path = shutil.copy(full_year, tmp_path / "全年.gkd")
    do("open", lambda: window.take_paths([Path(path)]))
    qtbot.waitUntil(lambda: "export" in window.pages, timeout=20_000)
    out, again = tmp_path / "分发", tmp_path / "再报"
    out.mkdir()
    window.desk.session.choose_round(QUARTERS[3])
    idle(window)
    clerk.answers = [out]
    do("plan", lambda: window.act("issue"))
    do("issue", window.pages["issue"].write.click)
    forms = sorted(out.rglob("*.xlsx"))
    assert len(forms) == len(UNITS)
    for form in forms:
        answer(form, "已公开")
    shutil.copytree(out, again)
    for form in sorted(again.rglob("*.xlsx")):
        answer(form, "更正为")
    merge = window.page("merge")
    do("merge", lambda: window.take_paths([out]))
    assert len(merge.tabs["changes"].model.values) > 2 * TASKS
    do("apply", merge.apply_button.click)
    do("merge again", lambda: window.take_paths([again]))
    assert len(merge.tabs["changes"].model.values) > TASKS
    for name, tab in merge.tabs.items():
        do(f"tab {name}", lambda tab=tab: merge.tab_widget.setCurrentWidget(tab))
    do("take all", lambda: merge._tick(True, "all"))
    do("decide all", lambda: merge._decide("theirs", "all"))
    for name in PAGES:
        do(f"to {name}", lambda name=name: window.go(name))
    page = window.pages["ledger"]
    do("back", lambda: window.go("ledger"))
    do("fold all", lambda: page.commands()["fold_all"]())
    do("unfold all", lambda: page.commands()["fold_all"]())
    for row in (1, 40, 200):
        do(f"look at {row}", lambda row=row: page.table.go(page.model.index(row, 2)))
    do("search", lambda: page.model.choose(search="dsj"))
    do("another round", lambda: window.desk.session.choose_round(QUARTERS[1]))
