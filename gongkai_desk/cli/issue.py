"""``issue LEDGER --round NAME -o DIR``: one form per unit with duties."""

from __future__ import annotations

import argparse
from pathlib import Path

from gongkai_desk.cli.output import terminal_progress


def run(arguments: argparse.Namespace) -> int:
    """Say how many forms and rows there will be, then write them."""
    from gongkai_desk.collecting import issue, plan_issue
    from gongkai_desk.ledger import Ledger

    with Ledger.open(arguments.ledger, today=arguments.as_of) as ledger:
        plan = plan_issue(ledger.snapshot(), arguments.round, scope=arguments.scope, due=arguments.due, units=arguments.unit)
        print(f"将分发 {len(plan.forms)} 份填报表，共 {plan.rows} 行，其中 {plan.via_group} 行仅经“各单位”类表述到达。")
        issued = issue(ledger, plan, Path(arguments.output), overwrite=arguments.force, progress=terminal_progress())
    print(f"已分发 {len(issued.paths)} 份：{arguments.output}")
    return 0
