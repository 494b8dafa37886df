"""missing-lead, lead-maybe-merged, lead-also-supports, joint-lead, open-list."""

from __future__ import annotations

from dataclasses import replace

from msgspec import structs

from gongkai_desk.domain import Lead, LeadKind, Severity, Support

from .makers import WORDS, distinct, found, roster, table, task

GROUPS = "市直有关单位、各县(市、区)人民政府"


def test_a_blank_lead_is_an_error_with_a_remedy() -> None:
    tasks = (*distinct(4), task(5, WORDS[5], "", GROUPS, blank_lead="not-given"))
    [finding] = found(table(*tasks), "missing-lead")
    assert finding.severity is Severity.ERROR
    assert "第5项" in finding.message
    assert "请补充牵头单位" in finding.message
    [fix] = finding.fixes
    assert not fix.sure
    assert [(edit.record, edit.key, edit.field) for edit in fix.edits] == [("task", "#5", "lead"), ("task", "#5", "support")]
    lead = fix.edits[0].value
    assert isinstance(lead, Lead)
    assert (lead.kind, lead.units) == (LeadKind.SHARED, ("市直有关单位", "各县(市、区)人民政府"))


def test_a_blank_below_a_filled_lead_is_another_question() -> None:
    tasks = (*distinct(3), task(4, WORDS[3], "", GROUPS, blank_lead="maybe-merged"), task(5, WORDS[4], "", "", blank_lead="maybe-merged"))
    findings = found(table(*tasks))
    assert not [finding for finding in findings if finding.rule == "missing-lead"]
    first, second = (finding for finding in findings if finding.rule == "lead-maybe-merged")
    assert first.severity is Severity.WARNING
    assert "第3项同为“市政府办公室”" in first.message
    assert [fix.label for fix in first.fixes] == ["牵头单位同上：市政府办公室", "设为共性任务（由责任单位共同承担）"]
    assert [fix.label for fix in second.fixes] == ["牵头单位同上：市政府办公室"]
    lead = first.fixes[0].edits[0].value
    assert isinstance(lead, Lead)
    assert lead.spans_rows


def test_groups_beside_blanks_all_through_a_table_are_one_question() -> None:
    tasks = tuple(task(position + 1, WORDS[position], "", GROUPS, blank_lead="maybe-merged" if position else "not-given")
                  for position in range(8))
    findings = [finding for finding in found(table(*tasks)) if finding.rule in ("missing-lead", "lead-maybe-merged")]
    [finding] = findings
    assert "是否为共性任务" in finding.message
    assert len(finding.fixes[0].edits) == 16


def test_shared_tasks_miss_no_lead() -> None:
    tasks = tuple(task(position + 1, WORDS[position], GROUPS, kind=LeadKind.SHARED) for position in range(8))
    assert not [finding for finding in found(table(*tasks)) if "lead" in finding.rule]


def test_a_unit_that_leads_and_supports() -> None:
    known = roster("市司法局", "市财政局", "市教育局")
    tasks = (task(1, WORDS[0], "市司法局", "市财政局、司法局"), task(2, WORDS[1], "市司法局", "市级有关部门"))
    [finding] = found(table(*tasks), "lead-also-supports", roster=known)
    assert finding.task is not None
    assert finding.task.number == "1"
    [fix] = finding.fixes
    assert fix.sure
    assert fix.edits[0].value == replace(tasks[0].support, units=("市财政局",))


def test_joint_leads_are_told_as_information() -> None:
    tasks = (task(1, WORDS[0], "市司法局、市财政局"), task(2, WORDS[1], "市司法局、市财政局", kind=LeadKind.EACH),
             task(3, WORDS[2], "市司法局、市级有关部门"), task(4, WORDS[3], "市司法局"))
    [finding] = found(table(*tasks), "joint-lead")
    assert finding.severity is Severity.INFO
    assert "市司法局、市财政局共同牵头" in finding.message
    lead = finding.fixes[0].edits[0].value
    assert isinstance(lead, Lead)
    assert lead.kind is LeadKind.EACH


def test_an_open_list_is_told() -> None:
    tasks = (structs.replace(task(1, WORDS[0]), support=Support(("市财政局",), "市财政局等部门", open_list=True)), task(2, WORDS[1]))
    [finding] = found(table(*tasks), "open-list")
    assert "配合单位以“等”结尾" in finding.message
