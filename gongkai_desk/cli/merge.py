"""``merge LEDGER --round NAME PATH...``: returned workbooks into the ledger."""

from __future__ import annotations

import argparse
import gc
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai_desk.cli.ledgers import must_be_free
from gongkai_desk.cli.output import only_json, print_json, say, terminal_progress
from gongkai_desk.cli.today import today_of
from gongkai_desk.collecting.arriving import Arriving
from gongkai_desk.domain.errors import GongkaiError
from gongkai_desk.grids.door import Reader

if TYPE_CHECKING:
    from gongkai_desk.collecting.plan import MergePlan
    from gongkai_desk.ledger import Step

USED = ("accepted", "warned", "superseded")
"""Verdicts of files that were forms of this ledger and round."""
_AGAIN = "请改正，或用 merge --json 重新生成后再填写。"


def run(arguments: argparse.Namespace) -> int:
    """Plan the merge, apply it unless ``--dry-run``; exit 1 when conflicts, refusals or the like wait for a person."""
    gc.set_threshold(50_000, 20, 20)  # a merge lives for seconds and makes many small values, hardly any of them garbage
    output = must_be_free(arguments.output, arguments.force, inputs=arguments.paths) if arguments.output else None
    decisions = load_decisions(arguments.decisions)
    with Reader(child=arguments.child) as reader, only_json(arguments.json):
        arriving = Arriving(reader, arguments.paths, terminal_progress())
        arriving.begin()  # the child reads while the rest is imported and the ledger opened
        plan, step = _merge(arguments, decisions, reader, arriving)
        if output is not None:
            from gongkai_desk.collecting import merge_report

            merge_report(plan, output)
    return _tell(arguments, plan, step, output)


def _merge(arguments: argparse.Namespace, decisions: dict[str, Any] | None, reader: Reader,
           arriving: Arriving) -> tuple[MergePlan, Step | None]:
    """The plan, and the step it became in the ledger."""
    from gongkai_desk.collecting import apply_merge, close_round, plan_merge
    from gongkai_desk.ledger import Ledger

    step = None
    with Ledger.open(arguments.ledger, readonly=arguments.dry_run, today=arguments.as_of) as ledger:
        plan = plan_merge(ledger, arguments.round, arriving, rule=arguments.rule, decisions=decisions, today=today_of(arguments),
                          reader=reader)
        if not arguments.dry_run:
            step = apply_merge(ledger, plan)
            if arguments.close:
                close_round(ledger, arguments.round, today_of(arguments))
    return plan, step


def _tell(arguments: argparse.Namespace, plan: MergePlan, step: Step | None, output: Path | None) -> int:
    from gongkai_desk.collecting import plan_json

    if plan.closed is not None:
        say(f"报送期“{plan.round}”已在 {plan.closed} 结束，这些表按补报收下")
    shape = plan_json(plan) | {"applied": not arguments.dry_run}
    for file in shape["files"]:
        if file["verdict"] in ("refused", "warned", "attachment") and file["reason"]:
            say(f"{file['path']}：{file['reason']}")
    if not any(file["verdict"] in (*USED, "refused", "attachment") for file in shape["files"]):
        say(f"{'、'.join(arguments.paths)}：里面没有填报表。请核对文件或文件夹选得对不对。")
    for one in shape["warnings"]:
        if one["kind"] == "decision-stale":
            say(f"{one['source']['file']}：{one['message']}")
    if arguments.json:
        print_json(shape)
    else:
        print_summary(shape, output, changed=step is not None)
    return exit_status(shape)


def exit_status(shape: dict[str, Any]) -> int:
    """2 when no file could be used, 1 when a person is needed, else 0."""
    verdicts = Counter(file["verdict"] for file in shape["files"])
    used = sum(verdicts[verdict] for verdict in USED)
    if not used and not (verdicts["attachment"] and not verdicts["refused"]):
        return 2
    waiting = shape["conflicts"] or shape["unmatched"] or shape["altered"] or verdicts["refused"] or verdicts["warned"]
    return 1 if waiting else 0


def load_decisions(path: str | None) -> dict[str, Any] | None:
    """The printed JSON with decisions added. Raises GongkaiError when the file is no such thing."""
    if path is None:
        return None
    import json

    try:
        decisions = json.loads(Path(path).read_text("utf-8-sig"))
    except FileNotFoundError:
        raise GongkaiError("找不到这个决定文件", path, "请检查路径后重试。") from None
    except OSError:
        raise GongkaiError("决定文件打不开", path, "请核对路径和权限后重试。") from None
    except json.JSONDecodeError as fault:
        raise GongkaiError("决定文件不是有效的 JSON", f"{path} 第{fault.lineno}行第{fault.colno}字", _AGAIN) from None
    except ValueError:
        raise GongkaiError("决定文件不是 UTF-8 编码", path, "请另存为 UTF-8 编码。") from None
    if not isinstance(decisions, dict):
        raise GongkaiError("决定文件不是汇总方案", path, _AGAIN)
    return decisions


def _print_waiting(shape: dict[str, Any]) -> None:
    """What waits for a person, and how to decide it from here."""
    from gongkai_desk.domain.field_words import field_word

    for one in shape["conflicts"]:
        print(f"  冲突：{one['unit']} {one['task']} {field_word(one['field'])}")
    for one in shape["unmatched"]:
        words = " ".join((one["text"] or "").split())
        words = words[:24] + "…" * (len(words) > 24)
        likely = "、".join(f"{each['task']}（{each['score']:.0%}）" for each in one["candidates"][:2])
        print(f"  对不上的行：{one['unit']} “{words}”" + (f"，最像 {likely}" if likely else ""))
    if shape["conflicts"] or shape["unmatched"]:
        print("  以上没有写入。可以在窗口的“收表汇总”里逐条定；或把 --dry-run --json 的输出存成文件，给条目加上 \"decision\"，"
              '冲突写 {"take": "theirs"} 或 {"take": "ours"}，对不上的行写 {"task": "T0008"} 或 {"reject": true}，'
              "再用 --decisions 读入。")


def print_summary(shape: dict[str, Any], output: Path | None, *, changed: bool) -> None:
    """The plan in a few Chinese lines; ``changed``: whether it made a step in the ledger."""
    verdicts = Counter(file["verdict"] for file in shape["files"])
    words = {"accepted": "采用", "warned": "采用（有提醒）", "superseded": "被新版代替", "refused": "未读入", "ignored": "忽略",
             "attachment": "佐证材料"}
    print("文件：" + "、".join(f"{word} {verdicts[key]} 个" for key, word in words.items() if verdicts[key]))
    print(f"改动 {len(shape['changes'])} 处，冲突 {len(shape['conflicts'])} 处，被改动的锁定格 {len(shape['altered'])} 处，"
          f"未对上的行 {len(shape['unmatched'])} 行，缺行 {len(shape['missing']['rows'])} 行")
    _print_waiting(shape)
    if shape["missing"]["units"]:
        print("未报送：" + "、".join(shape["missing"]["units"]))
    if exit_status(shape) == 2:
        print("没有可用的填报表，台账没有改动")
    elif not shape["applied"]:
        print("只看方案，台账没有改动")
    else:
        print("已并入台账（可撤销）" if changed else "没有新的内容，台账没有改动")
    if output is not None:
        print(f"汇总报告：{output}")
