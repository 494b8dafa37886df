"""What has changed since a day or a 报送期, as lines for people: one per field, from what it was then to what it is now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from gongkai_desk.domain import HAND, Deadline, Lead, Source, Support, Target, Task, called
from gongkai_desk.ledger import Ledger, LogEntry, Snapshot, split_key
from gongkai_desk.ledger.drafting import WHOLE

_RECORDS = {
    "task": "任务", "report": "报送", "summary": "综合进展", "verdict": "核定", "round": "报送期", "unit": "单位",
    "group": "单位组", "obligation": "通知要求", "rectification": "整改",
}
"""What is told; forms, kept files, settings and waivers are the ledger's own affairs."""

_FIELDS = {
    "number": "编号", "section": "所属标题", "name": "任务名称", "text": "工作任务", "reading": "整理后的文字",
    "requirement": "工作要求", "lead": "牵头单位", "support": "配合单位", "deadline": "完成时限", "targets": "目标值",
    "persons": "牵头领导", "remarks": "备注", "dropped": "取消", "status": "完成状态", "progress": "进展情况",
    "done_on": "完成日期", "evidence": "佐证材料", "problems": "存在问题", "next_steps": "下一步措施",
    "value": "本期完成值", "review": "审核", "review_reason": "审核意见",
    "light": "亮灯", "reason": "理由", "members": "成员", "due": "截止日期", "opened": "开始日期", "closed": "结束日期",
    "aliases": "别名", "level": "层级", "category": "类别", "parent": "上级", "contact": "联络员", "phone": "电话",
    "problem": "问题", "task": "任务", "measure": "整改措施", "unit": "责任单位", "person": "责任人", "applied": "申请销号",
    "checker": "核查人", "raw": "原文", WHOLE: "",
}


@dataclass(frozen=True, slots=True)
class Changed:
    """One line: whose, which field, what it was, what it is; where the new value was read, when it came, and by whom."""

    what: str
    field: str
    old: str
    new: str
    source: Source
    at: datetime
    person: str


def changes_since(ledger: Ledger, since: date | str) -> tuple[Changed, ...]:
    """What is different now from how it was before a day, or before a 报送期 was opened; in the order in which it came.

    What was changed and changed back is not told. Raises GongkaiError for a 报送期 that does not exist.
    """
    snapshot = ledger.snapshot()
    entries = ledger.changed_since(since if isinstance(since, date) else _opening(ledger, snapshot, since))
    names = _Names(ledger, snapshot)
    return tuple(sorted(_lines(entries, names), key=lambda line: line.at))


def field_word(field: str) -> str:
    """What people call a field of a task or a report (``done_on``: 完成日期)."""
    return _FIELDS.get(field, field)


def _opening(ledger: Ledger, snapshot: Snapshot, round: str) -> int:
    """The step before the one that opened the round."""
    opened = ledger.trace("round", snapshot.round(round).name, WHOLE)
    return opened[-1].step - 1 if opened else 0


class _Names:
    """Tasks as a clerk calls them, those too that are no longer there."""

    def __init__(self, ledger: Ledger, snapshot: Snapshot) -> None:
        self._ledger = ledger
        self._snapshot = snapshot

    def object(self, entry: LogEntry) -> str:
        """The record of an entry: whose report or 核定, in which 报送期, of which task."""
        if entry.record not in ("task", "report", "summary", "verdict"):
            return f"{_RECORDS[entry.record]} {entry.key}"
        task, *rest = split_key(entry.key)
        return " ".join((*rest, self._task(task)))

    def _task(self, id: str) -> str:
        if self._snapshot.has_task(id):
            return called(self._snapshot.task(id))
        number, words = (self._last(id, field) for field in ("number", "text"))
        return called(Task(HAND, words, number, id=id))

    def _last(self, id: str, field: str) -> str:
        known = (entry.new or entry.old for entry in self._ledger.trace("task", id, field))
        return str(next(filter(None, known), ""))


def _lines(entries: Iterable[LogEntry], names: _Names) -> Iterator[Changed]:
    """One line for each field that is not what it was; a record that is new or gone is one line."""
    runs: dict[tuple[str, str, str], list[LogEntry]] = {}
    for entry in entries:
        if entry.record in _RECORDS and entry.field in _FIELDS:
            runs.setdefault((entry.record, entry.key, entry.field), []).append(entry)
    whole = {place[:2] for place in runs if place[2] == WHOLE}
    for place, run in runs.items():
        first, last = run[0], run[-1]
        if place[2] == WHOLE:
            told, word = (first.old is None) is not (last.new is None), "新增" if first.old is None else "删除"
        else:
            told, word = place[:2] not in whole and first.old != last.new, _word(last)
        if told:
            yield Changed(names.object(last), word, _worded(first.old), _worded(last.new), last.source, last.at, last.person)


def _word(entry: LogEntry) -> str:
    field = _FIELDS[entry.field]
    return {"summary": "综合进展", "verdict": f"核定{field}"}.get(entry.record, field)


def _worded(value: Any) -> str:
    """A value of the log in one text; of a whole record its words."""
    if value is None:
        return ""
    if isinstance(value, Lead | Support):
        return "、".join(value.units) or value.raw
    if isinstance(value, Deadline):
        return value.raw or (value.due.isoformat() if value.due else "")
    if isinstance(value, Target):
        return value.raw
    if isinstance(value, Mapping):
        return str(value.get("reading") or value.get("text") or value.get("name") or value.get("problem") or "")
    if isinstance(value, tuple | list):
        return "、".join(map(_worded, value))
    return str(value.value) if isinstance(value, Enum) else str(value)
