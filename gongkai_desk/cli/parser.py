"""The grammar of the command line, one function per verb; Chinese throughout."""

from __future__ import annotations

import argparse
import re
from datetime import date
from typing import Any, NoReturn

from gongkai_desk import __version__


class Misused(Exception):
    """Arguments that make no sense; the text is the sentence for the clerk."""


COMPLAINTS = (
    (r"the following arguments are required: (.*)", "缺少参数：{}"),
    (r"unrecognized arguments: (.*)", "不认识的参数：{}"),
    (r"argument (\S+): invalid choice: (.*) \(choose from .*", "参数 {} 的值不对：{}"),
    (r"argument (.+): expected .*", "参数 {} 后面缺少内容"),
    (r"argument (.+): not allowed with argument (.*)", "参数 {} 和 {} 不能同时使用"),
    (r"argument (.+): (.*)", "参数 {}：{}"),
)


class ChineseParser(argparse.ArgumentParser):
    """An ArgumentParser whose complaints and help are Chinese, and which raises instead of leaving."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, **options)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示用法")

    def error(self, message: str) -> NoReturn:
        """Raise :class:`Misused` with the complaint in Chinese."""
        for pattern, sentence in COMPLAINTS:
            found = re.fullmatch(pattern, message, re.S)
            if found:
                message = sentence.format(*found.groups())
                break
        raise Misused(f"{message}。用 {self.prog} --help 查看用法。")

    def format_usage(self) -> str:
        """The usage line with a Chinese heading."""
        return super().format_usage().replace("usage:", "用法：", 1)

    def format_help(self) -> str:
        """The help with Chinese headings."""
        return super().format_help().replace("usage:", "用法：", 1)


def read_day(text: str) -> date | None:
    """A whole day with its year, as people write it (2026-04-03, 2026.4.3, 2026年4月3日); None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        from gongkai_desk.language import read_answer_date

        answer = read_answer_date(text)
        return date.fromisoformat(answer.iso) if answer is not None and not answer.vague else None


def day(text: str) -> date:
    """A day from the command line; raises ArgumentTypeError with a Chinese sentence."""
    found = read_day(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请把年月日写全，如 2022-09-30")
    return found


def year(text: str) -> int:
    """A year from the command line, 1990-2100."""
    if not text.isdigit() or not 1990 <= int(text) <= 2100:
        raise argparse.ArgumentTypeError(f"“{text}”不是年份，请写成 2022")
    return int(text)


def build_parser() -> ChineseParser:
    """The whole grammar; each verb's ``run`` is imported only when that verb is called."""
    parser = ChineseParser(prog="gongkai-desk", description="政务公开工作台账：读取分解表、校核、分发、收表汇总、导出打印。")
    parser.add_argument("--version", action="version", version=f"gongkai-desk {__version__}", help="显示版本")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="命令", parser_class=ChineseParser)
    for add in (_read, _check, _new, _issue, _merge, _status, _show, _export, _history, _undo, _demo):
        add(verbs)
    return parser


def _verb(verbs: Any, name: str, words: str) -> ChineseParser:
    def run(arguments: argparse.Namespace) -> int:
        from importlib import import_module

        status: int = import_module(f"gongkai_desk.cli.{name}").run(arguments)
        return status

    parser: ChineseParser = verbs.add_parser(name, help=words, description=words)
    parser.set_defaults(run=run)
    parser.add_argument("--as-of", type=day, metavar="日期", help="以这一天为今天，只算当时已到的报送（2022-09-30）")
    return parser


def _json(parser: ChineseParser) -> None:
    parser.add_argument("--json", action="store_true", help="在标准输出上给出 JSON")


def _force(parser: ChineseParser) -> None:
    parser.add_argument("--force", action="store_true", help="覆盖已经存在的文件")


def _layout(parser: ChineseParser) -> None:
    parser.add_argument("--layout", metavar="文件", help="手工指定的版式（JSON），用于表头难以辨认的文件")


def _read(verbs: Any) -> None:
    parser = _verb(verbs, "read", "读取分解表，说明读到了什么；不建台账")
    parser.add_argument("files", nargs="+", metavar="文件")
    _json(parser)
    _layout(parser)


def _check(verbs: Any) -> None:
    parser = _verb(verbs, "check", "校核分解表或台账，列出疑点")
    parser.add_argument("files", nargs="+", metavar="文件或台账")
    _json(parser)
    _force(parser)
    _layout(parser)
    parser.add_argument("--roster", metavar="单位名录", help="单位名录文件")
    parser.add_argument("-o", "--output", metavar="疑点清单.xlsx", help="写出疑点清单")


def _new(verbs: Any) -> None:
    parser = _verb(verbs, "new", "由一份或几份分解表新建台账")
    parser.add_argument("ledger", metavar="台账.gkd")
    parser.add_argument("files", nargs="+", metavar="分解表")
    parser.add_argument("--year", type=year, metavar="年度", help="工作年度")
    parser.add_argument("--issued", type=day, metavar="日期", help="成文日期")
    parser.add_argument("--roster", metavar="单位名录", help="单位名录文件（xlsx、csv、txt）")
    _force(parser)
    _layout(parser)


def _issue(verbs: Any) -> None:
    parser = _verb(verbs, "issue", "分发填报表：每个有任务的单位一份")
    parser.add_argument("ledger", metavar="台账.gkd")
    parser.add_argument("--round", required=True, metavar="报送期", help="如 2022年第三季度")
    parser.add_argument("--due", type=day, metavar="日期", help="报送截止日期")
    parser.add_argument("--scope", choices=("lead", "named", "all"), default="named", metavar="lead|named|all",
                        help="lead 只发牵头任务；named（默认）另加共性任务和点名任务；all 再加经“各单位”到达的任务")
    parser.add_argument("--unit", action="append", metavar="单位", help="只发给这些单位（可重复）")
    parser.add_argument("--returned", action="store_true", help="只发审核退回的：标出退回的行和原因，请单位修改后重报")
    parser.add_argument("-o", "--output", required=True, metavar="文件夹", help="填报表放在哪个文件夹")
    _force(parser)


def _merge(verbs: Any) -> None:
    parser = _verb(verbs, "merge", "收表汇总：读回填报表并入台账")
    parser.add_argument("ledger", metavar="台账.gkd")
    parser.add_argument("--round", required=True, metavar="报送期")
    parser.add_argument("paths", nargs="+", metavar="文件或文件夹")
    parser.add_argument("--dry-run", action="store_true", help="只看方案，不写台账")
    parser.add_argument("--rule", choices=("newest", "ours", "theirs", "join"), metavar="newest|ours|theirs|join",
                        help="冲突怎样处理：newest 用较新的，ours 保留台账，theirs 采用交回，join 两者都留；不写则逐处待定")
    parser.add_argument("--close", action="store_true", help="汇总后结束这个报送期（可撤销；以后仍可补收）")
    parser.add_argument("--decisions", metavar="文件",
                        help='merge --json 的输出，条目里加了 "decision"：{"take": "theirs"}、{"task": "T0008"} 等')
    _json(parser)
    _force(parser)
    parser.add_argument("-o", "--output", metavar="汇总报告.xlsx", help="写出汇总报告")


def _status(verbs: Any) -> None:
    parser = _verb(verbs, "status", "报送情况：谁没报、什么逾期、亮灯")
    parser.add_argument("ledger", metavar="台账.gkd")
    parser.add_argument("--round", metavar="报送期", help="不写则为最近一期")
    _json(parser)


def _show(verbs: Any) -> None:
    parser = _verb(verbs, "show", "列出台账里的每一条报送")
    parser.add_argument("ledger", metavar="台账.gkd")
    parser.add_argument("--round", metavar="报送期")
    _json(parser)


def _export(verbs: Any) -> None:
    from gongkai_desk.cli.export_options import add_options

    parser = _verb(verbs, "export", "按模板导出 xlsx、pdf 或 docx；统计图表；每个单位一个文件")
    parser.add_argument("ledger", nargs="?", metavar="台账.gkd")
    parser.add_argument("-t", "--template", metavar="模板", help="模板名称或文件（.xlsx；Word 文书用 .docx 模板）")
    parser.add_argument("--round", metavar="报送期", help="不写则为最近一期；截至某一天用 --as-of")
    parser.add_argument("--unit", metavar="单位", help="只导出一个单位")
    parser.add_argument("-o", "--output", metavar="输出.xlsx|输出.pdf|输出.docx|文件夹",
                        help="后缀决定写成什么：xlsx、pdf，或 docx（用同名的 Word 模板）")
    add_options(parser)
    parser.add_argument("--list", action="store_true", help="列出现有模板，一行一个")
    parser.add_argument("--check-template", metavar="文件", help="只检查模板有没有写错")
    parser.add_argument("--answer", metavar="上级填报表.xlsx", help="把进展填进上级发来的填报表，另存为 -o；原表不动")
    parser.add_argument("--evidence", action="store_true", help="取出随表收到的佐证材料，按单位放进 -o 文件夹")
    _force(parser)


def _history(verbs: Any) -> None:
    parser = _verb(verbs, "history", "台账的每一步；或从某天、某报送期以来的变更")
    parser.add_argument("ledger", metavar="台账.gkd")
    parser.add_argument("--since", metavar="日期|报送期", help="只看从那时以来变了什么，逐项列出原来和现在")
    parser.add_argument("-o", "--output", metavar="变更清单.xlsx", help="写出变更清单（与 --since 同用）")
    _json(parser)
    _force(parser)


def _undo(verbs: Any) -> None:
    parser = _verb(verbs, "undo", "撤销最后一步")
    parser.add_argument("ledger", metavar="台账.gkd")


def _demo(verbs: Any) -> None:
    parser = _verb(verbs, "demo", "用自带的示例走完全过程，文件留在所给文件夹")
    parser.add_argument("folder", metavar="文件夹")
    _force(parser)
