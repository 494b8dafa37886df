"""Edits that touch more than one field."""

from __future__ import annotations

from msgspec import structs

from gongkai_desk.domain import Lead, LeadKind
from gongkai_desk.ledger import Candidate, Change, Form, Ledger, form_key, pending_key, report_key
from gongkai_desk.ledger.editing import insert_task, merge_tasks, rename_unit, reorder, split_task


def ids(ledger: Ledger) -> list[str]:
    return [str(task.id) for task in ledger.snapshot().tasks]


def test_tasks_are_reordered_inserted_split_and_merged(ledger: Ledger, make) -> None:
    key = report_key("T0002", "市教育局", make.round)
    ledger.apply("收", [Change("report", key, "status", "推进中"), Change("task", "T0003", "lead", Lead(LeadKind.NAMED, ("市司法局",), ""))])
    before = ledger.snapshot()
    ledger.apply("排序", reorder(ledger.snapshot(), ["T0005", "T0003"]))
    assert ids(ledger) == ["T0005", "T0003", "T0001", "T0002", "T0004"]
    for after, expected in (("T0003", ["T0005", "T0003", "T0006", "T0001", "T0002", "T0004"]), (None, ["T0006", "T0005", "T0003", "T0001", "T0002", "T0004"])):
        ledger.apply("插入", insert_task(ledger.snapshot(), structs.replace(make.task(6), id="T0006"), after))
        assert ids(ledger) == expected
        ledger.undo()
    ledger.apply("拆分", split_task(ledger.snapshot(), "T0002", ["前一半", "后一半"], ["T0006"]))
    snapshot = ledger.snapshot()
    assert ids(ledger) == ["T0005", "T0003", "T0001", "T0002", "T0006", "T0004"]
    assert (snapshot.task("T0002").text, snapshot.task("T0006").text) == ("前一半", "后一半") and snapshot.report("T0002", "市教育局", make.round)
    ledger.apply("合并", merge_tasks(snapshot, ["T0003", "T0002"]))
    snapshot = ledger.snapshot()
    assert ids(ledger) == ["T0005", "T0003", "T0001", "T0006", "T0004"]
    assert snapshot.task("T0003").lead.units == ("市司法局", "市教育局") and snapshot.task("T0003").text.endswith("前一半")
    assert [(one.task, one.unit) for one in snapshot.reports] == [("T0003", "市教育局")]
    ledger.jump(3)
    assert ledger.snapshot().tasks == before.tasks and ledger.snapshot().reports == before.reports and ledger.verify() == ()


def test_a_renamed_unit_keeps_all_it_said(ledger: Ledger, make) -> None:
    ledger.apply("收", [
        Change("report", report_key("T0002", "市教育局", make.round), "status", "推进中"),
        Change("form", form_key(make.round, "市教育局"), "*", Form(make.round, "市教育局", "王五", version=2)),
        Change("group", "两局", "members", ("市教育局", "市司法局")),
        Change("pending", pending_key("T0002", "市教育局", make.round, "progress"), "values", (Candidate("甲"), Candidate("乙"))),
    ])
    before = ledger.snapshot()
    ledger.apply("改名", rename_unit(before, "市教育局", "市教育体育局"))
    after = ledger.snapshot()
    assert after.roster.names == ("市教育体育局", *before.roster.names[1:]) and after.roster.find("市教育局").name == "市教育体育局"
    assert after.report("T0002", "市教育体育局", make.round).fields == {"status": "推进中"} and len(after.reports) == 1
    assert after.forms[make.round, "市教育体育局"].filler == "王五" and after.roster.groups["两局"] == ("市教育体育局", "市司法局")
    assert [(one.unit, len(one.values)) for one in after.pending] == [("市教育体育局", 2)]
    ledger.undo()
    assert ledger.snapshot().pending == before.pending
    assert (ledger.snapshot().roster, ledger.snapshot().reports, ledger.snapshot().forms) == (before.roster, before.reports, before.forms)
    assert list(rename_unit(before, "没有", "x")) == []


def test_a_step_taken_back_can_still_be_read(ledger: Ledger) -> None:
    step = ledger.apply("改", [Change("task", "T0001", "text", "新"), Change("task", "T0002", "text", "新")])
    ledger.undo()
    assert step is not None and [(entry.key, entry.new) for entry in ledger.entries(step.seq)] == [("T0001", "新"), ("T0002", "新")]
