"""Where a value comes from, what has changed, and what had arrived by a day."""

from __future__ import annotations

from datetime import date, datetime

from gongkai_desk.domain import HAND, Source
from gongkai_desk.ledger import Change, Ledger, document_key, report_key, summary_key

Q3 = "2022年第三季度"


def test_every_field_tells_where_it_comes_from(ledger: Ledger, make) -> None:
    ledger.apply("更正", [Change("task", "T0002", "text", "更正后的文字", Source("补充通知.docx", None, 12))])
    newest, first = ledger.trace("task", "T0002", "text")
    assert (newest.old, newest.new, newest.source, newest.label) == (make.task(2).text, "更正后的文字", Source("补充通知.docx", None, 12), "更正")
    assert (first.old, first.new, first.label, first.person) == (None, make.task(2).text, "导入分解表", "张三")
    (lead,) = ledger.trace("task", "T0002", "lead")
    assert lead.new == make.task(2).lead
    ledger.undo()
    assert [entry.label for entry in ledger.trace("task", "T0002", "text")] == ["导入分解表"]


def test_a_returned_cell_leads_to_its_kept_original(ledger: Ledger, make) -> None:
    data = b"PK\x03\x04returned workbook"
    (kept,) = ledger.keep("收到/市教育局.xlsx", data, role="submission", unit="市教育局", round=Q3)
    ledger.apply("收表", [kept, Change("report", report_key("T0001", "市教育局", Q3), "status", "已完成", Source("收到/市教育局.xlsx", "填报表", 6, 8))])
    (entry,) = ledger.trace("report", report_key("T0001", "市教育局", Q3), "status")
    assert entry.source.cell == "H6"
    found = next(one for one in ledger.originals() if one.name == entry.source.file)
    assert ledger.original(found.sha) == data and (found.unit, found.round, found.role, found.size) == ("市教育局", Q3, "submission", len(data))


def test_what_has_changed_since(ledger: Ledger) -> None:
    ledger.apply("六月", [Change("task", "T0001", "text", "六月")], day=date(2022, 6, 10))
    ledger.apply("七月", [Change("task", "T0001", "text", "七月"), Change("task", "T0002", "text", "七月")], day=date(2022, 7, 1))
    ledger.apply("收回的", [Change("task", "T0003", "text", "x")], day=date(2022, 7, 2))
    ledger.undo()
    assert [(entry.key, entry.new) for entry in ledger.changed_since(3)] == [("T0001", "七月"), ("T0002", "七月")]
    since = ledger.changed_since(date(2022, 6, 10))
    assert [entry.label for entry in since if entry.record == "task" and entry.field == "text"] == ["六月", "七月", "七月"]
    assert ledger.changed_since(date(2023, 1, 1)) == ()


def test_as_of_counts_only_what_had_arrived(ledger: Ledger) -> None:
    key, late = report_key("T0001", "市教育局", Q3), report_key("T0002", "市司法局", Q3)
    ledger.apply("九月十日", [Change("report", key, "status", "推进中", Source("a.xlsx", "表", 4, 5))], day=date(2022, 9, 10))
    ledger.apply("九月二十日", [
        Change("report", key, "status", "已完成", Source("b.xlsx", "表", 4, 5)), Change("report", key, "progress", "做完了"),
        Change("report", late, "status", "未启动"), Change("summary", summary_key("T0001", Q3), "text", "总"),
    ], day=date(2022, 9, 20))
    assert ledger.snapshot(date(2022, 9, 9)).reports == ()
    (then,) = ledger.snapshot(date(2022, 9, 10)).reports
    assert then.fields == {"status": "推进中"} and then.sources["status"].file == "a.xlsx"
    assert then.arrived is not None and then.arrived.date() == date(2022, 9, 10)
    assert ledger.snapshot(date(2022, 9, 19)).summaries == {} and ledger.snapshot(date(2022, 9, 20)).summaries != {}
    now, by_log = ledger.snapshot(), ledger.snapshot(date(2022, 9, 20))
    assert by_log.reports == now.reports and len(now.reports) == 2
    assert ledger.snapshot(date(2022, 9, 10)).tasks == now.tasks


def test_the_log_and_the_tables_give_the_same_reports(ledger: Ledger, make) -> None:
    ledger.apply("收表", make.returns(6, 4), kind="merge", day=date(2022, 9, 10))
    ledger.apply("更正", make.returns(3, 4, word="已完成"), kind="merge", day=date(2022, 9, 12))
    ledger.apply("清", [Change("report", report_key("T0001", "单位0", Q3), "status", None)], day=date(2022, 9, 12))
    tables = ledger.snapshot()
    ledger.apply("以后", [Change("report", report_key("T0001", "单位5", Q3), "status", "不涉及")], day=date(2022, 9, 30))
    assert ledger.snapshot(date(2022, 9, 12)).reports == tables.reports
    ledger.undo()
    assert ledger.snapshot().reports == tables.reports


def test_a_session_can_stand_on_another_day(found) -> None:
    path = found()
    with Ledger.open(path, today=date(2022, 9, 15)) as ledger:
        step = ledger.apply("收", [Change("report", report_key("T0001", "市教育局", Q3), "status", "推进中")])
        assert step is not None and step.day == date(2022, 9, 15) and step.at.date() == datetime.now().date()
        assert ledger.snapshot(date(2022, 9, 15)).reports[0].arrived.date() == date(2022, 9, 15)


def test_originals_are_kept_once_per_content(ledger: Ledger) -> None:
    page = b"<html>" + "乙县".encode() * 3000
    ledger.apply("一", [*ledger.keep("a.html", page, role="evidence"), *ledger.keep("子/b.html", page, role="evidence", unit="乙县")])
    same = [one for one in ledger.originals() if one.name.endswith(".html")]
    assert [one.name for one in same] == ["a.html", "子/b.html"] and len({one.sha for one in same}) == 1
    assert ledger.original(same[0].sha) == page
    assert ledger.apply("再来", ledger.keep("a.html", page, role="evidence")) is None
    ledger.undo()
    assert [one.name for one in ledger.originals()] == ["分解表.xlsx"]
    ledger.redo()
    assert ledger.original(same[0].sha) == page
    before = ledger.path.stat().st_size
    assert before < 400_000 + len(page)
    ledger.apply("改归属", [Change("document", document_key(same[0].sha, "a.html"), "unit", "甲县", HAND)])
    assert {one.unit for one in ledger.originals() if one.name == "a.html"} == {"甲县"}
