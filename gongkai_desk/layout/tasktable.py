"""One table with its layout -> tasks, notes and reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from msgspec import structs

from gongkai_desk.domain import Deadline, DeadlineKind, Origin, Report, Target, Task
from gongkai_desk.language import is_ditto, is_traditional, repair, split_number
from gongkai_desk.language.clausetimes import is_time
from gongkai_desk.layout.cells import Cells
from gongkai_desk.layout.celltimes import time_beside_units, time_in_clause
from gongkai_desk.layout.context import Context
from gongkai_desk.layout.dutiesabove import DutiesAbove
from gongkai_desk.layout.headingfacts import time_above
from gongkai_desk.layout.kept import KeptLedger
from gongkai_desk.layout.labels import deadline_inside
from gongkai_desk.layout.leads import DutyReader
from gongkai_desk.layout.model import Layout, Role
from gongkai_desk.layout.numbers import read_number
from gongkai_desk.layout.rows import Body, Entry, Kind, read_rows
from gongkai_desk.layout.sections import Sections
from gongkai_desk.layout.targets import find_targets

_SUSPECT = frozenset(" \u3000\t\u00a0?？\ufffd\u200b\u200c\u200d\ufeff\u00ad()（）〔﹝abcdefghijklmnopqrstuvwxyz")
_RUN_OF_DIGITS = re.compile(r"(?:19|20)\d{3}|20\d\d底")
_NUMBER_STARTS = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十百〇零两第(（〔﹝[［【 \u3000") | {
    chr(code) for code in range(0x2460, 0x249C)
}
_HEADING, _NOTE, _MORE, _SAME, _SKIP = Kind.HEADING, Kind.NOTE, Kind.MORE, Kind.SAME, Kind.SKIP  # looked up once, not per row
_TIMES = frozenset("月年季期")
_EXTRA = (Role.EXTRA, Role.SCORE, Role.ASSESSOR, Role.MEASURE, Role.TARGET, Role.OFFICE, Role.DUTY)


@dataclass
class TableReading:
    """What one table says."""

    tasks: list[Task] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)


class TableReader:
    """Reads one table from top to bottom."""

    def __init__(self, cells: Cells, layout: Layout, context: Context, *, table: int = 0, unit: str = "",
                 headings: Sequence[str] = ()) -> None:
        self.cells = cells
        self.layout = layout
        self.context = context
        self.body = Body(cells, layout)
        self.table = table
        self.duties = DutyReader(self.body, context)
        self.sections = Sections(self.body)
        self.sections.begin(headings)
        self.kept = KeptLedger(self.body, context)
        self.above = DutiesAbove(layout, context, unit)
        self.reading = TableReading()
        self._requirements = layout.columns_of(Role.REQUIREMENT)
        self._names = layout.columns_of(Role.NAME)
        self._persons = layout.columns_of(Role.PERSON)
        self._remarks = layout.columns_of(Role.REMARKS)
        self._deadlines = layout.columns_of(Role.DEADLINE)[:1]
        self._target_columns = layout.columns_of(Role.TARGET)
        self._extra_columns = tuple(column for column in layout.columns if column.role in _EXTRA)
        self._clean = self._nothing_to_repair()
        self._deadline_above = ""

    def _nothing_to_repair(self) -> bool:
        """Whether no task's text needs repair: told in one look at all of them, because most tables are clean."""
        joined = "\n".join([text for row in self.body.rows if (text := self.cells.text(row, self.body.task))])
        signs = set(joined)
        if not signs & _SUSPECT and not is_traditional("".join(signs)) and not _RUN_OF_DIGITS.search(joined):
            return True
        return repair(joined).reading == joined

    def read(self) -> TableReading:
        """The tasks of the table, its notes, and the answers it already holds."""
        for entry in read_rows(self.cells, self.layout):
            self._take(entry)
        self.reading.reports = self.kept.reports()
        self._check_rows()
        return self.reading

    def _take(self, entry: Entry) -> None:
        kind = entry.kind
        if kind is _HEADING:
            self.sections.heading(entry.text)
            self.duties.new_section()
        elif kind is _NOTE:
            self.reading.notes.append(entry.text)
        elif kind is _MORE:
            self._continue(entry.row)
        elif kind is not _SKIP:
            if self.sections.row(entry.row):
                self.duties.new_section()
            task = self._task(entry)
            self.reading.tasks.append(task)
            self.kept.take(entry.row, len(self.reading.tasks) - 1, task)

    def _task(self, entry: Entry) -> Task:
        row = entry.row
        number, text = self._number_and_text(entry)
        requirement = self._text(row, self._requirements)
        name = self._text(row, self._names)
        if not text:
            text, requirement, name = (requirement, None, name) if requirement else (name or "", None, None)
        source = self.cells.source(row, self.body.task)
        reading = text if self._clean else self.context.reading(text, source)
        section = self.sections.current()
        duties = self.above.complete(self.duties.read(row), section, (text, requirement), source)
        return Task(
            source=source, text=text, number=number, section=section, name=name,
            reading=reading if reading != text else None, requirement=requirement,
            lead=duties.lead, support=duties.support, deadline=self._deadline(row, text, requirement, section),
            targets=self._targets(row, text, requirement), persons=self._text(row, self._persons),
            remarks=self._text(row, self._remarks), extra=self._extra(row), blank_lead=duties.blank, table=self.table,
        )

    def _number_and_text(self, entry: Entry) -> tuple[str | None, str]:
        row, column = entry.row, self.body.number
        own = self.cells.owned(row, self.body.task)
        if entry.kind is _SAME and not own:
            own = self.reading.tasks[-1].text if self.reading.tasks else ""
            if own:
                self.context.doubt("lost-merge", "任务格为空，按与上一行同一任务理解", self.cells.source(row, self.body.task))
        inside, rest = split_number(own) if own[:1] in _NUMBER_STARTS else (None, own)
        rest = rest.strip()
        if column is not None:
            typed = read_number(self.cells, row, column, self.context)
            if typed is not None:
                return typed, rest if inside == typed and rest else own
        if inside is not None and rest:
            return inside, rest
        return (self.reading.tasks[-1].number if entry.kind is _SAME and self.reading.tasks else None), own

    def _text(self, row: int, columns: tuple[int, ...]) -> str | None:
        if not columns:
            return None
        if len(columns) == 1:
            return self.cells.owned(row, columns[0]) or None
        return "\n".join([text for column in columns if (text := self.cells.owned(row, column))]) or None

    def _deadline(self, row: int, text: str, requirement: str | None, section: tuple[str, ...]) -> Deadline:
        """The row's own cell, else its wording, else what stands beside it, else a heading above (一、6月底前完成).

        A blank in a deadline column before the tasks means what the cell above says.
        """
        for column in self._deadlines:
            raw = self.cells.owned(row, column)
            if not raw and self._deadline_above and self.body.stands_first(column, row):
                raw = self._deadline_above
                self.context.doubt("lost-merge", f"时间列在最前，空格按上一行的“{raw}”理解", self.cells.source(row, column))
            said = raw if is_ditto(raw) else ""
            if said:
                self.context.doubt("ditto", f"“{raw}”按上一行的“{self._deadline_above}”理解", self.cells.source(row, column))
                raw = self._deadline_above
            if raw:
                self._deadline_above = raw
                found = self.context.deadline(raw)
                if said and not found.inferred:
                    found = replace(found, inferred=True, reason=f"原文写“{said}”，按上一行推定")
                if found.kind is not DeadlineKind.NONE or found.raw:
                    return found
        found = self.context.deadline_in(text)
        if found.kind is DeadlineKind.NONE and requirement:
            found = self.context.deadline_in(requirement)
        if found.kind is not DeadlineKind.NONE:
            return found
        if text[-1:] in "）)】〕" and (inside := time_in_clause(text)):
            return self.context.deadline(inside, Origin.TEXT)
        if beside := self._deadline_beside(row):
            return self.context.deadline(beside)
        above = time_above(section)
        return self.context.deadline(above, Origin.TEXT) if above else found

    def _deadline_beside(self, row: int) -> str:
        """A remark that is nothing but a time, else the time behind its label in a cell of units; ``""`` where there is none."""
        for column in self._remarks:
            if is_time(remark := self.cells.owned(row, column)):
                return remark
        for column in self.body.units:
            units = self.cells.owned(row, column)
            if "：" in units and (labelled := deadline_inside(units)):
                return labelled
            if not _TIMES.isdisjoint(units) and (told := time_beside_units(units)):
                return told
        return ""

    def _targets(self, row: int, text: str, requirement: str | None) -> tuple[Target, ...]:
        found = find_targets(text)
        if requirement:
            found += find_targets(requirement)
        for column in self._target_columns:
            found += find_targets(self.cells.owned(row, column))
        return found

    def _extra(self, row: int) -> tuple[tuple[str, str], ...]:
        return () if not self._extra_columns else tuple([
            (column.header or column.role.label, text)
            for column in self._extra_columns if (text := self.cells.owned(row, column.column))
        ])

    def _continue(self, row: int) -> None:
        """A row that goes on where the task above was cut: its cells are joined to that task's."""
        if not self.reading.tasks:
            return
        task = self.reading.tasks[-1]
        more = self.cells.text(row, self.body.task)
        if more:
            text = task.text + more
            reading = self.context.reading(text, task.source)
            task = structs.replace(task, text=text, reading=reading if reading != text else None)
        requirement = self._text(row, self._requirements) if self._own(row, self._requirements) else None
        if requirement:
            task = structs.replace(task, requirement=f"{task.requirement}\n{requirement}" if task.requirement else requirement)
        if any(self.cells.text(row, column) for column in self.body.units):
            task = self._more_units(row, task)
        self.context.doubt("continued-row", "此行没有任务文字，已并入上一项", self.cells.source(row))
        self.reading.tasks[-1] = task
        self.kept.take(row, len(self.reading.tasks) - 1, task)

    def _own(self, row: int, columns: tuple[int, ...]) -> bool:
        return any(self.cells.text(row, column) for column in columns)

    def _more_units(self, row: int, task: Task) -> Task:
        lead, support = task.lead, task.support
        more_lead = self.cells.text(row, self.layout.first(Role.LEAD) or 0)
        more_support = self.cells.text(row, self.layout.first(Role.SUPPORT) or 0)
        if more_lead:
            raw = f"{lead.raw}\n{more_lead}" if lead.raw else more_lead
            reading = self.context.units(raw, "lead")
            lead = replace(lead, kind=reading.kind, units=reading.lead or reading.units, raw=raw)
        if more_support:
            raw = f"{support.raw}\n{more_support}" if support.raw else more_support
            support = replace(support, units=self.context.units(raw, "support").units, raw=raw)
        return structs.replace(task, lead=lead, support=support, blank_lead="" if lead.units else task.blank_lead)

    def _check_rows(self) -> None:
        """Struck-through and hidden rows are read, and said."""
        grid = self.cells.grid
        struck = {row for row, column in grid.struck}
        for task in self.reading.tasks:
            row = task.source.row or 0
            if row in struck and (row, self.body.task) in grid.struck:
                self.context.doubt("struck-row", "此行文字带删除线，可能已废止", task.source)
            if row in grid.hidden_rows:
                self.context.doubt("hidden-row", "此行被隐藏或筛选掉，仍已读入", task.source)
