"""What the ledger says about one round, looked up often while a batch is read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from gongkai_desk.collecting.asking import task_cells
from gongkai_desk.collecting.matching import Locked, Matcher
from gongkai_desk.collecting.names import UnitNames
from gongkai_desk.collecting.plan import ROW
from gongkai_desk.collecting.seal import seal_of
from gongkai_desk.domain import Report, Source, Status, Target
from gongkai_desk.ledger import Snapshot

SETTLED = "merge.settled"
SYNONYMS = "status_words"


class Ground:
    """A snapshot seen from one round."""

    def __init__(self, snapshot: Snapshot, round: str) -> None:
        self.snapshot, self.round = snapshot, round
        self.names = UnitNames(snapshot.roster, [unit for name, unit in snapshot.forms if name == round])
        self._reports = {(report.task, report.unit): report for report in snapshot.reports_of(round)}
        self._issued: dict[str, Mapping[str, Mapping[str, Mapping[str, str]]]] = {}

    @cached_property
    def year(self) -> int | None:
        """The year that completes a date without one."""
        found = next((one for one in self.snapshot.rounds if one.name == self.round), None)
        day = found.due or found.opened if found else None
        return self.snapshot.year or (day.year if day else None)

    def issued(self, unit: str) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
        """What was sent to a unit, by task; where nothing was noted, what its duties would have asked."""
        known = self._issued.get(unit)
        if known is None:
            form = self.snapshot.forms.get((self.round, unit))
            known = form.issued if form is not None and form.issued else self._supposed(unit)
            self._issued[unit] = known
        return known

    def version(self, unit: str) -> int | None:
        """The number of the form that was last sent to a unit in this round."""
        form = self.snapshot.forms.get((self.round, unit))
        return form.version if form is not None else None

    def _supposed(self, unit: str) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
        duties = self.duties.get(unit, {})
        return {task: {"locked": {**cells, "role": duties[task]}, "answers": {}}
                for task, cells in self.task_cells.items() if task in duties}

    @cached_property
    def duties(self) -> Mapping[str, Mapping[str, str]]:
        """Every unit's tasks with its 职责分工, groups expanded."""
        from gongkai_desk.collecting.issuing import duties_by_unit

        return {unit: {task: duty.role.value for task, duty in mine.items()}
                for unit, mine in duties_by_unit(self.snapshot, "all").items()}

    @cached_property
    def expected(self) -> tuple[str, ...]:
        """The units from which a form is expected in this round, in roster order."""
        sent = [unit for name, unit in self.snapshot.forms if name == self.round]
        if not sent:
            from gongkai_desk.collecting.issuing import duties_by_unit

            return tuple(duties_by_unit(self.snapshot, "named"))
        order = {name: place for place, name in enumerate(self.snapshot.roster.names)}
        return tuple(sorted(sent, key=lambda unit: (order.get(unit, len(order)), unit)))

    @cached_property
    def task_cells(self) -> Mapping[str, Locked]:
        """The locked texts of every task of the ledger."""
        return {task.id: task_cells(task, place) for place, task in enumerate(self.snapshot.tasks, 1) if task.id}

    def matcher(self, unit: str) -> Matcher:
        """The matcher for one unit's rows."""
        locked = {task: cells.get("locked", {}) for task, cells in self.issued(unit).items()}
        return Matcher(unit, locked, lambda: self.task_cells, seal_of(self.snapshot.id, self.round, unit))

    def report(self, task: str, unit: str) -> Report | None:
        """What the ledger holds of a unit's task in this round."""
        return self._reports.get((task, unit))

    def value(self, task: str, unit: str, field: str) -> str | None:
        """The ledger's value of a field."""
        report = self._reports.get((task, unit))
        return report.fields.get(field) if report else None

    @cached_property
    def _forms_kept(self) -> frozenset[tuple[str, str | None]]:
        return frozenset((one.name, one.unit) for one in self.snapshot.documents
                         if one.role == "submission" and one.round == self.round)

    def targets(self, task: str) -> tuple[Target, ...]:
        """The figures that a task asks for."""
        return self.snapshot.task(task).targets if self.snapshot.has_task(task) else ()

    def due(self, task: str) -> date | None:
        """The last day of a task, where it has one."""
        return self.snapshot.task(task).deadline.due if self.snapshot.has_task(task) else None

    def is_earlier_form(self, source: Source | None, unit: str) -> bool:
        """Whether a value came from a form that this unit sent in this round."""
        return source is not None and bool(source.file) and (
            (source.file, unit) in self._forms_kept or (source.file, None) in self._forms_kept)

    @cached_property
    def sources(self) -> frozenset[tuple[str, str]]:
        """From which files anything that the ledger holds of this round came, with the unit."""
        return frozenset((source.file, unit) for (_task, unit), report in self._reports.items()
                         for source in report.sources.values())

    @cached_property
    def received(self) -> frozenset[str]:
        """Units of which anything has come in this round."""
        return frozenset([unit for _task, unit in self._reports]
                         + [one.unit for one in self.snapshot.documents
                            if one.role == "submission" and one.round == self.round and one.unit])

    @cached_property
    def synonyms(self) -> Mapping[str, Status]:
        """The office's own status words."""
        table = self.snapshot.settings.get(SYNONYMS)
        known = {status.value: status for status in Status}
        return {str(word): known[str(status)] for word, status in table.items() if str(status) in known} if isinstance(
            table, dict) else {}

    @cached_property
    def settled(self) -> Mapping[tuple[str, str, str], frozenset[str]]:
        """Values about which the clerk has already decided, by (task, unit, field)."""
        table = self.snapshot.settings.get(f"{SETTLED}.{self.round}")
        if not isinstance(table, list):
            return {}
        return {(task, unit, field): frozenset(values) for task, unit, field, values in table}

    @cached_property
    def decided_rows(self) -> Mapping[tuple[str, str], str]:
        """The task to which the clerk attached a row, by unit and the row's signature; ``""`` where it was rejected."""
        return {(unit, row): task for (task, unit, field), rows in self.settled.items() if field == ROW for row in rows}
