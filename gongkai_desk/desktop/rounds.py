"""报送期: opened, ended, opened again; and the upper office's form filled in from one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gongkai_desk.desktop.desk import Desk

FORBIDDEN = '\\/:*?"<>|'
UPPER_FORMS = "Excel 文件 (*.xlsx *.xlsm)"
FILE, FOLDER, NEITHER = "打开文件", "打开所在文件夹", "不打开"
LISTED = 8


def new_round(desk: Desk) -> None:
    """Open a new 报送期."""
    from gongkai_desk.desktop.drafts import due_of, propose_next, round_changes

    state = desk.state
    if state is None:
        return
    proposed = propose_next([each.name for each in state.snapshot.rounds], desk.today())
    chosen = desk.dialogs.line("新建报送期", "报送期名称：", proposed)
    if not chosen:
        return
    if any(letter in FORBIDDEN for letter in chosen):
        desk.dialogs.tell(f"报送期名称要写进文件名，不能含有 {' '.join(FORBIDDEN)}。")
    elif any(each.name == chosen for each in state.snapshot.rounds):
        desk.dialogs.tell(f"已经有“{chosen}”了。要看它，请在台账上方的“报送期”里选。")
    else:
        desk.session.choose_next_round(chosen)
        desk.session.apply(f"新建报送期：{chosen}", round_changes(chosen, due_of(chosen, desk.today()), desk.today()))


def close_round(desk: Desk) -> None:
    """End the 报送期 that is shown, after saying who is still missing; an ended one is opened again."""
    from gongkai_desk.collecting import closing

    state = desk.state
    shown = next((each for each in state.snapshot.rounds if each.name == state.round), None) if state is not None else None
    if state is None or shown is None:
        desk.say("台账里还没有报送期")
        return
    if shown.closed is None:
        due = [unit for unit in state.standing.units if unit.due]
        missing = len(state.standing.not_reported)
        words = f"应报 {len(due)} 家，" + (f"还有 {missing} 家没有报送。" if missing else "都已报送。")
        question = f"结束“{shown.name}”？\n{words}\n结束以后仍可查看、导出，也可以再打开。"
        if desk.dialogs.ask(question, "结束", title="结束报送期"):
            desk.session.apply(*closing(shown.name, state.today))
    elif desk.dialogs.ask(f"“{shown.name}”已在 {shown.closed} 结束。重新打开？", "重新打开", title="报送期"):
        desk.session.apply(*closing(shown.name, None))


def answer_upper(desk: Desk) -> None:
    """Fill the form that the upper office sent with what this ledger holds, into a copy."""
    state = desk.state
    if state is None or state.round is None:
        desk.dialogs.tell("台账里还没有报送期，没有可以上报的进展。")
        return
    files = desk.dialogs.open_files("填上级填报表：选择上级发来的表", UPPER_FORMS, "upper")
    if not files:
        return
    form = Path(files[0])
    path = desk.dialogs.save_file("填好后另存为", f"{form.stem}_已填.xlsx", UPPER_FORMS, "upper")
    if path is None:
        return
    out = Path(path if Path(path).suffix else path + ".xlsx")
    if out.resolve() == form.resolve():
        desk.dialogs.tell("请另存为新的文件，上级发来的原表要留着。")
        return
    snapshot, name, today = state.snapshot, state.round, state.today

    def work(_progress: Any) -> Any:
        from gongkai_desk.collecting import answer_upper_form

        return answer_upper_form(snapshot, name, form, out, today=today, overwrite=True)

    desk.thoughts.submit("填上级填报表", work, lambda filled: _filled(desk, filled))


def _filled(desk: Desk, filled: Any) -> None:
    missing = listed("没有填，台账里没有对应的任务或进展：", filled.unanswered)
    missing += listed("的文字与台账的任务不完全相同，按最像的任务填写，请核对：", [row for row, _task in filled.near])
    desk.say(f"已填 {filled.answered} 行：{filled.path.name}")
    answer = desk.dialogs.choose("填上级填报表", f"已填 {filled.answered} 行，原表没有改动。{missing}", [FILE, FOLDER, NEITHER])
    if answer in (FILE, FOLDER):
        desk.dialogs.show_path(filled.path if answer == FILE else filled.path.parent)


def listed(words: str, rows: Sequence[str]) -> str:
    """A paragraph on ``rows`` of a form: how many there are, the first of them, how many more; nothing where there are none."""
    if not rows:
        return ""
    lines = [f"· {text[:50]}" for text in rows[:LISTED]]
    more = [f"另有 {len(rows) - LISTED} 行"] if len(rows) > LISTED else []
    return "\n".join([f"\n\n有 {len(rows)} 行{words}", *lines, *more])
