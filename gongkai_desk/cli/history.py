"""``history LEDGER``: the steps so far; with ``--since`` also what is different now, field by field."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai_desk.cli.ledgers import must_be_free
from gongkai_desk.cli.output import only_json, print_json
from gongkai_desk.cli.parser import Misused, read_day

if TYPE_CHECKING:
    from gongkai_desk.standing.changes import Changed


def run(arguments: argparse.Namespace) -> int:
    """Print every step, oldest first, or the changes since a day or a 报送期."""
    from gongkai_desk.ledger import Ledger
    from gongkai_desk.standing import history_json

    if arguments.output and not arguments.since:
        raise Misused("变更清单要有起点：请加 --since 日期或报送期。")
    output = must_be_free(arguments.output, arguments.force) if arguments.output else None
    changes: tuple[Changed, ...] = ()
    with only_json(arguments.json), Ledger.open(arguments.ledger, readonly=True) as ledger:
        steps = ledger.history()
        if arguments.since:
            from gongkai_desk.standing.changes import changes_since

            changes = changes_since(ledger, day_or_round(arguments.since))
    if output is not None:
        from gongkai_desk.exporting.changes import changes_report

        changes_report(changes, output, title=f"{arguments.since}以来的变更清单", overwrite=arguments.force)
    if arguments.json:
        more = {"since": arguments.since, "changes": [change_json(one) for one in changes]} if arguments.since else {}
        print_json(history_json(steps) | more)
    elif arguments.since:
        for one in changes:
            print(f"{one.what} {one.field}{_difference(one)}（{one.source}，{one.at:%m-%d}）")
        print(f"{arguments.since}以来共 {len(changes)} 处变更" + (f"：{output}" if output else ""))
    else:
        for step in steps:
            print(f"{step.seq:>4} {step.at} {step.label}（{step.changes} 处）" + (" 已撤销" if step.undone else ""))
    return 0


def day_or_round(text: str) -> date | str:
    """A day where the text is one, else the name of a 报送期."""
    return read_day(text) or text


def _difference(one: Changed) -> str:
    """From what to what; nothing where a record as a whole came or went and its name says it all."""
    return f"：{one.old or '（空）'} → {one.new or '（空）'}" if one.old or one.new else ""


def change_json(one: Changed) -> dict[str, Any]:
    """One change."""
    from gongkai_desk.cli.shapes import source_json

    return {"what": one.what, "field": one.field, "old": one.old, "new": one.new, "source": source_json(one.source), "at": one.at,
            "person": one.person}
