"""The one pure map from a template's rows to the filled sheet's rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongkai_desk.paper.refs import LAST_ROW, Range


@dataclass(frozen=True)
class RowMap:
    """Where each row of a template went.

    ``first``..``last`` is the block that repeats (heading rows above, the repeating row last), 0..-1 where nothing does;
    ``count`` rows were generated for it. ``starts`` maps a row of the block to the first row generated from it.
    ``extra`` maps a row that stands once to the continuation rows put in below it, where its text is taller than a row.
    Growth follows ``contract.md`` §6: whatever touches the block as a range grows over all generated rows.
    """

    first: int = 0
    last: int = -1
    count: int = 0
    starts: dict[int, int] = field(default_factory=dict)
    extra: dict[int, int] = field(default_factory=dict)

    @property
    def repeats(self) -> bool:
        """Whether the sheet has a repeating row at all."""
        return self.last >= self.first

    @property
    def shift(self) -> int:
        """By how many rows everything below the block moved."""
        return self.count - (self.last - self.first + 1)

    @property
    def begin(self) -> int:
        """The first generated row, in new numbering."""
        return self.first + self._above(self.first)

    @property
    def end(self) -> int:
        """The last generated row, in new numbering."""
        return self.begin + self.count - 1

    def _above(self, row: int) -> int:
        return sum(count for at, count in self.extra.items() if at < row) if self.extra else 0

    def inside(self, row: int) -> bool:
        """Whether a template row belongs to the block."""
        return self.first <= row <= self.last

    def touches(self, top: int, bottom: int) -> bool:
        """Whether template rows ``top``..``bottom`` meet the block."""
        return self.repeats and top <= self.last and bottom >= self.first

    def move(self, row: int) -> int:
        """A single row: unchanged above, moved below, the first of its kind inside."""
        if self.repeats and self.first <= row <= self.last:
            return self.starts.get(row, self.begin)
        by = self._above(row) + (self.shift if self.repeats and row > self.last else 0)
        return min(row + by, LAST_ROW) if row < LAST_ROW else row

    def low(self, row: int) -> int:
        """The upper end of a range: the first generated row where it lies inside the block."""
        return self.begin if self.inside(row) else self.move(row)

    def high(self, row: int) -> int:
        """The lower end of a range: the last generated row where it lies inside the block."""
        return self.end if self.inside(row) else self.move(row) + self.extra.get(row, 0)

    def grow(self, area: Range) -> Range:
        """A range after filling."""
        return Range(self.low(area.top), area.left, self.high(area.bottom), area.right)
