"""承接上年台账: last year's ledger beside this year's, what is left unfinished, in two questions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gongkai_desk.desktop.desk import Desk

LEDGERS = "台账 (*.gkd);;所有文件 (*)"
WITH, WITHOUT, NOTHING = "承接，并结转未完成的任务", "只承接，不结转", "取消"


def carry_on(desk: Desk) -> None:
    """Let the clerk name last year's ledger, say what it holds, and take over what is wanted."""
    state = desk.state
    files = desk.dialogs.open_files("承接上年台账：选择上一年的台账", LEDGERS, "ledgers") if state is not None else []
    if not files or state is None:
        return
    path, present = Path(files[0]), state.snapshot
    if path == state.path:
        desk.dialogs.tell("选中的就是当前台账。请选择上一年的台账文件。")
        return

    def look(progress: Any) -> tuple[Any, Any]:
        from gongkai_desk.ledger import Ledger
        from gongkai_desk.standing.carrying import compare_years

        progress(0, 1, "读取上年台账")
        with Ledger.open(path, readonly=True) as ledger:
            last = ledger.snapshot()
        return last, compare_years(last, present)

    desk.thoughts.submit("读取上年台账", look, lambda found: _ask(desk, *found))


def _ask(desk: Desk, last: Any, pairs: Any) -> None:
    matched = sum(1 for one in pairs if one.new is not None)
    left = sum(1 for one in pairs if one.new is None and one.unfinished)
    words = (
        f"{last.title}（{len(last.tasks)} 项任务）\n\n其中 {matched} 项今年仍有，将带上“上年状态”“上年情况”；"
        f"{left} 项上年没有完成、今年的分解表里也没有。\n单位名录、单位组和设置一并承接，已有的不改。"
    )
    choice = desk.dialogs.choose("承接上年台账", words, [WITH, WITHOUT, NOTHING] if left else [WITHOUT, NOTHING])
    if choice not in (WITH, WITHOUT):
        return

    def work(ledger: Any, _progress: Any) -> Any:
        from gongkai_desk.standing.carrying import carry_over

        return carry_over(last, ledger, unfinished=choice == WITH)

    def done(step: Any) -> None:
        desk.say(f"{step.label}，可按 Ctrl+Z 撤销" if step is not None else "没有需要承接的内容")

    desk.session.run("承接上年台账", work, done)
