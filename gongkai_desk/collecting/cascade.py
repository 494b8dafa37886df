"""逐级汇总: a county's desk answers the city's form out of its own ledger, into a copy of the form, ids intact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desk.collecting.columns import ID_TITLE, OPEN
from gongkai_desk.collecting.files import write_whole
from gongkai_desk.collecting.intake import read_document
from gongkai_desk.collecting.likeness import likeness, rank
from gongkai_desk.collecting.rows import ReturnedRow, read_rows
from gongkai_desk.collecting.text import squeeze, writable
from gongkai_desk.domain import GongkaiError, Report, Status, Task

if TYPE_CHECKING:
    from gongkai_desk.grids import Blob, Reader
    from gongkai_desk.grids.wire import FilledCell
    from gongkai_desk.ledger import Snapshot
    from gongkai_desk.standing import TaskState

NEARLY_THE_SAME = 0.85
"""From here on an upper office's text and one of ours may be the same task in two wordings."""
CLEARLY = 0.1
"""By so much the second best must stay behind."""


@dataclass(frozen=True, slots=True)
class Cascaded:
    """What was written: the copy, how many rows were answered, and the texts of rows that no task of the ledger answers.

    ``near``: rows answered by a task whose text differs, each as (the row's text, the task's), for a person to look at.
    """

    path: Path
    answered: int
    unanswered: tuple[str, ...]
    near: tuple[tuple[str, str], ...] = ()


def answer_upper_form(snapshot: Snapshot, round: str, form: Path | str, out: Path | str, *, today: date,
                      reader: Reader | None = None, overwrite: bool = False) -> Cascaded:
    """Write the ledger's answers of ``round`` into a copy of the form that the upper office sent.

    Rows are found by the id that the breakdown kept of them, else by text, else by the one text that is nearly the same. Raises
    GongkaiError where ``out`` exists, the form is not xlsx, or holds no form; Unreadable where it cannot be read.
    """
    target = Path(out)
    if target.exists() and not overwrite:
        raise GongkaiError("文件已经存在，没有覆盖", str(target), "请换一个文件名，或选择覆盖。")
    from gongkai_desk.grids import Reader, load

    blob = load(form)
    with Reader() if reader is None else nullcontext(reader) as door:
        return _answered(snapshot, round, blob, target, today, door)


def _answered(snapshot: Snapshot, round: str, blob: Blob, target: Path, today: date, door: Reader) -> Cascaded:
    from gongkai_desk.standing import assess

    rows = _rows_of(blob, door)
    states = assess(snapshot, round, today).states
    tasks, near = _meant(rows, snapshot.tasks)
    filled: list[tuple[ReturnedRow, Mapping[str, str]]] = []
    left: list[str] = []
    unlike: list[tuple[str, str]] = []
    for place, row in enumerate(rows):
        task = tasks.get(place)
        answers = task_answers(states[task]) if task is not None and task in states else {}
        if not answers:
            left.append(_text(row))
            continue
        filled.append((row, answers))
        unlike += [(_text(row), near[place])] if place in near else []
    write_whole(target, door.fill(blob, _cells(filled)))  # in the child: the form is somebody else's file
    return Cascaded(target, len(filled), tuple(left), tuple(unlike))


def _text(row: ReturnedRow) -> str:
    return row.locked.get("text", "")


def _meant(rows: Sequence[ReturnedRow], tasks: Iterable[Task]) -> tuple[dict[int, str], dict[int, str]]:
    """Which task each row asks for, by the row's place; and the wordings of those tasks that read otherwise than their rows."""
    by_mark, by_text = _index(tasks)
    found = {place: task for place, row in enumerate(rows)
             if (task := by_mark.get(row.mark) or by_text.get(squeeze(_text(row)))) is not None}
    open_rows = {place: _text(row) for place, row in enumerate(rows) if place not in found and _text(row).strip()}
    taken = set(found.values())
    free = {task.id: task.wording for task in tasks if task.id and task.id not in taken} if open_rows else {}
    near = _nearest(open_rows, free)
    unlike = {place: free[task] for place, task in near.items() if likeness(open_rows[place], free[task]) < 1.0}
    return {**found, **near}, unlike


def _nearest(rows: Mapping[int, str], tasks: Mapping[str, str]) -> dict[int, str]:
    """Rows with the one task that is nearly the same, each task for one row only, the surest first."""
    texts = {task: {"text": text} for task, text in tasks.items()}
    found: dict[int, str] = {}
    ranked = {place: rank({"text": text}, texts) for place, text in rows.items()}
    for place, choice in sorted(ranked.items(), key=lambda item: -(item[1][0].score if item[1] else 0.0)):
        free = [one for one in choice if one.task not in found.values()]
        if free and free[0].score >= NEARLY_THE_SAME and (len(free) == 1 or free[1].score < free[0].score - CLEARLY):
            found[place] = free[0].task
    return found


def _rows_of(form: Blob, door: Reader) -> list[ReturnedRow]:
    document = door.read(form)
    if document.format not in ("xlsx", "xlsm"):
        raise GongkaiError("只能把进展写回 xlsx 格式的填报表", form.path, "请先用 WPS 或 Excel 另存为 xlsx。")
    _metas, tables = read_document(document)
    if not tables:
        raise GongkaiError("文件里没有找到填报表", form.path, "请选择上级发来的填报表。")
    return [row for table in tables for row in read_rows(table)]


def _index(tasks: Iterable[Task]) -> tuple[dict[str, str], dict[str, str]]:
    by_mark: dict[str, str] = {}
    by_text: dict[str, str] = {}
    for task in tasks:
        if task.id is None:
            continue
        by_text.setdefault(squeeze(task.text), task.id)
        by_text.setdefault(squeeze(task.wording), task.id)
        for header, value in task.extra:
            if squeeze(header) == squeeze(ID_TITLE):
                by_mark.setdefault(value.strip(), task.id)
    return by_mark, by_text


def task_answers(state: TaskState) -> dict[str, str]:
    """What a task's state says in the words of a form: the office's summary, and what its units said, joined by unit."""
    reports = [unit.report for unit in state.leads if unit.report is not None]
    if not reports and not state.summary:
        return {}
    answers = {"status": state.status.value if state.status else "", "progress": state.summary}
    if state.status is Status.DONE:
        answers["done_on"] = max((report.fields.get("done_on", "") for report in reports), default="")
    for field in ("evidence", "problems", "next_steps"):
        answers[field] = _joined(reports, field)
    figures = [report.fields["value"] for report in reports if report.fields.get("value")]
    if len(figures) == 1:
        answers["value"] = figures[0]
    return {key: text for key, text in answers.items() if text}


def _joined(reports: list[Report], field: str) -> str:
    said = [(report.unit, report.fields[field]) for report in reports if report.fields.get(field)]
    if len({text for _unit, text in said}) == 1:
        return said[0][1]
    return "\n".join(f"{unit}：{text}" for unit, text in said)


def _cells(filled: list[tuple[ReturnedRow, Mapping[str, str]]]) -> list[FilledCell]:
    """The answers in their cells; everything else of the form stays, the hidden column and sheet too."""
    return [
        _cell(row, column, key, answers[key])
        for row, answers in filled for key in OPEN if key in answers and (column := row.columns.get(key)) is not None
    ]


def _cell(row: ReturnedRow, column: int, key: str, answer: str) -> FilledCell:
    from gongkai_desk.grids.wire import FilledCell

    if key == "done_on":
        with suppress(ValueError):
            return FilledCell(row.grid.sheet, row.index, column, date.fromisoformat(answer).isoformat(), day=True)
    return FilledCell(row.grid.sheet, row.index, column, writable(answer))
