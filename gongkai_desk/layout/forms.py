"""One table a task (任务名称｜… 牵头单位｜… 配合单位｜…), and tables turned on their side: made into tables with a header row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from gongkai_desk.grids.grid import Grid, GridKind, Row
from gongkai_desk.layout.cells import Cells
from gongkai_desk.layout.headerwords import clean_header, read_header
from gongkai_desk.layout.model import TEXT_ROLES, UNIT_ROLES, Role
from gongkai_desk.layout.textcells import Shape, split_line

_FEWEST: Final = 3  # fields of a card
_WIDEST: Final = 12
_LOOK: Final = 60
_TELLING = UNIT_ROLES | {Role.OFFICE, Role.DEADLINE}
_TEXTS = (Role.TASK, Role.REQUIREMENT, Role.NAME)


@dataclass
class _Card:
    """The fields of one task: label, wording, and the row it stands in."""

    fields: dict[str, tuple[str, int]] = field(default_factory=dict)

    @property
    def row(self) -> int:
        """The row of the field that will be the task's text."""
        for role in _TEXTS:
            for label, (_, row) in self.fields.items():
                word = read_header(label)
                if word is not None and word.role is role:
                    return row
        return min((row for _, row in self.fields.values()), default=0)

    def is_whole(self) -> bool:
        """Whether it says what is to be done and who does it, or by when."""
        roles = {word.role for label in self.fields if (word := read_header(label))}
        return len(self.fields) >= _FEWEST and bool(roles & TEXT_ROLES) and bool(roles & _TELLING)


def unfold_forms(grid: Grid) -> Grid:
    """A grid of cards as a table with one row a card (in the row of its task); any other grid as it is."""
    if not grid.rows or grid.width > _WIDEST:
        return grid
    if not _may_be(_top_of(grid)):
        return grid
    cells = Cells(grid)
    cards = _turned(cells) or list(_cards(cells))
    whole = [card for card in cards if card.is_whole()]
    if not whole or len(whole) < len(cards) - 1:
        return grid
    return _as_table(grid, whole)


def split_forms(grid: Grid) -> list[Grid]:
    """Running text in which cards stand as lines of cells (牵头单位 | … | 配合单位 | …): text and tables in order."""
    blocks: list[Grid] = []
    lines: list[Row] = []
    start = 0
    for position, row in enumerate((*grid.rows, None)):
        cells = _field_line(grid.text(row.index, 1)) if row else ()
        if row and cells:
            lines.append(Row(row.index, cells))
            continue
        table = unfold_forms(replace(grid, rows=tuple(lines), kind=GridKind.TABLE)) if len(lines) > 1 else None
        if table is not None and table.rows[0] != lines[0]:
            first = position - len(lines)
            blocks += [replace(grid, rows=grid.rows[start:first])] if first > start else []
            blocks.append(table)
            start = position
        lines = []
    if start < len(grid.rows):
        blocks.append(replace(grid, rows=grid.rows[start:]))
    return blocks


def _field_line(text: str) -> tuple[str, ...]:
    """The cells of a line that begins with a label and goes on with its wording."""
    shape = Shape.PIPES if "|" in text or "｜" in text else Shape.TABS
    if shape is Shape.TABS and "\t" not in text:
        return ()
    cells = [cell for cell in split_line(text, shape) if cell]
    return tuple(cells) if len(cells) > 1 and _label(cells[0]) and not _label(cells[1]) else ()


def _label(text: str) -> str:
    """A cell's text as a label, ``""`` where it announces no role."""
    word = clean_header(text) if len(text) <= 24 else ""
    return word if word and not word.isdigit() and read_header(word) is not None else ""


def _filled(cells: Cells, row: int) -> list[str]:
    """The texts of a row's cells, a merged cell once, blanks between them kept."""
    texts: list[str] = []
    column = 1
    while column <= cells.width:
        span = cells.span(row, column)
        texts.append(cells.text(row, column))
        column = span.right + 1 if span else column + 1
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _top_of(grid: Grid) -> Cells:
    """The first rows alone: most grids are no cards, and are long."""
    rows = grid.rows[:_LOOK]
    spans = tuple([span for span in grid.spans if span.top <= rows[-1].index]) if grid.spans else ()
    return Cells(replace(grid, rows=rows, spans=spans))


def _may_be(cells: Cells) -> bool:
    """Whether most of the first rows begin with a label and go on with something else."""
    seen = labelled = 0
    for row in cells.indexes[:_LOOK]:
        texts = _filled(cells, row)
        if sum(bool(text) for text in texts) < 2:
            continue
        seen += 1
        labelled += bool(_label(texts[0])) and not _label(texts[1])
    return labelled >= 2 and labelled >= 0.8 * seen


def _cards(cells: Cells) -> Iterator[_Card]:
    """Cards one below another: a label that comes again, or a lone line, begins the next."""
    card = _Card()
    for row in cells.indexes:
        texts = _filled(cells, row)
        if sum(bool(text) for text in texts) < 2 and not (texts and _label(texts[0])):
            if card.fields:
                yield card
                card = _Card()
            continue
        for label, text in _pairs(texts):
            if label in card.fields:
                yield card
                card = _Card()
            card.fields[label] = (text, row)
    if card.fields:
        yield card


def _pairs(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Label and wording by turns; a wording without a label of its own goes on with the one before."""
    label, parts = "", list[str]()
    for text in texts:
        found = _label(text)
        if found and (parts or not label):
            if label:
                yield label, "\n".join(parts)
            label, parts = found, []
        elif label and text:
            parts.append(text)
    if label:
        yield label, "\n".join(parts)


def _turned(cells: Cells) -> list[_Card]:
    """A table on its side: labels in the first column only, one task in each further column."""
    rows = [(row, _filled(cells, row)) for row in cells.indexes]
    rows = [(row, texts) for row, texts in rows if len(texts) > 1 and _label(texts[0])]
    if len(rows) < _FEWEST or any(_label(text) for _, texts in rows for text in texts[1:]):
        return []
    if len({len(texts) for _, texts in rows}) > 1 or len(rows[0][1]) < 3:
        return []
    return [
        _Card({_label(texts[0]): (texts[column], row) for row, texts in rows}) for column in range(1, len(rows[0][1]))
    ]


def _as_table(grid: Grid, cards: Sequence[_Card]) -> Grid:
    labels = list(dict.fromkeys(label for card in cards for label in card.fields))
    first = min(row for card in cards for _, row in card.fields.values())
    above = tuple(row for row in grid.rows if row.index < first - 1)
    body: dict[int, Row] = {}
    for card in cards:
        row = card.row
        while row in body:
            row += 1
        body[row] = Row(row, tuple(card.fields.get(label, ("", 0))[0] for label in labels))
    header = Row(min(first, *body) - 1, tuple(labels))
    rows = (*above, header, *(body[row] for row in sorted(body)))
    return replace(grid, rows=rows, spans=(), shown={}, struck=frozenset(), comments={})
