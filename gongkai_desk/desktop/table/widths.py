"""How wide the columns of the task table are in a window, and how many lines a text takes in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongkai_desk.desktop.table.columns import COLUMNS

SHARES = {"text": 4, "requirement": 2, "progress": 4}
"""How room that is left over is shared among the long texts."""

LEAST = {"text": 170, "requirement": 110, "progress": 160}
"""What long texts keep where room lacks; they give first."""

TIGHT = {"name": 90, "lead": 84, "support": 84, "deadline": 86, "status": 64}
"""What the short columns keep where even so the progress would lie outside: each still shows its header."""

BEHIND = "progress"
"""Columns behind this one may lie outside: it is what the clerk reads most, and stays in sight."""


def fitted(room: int, shown: Sequence[int]) -> dict[int, int]:
    """Widths for the ``shown`` columns in ``room`` pixels: as designed, what is left over shared among the long texts; where room
    lacks they give, then the short columns, so that the progress is in sight."""
    widths = {at: COLUMNS[at].width for at in shown}
    last = next((at for at in shown if COLUMNS[at].key == BEHIND), shown[-1] if shown else 0)
    near = [at for at in shown if at <= last]
    if sum(widths.values()) > room and sum(_least(at) for at in shown) > room:
        return {**widths, **_within(room, {at: widths[at] for at in near})}
    return _within(room, widths)


def _least(at: int) -> int:
    return LEAST.get(COLUMNS[at].key, COLUMNS[at].width)


def _within(room: int, widths: Mapping[int, int]) -> dict[int, int]:
    """``widths`` made wider or narrower for ``room``."""
    fit = dict(widths)
    spare = room - sum(fit.values())
    if spare >= 0:
        total = sum(SHARES.get(COLUMNS[at].key, 0) for at in fit)
        for at in fit if total else ():
            share = SHARES.get(COLUMNS[at].key, 0)
            fit[at] += int(spare * share / total)
        return fit
    for least in (LEAST, TIGHT):
        slack = {at: max(0, fit[at] - least.get(COLUMNS[at].key, fit[at])) for at in fit}
        lack, have = sum(fit.values()) - room, sum(slack.values())
        for at, gives in slack.items() if lack > 0 and have else ():
            fit[at] -= min(gives, -(-lack * gives // have))
    return fit


def line_count(text: str, width: int, em: int = 13) -> int:
    """How many lines ``text`` takes in ``width`` pixels, by full and half widths."""
    if not text:
        return 1
    total = 0
    for line in text.split("\n"):
        wide = sum(em if ord(letter) > 0x2E7F or letter in "“”‘’…—" else em * 0.56 for letter in line)
        total += max(1, int(-(-wide // max(width - 4, em)))) if wide <= 2 * width else int(-(-wide // max(width - em // 2, em)))
    return total
