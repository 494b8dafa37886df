"""The rows of a table in text while they are gathered, and the merges of units that text cannot hold."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai_desk.domain import LeadKind
from gongkai_desk.grids.grid import Row, Span
from gongkai_desk.language import is_group, read_units
from gongkai_desk.layout.model import UNIT_ROLES, Role
from gongkai_desk.layout.textcells import Cell

TextTable = tuple[list[Row], list[Span]]
"""Rows and merges, the header first."""


class RowBuilder:
    """Gathers the rows of one table."""

    def __init__(self, header: Sequence[Cell], roles: Sequence[Role], heads: Sequence[int]) -> None:
        self.roles = list(roles)
        self.width = len(roles)
        self.spans: list[Span] = []
        self.levels: list[int | None] = [None] * self.width
        self.moved: set[int] = set()
        first = header[0].row
        values = [""] * self.width
        for cell, column in zip(header, heads, strict=True):
            values[column] = cell.text
        self.rows: list[Row] = [Row(first, tuple(values))]
        ends = [*heads[1:], self.width]
        for column, end in zip(heads, ends, strict=True):
            if end - column > 1:
                self.spans.append(Span(first, column + 1, first, end))

    def add(self, row: int, cells: dict[int, str]) -> None:
        """One row; its number is that of its first paragraph."""
        row = max(row, self.rows[-1].index + 1) if row <= self.rows[-1].index else row
        values = tuple(cells.get(column, "") for column in range(self.width))
        self.rows.append(Row(row, values))

    def heading(self, row: int, text: str) -> None:
        """A heading or a note over the whole width."""
        self.add(row, {0: text})
        index = self.rows[-1].index
        self.spans.append(Span(index, 1, index, self.width))


def restore_shared(builder: RowBuilder, *, blanks_known: bool) -> None:
    """Groups in one of two neighbouring unit columns, the other blank, in a table that fills both: one merged cell."""
    columns = [column for column, role in enumerate(builder.roles) if role in UNIT_ROLES]
    columns = columns or [column for column, role in enumerate(builder.roles) if role is Role.OFFICE]
    if len(columns) < 2 or columns[1] != columns[0] + 1:
        return
    first, second = columns[:2]
    body = [row for row in builder.rows[1:] if sum(map(bool, row.values)) > 1]
    both = sum(1 for row in body if row.values[first] and row.values[second])
    if both < 2:
        return
    for position, row in enumerate(builder.rows[1:], start=1):
        if row.values[first] and row.values[first] == row.values[second]:
            units = read_units(str(row.values[first])).units
            if len(units) > 1 or any(map(is_group, units)):
                values = list(row.values)
                values[second] = ""
                builder.rows[position] = Row(row.index, tuple(values))
                builder.spans.append(Span(row.index, first + 1, row.index, second + 1))
            continue
        if sum(map(bool, row.values)) < 2 or bool(row.values[first]) == bool(row.values[second]):
            continue
        alone = str(row.values[first] or row.values[second])
        stands_left = bool(row.values[first])
        known = blanks_known and position not in builder.moved
        reading = read_units(alone)
        units = reading.units
        shared = reading.kind is LeadKind.SHARED or any(map(is_group, units))
        if shared and (len(units) > 1 or not stands_left) and (stands_left or not known):
            values = list(row.values)
            values[first], values[second] = alone, ""
            builder.rows[position] = Row(row.index, tuple(values))
            builder.spans.append(Span(row.index, first + 1, row.index, second + 1))
