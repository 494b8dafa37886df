"""The rules about deadlines."""

from __future__ import annotations

from datetime import date

from gongkai_desk.domain import Deadline, DeadlineKind, Severity

from .makers import WORDS, distinct, found, table, task


def value(finding_value: object) -> Deadline:
    assert isinstance(finding_value, Deadline)
    return finding_value


def test_a_table_without_deadlines_is_said_once_with_a_fix_for_all() -> None:
    tasks = tuple(task(position + 1, WORDS[position], deadline="", section=("一、甲" if position < 5 else "二、乙",)) for position in range(12))
    [finding] = found(table(*tasks, column=False), "missing-deadline")
    assert finding.severity is Severity.WARNING
    assert "没有完成时限栏，12项任务中有12项没有时限" in finding.message
    assert [fix.label for fix in finding.fixes] == ["全部设为2022年底（待确认）", "“一、甲”5项设为2022年底（待确认）", "“二、乙”7项设为2022年底（待确认）"]
    assert [len(fix.edits) for fix in finding.fixes] == [12, 5, 7]
    due = value(finding.fixes[0].edits[0].value)
    assert (due.kind, due.due, due.inferred) == (DeadlineKind.DATE, date(2022, 12, 31), True)


def test_single_blank_cells_are_said_one_by_one() -> None:
    tasks = (*distinct(10), task(11, WORDS[10], deadline=""), task(12, WORDS[11], deadline="另行通知"))
    blank, elsewhere = found(table(*tasks), "missing-deadline")
    assert "没有写完成时限" in blank.message
    assert "时限只写了“另行通知”" in elsewhere.message


def test_a_table_with_all_deadlines_has_no_finding() -> None:
    assert not [finding for finding in found(table(*distinct(10))) if finding.severity is not Severity.INFO]


def test_unclear_words_once_per_wording() -> None:
    tasks = (*distinct(8), task(9, WORDS[8], deadline="及时"), task(10, WORDS[9], deadline="及时"), task(11, WORDS[10], deadline="月底前"))
    many, one = found(table(*tasks), "unclear-deadline")
    assert many.task is None
    assert "第9、10项的时限“及时”" in many.message
    assert len(many.fixes[0].edits) == 2
    assert one.task is not None
    assert "月底前" in one.message


def test_an_empty_column_of_words_is_vague() -> None:
    tasks = tuple(task(position + 1, WORDS[position], deadline="持续推进" if position else "12月底前") for position in range(10))
    findings = found(table(*tasks))
    assert [finding.rule for finding in findings if finding.severity is not Severity.INFO] == ["vague-deadlines"]
    assert "时限流于形式" in findings[0].message


def test_a_damaged_date_is_told_with_its_repair() -> None:
    tasks = (*distinct(3), task(4, "20226月底前，建设统一的数据开放网站", deadline=None), task(5, WORDS[5], deadline="202212月底前"))
    first, second = found(table(*tasks), "damaged-date")
    assert "2022年6月底" in first.message
    assert "2022年12月底" in second.message
    settled = value(first.fixes[0].edits[0].value)
    assert (settled.due, settled.inferred, bool(settled.confirmed_by)) == (date(2022, 6, 30), False, True)
    assert not found(table(*tasks), "inferred-deadline")


def test_what_is_past_is_said_once_and_what_never_was_possible_each() -> None:
    tasks = (task(1, WORDS[0], deadline="1月底前"), task(2, WORDS[1], deadline="3月底前"), task(3, WORDS[2], deadline="4月底前"), task(4, WORDS[3]))
    early, over = sorted(found(table(*tasks, issued=date(2022, 2, 20)), "past-deadline", today=date(2022, 7, 1)),
                         key=lambda finding: finding.task is None)
    assert "早于成文日期2022年2月20日" in early.message
    assert "第2、3项的时限已早于2022年7月1日" in over.message
    assert not found(table(*tasks), "past-deadline", today=date(2022, 1, 15))


def test_several_days_before_the_issue_are_one_finding() -> None:
    tasks = tuple(task(position + 1, WORDS[position], deadline="3月底前") for position in range(3))
    [finding] = found(table(*tasks, issued=date(2022, 6, 1)), "past-deadline", today=date(2022, 7, 1))
    assert "第1、2、3项的时限早于成文日期2022年6月1日" in finding.message


def test_an_open_day_is_proposed_with_both_readings() -> None:
    [finding] = found(table(*distinct(3), task(4, WORDS[3], deadline="8月前")), "inferred-deadline")
    assert finding.severity is Severity.INFO
    assert [fix.label for fix in finding.fixes] == ["确认为2022年7月31日", "确认为2022年8月31日"]


def test_equal_proposals_are_confirmed_together() -> None:
    tasks = (*distinct(3), *(task(4 + position, WORDS[4 + position], deadline="10月") for position in range(3)))
    [finding] = found(table(*tasks), "inferred-deadline")
    assert "第4、5、6项的时限“10月”按2022年10月31日推定" in finding.message
    assert [len(fix.edits) for fix in finding.fixes] == [3]


def test_a_missing_year_is_one_question() -> None:
    tasks = tuple(task(position + 1, WORDS[position], year=None) for position in range(6))
    [finding] = found(table(*tasks, year=None, title="政务公开工作要点"), "inferred-deadline")
    assert "没有年份" in finding.message
    due = value(finding.fixes[0].edits[0].value)
    assert (due.due, due.inferred) == (date(2022, 12, 31), True)


def test_a_cell_against_its_own_text() -> None:
    tasks = (*distinct(3), task(4, "9月底前完成政务公开专区改造", deadline="6月底前"), task(5, "6月底前完成方案制定并组织实施", deadline="年底前"))
    [finding] = found(table(*tasks), "deadline-conflict")
    assert "时限栏写“6月底前”，正文却写到2022年9月30日" in finding.message
