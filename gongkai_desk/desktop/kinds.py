"""What the file dialogs show: the endings of every format that is read, so that a new format needs no second list."""

from __future__ import annotations

from collections.abc import Iterable

ALL = "所有文件 (*)"
LEDGERS = f"台账 (*.gkd);;{ALL}"
REFUSED = (".doc", ".wps")
"""Shown although they are not read: who chooses one is told what to do with it."""


def documents() -> str:
    """Breakdowns and rosters."""
    return _filter("分解表、单位名录", (*_read(), *REFUSED, ".zip"))


def forms() -> str:
    """Forms that came back: whatever an office may have made of a workbook."""
    return _filter("填报表", (*_read(), ".zip"))


def _read() -> Iterable[str]:
    from gongkai_desk.grids.sniffing import ENDINGS  # not at the start: the start page reads nothing

    return (ending for endings in ENDINGS.values() for ending in endings)


def _filter(words: str, endings: Iterable[str]) -> str:
    return f"{words} ({' '.join(f'*{ending}' for ending in dict.fromkeys(endings))});;{ALL}"
