"""Three values compared (as issued, as returned, as in the ledger): what lands, what contradicts.

A conflict is a returned value that differs from the issued one and from the ledger's, where the ledger's does not come from an
earlier form of the same unit and round; and values of two files of which nobody can tell which is newer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from gongkai_desk.collecting.answers import same_answer
from gongkai_desk.collecting.folding import Statement
from gongkai_desk.collecting.ground import Ground
from gongkai_desk.collecting.plan import Conflict, PlannedChange
from gongkai_desk.collecting.versions import Evidence, newer
from gongkai_desk.domain import Source
from gongkai_desk.ledger.values import Claim

History = Callable[[str, str, str], Sequence[str]]
"""Earlier values of a report's field that came from forms: ``history(task, unit, field)``."""
Age = Callable[[Source, str], Evidence | None]
"""What is known of the age of a form that was merged before: ``age(source, unit)``."""


class Judged(msgspec.Struct, frozen=True):
    """What became of a field: a change, a conflict, or nothing; ``overruled`` are values a decision has put aside."""

    change: PlannedChange | None = None
    conflict: Conflict | None = None
    overruled: tuple[str, ...] = ()
    unchanged: bool = False


class Judge:
    """Judges the statements of one batch against the ledger."""

    def __init__(self, ground: Ground, history: History, age: Age) -> None:
        self._ground, self._history, self._age = ground, history, age

    def judge(self, task: str, unit: str, field: str, statements: Sequence[Statement]) -> Judged:
        """Judge one field of one task. ``statements`` come from old to new."""
        ground = self._ground
        old = ground.value(task, unit, field)
        if old is None and len(statements) == 1 and not ground.settled:
            return Judged(change=_change(task, unit, field, None, statements[0], False))
        no_values: tuple[str, ...] = ()
        if len(statements) == 1:
            standing, overruled = list(statements), no_values
        else:
            standing, overruled = self._standing(statements)
        if len(standing) == 1 and standing[0].value == old:
            return Judged(overruled=overruled, unchanged=True)
        if old is not None or len(standing) > 1:
            issued = ground.issued(unit).get(task, {}).get("answers", {}).get(field)
            standing = [one for one in standing if not same_answer(one.value, issued) or one.decided]
        settled = ground.settled.get((task, unit, field), frozenset())
        standing = [one for one in standing if not same_answer(one.value, old) and (one.decided or one.value not in settled)]
        if not standing:
            return Judged(overruled=overruled, unchanged=True)
        if old is None:
            return self._without_ledger(task, unit, field, standing, overruled)
        return self._against_ledger(task, unit, field, old, standing, overruled)

    @staticmethod
    def _standing(statements: Sequence[Statement]) -> tuple[list[Statement], tuple[str, ...]]:
        """The statements that no newer file overrides, one of each value; and what a decision overrode."""
        decided = [one for one in statements if one.decided]
        pool = decided[-1:] or [one for one in statements if not any(
            other.by is not one.by and newer(other.by.evidence, one.by.evidence) > 0 for other in statements)]
        kept: list[Statement] = []
        for one in pool:
            if not any(same_answer(one.value, other.value) for other in kept):
                kept.append(one)
        overruled = tuple(dict.fromkeys(one.value for one in statements if not one.decided)) if decided else ()
        return kept, overruled

    def _without_ledger(self, task: str, unit: str, field: str, standing: list[Statement], overruled: tuple[str, ...]) -> Judged:
        if len(standing) > 1:
            return Judged(conflict=_conflict(task, unit, field, None, standing), overruled=overruled)
        return Judged(change=_change(task, unit, field, None, standing[0], False), overruled=overruled)

    def _against_ledger(self, task: str, unit: str, field: str, old: str, standing: list[Statement],
                        overruled: tuple[str, ...]) -> Judged:
        ground = self._ground
        report = ground.report(task, unit)
        source = report.sources.get(field) if report else None
        if standing[0].decided:
            return Judged(change=_change(task, unit, field, old, standing[0], False), overruled=overruled)
        if source is None or not ground.is_earlier_form(source, unit):
            return Judged(conflict=_conflict(task, unit, field, old, standing), overruled=overruled)
        later = [one for one in standing if self._is_later(task, unit, field, source, one)]
        for one in standing:
            if one not in later and one.by.superseded_by is None:
                one.by.superseded_by = source.file
        if not later:
            return Judged(overruled=overruled, unchanged=True)
        if len(later) > 1:
            return Judged(conflict=_conflict(task, unit, field, old, later), overruled=overruled)
        return Judged(change=_change(task, unit, field, old, later[0], True), overruled=overruled)

    def _is_later(self, task: str, unit: str, field: str, source: Source, statement: Statement) -> bool:
        """Whether a statement is newer than the form whose value the ledger holds. What came later counts as newer, unless
        its file is plainly older, or says again what that form has already corrected."""
        known = self._age(source, unit)
        order = newer(statement.by.evidence, known) if known is not None else 0
        if order:
            return order > 0
        return not any(same_answer(statement.value, value) for value in self._history(task, unit, field))


def _change(task: str, unit: str, field: str, old: str | None, statement: Statement, correction: bool) -> PlannedChange:
    return PlannedChange(task, unit, field, old, statement.value, statement.source, correction, statement.raw)


def _conflict(task: str, unit: str, field: str, old: str | None, standing: Sequence[Statement]) -> Conflict:
    ours = [Claim(old)] if old is not None else []
    return Conflict(task, unit, field, (*ours, *(Claim(one.value, one.source) for one in standing)), ranked=len(standing) == 1)
