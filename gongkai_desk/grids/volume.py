"""How much the sheets of an xlsx hold, counted in its XML before calamine builds them.

A shared string of 60 KB in 60,000 cells is a file of 100 KB and a table of 4 GB.

Source of the rules: ``faults.md`` (400 MiB where a row states none); what is refused here would be too much for the reply too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from gongkai_desk.grids.limits import CELL_LIMIT, TEXT_LIMIT
from gongkai_desk.grids.look import Look, whole_rows
from gongkai_desk.grids.refusal import too_big

_SHARED = re.compile(rb"t=\"s\"[^>]*>\s*<v>(\d{1,9})<")
_INLINE = re.compile(rb"<[tv](?: [^>]*)?>([^<]{24,})<")


@dataclass(slots=True)
class Volume:
    """What the sheets of one book hold so far. ``longest``: bytes of the longest shared string, at least half of it."""

    longest: int = 0
    cells: int = 0
    bound: int = 0
    text: int = 0

    def add(self, sheet: Look, size: int, chunks: Callable[[], Iterable[bytes]], strings: Callable[[], Sequence[str]]) -> None:
        """Count a sheet of ``size`` bytes, and its strings where they might be too many. Raises Unreadable(TOO_BIG)."""
        self.cells += sheet.values
        if self.cells > CELL_LIMIT:
            raise too_big("表格单元格过多")
        self.bound += sheet.shared * 2 * self.longest + size
        if self.bound > TEXT_LIMIT:
            self.text += _text_of(chunks(), [len(string.encode("utf-8", "replace")) for string in strings()])
            if self.text > TEXT_LIMIT:
                raise too_big("表格里的文字过多")


def _text_of(chunks: Iterable[bytes], lengths: Sequence[int]) -> int:
    """The bytes of text in a sheet, as soon as they are too many."""
    total = 0
    for part in whole_rows(chunks):
        total += sum(lengths[number] for number in map(int, _SHARED.findall(part)) if number < len(lengths))
        total += sum(map(len, _INLINE.findall(part)))
        if total > TEXT_LIMIT:
            break
    return total
