"""Forms out, submissions in: 分发填报表 and 收表汇总.

One table of columns (``columns.py``) drives writing, reading back, check sum and 填报说明. What comes back becomes a plan
(``plan.py``), which screen and command line show, and which is applied as one step. Names are loaded when first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai_desk.collecting.applying import apply_merge
    from gongkai_desk.collecting.cascade import Cascaded, answer_upper_form
    from gongkai_desk.collecting.evidence import evidence_of, hand_out, linked_evidence
    from gongkai_desk.collecting.issuing import Issued, IssuePlan, PlannedForm, issue, plan_issue
    from gongkai_desk.collecting.merging import plan_merge
    from gongkai_desk.collecting.plan import MergePlan, Verdict
    from gongkai_desk.collecting.reporting import merge_report
    from gongkai_desk.collecting.reviewing import Opinion, plan_return, returned, review, send_back
    from gongkai_desk.collecting.rounds import close_round, closed_on, reopen_round
    from gongkai_desk.collecting.shape import plan_json
    from gongkai_desk.collecting.waiting import settle, waiting_conflicts

_HOMES = {
    "apply_merge": "applying",
    "Cascaded": "cascade", "answer_upper_form": "cascade",
    "evidence_of": "evidence", "hand_out": "evidence", "linked_evidence": "evidence",
    "Issued": "issuing", "IssuePlan": "issuing", "PlannedForm": "issuing", "issue": "issuing", "plan_issue": "issuing",
    "plan_merge": "merging",
    "MergePlan": "plan", "Verdict": "plan",
    "merge_report": "reporting",
    "Opinion": "reviewing", "plan_return": "reviewing", "returned": "reviewing", "review": "reviewing", "send_back": "reviewing",
    "close_round": "rounds", "closed_on": "rounds", "reopen_round": "rounds",
    "plan_json": "shape",
    "settle": "waiting", "waiting_conflicts": "waiting",
}

__all__ = [
    "Cascaded", "IssuePlan", "Issued", "MergePlan", "Opinion", "PlannedForm", "Verdict", "answer_upper_form",
    "apply_merge", "close_round", "closed_on", "evidence_of", "hand_out", "issue", "linked_evidence", "merge_report",
    "plan_issue", "plan_json", "plan_merge", "plan_return", "reopen_round", "returned", "review", "send_back", "settle",
    "waiting_conflicts",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value
