"""The notes that stand as paragraphs under a table (说明：1.…  2.…): a sheet holds them in rows, a text document below."""

from __future__ import annotations

from gongkai_desk.domain import Source
from gongkai_desk.grids.grid import Grid, GridKind
from gongkai_desk.language import heading_level
from gongkai_desk.layout.lines import find_signature, is_annex_mark, is_form_line, is_note, is_tail, is_title

_NUMBERED = 3


def notes_below(block: Grid | None) -> list[tuple[str, Source]]:
    """The notes at the head of what follows a table: from 说明 or 注 on, as far as its numbered lines go."""
    if block is None or block.kind is not GridKind.PROSE:
        return []
    lines = [(text.strip(), block.source(row.index)) for row in block.rows if (text := block.text(row.index, 1)).strip()]
    signed = find_signature([text for text, _ in lines])
    found: list[tuple[str, Source]] = []
    for position, (text, source) in enumerate(lines):
        if position in signed or is_tail(text) or is_annex_mark(text):
            break
        if is_note(text) or (found and _goes_on(text)):
            found.append((text, source))
        elif found or not is_form_line(text):
            break
    return found


def _goes_on(text: str) -> bool:
    level = heading_level(text)
    return (level is not None and level >= _NUMBERED) or (level is None and not is_title(text) and text[-1] in "。；;")
