"""``check FILE|LEDGER...``: findings."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from gongkai_desk.cli.ledgers import is_ledger, must_be_free
from gongkai_desk.cli.output import only_json, print_json, terminal_progress
from gongkai_desk.cli.reading import Batch, read_breakdowns, read_roster_file, tell
from gongkai_desk.cli.today import today_of
from gongkai_desk.domain import Finding, Roster, Severity
from gongkai_desk.domain.finding_words import GRADES


def run(arguments: argparse.Namespace) -> int:
    """Check the files together, each ledger by itself. Exit 1 when a person is needed, 2 when nothing could be read."""
    from gongkai_desk.checking import findings_json

    output = must_be_free(arguments.output, arguments.force, inputs=arguments.files) if arguments.output else None
    with only_json(arguments.json):
        findings, batch = find(arguments)
        if output is not None:
            from gongkai_desk.exporting import findings_report

            findings_report(findings, output, title="疑点清单", overwrite=arguments.force)
    documents = [path for path in arguments.files if not is_ledger(path)]
    if documents:
        tell(batch, documents)
    if arguments.json:
        print_json(findings_json(findings))
    elif batch.read or len(documents) < len(arguments.files):
        print_findings(findings, output)
    if not batch.read and len(documents) == len(arguments.files):
        return 2
    grave = any(finding.severity is not Severity.INFO for finding in findings)
    return 1 if grave or batch.refused else 0


def find(arguments: argparse.Namespace) -> tuple[tuple[Finding, ...], Batch]:
    """The findings of all that was named, and what became of the files."""
    from gongkai_desk.checking import check

    today = today_of(arguments)
    roster = read_roster_file(arguments.roster) if arguments.roster else Roster()
    ledgers = [path for path in arguments.files if is_ledger(path)]
    files = [path for path in arguments.files if not is_ledger(path)]
    findings: tuple[Finding, ...] = ()
    batch = Batch()
    if files:
        batch = read_breakdowns(files, roster=roster, layout=arguments.layout, progress=terminal_progress())
        findings += check(batch.breakdowns, today=today, roster=roster)
    for path in ledgers:
        from gongkai_desk.ledger import Ledger

        with Ledger.open(path, readonly=True) as ledger:
            findings += check(ledger.snapshot(arguments.as_of), today=today)
    return findings, batch


def print_findings(findings: tuple[Finding, ...], output: Path | None) -> None:
    """The findings for a terminal: errors and warnings in full, information counted."""
    for finding in findings:
        if finding.severity is not Severity.INFO:
            print(f"[{GRADES[finding.severity]}] {finding.source}：{finding.message}")
    counts = Counter(finding.severity for finding in findings)
    parts = "、".join(f"{word} {counts[severity]} 条" for severity, word in GRADES.items())
    print(f"疑点共 {len(findings)} 条：{parts}")
    if output is not None:
        print(f"疑点清单：{output}")
    elif counts[Severity.INFO]:
        print("说明没有逐条列出，加 -o 疑点清单.xlsx 可得到全部。")
