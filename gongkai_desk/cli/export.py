"""``export LEDGER -t TEMPLATE -o OUT``: paper."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desk.cli.ledgers import must_be_free
from gongkai_desk.cli.output import say, terminal_progress
from gongkai_desk.cli.parser import Misused
from gongkai_desk.cli.today import today_of
from gongkai_desk.domain import GongkaiError, LedgerFault

if TYPE_CHECKING:
    from gongkai_desk.ledger import Ledger


def run(arguments: argparse.Namespace) -> int:
    """List templates, look one over, or fill one and write it."""
    if arguments.list:
        return list_templates()
    if arguments.check_template:
        return look_over(arguments.check_template)
    if not (arguments.ledger and arguments.template and arguments.output):
        raise Misused("导出需要台账、模板（-t）和输出文件（-o）。用 gongkai-desk export --help 查看用法。")
    return fill(arguments)


def list_templates() -> int:
    """One template's name a line."""
    from gongkai_desk.exporting import templates

    for template in templates():
        print(template.name)
    return 0


def look_over(path: str) -> int:
    """Name every mistake of a template with its cell; exit 2 when there is one."""
    from gongkai_desk.exporting import check_template

    if not Path(path).is_file():
        raise GongkaiError("找不到这个模板文件", path, "请检查路径后重试。")
    mistakes = check_template(Path(path))
    for mistake in mistakes:
        place = " ".join(dict.fromkeys(filter(None, (path, mistake.sheet, mistake.cell))))
        say(f"{place}：{mistake.what}。{mistake.remedy}")
    if not mistakes:
        print(f"{path}：模板没有发现问题。")
    return 2 if mistakes else 0


def whole(ledger: Ledger) -> None:
    """Nothing goes to paper from a damaged ledger. Raises LedgerFault that names what is wrong."""
    problems = ledger.verify()
    if problems:
        raise LedgerFault(f"台账内容与操作记录不一致：{problems[0]}", str(ledger.path), "请先从备份恢复，再导出。")


def fill(arguments: argparse.Namespace) -> int:
    """Fill the template and write xlsx or PDF."""
    from gongkai_desk.exporting import export, find_template
    from gongkai_desk.ledger import Ledger

    out = must_be_free(arguments.output, arguments.force, inputs=(arguments.template,), endings=(".xlsx", ".pdf"))
    template = find_template(arguments.template)
    with Ledger.open(arguments.ledger, readonly=True) as ledger:
        whole(ledger)
        report = export(ledger.snapshot(arguments.as_of), template, out, round=arguments.round, unit=arguments.unit,
                        today=today_of(arguments), overwrite=arguments.force, progress=terminal_progress())
    for note in report.notes:
        say(str(note))
    for path in report.paths:
        print(f"已导出：{path}")
    return 0
