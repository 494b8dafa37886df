"""A count that is still growing towards its day is no shortfall; a rate, a task called done, or a day gone by are."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from gongkai_desk.collecting.checks import AnswerChecks
from gongkai_desk.collecting.plan import PlannedChange
from gongkai_desk.domain import Source, Status, Target

PIECES = Target("不少于20件", 20, "件", ">=")
RATE = Target("办结率不低于98%", 98, "%", ">=")
CEILING = Target("不超过3次", 3, "次", "<=")


def cautions(target: Target, value: str, status: str, due: date | None, today: date) -> list[str]:
    def ground() -> Any:
        return SimpleNamespace(
            snapshot=SimpleNamespace(rounds=(), issued=None, year=2026, reports=()), round="2026年第一季度",
            report=lambda _task, _unit: None, targets=lambda _task: (target,), due=lambda _task: due)

    source = Source("表.xlsx", "填报表", 5, 10)
    changes = [PlannedChange("T0001", "市教育局", field, None, new, source) for field, new in (("status", status), ("value", value))]
    return [one.kind for one in AnswerChecks(ground(), today).of_unit(changes) if one.kind == "below-target"]


@pytest.mark.parametrize(
    ("target", "value", "status", "due", "said"),
    [
        (PIECES, "5件", Status.RUNNING, date(2026, 12, 31), False),
        (PIECES, "5件", Status.DONE, date(2026, 12, 31), True),
        (PIECES, "5件", Status.RUNNING, date(2026, 3, 31), True),
        (PIECES, "5件", Status.RUNNING, None, True),
        (PIECES, "20件", Status.DONE, date(2026, 3, 31), False),
        (RATE, "95%", Status.RUNNING, date(2026, 12, 31), True),
        (CEILING, "5次", Status.RUNNING, date(2026, 12, 31), True),
    ],
)
def test_a_shortfall_is_said_when_it_is_one(target: Target, value: str, status: str, due: date | None, said: bool) -> None:
    assert bool(cautions(target, value, status, due, date(2026, 4, 5))) is said
