"""What an export knows: the ledger as it stood, its standing, the day, and the words of the paper itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from gongkai_desk.domain import Report, Task
from gongkai_desk.exporting.choice import Choice, chosen
from gongkai_desk.ledger import Snapshot
from gongkai_desk.paper.vocabulary import Value
from gongkai_desk.standing import Standing, UnitState, assess


@dataclass
class Desk:
    """One export's knowledge. ``facts`` are the paper's own fields (文号, 签发人, 督办意见, 反馈期限)."""

    snapshot: Snapshot
    standing: Standing
    today: date
    choice: Choice = field(default_factory=Choice)
    unit: str | None = None
    facts: Mapping[str, Value] = field(default_factory=dict)

    @classmethod
    def of(
        cls, snapshot: Snapshot, *, round: str | None, today: date, choice: Choice | None = None, unit: str | None = None,
        facts: Mapping[str, Value] | None = None,
    ) -> Desk:
        """Assess the ledger and put it on the desk. Raises GongkaiError for an unknown round."""
        return cls(snapshot, assess(snapshot, round, today), today, choice or Choice(), unit, facts or {})

    def of_unit(self, unit: str) -> Desk:
        """The same desk for one unit's paper; what does not depend on the unit is not worked out anew."""
        twin = replace(self, unit=unit)
        for name in ("tasks", "_asked", "_by_unit", "office", "last_year"):
            twin.__dict__[name] = getattr(self, name)
        return twin

    @cached_property
    def tasks(self) -> list[Task]:
        """The chosen tasks in order."""
        return chosen(self.snapshot.tasks, self.standing, self.choice)

    @cached_property
    def units(self) -> list[str]:
        """The units to make sheets or rows for: those with duties, or the chosen ones."""
        if self.unit is not None:
            return [self.unit]
        names = [one.unit for one in self.standing.units]
        return [name for name in names if name in self.choice.units] if self.choice.units else names

    @cached_property
    def _asked(self) -> dict[str, set[str]]:
        """The tasks each unit is asked for: those on its form of this round, else those that lead or name it."""
        return {unit: set(form.issued) for (name, unit), form in self.snapshot.forms.items()
                if name == self.standing.round and form.issued}

    def concerns(self, task: str, unit: UnitState) -> bool:
        """Whether a unit's part in a task belongs into its list."""
        asked = self._asked.get(unit.unit)
        if unit.reported:
            return True
        return task in asked if asked is not None else unit.role.value != "配合" or unit.via is None

    def parts(self, task: Task) -> list[UnitState]:
        """The units' parts in a task that belong into lists, in roster order of the standing."""
        return [unit for unit in self.standing.states[str(task.id)].units if self.concerns(str(task.id), unit)]

    def tasks_of(self, unit: str) -> list[tuple[Task, UnitState]]:
        """A unit's tasks with its part in each, in the paper's order."""
        return self._by_unit.get(unit, [])

    @cached_property
    def _by_unit(self) -> dict[str, list[tuple[Task, UnitState]]]:
        found: dict[str, list[tuple[Task, UnitState]]] = {}
        for task in self.tasks:
            for part in self.parts(task):
                found.setdefault(part.unit, []).append((task, part))
        return found

    @cached_property
    def office(self) -> str:
        """The office's own name, from the ledger's settings; empty where it has none, to be written by hand."""
        for name in ("office", "填报单位"):
            value = self.snapshot.settings.get(name)
            if isinstance(value, str) and value:
                return value
            if isinstance(value, Mapping) and isinstance(value.get("name"), str):
                return str(value["name"])
        return ""

    @cached_property
    def last_year(self) -> dict[str, list[Report]]:
        """Per task the newest reports of the year before, from rounds of that year."""
        year = self.snapshot.year
        found: dict[str, list[Report]] = {}
        if year is None:
            return found
        for round in self.snapshot.rounds:
            days = {day.year for day in (round.opened, round.due, round.closed) if day is not None}
            if str(year - 1) in round.name or (days and days == {year - 1}):
                fresh: dict[str, list[Report]] = {}
                for report in self.snapshot.reports_of(round.name):
                    fresh.setdefault(report.task, []).append(report)
                found.update(fresh)
        return found
