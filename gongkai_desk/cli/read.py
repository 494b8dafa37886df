"""``read FILE...``: what these documents say; makes no ledger."""

from __future__ import annotations

import argparse
from collections import Counter

from gongkai_desk.cli.folding import FoldedList, print_folded
from gongkai_desk.cli.output import only_json, terminal_progress
from gongkai_desk.cli.reading import read_breakdowns, tell
from gongkai_desk.cli.shapes import breakdown_json, refusal_json
from gongkai_desk.domain import Breakdown, LeadKind

LEAD_WORDS = {
    LeadKind.NAMED: "有牵头单位", LeadKind.EACH: "分别负责", LeadKind.SHARED: "共性工作", LeadKind.MISSING: "未明确牵头",
}


def run(arguments: argparse.Namespace) -> int:
    """Read the files and print what they say. Exit 1 if any was refused, 2 if none was read.

    What a file says is put into its words at once, so that thousands of files take no more memory than a few.
    """
    documents, summaries = FoldedList(), list[str]()

    def take(breakdown: Breakdown) -> None:
        if arguments.json:
            documents.add(breakdown_json(breakdown))
        else:
            summaries.append(summary(breakdown))

    with only_json(arguments.json):
        batch = read_breakdowns(arguments.files, layout=arguments.layout, progress=terminal_progress(), take=take)
    tell(batch, arguments.files)
    if arguments.json:
        print_folded("documents", documents, {
            "refused": [refusal_json(fault) for fault in batch.refused],
            "ignored": [{"path": path} for path in batch.ignored],
        })
    else:
        print(*summaries, sep="\n", end="\n" if summaries else "")
    return batch.status


def summary(breakdown: Breakdown) -> str:
    """A breakdown in a few Chinese lines."""
    kinds = Counter(task.lead.kind for task in breakdown.tasks)
    leads = "、".join(f"{word} {kinds[kind]} 项" for kind, word in LEAD_WORDS.items() if kinds[kind])
    lines = [f"{breakdown.path}：{breakdown.title or '（无标题）'}", f"  任务 {len(breakdown.tasks)} 项：{leads}"]
    if breakdown.roster.units:
        lines.append(f"  附件名录 {len(breakdown.roster.units)} 个单位")
    dated = sum(1 for task in breakdown.tasks if task.deadline.due)
    lines.append(f"  有明确时限 {dated} 项" + ("" if breakdown.has_deadline_column else "（表中没有完成时限列）"))
    lines += [f"  通知要求：{obligation.text}（{obligation.due or '日期待定'}）" for obligation in breakdown.obligations]
    lines += [f"  提醒：{doubt.what}（{doubt.source}）" for doubt in breakdown.doubts]
    return "\n".join(lines)
