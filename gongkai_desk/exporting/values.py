"""The value of every field: of a task, of a unit's part in it, of a unit, and of the paper as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from gongkai_desk.domain import DutyRole, Task
from gongkai_desk.exporting.choice import FACTS
from gongkai_desk.exporting.desk import Desk
from gongkai_desk.language.repair import repair, tidied
from gongkai_desk.paper.vocabulary import PaperDay, Percent, Value
from gongkai_desk.standing import TaskState, UnitState
from gongkai_desk.standing.state import status_word

MANY = 12
"""From so many answers on they are counted in a cell, not joined."""
_COUNTS = ("任务总数", "已完成", "推进中", "未启动", "逾期", "持续推进")
_LEVELS = ("一级标题", "二级标题", "三级标题")


def _day(text: str | None) -> Value:
    """An ISO day as a date; other words stay words."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return text


def _read(text: str | None) -> str:
    """What paper shows of a wording: simplified and repaired, as ``reading`` is of a task (``contract.md`` §2)."""
    return repair(text).reading if text else ""


def _joined(state: TaskState, name: str) -> str:
    """What the leads said under one field: the only one's words, several each after its name, very many counted."""
    leads = state.leads
    if len(leads) == 1:
        return leads[0].report.fields.get(name, "").strip() if leads[0].report is not None else ""
    said = [(unit.unit, unit.report.fields.get(name, "").strip()) for unit in leads if unit.report is not None]
    words = [(unit, text) for unit, text in said if text]
    if len(words) > MANY:
        return f"{len(words)}个单位有填报"
    return "\n".join(f"{unit}：{text}" for unit, text in words)


def _done_on(state: TaskState) -> Value:
    """The day a task was done: the last of its leads', where it is done."""
    if state.status is None or state.status.value != "已完成":
        return None
    days = sorted(unit.report.fields.get("done_on", "") for unit in state.leads if unit.report is not None)
    return _day(days[-1]) if days else None


def _extra(task: Task, *words: str) -> str:
    """A column of the document that nothing else holds, by a word of its header."""
    return next((value for head, value in task.extra if all(word in head for word in words)), "")


def _year(desk: Desk) -> int:
    issued = desk.snapshot.issued
    return desk.snapshot.year or (issued.year if issued is not None else desk.standing.as_of.year)


def _written(day: date) -> PaperDay:
    return PaperDay(day.year, day.month, day.day)


class TaskValues:
    """The values of tasks, computed only for the fields a template uses."""

    def __init__(self, desk: Desk, fields: Iterable[str]) -> None:
        self._desk = desk
        table = self._table()
        self._getters = [(name, table[name]) for name in fields if name in table]
        self._levels = any(name in _LEVELS for name in fields)
        self._known_headings: dict[tuple[str, ...], dict[str, Value]] = {}

    def _table(self) -> dict[str, Callable[[Task, TaskState], Value]]:
        return {
            "编号": lambda task, state: task.number or "",
            "任务名称": lambda task, state: _read(task.name),
            "工作任务": lambda task, state: task.reading or task.text or _read(task.name),
            "工作要求": lambda task, state: _read(task.requirement),
            "牵头单位": lambda task, state: "、".join(task.lead.units),
            "配合单位": lambda task, state: "、".join(task.support.units),
            "职责分工": lambda task, state: "共性" if task.lead.kind.value == "shared" else "",
            "完成时限": lambda task, state: tidied(task.deadline.raw).reading,
            "时限日期": lambda task, state: state.due,
            "剩余天数": lambda task, state: state.days_left,
            "超期天数": lambda task, state: state.overdue_days or None,
            "亮灯": lambda task, state: state.light_word,
            "完成状态": lambda task, state: state.label,
            "进展情况": lambda task, state: state.summary,
            "完成日期": lambda task, state: _done_on(state),
            "佐证材料": lambda task, state: _joined(state, "evidence"),
            "存在问题": lambda task, state: _joined(state, "problems"),
            "下一步措施": lambda task, state: _joined(state, "next_steps"),
            "上年状态": lambda task, state: self._last_year(task, "status") or _extra(task, "上年", "状态"),
            "上年情况": lambda task, state: self._last_year(task, "progress") or _extra(task, "上年", "情况"),
            "备注": lambda task, state: _read(task.remarks),
            "来源": lambda task, state: task.source.short,
        }

    def _last_year(self, task: Task, name: str) -> str:
        reports = self._desk.last_year.get(str(task.id), [])
        words = [(report.unit, report.fields.get(name, "")) for report in reports]
        words = [(unit, text) for unit, text in words if text]
        if len({text for _, text in words}) == 1:
            return words[0][1]
        return "\n".join(f"{unit}：{text}" for unit, text in words[:MANY])

    def headings(self, task: Task) -> dict[str, Value]:
        """The task's headings by level."""
        found = self._known_headings.get(task.section)
        if found is None:
            found = self._known_headings[task.section] = {
                name: _read(task.section[at]) if at < len(task.section) else "" for at, name in enumerate(_LEVELS)}
        return found

    def of(self, task: Task, number: int) -> dict[str, Value]:
        """A task's values; ``number`` is its place in the list."""
        state = self._desk.standing.states[str(task.id)]
        found: dict[str, Value] = {name: get(task, state) for name, get in self._getters}
        found["序号"] = number
        if self._levels:
            found.update(self.headings(task))
        return found

    def of_part(self, task: Task, part: UnitState, number: int) -> dict[str, Value]:
        """A task's values as one unit's sheet shows them: its own words, state, light and deadline."""
        found = self.of(task, number)
        found.update(self._own(part))
        return found

    def _own(self, part: UnitState) -> dict[str, Value]:
        report: Mapping[str, str] = part.report.fields if part.report is not None else {}
        days = (part.due - self._desk.today).days if part.due is not None else None
        return {
            "职责分工": part.role.value, "时限日期": part.due, "剩余天数": days, "超期天数": overdue(part) or None,
            "亮灯": self._desk.standing.rules.word(part.light),
            "完成状态": own_state(part, self._desk.standing.round is not None),
            "进展情况": report.get("progress", ""), "完成日期": _day(report.get("done_on")),
            "佐证材料": report.get("evidence", ""),
            "存在问题": report.get("problems", ""), "下一步措施": report.get("next_steps", ""),
        }


def overdue(part: UnitState) -> int:
    """By how many days a unit is late; a supporting unit never is, because it does not decide."""
    return 0 if part.role is DutyRole.SUPPORT else part.overdue_days


def own_state(part: UnitState, asked: bool) -> str:
    """A unit's state in a task in words: what it said, 逾期, and 未报送 where a round is open and nothing has come."""
    words = ["逾期"] if overdue(part) else []
    if asked and not part.reported:
        words.append("未报送")
    if words:
        return "、".join(words)
    return status_word(part.status)


def unit_values(desk: Desk, name: str, number: int = 0) -> dict[str, Value]:
    """A unit's values: who it is, and its counts."""
    unit, counted = desk.snapshot.roster.find(name), desk.standing.unit(name)
    counts = dict(counted.counts) if counted is not None else {}
    return {
        "序号": number or None, "单位": name,
        "联络员": (unit.contact if unit else None) or "", "联系电话": (unit.phone if unit else None) or "",
        "应报": counted.due if counted else 0, "已报": counted.reported if counted else 0,
        "未报": counted.unreported if counted else 0, "排名": counted.rank if counted else None,
        **{word: counts.get(word, 0) for word in _COUNTS},
        "完成率": Percent(counted.rate) if counted and counted.rate is not None else None,
    }


def paper_values(desk: Desk) -> dict[str, Value]:
    """The values that hold for the whole paper: the ledger's facts and counts."""
    standing = desk.standing
    counts: dict[str, Value] = {word: standing.counts.get(word, 0) for word in _COUNTS}
    facts: dict[str, Value] = {name: value for name in FACTS if isinstance(value := desk.snapshot.settings.get(name), str)}
    return {
        "标题": _read(desk.snapshot.title), "年度": _year(desk), "报送期": standing.round or "",
        "截至日期": _written(standing.as_of),
        "制表日期": _written(desk.today),
        "填报单位": desk.office,
        **counts, "完成率": Percent(round(float(standing.counts.get("完成率", 0)) / 100, 4)),
        "应报": sum(one.due for one in standing.units), "已报": sum(one.reported for one in standing.units),
        "未报": sum(one.unreported for one in standing.units), **facts, **desk.facts,
    }


__all__ = ["TaskValues", "own_state", "paper_values", "unit_values"]
