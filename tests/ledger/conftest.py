"""Small records for the tests of this room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from gongkai_desk.domain import (
    Category,
    Deadline,
    DeadlineKind,
    Lead,
    LeadKind,
    Level,
    Origin,
    Round,
    Source,
    Support,
    Task,
    Unit,
)
from gongkai_desk.ledger import Change, Ledger, keep, report_key, task_id

ROUND = "2022年第三季度"


def task(number: int, text: str = "") -> Task:
    return Task(
        source=Source("分解表.xlsx", "附件1", number + 3, 3), text=text or f"推进第{number}个领域信息公开", number=str(number),
        section=("一、加强政策解读", "(一)主动公开"), lead=Lead(LeadKind.NAMED, ("市教育局",), "市教育局"), support=Support(("市司法局",), "市司法局"),
        deadline=Deadline(DeadlineKind.DATE, date(2022, 9, 30), "9月底前", Origin.COLUMN),
    )


def founding(tasks: int = 5, units: int = 3) -> list[Change]:
    names = ["市教育局", "市司法局", *(f"{chr(0x4e00 + index)}县" for index in range(units - 2))]
    return [
        *(Change("unit", name, "*", Unit(name, level=Level.CITY, category=Category.DEPARTMENT)) for name in names),
        *(Change("task", task_id(number), "*", task(number)) for number in range(1, tasks + 1)),
        *keep("分解表.xlsx", b"PK\x03\x04" + b"original" * 500, role="breakdown"),
    ]


def returns(units: int, tasks: int, round: str = ROUND, word: str = "推进中") -> list[Change]:
    """What a batch of returned forms changes."""
    changes: list[Change] = []
    for unit in range(units):
        name = f"单位{unit}"
        for number in range(1, tasks + 1):
            key, row = report_key(task_id(number), name, round), number + 5
            file = f"收到/{name}.xlsx"
            changes += [
                Change("report", key, "status", word, Source(file, "填报表", row, 8)),
                Change("report", key, "progress", f"{name}第{number}项已公开{unit}条，正在推进", Source(file, "填报表", row, 9)),
            ]
        changes += keep(f"收到/{name}.xlsx", b"PK" + name.encode() * 100, role="submission", unit=name, round=round)
    return changes


@pytest.fixture
def make() -> SimpleNamespace:
    return SimpleNamespace(task=task, founding=founding, returns=returns, round=ROUND)


@pytest.fixture
def found(tmp_path: Path) -> Callable[..., Path]:
    """Makes a ledger file with tasks, units and a round, and returns its path."""

    def make_one(name: str = "台账.gkd", tasks: int = 5, units: int = 3) -> Path:
        path = tmp_path / name
        with Ledger.create(path, title="2022年政务公开工作要点", year=2022, person="张三") as ledger:
            ledger.apply("导入分解表", founding(tasks, units), kind="import", day=date(2022, 7, 25))
            ledger.apply("开始报送", [Change("round", ROUND, "*", Round(ROUND, date(2022, 9, 1), date(2022, 9, 25)))], day=date(2022, 9, 1))
        return path

    return make_one


@pytest.fixture
def ledger(found: Callable[..., Path]) -> Iterator[Ledger]:
    with Ledger.open(found()) as opened:
        yield opened
