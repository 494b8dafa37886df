from datetime import date, datetime

import pytest

from gongkai_desk.domain import (
    Category,
    Deadline,
    DeadlineKind,
    Lead,
    LeadKind,
    Report,
    Roster,
    Round,
    Source,
    Support,
    Task,
    Unit,
)
from gongkai_desk.ledger import Snapshot

TODAY = date(2026, 9, 30)
DEPARTMENTS = ("市教育局", "市民政局", "市财政局", "市水利局")
COUNTIES = ("青禾县", "云东区")


def task(number, **more):
    lead = ("市教育局", "市民政局", "市财政局")[number % 3]
    given = {
        "source": Source("分解表.xlsx", "表", number + 3), "text": f"第{number}项：加强政策解读，及时回应群众关切，" * (number % 4 + 1),
        "number": str(number), "section": (f"{'一二三'[number // 5]}、加强公开", f"（{number // 3}）平台"), "id": f"T{number:04d}",
        "lead": Lead(LeadKind.NAMED, (lead,), lead), "support": Support(("市水利局",), "市水利局"),
        "deadline": Deadline(DeadlineKind.DATE, date(2026, 8 if number % 4 == 0 else 12, 31), "8月底前" if number % 4 == 0 else "12月底前"),
    }
    return Task(**{**given, **more})


@pytest.fixture
def snapshot():
    """A ledger of twelve tasks, one of them shared, two rounds, six units, one of which is silent."""
    units = tuple(Unit(name, category=Category.DEPARTMENT, contact="李老师", phone="13800138000") for name in DEPARTMENTS)
    units += tuple(Unit(name, category=Category.COUNTY) for name in COUNTIES)
    everybody = (*DEPARTMENTS, *COUNTIES)
    shared = Lead(LeadKind.SHARED, everybody, "全市")
    tasks = tuple(task(at, lead=shared, support=Support()) if at == 1 else task(at) for at in range(1, 13))
    last, now = Round("2025年第四季度", date(2025, 12, 1), date(2025, 12, 31)), Round("2026年第三季度", date(2026, 9, 1), TODAY)
    reports = [Report(one.id, unit, now.name, {"status": "已完成" if at % 3 else "推进中", "progress": f"{unit}第{at}项进展良好。", "done_on": "2026-09-20"},
                      arrived=datetime(2026, 9, 28)) for at, one in enumerate(tasks, 1) for unit in one.lead.units if unit != "青禾县"]
    reports.append(Report("T0002", "市财政局", last.name, {"status": "推进中", "progress": "上年已启动。"}))
    return Snapshot("L", "云溪市2026年政务公开", year=2026, tasks=tasks, roster=Roster(units), rounds=(last, now), reports=tuple(reports),
                    settings={"office": "云溪市人民政府办公室"})
