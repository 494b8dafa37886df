"""What is checked, whatever it came from: tables of tasks with their document's facts, and the roster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import PurePath

from gongkai_desk.domain import Breakdown, DeadlineKind, Level, Origin, Roster, Source, Task
from gongkai_desk.language import UnitBook, book_of, level_of
from gongkai_desk.ledger.snapshot import Snapshot
from gongkai_desk.standing.carrying import is_carried
from gongkai_desk.standing.enlisting import UNLISTED


@dataclass(frozen=True, eq=False)
class Item:
    """One task with its ``key`` for edits (a ledger's id, or ``#3`` for the third of the list) and its table."""

    task: Task
    key: str
    table: int


@dataclass(frozen=True, eq=False)
class Table:
    """One table (or one piece of prose) with what its document says of itself.

    ``earlier`` marks a document that is only compared with (last year's). ``level`` is that of the document's office, by most
    of its leads; ``listed`` says that the document brings a list of its units; ``label`` is a name unlike the other tables';
    ``columns`` are those of lead, support and deadline; ``carried``: its tasks were left over from last year, and so are their
    numbers.
    """

    index: int
    path: str
    title: str
    year: int | None
    issued: date | None
    items: tuple[Item, ...]
    has_deadline_column: bool
    prose: bool = False
    aliases: tuple[tuple[str, str], ...] = ()
    earlier: bool = False
    level: Level | None = None
    listed: bool = False
    label: str = ""
    columns: tuple[tuple[str, int], ...] = ()
    carried: bool = False

    @property
    def source(self) -> Source:
        """The table as a place."""
        first = self.items[0].task.source if self.items else Source(self.path)
        return Source(first.file, first.sheet)

    @property
    def name(self) -> str:
        """The table as a clerk calls it: the sheet's name or the title."""
        return self.label or self.source.sheet or self.title or PurePath(self.path).stem


@dataclass(frozen=True, eq=False)
class Subject:
    """Everything that a rule may look at.

    ``given``: the office's own roster is there; ``done`` are the keys of tasks that their units report as finished;
    ``unlisted`` are the units of a ledger that only tasks name, although the office gave a list.
    """

    tables: tuple[Table, ...]
    roster: Roster
    today: date
    ledger: bool = False
    given: bool = False
    done: frozenset[str] = field(default_factory=frozenset)
    unlisted: tuple[str, ...] = ()

    @property
    def own(self) -> tuple[Table, ...]:
        """The tables that are checked themselves, without those only compared with."""
        return tuple(table for table in self.tables if not table.earlier)

    def items(self) -> Iterator[tuple[Table, Item]]:
        """Every task that is checked, with its table."""
        for table in self.own:
            for item in table.items:
                yield table, item

    @cached_property
    def book(self) -> UnitBook:
        """The roster as a book to look names up in."""
        return book_of(self.roster)

    @cached_property
    def documents(self) -> dict[str, tuple[Table, ...]]:
        """The checked tables by document."""
        grouped: dict[str, list[Table]] = {}
        for table in self.own:
            grouped.setdefault(table.path, []).append(table)
        return {path: tuple(tables) for path, tables in grouped.items()}


def subject_of(source: Breakdown | Sequence[Breakdown] | Snapshot, *, today: date, roster: Roster | None,
               previous: Sequence[Breakdown]) -> Subject:
    """The subject of a check, from breakdowns or a ledger's snapshot; ``previous`` are only compared with."""
    if isinstance(source, Snapshot):
        tables = _of_snapshot(source)
        known = roster or source.roster
        done = frozenset(report.task for report in source.reports if report.fields.get("status") == "已完成")
        unlisted = tuple(source.settings.get(UNLISTED, ()))
    else:
        breakdowns = [source] if isinstance(source, Breakdown) else list(source)
        tables = _of_breakdowns(breakdowns, 0, 0)
        known = _joined(roster or Roster(), breakdowns)
        done, unlisted = frozenset(), ()
    count = sum(len(table.items) for table in tables)
    tables += _of_breakdowns(previous, len(tables), count, earlier=True)
    given = bool(roster and roster.units)
    return Subject(tuple(_levelled(tables)), known, today, isinstance(source, Snapshot), given, done, unlisted)


def _levelled(tables: list[Table]) -> Iterator[Table]:
    """The tables with the level of their document's office, and with names that tell them apart."""
    counts: dict[str, Counter[Level]] = {}
    names = Counter(table.name for table in tables)
    for table in tables:
        units = (unit for item in table.items for unit in item.task.lead.units)
        counts.setdefault(table.path, Counter()).update(level for unit in units if (level := level_of(unit)))
    for table in tables:
        levels = counts[table.path].most_common(1)
        label = table.name if names[table.name] == 1 else f"{PurePath(table.path).stem} {table.name}"
        yield replace(table, level=levels[0][0] if levels else None, label=label)


def _of_breakdowns(breakdowns: Sequence[Breakdown], first: int, count: int, *, earlier: bool = False) -> list[Table]:
    tables: list[Table] = []
    for breakdown in breakdowns:
        index = first + len(tables)
        items = []
        for task in breakdown.tasks:
            count += 1
            items.append(Item(task, task.id or f"#{count}", index))
        tables.append(Table(index, breakdown.path, breakdown.title, breakdown.year, breakdown.issued, tuple(items),
                            breakdown.has_deadline_column, breakdown.prose, breakdown.aliases, earlier,
                            listed=bool(breakdown.roster.units), columns=breakdown.columns))
    return tables


def _of_snapshot(snapshot: Snapshot) -> list[Table]:
    grouped: dict[tuple[str, str | None, int, bool], list[Task]] = {}
    for task in snapshot.tasks:
        grouped.setdefault((task.source.file, task.source.sheet, task.table, is_carried(task)), []).append(task)
    tables: list[Table] = []
    for index, ((path, _, _, carried), tasks) in enumerate(grouped.items()):
        items = tuple(Item(task, task.id or "", index) for task in tasks)
        column = any(task.deadline.origin is Origin.COLUMN for task in tasks)
        prose = not column and any(task.source.column is None for task in tasks)
        tables.append(Table(index, path, snapshot.title, snapshot.year, snapshot.issued, items, column, prose,
                            carried=carried))
    return tables


def _joined(roster: Roster, breakdowns: Sequence[Breakdown]) -> Roster:
    """The roster with the units and groups that annexes list; the office's own entries win."""
    units = {unit.name: unit for breakdown in breakdowns for unit in breakdown.roster.units if roster.find(unit.name) is None}
    groups = {phrase: members for breakdown in breakdowns for phrase, members in breakdown.roster.groups.items()}
    if not units and not groups:
        return roster
    return Roster((*roster.units, *units.values()), {**groups, **roster.groups})


def has_deadline(task: Task) -> bool:
    """Whether anything was said about when."""
    return task.deadline.kind is not DeadlineKind.NONE
