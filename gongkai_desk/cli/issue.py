"""``issue LEDGER --round NAME -o DIR``: one form per unit with duties."""

from __future__ import annotations

import argparse
from pathlib import Path

from gongkai_desk.cli.output import say, terminal_progress


def run(arguments: argparse.Namespace) -> int:
    """Say how many forms and rows there will be, then write them."""
    from gongkai_desk.collecting import issue, plan_issue
    from gongkai_desk.ledger import Ledger

    if arguments.returned:
        return send_back_returned(arguments)
    with Ledger.open(arguments.ledger, today=arguments.as_of) as ledger:
        snapshot = ledger.snapshot()
        meant = snapshot.meant_round(arguments.round)
        name = meant.name if meant is not None else arguments.round
        plan = plan_issue(snapshot, name, scope=arguments.scope, due=arguments.due, units=arguments.unit)
        print(f"将分发 {len(plan.forms)} 份填报表，共 {plan.rows} 行，其中 {plan.via_group} 行仅经“各单位”类表述到达。")
        if plan.unreached:
            say(f"{'、'.join(plan.unreached)}：还不知道包括哪些单位，没有发到任何单位。请在“设置→单位组”里写明，或导入单位名录后补发。")
        issued = issue(ledger, plan, Path(arguments.output), overwrite=arguments.force, progress=terminal_progress())
    print(f"已分发 {len(issued.paths)} 份：{arguments.output}")
    return 0


def send_back_returned(arguments: argparse.Namespace) -> int:
    """The workbooks of the units whose reports the office has returned, the rows and reasons marked."""
    from gongkai_desk.collecting import returned, send_back
    from gongkai_desk.ledger import Ledger

    with Ledger.open(arguments.ledger, today=arguments.as_of) as ledger:
        snapshot = ledger.snapshot()
        units = arguments.unit and [known.name if (known := snapshot.roster.find(name)) else name for name in arguments.unit]
        rows = [one for one in returned(snapshot, arguments.round) if not units or one.unit in units]
        print(f"将退回 {len({one.unit for one in rows})} 份填报表，标出其中 {len(rows)} 行。")
        issued = send_back(ledger, arguments.round, Path(arguments.output), units=units, overwrite=arguments.force,
                           progress=terminal_progress())
    print(f"已写出 {len(issued.paths)} 份：{arguments.output}")
    return 0
