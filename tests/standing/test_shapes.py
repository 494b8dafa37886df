"""The JSON of status, show and history, held against the schemas that ship."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from gongkai_desk.domain import Round, Source
from gongkai_desk.ledger import Change, Ledger, report_key
from gongkai_desk.place import locate
from gongkai_desk.standing import assess, history_json, show_json, status_json


def check(name: str, shape: object) -> None:
    (schema,) = (locate("data") / "schemas").glob(f"{name}*.json")
    jsonschema.validate(json.loads(json.dumps(shape)), json.loads(schema.read_text("utf-8")))


@pytest.fixture
def ledger(make, tmp_path: Path):
    with Ledger.create(tmp_path / "x.gkd", title="x", year=2022) as opened:
        opened.apply("建", [
            *(Change("unit", unit.name, "*", unit) for unit in make.roster.units), Change("round", make.q3, "*", Round(make.q3)),
            Change("task", "T0001", "*", make.task(1)), Change("task", "T0002", "*", make.task(2, deadline=make.on(date(2022, 9, 1)))),
        ])
        place = Source("收到/市教育局.xlsx", "填报表", 7, 8)
        opened.apply("收", [
            Change("report", report_key("T0001", "市教育局", make.q3), "progress", "做了", place),
            Change("report", report_key("T0002", "市教育局", make.q3), "status", "推进中"),
        ])
        yield opened


def test_shapes_are_those_of_the_contract(ledger: Ledger, make) -> None:
    status = status_json(assess(ledger.snapshot(), make.q3, date(2022, 9, 4)))
    check("status", status)
    assert status["units"] == [{"unit": "市教育局", "due": 2, "reported": 2}] and status["as_of"] == "2022-09-04"
    assert [(task["task"], task["light"], task["due"], task["days_left"]) for task in status["tasks"]] == [
        ("T0001", "green", "2022-12-31", 118), ("T0002", "red", "2022-09-01", -3)]
    show = show_json(ledger.snapshot(), make.q3)
    check("show", show)
    assert show["reports"][0]["source"] == {"file": "收到/市教育局.xlsx", "sheet": "填报表", "row": 7}
    assert show["reports"][1]["source"] is None
    history = history_json(ledger.history())
    check("history", history)
    assert [step["label"] for step in history["steps"]] == ["建", "收"]
    check("status", status_json(assess(make.snapshot([make.task(1)], rounds=()), None, date(2022, 9, 4))))
