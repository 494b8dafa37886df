"""Cards: fields written as lines (责任单位：…, 完成时限：…) under an item or in its clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai_desk.language import repair
from gongkai_desk.layout.clausescan import LABEL

_DEADLINE_LABEL = (
    "(?:任务|工作|计划|要求|整改)?"
    "(?:完成时限|时限要求|完成时间|完成期限|时间节点|时间要求|整改时限|办结时限|时间安排|时限|期限|进度安排)"
)
_DEADLINE = re.compile(rf"[\s\u3000（(【\[]*{_DEADLINE_LABEL}[】\]]?\s*[:：]\s*")
_DEADLINE_INSIDE = re.compile(rf"{_DEADLINE_LABEL}\s*[:：]\s*([^；;。）)】\n]{{1,60}})")
_BEFORE, _AFTER = r"[\s\u3000（(【\[]*", r"[】\]]?\s*[:：]\s*"
_REQUIREMENT = re.compile(
    f"{_BEFORE}(?:工作要求|具体要求|工作措施|具体措施|工作举措|主要措施|推进措施|工作目标|目标要求|任务目标|具体举措|主要举措|"
    f"工作标准|成果形式|年度目标){_AFTER}"
)
_TASK = re.compile(
    f"{_BEFORE}(?:工作任务|任务名称|重点任务|任务内容|工作内容|主要任务|事项名称|工作事项|具体任务|任务){_AFTER}"
)
_PERSON = re.compile(f"{_BEFORE}(?:牵头|责任|分管|包保|联系|主管|市级|挂钩)*(?:领导|责任人|负责人|联系人){_AFTER}")
_NUMBER = re.compile(r"[\s\u3000]*(?:序号|编号|任务编号)\s*[:：]\s*")


@dataclass(frozen=True, slots=True)
class LabelLine:
    """A line that is one field of a card: ``field`` is duty, deadline, requirement, task, person or number."""

    field: str
    value: str


_KINDS: Sequence[tuple[str, re.Pattern[str]]] = (
    ("deadline", _DEADLINE), ("person", _PERSON), ("requirement", _REQUIREMENT), ("task", _TASK), ("number", _NUMBER),
)


def read_label(text: str) -> LabelLine | None:
    """The field that a line holds, None for any other line."""
    line = text.strip()
    head = repair(line[:40]).reading
    if LABEL.match(head.lstrip("（(【[〔")) and len(line) < 900:
        return LabelLine("duty", line)
    for field, pattern in _KINDS:
        match = pattern.match(line)
        if match is not None:
            value = line[match.end():].strip()
            return LabelLine(field, value if field in ("task", "requirement") else value.rstrip("）)】"))
    return None


def deadline_inside(clause: str) -> str:
    """The deadline that a clause names under a label of its own (…；完成时限：12月底前), ``""`` where it names none."""
    match = _DEADLINE_INSIDE.search(repair(clause).reading)
    return match[1].strip() if match else ""


def without_deadline(clause: str) -> str:
    """A clause without the field that :func:`deadline_inside` reads, so that it is not taken for a unit."""
    return _DEADLINE_INSIDE.sub("", clause).strip("；;，, 。")
