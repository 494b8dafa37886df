"""The headings between a document's tables (一、教育惠民 above the first): the sections of their tasks."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai_desk.language import heading_level
from gongkai_desk.layout.cells import Cells
from gongkai_desk.layout.model import Layout

_LONGEST = 60
_FEWEST = 2


def heading_above(lines: Sequence[str]) -> tuple[str, ...]:
    """The numbered headings among the last lines above a table, outermost first; ``()`` where the table has none.

    ``lines`` are the lone lines before the table, in order.
    """
    found: list[tuple[int, str]] = []
    for line in reversed(lines):
        text = line.strip()
        level = heading_level(text)
        if level is None or not 2 < len(text) <= _LONGEST or text[-1] in "。；;：:，," or (found and level >= found[0][0]):
            break
        found.insert(0, (level, text))
    return tuple(text for _, text in found)


def hand_down(above: Sequence[tuple[str, ...]], bodies: Sequence[tuple[Cells, Layout]]) -> list[tuple[str, ...]]:
    """What each table's headings are, those of a table before that still hold included.

    One heading over the only table names the table; several, in one series, divide its tasks.
    """
    if not any(above):
        return list(above)
    levels = [heading_level(text) for headings in above for text in headings]
    levels += [level for cells, layout in bodies for level in _levels_inside(cells, layout)]
    held: list[tuple[int, str]] = []
    result: list[tuple[str, ...]] = []
    for headings in above:
        if headings and levels.count(heading_level(headings[0])) >= _FEWEST:
            for text in headings:
                level = heading_level(text) or 0
                held = [item for item in held if item[0] < level]
                held.append((level, text))
            result.append(tuple(text for _, text in held))
        else:
            held = []
            result.append(())
    return result


def _levels_inside(cells: Cells, layout: Layout) -> list[int]:
    """The levels of the heading rows of a table's body."""
    found = []
    for row in cells.indexes:
        if not layout.first_row <= row <= layout.last_row:
            continue
        texts = [text for text in cells.texts(row) if text]
        level = heading_level(texts[0]) if len(texts) == 1 else None
        if level is not None and level <= 2:
            found.append(level)
    return found
