"""The whole of a check: keys, order, waivers, JSON, fixes on a ledger, and that quiet documents stay quiet."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from gongkai_desk.checking import check, findings_json
from gongkai_desk.domain import Deadline, LeadKind, Severity, Source
from gongkai_desk.ledger.snapshot import Snapshot
from gongkai_desk.ledger.values import Waiver

from .makers import TODAY, WORDS, distinct, found, table, task

RULES = {
    "missing-lead", "lead-maybe-merged", "missing-deadline", "unclear-deadline", "damaged-date", "deadline-conflict", "lead-conflict",
    "past-deadline", "vague-deadlines", "unknown-unit", "lead-also-supports", "group-unit", "upper-unit", "duplicate-task", "number-gap",
    "duplicate-number", "empty-task", "personal-data", "inferred-deadline", "damaged-text", "joint-lead", "unit-alias", "unit-renamed",
    "open-list", "target"}


def troubled() -> list[object]:
    first = table(
        *distinct(4), task(5, WORDS[4], "", "市直有关单位", blank_lead="not-given"), task(7, "20226月底前建成网站", deadline=None),
        task(8, WORDS[6], "市司法局、市财政局", deadline="及时"), task(9, WORDS[7], "市工商局", deadline="8月前"),
        task(10, "满意度达到90%以上", "市司法局", "市司法局"))
    return [first, table(*distinct(3, deadline="6月底前"), sheet="附件2")]


def test_every_rule_of_the_contract_has_a_file() -> None:
    import gongkai_desk.checking.rules as rules

    files = {path.stem.replace("_", "-") for path in Path(rules.__file__).parent.glob("*.py")} - {"--init--"}
    assert files >= RULES
    assert len(rules.RULES) == len(files)


def test_findings_are_the_same_on_every_run_and_keys_are_unique() -> None:
    first, second = found(troubled()), found(troubled())  # type: ignore[arg-type]
    assert [finding.key for finding in first] == [finding.key for finding in second]
    assert len({finding.key for finding in first}) == len(first)


def test_keys_do_not_depend_on_where_the_file_lies() -> None:
    moved = [replace(one, path="D:/乙.xlsx") for one in troubled()]  # type: ignore[type-var]
    assert {finding.key for finding in found(moved)} == {finding.key for finding in found(troubled())}  # type: ignore[arg-type]


def test_findings_follow_the_document() -> None:
    sheets = [finding.source.sheet for finding in found(troubled())]  # type: ignore[arg-type]
    assert sheets == sorted(sheets, key=["Sheet1", "附件2"].index)


def test_each_message_says_what_to_do() -> None:
    for finding in found(troubled()):  # type: ignore[arg-type]
        assert any(word in finding.message for word in ("请", "可", "如")), finding.message
        assert not finding.message.endswith("。")


def test_json_has_the_contracts_shape() -> None:
    document = json.loads(json.dumps(findings_json(found(troubled())), ensure_ascii=False))  # type: ignore[arg-type]
    assert document["schema"] == 1
    for finding in document["findings"]:
        assert {"rule", "severity", "task", "other", "source", "message", "fixes"} <= set(finding)
        assert finding["severity"] in ("error", "warning", "info")
        source = finding["source"]
        assert set(source) - {"cell"} == {"file", "sheet", "row"}
        assert "cell" not in source or source["cell"].endswith(str(source["row"]))
        if finding["task"]:
            assert set(finding["task"]) == {"id", "number", "text", "source"}


def ledger(**fields: object) -> Snapshot:
    [first, _] = troubled()
    tasks = tuple(structs.replace(one, id=f"T{number:04}") for number, one in enumerate(first.tasks, 1))  # type: ignore[attr-defined]
    return Snapshot("x", "2022年要点", year=2022, tasks=tasks, **fields)  # type: ignore[arg-type]


def test_a_ledger_is_checked_alike_and_fixes_name_its_tasks() -> None:
    findings = check(ledger(), today=TODAY)
    missing = next(finding for finding in findings if finding.rule == "missing-lead")
    assert missing.fixes[0].edits[0].key == "T0005"
    assert {"damaged-date", "unclear-deadline", "lead-also-supports"} <= {finding.rule for finding in findings}


def test_numbers_of_tasks_left_over_from_last_year_say_nothing_about_this_years_document() -> None:
    own = [structs.replace(one, id=f"T{at:04}") for at, one in enumerate(table(*distinct(4)).tasks, 1)]
    for path in ("甲.xlsx", "2021.xlsx"):
        left = [
            structs.replace(task(number, text), id=f"T{at:04}", source=Source(path, "Sheet1", number), **marks)
            for at, number, text, marks in (
                (5, 3, "推进农村集体资产公开", {"remarks": "上年结转"}),
                (6, 9, "公开防汛抢险预案", {"remarks": "市长督办", "extra": (("上年结转", "2021年台账"),)}),
            )
        ]
        findings = check(Snapshot("x", "2022年要点", year=2022, tasks=(*own, *left)), today=TODAY)
        assert not [one.message for one in findings if one.rule in ("number-gap", "duplicate-number")]
    torn = check(Snapshot("x", "2022年要点", year=2022, tasks=(*own[:1], *own[2:], *left)), today=TODAY)
    assert ["缺第2项" in one.message for one in torn if one.rule == "number-gap"] == [True]


def test_what_was_waived_stays_away() -> None:
    findings = check(ledger(), today=TODAY)
    waived = findings[0].key
    left = check(ledger(waivers={waived: Waiver(waived, "已与起草单位核实")}), today=TODAY)
    assert [finding.key for finding in left] == [finding.key for finding in findings[1:]]


def test_an_ordinary_document_opens_with_few_findings() -> None:
    groups = "市级有关部门、各县(市、区)政府"
    tasks = [task(n + 1, WORDS[n % 12] + chr(0x5B50 + n) + chr(0x6B50 + n * 7), "市司法局" if n % 3 else groups, groups if n % 3 else "",
                  kind=None if n % 3 else LeadKind.SHARED, deadline="") for n in range(66)]
    findings = found(table(*tasks, column=False))
    assert len([finding for finding in findings if finding.severity is not Severity.INFO]) < 20


@given(st.lists(st.text(max_size=40), min_size=1, max_size=6), st.dates(date(2000, 1, 1), date(2099, 1, 1)))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
def test_no_words_make_a_check_fail(texts: list[str], today: date) -> None:
    tasks = tuple(structs.replace(task(n, text, text[:8], text[8:20], deadline=text[:12]), deadline=Deadline(raw=text)) for n, text in enumerate(texts))
    findings_json(check([table(*tasks), table(*tasks, sheet="附件", year=None)], today=today))
