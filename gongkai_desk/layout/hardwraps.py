"""Text whose lines were cut at a fixed width (a letter, a printed page, a terminal): the lines of a paragraph joined again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from gongkai_desk.grids.grid import Grid, Row
from gongkai_desk.language import heading_level, split_number
from gongkai_desk.language.numbering import is_article
from gongkai_desk.layout.content import is_deadline_like, is_number_like, is_unit_like
from gongkai_desk.layout.lines import is_annex_mark

_FEWEST = ((4, 8), (2, 5), (0, 3))
"""How many lines must be full: the less alike their lengths, the more of them."""
_NARROWEST, _WIDEST = 40, 180
_LONGEST, _NEAR = 900, 80
_CELLS = re.compile(r"[|｜\t]|\S(?:  +|\u3000+)\S")
_ENDS = "。；;：:！!？?"
_DEEP = re.compile(r"[ \u3000\xa0]{2,}|\u3000")
_LABEL = re.compile(r"[【（(\[]?[\u4e00-\u9fff]{2,8}[】）)\]]?\s*[:：]")


def without_hard_wraps(grid: Grid) -> Grid:
    """The prose grid with the lines of each paragraph joined, or the grid itself where lines end where they please.

    A paragraph keeps the number of its first line. Linear in the text's length.
    """
    texts = [grid.text(row.index, 1).rstrip() for row in grid.rows]
    full = _full_lines(texts)
    if not full:
        return _with_whole_brackets(grid, texts)
    indented = _is_indented(texts, full)
    rows: list[Row] = []
    pieces: list[str] = []
    open_line = False
    for row, text, is_full in zip(grid.rows, texts, full, strict=True):
        if open_line and _goes_on(pieces[-1], text, indented=indented):
            pieces.append(text.strip())
        else:
            _close(rows, pieces)
            pieces = [text]
            rows.append(Row(row.index, (text,)))
        open_line = is_full
    _close(rows, pieces)
    return _with_whole_brackets(replace(grid, rows=tuple(rows)), [str(row.values[0]).rstrip() for row in rows])


def _with_whole_brackets(grid: Grid, texts: Sequence[str]) -> Grid:
    """The grid with a line that breaks off inside a bracket joined to the next, where that begins by closing it."""
    rows: list[Row] = []
    for row, text in zip(grid.rows, texts, strict=True):
        above = str(rows[-1].values[0]) if rows else ""
        if above and _breaks_off(above) and _closes_first(text) and heading_level(text) is None:
            rows[-1] = Row(rows[-1].index, (above + text.strip(),))
        else:
            rows.append(row)
    return replace(grid, rows=tuple(rows)) if len(rows) < len(grid.rows) else grid


def _breaks_off(text: str) -> bool:
    opened = max(text.rfind(sign) for sign in "（(〔【")
    return len(text) < _LONGEST and opened > max(text.rfind(sign) for sign in "）)〕】") and text[-1] not in "。；;|｜"


def _closes_first(text: str) -> bool:
    signs = [sign for sign in text[:_NEAR] if sign in "（(〔【）)〕】"]
    return bool(signs) and signs[0] in "）)〕】" and not _LABEL.match(text.strip())


def _close(rows: list[Row], pieces: Sequence[str]) -> None:
    if len(pieces) > 1:
        rows[-1] = Row(rows[-1].index, ("".join(pieces),))


def _width(text: str) -> int:
    """How wide a line is on paper: Chinese signs count two."""
    return len(text) + sum(1 for sign in text if sign > "\u2e7f")


def _full_lines(texts: Sequence[str]) -> list[bool]:
    """Which lines were cut at the common width, counted in signs or as wide as on paper; none where lines are not cut."""
    full = _full_and_indented(texts)
    if full:
        return full
    if sum(1 for text in texts if _CELLS.search(split_number(text)[1])) * 5 > len(texts):
        return []
    found: list[bool] = []
    for widths, least in (([_width(text) for text in texts], _NARROWEST), ([len(text) for text in texts], _NARROWEST // 2)):
        width = max(widths, default=0)
        for slack, fewest in _FEWEST:
            full = [wide >= width - slack for wide in widths]
            if least <= width <= _WIDEST and sum(full) > sum(found) and _are_cut(texts, full, fewest):
                found = full
    return found


def _full_and_indented(texts: Sequence[str]) -> list[bool]:
    """Which lines are full where every paragraph is indented, and only what follows a full line is not; else none."""
    if not texts or not _DEEP.match(texts[0]):
        return []
    indented = [_DEEP.match(text) is not None for text in texts[1:]]
    on_paper, in_signs = ([_width(text) for text in texts], 1, _NARROWEST), ([len(text) for text in texts], 0, _NARROWEST // 2)
    for widths, slack, least in (on_paper, in_signs):
        width = max(widths)
        full = [wide >= width - slack for wide in widths]
        followed = list(zip(texts, full, indented, strict=False))
        going_on = [text for text, is_full, deep in followed if is_full and not deep]
        finished = sum(text[-1] in _ENDS for text in going_on)
        regular = all(is_full or deep for _, is_full, deep in followed) and len(going_on) * 2 >= sum(full[:-1])
        if least <= width <= _WIDEST and going_on and regular and finished * 2 < len(going_on):
            return full
    return []


def _are_cut(texts: Sequence[str], full: Sequence[bool], fewest: int) -> bool:
    """Whether enough lines are full, most of them in the midst of a sentence, and what follows them is no cell of a table."""
    ends = [text[-1] not in _ENDS for text, is_full in zip(texts, full, strict=True) if is_full]
    if len(ends) < fewest or len(ends) * 6 < len(texts) or sum(ends) * 2 <= len(ends):
        return False
    after = [text.strip() for text, is_full in zip(texts[1:], full, strict=False) if is_full]
    return sum(map(_is_cell, after)) * 4 <= len(after)


def _is_cell(text: str) -> bool:
    """Whether a line is a number, a list of units or a deadline by itself."""
    if not text or len(text) > 40 or text[-1] in _ENDS or text[-1] in "）)】〕、，,":
        return False
    return is_number_like(text) or is_unit_like(text) or (len(text) < 12 and is_deadline_like(text))


def _is_indented(texts: Sequence[str], full: Sequence[bool]) -> bool:
    """Whether paragraphs begin with blanks: most lines after a short line do, and most after a full line do not."""
    seen = Counter((after, _DEEP.match(text) is not None) for after, text in zip(full, texts[1:], strict=False))
    if not seen[False, False] and seen[False, True] > 2:
        return True
    return seen[False, True] > seen[False, False] and seen[True, False] > seen[True, True]


def _goes_on(before: str, text: str, *, indented: bool) -> bool:
    if indented:
        return _DEEP.match(text) is None
    if is_annex_mark(text) or (before[-1] in _ENDS and (heading_level(text) is not None or _LABEL.match(text))):
        return False
    return (heading_level(text) is None and not is_article(text)) or before[-1] in "、，,（("
