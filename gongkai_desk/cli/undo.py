"""``undo LEDGER``: takes the last step back."""

from __future__ import annotations

import argparse


def run(arguments: argparse.Namespace) -> int:
    """Undo the last step that is not undone. Exit 2 when there is none."""
    from gongkai_desk.ledger import Ledger

    with Ledger.open(arguments.ledger, today=arguments.as_of) as ledger:
        step = ledger.undo()
    print(f"已撤销：{step.label}（{step.changes} 处）")
    return 0
