"""Forms out, submissions in: 分发填报表 and 收表汇总.

One table of columns (``columns.py``) drives writing, reading back, check sum and 填报说明. What comes back becomes a plan
(``plan.py``), which screen and command line show, and which is applied as one step. Names are loaded when first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_desk.lazy import loader

if TYPE_CHECKING:
    from gongkai_desk.collecting.applying import apply_merge
    from gongkai_desk.collecting.cascade import Cascaded, answer_upper_form
    from gongkai_desk.collecting.evidence import evidence_of, hand_out
    from gongkai_desk.collecting.issuing import Issued, IssuePlan, PlannedForm, issue, plan_issue
    from gongkai_desk.collecting.merging import plan_merge
    from gongkai_desk.collecting.plan import MergePlan, Verdict
    from gongkai_desk.collecting.reporting import merge_report
    from gongkai_desk.collecting.reviewing import Opinion, plan_return, returned, review, send_back
    from gongkai_desk.collecting.rounds import close_round, closed_on, closing
    from gongkai_desk.collecting.shape import plan_json
    from gongkai_desk.collecting.waiting import settle, waiting_conflicts

__getattr__ = loader(__name__, {
    "applying": "apply_merge",
    "cascade": "Cascaded answer_upper_form",
    "evidence": "evidence_of hand_out",
    "issuing": "Issued IssuePlan PlannedForm issue plan_issue",
    "merging": "plan_merge",
    "plan": "MergePlan Verdict",
    "reporting": "merge_report",
    "reviewing": "Opinion plan_return returned review send_back",
    "rounds": "close_round closed_on closing",
    "shape": "plan_json",
    "waiting": "settle waiting_conflicts",
})

__all__ = [
    "Cascaded", "IssuePlan", "Issued", "MergePlan", "Opinion", "PlannedForm", "Verdict", "answer_upper_form",
    "apply_merge", "close_round", "closed_on", "closing", "evidence_of", "hand_out", "issue", "merge_report",
    "plan_issue", "plan_json", "plan_merge", "plan_return", "returned", "review", "send_back", "settle",
    "waiting_conflicts",
]
