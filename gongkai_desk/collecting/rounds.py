"""报送期: ended, and opened again. What came in stays; later forms are still taken, with a word to the clerk."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gongkai_desk.domain import GongkaiError

if TYPE_CHECKING:
    from gongkai_desk.ledger import Change, Ledger, Snapshot, Step


def closed_on(snapshot: Snapshot, round: str) -> date | None:
    """The day on which a round ended, or None while it is open (or unknown)."""
    return next((one.closed for one in snapshot.rounds if one.name == round), None)


def close_round(ledger: Ledger, round: str, day: date) -> Step | None:
    """End a round; None where it has ended already. Raises GongkaiError for a round that the ledger does not know."""
    snapshot = ledger.snapshot()
    if all(one.name != round for one in snapshot.rounds):
        known = "、".join(one.name for one in snapshot.rounds) or "还没有报送期"
        raise GongkaiError("没有这个报送期", round, f"台账里有：{known}。")
    return ledger.apply(*closing(round, day)) if closed_on(snapshot, round) is None else None


def closing(round: str, day: date | None) -> tuple[str, list[Change]]:
    """The step, as label and changes, that ends a round on ``day``, or (None) opens it again."""
    from gongkai_desk.ledger import Change

    label = "重新打开报送期" if day is None else "结束报送期"
    return f"{label}：{round}", [Change("round", round, "closed", day)]
