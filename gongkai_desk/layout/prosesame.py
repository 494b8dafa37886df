"""Duties that point to another item's: 牵头单位同上, 责任单位与第3项相同, 牵头单位：同第2条；配合单位：X."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai_desk.domain import Lead, Support, Task
from gongkai_desk.language import number, repair, split_number
from gongkai_desk.language.brackets import unwrap

_LABEL = r"(?:牵头|责任|主办|承办|配合|协办|落实|负责|参与|实施)(?:责任)?(?:单位|部门|科室|处室)?"
_LABELS = rf"(?:{_LABEL})(?:(?:[、和及与]|以及){_LABEL})?"
_ITEM = (
    r"(?:上述|上一?|前一?)(?:项|条|款|点|任务)|第?[（(]?(?P<number>\d{1,3}(?:[.．]\d{1,3})?|[一二三四五六七八九十]{1,3})[)）]?(?:项|条|款|点|号)?"
    r"(?:任务|措施|工作)?"
)
_REFERENCE = re.compile(
    rf"(?P<labels>{_LABELS})?[:：]?(?:均|都)?(?:同上|上同|同前|(?:同|与|和|按|见|参照)(?:{_ITEM})(?:的)?(?:{_LABELS})?(?:相同|一致|同|一样)?)"
)
_PARTS = re.compile(r"[；;。]|[，,](?=(?:牵头|责任|主办|配合|协办))")
_LEADS = re.compile("牵头|责任|主办|承办|落实|负责|实施")
_HELPS = re.compile("配合|协办|参与")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Same:
    """Whose duties a clause takes over: of the item ``number``, or of the one just before. ``rest``: what it says itself."""

    number: str
    lead: bool
    support: bool
    rest: str


def same_as(content: str) -> Same | None:
    """What a clause points to; None where it names its units itself."""
    if "同" not in content and "参照" not in content and "见" not in content:
        return None
    found: Same | None = None
    rest = []
    for part in _PARTS.split("".join(unwrap(repair(content).reading).split())):
        match = _REFERENCE.fullmatch(part) if len(part) <= _LONGEST else None
        if match is None:
            rest.append(part)
            continue
        labels = match["labels"] or ""
        if not labels and part[:1] != "同":
            return None
        helps, leads = _HELPS.search(labels) is not None, _LEADS.search(labels) is not None
        alone = not helps and ("牵头" not in labels or not labels)
        found = Same(match["number"] or "", found is not None and found.lead or leads or not helps, helps or alone, "")
    return None if found is None else replace(found, rest="；".join(part for part in rest if part))


def find_same(tasks: Sequence[Task], same: Same) -> Task | None:
    """The task that is pointed to: the last one with that number, the last of all where none is said; None without one."""
    if not same.number:
        return tasks[-1] if tasks else None
    wanted = _value(same.number)
    return next((task for task in reversed(tasks) if task.number and _value(task.number) == wanted), None)


def _value(written: str) -> str:
    plain = (split_number(f"{written}、")[0] or written).replace("．", ".")
    return str(number(plain) or plain)


def taken_over(lead: Lead, support: Support, same: Same, other: Task) -> tuple[Lead, Support]:
    """Lead and support with those of the other task where the clause points to them; their wording stays the clause's."""
    if same.lead and not lead.units:
        lead = replace(other.lead, raw=lead.raw or other.lead.raw)
    if same.support and not support.units:
        support = replace(other.support, raw=support.raw or other.support.raw)
    return lead, support
