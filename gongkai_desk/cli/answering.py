"""``export LEDGER --answer FORM -o COPY``: the ledger's progress in a copy of the form that the upper office sent."""

from __future__ import annotations

import argparse
from pathlib import Path

from gongkai_desk.cli.ledgers import must_be_free
from gongkai_desk.cli.output import say
from gongkai_desk.cli.parser import Misused
from gongkai_desk.cli.today import today_of
from gongkai_desk.domain import GongkaiError

SHOWN = 40


def answer(arguments: argparse.Namespace) -> int:
    """Fill the form and name the rows that stayed open or read otherwise than the task that answers; exit 1 if there are any."""
    from gongkai_desk.collecting import answer_upper_form
    from gongkai_desk.ledger import Ledger

    if not (arguments.ledger and arguments.output):
        raise Misused("填上级填报表需要台账和输出文件（-o）。用 gongkai-desk export --help 查看用法。")
    ending = Path(arguments.answer).suffix.lower()
    endings = (ending if ending == ".xlsm" else ".xlsx",)
    out = must_be_free(arguments.output, arguments.force, inputs=[arguments.answer], endings=endings)
    with Ledger.open(arguments.ledger, readonly=True, today=arguments.as_of) as ledger:
        snapshot = ledger.snapshot(as_of=arguments.as_of)
    if not snapshot.rounds:
        raise GongkaiError("台账里还没有报送期，没有可以上报的进展", arguments.ledger, "请先分发填报表、收表汇总。")
    name = arguments.round or snapshot.rounds[-1].name
    if all(one.name != name for one in snapshot.rounds):
        raise GongkaiError("没有这个报送期", name, f"台账里有：{'、'.join(one.name for one in snapshot.rounds)}。")
    done = answer_upper_form(snapshot, name, arguments.answer, out, today=today_of(arguments), overwrite=True)
    print(f"已填 {done.answered} 行：{done.path}（{name}）")
    for text in done.unanswered:
        say(f"{arguments.answer}：没有填这一行，台账里没有对应的任务或进展：{text[:SHOWN]}")
    for row, task in done.near:
        say(f"{arguments.answer}：{row[:SHOWN]}：文字与台账的任务不完全相同，按“{task[:SHOWN]}”填写，请核对")
    return 1 if done.unanswered or done.near else 0
