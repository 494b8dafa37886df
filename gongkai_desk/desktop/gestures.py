"""What the clerk does to cells, as changes of the ledger. Pure: values in, changes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from gongkai_desk.desktop.state import State
from gongkai_desk.desktop.table.columns import Column
from gongkai_desk.desktop.table.model import Taken
from gongkai_desk.desktop.table.texts import UNIT, Row
from gongkai_desk.domain import Finding, Fix, GongkaiError, Lead, LeadKind, Origin, Status, Support, Task, numbered, quoted

SHOWN, NOT_REPORTED = 20, "未报送"


def cell_changes(state: State, cells: Iterable[tuple[Row, Column, str]]) -> list[Any]:
    """The changes that writing ``cells`` means."""
    words = cache(lambda: synonyms_of(state))
    return [change for row, column, text in cells for change in _cell(state, row, column, text, words)]


def label_of(state: State, cells: list[tuple[Row, Column, str]]) -> str:
    """What the step is called in the history."""
    row, column, text = cells[0]
    if len(cells) > 1:
        return f"修改 {len(cells)} 个单元格"
    task = state.snapshot.tasks[row.task]
    verb = "修改" if text else "清空"
    return f"{verb}{numbered(task)} {row.text + ' ' if row.kind == UNIT else ''}{column.title}"


def _cell(state: State, row: Row, column: Column, text: str, words: Callable[[], Mapping[str, Status]]) -> list[Any]:
    from gongkai_desk.ledger import Change, report_key, summary_key

    task = state.snapshot.tasks[row.task]
    if row.kind != UNIT and isinstance(text, Taken) and text.field == column.edits:
        blank = [("blank_lead", "" if text else "not-given")] if text.field == "lead" else []
        return [Change("task", task.id, field, value) for field, value in ((text.field, text.value), *blank)]
    text = text.strip()
    if row.kind == UNIT:
        if not column.report or state.round is None:
            return []
        value = read_answer(state, column.report, text, words)
        return [Change("report", report_key(task.id, row.text, state.round), column.report, value or None)]
    if column.edits == "summary":
        return [Change("summary", summary_key(str(task.id), str(state.round)), "text", text or None)]
    return [Change("task", task.id, field, value) for field, value in task_fields(state, task, column.edits, text)]


def synonyms_of(state: State) -> Mapping[str, Status]:
    """The office's own status words."""
    from gongkai_desk.collecting.ground import Ground

    return Ground(state.snapshot, state.round or "").synonyms


def read_answer(state: State, field: str, text: str, words: Callable[[], Mapping[str, Status]]) -> str:
    """A state or a day in the row of a unit, as a form that comes back is read; raises GongkaiError for what is neither."""
    if not text or field not in ("status", "done_on"):
        return text
    if text == NOT_REPORTED:  # what an empty cell shows, copied from another unit
        return ""
    from gongkai_desk.collecting.answers import read_date_cell, read_status_cell

    if field == "status":
        status = read_status_cell(text, words())
        if status.doubt:
            raise GongkaiError(f"{quoted(text, SHOWN)}不是完成状态", "", "请从列表中选，或在“设置→状态用语”里说明这个说法的意思")
        return status.value
    day = read_date_cell(text, text, state.snapshot.year)
    if day.field is not None:
        raise GongkaiError(f"{quoted(text, SHOWN)}不是日期", "", "请写成 2022-09-30、9月30日这样")
    return day.value


def task_fields(state: State, task: Task, field: str, text: str) -> list[tuple[str, Any]]:
    """Which fields of ``task`` a typed ``text`` sets, and to what."""
    if field == "lead":
        return [("lead", read_lead(state, text)), ("blank_lead", "" if text else "not-given")]
    if field == "support":
        return [("support", read_support(state, text))]
    if field == "deadline":
        from gongkai_desk.language import read_deadline

        snapshot = state.snapshot
        calendar = calendar_of(snapshot)
        deadline = read_deadline(text, year=snapshot.year, issued=snapshot.issued, origin=Origin.COLUMN, calendar=calendar)
        return [("deadline", deadline)]
    if field == "text":
        return [("text", text), ("reading", None)]
    return [(field, text or None)]


def read_lead(state: State, text: str) -> Lead:
    """A typed lead: names, 分别负责, or 共性工作 with the units after the colon."""
    if not text:
        return Lead()
    from gongkai_desk.language import read_units

    body = text
    shared = text.startswith("共性")
    if shared:
        body = (text.partition("：")[2] or text.partition(":")[2]).strip()
        if not body:
            return Lead(LeadKind.SHARED, (), text)
    reading = read_units(body, roster=state.snapshot.roster, column="lead")
    kind = LeadKind.SHARED if shared else reading.kind if reading.kind is not LeadKind.MISSING else LeadKind.NAMED
    return Lead(kind, tuple(reading.lead or reading.units), body if shared else text, open_list=reading.open_list)


def read_support(state: State, text: str) -> Support:
    """Typed supporting units."""
    if not text:
        return Support()
    from gongkai_desk.language import read_units

    reading = read_units(text, roster=state.snapshot.roster, column="support")
    return Support(tuple(reading.units), text, open_list=reading.open_list)


def fix_changes(fix: Fix) -> list[Any]:
    """The changes that a fix makes."""
    from gongkai_desk.ledger import Change

    return [Change(edit.record, edit.key, edit.field, edit.value) for edit in fix.edits]


def sure_fixes(findings: Iterable[Finding]) -> list[Fix]:
    """The one sure fix of every finding that has it; two fixes never set the same field."""
    taken: set[tuple[str, str, str]] = set()
    kept = []
    for finding in findings:
        fix = next((fix for fix in finding.fixes if fix.sure and fix.edits), None)
        if fix is None:
            continue
        places = {(edit.record, edit.key, edit.field) for edit in fix.edits}
        if not places & taken:
            taken |= places
            kept.append(fix)
    return kept


def waive_changes(finding: Finding, reason: str) -> list[Any]:
    """Setting a finding aside, with the reason."""
    from gongkai_desk.ledger import Change

    return [Change("waiver", finding.key, "reason", reason)]


def confirm_changes(tasks: Iterable[Task], person: str) -> list[Any]:
    """Confirming the inferred deadlines of ``tasks``."""
    from gongkai_desk.ledger import Change

    return [
        Change("task", task.id or "", "deadline", replace(task.deadline, inferred=False, confirmed_by=person))
        for task in tasks
        if task.deadline.inferred and not task.deadline.confirmed_by
    ]


def calendar_of(snapshot: Any) -> Any:
    """The shipped calendar with the office's own days laid over it."""
    from gongkai_desk.language import shipped_calendar

    own = snapshot.settings.get("holidays")
    return shipped_calendar().amended(own) if isinstance(own, str) and own else shipped_calendar()
