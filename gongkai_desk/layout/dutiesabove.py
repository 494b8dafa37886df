"""Who is responsible where no unit cell says it: a heading or title that is a unit's name, or a clause in the wording."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gongkai_desk.domain import Lead, LeadKind, Source, Support
from gongkai_desk.language import Clause, read_clause, repair
from gongkai_desk.layout.clausescan import find_clauses, split_deadline
from gongkai_desk.layout.context import Context
from gongkai_desk.layout.headingfacts import unit_above
from gongkai_desk.layout.labels import without_deadline
from gongkai_desk.layout.leads import Duties
from gongkai_desk.layout.model import UNIT_ROLES, Layout, Role


@dataclass
class DutiesAbove:
    """Completes the duties of rows without a lead. ``unit``: whom the table's own title or sheet names, ``""`` if nobody."""

    layout: Layout
    context: Context
    unit: str = ""

    def __post_init__(self) -> None:
        self._no_lead_column = self.layout.first(Role.LEAD) is None
        self._no_units = not self.layout.columns_of(*UNIT_ROLES)

    def complete(self, duties: Duties, section: tuple[str, ...], wordings: tuple[str | None, ...], source: Source) -> Duties:
        """The duties of a row, with what its wording or the headings above it say where the row itself names no lead."""
        if duties.lead.kind is not LeadKind.MISSING or not (self._no_lead_column or not duties.support.units):
            return duties
        found = self._in_wording(wordings)
        if found is not None:
            return self._joined(duties, found)
        if not self._no_lead_column:
            return duties
        unit, heading = unit_above(section)
        if not unit and self.unit:
            unit, heading = self.unit, self.unit
        if not unit:
            return duties
        reading = self.context.units(unit, "lead")
        self.context.doubt_once("unit-of-heading", f"牵头单位取自标题“{heading}”", source)
        return Duties(Lead(reading.kind, reading.lead or reading.units, unit), duties.support)

    def _in_wording(self, wordings: tuple[str | None, ...]) -> Clause | None:
        """The clauses in brackets at the end of a row's wording, or of its points, joined; None where there are none.

        In a table with unit columns only a clause with a label or a verb counts (（牵头单位：X）).
        """
        found: list[Clause] = []
        for wording in wordings:
            for clause in find_clauses(wording) if wording else ():
                reading = repair(split_deadline(without_deadline(clause.content))[0]).reading
                if clause.loose or (not self._no_units and not _says_who(reading)):
                    continue
                found.append(read_clause(reading))
        found = [clause for clause in found if clause.lead.units or clause.support.units]
        return None if not found else found[0] if len(found) == 1 else _united(found)

    def _joined(self, duties: Duties, clause: Clause) -> Duties:
        self.context.aliases.update(dict.fromkeys(clause.aliases))
        known = tuple(unit for unit in clause.support.units if unit not in duties.support.units)
        support = replace(duties.support, units=known + duties.support.units, raw=duties.support.raw or clause.support.raw)
        return Duties(clause.lead, support, "" if clause.lead.units else duties.blank)


def _says_who(reading: str) -> bool:
    return any(word in reading for word in ("牵头", "责任", "负责", "主办", "承办", "落实"))


def _united(clauses: list[Clause]) -> Clause:
    """Several points of one cell, each with units of its own: all that lead lead, all others support."""
    lead = dict.fromkeys(unit for clause in clauses for unit in clause.lead.units)
    support = dict.fromkeys(unit for clause in clauses for unit in clause.support.units if unit not in lead)
    raw = "；".join(dict.fromkeys(clause.lead.raw or clause.support.raw for clause in clauses))
    kind = LeadKind.NAMED if lead else LeadKind.MISSING
    return Clause(
        Lead(kind, tuple(lead), raw if lead else ""), Support(tuple(support), raw if support else ""),
        aliases=tuple(pair for clause in clauses for pair in clause.aliases),
    )
