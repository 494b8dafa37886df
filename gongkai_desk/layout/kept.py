"""The answers that a ledger already kept by the office holds (进展情况, 完成状态 …), as reports of a first round."""

from __future__ import annotations

import re
from datetime import date, datetime

from gongkai_desk.domain import LeadKind, Report, Source, Task
from gongkai_desk.layout.context import Context
from gongkai_desk.layout.model import REPORT_ROLES, Role
from gongkai_desk.layout.rows import Body

_PART = re.compile(r"(?:^|[\n；;])\s*(?:\d{1,2}[.、]\s*)?([\u4e00-\u9fff（）()]{2,20})[：:]")


class KeptLedger:
    """Gathers the report columns of one table. A report's ``task`` is ``#n``, the task's position from 0."""

    def __init__(self, body: Body, context: Context) -> None:
        self.body = body
        self.context = context
        self.columns = tuple(
            (column.column, column.role.value) for column in body.layout.columns if column.role in REPORT_ROLES
        )
        self.unit_column = body.layout.first(Role.UNIT)
        self._fields: dict[tuple[int, str], dict[str, str]] = {}
        self._sources: dict[tuple[int, str], dict[str, Source]] = {}
        self._joined = False

    def take(self, row: int, position: int, task: Task) -> None:
        """Read the answers of one row for the task at this position."""
        if not self.columns:
            return
        for column, field in self.columns:
            text = self._answer(row, column)
            if not text:
                continue
            source = self.body.cells.source(row, column)
            for unit, part in self._by_unit(text, row, task):
                self._add(position, unit, field, part, source)

    def _answer(self, row: int, column: int) -> str:
        value = self.body.cells.grid.value(row, column)
        if isinstance(value, datetime | date) and (row, column) not in self.body.cells.grid.shown:
            day = value.date() if isinstance(value, datetime) else value
            return day.isoformat()
        return self.body.cells.owned(row, column)

    def _by_unit(self, text: str, row: int, task: Task) -> list[tuple[str, str]]:
        """The parts of an answer: per unit where the row or the wording says whose it is, else for whoever leads."""
        if self.unit_column is not None:
            unit = self.body.cells.owned(row, self.unit_column)
            if unit:
                return [(unit, text)]
        units = (*task.lead.units, *task.support.units)
        parts = self._split(text, units) if len(units) > 1 else []
        if parts:
            return parts
        if len(task.lead.units) > 1 or task.lead.kind is LeadKind.SHARED:
            self._joined = True
        return [(units[0] if units else "", text)]

    @staticmethod
    def _split(text: str, units: tuple[str, ...]) -> list[tuple[str, str]]:
        marks = [match for match in _PART.finditer(text) if match[1] in units]
        if len(marks) < 2 or text[:marks[0].start()].strip():
            return []
        ends = [match.start() for match in marks[1:]] + [len(text)]
        return [(mark[1], text[mark.end():end].strip("；;\n ")) for mark, end in zip(marks, ends, strict=True)]

    def _add(self, position: int, unit: str, field: str, text: str, source: Source) -> None:
        fields = self._fields.setdefault((position, unit), {})
        if field in fields and fields[field] != text:
            text = f"{fields[field]}\n{text}"
        fields[field] = text
        self._sources.setdefault((position, unit), {})[field] = source

    def reports(self) -> list[Report]:
        """All answers, one report per task and unit, of the round that has no name yet."""
        found = [
            Report(f"#{position}", unit, "", fields, self._sources[position, unit])
            for (position, unit), fields in self._fields.items()
        ]
        if found and self._joined:
            source = next(iter(found[0].sources.values()))
            self.context.doubt_once("joined-report", "多家单位的进展写在一格里，已记在排第一的单位名下", source)
        return found
