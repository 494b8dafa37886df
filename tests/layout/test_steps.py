"""The steps one by one: layouts proposed, corrected, remembered; rosters; refusals; any input."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_desk.domain import RefusalKind, Roster, Unit, Unreadable
from gongkai_desk.grids.grid import BadCell, Document, Grid, GridKind, Row, Span
from gongkai_desk.layout import ColumnRole, Layout, Role, propose, read_roster, read_with, understand


def _grid(*rows: tuple[Any, ...], **more: Any) -> Grid:
    return Grid("样例.xlsx", tuple(Row(number, values) for number, values in enumerate(rows, start=1)), **more)


def _document(*grids: Grid) -> Document:
    return Document("样例.xlsx", "xlsx", grids)


ODD = _grid(
    ("甲列", "乙列", "丙列"),
    ("做好年报编制发布工作，确保数据准确。", "市统计局", "六月"),
    ("做好网站检查整改工作，消除错链。", "市大数据局", "七月"),
)


def test_every_role_has_score_and_reason() -> None:
    layout = propose(_grid(("序号", "工作任务", "牵头单位"), (1, "公开规划信息", "市发展改革委"), (2, "公开财政信息", "市财政局")))
    assert layout is not None
    assert layout.header_rows == (1,)
    assert [column.role for column in layout.columns] == [Role.NUMBER, Role.TASK, Role.LEAD]
    assert all(column.reason and 0 < column.score <= 1 for column in layout.columns)
    assert layout.score > 0.9


def test_a_layout_survives_json() -> None:
    layout = propose(_grid(("序号", "工作任务", "牵头单位"), (1, "公开规划信息", "市发展改革委")))
    assert layout is not None
    assert msgspec.json.decode(msgspec.json.encode(layout), type=Layout) == layout


def test_a_layout_set_by_hand_is_found_again_by_its_header() -> None:
    grid = _grid(("序号", "任务", "责任单位", "说明"), (1, "市财政局", "公开预算信息", "6月底前"), (2, "市教育局", "公开招生信息", "7月底前"))
    proposed = propose(grid)
    assert proposed is not None
    roles = {2: Role.LEAD, 3: Role.TASK, 4: Role.DEADLINE}
    columns = tuple(replace(column, role=roles.get(column.column, column.role)) for column in proposed.columns)
    hint = replace(proposed, columns=columns, hand=True)
    found, = understand(_document(grid), hints=[hint], year=2024)
    assert [(task.text, task.lead.units) for task in found.tasks] == [("公开预算信息", ("市财政局",)), ("公开招生信息", ("市教育局",))]
    assert found.tasks[0].deadline.due == date(2024, 6, 30)


def test_a_table_without_known_header_is_read_by_a_layout_set_by_hand() -> None:
    columns = (ColumnRole(1, Role.TASK, 1.0), ColumnRole(2, Role.LEAD, 1.0), ColumnRole(3, Role.REMARKS, 1.0))
    hand = Layout(columns=columns, header_rows=(1,), first_row=2, last_row=3, score=1.0, hand=True)
    with pytest.raises(Unreadable):
        understand(_document(_grid(("甲列", "乙列"), ("子", "丑"))))
    assert [task.lead.units for task in read_with(ODD, hand).tasks] == [("市统计局",), ("市大数据局",)]


def test_a_refusal_says_what_was_looked_at() -> None:
    with pytest.raises(Unreadable) as refusal:
        understand(_document(_grid(("姓名", "年龄"), ("张三", 30), ("李四", 40), sheet="人员")))
    assert refusal.value.kind is RefusalKind.NO_TABLE
    assert "“人员”第1至3行" in refusal.value.what
    assert refusal.value.next_step


def test_an_error_cell_is_no_unit() -> None:
    found, = understand(_document(_grid(
        ("序号", "工作任务", "牵头单位"), (1, "公开规划信息", "市发展改革委"), (2, "公开财政信息", BadCell("#REF!")), (3, "公开统计信息", "市统计局"),
    )))
    assert found.tasks[1].lead.units == ()
    assert "bad-cell" in {doubt.kind for doubt in found.doubts}


def test_the_given_roster_names_units_whole() -> None:
    roster = Roster((Unit("市一网通办和营商环境服务中心"),))
    found, = understand(_document(_grid(
        ("序号", "工作任务", "责任单位"), (1, "推进一网通办", "市一网通办和营商环境服务中心"), (2, "公开统计信息", "市统计局"),
    )), roster=roster)
    assert found.tasks[0].lead.units == ("市一网通办和营商环境服务中心",)


def test_roster_tables_and_plain_lists() -> None:
    titled = _grid(
        ("单位名录",), ("序号", "单位名称", "别名", "层级", "类别", "联络员", "电话"),
        (1, "市发展改革委", "市发改委、发改委", "市", "部门", "王一", "0571-1234567"), (2, "东城区政府", None, "县", "县(市、区)", None, None),
    )
    roster = read_roster(_document(titled))
    assert roster.names == ("市发展改革委", "东城区政府")
    assert roster.units[0].aliases == ("市发改委", "发改委")
    assert (roster.units[1].level, roster.units[1].category) == ("县", "县(市、区)")
    plain = Grid("名录.txt", (Row(1, ("市教育局",)), Row(2, ("2.市民政局",)), Row(3, ("西山县",))), kind=GridKind.PROSE)
    assert read_roster(_document(plain)).names == ("市教育局", "市民政局", "西山县")
    short = Grid("名录.txt", (Row(1, ("浚县",)), Row(2, ("淇县",))), kind=GridKind.PROSE)
    assert read_roster(_document(short)).names == ("浚县", "淇县")
    with pytest.raises(Unreadable):
        read_roster(_document(Grid("空.txt", (), kind=GridKind.PROSE)))
    with pytest.raises(Unreadable):
        read_roster(_document(Grid("说明.txt", (Row(1, ("这是一份普通说明",)), Row(2, ("没有单位",))), kind=GridKind.PROSE)))


def test_a_stray_cell_far_out_costs_nothing() -> None:
    far = (None,) * 16_383 + ("x",)
    grid = _grid(("序号", "工作任务", "牵头单位"), (1, "公开规划信息", "市发展改革委"), (2, "公开财政信息", "市财政局"), far)
    found, = understand(_document(grid))
    assert len(found.tasks) == 2


_WORDS = st.sampled_from([
    "序号", "工作任务", "牵头单位", "责任单位", "配合单位", "完成时限", "备注", "一、加强公开", "（一）公开规划", "1.公开预算", "市财政局", "市教育局、市民政局",
    "各县（市、区）政府", "6月底前", "同上", "合计", "说明：略", "附件1", "(牵头单位：市财政局", "（责任单位：市教育局）", "牵头单位：市司法局", "|", "12", "公开规划信息。",
])
_CELLS = st.one_of(st.none(), _WORDS, st.integers(-5, 99), st.dates(), st.text(max_size=8), st.just(BadCell("#N/A")))


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.lists(_CELLS, min_size=1, max_size=6), max_size=12), spans=st.lists(st.tuples(*[st.integers(1, 7)] * 4), max_size=4))
def test_no_table_raises_anything_but_a_refusal(rows: list[list[Any]], spans: list[tuple[int, int, int, int]]) -> None:
    merges = tuple(Span(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in spans)
    try:
        understand(_document(_grid(*map(tuple, rows), spans=merges)))
    except Unreadable as refusal:
        assert refusal.kind is RefusalKind.NO_TABLE


@settings(max_examples=150, deadline=None)
@given(lines=st.lists(st.one_of(_WORDS, st.lists(_WORDS, max_size=5).map("|".join), st.lists(_WORDS, max_size=5).map("\t".join),
                                st.lists(_WORDS, max_size=6).map("".join), st.text(max_size=20)), max_size=25))
def test_no_text_raises_anything_but_a_refusal(lines: list[str]) -> None:
    rows = tuple(Row(number, (line,)) for number, line in enumerate(lines, start=1) if line)
    try:
        understand(_document(Grid("样例.txt", rows, kind=GridKind.PROSE)))
    except Unreadable as refusal:
        assert refusal.kind is RefusalKind.NO_TABLE


def test_a_given_year_against_the_title_is_said() -> None:
    grid = Grid("样例.xlsx", (
        Row(1, ("2021年任务分解表",)), Row(2, ("序号", "工作任务", "牵头单位", "完成时限")),
        Row(3, (1, "编制公开目录并公布", "市司法局", "6月底前")), Row(4, (2, "更新公开指南和制度", "市档案局", "9月底前")),
    ))
    document = Document("样例.xlsx", "xlsx", (grid,))
    told = understand(document, year=2022)[0]
    assert told.tasks[0].deadline.due == date(2022, 6, 30)
    assert any(doubt.kind == "given-year" and "2021" in doubt.what for doubt in told.doubts)
    assert not any(doubt.kind == "given-year" for doubt in understand(document, year=2021)[0].doubts)


@pytest.mark.parametrize(("above", "below", "issued"), [
    ((), ("抄送：市委办公室。", "某市人民政府办公室　2022年7月21日印发"), date(2022, 7, 21)),
    ((), ("某市人民政府办公室", "2022年7月21日"), date(2022, 7, 21)),
    (("（2022年7月21日）",), (), date(2022, 7, 21)),
    (("某市人民政府办公室 二〇二二年七月二十一日",), (), date(2022, 7, 21)),
    (("填报日期：2022年7月21日",), ("说明：落实2021年3月1日印发的方案。",), None),
    ((), ("注：以上任务截至2022年7月21日",), None),
])
def test_the_issue_date_beside_a_table(above: tuple[str, ...], below: tuple[str, ...], issued: date | None) -> None:
    head = [(text,) for text in ("2022年政务公开任务分解表", *above)]
    body = [("序号", "工作任务", "牵头单位", "完成时限"), (1, "公开规划信息", "市发展改革委", "印发之日起30日内"), (2, "公开财政信息", "市财政局", "6月底前")]
    found, = understand(_document(_grid(*head, *body, *[(text,) for text in below])))
    assert (found.issued, len(found.tasks)) == (issued, 2)


@pytest.mark.parametrize("column", [1, 2, 3, 4])
@pytest.mark.parametrize("day", ["2022年7月21日", "二〇二二年七月二十一日", "2022-07-21 0:00:00"])
def test_who_signed_under_a_table_is_no_part_of_the_last_task(column: int, day: str) -> None:
    body = [("2022年政务公开任务分解表", "", "", ""), ("序号", "工作任务", "牵头单位", "完成时限"),
            (1, "公开规划信息", "市发展改革委", "印发之日起30日内"), (2, "公开财政信息", "市财政局", "6月底前")]
    signed = [tuple(text if at == column else "" for at in range(1, 5)) for text in ("某市人民政府办公室", day)]
    found, = understand(_document(_grid(*body, *signed)))
    assert [(task.lead.units, task.deadline.raw) for task in found.tasks] == [
        (("市发展改革委",), "印发之日起30日内"), (("市财政局",), "6月底前")]
    assert (found.issued, found.doubts, found.notes) == (date(2022, 7, 21), (), ())


@pytest.mark.parametrize(("written", "blank"), [("", "maybe-merged"), ("—", "not-given"), ("无", "not-given"), ("/", "not-given")])
def test_a_dash_in_the_lead_column_is_no_lost_merge(written: str, blank: str) -> None:
    found, = understand(_document(_grid(
        ("序号", "工作任务", "牵头单位", "配合单位"), (1, "公开规划信息", "市发展改革委", ""), (2, "公开财政信息", written, "市财政局"),
        (3, "公开教育信息", "市教育局", ""))))
    assert [task.blank_lead for task in found.tasks] == ["", blank, ""]


def test_ditto_in_the_deadline_column_is_inferred() -> None:
    found, = understand(_document(_grid(
        ("序号", "工作任务", "牵头单位", "完成时限"), (1, "公开规划信息", "市发展改革委", "9月底前"), (2, "公开财政信息", "市财政局", "同上"),
        (3, "公开教育信息", "市教育局", "〃"))), year=2022)
    assert [(task.deadline.due, task.deadline.inferred) for task in found.tasks] == [
        (date(2022, 9, 30), False), (date(2022, 9, 30), True), (date(2022, 9, 30), True)]
    assert found.tasks[2].deadline.reason == "原文写“〃”，按上一行推定"


@pytest.mark.parametrize("rows", [
    (("市教育局", "公开招生信息", "2022年6月30日"), ("市财政局", "公开预算信息", "2022年12月31日")),
    (("市教育局", "公开招生信息", "2022年6月30日"), ("", "公开预算信息", "2022年12月31日")),
    (("市教育局", "公开招生信息", "2022年6月30日"), ("", "", "2022年12月31日")),
    (("市教育局", "公开招生信息", "2022年6月30日"), ("市政府办公室", "", "2022年12月31日")),
])
def test_a_deadline_at_the_end_of_a_table_is_no_issue_date(rows: tuple[tuple[str, ...], ...]) -> None:
    found, = understand(_document(_grid(("2022年政务公开任务分解表",), ("牵头单位", "工作任务", "完成时限"), *rows)))
    assert found.issued is None


def test_units_under_an_unknown_header_beside_those_that_support_answer_for_the_task() -> None:
    grid = _grid(
        ("序号", "重点任务", "领办方面", "参与单位", "完成时间"),
        (1, "公开义务教育招生方案和结果", "县教育局", "县司法局", "8月底前"),
        (2, "公开县级医院收费目录", "县卫健局、县医保局", None, "9月底前"),
        (3, "按月公开饮用水水源水质", "市生态环境局青石分局", "各乡镇", "每月10日前"),
        (4, "更新政府信息公开指南", "县政府办公室", None, "5月31日前"),
    )
    layout = propose(grid)
    assert layout is not None
    assert [column.role for column in layout.columns][2:4] == [Role.LEAD, Role.SUPPORT]
    assert "含义不明" in layout.columns[2].reason and layout.columns[2].score <= 0.5
    found, = understand(_document(grid), year=2026)
    assert [task.lead.units for task in found.tasks][:2] == [("县教育局",), ("县卫健局", "县医保局")]
