"""待审, 已审, 退回, and the workbook that goes back."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from gongkai_desk.collecting import Opinion, apply_merge, returned, review, send_back, settle, waiting_conflicts
from gongkai_desk.domain import GongkaiError, Review
from gongkai_desk.ledger import Change, report_key

from .conftest import ROUND, TODAY, Desk, header_columns, row_of

ANSWER = {"完成状态": "推进中", "进展情况": "已开展公示120条"}


def test_what_goes_back_comes_again_and_waits_for_review(desk: Desk) -> None:
    desk.fill("海宁市", {"T0001": ANSWER, "T0002": ANSWER})
    apply_merge(desk.ledger, desk.plan())
    step = review(desk.ledger, ROUND, [Opinion("T0001", "海宁市", Review.PASSED),
                                       Opinion("T0002", "海宁市", Review.RETURNED, "请补充公示链接")])
    assert step is not None and step.changes >= 3
    assert [one.task for one in returned(desk.ledger.snapshot(), ROUND)] == ["T0002"]
    [path] = send_back(desk.ledger, ROUND, desk.folder / "退回").paths
    assert path.name == "2022年第三季度_海宁市_填报表（退回修改）.xlsx"
    book = load_workbook(path)
    sheet = book["填报表"]
    columns = header_columns(sheet)
    marked = sheet.cell(row_of(sheet, "T0002"), columns["进展情况"])
    assert marked.fill.fgColor.rgb == "FFFFC7CE" and "请补充公示链接" in marked.comment.text and marked.value == "已开展公示120条"
    assert sheet.cell(row_of(sheet, "T0001"), columns["进展情况"]).comment is None
    assert "请补充公示链接" in [cell.value for row in book["退回意见"].iter_rows() for cell in row]
    back = desk.fill("海宁市", {"T0002": {"进展情况": "已开展公示120条，链接 https://www.haining.gov.cn/gs"}}, name=path.name, form=path)
    plan = desk.plan(back)
    assert [(one.task, one.correction) for one in plan.changes] == [("T0002", True)] and not plan.conflicts and not plan.altered
    apply_merge(desk.ledger, plan)
    snapshot = desk.ledger.snapshot()
    states = {report.task: report.review for report in snapshot.reports_of(ROUND)}
    assert states == {"T0001": Review.PASSED, "T0002": Review.PENDING} and not returned(snapshot, ROUND)


def test_opinions_need_a_report_and_a_reason(desk: Desk) -> None:
    with pytest.raises(GongkaiError, match="还没有报送"):
        review(desk.ledger, ROUND, [Opinion("T0001", "海宁市", Review.PASSED)])
    desk.fill("海宁市", {"T0001": ANSWER})
    apply_merge(desk.ledger, desk.plan())
    with pytest.raises(GongkaiError, match="原因"):
        review(desk.ledger, ROUND, [Opinion("T0001", "海宁市", Review.RETURNED)])
    with pytest.raises(GongkaiError, match="没有退回"):
        send_back(desk.ledger, ROUND, desk.folder / "退回")


def test_waiting_conflicts_are_decided_without_the_files(desk: Desk) -> None:
    desk.ledger.apply("手工录入", [Change("report", report_key("T0001", "海宁市", ROUND), "progress", "手工")])
    desk.fill("海宁市", {"T0001": ANSWER})
    apply_merge(desk.ledger, desk.plan())
    [conflict] = waiting_conflicts(desk.ledger.snapshot(), ROUND)
    assert [claim.value for claim in conflict.values] == ["手工", "已开展公示120条"]
    step = settle(desk.ledger, ROUND, {"conflicts": [
        {"task": "T0001", "unit": "海宁市", "field": "progress", "decision": {"take": "theirs"}}]}, today=TODAY)
    assert step is not None
    snapshot = desk.ledger.snapshot()
    report = snapshot.report("T0001", "海宁市", ROUND)
    assert report is not None and report.fields["progress"] == "已开展公示120条" and not snapshot.pending
    assert apply_merge(desk.ledger, desk.plan()) is None
