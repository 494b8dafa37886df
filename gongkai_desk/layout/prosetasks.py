"""What a wording with its responsibility clause becomes: a task with units, deadline and doubts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from msgspec import structs

from gongkai_desk.domain import Deadline, DeadlineKind, Lead, LeadKind, Origin, Source, Support, Task
from gongkai_desk.language import Clause, blanket_units, read_clause, repair
from gongkai_desk.language.brackets import find_brackets
from gongkai_desk.language.clausetimes import is_time
from gongkai_desk.layout.clausescan import split_deadline
from gongkai_desk.layout.context import Context
from gongkai_desk.layout.firstleads import first_leads
from gongkai_desk.layout.headingfacts import time_above
from gongkai_desk.layout.labels import deadline_inside, without_deadline
from gongkai_desk.layout.paragraphs import Paragraph
from gongkai_desk.layout.proseblanket import Blanket
from gongkai_desk.layout.prosecards import Card
from gongkai_desk.layout.prosesame import find_same, same_as, taken_over
from gongkai_desk.layout.targets import find_targets


@dataclass
class Item:
    """A numbered item with the paragraphs that belong to it; ``made`` counts its tasks, ``places`` are theirs in
    the list, which was ``at`` long when the item began."""

    head: Paragraph
    section: tuple[str, ...]
    at: int
    body: list[Paragraph] = field(default_factory=list)
    made: int = 0
    places: list[int] = field(default_factory=list)

    @property
    def whole(self) -> str:
        """Its wording with the paragraphs that belong to it."""
        return "\n".join([self.head.rest, *(paragraph.text for paragraph in self.body)])


class TaskMaker:
    """Makes the tasks of one piece of prose; ``tasks`` are those so far, in order."""

    def __init__(self, context: Context, table: int) -> None:
        self.context = context
        self.table = table
        self.tasks: list[Task] = []
        self._blanket: dict[str, None] = {}

    def make(
        self, text: str, wording: str, source: Source, item: Item | None, section: tuple[str, ...], card: Card | None = None,
    ) -> None:
        """Add the task of ``text``, handed out by ``wording`` (the clause) or by the fields of a ``card``."""
        raw = card.deadline if card and card.deadline else deadline_inside(wording)
        wording, late = split_deadline(without_deadline(wording))
        same = same_as(wording)
        clause = self._clause(same.rest if same else wording)
        lead, support = self._duties(clause, wording)
        other = find_same(self.tasks, same) if same else None
        if same and other:
            lead, support = taken_over(lead, support, same, other)
            self.context.doubt("same-as", f"“{wording[:40]}”指另一项的单位，已照录，请核对", source)
        if not lead.units and not support.units and card is None:
            self.context.doubt("unread-units", f"“{wording[:40]}”没有读出单位", source)
        reading = self.context.reading(text, source)
        deadline = self.context.deadline(raw or late) if raw or late else self._deadline_of(text, item, section)
        self.tasks.append(Task(
            source=source if item is None or item.made else item.head.source if card else source,
            text=text, number=item.head.number if item else None, section=section,
            reading=reading if reading != text else None, requirement=(card.requirement or None) if card else None,
            lead=lead, support=support, deadline=deadline, targets=find_targets(text),
            persons="、".join(clause.persons) or (card.persons if card else "") or None,
            blank_lead="" if lead.units else "not-given", table=self.table,
        ))
        if item is not None:
            item.made += 1
            item.places.append(len(self.tasks) - 1)
        self._tell(clause, source)

    def hold_for_all(self, blanket: Blanket, source: Source) -> None:
        """Add the units of a sentence of running text to the tasks that it holds for, made or to come."""
        if blanket.ahead:
            self._blanket.update(dict.fromkeys(blanket.units))
        if blanket.behind:
            self.tasks = [self._with_support(task, blanket.units) for task in self.tasks]
        said = "、".join(blanket.units)
        self.context.doubt_once("blanket", f"“{blanket.sentence[:60]}”对多项任务都适用：{said}已列为配合单位", source)

    @staticmethod
    def _with_support(task: Task, units: Sequence[str]) -> Task:
        known = {*task.lead.units, *task.support.units}
        added = tuple(unit for unit in units if unit not in known)
        return structs.replace(task, support=replace(task.support, units=task.support.units + added)) if added else task

    def move_last(self, place: int, items: Sequence[Item]) -> None:
        """Put the task made last where it belongs by its item; the places of the others move on."""
        last = len(self.tasks) - 1
        if place >= last:
            return
        self.tasks.insert(place, self.tasks.pop())
        for item in items:
            item.places = [place if at == last else at + 1 if at >= place else at for at in item.places]
            item.at += item.at > place

    def without_units(self, text: str, head: Paragraph, section: tuple[str, ...], blank: str = "") -> Task:
        """A task of which no unit is said where it stands; ``blank``: what that means, as in :class:`Task`."""
        reading = self.context.reading(text, head.source)
        return Task(
            source=head.source, text=text, number=head.number, section=section, table=self.table,
            reading=reading if reading != text else None, deadline=self._deadline_of(text, None, section),
            targets=find_targets(text), blank_lead=blank,
        )

    def _deadline_of(self, text: str, item: Item | None, section: tuple[str, ...]) -> Deadline:
        """The deadline in a task's wording, else the one in brackets in its own title (编制目录（6月底前完成）。…), else the
        one that a heading above gives to all below it."""
        found = self.context.deadline_in(text)
        if found.kind is not DeadlineKind.NONE:
            return found
        title = item.head.title() if item is not None else ""
        times = [bracket.content for bracket in find_brackets(title) if is_time(bracket.content)]
        time = times[-1] if times else time_above(section)
        return self.context.deadline(time, Origin.TEXT if not times else Origin.COLUMN) if time else found

    @staticmethod
    def _clause(wording: str) -> Clause:
        """A clause read without stray blanks inside its words; its wording stays as written."""
        reading = repair(wording).reading
        clause = read_clause(reading)
        if reading == wording:
            return clause
        raw = read_clause(wording)
        lead = replace(clause.lead, raw=(raw.lead.raw or wording) if clause.lead.raw else "")
        support = replace(clause.support, raw=(raw.support.raw or wording) if clause.support.raw else "")
        return replace(clause, lead=lead, support=support)

    def _duties(self, clause: Clause, wording: str) -> tuple[Lead, Support]:
        lead, support = clause.lead, clause.support
        if not lead.units and support.units and "牵头" not in wording:
            lead, support = Lead(LeadKind.MISSING), support
        elif self.context.first_leads and not support.units:
            lead, support = first_leads(lead, support)
        known = {*lead.units, *support.units}
        added = tuple(unit for unit in self._blanket if unit not in known)
        if added:
            support = replace(support, units=support.units + added)
        return lead, support

    def _tell(self, clause: Clause, source: Source) -> None:
        self.context.aliases.update(dict.fromkeys(clause.aliases))
        for blanket in clause.blanket:
            units = blanket_units(blanket)
            self._blanket.update(dict.fromkeys(units))
            said = "、".join(units) or "未读出单位"
            self.context.doubt_once("blanket", f"“{blanket}”对其后各项都适用：{said}已列为配合单位", source)
        for aside in clause.clauses:
            self.context.doubt_once("unit-clause", f"单位中附有说明“{aside}”，未计入单位名称", source)
        for note in clause.notes:
            self.context.doubt_once("unit-note", note, source)
