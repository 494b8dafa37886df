"""Edits that touch more than one field."""

from __future__ import annotations

from gongkai_desk.ledger import Change, Claim, Form, Ledger, form_key, pending_key, report_key
from gongkai_desk.ledger.editing import rename_unit


def test_a_renamed_unit_keeps_all_it_said(ledger: Ledger, make) -> None:
    ledger.apply("收", [
        Change("report", report_key("T0002", "市教育局", make.round), "status", "推进中"),
        Change("form", form_key(make.round, "市教育局"), "*", Form(make.round, "市教育局", "王五", version=2)),
        Change("group", "两局", "members", ("市教育局", "市司法局")),
        Change("pending", pending_key("T0002", "市教育局", make.round, "progress"), "values", (Claim("甲"), Claim("乙"))),
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
