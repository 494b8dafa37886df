"""Which of several text columns is the task: 工作任务, 具体要求, 任务名称, 重点领域 decide among themselves."""

from __future__ import annotations

import re

from gongkai_desk.layout.columns import Columns
from gongkai_desk.layout.model import UNIT_ROLES, Role

_DOING = re.compile("措施|举措|内容|任务|事项|做法")
_TEXT = (Role.SECTION, Role.NAME, Role.TASK, Role.REQUIREMENT)


def settle_texts(columns: Columns) -> None:
    """Leave exactly one TASK column; columns whose cells run over several rows become headings."""
    _drop_empty(columns)
    _measures_to_take(columns)
    _admit_wordings(columns)
    _promote_rowwise(columns)
    _name_as_heading(columns)
    _wide_before(columns)
    _need_a_task(columns)
    _one_task(columns)


def _drop_empty(columns: Columns) -> None:
    """A text header over an empty column loses to one that holds text."""
    texts = columns.of(*_TEXT)
    if any(columns.profile(column).filled for column in texts):
        for column in texts:
            if not columns.profile(column).filled and columns.roles[column].role is not Role.SECTION:
                columns.set(column, Role.EXTRA, "列内无内容", 0.3)


def _measures_to_take(columns: Columns) -> None:
    """整改措施 before the units and the deadline is what is to be done; behind them, beside 进展, it is an answer."""
    duties = columns.of(*UNIT_ROLES, Role.DEADLINE, Role.PROGRESS, Role.STATUS)
    for column in columns.of(Role.NEXT_STEPS):
        role = columns.roles[column]
        before = bool(duties) and column < duties[0] and columns.of(Role.TASK)
        if before and "措施" in role.header and "下" not in role.header and _is_wording(columns, column):
            columns.set(column, Role.REQUIREMENT, f"{role.reason}，在责任单位之前", 0.9)


def _admit_wordings(columns: Columns) -> None:
    """A column of sentences under a header of the office's own (细化分工), one a row, says more of the task."""
    if columns.of(Role.REQUIREMENT) or not columns.of(Role.TASK, Role.NAME):
        return
    for column in columns.of(Role.EXTRA, Role.DUTY):
        role, seen = columns.roles[column], columns.profile(column)
        unclear = role.score < 0.5 and "含义不明" in role.reason if role.role is Role.EXTRA else "分工" in role.header
        if unclear and seen.length >= 10 and seen.distinct > 0.8 and seen.share > 0.8 and _is_wording(columns, column):
            columns.set(column, Role.REQUIREMENT, f"{role.reason}，内容是成段文字", 0.6)
            return


def _runs_over_rows(columns: Columns, column: int, other: int) -> bool:
    """Whether a column's cells hold for several rows while the other has one per row."""
    seen, full = columns.profile(column), columns.profile(other)
    if not seen.filled or full.filled < 3:
        return False
    fewer = seen.distinct < 0.6 * full.distinct or (seen.blocks and seen.distinct < full.distinct)
    repeated = fewer and full.distinct > 0.8
    return seen.share < 0.8 * full.share or repeated


def _one_per_row(columns: Columns, column: int) -> bool:
    """Whether the units (else the numbers) stand row by row with this column, and not with the merged one."""
    share = columns.profile(column).share
    for roles in (tuple(UNIT_ROLES), (Role.NUMBER,), (Role.DEADLINE,)):
        found = columns.of(*roles)
        if found:
            return any(columns.profile(item).share > 0.75 * share for item in found) or columns.profile(column).numbered > 0.6
    return columns.profile(column).numbered > 0.6


def _numbered_by_itself(columns: Columns, task: int, finer: int) -> bool:
    """The numbers stand between the two columns and are as many as the finer one's cells: they number that one."""
    numbers = [column for column in columns.of(Role.NUMBER) if task < column < finer]
    seen, full = columns.profile(task), columns.profile(finer)
    return bool(numbers) and columns.profile(numbers[0]).share >= 0.9 * full.share and seen.share < full.share


def _promote_rowwise(columns: Columns) -> None:
    """工作任务 merged over a run of 具体要求, each with its own number or units: the requirement is the task."""
    for task in columns.of(Role.TASK):
        for finer in columns.of(Role.TASK, Role.REQUIREMENT, Role.SECTION):
            if finer > task and (
                _numbered_by_itself(columns, task, finer)
                or (_runs_over_rows(columns, task, finer) and _one_per_row(columns, finer))
            ):
                columns.set(task, Role.SECTION, "一格管多行，作为标题", 0.8)
                columns.set(finer, Role.TASK, f"{columns.roles[finer].reason}，逐行列出", 0.9)
                return


def _name_as_heading(columns: Columns) -> None:
    full = columns.of(Role.TASK, Role.REQUIREMENT)
    for name in columns.of(Role.NAME):
        if full and _runs_over_rows(columns, name, full[0]):
            columns.set(name, Role.SECTION, "一格管多行，作为标题", 0.7)


def _wide_before(columns: Columns) -> None:
    """A column of goals before the tasks whose cells hold for several of them (提升目标 over 重点任务) is a heading."""
    tasks = columns.of(Role.TASK)
    for column in columns.of(Role.REQUIREMENT, Role.EXTRA):
        said = columns.roles[column].role is Role.REQUIREMENT or "含义不明" in columns.roles[column].reason
        if tasks and said and column < tasks[0] and _is_wording(columns, column) and _runs_over_rows(columns, column, tasks[0]):
            columns.set(column, Role.SECTION, "一格管多行，作为标题", 0.7)


def _need_a_task(columns: Columns) -> None:
    if columns.of(Role.TASK):
        return
    _rectify(columns)
    for roles in ((Role.REQUIREMENT,), (Role.NAME,), (Role.TARGET, Role.EXTRA), (Role.SECTION,)):
        found = [column for column in columns.of(*roles) if columns.profile(column).filled]
        if Role.TARGET in roles:
            found = [column for column in found if _is_wording(columns, column)]
        if found:
            doing = [column for column in found if _DOING.search(columns.roles[column].header)]
            best = found[-1] if Role.SECTION in roles else (doing or found)[0]
            columns.set(best, Role.TASK, f"{columns.roles[best].reason}，表中没有任务列", 0.7)
            return


def _rectify(columns: Columns) -> None:
    """A list of 存在问题 and 整改措施 without any task: the problem is what is to be dealt with, the measures say how."""
    others = [column for column in columns.of(Role.NAME, Role.REQUIREMENT) if columns.profile(column).filled]
    problems = [column for column in columns.of(Role.PROBLEMS) if _is_wording(columns, column)]
    if any(not problems or column < problems[0] or "整改" not in columns.roles[column].header for column in others):
        return
    measures = [column for column in columns.of(Role.NEXT_STEPS) if _is_wording(columns, column)]
    if problems and (measures or columns.of(*UNIT_ROLES)):
        columns.set(problems[0], Role.TASK, f"{columns.roles[problems[0]].reason}，表中没有任务列", 0.8)
        for column in measures[:1]:
            columns.set(column, Role.REQUIREMENT, f"{columns.roles[column].reason}，表中没有任务列", 0.8)


def _is_wording(columns: Columns, column: int) -> bool:
    seen = columns.profile(column)
    times = seen.deadline if seen.length < 10 else 0.0  # a longer text that names a time says what is to be done by then
    return seen.length > 6 and max(seen.unit, seen.number, times, seen.day) < 0.5


def _one_task(columns: Columns) -> None:
    tasks = columns.of(Role.TASK)
    if len(tasks) < 2:
        return
    if columns.roles[tasks[0]].header.strip().endswith("名称") and not columns.of(Role.NAME):
        columns.set(tasks[0], Role.NAME, f"{columns.roles[tasks[0]].reason}，另有任务内容列", 0.8)
        tasks = tasks[1:]
    first = max(tasks, key=lambda column: (round(columns.profile(column).share, 1), -column))
    for column in tasks:
        if column < first:
            columns.set(column, Role.SECTION, "一格管多行，作为标题", 0.6)
        elif column > first:
            columns.set(column, Role.REQUIREMENT, f"{columns.roles[column].reason}，已有任务列", 0.7)
