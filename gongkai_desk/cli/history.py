"""``history LEDGER``: the steps so far."""

from __future__ import annotations

import argparse

from gongkai_desk.cli.output import only_json, print_json


def run(arguments: argparse.Namespace) -> int:
    """Print every step, oldest first."""
    from gongkai_desk.ledger import Ledger

    with only_json(arguments.json), Ledger.open(arguments.ledger, readonly=True) as ledger:
        steps = ledger.history()
    if arguments.json:
        print_json({"steps": [{"seq": step.seq, "label": step.label, "at": step.at, "changes": step.changes,
                               "undone": step.undone} for step in steps]})
        return 0
    for step in steps:
        print(f"{step.seq:>4} {step.at} {step.label}（{step.changes} 处）" + (" 已撤销" if step.undone else ""))
    return 0
