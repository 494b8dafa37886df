"""What a reader has reservations about, gathered as doubts: one per cause and sheet, however many cells it concerns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from gongkai_desk.domain.doubt import Doubt
from gongkai_desk.domain.source import Source, column_letters
from gongkai_desk.grids.grid import Grid, Row
from gongkai_desk.grids.look import Place

_SHORTENED = re.compile(r"-?\d(?:\.\d+)?E\+(?:1[5-9]|[2-9]\d)")


class Notes:
    """The doubts of one document, in the order in which they came up."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._doubts: list[Doubt] = []

    def say(self, kind: str, what: str, sheet: str | None = None, place: Place | None = None) -> None:
        """Keep a doubt; ``place`` is (row, column), column 0 for a whole row."""
        row, column = place if place else (None, None)
        self._doubts.append(Doubt(what, Source(self._path, sheet, row, column or None), kind))

    def doubts(self) -> tuple[Doubt, ...]:
        """Everything said so far."""
        return tuple(self._doubts)


def doubt_shortened(rows: Iterable[Row], sheet: str | None, notes: Notes) -> None:
    """Say where a text is a number as Excel shortens it (3.30402E+17): the digits of an ID are gone (``faults.md`` #22)."""
    places = [(row.index, column) for row in rows for column, value in enumerate(row.values, 1)
              if type(value) is str and "E+" in value and _SHORTENED.fullmatch(value)]
    if places:
        what = f"{name_cells(places)}是缩写成科学计数法的长数字，可能已失真（身份证号、账号应存为文本）"
        notes.say("long-numbers", what, sheet, places[0])


def doubt_hidden_rows(grid: Grid, notes: Notes, cause: str = "") -> None:
    """Say which rows were hidden; ``cause`` stands in brackets where it is known."""
    if grid.hidden_rows:
        what = f"第{name_rows(grid.hidden_rows)}行被隐藏{cause}，已一并读入"
        notes.say("hidden-rows", what, grid.sheet, (min(grid.hidden_rows), 0))


def name_cells(places: Collection[Place], limit: int = 5) -> str:
    """``C5、D7 等12处``: the first cells by name, and how many there are."""
    names = [f"{column_letters(column)}{row}" for row, column in sorted(places)[:limit]]
    return "、".join(names) + (f" 等{len(places)}处" if len(places) > limit else "")


def name_rows(numbers: Iterable[int], limit: int = 8) -> str:
    """``3-5、9``: row numbers with runs folded."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    words = [str(first) if first == last else f"{first}-{last}" for first, last in runs[:limit]]
    return "、".join(words) + ("…" if len(runs) > limit else "")
