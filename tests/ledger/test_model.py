"""The ledger against a simple model: any steps, taken back and brought again in any order, over restarts."""

from __future__ import annotations

import shutil
import tempfile
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from gongkai_desk.domain import Lead, LeadKind, Round, Source, Task, Unit
from gongkai_desk.ledger import Change, Ledger, report_key

TASKS = st.sampled_from(["T0001", "T0002", "T0003"])
UNITS = st.sampled_from(["甲局", "乙县", "丙|局"])
ROUNDS = st.sampled_from(["一季度", "二季度"])
WORDS = st.sampled_from(["", "未启动", "已完成", "长" * 50])
ANSWERS = st.tuples(TASKS, UNITS, ROUNDS, st.sampled_from(["status", "progress", "problems"]), st.none() | WORDS)

State = dict[str, dict[Any, Any]]


def task(text: str) -> Task:
    return Task(Source("表.xlsx", "附件1", 4), text, lead=Lead(LeadKind.NAMED, ("甲局",), "甲局"))


class LedgerModel(RuleBasedStateMachine):
    """Keeps what the ledger should say after every step ever made."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
        self.path = self.folder / "台账.gkd"
        self.ledger = Ledger.create(self.path, title="要点")
        self.states: dict[int, State] = {0: {"tasks": {}, "units": {}, "rounds": {}, "answers": {}}}
        self.parents: dict[int, int] = {}
        self.head = 0

    def teardown(self) -> None:
        self.ledger.close()
        shutil.rmtree(self.folder)

    @property
    def now(self) -> State:
        return self.states[self.head]

    def record(self, after: State, changes: list[Change]) -> None:
        step = self.ledger.apply("一步", changes, day=date(2022, 9, 1))
        if after == self.now:
            assert step is None
            return
        assert step is not None and step.parent == self.head and step.seq == len(self.parents) + 1
        self.parents[step.seq] = self.head
        self.head = step.seq
        self.states[step.seq] = after

    @initialize()
    def begin(self) -> None:
        after = deepcopy(self.now)
        after["rounds"] = {"一季度": None, "二季度": None}
        after["tasks"] = {"T0001": "甲", "T0002": "乙", "T0003": "丙"}
        self.record(after, [
            *(Change("round", name, "*", Round(name)) for name in after["rounds"]),
            *(Change("task", id, "*", task(text)) for id, text in after["tasks"].items()),
        ])

    @rule(answers=st.lists(ANSWERS, min_size=1, max_size=8))
    def report(self, answers: list[tuple[str, str, str, str, str | None]]) -> None:
        known = [one for one in answers if one[0] in self.now["tasks"] and one[2] in self.now["rounds"]]
        after = deepcopy(self.now)
        for id, unit, round, field, word in known:
            after["answers"][id, unit, round, field] = word
        after["answers"] = {place: word for place, word in after["answers"].items() if word is not None}
        self.record(after, [Change("report", report_key(id, unit, round), field, word) for id, unit, round, field, word in known])

    @rule(id=TASKS, text=st.none() | WORDS)
    def put_task(self, id: str, text: str | None) -> None:
        after = deepcopy(self.now)
        if text is None:
            after["tasks"].pop(id, None)
            after["answers"] = {place: word for place, word in after["answers"].items() if place[0] != id}
        else:
            after["tasks"][id] = text
        self.record(after, [Change("task", id, "*", None if text is None else task(text))])

    @rule(name=UNITS, phone=st.none() | st.sampled_from(["1", "2"]))
    def put_unit(self, name: str, phone: str | None) -> None:
        after = deepcopy(self.now)
        after["units"][name] = phone
        self.record(after, [Change("unit", name, "*", Unit(name, phone=phone))])

    @rule(name=ROUNDS)
    def drop_round(self, name: str) -> None:
        after = deepcopy(self.now)
        after["rounds"].pop(name, None)
        after["answers"] = {place: word for place, word in after["answers"].items() if place[2] != name}
        self.record(after, [Change("round", name, "*", None)])

    @rule()
    def undo(self) -> None:
        if self.head:
            assert self.ledger.undo().seq == self.head
            self.head = self.parents[self.head]

    @rule()
    def redo(self) -> None:
        children = [seq for seq, parent in self.parents.items() if parent == self.head]
        if children:
            self.head = self.ledger.redo().seq
            assert self.head == max(children)

    @rule(where=st.integers(0, 1000))
    def jump(self, where: int) -> None:
        self.head = where % (len(self.parents) + 1)
        self.ledger.jump(self.head)

    @rule()
    def restart(self) -> None:
        self.ledger.close()
        self.ledger = Ledger.open(self.path)

    @invariant()
    def says_what_it_should(self) -> None:
        snapshot = self.ledger.snapshot()
        said = {
            "tasks": {one.id: one.text for one in snapshot.tasks},
            "units": {one.name: one.phone for one in snapshot.roster.units},
            "rounds": {one.name: None for one in snapshot.rounds},
            "answers": {(one.task, one.unit, one.round, field): word for one in snapshot.reports for field, word in one.fields.items()},
        }
        assert said == self.now
        assert self.ledger.snapshot(date(2022, 9, 1)).reports == snapshot.reports
        line = set()
        here = self.head
        while here:
            line.add(here)
            here = self.parents[here]
        assert {step.seq for step in self.ledger.history() if not step.undone} == line
        assert self.ledger.verify() == ()


TestLedgerModel = LedgerModel.TestCase
TestLedgerModel.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
