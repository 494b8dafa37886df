"""What a merge makes of what came back, rule by rule of the contract."""

from __future__ import annotations

import os
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from gongkai_desk.collecting import apply_merge, merge_report, plan_json
from gongkai_desk.collecting.plan import MergePlan
from gongkai_desk.domain import GongkaiError, Status
from gongkai_desk.grids import Blob, Reader
from gongkai_desk.ledger import Change, report_key

from .conftest import ROUND, TEXTS, Desk, header_columns, row_of

ANSWER = {"完成状态": "推进中", "进展情况": "已开展公示120条"}


def landed(plan: MergePlan) -> dict[tuple[str, str], str]:
    return {(one.task, one.field): one.new for one in plan.changes}


def verdict_of(plan: MergePlan, path: Path) -> tuple[str, str | None, str]:
    entry = next(one for one in plan.files if Path(one.path) == path)
    return entry.verdict.value, entry.unit, entry.reason or ""


def test_answers_land_with_their_places(desk: Desk) -> None:
    path = desk.fill("海宁市", {"T0001": ANSWER}, change=lambda book: set_head(book, "张三", "13812345678"))
    plan = desk.plan()
    assert landed(plan) == {("T0001", "status"): "推进中", ("T0001", "progress"): "已开展公示120条", ("", "filler"): "张三",
                            ("", "phone"): "13812345678"}
    change = next(one for one in plan_json(plan)["changes"] if one["field"] == "progress")
    assert change["source"] == {"file": str(path), "sheet": "填报表", "cell": "K5"} and change["old"] is None
    assert ("T0002", "海宁市") in plan.unanswered and not plan.missing_rows
    assert plan.missing_units == ("市教育局", "市司法局", "平湖市", "桐乡市")
    step = apply_merge(desk.ledger, plan)
    assert step is not None and step.label == f"收表汇总：{ROUND}（1个文件）"
    snapshot = desk.ledger.snapshot()
    assert snapshot.forms[ROUND, "海宁市"].phone == "13812345678"
    report = snapshot.report("T0001", "海宁市", ROUND)
    assert report is not None and report.fields == {"status": "推进中", "progress": "已开展公示120条"}
    assert report.sources["progress"].cell == "K5"


def set_head(book: Any, filler: str, phone: str) -> None:
    sheet = book["填报表"]
    columns = header_columns(sheet)
    sheet.cell(2, columns["进展情况"]).value = filler
    sheet.cell(2, columns["佐证材料"]).value = phone


def test_the_same_again_makes_no_step_and_undo_makes_it_new(desk: Desk) -> None:
    desk.fill("海宁市", {"T0001": ANSWER})
    first = plan_json(desk.plan())
    assert apply_merge(desk.ledger, desk.plan())
    steps = len(desk.ledger.history())
    assert apply_merge(desk.ledger, desk.plan()) is None and len(desk.ledger.history()) == steps
    desk.ledger.undo()
    assert plan_json(desk.plan()) == first


def test_saved_again_by_another_program_is_the_same(desk: Desk) -> None:
    path = desk.fill("海宁市", {"T0001": ANSWER})
    apply_merge(desk.ledger, desk.plan())
    again = desk.fill("海宁市", {}, name="另存.xlsx", form=path)
    assert apply_merge(desk.ledger, desk.plan(again)) is None


def test_an_untouched_form_is_unanswered_but_not_missing(desk: Desk) -> None:
    desk.fill("海宁市", {})
    plan = desk.plan()
    assert not plan.changes and len(plan.unanswered) == 4 and "海宁市" not in plan.missing_units
    assert apply_merge(desk.ledger, plan) is not None
    assert apply_merge(desk.ledger, desk.plan()) is None
    assert "海宁市" not in desk.plan(desk.fill("平湖市", {"T0001": ANSWER})).missing_units


def test_a_later_form_corrects_and_a_blank_never_overwrites(desk: Desk) -> None:
    desk.fill("海宁市", {"T0001": ANSWER, "T0002": ANSWER})
    apply_merge(desk.ledger, desk.plan())
    later = desk.fill("海宁市", {"T0001": {"进展情况": "已开展公示150条"}}, name="海宁市更正.xlsx")
    plan = desk.plan(later)
    assert [(one.task, one.field, one.old, one.new, one.correction) for one in plan.changes] == [
        ("T0001", "progress", "已开展公示120条", "已开展公示150条", True)]
    assert not plan.conflicts
    apply_merge(desk.ledger, plan)
    assert apply_merge(desk.ledger, desk.plan()) is None, "both files again"
    assert apply_merge(desk.ledger, desk.plan(later)) is None
    assert apply_merge(desk.ledger, desk.plan(desk.folder / "收到" / desk.forms["海宁市"].name)) is None, "only the old one"


def by_hand(desk: Desk, value: str, field: str = "progress") -> None:
    desk.ledger.apply("手工录入", [Change("report", report_key("T0001", "海宁市", ROUND), field, value)])


def test_a_value_of_the_office_is_a_conflict_until_decided(desk: Desk) -> None:
    by_hand(desk, "电话里说已公示100条")
    path = desk.fill("海宁市", {"T0001": ANSWER})
    plan = desk.plan()
    [conflict] = plan_json(plan)["conflicts"]
    assert conflict["field"] == "progress" and conflict["values"][0] == {"value": "电话里说已公示100条", "source": None}
    assert conflict["values"][1]["source"]["file"] == str(path)
    assert ("T0001", "progress") not in landed(plan) and ("T0001", "status") in landed(plan)
    apply_merge(desk.ledger, plan)
    assert [one.field for one in desk.ledger.snapshot().pending] == ["progress"]
    assert apply_merge(desk.ledger, desk.plan()) is None


@pytest.mark.parametrize(("decision", "value"), [
    ({"take": "theirs"}, "已开展公示120条"), ("ours", "电话里说已公示100条"), ({"text": "两边核对后为110条"}, "两边核对后为110条"),
    ({"take": "join"}, "电话里说已公示100条\n已开展公示120条"),
])
def test_decisions_are_data(desk: Desk, decision: object, value: str) -> None:
    by_hand(desk, "电话里说已公示100条")
    desk.fill("海宁市", {"T0001": ANSWER})
    printed = plan_json(desk.plan())
    apply_merge(desk.ledger, desk.plan())
    printed["conflicts"][0]["decision"] = decision
    plan = desk.plan(decisions=printed)
    assert not plan.conflicts
    apply_merge(desk.ledger, plan)
    snapshot = desk.ledger.snapshot()
    report = snapshot.report("T0001", "海宁市", ROUND)
    assert report is not None and report.fields["progress"] == value and not snapshot.pending
    assert apply_merge(desk.ledger, desk.plan()) is None, "decided once is decided"


@pytest.mark.parametrize(("rule", "value"), [("theirs", "已开展公示120条"), ("ours", "手工"), ("join", "手工\n已开展公示120条")])
def test_rules_decide_all_alike(desk: Desk, rule: str, value: str) -> None:
    by_hand(desk, "手工")
    desk.fill("海宁市", {"T0001": ANSWER})
    plan = desk.plan(rule=rule)
    assert not plan.conflicts
    apply_merge(desk.ledger, plan)
    report = desk.ledger.snapshot().report("T0001", "海宁市", ROUND)
    assert report is not None and report.fields["progress"] == value
    assert apply_merge(desk.ledger, desk.plan(rule=rule)) is None
    assert apply_merge(desk.ledger, desk.plan()) is None


def test_nonsense_decisions_and_rules_are_refused(desk: Desk) -> None:
    desk.fill("海宁市", {"T0001": ANSWER})
    with pytest.raises(GongkaiError):
        desk.plan(rule="loudest")
    with pytest.raises(GongkaiError):
        desk.plan(decisions={"conflicts": [{"task": "T0001", "unit": "海宁市", "field": "progress", "decision": {"take": "dice"}}]})


def test_two_versions_in_one_batch(desk: Desk) -> None:
    old = desk.fill("海宁市", {"T0001": ANSWER, "T0002": ANSWER})
    new = desk.fill("海宁市", {"T0001": {"完成状态": "已完成"}}, name="2022年第三季度_海宁市_填报表(1).xlsx")
    for path, day in ((old, 20), (new, 21)):
        set_modified(path, f"2022-09-{day}T08:00:00Z")
        os.utime(path, (1_663_000_000, 1_663_000_000))
    plan = desk.plan()
    assert landed(plan)["T0001", "status"] == "已完成" and landed(plan)["T0001", "progress"] == "已开展公示120条"
    assert verdict_of(plan, old)[0] == "superseded" and verdict_of(plan, new)[0] == "accepted"


def test_versions_whose_signs_disagree_are_a_conflict(desk: Desk) -> None:
    one = desk.fill("海宁市", {"T0001": ANSWER})
    other = desk.fill("海宁市", {"T0001": {"进展情况": "另一说法"}}, name="2022年第三季度_海宁市_填报表（更正）.xlsx")
    set_modified(one, "2022-09-25T08:00:00Z")
    set_modified(other, "2022-09-20T08:00:00Z")
    plan = desk.plan()
    assert [(one.field, {claim.value for claim in one.values}) for one in plan.conflicts] == [
        ("progress", {"已开展公示120条", "另一说法"})]
    apply_merge(desk.ledger, plan)
    assert apply_merge(desk.ledger, desk.plan()) is None
    newest = desk.plan(rule="newest")
    assert landed(newest)["T0001", "progress"] == "已开展公示120条"


def test_the_file_time_decides_where_nothing_else_does(desk: Desk) -> None:
    one = desk.fill("海宁市", {"T0001": ANSWER}, name="甲/海宁市.xlsx")
    other = desk.fill("海宁市", {"T0001": {"进展情况": "后来的说法"}}, name="乙/海宁市.xlsx")
    for path, seconds in ((one, 1_663_000_000), (other, 1_663_500_000)):
        set_modified(path, "2022-09-20T08:00:00Z")
        os.utime(path, (seconds, seconds))
    assert landed(desk.plan())["T0001", "progress"] == "后来的说法"
    for path in (one, other):
        os.utime(path, (1_663_000_000, 1_663_000_000))
    assert [one.field for one in desk.plan().conflicts] == ["progress"]


def set_modified(path: Path, moment: str) -> None:
    """Give a workbook another time of last change, as the program that saved it would."""
    import re

    with zipfile.ZipFile(path) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    core = members["docProps/core.xml"].decode()
    members["docProps/core.xml"] = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{moment}", core).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def test_another_units_name_on_the_file_never_displaces_the_own_form(desk: Desk) -> None:
    own = desk.fill("海宁市", {"T0001": ANSWER})
    stray = desk.fill("海宁市", {"T0001": {"进展情况": "别人的"}, "T0002": ANSWER}, name="2022年第三季度_平湖市_填报表.xlsx")
    set_modified(own, "2022-09-20T08:00:00Z")
    set_modified(stray, "2022-09-28T08:00:00Z")
    plan = desk.plan()
    assert landed(plan) == {("T0001", "status"): "推进中", ("T0001", "progress"): "已开展公示120条"}
    assert verdict_of(plan, stray)[:2] == ("warned", "海宁市") and "平湖市" in verdict_of(plan, stray)[2]
    assert verdict_of(plan, own)[0] == "accepted" and "平湖市" in plan.missing_units
    apply_merge(desk.ledger, desk.plan(own))
    assert not desk.plan(stray).changes


def test_attachments_belong_to_folder_or_name(desk: Desk) -> None:
    inbox = desk.folder / "收到"
    desk.fill("海宁市", {"T0001": {**ANSWER, "佐证材料": "公示截图"}}, name="海宁市/2022年第三季度_海宁市_填报表.xlsx")
    (inbox / "海宁市" / "佐证").mkdir()
    (inbox / "海宁市" / "佐证" / "公示截图.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 40)
    (inbox / "平湖市佐证.pdf").write_bytes(b"%PDF-1.4\n")
    (inbox / "谁的.docx").write_bytes(b"PK\x03\x04")
    (inbox / "~$lock.xlsx").write_bytes(b"\x05user")
    plan = desk.plan()
    found = {Path(one.path).name: (one.verdict.value, one.unit) for one in plan.files}
    assert found == {"2022年第三季度_海宁市_填报表.xlsx": ("accepted", "海宁市"), "公示截图.png": ("attachment", "海宁市"),
                     "平湖市佐证.pdf": ("attachment", "平湖市"), "谁的.docx": ("attachment", None), "~$lock.xlsx": ("ignored", None)}
    apply_merge(desk.ledger, plan)
    assert apply_merge(desk.ledger, desk.plan()) is None
    from gongkai_desk.collecting import evidence_of, hand_out

    snapshot = desk.ledger.snapshot()
    assert {Path(one.name).name for one in evidence_of(snapshot, ROUND, "海宁市")} == {"公示截图.png"}
    written = hand_out(desk.ledger, ROUND, desk.folder / "佐证", unit="海宁市")
    assert [path.relative_to(desk.folder).as_posix() for path in written] == ["佐证/海宁市/公示截图.png"]


def test_decided_rows_land_and_rejected_ones_do_not(desk: Desk) -> None:
    def lose_ids(book: Any) -> None:
        book["填报表"].delete_cols(1)

    desk.fill("海宁市", {"T0001": ANSWER, "T0002": ANSWER}, change=lose_ids)
    printed = plan_json(desk.plan())
    assert not printed["changes"] and [one["candidates"][0]["task"] for one in printed["unmatched"]] == ["T0001", "T0002"]
    assert {one["reason"] for one in printed["unmatched"]} == {"no-id"} and not printed["missing"]["rows"]
    printed["unmatched"][0]["decision"] = {"task": "T0001"}
    printed["unmatched"][1]["decision"] = {"reject": True}
    plan = desk.plan(decisions=printed)
    assert landed(plan) == {("T0001", "status"): "推进中", ("T0001", "progress"): "已开展公示120条"} and not plan.unmatched
    apply_merge(desk.ledger, plan)
    again = desk.plan()
    assert not again.changes and not again.unmatched and not again.missing_rows, "decided once is decided"
    assert apply_merge(desk.ledger, again) is None
    desk.fill("海宁市", {"T0001": ANSWER, "T0002": {**ANSWER, "进展情况": "又改了"}}, change=lose_ids)
    assert [one.text for one in desk.plan().unmatched] == [TEXTS[1]], "a row that says something else is asked about again"
    desk.ledger.undo()
    desk.fill("海宁市", {"T0001": ANSWER, "T0002": ANSWER}, change=lose_ids)
    assert len(desk.plan().unmatched) == 2


def test_a_decision_about_what_has_changed_since_is_said_to_be_of_no_use(desk: Desk) -> None:
    by_hand(desk, "手工")
    desk.fill("海宁市", {"T0001": ANSWER})
    printed = plan_json(desk.plan())
    printed["conflicts"][0]["decision"] = {"take": "theirs"}
    by_hand(desk, "又改了")
    plan = desk.plan(decisions=printed)
    assert len(plan.conflicts) == 1 and [one.kind for one in plan.cautions if one.kind.startswith("decision")] == ["decision-stale"]


def test_an_older_form_that_comes_later_is_superseded_by_the_newer_one(desk: Desk) -> None:
    def sent(day: int, progress: str, **more: str) -> Path:
        path = desk.fill("海宁市", {"T0001": {"进展情况": progress, **more}})
        set_modified(path, f"2022-09-{day}T08:00:00Z")
        return path

    path = sent(21, "新的")
    apply_merge(desk.ledger, desk.plan())
    sent(20, "旧的", 存在问题="缺人")
    plan = desk.plan()
    assert landed(plan) == {("T0001", "problems"): "缺人"} and verdict_of(plan, path)[0] == "superseded"
    apply_merge(desk.ledger, plan)
    again = desk.plan()
    assert apply_merge(desk.ledger, again) is None and verdict_of(again, path)[0] == "superseded"
    sent(22, "更新的")
    assert verdict_of(desk.plan(), path)[0] == "accepted"


def test_statuses_and_dates_as_people_type_them(desk: Desk) -> None:
    typed = {"T0001": {"完成状态": "100%", "完成日期": "9月底"}, "T0002": {"完成状态": "看情况再说", "完成日期": 44834},
             "T0005": {"完成状态": "已完成并长期坚持", "完成日期": "二〇二二年九月三日"}}
    path = desk.fill("海宁市", typed)
    plan = desk.plan()
    values = landed(plan)
    assert values["T0001", "status"] == Status.DONE and values["T0005", "status"] == Status.DONE
    assert values["T0001", "done_on"] == "2022-09-30" and values["T0002", "done_on"] == "2022-09-30"
    assert values["T0005", "done_on"] == "2022-09-03"
    assert next(one.raw for one in plan.changes if one.task == "T0001" and one.field == "done_on") == "9月底"
    assert values["T0002", "status"] == "看情况再说" and verdict_of(plan, path)[0] == "warned"
    apply_merge(desk.ledger, plan)
    report = desk.ledger.snapshot().report("T0001", "海宁市", ROUND)
    assert report is not None and report.fields["done_on_raw"] == "9月底"
    assert apply_merge(desk.ledger, desk.plan()) is None


def test_answers_are_checked(desk: Desk) -> None:
    desk.fill("市司法局", {
        "T0004": {"完成状态": "已完成", "本期完成值": "70%", "进展情况": "联系人手机13812345678，已答复全部申请，答复率明显提升"},
        "T0003": {"完成状态": "已完成", "完成日期": "2023-05-01", "佐证材料": "http:/www.x", "进展情况": "联系人手机13812345678，已答复全部申请，答复率明显提升"}})
    desk.fill("海宁市", {"T0001": {"进展情况": "联系人手机13812345678，已答复全部申请，答复率明显提升"}})
    kinds = {(one.unit, one.task, one.kind) for one in desk.plan().cautions}
    assert {("市司法局", "T0004", "done-without-date"), ("市司法局", "T0004", "done-without-evidence"),
            ("市司法局", "T0004", "below-target"), ("市司法局", "T0004", "personal-data"), ("市司法局", "T0003", "odd-date"),
            ("市司法局", "T0003", "bad-link")} <= kinds
    assert any(kind == "copied-from-unit" for _unit, _task, kind in kinds)


def test_answers_one_column_off_are_asked_about(desk: Desk) -> None:
    desk.fill("海宁市", {"T0001": {"进展情况": "推进中", "佐证材料": "已建立公开目录并发布", "存在问题": "2022-11-10"},
                      "T0002": {"完成状态": "推进中", "进展情况": "推进中", "佐证材料": "2022年9月3日在门户网站发布"}})
    said = {(one.task, one.field): one.message for one in desk.plan().cautions if one.kind == "wrong-column"}
    assert set(said) == {("T0001", "progress"), ("T0001", "problems")}
    assert said["T0001", "progress"].startswith("“进展情况”里只写了完成状态“推进中”，“完成状态”却空着")


def test_a_locked_cell_changed_by_hand_is_reported_and_the_answers_count(desk: Desk) -> None:
    def edit(book: Any) -> None:
        sheet = book["填报表"]
        sheet.cell(row_of(sheet, "T0002"), header_columns(sheet)["工作任务"]).value += "（县级）"

    desk.fill("海宁市", {"T0002": ANSWER}, change=edit)
    [altered] = plan_json(desk.plan())["altered"]
    assert (altered["task"], altered["field"], altered["returned"][-4:]) == ("T0002", "text", "（县级）")
    assert altered["source"]["cell"] == "C6" and ("T0002", "progress") in landed(desk.plan())


def test_files_that_cannot_be_read_do_not_stop_the_others(desk: Desk) -> None:
    inbox = desk.folder / "收到"
    desk.fill("海宁市", {"T0001": ANSWER})
    (inbox / "平湖市坏的.xlsx").write_bytes(b"PK\x03\x04 broken")
    (inbox / "空.xlsx").write_bytes(b"")
    plan = desk.plan(inbox, desk.folder / "没有.xlsx")
    found = {Path(one.path).name: (one.verdict.value, one.unit) for one in plan.files}
    assert found["平湖市坏的.xlsx"] == ("refused", "平湖市") and found["空.xlsx"][0] == "refused"
    assert found["没有.xlsx"][0] == "refused" and ("T0001", "progress") in landed(plan)
    assert all(one.reason for one in plan.files if one.verdict == "refused")


def test_the_report_is_a_workbook_that_reads(desk: Desk, reader: Reader) -> None:
    by_hand(desk, "手工")
    desk.fill("海宁市", {"T0001": ANSWER})
    path = merge_report(desk.plan(), desk.folder / "汇总报告.xlsx")
    document = reader.read(Blob(str(path), path.read_bytes(), datetime(2022, 10, 1)))
    assert [grid.sheet for grid in document.grids][:3] == ["概况", "文件", "冲突"]
    assert any("已开展公示120条" in grid.text(row.index, 4) for grid in document.grids for row in grid.rows)
    inbox = desk.plan(path)
    assert [one.verdict.value for one in inbox.files] == ["ignored"]


def test_an_old_version_of_a_form_is_said_where_its_tasks_have_changed(desk: Desk) -> None:
    old = desk.forms["海宁市"]
    desk.issue(units=["海宁市"])
    assert verdict_of(desk.plan(path := desk.fill("海宁市", {"T0001": ANSWER}, form=old)), path)[0] == "accepted"
    desk.ledger.apply("改任务", [Change("task", "T0001", "text", "推进重大建设项目信息公开，公开批准结果，逐项列明。")])
    desk.issue(units=["海宁市"])
    plan = desk.plan(path := desk.fill("海宁市", {"T0001": ANSWER}, form=old))
    verdict, _, reason = verdict_of(plan, path)
    assert verdict == "warned" and "第1版" in reason and "第3版" in reason and "1项" in reason
    assert landed(plan)["T0001", "progress"] == ANSWER["进展情况"] and not plan.altered
