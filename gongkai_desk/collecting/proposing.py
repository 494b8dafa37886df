"""Candidates for the rows that no id attaches to a task."""

from __future__ import annotations

from collections.abc import Mapping, Set

from msgspec.structs import replace

from gongkai_desk.collecting.folding import UnitFold
from gongkai_desk.collecting.ground import Ground
from gongkai_desk.collecting.likeness import one_each, rank
from gongkai_desk.collecting.plan import Candidate, Reason, Unmatched
from gongkai_desk.collecting.rows import ReturnedRow
from gongkai_desk.collecting.seal import parse_mark
from gongkai_desk.collecting.submission import Submission
from gongkai_desk.collecting.text import squeeze

MARK_ALONE, MARK_AGAINST_TEXT = 0.7, 0.3


def with_candidates(ground: Ground, unit: str, folded: UnitFold) -> list[tuple[Unmatched, ReturnedRow, Submission]]:
    """The unmatched rows of a unit with the tasks each may mean, best first."""
    issued = {task: cells.get("locked", {}) for task, cells in ground.issued(unit).items()}
    tasks = {**ground.task_cells, **issued}
    free = issued.keys() - folded.present
    open_rows = [entry for entry in folded.unmatched if entry[0].reason is not Reason.CONTINUED]
    ranked = [_by_mark(row, issued) or _with_mark(row, rank(row.locked, tasks, used=folded.present, mine=issued), free)
              for _entry, row, _by in open_rows]
    by_file: dict[int, list[int]] = {}
    for place, (_entry, row, _by) in enumerate(open_rows):
        by_file.setdefault(id(row.grid), []).append(place)
    for places in by_file.values():
        for place, choice in zip(places, one_each([ranked[place] for place in places]), strict=True):
            ranked[place] = choice
    found = iter(ranked)
    return [(replace(entry, candidates=next(found)) if entry.reason is not Reason.CONTINUED else entry, row, by)
            for entry, row, by in folded.unmatched]


def _by_mark(row: ReturnedRow, issued: Mapping[str, object]) -> tuple[Candidate, ...]:
    """Of a row whose text is gone, the task whose id it bears: likely, and no more than that."""
    mark = parse_mark(row.mark) if row.mark and not squeeze(row.locked.get("text", "")) else None
    return (Candidate(mark[0], MARK_ALONE),) if mark and mark[0] in issued else ()


def _with_mark(row: ReturnedRow, ranked: tuple[Candidate, ...], free: Set[str]) -> tuple[Candidate, ...]:
    """With the task whose id a row bears though its text speaks of something else: worth offering, never likely."""
    mark = parse_mark(row.mark) if row.mark else None
    if mark is None or mark[0] not in free or any(each.task == mark[0] for each in ranked):
        return ranked
    return tuple(sorted((*ranked, Candidate(mark[0], MARK_AGAINST_TEXT)), key=lambda each: -each.score))
