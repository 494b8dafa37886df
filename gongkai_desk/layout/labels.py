"""Cards: fields written as lines (责任单位：…, 完成时限：…) under an item or in its clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai_desk.language import repair
from gongkai_desk.language.names import plain
from gongkai_desk.language.units import is_blank
from gongkai_desk.layout.clausescan import BOXES, DEADLINE_LABEL, DUTY_LABEL, LABEL, LABEL_BLANK, with_colons
from gongkai_desk.layout.content import is_deadline_like, is_unit_like

_DEADLINE = re.compile(rf"[\s\u3000（(【\[]*{DEADLINE_LABEL}[】\]]?\s*[:：]\s*")
_DEADLINE_INSIDE = re.compile(rf"{DEADLINE_LABEL}\s*[:：]\s*([^；;。）)】\n]{{1,60}})")
_BEFORE, _AFTER = r"[\s\u3000（(【\[]*", r"[】\]]?\s*[:：]\s*"
_REQUIREMENT = re.compile(
    f"{_BEFORE}(?:工作要求|具体要求|工作措施|具体措施|工作举措|主要措施|推进措施|工作目标|目标要求|任务目标|具体举措|主要举措|"
    f"工作标准|成果形式|年度目标|整改目标|整改措施|整改任务|整改要求|主要内容|工作目标及措施|落实措施|推进举措|预期目标|阶段目标){_AFTER}"
)
_TASK = re.compile(
    f"{_BEFORE}(?:工作任务|任务名称|重点任务|任务内容|工作内容|主要任务|事项名称|工作事项|具体任务|任务){_AFTER}"
)
_PERSONS = (
    "(?:牵头|责任|分管|包保|联系|主管|挂钩|包联|督办|[市县区省州旗盟]级?(?:政府)?){0,4}(?:领导|责任人|负责人|联系人|责任同志)"
)
_PERSON = re.compile(f"{_BEFORE}{_PERSONS}{_AFTER}")
_ASIDES = (
    "(?:(?:督导|督办|督查|监督|验收|考核|评估|评价|验收销号|销号)(?:单位|部门|机构|主体)|备注|完成情况|进展情况|整改情况|"
    "目前进展|联系(?:电话|方式)|举报电话|计划投资|投资规模|资金来源)"
)
_ASIDE = re.compile(f"{_BEFORE}{_ASIDES}{_AFTER}")
_NUMBER = re.compile(r"[\s\u3000]*(?:序号|编号|任务编号)\s*[:：]\s*")


FIELD_LABEL = re.compile(
    rf"(?:(?<=[\s\u3000；;，,。])|(?<=^))({DUTY_LABEL}|{DEADLINE_LABEL}|{_PERSONS}|{_ASIDES})[\s\u3000]*[:：]"
)
"""A label of any field, wherever it stands in a line."""


_STOPPED = re.compile(
    rf"({DUTY_LABEL}|{DEADLINE_LABEL}|整改(?:目标|措施|任务|要求)|{_PERSONS}|{_ASIDES})[。\s\u3000]+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class LabelLine:
    """A line that is one field of a card: ``field`` is duty, deadline, requirement, task, person, number or aside."""

    field: str
    value: str


_KINDS: Sequence[tuple[str, re.Pattern[str]]] = (
    ("deadline", _DEADLINE), ("person", _PERSON), ("requirement", _REQUIREMENT), ("task", _TASK), ("number", _NUMBER),
    ("aside", _ASIDE),
)
_BLANK_DEADLINE = re.compile(rf"[\s\u3000]*{DEADLINE_LABEL}[\s\u3000]+(?=\S)")


def read_label(text: str) -> LabelLine | None:
    """The field that a line holds, None for any other line."""
    line = text.strip()
    if line[:1] in BOXES and len(line) < 900:
        line = with_colons(line)
    head = repair(line[:40]).reading
    if LABEL.match(head.lstrip("（(【[〔")) and len(line) < 900:
        return LabelLine("duty", line)
    words = plain(line) if len(line) < 300 else ""
    bare = LABEL_BLANK.match(words)
    if bare is not None and (is_blank(words[bare.end():]) or is_unit_like(words[bare.end():].strip())):
        return LabelLine("duty", with_colons(words))
    bare = _BLANK_DEADLINE.match(line)
    if bare is not None and is_deadline_like(line[bare.end():].strip()):
        return LabelLine("deadline", line[bare.end():].strip())
    shown = repair(line).reading if len(line) < 900 else line
    for field, pattern in _KINDS:
        match = pattern.match(shown)
        if match is not None:
            if field in ("task", "requirement"):
                return LabelLine(field, _COLON.split(line, maxsplit=1)[-1].strip())
            return LabelLine(field, shown[match.end():].strip().rstrip("）)】"))
    return None


def read_numbered_label(rest: str) -> LabelLine | None:
    """The field of a numbered line whose label ends in a full stop ((三)整改时限。2022年11月底前。), None for any other."""
    rest = plain(rest) if len(rest) < 900 else rest
    match = _STOPPED.match(rest)
    if match is None:
        return None
    value = rest[match.end():]
    label = read_label(f"{match[1]}：{value}")
    return label if label is None or label.field != "duty" or is_unit_like(value.strip("。 ")) else None


_COLON = re.compile("[:：]")


def deadline_inside(clause: str) -> str:
    """The deadline that a clause names under a label of its own (…；完成时限：12月底前), ``""`` where it names none."""
    match = _DEADLINE_INSIDE.search(repair(clause).reading)
    return match[1].strip() if match else ""


def without_deadline(clause: str) -> str:
    """A clause without the field that :func:`deadline_inside` reads, so that it is not taken for a unit."""
    if deadline_inside(clause):
        clause = repair(clause).reading
    return _DEADLINE_INSIDE.sub("", clause).strip("；;，, 。")
