"""``new LEDGER FILE...``: a ledger from one or more breakdowns."""

from __future__ import annotations

import argparse
from pathlib import Path

from gongkai_desk.cli.ledgers import place_for_ledger
from gongkai_desk.cli.output import terminal_progress
from gongkai_desk.cli.reading import Batch, read_breakdowns, read_roster_file, tell
from gongkai_desk.domain import GongkaiError, Roster


def run(arguments: argparse.Namespace) -> int:
    """Read the breakdowns and found a ledger on them. Exit 1 when a file was refused, 2 when none was read."""
    target = place_for_ledger(arguments.ledger, arguments.force)
    roster = read_roster_file(arguments.roster) if arguments.roster else None
    batch = read_breakdowns(arguments.files, roster=roster, year=arguments.year, issued=arguments.issued,
                            layout=arguments.layout, keep=True, progress=terminal_progress())
    tell(batch, arguments.files)
    if not any(breakdown.tasks for breakdown in batch.breakdowns):
        raise GongkaiError("没有读到任何任务，台账没有建立", str(target), "请检查分解表，或在窗口里手工指定版式。")
    counts = found(target, batch, arguments, roster)
    print(f"台账已建立：{target}（任务 {counts[0]} 项，单位 {counts[1]} 个）")
    return 1 if batch.refused else 0


def found(target: Path, batch: Batch, arguments: argparse.Namespace, roster: Roster | None) -> tuple[int, int]:
    """Write the ledger; returns how many tasks and units it holds. A failure leaves no file behind."""
    from gongkai_desk.standing.founding import found_ledger

    with found_ledger(target, batch.breakdowns, batch.originals, roster=roster, year=arguments.year, issued=arguments.issued,
                      overwrite=arguments.force) as ledger:
        snapshot = ledger.snapshot()
    return len(snapshot.tasks), len(snapshot.roster.units)
