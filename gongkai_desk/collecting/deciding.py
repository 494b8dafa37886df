"""Decisions about conflicts and unmatched rows: the clerk's, as data, and the rules that decide all alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from gongkai_desk.collecting.columns import BY_KEY, Kind
from gongkai_desk.collecting.plan import Caution, Conflict, PlannedChange, Settlement, Unmatched
from gongkai_desk.collecting.text import squeeze
from gongkai_desk.domain import HAND, GongkaiError, Source
from gongkai_desk.ledger.values import Claim

RULES = ("newest", "ours", "theirs", "join")
_RowKey = tuple[object, object, object, object, str]
Rank = Callable[[Source], Any]
"""How new the file of a claim is: a sortable key, or None where nobody knows."""


class Outcome(msgspec.Struct, frozen=True):
    """What a decision makes of a conflict: a change (or none, for ``ours``) and what is settled by it."""

    change: PlannedChange | None
    settled: Settlement


class Decisions:
    """The decisions of a file as printed by ``merge --json`` with ``"decision"`` added to entries.

    Raises GongkaiError for a decision that means nothing.
    """

    def __init__(self, document: Mapping[str, Any] | None) -> None:
        self._conflicts: dict[tuple[str, str, str], tuple[Mapping[str, Any], Any]] = {}
        self._rows: dict[_RowKey, Mapping[str, Any]] = {}
        for entry in _entries(document, "conflicts"):
            decision = _decision(entry)
            if decision is not None:
                self._conflicts[str(entry.get("task")), str(entry.get("unit")), str(entry.get("field"))] = (decision, entry)
        for entry in _entries(document, "unmatched"):
            decision = _decision(entry)
            if decision is not None:
                self._rows[_row_key(entry.get("unit"), entry.get("source") or {}, entry.get("text"))] = decision

    def of_conflict(self, conflict: Conflict) -> Mapping[str, Any] | None:
        """The decision about a conflict, or None; none where the values have changed since it was made."""
        found = self._conflicts.get((conflict.task, conflict.unit, conflict.field))
        if found is None:
            return None
        decision, entry = found
        seen = entry.get("values")
        if isinstance(seen, list) and "text" not in decision:
            values = {squeeze(str(one.get("value"))) for one in seen if isinstance(one, Mapping)}
            if values != {squeeze(claim.value) for claim in conflict.values}:
                return None
        return decision

    def of_row(self, row: Unmatched) -> Mapping[str, Any] | None:
        """The decision about an unmatched row, or None."""
        where = {"file": row.source.file, "sheet": row.source.sheet, "row": row.source.row}
        return self._rows.get(_row_key(row.unit, where, row.text))

    def stale(self, conflicts: Sequence[Conflict], rows: Sequence[Unmatched]) -> list[Caution]:
        """What is still open although the file decides about it: it has changed since, or the decision says too little."""
        about = "对这处冲突的决定没有用上：" + _STALE
        found = [Caution("decision-stale", about, one.theirs[-1].source or HAND, one.unit, one.task, one.field)
                 for one in conflicts if (one.task, one.unit, one.field) in self._conflicts]
        said = {(unit, text) for unit, _file, _sheet, _row, text in self._rows}
        return found + [Caution("decision-stale", "对这一行的决定没有用上：" + _STALE, one.source, one.unit)
                        for one in rows if (one.unit, squeeze(one.text)) in said]


_STALE = "决定以后内容又变了、文件换了位置，或决定没有说清，请重新定"


def _entries(document: Mapping[str, Any] | None, key: str) -> list[Mapping[str, Any]]:
    found = document.get(key, []) if document else []
    if not isinstance(found, list) or not all(isinstance(entry, Mapping) for entry in found):
        raise GongkaiError(f"决定文件的“{key}”不是一列条目", "", "请用 merge --json 重新生成后再填写。")
    return found


def _row_key(unit: object, source: Mapping[str, Any], text: object) -> _RowKey:
    return unit, source.get("file"), source.get("sheet"), source.get("row"), squeeze(str(text or ""))


def _decision(entry: Mapping[str, Any]) -> Mapping[str, Any] | None:
    decision = entry.get("decision")
    if decision is None:
        return None
    if isinstance(decision, str):
        decision = {"take": decision}
    known = isinstance(decision, Mapping) and (
        decision.get("take") in RULES or isinstance(decision.get("text"), str) or isinstance(decision.get("task"), str)
        or decision.get("reject") is True)
    if not known:
        raise GongkaiError(f"看不懂的决定：{decision}", str(entry.get("task") or entry.get("text") or ""),
                           '可写 {"take": "theirs"}、"ours"、{"text": "…"}、{"task": "T0008"} 或 {"reject": true}。')
    return dict(decision)


def decide(conflict: Conflict, decision: Mapping[str, Any], rank: Rank, newest_ours: bool) -> Outcome | None:
    """Apply a decision, or a rule written as ``{"take": rule}``; None where it does not say enough and the conflict stays."""
    if "text" in decision:
        return _land(conflict, str(decision["text"]).strip(), None)
    if decision.get("reject") is True:
        return _keep(conflict)
    take = decision.get("take")
    if take == "ours":
        return _keep(conflict) if conflict.ours else None
    if take == "join":
        return _join(conflict)
    if take == "newest" and newest_ours and conflict.ours:
        return _keep(conflict)
    claim = _newest(conflict.theirs, rank)
    if claim is None and take == "theirs" and "text" not in decision and decision.get("clerk"):
        claim = conflict.theirs[-1]
    return _land(conflict, claim.value, claim) if claim else None


def _newest(claims: Sequence[Claim], rank: Rank) -> Claim | None:
    if len(claims) == 1:
        return claims[0]
    ranked = sorted(((rank(claim.source), claim) for claim in claims if claim.source), key=lambda item: item[0])
    if len(ranked) < 2 or ranked[-1][0] == ranked[-2][0]:
        return None
    return ranked[-1][1]


def _land(conflict: Conflict, value: str, claim: Claim | None) -> Outcome:
    if not value:
        return _keep(conflict)
    claim = claim or next((one for one in conflict.theirs if squeeze(one.value) == squeeze(value)), None)
    old = conflict.ours.value if conflict.ours else None
    settled = _settlement(conflict)
    if old is not None and value == old:
        return Outcome(None, settled)
    source = claim.source if claim and claim.source else HAND
    return Outcome(PlannedChange(conflict.task, conflict.unit, conflict.field, old, value, source), settled)


def _keep(conflict: Conflict) -> Outcome:
    return Outcome(None, _settlement(conflict))


def _join(conflict: Conflict) -> Outcome | None:
    """All values below each other; only texts can be joined, and what already holds the other is enough."""
    if conflict.field not in BY_KEY or BY_KEY[conflict.field].kind is not Kind.TEXT:
        return None
    joined: list[str] = []
    for claim in conflict.values:
        if not any(squeeze(claim.value) in squeeze(known) for known in joined):
            joined = [known for known in joined if squeeze(known) not in squeeze(claim.value)] + [claim.value]
    text = "\n".join(joined)
    single = next((claim for claim in conflict.theirs if claim.value == text), None)
    return _land(conflict, text, single)


def _settlement(conflict: Conflict) -> Settlement:
    return Settlement(conflict.task, conflict.unit, conflict.field, tuple(dict.fromkeys(one.value for one in conflict.values)))
