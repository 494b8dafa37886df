"""What came back otherwise than it went out: seals against names, rows that are no tasks, answers that stand elsewhere."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gongkai_desk.collecting import apply_merge
from gongkai_desk.collecting.names import version_day
from gongkai_desk.collecting.seal import parse_mark

from .conftest import TEXTS, Desk, header_columns, row_of
from .test_merging import set_modified

ANSWER = {"完成状态": "推进中", "进展情况": "已开展公示120条"}
SAID = {("T0001", "status"): "推进中", ("T0001", "progress"): "已开展公示120条"}


def values(plan: Any, unit: str = "海宁市") -> dict[tuple[str, str], str]:
    return {(one.task, one.field): one.new for one in plan.changes if one.unit == unit}


def nameless(book: Any) -> None:
    """The very hidden sheet, the title and the line under it are gone."""
    del book["元数据"]
    sheet = book["填报表"]
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.delete_rows(1, 3)


def test_columns_cut_off_before_the_first_do_not_stop_the_batch(desk: Desk) -> None:
    def cut(book: Any) -> None:
        sheet = book["填报表"]
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        for title in ("完成时限", "职责分工", "牵头单位", "序号"):
            sheet.delete_cols(header_columns(sheet)[title])
        sheet.delete_cols(1)
        sheet.cell(4, header_columns(sheet)["进展情况"]).value = "本栏由各单位如实填写"

    desk.fill("平湖市", {"T0001": ANSWER}, change=cut)
    desk.fill("海宁市", {"T0001": ANSWER})
    assert values(desk.plan()) == SAID


def test_a_form_of_another_unit_is_known_by_its_seal_where_only_the_file_name_speaks(desk: Desk) -> None:
    path = desk.fill("海宁市", {"T0001": ANSWER}, name="平湖市报送.xlsx", change=nameless)
    plan = desk.plan(path)
    assert values(plan) == SAID and not values(plan, "平湖市")
    assert [(one.unit, one.verdict.value) for one in plan.files] == [("海宁市", "warned")]
    assert "平湖市" in (plan.files[0].reason or "")


def test_a_form_of_another_round_is_known_by_its_seal(desk: Desk) -> None:
    old = desk.fill("海宁市", {"T0001": ANSWER}, name="海宁市.xlsx", change=nameless)
    desk.issue("2022年第四季度")
    plan = desk.plan(old, round="2022年第四季度")
    assert not plan.changes and plan.files[0].verdict == "refused" and "第三季度" in (plan.files[0].reason or "")


def test_a_form_of_another_ledger_is_known_by_its_seal(desk: Desk, tmp_path: Path) -> None:
    other_place = tmp_path / "另一个"
    other_place.mkdir()
    other = Desk(other_place, desk.reader)
    path = other.fill("海宁市", dict.fromkeys(("T0001", "T0002", "T0005"), ANSWER), name="海宁市.xlsx", change=nameless)
    other.ledger.close()
    plan = desk.plan(path)
    assert not plan.changes and plan.files[0].verdict == "refused" and "另一个台账" in (plan.files[0].reason or "")


def test_a_form_of_a_round_this_ledger_never_had(desk: Desk) -> None:
    def change(book: Any) -> None:
        del book["元数据"]
        sheet = book["填报表"]
        for row in sheet.iter_rows(min_row=1, max_row=3):
            for cell in row:
                if str(cell.value).startswith("报送期"):
                    cell.value = "报送期：2021年第四季度"
        for row in range(5, sheet.max_row + 1):
            sheet.cell(row, 1).value = str(sheet.cell(row, 1).value).partition("#")[0]

    plan = desk.plan(desk.fill("海宁市", {"T0001": ANSWER}, change=change))
    assert plan.files[0].verdict == "refused" and "2021年第四季度" in (plan.files[0].reason or "")


def add_total(sheet: Any) -> None:
    row = sheet.max_row + 1
    sheet.cell(row, 2).value = "合 计"
    sheet.cell(row, header_columns(sheet)["进展情况"]).value = "共4项"


def add_numbering(sheet: Any) -> None:
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.insert_rows(5)
    for column in range(1, sheet.max_column + 1):
        sheet.cell(5, column).value = f"（{column}）"


@pytest.mark.parametrize("change", [add_total, add_numbering])
def test_totals_and_column_numbers_are_no_tasks(desk: Desk, change: Callable[[Any], None]) -> None:
    plan = desk.plan(desk.fill("海宁市", {"T0001": ANSWER}, change=lambda book: change(book["填报表"])))
    assert values(plan) == SAID and not plan.unmatched and plan.files[0].verdict == "accepted"


def test_dates_in_names_tell_versions(desk: Desk) -> None:
    old = desk.fill("海宁市", {"T0001": ANSWER}, name="海宁市0920.xlsx")
    new = desk.fill("海宁市", {"T0001": {"进展情况": "后来的说法"}}, name="海宁市0925.xlsx")
    for path in (old, new):
        set_modified(path, "2022-09-25T08:00:00Z")
        os.utime(path, (1_663_000_000, 1_663_000_000))
    plan = desk.plan()
    assert values(plan)["T0001", "progress"] == "后来的说法" and not plan.conflicts
    assert {one.path: one.verdict.value for one in plan.files} == {str(old): "superseded", str(new): "accepted"}


@pytest.mark.parametrize(("name", "day"), [
    ("海宁市20220925.xlsx", (2022, 9, 25)), ("海宁市（9月25日报）.xlsx", (0, 9, 25)), ("2022年第三季度_海宁市_填报表.xlsx", None),
    ("海宁市9.25改.xlsx", (0, 9, 25)), ("2022-9-5海宁市.xlsx", (2022, 9, 5)), ("海宁市1345.xlsx", None), ("海宁市 2022.xlsx", None),
    ("海宁市0920-0925.xlsx", (0, 9, 25)), ("填报表v1.2.xlsx", None)])
def test_days_in_names(name: str, day: object) -> None:
    assert version_day(name) == day


def test_answers_without_a_header_and_merged_answers_are_named(desk: Desk) -> None:
    def beside(book: Any) -> None:
        sheet = book["填报表"]
        sheet.cell(row_of(sheet, "T0002"), sheet.max_column + 2).value = "写到旁边去了"

    def merged(book: Any) -> None:
        sheet = book["填报表"]
        column = header_columns(sheet)["进展情况"]
        sheet.merge_cells(start_row=5, end_row=6, start_column=column, end_column=column)

    plan = desk.plan(desk.fill("海宁市", {"T0001": ANSWER}, change=beside))
    assert values(plan) == SAID and plan.files[0].verdict == "warned" and "没有表头" in (plan.files[0].reason or "")
    plan = desk.plan(desk.fill("平湖市", {"T0001": ANSWER}, change=merged))
    reason = next(one.reason or "" for one in plan.files if one.unit == "平湖市")
    assert values(plan, "平湖市") == SAID and "合并" in reason


def test_an_id_without_its_text_is_proposed_first(desk: Desk) -> None:
    def only_ids(book: Any) -> None:
        sheet = book["填报表"]
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        for title in ("上期进展", "完成时限", "职责分工", "牵头单位", "工作任务", "序号"):
            sheet.delete_cols(header_columns(sheet)[title])

    plan = desk.plan(desk.fill("海宁市", {"T0002": ANSWER}, change=only_ids))
    assert not plan.changes
    assert [(one.reason.value, one.candidates[0].task) for one in plan.unmatched if one.answers] == [("unlike", "T0002")]


def test_a_deleted_column_is_no_broken_seal(desk: Desk) -> None:
    def cut(book: Any) -> None:
        sheet = book["填报表"]
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        sheet.delete_cols(header_columns(sheet)["牵头单位"])

    plan = desk.plan(desk.fill("海宁市", {"T0001": ANSWER}, change=cut))
    assert values(plan) == SAID and not plan.altered and not [one for one in plan.cautions if one.kind == "check-sum"]


def test_one_file_that_nobody_foresaw_does_not_stop_the_others(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from gongkai_desk.collecting import intake

    real = intake.read_document

    def sometimes(document: Any) -> Any:
        if "平湖市" in document.path:
            raise IndexError("unforeseen")
        return real(document)

    monkeypatch.setattr(intake, "read_document", sometimes)
    monkeypatch.setattr("gongkai_desk.faultlog.log_folder", lambda: tmp_path / "log")
    desk.fill("平湖市", {"T0001": ANSWER})
    desk.fill("海宁市", {"T0001": ANSWER})
    plan = desk.plan()
    assert values(plan) == SAID
    assert {one.unit: one.verdict.value for one in plan.files} == {"平湖市": "refused", "海宁市": "accepted"}
    assert (tmp_path / "log" / "错误记录.txt").exists()


def test_a_mark_typed_full_width_is_the_same() -> None:
    assert parse_mark("Ｔ０００１＃ＡＢ１２ＣＤ３４") == ("T0001", "ab12cd34") == parse_mark(" t0001 # AB12CD34")
    assert parse_mark(TEXTS[0]) is None


def test_the_notes_sheet_is_not_read_unless_it_is_the_form_itself(desk: Desk) -> None:
    def renamed(book: Any) -> None:
        del book["填报说明"]
        book["填报表"].title = "填报说明"

    assert values(desk.plan(desk.fill("海宁市", {"T0001": ANSWER}))) == SAID
    assert values(desk.plan(desk.fill("平湖市", {"T0001": ANSWER}, change=renamed)), "平湖市") == SAID


def test_a_workbook_of_other_units_is_not_the_units_own_form(desk: Desk) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(["填报单位", "任务编码(勿改)", "序号", "工作任务", "完成状态", "进展情况"])
    for unit in ("平湖市", "桐乡市"):
        sheet.append([unit, "T0001", "1", TEXTS[0], "推进中", f"{unit}的进展"])
    (desk.folder / "收到").mkdir()
    book.save(desk.folder / "收到" / "汇总.xlsx")
    desk.fill("海宁市", {"T0001": ANSWER}, name="市司法局.xlsx")
    first = desk.plan()
    apply_merge(desk.ledger, first)
    assert values(first) == SAID
    assert desk.plan().files == first.files


def far_out(book: Any) -> None:
    book["填报表"].cell(1_048_576, 16_384).value = "x"


def buried(book: Any) -> None:
    sheet = book["填报表"]
    column = header_columns(sheet)["佐证材料"]
    sheet.cell(200, column).value, sheet.cell(201, column).value = "甲", "乙"
    sheet.merged_cells.add(f"{sheet.cell(200, column).coordinate}:{sheet.cell(201, column).coordinate}")


@pytest.mark.parametrize(("change", "said"), [(far_out, "XFD1048576"), (buried, "压着其他内容")])
def test_what_the_reader_had_reservations_about_is_said(desk: Desk, change: Callable[[Any], None], said: str) -> None:
    desk.fill("海宁市", {"T0001": ANSWER}, change=change)
    plan = desk.plan()
    assert values(plan) == SAID
    assert [(one.verdict.value, said in (one.reason or "")) for one in plan.files] == [("warned", True)]


def test_another_ending_than_the_content_is_said(desk: Desk) -> None:
    path = desk.fill("海宁市", {"T0001": ANSWER})
    path.rename(path.with_suffix(".xls"))
    plan = desk.plan()
    assert values(plan) == SAID
    assert [(one.verdict.value, "扩展名与内容不符" in (one.reason or "")) for one in plan.files] == [("warned", True)]


def test_another_round_written_over_the_forms_own_is_said(desk: Desk) -> None:
    def over(book: Any) -> None:
        for cell in book["填报表"][2]:
            if isinstance(cell.value, str) and cell.value.startswith("报送期"):
                cell.value = "报送期：2022年第四季度"

    path = desk.fill("市司法局", {"T0003": {"进展情况": "已公开"}}, change=over)
    plan = desk.plan()
    assert [(entry.verdict.value, Path(entry.path)) for entry in plan.files] == [("warned", path)]
    assert "2022年第四季度" in (plan.files[0].reason or "") and plan.changes


def test_a_row_with_another_text_is_offered_to_the_task_of_its_id(desk: Desk) -> None:
    """Rewritten, or sorted away from its id: a person decides, but need not look for the task. Nothing is likely enough to be
    taken unasked."""
    def rewritten(book: Any) -> None:
        sheet = book["填报表"]
        sheet.cell(row_of(sheet, "T0002"), header_columns(sheet)["工作任务"]).value = "另起炉灶"

    plan = desk.plan(desk.fill("海宁市", {"T0002": ANSWER}, change=rewritten))
    (row,) = [one for one in plan.unmatched if one.answers]
    assert row.reason.value == "unlike" and not plan.changes
    assert "T0002" in {each.task for each in row.candidates} and all(each.score < 0.5 for each in row.candidates)
