"""``show LEDGER``: every report as it stands."""

from __future__ import annotations

import argparse

from gongkai_desk.cli.output import only_json, print_json


def run(arguments: argparse.Namespace) -> int:
    """Print the reports of a round, or of all rounds."""
    from gongkai_desk.domain import called
    from gongkai_desk.domain.field_words import field_word
    from gongkai_desk.ledger import Ledger
    from gongkai_desk.standing import show_json

    with only_json(arguments.json), Ledger.open(arguments.ledger, readonly=True) as ledger:
        snapshot = ledger.snapshot(arguments.as_of)
        shape = show_json(snapshot, arguments.round)
    if arguments.json:
        print_json(shape)
        return 0
    for report in shape["reports"]:
        answers = "；".join(f"{field_word(name)}：{value}" for name, value in report["fields"].items())
        print(f"{called(snapshot.task(report['task']))} {report['unit']} {report['round']} {answers}")
    return 0
