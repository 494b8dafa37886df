"""Which task a returned row belongs to, and which of its locked cells were changed.

By the id that the form carries, never by position. The check sum tells at once whether a row is as issued; where it fails, the
texts decide: a small edit is reported and the answers count, a text that names another task, or none, is for a person.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from gongkai_desk.collecting.columns import LOCKED
from gongkai_desk.collecting.plan import Altered, Reason
from gongkai_desk.collecting.rows import ReturnedRow
from gongkai_desk.collecting.seal import check_sum, parse_mark
from gongkai_desk.collecting.text import squeeze

Locked = Mapping[str, str]


class Match(msgspec.Struct, frozen=True):
    """What a row is: a task with its altered cells, or the reason why it is none. ``sum_failed``: the mark was tampered with."""

    task: str | None
    reason: Reason | None = None
    altered: tuple[Altered, ...] = ()
    sum_failed: bool = False


class Matcher:
    """Matches the rows of one unit's forms.

    ``issued``: the locked texts of each task as sent to this unit; ``tasks``: gives those of every task of the ledger, for
    rows that name another one; ``seal``: what the check sums of this unit's forms were made with.
    """

    def __init__(self, unit: str, issued: Mapping[str, Locked], tasks: Callable[[], Mapping[str, Locked]],
                 seal: bytes) -> None:
        self._unit, self._issued, self._all_tasks, self._seal = unit, issued, tasks, seal
        self._texts: dict[str, list[str]] | None = None

    @property
    def _tasks(self) -> Mapping[str, Locked]:
        return self._all_tasks()

    def match(self, row: ReturnedRow) -> Match:
        """The match of one row."""
        mark = parse_mark(row.mark) if row.mark else None
        if mark is None:
            return Match(None, Reason.NO_ID)
        task, total = mark
        issued = self._issued.get(task)
        if issued is not None and total and total == check_sum(task, row.locked, self._seal):
            return Match(task)
        if issued is None:
            return Match(None, Reason.NOT_ISSUED if task in self._tasks else Reason.UNKNOWN_ID)
        return self._compare(row, task, issued)

    def _compare(self, row: ReturnedRow, task: str, issued: Locked) -> Match:
        changed = [key for key in LOCKED
                   if key in row.columns and squeeze(row.locked.get(key, "")) != squeeze(issued.get(key, ""))]
        if "text" in row.columns and not self._same_text(row, task, issued, changed):
            return Match(None, self._why_not(row, task))
        if "text" not in row.columns and not self._bears_out(row, issued, changed):
            return Match(None, Reason.UNLIKE)
        altered = tuple(Altered(task, self._unit, key, issued.get(key, ""), row.locked.get(key, ""), row.source(key))
                        for key in changed)
        return Match(task, altered=altered, sum_failed=not altered and all(key in row.columns for key in issued))

    def _same_text(self, row: ReturnedRow, task: str, issued: Locked, changed: list[str]) -> bool:
        """Whether the text still means this task: equal, a small edit, or wiped out while everything beside it stands."""
        returned = row.locked.get("text", "")
        if "text" not in changed:
            return len(changed) == 0 or not self._is_twin(row, task, issued)
        if not squeeze(returned):
            return self._bears_out(row, issued, [key for key in changed if key != "text"])
        if any(other != task for other in self._named_by(returned)):
            return False
        from gongkai_desk.collecting.likeness import SMALL_EDIT, likeness

        own = likeness(returned, issued.get("text", ""))
        return own >= SMALL_EDIT and not any(
            likeness(returned, known.get("text", "")) > own for other, known in self._tasks.items() if other != task)

    def _is_twin(self, row: ReturnedRow, task: str, issued: Locked) -> bool:
        """Whether another task with the very same text fits the rest of the row, and this one does not."""
        others = [other for other in self._named_by(issued.get("text", "")) if other != task]
        return any(all(squeeze(row.locked.get(key, "")) == squeeze(self._tasks[other].get(key, ""))
                       for key in ("number", "requirement", "lead", "deadline") if key in row.columns) for other in others)

    def _named_by(self, text: str) -> list[str]:
        """The tasks whose text is exactly this one."""
        if self._texts is None:
            self._texts = {}
            for task, known in self._tasks.items():
                self._texts.setdefault(squeeze(known.get("text", "")), []).append(task)
        return self._texts.get(squeeze(text), [])

    def _bears_out(self, row: ReturnedRow, issued: Locked, changed: list[str]) -> bool:
        """Without a text, whether at least two other locked cells are there, none differs, and no other task has the same."""
        present = [key for key in LOCKED if key != "text" and key in row.columns and issued.get(key)]
        same = [known for known in self._issued.values() if all(known.get(key) == issued[key] for key in present)]
        return len(present) >= 2 and not changed and len(same) == 1

    def _why_not(self, row: ReturnedRow, task: str) -> Reason:
        from gongkai_desk.collecting.likeness import SMALL_EDIT, likeness

        text = row.locked.get("text", "")
        named = any(likeness(text, known.get("text", "")) >= SMALL_EDIT for other, known in self._tasks.items() if other != task)
        return Reason.OTHER_TASK if named else Reason.UNLIKE
