"""What a form asks of a unit about a task: the texts of the locked cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from gongkai_desk.collecting.text import writable
from gongkai_desk.domain import Duty, Lead, Report, Target, Task

MANY_LEADS = 6
SIGNS = {">=": "≥", "<=": "≤", "=": "", ">": "＞", "<": "＜"}
_TAIL = re.compile(r"(?:责任|任务|工作)?(?:分解|分工)?(?:方案|一览)?表?$")
_TARGET_HEADER = re.compile(
    r"(?:本?年度?|全年|[0-9]{4}年度?|考核|预期|量化|工作)*(?:目标|指标|预期)(?:任务)?(?:值|数)?(?:[(（].{0,20}[)）])?\Z")
_HEAD = re.compile(r"^附件\s*[0-9一二三四五六七八九十]*\s*[:：、.]?\s*")


def task_cells(task: Task, place: int) -> dict[str, str]:
    """What every unit reads about a task, by column key; blank cells are left out. ``place``: the task's running number."""
    cells = {
        "number": task.number or str(place),
        "text": task.wording,
        "requirement": simplified(task.requirement or ""),
        "lead": simplified(lead_words(task.lead)),
        "deadline": simplified(task.deadline.raw) or (task.deadline.due.isoformat() if task.deadline.due else ""),
        "target": "；".join(_targets(task)),
    }
    return {key: writable(text) for key, text in cells.items() if text}


def _targets(task: Task) -> list[str]:
    """What the document's own column of targets says, then the figures that its other wordings ask for."""
    own = [simplified(text).strip() for header, text in task.extra
           if text.strip() and _TARGET_HEADER.match("".join(header.split()))]
    return own + [target_words(target) for target in task.targets if not any(target.raw in text for text in own)]


def simplified(text: str) -> str:
    """A wording as paper shows it: simplified and without pinyin noise where the document has the traditional script."""
    from gongkai_desk.language.script import is_traditional

    if not text or not is_traditional(text):
        return text
    from gongkai_desk.language.repair import repair

    return repair(text).reading


def lead_words(lead: Lead) -> str:
    """The lead as a form shows it: the units' names; of a long list the document's own words where shorter."""
    names = "、".join(lead.units)
    if len(lead.units) > MANY_LEADS:
        short = f"{'、'.join(lead.units[:MANY_LEADS])}等{len(lead.units)}个单位"
        return lead.raw if lead.raw and len(lead.raw) < len(names) else short
    return names or lead.raw


def locked_cells(task: Mapping[str, str], duty: Duty, previous: str) -> dict[str, str]:
    """The locked texts of one row: the task's, and what differs from unit to unit."""
    own = {"role": duty.role.value, "previous": writable(previous)}
    return {**task, **{key: text for key, text in own.items() if text}}


def target_words(target: Target) -> str:
    """A target as a clerk reads it: ``直接答复率≥85%``."""
    figure = int(target.figure) if float(target.figure).is_integer() else target.figure
    return f"{target.name}{SIGNS.get(target.comparison, '')}{figure}{target.unit}"


def previous_words(reports: Iterable[Report], earlier: tuple[str, ...]) -> Mapping[tuple[str, str], str]:
    """State and words of the newest earlier round in which a unit said anything about a task, by (task, unit).

    ``earlier``: names of the earlier rounds, oldest first. Words that are older than the last round name theirs.
    """
    order = {name: place for place, name in enumerate(earlier)}
    newest: dict[tuple[str, str], Report] = {}
    for report in reports:
        place = order.get(report.round)
        if place is None or not (report.fields.get("status") or report.fields.get("progress")):
            continue
        known = newest.get((report.task, report.unit))
        if known is None or order[known.round] < place:
            newest[report.task, report.unit] = report
    last = earlier[-1] if earlier else ""
    return {key: _words(report, "" if report.round == last else f"（{report.round}）") for key, report in newest.items()}


def _words(report: Report, prefix: str) -> str:
    status, progress = report.fields.get("status", ""), report.fields.get("progress", "")
    return prefix + "：".join(part for part in (status, progress) if part)


def form_title(ledger_title: str, unit: str) -> str:
    """The title over a form: the breakdown's own, ending in 填报表, with the unit in brackets."""
    title = _HEAD.sub("", ledger_title.strip().strip("《》“”\"")).replace("\n", "")
    stem = simplified(_TAIL.sub("", title) if len(title) > 6 else title)
    return writable(f"{stem or '政务公开工作'}任务填报表（{unit}）")
