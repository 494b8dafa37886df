"""What ``export`` may be told beyond template and output: which tasks, in what order, and the words of the paper itself."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain import GongkaiError
from gongkai_desk.exporting.choice import FACTS, LIGHTS, STATES, Order

if TYPE_CHECKING:
    from gongkai_desk.exporting import Choice
    from gongkai_desk.ledger import Snapshot

_COLOURS = {"红": "red", "黄": "yellow", "绿": "green", "灰": "grey"}
ORDERS = {each.name.lower(): each.value for each in Order}


def light(text: str) -> str:
    """A light's colour as in ``status --json``, from its name or its Chinese word; raises ArgumentTypeError."""
    found = text if text in LIGHTS else _COLOURS.get(text.removesuffix("灯").removesuffix("色"))
    if found is None:
        raise argparse.ArgumentTypeError(f"“{text}”不是亮灯，请写 红、黄、绿 或 灰")
    return found


def state(text: str) -> str:
    """A word of 完成状态, or 逾期; raises ArgumentTypeError."""
    from gongkai_desk.language import read_status

    known = text if text in STATES else getattr(read_status(text, {}), "value", None)
    if known is None:
        raise argparse.ArgumentTypeError(f"“{text}”不是完成状态，请写 {'、'.join(STATES)}")
    return str(known)


def order(text: str) -> str:
    """An order by its Chinese or its English name; raises ArgumentTypeError."""
    found = ORDERS.get(text, text)
    if found not in ORDERS.values():
        raise argparse.ArgumentTypeError(f"“{text}”不是排列次序，请写 {'、'.join(ORDERS.values())}")
    return found


def fact(text: str) -> tuple[str, str]:
    """``文号=〔2022〕3号``; raises ArgumentTypeError."""
    name, equals, value = text.replace("＝", "=", 1).partition("=")
    if not equals or name.strip() not in FACTS:
        raise argparse.ArgumentTypeError(f"“{text}”看不懂，请写成 文号=〔2022〕3号；可填 {'、'.join(FACTS)}")
    return name.strip(), value.strip()


def add_options(parser: Any) -> None:
    """The options of ``export`` that the contract leaves open."""
    parser.add_argument("--fields", action="store_true", help="模板说明：列出模板里可以写的全部字段")
    parser.add_argument("--each-unit", action="store_true",
                        help="每个单位一个文件，-o 写文件夹；催办单只给需要催办的单位做")
    parser.add_argument("--format", choices=("xlsx", "pdf", "docx"), metavar="xlsx|pdf|docx",
                        help="与 --each-unit 同用：文件的种类（默认 xlsx，Word 模板为 docx）")
    parser.add_argument("--statistics", action="store_true",
                        help="不用模板，写出统计表和图：按单位、按章节、按状态、按报送期")
    parser.add_argument("--section", action="append", default=[], metavar="标题",
                        help="只要这个标题下的任务，写标题全文或其中几个字（可重复）")
    parser.add_argument("--involving", action="append", default=[], metavar="单位",
                        help="只要这个单位承担的任务，表仍是全市的表（可重复；只出该单位自己的表用 --unit）")
    parser.add_argument("--state", action="append", default=[], type=state, metavar="状态",
                        help=f"只要这种状态的任务：{'、'.join(STATES)}（可重复）")
    parser.add_argument("--light", action="append", default=[], type=light, metavar="红|黄|绿|灰",
                        help="只要亮这种灯的任务（可重复）")
    parser.add_argument("--order", type=order, metavar="次序", help=f"任务的次序：{'、'.join(ORDERS.values())}")
    parser.add_argument("--mask", action="store_true", help="脱敏：身份证号、手机号等遮去中间几位")
    parser.add_argument("--fact", action="append", default=[], type=fact, metavar="名称=内容",
                        help=f"填在文书上的内容：{'、'.join(FACTS)}，如 --fact 文号=〔2022〕3号（可重复）")


def chooses(arguments: argparse.Namespace) -> bool:
    """Whether anything was said about which tasks, or their order."""
    return bool(arguments.section or arguments.involving or arguments.state or arguments.light or arguments.order)


def choice_of(arguments: argparse.Namespace, snapshot: Snapshot) -> Choice:
    """The choice that the options ask for. Raises GongkaiError for a heading or unit that is not in the ledger."""
    from gongkai_desk.exporting import Choice
    from gongkai_desk.exporting.exports import known_unit

    units = tuple(known_unit(snapshot, name) or "" for name in arguments.involving)
    sections = tuple(heading for words in arguments.section for heading in _headings(snapshot, words))
    return Choice(sections, units, tuple(arguments.state), tuple(arguments.light),
                  order=Order(arguments.order) if arguments.order else Order.DOCUMENT)


def _headings(snapshot: Snapshot, words: str) -> list[str]:
    """The headings meant: the one that is written so, else all that hold the words."""
    known = list(dict.fromkeys(heading for task in snapshot.tasks for heading in task.section))
    found = [heading for heading in known if heading == words] or [heading for heading in known if words.strip() in heading]
    if not found or not words.strip():
        top = "、".join(list(dict.fromkeys(task.section[0] for task in snapshot.tasks if task.section))[:8])
        raise GongkaiError(f"台账里没有标题“{words}”", "", f"一级标题有：{top}" if top else "这本台账的任务没有标题")
    return found
