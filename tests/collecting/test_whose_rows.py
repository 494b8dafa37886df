"""Whose a row is, and what stands beside the cells, in workbooks that no office was asked to make."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from .conftest import TEXTS, Desk, header_columns, row_of

ANSWER = {"完成状态": "推进中", "进展情况": "已开展公示120条"}


def gathered(desk: Desk, *lines: tuple[object, ...], name: str = "各单位情况.xlsx") -> Path:
    book = Workbook()
    sheet = book.active
    for line in lines:
        sheet.append(line)
    target = desk.folder / "收到" / name
    target.parent.mkdir(exist_ok=True)
    book.save(target)
    return target


def proposed(plan: Any) -> list[tuple[str, str]]:
    return [(one.unit, one.answers["progress"]) for one in plan.unmatched]


def test_headings_between_the_rows_say_whose_they_are(desk: Desk) -> None:
    path = gathered(
        desk, ("第三季度情况",), ("序号", "工作任务", "完成状态", "进展情况"),
        ("一、海宁市",), (1, TEXTS[0], "推进中", "海宁一"), (2, TEXTS[1], "推进中", "海宁二"),
        ("（二）平湖市：",), (1, TEXTS[0], "推进中", "平湖一"))
    plan = desk.plan(path)
    assert not plan.changes
    assert proposed(plan) == [("海宁市", "海宁一"), ("海宁市", "海宁二"), ("平湖市", "平湖一")]
    assert {(one.unit, one.verdict.value) for one in plan.files} == {("海宁市", "warned"), ("平湖市", "warned")}


def test_a_unit_named_in_the_last_rows_is_not_the_sheets_own(desk: Desk) -> None:
    def second_sheet(book: Any) -> None:
        sheet = book.create_sheet("续表")
        sheet.append(("序号", "工作任务", "牵头单位", "完成状态", "进展情况"))
        sheet.append(("1", TEXTS[0], "平湖市", "推进中", "海宁自己的"))
        sheet.append(("2", TEXTS[1], "平湖市", "推进中", "也是海宁的"))

    plan = desk.plan(desk.fill("海宁市", {}, change=second_sheet))
    assert proposed(plan) == [("海宁市", "海宁自己的"), ("海宁市", "也是海宁的")]


def test_rows_of_a_unit_that_nobody_knows_are_said(desk: Desk) -> None:
    head = ("单位", "工作任务", "完成状态", "进展情况")
    both = desk.plan(gathered(desk, head, ("海宁市", TEXTS[0], "推进中", "海宁的"), ("天外县", TEXTS[0], "推进中", "谁的")))
    assert proposed(both) == [("海宁市", "海宁的")]
    assert "天外县" in (both.files[0].reason or "") and "1行" in (both.files[0].reason or "")
    none = desk.plan(gathered(desk, head, ("天外县", TEXTS[0], "推进中", "谁的"), name="另一份.xlsx"))
    assert [one.verdict.value for one in none.files] == ["refused"] and "天外县" in (none.files[0].reason or "")


def test_answers_in_comments_and_on_hidden_sheets_are_said(desk: Desk) -> None:
    def comment(book: Any) -> None:
        sheet = book["填报表"]
        sheet.cell(row_of(sheet, "T0001"), header_columns(sheet)["进展情况"]).comment = Comment("写在这里了", "王")

    plan = desk.plan(desk.fill("海宁市", {"T0001": {"完成状态": "推进中"}}, change=comment))
    assert plan.files[0].verdict == "warned" and "批注" in (plan.files[0].reason or "")

    def hide(book: Any) -> None:
        book.create_sheet("说明")
        book["填报表"].sheet_state = "hidden"

    plan = desk.plan(desk.fill("平湖市", {"T0001": ANSWER}, change=hide))
    entry = next(one for one in plan.files if one.unit == "平湖市")
    assert entry.verdict == "warned" and "隐藏" in (entry.reason or "")
    assert ("平湖市", "T0001", "已开展公示120条") in {(one.unit, one.task, one.new) for one in plan.changes}


def test_a_rearranged_form_without_its_hidden_sheet_is_still_ours(desk: Desk) -> None:
    def sort_all_but_the_ids(book: Any) -> None:
        del book["元数据"]
        sheet = book["填报表"]
        rows = [[sheet.cell(row, column).value for column in range(2, sheet.max_column + 1)] for row in range(5, sheet.max_row + 1)]
        for row, values in zip(range(5, sheet.max_row + 1), [*rows[1:], rows[0]], strict=True):
            for column, value in enumerate(values, 2):
                sheet.cell(row, column).value = value

    plan = desk.plan(desk.fill("海宁市", {"T0001": ANSWER}, change=sort_all_but_the_ids))
    assert [one.verdict.value for one in plan.files] == ["warned"] and not plan.changes
    assert [(one.unit, one.candidates[0].task) for one in plan.unmatched if one.answers] == [("海宁市", "T0001")]

    def number_anew(book: Any) -> None:
        del book["元数据"]
        sheet = book["填报表"]
        for row in range(5, sheet.max_row + 1):
            sheet.cell(row, header_columns(sheet)["序号"]).value = row + 20

    plan = desk.plan(desk.fill("平湖市", {"T0001": ANSWER}, change=number_anew))
    assert {(one.unit, one.task, one.field) for one in plan.changes} >= {("平湖市", "T0001", "progress")}
    assert {one.field for one in plan.altered} == {"number"}


def test_rows_pasted_from_another_unit_do_not_make_the_form_theirs(desk: Desk) -> None:
    other = [cell.value for cell in load_workbook(desk.forms["平湖市"])["填报表"][5]]

    def nameless(book: Any) -> None:
        del book["元数据"]
        sheet = book["填报表"]
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        sheet.delete_rows(1, 2)
        sheet.insert_rows(3)
        for column, value in enumerate(other, 1):
            sheet.cell(3, column).value = value

    plan = desk.plan(desk.fill("海宁市", {"T0002": ANSWER}, name="新建.xlsx", change=nameless))
    assert {one.unit for one in plan.files} == {"海宁市"}
    assert {(one.unit, one.task) for one in plan.changes} == {("海宁市", "T0002")}


def test_a_header_in_the_middle_costs_no_row_and_names_no_unit(desk: Desk) -> None:
    def header_in_the_middle(book: Any) -> None:
        sheet = book["填报表"]
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        header = [cell.value for cell in sheet[4]]
        sheet.delete_rows(1, 4)
        sheet.insert_rows(3)
        for column, value in enumerate(header, 1):
            sheet.cell(3, column).value = value

    plan = desk.plan(desk.fill("海宁市", {"T0001": ANSWER, "T0004": ANSWER}, change=header_in_the_middle))
    assert {(one.unit, one.task) for one in plan.changes} == {("海宁市", "T0001"), ("海宁市", "T0004")}

    path = gathered(
        desk, ("序号", "工作任务", "牵头单位", "完成状态", "进展情况"), ("1", TEXTS[0], "平湖市", "推进中", "甲"),
        ("2", TEXTS[1], "平湖市", "推进中", "乙"), ("序号", "工作任务", "牵头单位", "完成状态", "进展情况"),
        ("3", TEXTS[2], "平湖市", "推进中", "丙"), name="海宁市.xlsx")
    assert proposed(desk.plan(path)) == [("海宁市", "甲"), ("海宁市", "乙"), ("海宁市", "丙")]


def test_a_second_sheet_without_header_has_the_columns_of_the_first(desk: Desk) -> None:
    def over_two_sheets(book: Any) -> None:
        sheet = book["填报表"]
        values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
        order = [0, *range(len(values[0]) - 1, 0, -1)]
        del book["填报表"]
        first, second = book.create_sheet("填报表", 0), book.create_sheet("续表", 1)
        for place, row in enumerate(values):
            (first if place < 3 else second).append([row[column] for column in order])

    plan = desk.plan(desk.fill("海宁市", {"T0001": ANSWER, "T0005": ANSWER}, change=over_two_sheets))
    assert {(one.unit, one.task, one.field) for one in plan.changes} == {
        ("海宁市", task, field) for task in ("T0001", "T0005") for field in ("status", "progress")}
