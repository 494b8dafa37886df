"""``status LEDGER``: who has not reported, what is overdue, the lights."""

from __future__ import annotations

import argparse

from gongkai_desk.cli.output import only_json, print_json
from gongkai_desk.cli.today import today_of


def run(arguments: argparse.Namespace) -> int:
    """Print the standing of a round (the newest, where none is named)."""
    from gongkai_desk.ledger import Ledger
    from gongkai_desk.standing import assess, status_json

    with only_json(arguments.json), Ledger.open(arguments.ledger, readonly=True) as ledger:
        standing = assess(ledger.snapshot(arguments.as_of), arguments.round, today_of(arguments))
    if arguments.json:
        print_json(status_json(standing))
        return 0
    counts = "，".join(f"{name} {count}" for name, count in standing.counts.items())
    print(f"{standing.round or '（尚无报送期）'}  截至 {standing.as_of}")
    print(counts)
    for state in standing.states.values():
        if state.overdue_days:
            print(f"  逾期 {state.overdue_days} 天：{state.task} {state.due}")
    if standing.not_reported:
        print("未报送：" + "、".join(standing.not_reported))
    return 0
