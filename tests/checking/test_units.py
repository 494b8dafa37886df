"""The rules about units and groups."""

from __future__ import annotations

from gongkai_desk.domain import Category, Roster, Severity, Unit

from .makers import WORDS, found, roster, table, task

KNOWN = roster("市政府办公室", "市司法局", "市财政局", "市市场监管局", "市教育局", "市发展改革委")


def test_a_group_phrase_is_said_once_per_document() -> None:
    tasks = tuple(task(position + 1, WORDS[position], support="各县(市、区)政府、市级有关部门") for position in range(6))
    two_sheets = [table(*tasks[:3]), table(*tasks[3:], sheet="附件2")]
    findings = found(two_sheets, "group-unit", roster=KNOWN)
    assert len(findings) == 2
    assert "（见6项任务）" in findings[0].message
    assert [finding.severity for finding in findings] == [Severity.WARNING] * 2


def test_a_group_that_the_roster_opens_is_no_finding() -> None:
    counties = Roster((*KNOWN.units, Unit("甲县", category=Category.COUNTY), Unit("乙区", category=Category.COUNTY)),
                      {"市级有关部门": ("市司法局", "市财政局")})
    assert not found(table(task(1, WORDS[0], support="各县(市、区)政府、市级有关部门")), "group-unit", roster=counties)


def test_unknown_units_only_with_a_roster() -> None:
    source = table(task(1, WORDS[0], "市文物局"), task(2, WORDS[1], "市文物局"), task(3, WORDS[2], "市司法局"))
    assert not found(source, "unknown-unit")
    [finding] = found(source, "unknown-unit", roster=KNOWN)
    assert "没有“市文物局”（见2项任务）" in finding.message


def test_likeness_only_proposes() -> None:
    close = roster("市政府办公室", "市政务服务中心")
    [finding] = found(table(task(1, WORDS[0], "市政务服务中新")), "unknown-unit", roster=close)
    assert "市政务服务中心" in finding.message
    assert finding.fixes[0].label == "改为“市政务服务中心”"
    assert not finding.fixes[0].sure


def test_a_list_of_departments_says_nothing_about_counties() -> None:
    annex = table(task(1, WORDS[0], "安吉县"), task(2, WORDS[1], "市文物局"), roster=KNOWN)
    [finding] = found(annex, "unknown-unit")
    assert "市文物局" in finding.message


def test_aliases_and_former_names_are_information() -> None:
    source = table(task(1, WORDS[0], "市发改委"), task(2, WORDS[1], "市工商局"), aliases=(("市司法局", "市依法治市办"),))
    findings = found(source, roster=KNOWN)
    assert {finding.rule for finding in findings} >= {"unit-alias", "unit-renamed"}
    assert not [finding for finding in findings if finding.rule == "unknown-unit"]
    renamed = next(finding for finding in findings if finding.rule == "unit-renamed")
    assert "市市场监管局" in renamed.message
    assert {finding.severity for finding in findings if finding.rule.startswith("unit-")} == {Severity.INFO}


def test_an_upper_unit_is_told_once() -> None:
    source = table(task(1, WORDS[0]), task(2, WORDS[1], "市司法局"), task(3, WORDS[2], "省审改办"), task(4, WORDS[3], "省审改办"))
    [finding] = found(source, "upper-unit", roster=KNOWN)
    assert "省审改办" in finding.message
    assert not found(source, "unknown-unit", roster=KNOWN)


def test_units_that_the_roster_names_as_alias_or_as_upper_office_are_told_too() -> None:
    known = Roster((Unit("市市场监管局", aliases=("市监局",)), Unit("市司法局"), Unit("省政府办公厅", category=Category.UPPER)))
    source = table(task(1, WORDS[0], "市监局"), task(2, WORDS[1], "市司法局", support="省政府办公厅"), task(3, WORDS[2], "市市场监管局"))
    assert [finding.rule for finding in found(source, roster=known)] == ["unit-alias", "upper-unit"]
