"""What the merge page shows and collects, without widgets: lines of the tabs, decisions, the plan as decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gongkai_desk.desktop import theme
from gongkai_desk.domain import Task, called

VERDICTS = {
    "accepted": ("已读入", theme.DONE),
    "warned": ("已读入·有提醒", theme.WARNING),
    "superseded": ("被新版取代", theme.FAINT),
    "refused": ("未读入", theme.ERROR),
    "ignored": ("忽略", theme.FAINT),
    "attachment": ("附件", theme.INFO),
}
OURS, THEIRS, JOIN = "ours", "theirs", "join"
TELLING = 40
"""How many characters tell a task from its like where a row waits for one of them."""
TOLD = 8
"""How many rows a question names before it says that there are more."""
LIKELY = 0.6
"""How like a task a row must be to go to it among others, without having been looked at by itself."""


def file_words(entry: Any, round_name: str) -> str:
    """Why a file ended as it did, files named without their folders, and which file it is, without what all of them begin with.

    One text, so that a reason has the room and most files, which have none, show their names; of a file of nobody known the
    name stands where the unit's would.
    """
    path, begins = Path(entry.path), f"{round_name}_"
    name, reason = path.name.removeprefix(begins), entry.reason or ""
    for known in (f"{path.parent}/", f"{path.parent}\\", begins):
        reason = reason.replace(known, "")
    return f"{reason}（{name}）" if reason and entry.unit else reason or name


def task_words(snapshot: Any, task_id: str) -> str:
    """A task in a line, with enough of its words to tell it from its like; what a unit says once per form belongs to none."""
    if not task_id or not snapshot.has_task(task_id):
        return task_id or "（整张表）"
    return called(snapshot.task(task_id), TELLING)


def tasks_by_words(tasks: Iterable[Task]) -> dict[str, str]:
    """The ids of tasks by the words they are chosen by; of two that read alike the second has its id beside the words."""
    found: dict[str, str] = {}
    for task in tasks:
        words = called(task, TELLING)
        found[f"{words}（{task.id}）" if words in found else words] = task.id or ""
    return found


@dataclass(frozen=True)
class Line:
    """An entry of the plan with its place in it, and what the clerk decided (contract §1 ``--decisions``), None: nothing yet."""

    at: int
    entry: Any
    decision: Mapping[str, Any] | None = None


def conflict_lines(plan: Any) -> list[Line]:
    """The conflicts, undecided."""
    return [Line(at, conflict) for at, conflict in enumerate(plan.conflicts)]


def unmatched_lines(plan: Any) -> list[Line]:
    """The rows that belong to no task yet."""
    return [Line(at, entry) for at, entry in enumerate(plan.unmatched)]


def decision_words(line: Line, snapshot: Any) -> str:
    """What was decided, in words."""
    decision = line.decision
    if decision is None:
        return "待定"
    if decision.get("reject"):
        return "不采用"
    if "task" in decision:
        return f"归入 {task_words(snapshot, decision['task'])}"
    if "text" in decision:
        return f"改写：{decision['text'][:30]}"
    return {OURS: "保留台账", THEIRS: "采用交回", JOIN: "两者合并"}.get(decision.get("take", ""), "待定")


def decide(line: Line, choice: str) -> Line:
    """A conflict decided by ``choice``: ours, theirs (the newest), or joined."""
    return replace(line, decision={"take": choice})


def like(line: Line, other: Line, scope: str) -> bool:
    """Whether a decision on ``line`` is meant for ``other`` too: ``one``, ``unit`` or ``all``."""
    return line is other or scope == "all" or (scope == "unit" and line.entry.unit == other.entry.unit)


def attach_each(lines: Iterable[Line], chosen: Iterable[Line]) -> dict[int, str]:
    """The likeliest task of each of several ``chosen`` rows, by their places; the liker row first.

    A task takes one row of a unit: what some other of ``lines`` already went to is not given again. Rows that are decided stay
    as they are, those unlike every task are left out.
    """
    taken = {(line.entry.unit, line.decision["task"]) for line in lines if line.decision and "task" in line.decision}
    wanted = [(line.entry.candidates[0], line) for line in chosen if line.entry.candidates and line.decision is None]
    found: dict[int, str] = {}
    for best, line in sorted(wanted, key=lambda pair: -pair[0].score):
        if best.score >= LIKELY and (line.entry.unit, best.task) not in taken:
            taken.add((line.entry.unit, best.task))
            found[line.at] = best.task
    return found


def without_part(snapshot: Any, round_name: str, wanted: Sequence[tuple[Line, str]]) -> list[tuple[Line, str]]:
    """Those of ``wanted`` (rows, each with the task it is to go to) whose unit has no part in the task and was not sent it."""
    from gongkai_desk.standing import duties

    tasks = [snapshot.task(each) for each in dict.fromkeys(task for _line, task in wanted) if snapshot.has_task(each)]
    parts = {(duty.unit, duty.task) for duty in duties(tasks, snapshot.roster)}
    forms = ((line.entry.unit, snapshot.forms.get((round_name, line.entry.unit))) for line, _task in wanted)
    sent = {unit: form.issued for unit, form in forms if form is not None}
    return [
        (line, task)
        for line, task in wanted
        if (line.entry.unit, task) not in parts and task not in sent.get(line.entry.unit, ())
    ]


def without_part_words(snapshot: Any, strange: Sequence[tuple[Line, str]]) -> str:
    """Whether rows are to go to tasks in which their units have no part, as a question."""
    named = [f"{line.entry.unit}：{task_words(snapshot, task)}" for line, task in strange[:TOLD]]
    more = [f"……共 {len(strange)} 行"] if len(strange) > TOLD else []
    asked = "仍要归入吗？先不归入的，可用“指定其他任务…”另指，或点“不采用”。"
    return "\n".join(["下列任务不由交表的单位牵头或配合：", *named, *more, asked])


def decisions(plan_document: Mapping[str, Any], conflicts: Iterable[Line], unmatched: Iterable[Line]) -> dict[str, Any]:
    """The plan's JSON with the decisions put in, as ``--decisions`` takes it."""
    document = dict(plan_document)
    for key, lines in (("conflicts", conflicts), ("unmatched", unmatched)):
        entries = [dict(entry) for entry in document.get(key, ())]
        for line in lines:
            if line.decision is not None:
                entries[line.at]["decision"] = dict(line.decision)
        document[key] = entries
    return document


@dataclass(frozen=True)
class Sides:
    """One value seen from three sides."""

    issued: str
    returned: str
    ours: str


def sides_of_change(snapshot: Any, round_name: str, entry: Any) -> Sides:
    """As issued, as returned, as in the ledger."""
    return Sides(_issued(snapshot, round_name, entry, "answers"), entry.new, entry.old or "")


def sides_of_conflict(snapshot: Any, round_name: str, entry: Any) -> Sides:
    """As issued, as returned (all versions), as in the ledger."""
    theirs = "\n——\n".join(f"{claim.value}\n（{claim.source.short}）" for claim in entry.theirs)
    ours = entry.ours
    return Sides(_issued(snapshot, round_name, entry, "answers"), theirs, ours.value if ours is not None else "")


def sides_of_altered(snapshot: Any, entry: Any) -> Sides:
    """As issued and as returned; the ledger keeps its own."""
    return Sides(entry.issued, entry.returned, entry.issued if snapshot.has_task(entry.task) else "")


def _issued(snapshot: Any, round_name: str, entry: Any, part: str) -> str:
    form = snapshot.forms.get((round_name, entry.unit))
    if form is None:
        return ""
    return str(form.issued.get(entry.task, {}).get(part, {}).get(entry.field, ""))


def summary(plan: Any) -> str:
    """The plan in a sentence: what arrived, what would change, what waits."""
    read = sum(1 for entry in plan.files if entry.verdict.value in ("accepted", "warned"))
    refused = sum(1 for entry in plan.files if entry.verdict.value == "refused")
    parts = [f"收到 {len(plan.files)} 个文件", f"读入 {read} 个"]
    if refused:
        parts.append(f"未读入 {refused} 个")
    parts.append(f"改动 {len(plan.changes)} 处")
    if plan.conflicts:
        parts.append(f"冲突 {len(plan.conflicts)} 处")
    if plan.unmatched:
        parts.append(f"对不上的行 {len(plan.unmatched)} 行")
    if plan.missing_units:
        parts.append(f"未交 {len(plan.missing_units)} 家")
    return "，".join(parts)
