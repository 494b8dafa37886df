"""分发: which unit gets which rows, and the forms on disk."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desk.collecting.asking import form_title, locked_cells, previous_words, task_cells
from gongkai_desk.collecting.files import Batch
from gongkai_desk.collecting.form import FormRow, FormSheet
from gongkai_desk.collecting.writing import form_workbook
from gongkai_desk.domain import FORM_FIELDS, REPORT_FIELDS, Duty, DutyRole, GongkaiError, Round
from gongkai_desk.domain.progress import Progress, silent

if TYPE_CHECKING:
    from gongkai_desk.ledger import Change, Ledger, Snapshot, Step

SCOPES = ("lead", "named", "all")
LIST_NAME = "分发清单.csv"
LIST_HEAD = ("序号", "单位", "联络员", "电话", "任务数", "牵头", "配合", "共性", "仅经单位组到达", "版本", "报送期", "报送截止",
             "文件")
_RANK = {DutyRole.LEAD: 0, DutyRole.SHARED: 1, DutyRole.SUPPORT: 2}


@dataclass(frozen=True)
class PlannedForm:
    """One form to write, and what the list says of it."""

    sheet: FormSheet
    via_group: int
    contact: str = ""
    phone: str = ""

    @property
    def unit(self) -> str:
        """Whose form it is."""
        return self.sheet.unit

    @property
    def rows(self) -> int:
        """How many tasks it holds."""
        return len(self.sheet.rows)


@dataclass(frozen=True)
class IssuePlan:
    """What ``issue`` will write. ``rows`` counts all rows, ``via_group`` those that reach their unit only through a group.

    ``unreached`` are the groups that tasks name and nobody has explained: they reach no unit, whatever the scope.
    """

    round: str
    scope: str
    due: date | None
    forms: tuple[PlannedForm, ...]
    new_round: bool = False
    unreached: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """Rows in all forms together."""
        return sum(form.rows for form in self.forms)

    @property
    def via_group(self) -> int:
        """Rows that come only through a group (各单位 …)."""
        return sum(form.via_group for form in self.forms)


@dataclass(frozen=True)
class Issued:
    """What was written: the forms' paths in the plan's order, and the list of who got what."""

    paths: tuple[Path, ...]
    list: Path


def plan_issue(snapshot: Snapshot, round: str, *, scope: str = "named", due: date | None = None,
               units: Sequence[str] | None = None) -> IssuePlan:
    """The forms for ``round``: one per unit with duties in ``scope`` (contract §1), for ``units`` only where given.

    Raises GongkaiError for a unit that is not known or has no duty, and where nobody has any.
    """
    if scope not in SCOPES:
        raise GongkaiError(f"没有“{scope}”这个分发范围", next_step="可选：lead（牵头）、named（点名）、all（全部）。")
    if not round.strip():
        raise GongkaiError("报送期不能为空", next_step="例如：2022年第三季度。")
    rounds = {item.name: item for item in snapshot.rounds}
    wanted = duties_by_unit(snapshot, scope)
    if units is not None:
        wanted = _only(wanted, units, snapshot)
    if not wanted:
        raise GongkaiError("没有需要分发的单位", round, "请先在台账里明确牵头、配合单位，或换一个分发范围。")
    known = rounds.get(round)
    day = due or (known.due if known else None)
    names = tuple(rounds)
    earlier = names[: names.index(round)] if round in rounds else names
    maker = _FormMaker(snapshot, round, day, earlier)
    forms = tuple(maker.form(unit, duties) for unit, duties in wanted.items())
    return IssuePlan(round=round, scope=scope, due=due, forms=forms, new_round=known is None,
                     unreached=unreached_groups(snapshot))


def unreached_groups(snapshot: Snapshot) -> tuple[str, ...]:
    """The group phrases of tasks that still stand and that the roster cannot expand, in the tasks' order."""
    from gongkai_desk.language import expand, is_group

    phrases = (name for task in snapshot.tasks for name in (*task.lead.units, *task.support.units))
    return tuple(name for name in dict.fromkeys(phrases)
                 if snapshot.roster.find(name) is None and is_group(name) and not expand(name, snapshot.roster))


def duties_by_unit(snapshot: Snapshot, scope: str) -> dict[str, dict[str, Duty]]:
    """Each unit's duties in scope by task, in roster order. A unit that has two parts in a task has the weightier."""
    from gongkai_desk.standing import duties

    found: dict[str, dict[str, Duty]] = {}
    for duty in duties(snapshot.tasks, snapshot.roster):
        if not in_scope(duty, scope):
            continue
        mine = found.setdefault(duty.unit, {})
        known = mine.get(duty.task)
        if known is None or _RANK[duty.role] < _RANK[known.role]:
            mine[duty.task] = duty
    order = {name: place for place, name in enumerate(snapshot.roster.names)}
    return dict(sorted(found.items(), key=lambda item: order.get(item[0], len(order))))


def in_scope(duty: Duty, scope: str) -> bool:
    """Whether a duty is asked for: ``lead`` led tasks; ``named`` also shared ones and those that name the unit; ``all`` all."""
    if scope == "all" or duty.role is DutyRole.LEAD:
        return True
    return scope == "named" and (duty.role is DutyRole.SHARED or duty.via is None)


def _only(wanted: dict[str, dict[str, Duty]], units: Sequence[str], snapshot: Snapshot) -> dict[str, dict[str, Duty]]:
    names = []
    for unit in units:
        known = snapshot.roster.find(unit)
        name = known.name if known else unit
        if name not in wanted:
            raise GongkaiError("这个单位没有需要填报的任务", unit, "请核对单位名称和分发范围。")
        names.append(name)
    return {name: duties for name, duties in wanted.items() if name in names}


class _FormMaker:
    """Makes forms out of one snapshot."""

    def __init__(self, snapshot: Snapshot, round: str, due: date | None, earlier: tuple[str, ...]) -> None:
        self.snapshot, self.round, self.due = snapshot, round, due
        self.previous = previous_words(snapshot.reports, earlier)
        self.answers: Mapping[tuple[str, str], Mapping[str, str]] = {
            (report.task, report.unit): report.fields for report in snapshot.reports if report.round == round}
        self.tasks = {task.id: task_cells(task, place) for place, task in enumerate(snapshot.tasks, 1) if task.id}
        self.requirement = any(task.requirement for task in snapshot.tasks)
        year = snapshot.year or (snapshot.issued.year if snapshot.issued else None) or (due.year if due else None)
        self.days = (date(year, 1, 1), date(year + 1, 12, 31)) if year else (date(2000, 1, 1), date(2099, 12, 31))

    def form(self, unit: str, duties: Mapping[str, Duty]) -> PlannedForm:
        """The form of one unit."""
        rows = tuple(self._row(task, duties[task]) for task in self.tasks if task in duties)
        sent = self.snapshot.forms.get((self.round, unit))
        head = {key: str(getattr(sent, key, None) or "") for key in FORM_FIELDS}
        known = self.snapshot.roster.find(unit)
        sheet = FormSheet(
            ledger=self.snapshot.id, title=form_title(self.snapshot.title, unit), unit=unit, round=self.round,
            version=((sent.version or 0) if sent else 0) + 1, rows=rows, head={k: v for k, v in head.items() if v}, due=self.due,
            first_day=self.days[0], last_day=self.days[1], requirement=self.requirement)
        via = sum(duty.via is not None for duty in duties.values())
        return PlannedForm(sheet, via, (known.contact or "") if known else "", (known.phone or "") if known else "")

    def _row(self, task: str, duty: Duty) -> FormRow:
        locked = locked_cells(self.tasks[task], duty, self.previous.get((task, duty.unit), ""))
        said = self.answers.get((task, duty.unit), {})
        answers = {key: said[key] for key in REPORT_FIELDS if said.get(key)}
        if said.get("done_on_raw") and not answers.get("done_on"):
            answers["done_on"] = said["done_on_raw"]
        return FormRow(task, locked, answers)


def issue(ledger: Ledger, plan: IssuePlan, out_dir: Path | str, *, overwrite: bool = False, today: datetime | None = None,
          label: str = "分发填报表", progress: Progress = silent) -> Issued:
    """Write the plan's forms and their list into ``out_dir`` and note in the ledger, as one step, what was issued.

    Raises GongkaiError where a file of that name exists and ``overwrite`` is not set; then nothing is written at all.
    """
    folder = Path(out_dir)
    new = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    paths = tuple(folder / name for name in _names(plan))
    standing = next((path for path in paths if path.exists()), None)
    if standing is not None and not overwrite:
        raise GongkaiError("文件已经存在，没有覆盖", str(standing), "请换一个文件夹，或选择覆盖（--force）。")
    listing = _free(folder / LIST_NAME, overwrite)
    with _no_empty_folder(new), Batch() as batch:
        for done, (form, path) in enumerate(zip(plan.forms, paths, strict=True)):
            progress(done, len(paths), path.name)
            batch.write(path, form_workbook(form.sheet))
        batch.write(listing, who_got_what(plan, paths))
        record = _record(plan, ledger.snapshot().rounds, today)
        step = ledger.apply(f"{label}：{plan.round}（{len(paths)}份）", record, kind="issue")
        _land(batch, ledger, step)
    progress(len(paths), len(paths), "")
    return Issued(paths, listing)


def _land(batch: Batch, ledger: Ledger, step: Step | None) -> None:
    """Put the forms in place; where that fails (one is open in Excel), the ledger does not say that they went out."""
    try:
        batch.land()
    except OSError:
        if step is not None:
            ledger.undo()
        raise


@contextmanager
def _no_empty_folder(new: Iterable[Path]) -> Iterator[None]:
    """Whoever stops half way leaves none of the folders that were made for it."""
    try:
        yield
    except BaseException:
        with suppress(OSError):
            for folder in new:
                folder.rmdir()
        raise


def _names(plan: IssuePlan) -> list[str]:
    """A file name for every form; units whose names only differ in illegal signs get a number."""
    names: list[str] = []
    for form in plan.forms:
        name, count = form.sheet.file_name, 1
        while name.lower() in {other.lower() for other in names}:
            count += 1
            name = form.sheet.file_name.replace("_填报表", f"_{count}_填报表")
        names.append(name)
    return names


def _free(path: Path, overwrite: bool) -> Path:
    place, count = path, 1
    while place.exists() and not overwrite:
        count += 1
        place = path.with_name(f"{path.stem}_{count}{path.suffix}")
    return place


def _record(plan: IssuePlan, rounds: Sequence[Round], now: datetime | None) -> list[Change]:
    """The step: the round with its due day, and for each form its version and what stood on it."""
    from gongkai_desk.ledger import Change, form_key

    known = next((item for item in rounds if item.name == plan.round), None)
    at = (now or datetime.now()).replace(microsecond=0)
    changes = []
    if known is None:
        changes.append(Change("round", plan.round, "*", Round(plan.round, opened=at.date(), due=plan.due)))
    elif plan.due and known.due != plan.due:
        changes.append(Change("round", plan.round, "due", plan.due))
    for form in plan.forms:
        key = form_key(plan.round, form.unit)
        issued = {row.task: {"locked": dict(row.locked), "answers": dict(row.answers)} for row in form.sheet.rows}
        changes += [Change("form", key, "version", form.sheet.version), Change("form", key, "issued_at", at),
                    Change("form", key, "issued", issued)]
    return changes


def who_got_what(plan: IssuePlan, paths: Sequence[Path]) -> bytes:
    """The list as csv that Excel and WPS open by double click: unit, contact, rows, roles, file."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(LIST_HEAD)
    for place, (form, path) in enumerate(zip(plan.forms, paths, strict=True), 1):
        roles = [row.locked.get("role") for row in form.sheet.rows]
        due = form.sheet.due.isoformat() if form.sheet.due else ""
        writer.writerow(_harmless(cell) for cell in (
            place, form.unit, form.contact, form.phone, form.rows, *(roles.count(role.value) for role in DutyRole),
            form.via_group, form.sheet.version, plan.round, due, path.name))
    return stream.getvalue().encode("utf-8-sig", "replace")


def _harmless(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = str(cell)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
