"""Which of the forms that went out a returned table is, told by the check sums of its rows alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice

import msgspec

from gongkai_desk.collecting.columns import LOCKED
from gongkai_desk.collecting.rows import ReturnedRow, read_rows
from gongkai_desk.collecting.seal import check_sum, parse_mark, seal_of
from gongkai_desk.collecting.tables import FormTable
from gongkai_desk.collecting.text import squeeze

LOOKED_AT = 12
LEAST_FOREIGN = 3


class Seal(msgspec.Struct, frozen=True):
    """The form with whose seal rows were summed; ``sure``: at least half of those looked at, so that none was pasted in."""

    round: str
    unit: str
    sure: bool = True


class Seals:
    """The seals of all forms that a ledger has sent: ``sent`` gives round and unit of each; ``round`` is tried first.

    ``tasks`` gives the locked texts of the ledger's tasks.
    """

    def __init__(self, ledger: str, round: str, sent: Iterable[tuple[str, str]],
                 tasks: Callable[[], Mapping[str, Mapping[str, str]]]) -> None:
        self._ledger, self._round, self._tasks = ledger, round, tasks
        self._sent = sorted(sent, key=lambda form: form[0] != round)

    def of(self, table: FormTable) -> Seal | None:
        """The form that a table is, or None where no row bears a sum of any form sent. Rows may have been pasted in from another
        unit's form: the one with which most rows were summed counts."""
        rows = _summed(table)
        best, most = None, 0
        for round, unit in self._sent if rows else ():
            seal = seal_of(self._ledger, round, unit)
            count = sum(check_sum(task, row.locked, seal) == total for task, total, row in rows)
            if count > most:
                best, most = Seal(round, unit, count * 2 >= len(rows)), count
            if most * 2 > len(rows):
                break
        return best

    def is_foreign(self, table: FormTable) -> bool:
        """Whether a table bears sums, and all columns that went into them, and yet is none of the forms sent.

        Sums also fail where an office has sorted all but the hidden column, or numbered its rows anew: those are ours.
        """
        rows = _summed(table)
        whole = all(key in table.columns for key in LOCKED if key not in ("requirement", "target"))
        if len(rows) < LEAST_FOREIGN or not whole or self.of(table) is not None:
            return False
        return sum(self._is_rearranged(task, row) for task, _total, row in rows) * 2 < len(rows)

    def _is_rearranged(self, task: str, row: ReturnedRow) -> bool:
        """Whether a row's text is a task of this ledger, under another id or another number than it was sent with."""
        text = squeeze(row.locked.get("text", ""))
        known = self._tasks()
        own = known.get(task, {})
        if text and squeeze(own.get("text", "")) == text:
            return squeeze(row.locked.get("number", "")) != squeeze(own.get("number", ""))
        return bool(text) and any(squeeze(cells.get("text", "")) == text for cells in known.values())


def _summed(table: FormTable) -> list[tuple[str, str, ReturnedRow]]:
    """The first rows whose marks hold a sum."""
    if not table.has_ids:
        return []
    marked = ((parse_mark(row.mark), row) for row in read_rows(table))
    return list(islice(((mark[0], mark[1], row) for mark, row in marked if mark and mark[1]), LOOKED_AT))
