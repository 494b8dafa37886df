"""A plan becomes one step of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from gongkai_desk.collecting.ground import SETTLED
from gongkai_desk.collecting.plan import MergePlan, Settlement, Verdict
from gongkai_desk.domain import GongkaiError, Review, Round

if TYPE_CHECKING:
    from gongkai_desk.ledger import Change, Ledger, Snapshot, Step


def apply_merge(ledger: Ledger, plan: MergePlan) -> Step | None:
    """Write a plan into the ledger as one step that can be undone. None where nothing changes: the same files again.

    Raises GongkaiError for a plan of another ledger, LedgerFault where the ledger cannot be written.
    """
    snapshot = ledger.snapshot()
    if snapshot.id != plan.ledger:
        raise GongkaiError("这个汇总方案是为另一个台账做的", str(ledger.path), "请重新汇总。")
    count = sum(entry.verdict in (Verdict.ACCEPTED, Verdict.WARNED, Verdict.SUPERSEDED) for entry in plan.files)
    changes = list(_changes(ledger, snapshot, plan))
    if not changes:
        return None
    return ledger.apply(f"收表汇总：{plan.round}（{count}个文件）", changes, kind="merge", day=plan.today)


def _changes(ledger: Ledger, snapshot: Snapshot, plan: MergePlan) -> Iterator[Change]:
    from gongkai_desk.ledger import Change

    rest = [*_values(snapshot, plan), *_pending(snapshot, plan), *_settled(snapshot, plan.round, plan.settled)]
    for original in plan.originals:
        rest += ledger.keep(original.path, original.data, role=original.role, unit=original.unit, round=plan.round)
    if rest and plan.new_round:
        yield Change("round", plan.round, "*", Round(plan.round, opened=plan.today))
    yield from rest


def _values(snapshot: Snapshot, plan: MergePlan) -> Iterator[Change]:
    """The answers themselves; a report that had been reviewed waits for review again."""
    from gongkai_desk.ledger import Change, form_key, report_key

    touched: set[tuple[str, str]] = set()
    for change in plan.changes:
        if not change.task:
            yield Change("form", form_key(plan.round, change.unit), change.field, change.new, change.source)
            continue
        key = report_key(change.task, change.unit, plan.round)
        yield Change("report", key, change.field, change.new, change.source)
        report = snapshot.report(change.task, change.unit, plan.round)
        if change.field == "done_on" and (change.raw or (report and "done_on_raw" in report.fields)):
            yield Change("report", key, "done_on_raw", change.raw, change.source)
        if report is not None and report.review is not Review.PENDING and (change.task, change.unit) not in touched:
            touched.add((change.task, change.unit))
            yield Change("report", key, "review", Review.PENDING.value)
            yield Change("report", key, "review_reason", None)


def _pending(snapshot: Snapshot, plan: MergePlan) -> Iterator[Change]:
    """Conflicts wait in the ledger; what was decided, or has landed since, waits no more."""
    from gongkai_desk.ledger import Change, pending_key

    open_ = {(one.task, one.unit, one.field) for one in plan.conflicts}
    decided = {(one.task, one.unit, one.field) for one in plan.changes}
    decided |= {(one.task, one.unit, one.field) for one in plan.settled}
    for known in snapshot.pending:
        if known.round == plan.round and (known.task, known.unit, known.field) in decided - open_:
            yield Change("pending", pending_key(known.task, known.unit, known.round, known.field), "*", None)
    waiting = {(one.task, one.unit, one.field): one.values for one in snapshot.pending if one.round == plan.round}
    for conflict in plan.conflicts:
        known_values = waiting.get((conflict.task, conflict.unit, conflict.field), ())
        if [one.value for one in known_values] != [one.value for one in conflict.values]:
            key = pending_key(conflict.task, conflict.unit, plan.round, conflict.field)
            yield Change("pending", key, "values", conflict.values)


def _settled(snapshot: Snapshot, round: str, settled: Iterable[Settlement]) -> Iterator[Change]:
    """Decisions are remembered, so that the same files need not be decided about again."""
    from gongkai_desk.ledger import Change

    name = f"{SETTLED}.{round}"
    table = snapshot.settings.get(name)
    known: dict[tuple[str, str, str], list[str]] = {
        (task, unit, field): list(values) for task, unit, field, values in table} if isinstance(table, list) else {}
    before = {key: list(values) for key, values in known.items()}
    for one in settled:
        values = known.setdefault((one.task, one.unit, one.field), [])
        values += [value for value in one.values if value not in values]
    if known != before:
        yield Change("setting", name, "value", [[*key, values] for key, values in known.items()])
