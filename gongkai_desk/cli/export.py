"""``export LEDGER -t TEMPLATE -o OUT``: paper."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai_desk.cli.export_options import choice_of, chooses
from gongkai_desk.cli.ledgers import must_be_free
from gongkai_desk.cli.output import say, terminal_progress
from gongkai_desk.cli.parser import Misused
from gongkai_desk.cli.today import today_of
from gongkai_desk.domain import GongkaiError, LedgerFault

if TYPE_CHECKING:
    from gongkai_desk.exporting import ExportReport
    from gongkai_desk.grids import Reader
    from gongkai_desk.ledger import Ledger, Snapshot


def run(arguments: argparse.Namespace) -> int:
    """List templates, look one over, or fill one and write it."""
    if arguments.list:
        return list_templates()
    if arguments.fields:
        from gongkai_desk.exporting.fields import guide

        print(guide())
        return 0
    if arguments.check_template:
        return look_over(arguments.check_template)
    if arguments.answer:
        from gongkai_desk.cli.answering import answer

        return answer(arguments)
    if arguments.evidence:
        from gongkai_desk.cli.handing import hand_out_evidence

        return hand_out_evidence(arguments)
    if not (arguments.ledger and (arguments.template or arguments.statistics) and arguments.output):
        raise Misused("导出需要台账、模板（-t）和输出文件（-o）。用 gongkai-desk export --help 查看用法。")
    _agree(arguments)
    if arguments.statistics:
        return counts(arguments)
    return one_each(arguments) if arguments.each_unit else fill(arguments)


def _agree(arguments: argparse.Namespace) -> None:
    """Raise Misused where two options contradict each other."""
    if arguments.statistics and (arguments.template or arguments.unit or arguments.each_unit or chooses(arguments)):
        raise Misused("--statistics 是整本台账的统计，不能同时用 -t、--unit、--each-unit 或选择任务的选项。")
    if arguments.each_unit and arguments.unit:
        raise Misused("--each-unit 和 --unit 不能同时使用：要几个单位的请多次写 --involving。")
    if arguments.format and not arguments.each_unit:
        raise Misused("--format 只与 --each-unit 同用；单个文件的种类由 -o 的后缀决定。")


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
    with _door() as door:
        mistakes = check_template(Path(path), door)
    for mistake in mistakes:
        sheet = "" if mistake.sheet == Path(path).name else mistake.sheet
        place = " ".join(dict.fromkeys(filter(None, (path, sheet, mistake.cell))))
        say(f"{place}：{mistake.what}。{mistake.remedy}")
    if any("模板说明" in mistake.remedy for mistake in mistakes):
        say("模板说明（全部字段）：gongkai-desk export --fields")
    if not mistakes:
        print(f"{path}：模板没有发现问题。")
    return 2 if mistakes else 0


def whole(ledger: Ledger) -> None:
    """Nothing goes to paper from a damaged ledger. Raises LedgerFault that names what is wrong."""
    problems = ledger.verify()
    if problems:
        raise LedgerFault(f"台账内容与操作记录不一致：{problems[0]}", str(ledger.path), "请先从备份恢复，再导出。")


def _door() -> Reader:
    """The reader child, through which templates come in; it starts while the ledger is read."""
    from gongkai_desk.grids import Reader

    return Reader()


def _snapshot(arguments: argparse.Namespace) -> Snapshot:
    from gongkai_desk.ledger import Ledger

    with Ledger.open(arguments.ledger, readonly=True) as ledger:
        whole(ledger)
        return ledger.snapshot(arguments.as_of)


def _how(arguments: argparse.Namespace, snapshot: Snapshot, door: Reader) -> dict[str, Any]:
    """What every kind of paper is told."""
    return {"round": arguments.round, "today": today_of(arguments), "choice": choice_of(arguments, snapshot),
            "facts": dict(arguments.fact), "overwrite": arguments.force, "masked": arguments.mask, "heed": _warn,
            "door": door, "progress": terminal_progress()}


def _warn(sentences: Sequence[str]) -> None:
    for sentence in sentences:
        say(sentence)


def is_word(template: str) -> bool:
    """Whether a template is named as a Word document."""
    return template.lower().endswith(".docx")


def fill(arguments: argparse.Namespace) -> int:
    """Fill the template and write xlsx, PDF or, from a Word template, docx."""
    from gongkai_desk.exporting import export, export_word, find_template

    endings = (".docx",) if is_word(arguments.template) else (".xlsx", ".pdf", ".docx")
    out = must_be_free(arguments.output, arguments.force, inputs=(arguments.template,), endings=endings)
    word = out.suffix.lower() == ".docx"
    template = None if word else find_template(arguments.template)
    with _door() as door:
        snapshot = _snapshot(arguments)
        how = {"unit": arguments.unit, **_how(arguments, snapshot, door)}
        if template is None:
            return _tell(export_word(snapshot, arguments.template, out, **how))
        return _tell(export(snapshot, template, out, **how))


def one_each(arguments: argparse.Namespace) -> int:
    """One file per unit, in a folder that is made where it is missing."""
    from gongkai_desk.exporting import export_per_unit

    ending = arguments.format or ("docx" if is_word(arguments.template) else "xlsx")
    if is_word(arguments.template) and ending != "docx":
        raise Misused(f"Word 模板只能写成 docx，不能写成 {ending}。")
    folder = Path(arguments.output)
    if folder.exists() and not folder.is_dir():
        raise GongkaiError("这里已有同名文件，不能当文件夹用", arguments.output, "请换一个文件夹。")
    with _door() as door:
        snapshot = _snapshot(arguments)
        how = _how(arguments, snapshot, door)
        report = export_per_unit(snapshot, arguments.template, folder, ending=f".{ending}", **how)
    if not report.paths:
        say("没有需要做的单位：按所选的报送期和条件，没有单位有要写的内容。")
    return _tell(report)


def counts(arguments: argparse.Namespace) -> int:
    """The statistics, table and charts."""
    from gongkai_desk.exporting import statistics

    out = must_be_free(arguments.output, arguments.force)
    path = statistics(_snapshot(arguments), out, round=arguments.round, today=today_of(arguments), overwrite=arguments.force)
    print(f"已导出：{path}")
    return 0


def _tell(report: ExportReport) -> int:
    for note in report.notes:
        if note not in report.personal:  # _warn has said those before the file was written
            say(str(note))
    for path in report.paths:
        print(f"已导出：{path}")
    return 0
