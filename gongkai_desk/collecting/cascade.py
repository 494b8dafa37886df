"""逐级汇总: a county's desk answers the city's form out of its own ledger, into a copy of the form, ids intact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desk.collecting.columns import ID_TITLE, OPEN
from gongkai_desk.collecting.files import write_whole
from gongkai_desk.collecting.intake import read_document
from gongkai_desk.collecting.rows import ReturnedRow, read_rows
from gongkai_desk.collecting.text import squeeze, writable
from gongkai_desk.domain import GongkaiError, Report, Status, Task

if TYPE_CHECKING:
    from gongkai_desk.grids import Blob, Reader
    from gongkai_desk.grids.wire import FilledCell
    from gongkai_desk.ledger import Snapshot
    from gongkai_desk.standing import TaskState


@dataclass(frozen=True, slots=True)
class Cascaded:
    """What was written: the copy, how many rows were answered, and the texts of rows that no task of the ledger answers."""

    path: Path
    answered: int
    unanswered: tuple[str, ...]


def answer_upper_form(snapshot: Snapshot, round: str, form: Path | str, out: Path | str, *, today: date,
                      reader: Reader | None = None, overwrite: bool = False) -> Cascaded:
    """Write the ledger's answers of ``round`` into a copy of the form that the upper office sent.

    Rows are found by the id that the breakdown kept of them, else by text. Raises GongkaiError where ``out`` exists, the form
    is not xlsx, or holds no form; Unreadable where it cannot be read.
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
    by_mark, by_text = _index(snapshot.tasks)
    filled: list[tuple[ReturnedRow, Mapping[str, str]]] = []
    left: list[str] = []
    for row in rows:
        task = by_mark.get(row.mark) or by_text.get(squeeze(row.locked.get("text", "")))
        answers = task_answers(states[task]) if task is not None and task in states else {}
        if answers:
            filled.append((row, answers))
        else:
            left.append(row.locked.get("text", ""))
    write_whole(target, door.fill(blob, _cells(filled)))  # in the child: the form is somebody else's file
    return Cascaded(target, len(filled), tuple(left))


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
