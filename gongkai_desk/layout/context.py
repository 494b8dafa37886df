"""What holds for a whole document while it is read: its dates and roster, and the doubts that gather."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date

from gongkai_desk.domain import Deadline, DeadlineKind, Doubt, Origin, Roster, Source
from gongkai_desk.language import UnitReading, find_deadline, read_deadline, read_units, repair


@dataclass
class Context:
    """One document's reading. ``doubts`` grows; wordings that repeat are understood once.

    ``first_leads``: the document says that the first of several responsible units leads.
    """

    year: int | None = None
    issued: date | None = None
    roster: Roster = field(default_factory=Roster)
    first_leads: bool = False
    doubts: list[Doubt] = field(default_factory=list)
    aliases: dict[tuple[str, str], None] = field(default_factory=dict)
    _units: dict[tuple[str, str], UnitReading] = field(default_factory=dict)
    _deadlines: dict[tuple[str, Origin], Deadline] = field(default_factory=dict)
    _found: dict[str, Deadline] = field(default_factory=dict)
    _repairs: Counter[str] = field(default_factory=Counter)
    _first: dict[str, Source] = field(default_factory=dict)
    _said: set[tuple[str, str]] = field(default_factory=set)

    def doubt(self, kind: str, what: str, source: Source) -> None:
        """Note a reservation for the clerk."""
        self.doubts.append(Doubt(what, source, kind))

    def doubt_once(self, kind: str, what: str, source: Source) -> None:
        """Note a reservation, unless the same was said before."""
        if (kind, what) not in self._said:
            self._said.add((kind, what))
            self.doubt(kind, what, source)

    def reading(self, text: str, source: Source) -> str:
        """The repaired wording; what was repaired becomes a doubt (lost characters one by one, the rest summed up)."""
        mended = repair(text)
        for note in mended.notes:
            if mended.lost and "“" in note:
                self.doubt("repaired-text", note, source)
            else:
                self._repairs[note] += 1
                self._first.setdefault(note, source)
        return mended.reading

    def sum_up(self) -> None:
        """Turn the counted small repairs into one doubt each."""
        for note, count in self._repairs.items():
            self.doubts.append(Doubt(f"{note}（共{count}处，原文保留）", self._first[note], "repaired-text"))
        self._repairs.clear()

    def units(self, raw: str, column: str) -> UnitReading:
        """A unit cell as understood; equal cells are read once."""
        key = (raw, column)
        known = self._units.get(key)
        if known is None:
            known = self._units[key] = read_units(raw, roster=self.roster, column=column)
            self.aliases.update(dict.fromkeys(known.aliases))
        return known

    def deadline(self, raw: str, origin: Origin = Origin.COLUMN) -> Deadline:
        """A deadline cell, or another wording that is nothing but a deadline, as understood."""
        known = self._deadlines.get((raw, origin))
        if known is None:
            known = read_deadline(raw, year=self.year, issued=self.issued, origin=origin)
            self._deadlines[raw, origin] = known
        return known

    def deadline_in(self, text: str) -> Deadline:
        """The deadline that a task's text holds, if any."""
        known = self._found.get(text)
        if known is None:
            known = find_deadline(text, year=self.year, issued=self.issued)
            if known.kind is DeadlineKind.NONE and (mended := repair(text)).reading != text:
                known = find_deadline(mended.reading, year=self.year, issued=self.issued)
                known = replace(known, inferred=True) if mended.lost else known
            self._found[text] = known
        return known
