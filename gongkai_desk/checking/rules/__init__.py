"""Every rule of ``contract.md`` §5, one file each: ``find(subject)`` yields located findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gongkai_desk.checking.rules import (
    damaged_date,
    damaged_text,
    deadline_conflict,
    duplicate_number,
    duplicate_task,
    empty_task,
    group_unit,
    inferred_deadline,
    joint_lead,
    lead_also_supports,
    lead_conflict,
    lead_maybe_merged,
    missing_deadline,
    missing_lead,
    number_gap,
    open_list,
    past_deadline,
    personal_data,
    target,
    task_disappeared,
    unclear_deadline,
    unit_alias,
    unit_renamed,
    unknown_unit,
    upper_unit,
    vague_deadlines,
)
from gongkai_desk.checking.subject import Subject
from gongkai_desk.domain import Finding

RULES: tuple[Callable[[Subject], Iterable[Finding]], ...] = tuple(rule.find for rule in (
    missing_lead, lead_maybe_merged, missing_deadline, unclear_deadline, damaged_date, deadline_conflict, lead_conflict,
    past_deadline, vague_deadlines, unknown_unit, lead_also_supports, group_unit, upper_unit, duplicate_task, number_gap,
    duplicate_number, empty_task, personal_data, task_disappeared,
    inferred_deadline, damaged_text, joint_lead, unit_alias, unit_renamed, open_list, target,
))
