"""``status LEDGER``: who has not reported, what is overdue, the lights."""

from __future__ import annotations

import argparse

from gongkai_desk.cli.output import counts_words, only_json, print_json
from gongkai_desk.cli.today import today_of


def run(arguments: argparse.Namespace) -> int:
    """Print the standing of a round (the newest, where none is named)."""
    from gongkai_desk.domain import called
    from gongkai_desk.ledger import Ledger
    from gongkai_desk.standing import assess, status_json

    with only_json(arguments.json), Ledger.open(arguments.ledger, readonly=True) as ledger:
        snapshot = ledger.snapshot(arguments.as_of)
        standing = assess(snapshot, arguments.round, today_of(arguments))
    if arguments.json:
        print_json(status_json(standing))
        return 0
    print(f"{standing.round or '（尚无报送期）'}  截至 {standing.as_of}")
    print(counts_words(standing.counts))
    for state in standing.states.values():
        if state.overdue_days:
            print(f"  逾期 {state.overdue_days} 天：{called(snapshot.task(state.task))} {state.due}")
    if standing.round is None:
        print("还没有报送期：用 issue 分发填报表，就开始第一个报送期。")
    elif standing.not_reported:
        print("未报送：" + "、".join(standing.not_reported))
    return 0
