"""The columns of the task table, as values: what each shows, and what may be written into it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai_desk.domain import Deadline, DeadlineKind, LeadKind, Task

Cell = Callable[[Task, Any], str]


@dataclass(frozen=True, slots=True)
class Column:
    """``text(task, task_state)`` is what the cell shows, ``raw`` what an editor starts with (default: the same).

    ``edits`` names what a change of the cell writes: a field of the task, ``"summary"``, or ``""`` for cells that are derived.
    ``report`` is the report field that the cell shows in the row of one unit.
    """

    key: str
    title: str
    width: int
    text: Cell
    edits: str = ""
    raw: Cell | None = None
    centred: bool = False
    report: str = ""
    optional: bool = False
    tip: str = ""


def lead_text(task: Task, _state: Any = None) -> str:
    """The lead as the table shows it."""
    names = "、".join(task.lead.units)
    if task.lead.kind is LeadKind.SHARED:
        return f"共性工作：{names}" if names else "共性工作"
    if task.lead.kind is LeadKind.EACH and names:
        return f"{names} 分别负责"
    return names


def lead_raw(task: Task, _state: Any = None) -> str:
    """The lead as an editor starts with: the document's wording where there is one. That all share it is said, so that it is not
    lost when the words are changed."""
    shared = task.lead.kind is LeadKind.SHARED and bool(task.lead.raw) and not task.lead.raw.startswith("共性")
    return f"共性工作：{task.lead.raw}" if shared else task.lead.raw or lead_text(task)


def support_text(task: Task, _state: Any = None) -> str:
    """The supporting units."""
    return "、".join(task.support.units)


def support_raw(task: Task, _state: Any = None) -> str:
    """The supporting units as an editor starts with."""
    return task.support.raw or support_text(task)


KIND_WORDS = {
    DeadlineKind.WINDOW: "时段",
    DeadlineKind.RECURRING: "定期",
    DeadlineKind.ONGOING: "持续推进",
    DeadlineKind.RELATIVE: "相对时限",
    DeadlineKind.MILESTONES: "分步",
    DeadlineKind.QUOTA: "次数",
    DeadlineKind.UNCLEAR: "不明确",
}


def deadline_reading(deadline: Deadline, next_due: date | None = None) -> str:
    """What was understood of a deadline, in words; empty where the wording already says it. ``next_due``: the day that counts
    now, where there are several."""
    if deadline.due is None:
        return KIND_WORDS.get(deadline.kind, "") if deadline.raw else ""
    day = (next_due or deadline.due).isoformat()
    if day == deadline.raw:
        return ""
    doubt = " 待确认" if deadline.inferred and not deadline.confirmed_by else ""
    return f"{day}{doubt}"


def deadline_text(task: Task, state: Any = None) -> str:
    """Wording, and below it the reading."""
    several = task.deadline.kind in (DeadlineKind.RECURRING, DeadlineKind.MILESTONES)
    reading = deadline_reading(task.deadline, state.due if several and state is not None else None)
    return f"{task.deadline.raw}\n{reading}" if reading and task.deadline.raw else reading or task.deadline.raw


def status_text(_task: Task, state: Any) -> str:
    """完成状态 in a word, or the count of a shared task."""
    return state.label if state is not None else ""


def light_text(_task: Task, state: Any) -> str:
    """The word beside the lamp."""
    return state.light_word if state is not None else ""


COLUMNS = (
    Column("number", "序号", 56, lambda task, _s: task.number or "", "number", centred=True),
    Column("text", "工作任务", 288, lambda task, _s: task.wording, "text", tip="双击或按 F2 修改"),
    Column("name", "任务名称", 140, lambda task, _s: task.name or "", "name", optional=True),
    Column("requirement", "工作要求", 220, lambda task, _s: task.requirement or "", "requirement", optional=True),
    Column("lead", "牵头单位", 112, lead_text, "lead", lead_raw, tip="可输入单位名称或拼音首字母"),
    Column("support", "配合单位", 112, support_text, "support", support_raw, tip="可输入单位名称或拼音首字母"),
    Column(
        "deadline", "完成时限", 96, deadline_text, "deadline", lambda task, _s: task.deadline.raw, tip="上行为原文，下行为理解"
    ),
    Column("status", "状态", 72, status_text, centred=True, report="status"),
    Column("light", "亮灯", 82, light_text),
    Column(
        "progress", "进展情况", 260, lambda _t, state: state.summary if state is not None else "", "summary", report="progress"
    ),
    Column("done_on", "完成日期", 90, lambda _t, _s: "", report="done_on", centred=True, optional=True),
    Column("problems", "存在问题", 160, lambda _t, _s: "", report="problems", optional=True),
    Column("next_steps", "下一步措施", 160, lambda _t, _s: "", report="next_steps", optional=True),
    Column("persons", "牵头领导", 80, lambda task, _s: task.persons or "", "persons", optional=True),
    Column("remarks", "备注", 120, lambda task, _s: task.remarks or "", "remarks", optional=True),
)
