"""Workbooks that are more, or less, than one form: gathered, stale, nameless, in the office's own layout."""

from __future__ import annotations

import csv
import time
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from gongkai_desk.collecting import apply_merge, plan_json
from gongkai_desk.collecting.likeness import rank

from .conftest import ROUND, TEXTS, Desk, header_columns, row_of

ANSWER = {"完成状态": "推进中", "进展情况": "已开展公示120条"}


def values(plan: Any) -> dict[tuple[str, str, str], str]:
    return {(one.unit, one.task, one.field): one.new for one in plan.changes}


def test_a_sheet_of_an_earlier_round_left_in_the_workbook_is_not_used(desk: Desk) -> None:
    desk.issue("2022年第四季度", units=["海宁市"])
    new = desk.forms["海宁市"]

    def with_old_sheet(book: Any) -> None:
        sheet = book.copy_worksheet(book["填报表"])
        sheet.title = "上次报的"
        for cell in sheet[2]:
            if cell.value and str(cell.value).startswith("报送期"):
                cell.value = f"报送期：{ROUND}"
        sheet.cell(row_of(sheet, "T0002"), header_columns(sheet)["进展情况"]).value = "第三季度的旧内容"

    path = desk.fill("海宁市", {"T0001": ANSWER}, change=with_old_sheet, form=new)
    plan = desk.plan(path, round="2022年第四季度")
    assert values(plan) == {("海宁市", "T0001", "status"): "推进中", ("海宁市", "T0001", "progress"): "已开展公示120条"}
    assert plan.files[0].verdict == "warned" and "上次报的" in (plan.files[0].reason or "")


def test_a_form_without_any_name_is_known_by_its_check_sums(desk: Desk) -> None:
    def strip(book: Any) -> None:
        del book["元数据"]
        sheet = book["填报表"]
        for row in (1, 2):
            for cell in sheet[row]:
                if cell.__class__.__name__ == "Cell":
                    cell.value = None

    path = desk.fill("平湖市", {"T0002": ANSWER}, name="新建表格.xlsx", change=strip)
    plan = desk.plan(path)
    assert values(plan)["平湖市", "T0002", "progress"] == "已开展公示120条"
    assert [(one.verdict.value, one.unit) for one in plan.files] == [("warned", "平湖市")]


def test_rows_of_several_units_in_one_sheet_with_a_unit_column(desk: Desk) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["全市汇总"])
    heads = [cell.value for cell in load_workbook(desk.forms["海宁市"])["填报表"][4]]
    sheet.append(["填报单位", *heads])
    for unit in ("海宁市", "平湖市"):
        form = load_workbook(desk.forms[unit])["填报表"]
        columns = header_columns(form)
        for row in range(5, form.max_row + 1):
            cells = {head: form.cell(row, columns[head]).value for head in heads if head in columns}
            cells["进展情况"] = f"{unit}第{row}行"
            sheet.append([unit if row == 5 else None, *(cells.get(head) for head in heads)])
    path = desk.folder / "全市汇总.xlsx"
    book.save(path)
    plan = desk.plan(path)
    assert [(one.unit, one.verdict.value) for one in plan.files] == [("海宁市", "warned"), ("平湖市", "warned")]
    assert {(one.unit, one.task): one.new for one in plan.changes} == {
        ("海宁市", "T0001"): "海宁市第5行", ("海宁市", "T0002"): "海宁市第6行", ("海宁市", "T0004"): "海宁市第7行",
        ("海宁市", "T0005"): "海宁市第8行", ("平湖市", "T0001"): "平湖市第5行", ("平湖市", "T0002"): "平湖市第6行",
        ("平湖市", "T0005"): "平湖市第7行"}
    assert not plan.altered and not plan.unmatched and not plan.missing_rows


def test_saved_as_csv(desk: Desk) -> None:
    filled = load_workbook(desk.fill("平湖市", {"T0002": {**ANSWER, "完成日期": "2022/9/3"}}))["填报表"]
    path = desk.folder / "平湖市.csv"
    with path.open("w", newline="", encoding="gb18030") as file:
        csv.writer(file).writerows([["" if cell.value is None else cell.value for cell in row] for row in filled.iter_rows()])
    plan = desk.plan(path)
    assert values(plan)["平湖市", "T0002", "done_on"] == "2022-09-03" and plan.files[0].verdict == "warned"
    assert not plan.altered and not plan.unmatched


def test_an_offices_own_small_table_is_proposed(desk: Desk) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["桐乡市政务公开工作进展"])
    sheet.append(["事项", "推进情况", "备注"])
    sheet.append([TEXTS[1][:14], "目录已编制完成", ""])
    sheet.append([None, "并在网站集中展示", ""])
    sheet.merge_cells("A3:A4")
    sheet.append(["推进重大建设项目领域信息公开", "公开项目12个", "含续建"])
    path = desk.folder / "桐乡市进展.xlsx"
    book.save(path)
    plan = desk.plan(path)
    assert not plan.changes and [one.candidates[0].task for one in plan.unmatched] == ["T0002", "T0002", "T0005"]
    assert plan.files[0].unit == "桐乡市" and plan.files[0].verdict == "warned"
    assert plan_json(plan)["unmatched"][0]["answers"] == {"progress": "目录已编制完成"}


def test_ledgers_and_our_own_lists_in_the_folder_are_left_alone(desk: Desk) -> None:
    desk.fill("海宁市", {"T0001": ANSWER}, name="2022年第三季度_海宁市_填报表.xlsx")
    plan = desk.plan(desk.folder / "收到", desk.folder / "台账.gkd", desk.forms["海宁市"].parent)
    found = {Path(one.path).name: one.verdict.value for one in plan.files if one.unit is None}
    assert found["台账.gkd"] == "ignored" and found["分发清单.csv"] == "ignored"


def test_a_row_pasted_from_another_units_form_is_noticed(desk: Desk) -> None:
    other = load_workbook(desk.forms["市司法局"])["填报表"]
    row = [cell.value for cell in other[row_of(other, "T0003")]]

    def paste(book: Any) -> None:
        sheet = book["填报表"]
        columns = header_columns(sheet)
        target = sheet.max_row + 1
        sheet.cell(target, 1).value = row[0]
        sheet.cell(target, columns["工作任务"]).value = row[2]
        sheet.cell(target, columns["进展情况"]).value = "替司法局填的"

    plan = desk.plan(desk.fill("海宁市", {"T0001": ANSWER}, change=paste))
    [row_] = plan.unmatched
    assert row_.reason == "not-issued" and row_.candidates[0].task == "T0003"
    assert ("海宁市", "T0003", "progress") not in values(plan)


def test_no_text_of_any_size_takes_long() -> None:
    tasks = {f"T{place:04d}": {"text": TEXTS[place % 6] * 40} for place in range(60)}
    start = time.process_time()
    rank({"text": "规范行政许可" * 5000}, tasks)
    assert time.process_time() - start < 5


def test_a_form_of_an_earlier_version_counts_with_its_own_check_sums(desk: Desk) -> None:
    from gongkai_desk.ledger import Change

    old = desk.fill("海宁市", {"T0002": ANSWER})
    desk.ledger.apply("修改任务", [Change("task", "T0002", "text", "编制并公布基层政务公开标准目录（2022年版）。")])
    desk.issue(units=["海宁市"])
    plan = desk.plan(old)
    assert values(plan)["海宁市", "T0002", "progress"] == "已开展公示120条" and not plan.altered and not plan.unmatched
    assert apply_merge(desk.ledger, plan)
