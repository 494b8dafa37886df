"""Applying, taking back, bringing again, jumping."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai_desk.domain import GongkaiError, LedgerFault, Report, Review, Round, Source, Unit
from gongkai_desk.ledger import Change, Ledger, Verdict, report_key, summary_key, verdict_key


def test_a_new_ledger_appears_with_its_first_step_and_stays(tmp_path: Path, make) -> None:
    path = tmp_path / "新.gkd"
    with Ledger.create(path, title="要点", year=2022) as ledger:
        assert not path.exists()
        step = ledger.apply("导入", make.founding())
        assert path.exists()
        assert step is not None and step.seq == 1 and step.changes == len(ledger.changed_since(0))
    with Ledger.open(path, readonly=True) as again:
        snapshot = again.snapshot()
        assert [task.id for task in snapshot.tasks] == ["T0001", "T0002", "T0003", "T0004", "T0005"]
        assert snapshot.tasks[0].lead.units == ("市教育局",) and snapshot.title == "要点" and snapshot.year == 2022
    assert sorted(item.name for item in tmp_path.iterdir()) == ["新.gkd"]


def test_what_fails_before_its_first_step_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), Ledger.create(tmp_path / "x.gkd", title="x"):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_an_existing_ledger_is_not_overwritten_unasked(tmp_path: Path) -> None:
    path = tmp_path / "x.gkd"
    Ledger.create(path, title="旧").close()
    with pytest.raises(LedgerFault, match="已存在"):
        Ledger.create(path, title="新")
    Ledger.create(path, title="新", overwrite=True).close()
    with Ledger.open(path) as ledger:
        assert ledger.snapshot().title == "新"


def test_a_foreign_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "x.gkd"
    path.write_bytes(b"other")
    for overwrite in (False, True):
        with pytest.raises(LedgerFault):
            Ledger.create(path, title="x", overwrite=overwrite)
    assert path.read_bytes() == b"other"


def test_nothing_changed_is_no_step(ledger: Ledger, make) -> None:
    before = ledger.history()
    assert ledger.apply("空", []) is None
    assert ledger.apply("同样的", [Change("task", "T0001", "*", make.task(1))]) is None
    assert ledger.apply("改回", [Change("task", "T0001", "text", "甲"), Change("task", "T0001", "text", make.task(1).text)]) is None
    assert ledger.apply("建了又删", [Change("unit", "新局", "*", Unit("新局")), Change("unit", "新局", "*", None)]) is None
    assert ledger.history() == before


def test_undo_and_redo_over_restarts(ledger: Ledger, make) -> None:
    seen = [ledger.snapshot()]
    for number in range(1, 6):
        ledger.apply(f"修改{number}", [Change("task", f"T000{number}", "text", f"改成{number}"), Change("unit", "市司法局", "phone", str(number))])
        seen.append(ledger.snapshot())
    path = ledger.path
    for expected in reversed(seen[:-1]):
        ledger.close()
        ledger = Ledger.open(path)
        ledger.undo()
        assert ledger.snapshot().tasks == expected.tasks and ledger.snapshot().roster == expected.roster
    for expected in seen[1:]:
        ledger.redo()
        ledger.close()
        ledger = Ledger.open(path)
        assert ledger.snapshot().tasks == expected.tasks
    with pytest.raises(LedgerFault, match="没有可恢复"):
        ledger.redo()
    assert ledger.verify() == ()
    ledger.close()


def test_undo_reaches_the_very_beginning(ledger: Ledger) -> None:
    ledger.undo()
    ledger.undo()
    assert ledger.snapshot().tasks == () and ledger.snapshot().rounds == ()
    with pytest.raises(LedgerFault, match="没有可撤销"):
        ledger.undo()
    assert all(step.undone for step in ledger.history())
    ledger.redo()
    assert len(ledger.snapshot().tasks) == 5


def test_a_left_line_can_be_jumped_to(ledger: Ledger) -> None:
    ledger.apply("甲", [Change("task", "T0001", "text", "甲")])
    ledger.undo()
    ledger.apply("乙", [Change("task", "T0001", "text", "乙")])
    assert [(step.label, step.undone) for step in ledger.history()[2:]] == [("甲", True), ("乙", False)]
    ledger.jump(3)
    assert ledger.snapshot().task("T0001").text == "甲"
    ledger.jump(0)
    assert ledger.snapshot().tasks == ()
    ledger.jump(4)
    assert ledger.snapshot().task("T0001").text == "乙"
    assert ledger.verify() == ()
    with pytest.raises(LedgerFault, match="没有第99步"):
        ledger.jump(99)


def test_reports_come_with_their_first_answer_and_go_with_their_last(ledger: Ledger, make) -> None:
    key = report_key("T0001", "市教育局", make.round)
    ledger.apply("收", [Change("report", key, "status", "推进中", Source("a.xlsx", "填报表", 6, 8))])
    ledger.apply("再收", [Change("report", key, "progress", "做了", Source("b.xlsx", "填报表", 7, 9))])
    (report,) = ledger.snapshot().reports
    assert report.fields == {"status": "推进中", "progress": "做了"}
    assert report.sources["status"] == Source("a.xlsx", "填报表", 6, 8) and report.sources["progress"].file == "b.xlsx"
    ledger.undo()
    (report,) = ledger.snapshot().reports
    assert report.fields == {"status": "推进中"} and set(report.sources) == {"status"}
    ledger.apply("清空", [Change("report", key, "status", None)])
    assert ledger.snapshot().reports == ()
    ledger.undo()
    assert ledger.snapshot().reports == (report,)


def test_a_whole_report_keeps_each_answers_source(ledger: Ledger, make) -> None:
    sources = {"status": Source("a.xlsx", "表", 4, 2), "progress": Source("a.xlsx", "表", 4, 3)}
    report = Report("T0002", "市司法局", make.round, {"status": "已完成", "progress": "好"}, sources, Review.RETURNED, "缺佐证")
    ledger.apply("收", [Change("report", report_key("T0002", "市司法局", make.round), "*", report)])
    (kept,) = ledger.snapshot().reports
    assert (kept.fields, kept.review, kept.review_reason) == (report.fields, report.review, report.review_reason)
    assert {name: kept.sources[name] for name in sources} == sources


def test_deleting_a_task_takes_what_hangs_on_it_and_undo_brings_all_back(ledger: Ledger, make) -> None:
    ledger.apply("收", [
        Change("report", report_key("T0001", "市教育局", make.round), "status", "推进中"),
        Change("verdict", verdict_key("T0001", make.round), "*", Verdict("T0001", make.round, None, "再看")),
        Change("summary", summary_key("T0001", make.round), "text", "总的情况"),
    ])
    before = ledger.snapshot()
    ledger.apply("删除任务", [Change("task", "T0001", "*", None)])
    after = ledger.snapshot()
    assert not after.has_task("T0001") and after.reports == () and not after.verdicts and not after.summaries
    ledger.undo()
    again = ledger.snapshot()
    assert (again.tasks, again.reports, again.verdicts, again.summaries) == (before.tasks, before.reports, before.verdicts, before.summaries)
    ledger.apply("删除报送期", [Change("round", make.round, "*", None)])
    assert ledger.snapshot().reports == () and ledger.snapshot().rounds == ()
    ledger.undo()
    assert ledger.verify() == ()


def test_created_records_stand_last_unless_told_otherwise(ledger: Ledger, make) -> None:
    ledger.apply("加", [Change("task", "T0006", "*", make.task(6)), Change("task", "T0007", "*", make.task(7)), Change("task", "T0007", "order", 1.5)])
    assert [task.id for task in ledger.snapshot().tasks] == ["T0001", "T0007", "T0002", "T0003", "T0004", "T0005", "T0006"]


def test_ids_are_never_used_twice(ledger: Ledger, make) -> None:
    ledger.apply("加", [Change("task", "T0012", "*", make.task(12))])
    ledger.undo()
    assert ledger.highest_task() == 12


def test_settings_groups_and_waivers_are_values_of_their_own(ledger: Ledger) -> None:
    ledger.apply("设置", [
        Change("setting", "lights", "value", {"yellow_days": 10}), Change("setting", "order", "*", [1, {"a": None}]),
        Change("group", "市级有关部门", "members", ("市教育局",)), Change("waiver", "missing-lead|x", "reason", ""),
    ])
    snapshot = ledger.snapshot()
    assert snapshot.settings == {"lights": {"yellow_days": 10}, "order": [1, {"a": None}]}
    assert snapshot.roster.groups == {"市级有关部门": ("市教育局",)} and snapshot.waivers["missing-lead|x"].reason == ""
    ledger.apply("去掉", [Change("setting", "order", "*", None), Change("group", "市级有关部门", "*", None)])
    assert list(ledger.snapshot().settings) == ["lights"] and ledger.snapshot().roster.groups == {}


def test_a_step_that_cannot_be_is_refused_as_a_whole(ledger: Ledger, make) -> None:
    before = (ledger.snapshot(), ledger.history())
    good = Change("task", "T0001", "text", "变")
    for bad in (
        Change("report", report_key("T0099", "市教育局", make.round), "status", "推进中"),
        Change("report", report_key("T0001", "市教育局", "没有的报送期"), "status", "推进中"),
        Change("task", "T0099", "text", "没有这项"),
    ):
        with pytest.raises(LedgerFault):
            ledger.apply("坏", [good, bad])
    for wrong in (Change("task", "T0001", "nonsense", 1), Change("nothing", "x", "y", 1), Change("task", "T0001", "lead", 7)):
        with pytest.raises(TypeError):
            ledger.apply("错", [good, wrong])
    with pytest.raises(ValueError, match="key"):
        ledger.apply("错", [good, Change("report", "T0001", "status", "x")])
    assert (ledger.snapshot(), ledger.history()) == before


def test_any_text_at_all_is_kept(ledger: Ledger) -> None:
    for text in ("", "\x00\x01", "a|b\\c", "=cmd|'/c'!A1", "😀\ud83d", "长" * 40000, "\r\n\t "):
        ledger.apply("写", [Change("task", "T0001", "text", text), Change("task", "T0001", "section", (text,)), Change("task", "T0001", "text", text)])
        kept = ledger.snapshot().task("T0001")
        assert kept.text == text.replace("\ud83d", "\ufffd") and kept.section == (kept.text,)
    key = report_key("T0001", "市|教育\\局", "2022年第三季度")
    ledger.apply("写", [Change("report", key, "status", "推进中")])
    assert ledger.snapshot().reports[0].unit == "市|教育\\局"
    assert ledger.verify() == ()


def test_rounds_are_found_by_name_or_the_newest(ledger: Ledger, make) -> None:
    ledger.apply("四季度", [Change("round", "2022年第四季度", "*", Round("2022年第四季度"))])
    snapshot = ledger.snapshot()
    assert snapshot.round().name == "2022年第四季度" and snapshot.round(make.round).name == make.round
    with pytest.raises(GongkaiError, match="现有报送期"):
        snapshot.round("五季度")


def test_a_closed_or_readonly_ledger_says_so(ledger: Ledger) -> None:
    with Ledger.open(ledger.path, readonly=True) as looking, pytest.raises(LedgerFault, match="只读"):
        looking.apply("改", [Change("task", "T0001", "text", "x")])
    ledger.close()
    ledger.close()
    with pytest.raises(LedgerFault, match="已关闭"):
        ledger.snapshot()


@pytest.mark.parametrize("change", [
    Change("group", "各县(市、区)政府", "members", ("甲县", "乙县")), Change("setting", "lights", "value", {"near": 15}),
    Change("waiver", "missing-lead:1", "reason", "已口头确认"),
])
def test_a_record_of_a_single_field_vanishes_when_its_first_step_is_undone(tmp_path: Path, change: Change) -> None:
    with Ledger.create(tmp_path / "台账.gkd", title="要点") as ledger:
        ledger.apply("单位组", [change])
        before = ledger.snapshot()
        ledger.undo()
        gone = ledger.snapshot()
        assert not gone.roster.groups and not gone.settings and not gone.waivers
        ledger.redo()
        after = ledger.snapshot()
        assert (after.roster, after.settings, after.waivers) == (before.roster, before.settings, before.waivers)


def test_a_label_with_half_a_sign_is_kept_as_far_as_it_can_be(ledger: Ledger) -> None:
    ledger.apply("收表汇总：半\ud83d.xlsx", [Change("task", "T0001", "text", "新")])
    assert ledger.history()[-1].label == "收表汇总：半\ufffd.xlsx"
