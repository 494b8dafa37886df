"""Candidates for the rows that no id attaches to a task."""

from __future__ import annotations

from dataclasses import replace

from gongkai_desk.collecting.folding import UnitFold
from gongkai_desk.collecting.ground import Ground
from gongkai_desk.collecting.likeness import one_each, rank
from gongkai_desk.collecting.plan import Reason, Unmatched
from gongkai_desk.collecting.rows import ReturnedRow
from gongkai_desk.collecting.submission import Submission


def with_candidates(ground: Ground, unit: str, folded: UnitFold) -> list[tuple[Unmatched, ReturnedRow, Submission]]:
    """The unmatched rows of a unit with the tasks each may mean, best first."""
    issued = {task: cells.get("locked", {}) for task, cells in ground.issued(unit).items()}
    tasks = {**ground.task_cells, **issued}
    open_rows = [entry for entry in folded.unmatched if entry[0].reason is not Reason.CONTINUED]
    ranked = [rank(row.locked, tasks, used=folded.present, mine=issued) for _entry, row, _by in open_rows]
    by_file: dict[int, list[int]] = {}
    for place, (_entry, row, _by) in enumerate(open_rows):
        by_file.setdefault(id(row.grid), []).append(place)
    for places in by_file.values():
        for place, choice in zip(places, one_each([ranked[place] for place in places]), strict=True):
            ranked[place] = choice
    found = iter(ranked)
    return [(replace(entry, candidates=next(found)) if entry.reason is not Reason.CONTINUED else entry, row, by)
            for entry, row, by in folded.unmatched]
