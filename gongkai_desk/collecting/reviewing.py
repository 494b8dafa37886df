"""审核: reports are 待审, 已审 or 退回; what goes back goes with its reasons, its rows marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from gongkai_desk.collecting.issuing import Issued, IssuePlan, PlannedForm, issue, plan_issue
from gongkai_desk.domain import GongkaiError, Report, Review
from gongkai_desk.domain.progress import Progress, silent

if TYPE_CHECKING:
    from gongkai_desk.ledger import Ledger, Snapshot, Step

WORDS = {Review.PENDING: "待审", Review.PASSED: "审核通过", Review.RETURNED: "退回"}


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the office thinks of one report; 退回 needs a reason."""

    task: str
    unit: str
    review: Review
    reason: str = ""


def review(ledger: Ledger, round: str, opinions: Iterable[Opinion]) -> Step | None:
    """Write opinions into the ledger as one step; None where nothing changes.

    Raises GongkaiError for a report that does not exist, and for 退回 without a reason.
    """
    from gongkai_desk.ledger import Change, report_key

    snapshot = ledger.snapshot()
    changes = []
    wanted = tuple(opinions)
    for one in wanted:
        if snapshot.report(one.task, one.unit, round) is None:
            raise GongkaiError("这项任务还没有报送，不能审核", f"{one.unit} {one.task}", "请先收表汇总。")
        if one.review is Review.RETURNED and not one.reason.strip():
            raise GongkaiError("退回要写明原因", f"{one.unit} {one.task}", "请填写退回原因后重试。")
        key = report_key(one.task, one.unit, round)
        changes += [Change("report", key, "review", one.review.value), Change("report", key, "review_reason", one.reason or None)]
    words = "、".join(dict.fromkeys(WORDS[one.review] for one in wanted))
    return ledger.apply(f"审核：{round}（{words}{len(wanted)}项）", changes, kind="review")


def returned(snapshot: Snapshot, round: str) -> tuple[Report, ...]:
    """The reports of a round that wait for their units."""
    return tuple(report for report in snapshot.reports_of(round) if report.review is Review.RETURNED)


def plan_return(snapshot: Snapshot, round: str, units: Sequence[str] | None = None) -> IssuePlan:
    """The forms to send back: each unit's whole form with its answers, the returned rows marked with their reasons.

    Raises GongkaiError where nothing is returned.
    """
    reasons: dict[str, dict[str, str]] = {}
    for report in returned(snapshot, round):
        if units is None or report.unit in units:
            reasons.setdefault(report.unit, {})[report.task] = report.review_reason
    if not reasons:
        raise GongkaiError("没有退回的报送", round, "请先在审核中选择“退回”并写明原因。")
    plan = plan_issue(snapshot, round, scope="all", units=tuple(reasons))
    return replace(plan, forms=tuple(_marked(snapshot, form, reasons[form.unit]) for form in plan.forms))


def _marked(snapshot: Snapshot, form: PlannedForm, reasons: dict[str, str]) -> PlannedForm:
    """The form as it was issued before (not more rows than that), its returned rows marked."""
    sent = snapshot.forms.get((form.sheet.round, form.unit))
    asked = set(sent.issued) if sent is not None and sent.issued else {row.task for row in form.sheet.rows}
    rows = tuple(row for row in form.sheet.rows if row.task in asked | set(reasons))
    return replace(form, sheet=structs.replace(form.sheet, rows=rows, marks=reasons, suffix="（退回修改）"))


def send_back(ledger: Ledger, round: str, out_dir: Path | str, *, units: Sequence[str] | None = None, overwrite: bool = False,
              progress: Progress = silent) -> Issued:
    """Write the workbooks to send back, and the list of who gets what, as one step of the ledger. Errors as of ``issue``."""
    plan = plan_return(ledger.snapshot(), round, units)
    return issue(ledger, plan, out_dir, overwrite=overwrite, label="退回修改", progress=progress)
