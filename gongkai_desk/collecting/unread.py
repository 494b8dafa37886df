"""What stands in a returned form and is not taken: columns that are none of ours, answers merged over several tasks; and what the
reader had reservations about.
"""

from __future__ import annotations

from gongkai_desk.collecting.columns import BY_KEY, OPEN
from gongkai_desk.collecting.headers import ID, is_foreign
from gongkai_desk.collecting.tables import FormTable
from gongkai_desk.grids import Document
from gongkai_desk.grids.grid import Visibility

OUR_COMMENT = "退回："
"""How the comment begins that a form sent back bears itself."""

_SAID_ELSEWHERE = frozenset((  # a form has a hidden column and sheet by right; of answers that are none, each cell is named
    "hidden-columns", "hidden-sheet", "hidden-rows", "error-cells", "uncalculated", "other-sheet"))


def reader_notes(document: Document) -> list[str]:
    """The reader's doubts (Chinese) about a form that came back: macros, a wrong ending, cells far out, merges that overlap."""
    return list(dict.fromkeys(doubt.what for doubt in document.doubts if doubt.kind not in _SAID_ELSEWHERE))


def unread(table: FormTable) -> list[str]:
    """Notes (Chinese) about columns with contents of which nothing was made; an office's own 备注 is its own affair."""
    known = frozenset(table.columns.values())
    counts: dict[int, int] = {}
    for row in table.rows:
        for column, value in enumerate(row.values, 1):
            if column not in known and value is not None and value != "":
                counts[column] = counts.get(column, 0) + 1
    notes = []
    for column, filled in sorted(counts.items()):
        text = table.foreign.get(column, "")
        if text and is_foreign(text):
            continue
        source = table.grid.source(table.header, column)
        what = f"{source.cell}“{text}”列不在填报表中" if text else f"第{column}列没有表头"
        notes.append(f"{source.sheet or ''} {what}，其中{filled}格内容没有采用".strip())
    return notes


def merged_answers(table: FormTable) -> list[str]:
    """Notes about answers that one merged cell gives to several tasks: they count for the first, who knows about the others."""
    marks = table.columns.get(ID)
    if marks is None or not table.grid.spans:
        return []
    columns = {table.columns[key]: key for key in OPEN if key in table.columns}
    marked = {row.index for row in table.rows if len(row.values) >= marks and row.values[marks - 1]}
    notes = []
    for span in table.grid.spans:
        key = columns.get(span.left)
        covered = [index for index in range(span.top + 1, min(span.bottom, span.top + 100) + 1) if index in marked]
        if key and covered and span.top in marked and table.grid.text(span.top, span.left).strip():
            place = table.grid.source(span.top, span.left).cell
            notes.append(f"{place}“{BY_KEY[key].title}”合并了{span.bottom - span.top + 1}行，只算作第一行的内容，请核对其余各行")
    return notes


def beside_the_cells(table: FormTable) -> list[str]:
    """Notes about what a clerk does not see at once: a form on a hidden sheet, and comments where an answer is blank."""
    grid = table.grid
    notes = [f"工作表“{grid.sheet}”是隐藏的，已一并汇总，请核对"] if grid.visibility is Visibility.HIDDEN else []
    if not grid.comments:
        return notes
    answered = {table.columns[key] for key in OPEN if key in table.columns}
    places = sorted(place for place, words in grid.comments.items() if place[1] in answered and place[0] > table.header
                    and not words.startswith(OUR_COMMENT) and not grid.text(*place).strip())
    if places:
        first = grid.source(*places[0]).cell
        notes.append(f"{first}等{len(places)}格没有填写，内容写在批注里，没有采用" if len(places) > 1 else
                     f"{first}没有填写，内容写在批注里，没有采用")
    return notes
