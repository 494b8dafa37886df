"""Contradictions and repetitions, within a table, between annexes and between documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from msgspec import structs

from gongkai_desk.domain import Category, LeadKind, Roster, Unit
from gongkai_desk.language import read_deadline

from .makers import WORDS, distinct, found, roster, table, task

PAIR_RULES = ("deadline-conflict", "lead-conflict", "duplicate-task", "task-disappeared")


def pairs(*tables: object, **options: object) -> list[tuple[str, str | None, str | None]]:
    findings = found(list(tables), **options)  # type: ignore[arg-type]
    return [(finding.rule, finding.task and finding.task.number, finding.other and finding.other.number)
            for finding in findings if finding.rule in PAIR_RULES]


def annexes(first: object, second: object) -> tuple[object, object]:
    return (table(*distinct(6), first, sheet="附件1"), table(*(structs.replace(one, text=one.text[::-1]) for one in distinct(4)),  # type: ignore[arg-type]
                                                            second, sheet="附件2"))  # type: ignore[arg-type]


def test_one_task_inside_another_with_another_date() -> None:
    small = task(13, "进一步完善统一智能化政策问答平台。", "市政府办公室、市信访局", deadline="9月底前")
    large = task(4, "推动各类平台数据融合共享，进一步完善统一的智能化政策问答平台，围绕高频事项更新解答内容。", "市政府办公室、市信访局", deadline="11月底前")
    assert pairs(*annexes(small, large)) == [("deadline-conflict", "13", "4")]


def test_the_same_units_in_another_order_are_no_conflict() -> None:
    first = task(9, "加快推进全市公共企事业单位信息公开工作。", "市教育局、市建设局、市卫生健康委", deadline="9月底前")
    second = task(1, "加快推进全市公共企事业单位信息公开工作。", "市卫生健康委、市教育局、市建设局", deadline="9月底前")
    assert pairs(*annexes(first, second)) == [("duplicate-task", "1", "9")]
    other = structs.replace(second, text="形成具有本市特色的公共企事业单位信息公开事项标准目录，推动工作走深走实。")
    assert pairs(*annexes(first, other)) == []


def test_one_county_with_two_dates_for_one_matter() -> None:
    first = task(22, "做好安吉县“数字征迁”全省试点工作，确保与省级征地信息公开平台互通。", "安吉县政府、市自然资源和规划局")
    second = task(5, "进一步规范征迁工作，使征地信息公开透明。", "安吉县", deadline="11月底前", name="征迁信息公开规范化建设项目")
    assert pairs(*annexes(first, second)) == [("deadline-conflict", "22", "5")]
    elsewhere = task(5, "加快集镇污水管网改造。", "安吉县", deadline="11月底前")
    assert pairs(*annexes(first, elsewhere)) == []


def test_two_leads_are_a_conflict_and_no_repetition() -> None:
    first = task(7, "编制全市公共数据开放目录，有序开放公共数据。", "市大数据局")
    second = task(5, "编制全市公共数据开放目录，有序开放公共数据。", "市政府办公室")
    assert pairs(*annexes(first, second)) == [("lead-conflict", "7", "5")]


def test_other_matters_are_not_alike() -> None:
    first = task(7, "加强教育领域政府信息公开标准化建设，及时更新事项目录。", "市教育局", deadline="6月底前")
    second = task(5, "加强医疗领域政府信息公开标准化建设，及时更新事项目录。", "市卫生健康委", deadline="9月底前")
    assert pairs(*annexes(first, second)) == []


def test_repetition_within_a_table() -> None:
    tasks = (*distinct(5), task(6, WORDS[2] + "一一"))
    assert pairs(table(*tasks)) == [("duplicate-task", "6", "3")]
    shared = (*distinct(5), task(6, WORDS[2] + "一一", "各县(市、区)政府", kind=LeadKind.SHARED))
    assert pairs(table(*shared)) == [("lead-conflict", "3", "6")]


def test_aliases_of_one_unit_are_one_lead() -> None:
    known = Roster((Unit("市发展改革委", ("市发改委",)), Unit("甲县", category=Category.COUNTY)))
    first, second = task(7, "公开重大项目批准信息和实施进度情况。", "市发改委"), task(5, "公开重大项目批准信息和实施进度情况。", "市发展改革委")
    assert pairs(*annexes(first, second), roster=known) == [("duplicate-task", "5", "7")]


def years() -> tuple[object, object]:
    old = tuple(structs.replace(one, deadline=read_deadline("9月底前", year=2021)) for one in distinct(10))
    new = list(distinct(10, deadline="9月底前"))
    new[2] = structs.replace(new[2], lead=replace(new[2].lead, units=("市司法局",), raw="市司法局"))
    new[4] = structs.replace(new[4], deadline=read_deadline("6月底前", year=2022))
    del new[7]
    return (table(*old, path="2021.xlsx", title="2021年政务公开工作要点", year=2021), table(*new, path="2022.xlsx"))


def test_last_year_against_this_year() -> None:
    old, new = years()
    expected = {("lead-conflict", "3", "3"), ("deadline-conflict", "5", "5"), ("task-disappeared", "8", None)}
    assert set(pairs(old, new)) == expected
    assert set(pairs(new, old)) == expected
    assert set(pairs(new, previous=[old])) == expected


def test_the_newer_document_is_the_one_in_question() -> None:
    findings = found(list(years()), "deadline-conflict")  # type: ignore[arg-type]
    assert findings[0].task is not None
    assert findings[0].task.source.file == "2022.xlsx"


def test_two_quite_different_documents_are_one_finding() -> None:
    old = table(*(task(number, f"{word}并向社会公布成效") for number, word in enumerate(("整治河道", "修缮文物", "植树造林", "清运垃圾"), 1)),
                path="2021.xlsx", title="2021年工作要点", year=2021)
    findings = found([old, table(*distinct(6))], "task-disappeared")
    assert len(findings) == 1
    assert "第1、2、3、4项" in findings[0].message


def test_the_province_against_the_city() -> None:
    upper = table(*(structs.replace(one, lead=replace(one.lead, units=("省司法厅",))) for one in distinct(6, deadline="9月底前")),
                  path="省.xlsx", title="2022年全省政务公开工作要点")
    lower = list(distinct(6, lead="市司法局", deadline="6月底前"))
    lower[1] = structs.replace(lower[1], deadline=read_deadline("11月底前", year=2022))
    del lower[4]
    assert set(pairs(upper, table(*lower, path="市.xlsx"))) == {("deadline-conflict", "2", "2"), ("task-disappeared", "5", None)}


def test_an_annex_may_restate_the_prose() -> None:
    prose = table(*distinct(5), path="正文.docx", sheet=None, prose=True, column=False)
    assert pairs(prose, table(*distinct(5), path="附件.docx")) == []


def test_a_date_that_only_moves_with_the_year_is_no_conflict() -> None:
    old = table(*(structs.replace(one, deadline=read_deadline("2月底前", year=2020)) for one in distinct(4)), path="旧.xlsx", year=2020, title="2020年要点")
    new = table(*(structs.replace(one, deadline=read_deadline("2月28日前", year=2021)) for one in distinct(4)), path="新.xlsx", year=2021, title="2021年要点")
    assert pairs(old, new, today=date(2021, 1, 4)) == []


def test_five_thousand_tasks_in_several_tables(benchmark: object) -> None:
    known = roster("市政府办公室")
    tables = [table(*(task(n, f"{WORDS[n % 12]}{chr(0x4E00 + n)}{chr(0x5E00 + n * 3)}领域{WORDS[(n + 5) % 12]}") for n in range(1, 1001)),
                    path=f"{k}.xlsx") for k in range(5)]
    told = benchmark(lambda: pairs(*tables, roster=known))  # type: ignore[operator]
    assert set(told) >= {("duplicate-task", str(n), str(n)) for n in range(1, 1001)}


@pytest.mark.parametrize("places", [("临江区", "青川县"), ("城关镇", "石门乡"), ("东港开发区", "青川县政府")])
def test_what_two_places_do_at_home_is_no_conflict(places: tuple[str, str]) -> None:
    tasks = (task(1, "建成标准化政务公开专区并对外开放", places[0], deadline="6月底前"), task(2, "建成标准化政务公开专区并对外开放", places[1]))
    assert not found(table(*tasks, *(structs.replace(one, number=str(number)) for number, one in enumerate(distinct(4), 3))))


def test_one_place_twice_is_told_among_others() -> None:
    tasks = [task(number, "建成标准化政务公开专区并对外开放", place) for number, place in enumerate(("临江区", "青川县", "临江区", "白石县"), 1)]
    [finding] = found(table(*tasks))
    assert finding.rule == "duplicate-task"
    assert {finding.task and finding.task.number, finding.other and finding.other.number} == {"1", "3"}
