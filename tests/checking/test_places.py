"""Findings point to the cell that they are about."""

from __future__ import annotations

from msgspec import structs

from gongkai_desk.checking import check, findings_json
from gongkai_desk.domain import Breakdown, Support

from .makers import TODAY, table, task

COLUMNS = (("lead", 4), ("support", 5), ("deadline", 6))


def _columns(breakdown: Breakdown) -> dict[str, int | None]:
    return {finding.rule: finding.source.column for finding in check(breakdown, today=TODAY)}


def test_findings_point_to_units_and_deadlines() -> None:
    found = _columns(table(
        task(1, "编制公开目录", lead=""), task(2, "更新公开指南", deadline=""), task(3, "开展公开培训", support="市政府办公室"),
        task(4, "规范公文属性", deadline="8月前"), task(5, "清理失效信息"), columns=COLUMNS,
    ))
    assert found["missing-lead"] == 4
    assert found["missing-deadline"] == found["inferred-deadline"] == 6
    assert found["lead-also-supports"] == 5


def test_without_known_columns_they_point_to_the_task() -> None:
    assert set(_columns(table(task(1, "编制公开目录", lead=""), task(2, "更新公开指南", deadline="8月前"))).values()) == {2}


def test_a_deadline_in_the_words_is_pointed_at_there() -> None:
    found = _columns(table(task(1, "8月前编制公开目录", deadline=None), task(2, "清理失效信息"), columns=COLUMNS))
    assert found.get("inferred-deadline") == 2


def test_the_cell_is_in_the_json_too() -> None:
    findings = check(table(task(1, "编制公开目录", lead=""), task(2, "清理失效信息"), columns=COLUMNS), today=TODAY)
    [one] = findings_json(findings)["findings"]
    assert one["source"]["cell"] == f"D{one['source']['row']}"
    assert set(one["task"]["source"]) == {"file", "sheet", "row"}


def test_an_open_list_of_supporters_is_pointed_at() -> None:
    support = Support(("市财政局",), "市财政局等", open_list=True)
    found = _columns(table(structs.replace(task(1, "编制公开目录"), support=support), task(2, "清理失效信息"), columns=COLUMNS))
    assert found == {"open-list": 5}
