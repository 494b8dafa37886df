"""Merged ranges: overlaps, and values that lie hidden under a merge. Ranges stay ranges, however large.

Source of the rules: ``faults.md`` #8-10: 100,000 merges in seconds, a whole-sheet merge never expanded, no value dropped.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence

from gongkai_desk.grids.grid import Row
from gongkai_desk.grids.look import Place, Range

_EVIDENCE = 200


def overlapping(spans: Sequence[Range]) -> list[Range]:
    """The ranges that overlap one above them, by one sweep over the rows."""
    begins_at = [(span[0], 1, at) for at, span in enumerate(spans)]
    events = sorted(begins_at + [(span[2] + 1, 0, at) for at, span in enumerate(spans)])
    open_: list[tuple[int, int, int]] = []
    bad: list[Range] = []
    inside: set[int] = set()
    for _, begins, at in events:
        _, left, _, right = spans[at]
        if not begins:
            if at in inside:
                open_.remove((left, right, at))
            continue
        index = bisect_left(open_, (left, 0, 0))
        before = open_[index - 1] if index else None
        after = open_[index] if index < len(open_) else None
        if (before and before[1] >= left) or (after and after[0] <= right):
            bad.append(spans[at])
            continue
        insort(open_, (left, right, at))
        inside.add(at)
    return bad


def buried(rows: Sequence[Row], spans: Sequence[Range]) -> list[Place]:
    """The cells with a value that are covered by a merge and are not its first cell."""
    by_index = {row.index: row for row in rows}
    found: list[Place] = []
    for top, left, bottom, right in spans:
        size = bottom - top + 1
        indexes = range(top, bottom + 1) if size <= len(rows) else [index for index in by_index if top <= index <= bottom]
        for index in indexes:
            row = by_index.get(index)
            if row is None:
                continue
            for column, value in enumerate(row.values[left - 1:right], left):
                if value is not None and (index, column) != (top, left):
                    found.append((index, column))
        if len(found) > _EVIDENCE:
            break
    return found
