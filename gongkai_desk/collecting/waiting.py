"""Conflicts that wait in the ledger, decided later without their files at hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gongkai_desk.collecting.applying import apply_merge
from gongkai_desk.collecting.deciding import Decisions, decide
from gongkai_desk.collecting.plan import Conflict, MergePlan
from gongkai_desk.ledger.values import Claim

if TYPE_CHECKING:
    from datetime import date

    from gongkai_desk.ledger import Ledger, Snapshot, Step


def waiting_conflicts(snapshot: Snapshot, round: str) -> tuple[Conflict, ...]:
    """The conflicts of a round that await a decision, with the ledger's present value first."""
    found = []
    for one in snapshot.pending:
        if one.round != round:
            continue
        report = snapshot.report(one.task, one.unit, round)
        now = report.fields.get(one.field) if report else None
        ours = (Claim(now),) if now is not None else ()
        theirs = (claim for claim in one.values if claim.source is not None)
        found.append(Conflict(one.task, one.unit, one.field, (*ours, *theirs)))
    return tuple(found)


def settle(ledger: Ledger, round: str, decisions: Mapping[str, Any], *, today: date) -> Step | None:
    """Apply decisions (as in a decisions file) to waiting conflicts, as one step; None where none of them says enough."""
    snapshot = ledger.snapshot()
    chosen = Decisions(decisions)
    changes, settled = [], []
    for conflict in waiting_conflicts(snapshot, round):
        decision = chosen.of_conflict(conflict)
        outcome = decide(conflict, {**decision, "clerk": True}, lambda _source: 0, False) if decision else None
        if outcome is not None:
            settled.append(outcome.settled)
            changes += [outcome.change] if outcome.change else []
    plan = MergePlan(round, snapshot.id, today, changes=tuple(changes), settled=tuple(settled))
    return apply_merge(ledger, plan)
