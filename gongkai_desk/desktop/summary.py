"""The bottom line and the numbers on the five steps."""

from __future__ import annotations

from gongkai_desk.desktop.state import State

NAMED, LETTERS = 4, 36


def status_words(state: State) -> str:
    """What the bottom line says: counts, and who has not reported."""
    counts = state.standing.counts if state.standing is not None else {}
    parts = [f"{len(state.snapshot.tasks)} 项"]
    parts += [f"{word} {counts[word]}" for word in ("已完成", "推进中", "未启动", "逾期", "持续推进") if counts.get(word)]
    missing = tuple(state.standing.not_reported) if state.standing is not None and state.round else ()
    if missing:
        named = [name for at, name in enumerate(missing[:NAMED]) if len("、".join(missing[: at + 1])) <= LETTERS]
        names = "、".join(named) or f"{missing[0][:LETTERS]}…"
        parts.append(f"未报送：{names}{f' 等 {len(missing)} 家' if len(missing) > max(1, len(named)) else ''}")
    if state.snapshot.pending:
        parts.append(f"冲突待定 {len(state.snapshot.pending)}")
    return " · ".join(parts)


def waiting_words(state: State | None) -> dict[str, str]:
    """What waits at each step: findings to look at, forms that came back out of those sent."""
    if state is None:
        return {}
    words = {}
    if state.open_findings:
        words["check"] = str(len(state.open_findings))
    if state.standing is not None and state.round and state.standing.units:
        due = [unit for unit in state.standing.units if unit.due]
        words["merge"] = f"{sum(1 for unit in due if unit.reported)}/{len(due)}"
    return words
