"""What the ledger remembers beyond its present values; asked only where a returned value differs from the ledger's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from gongkai_desk.collecting.ground import Ground
from gongkai_desk.collecting.names import version_day, version_mark
from gongkai_desk.collecting.versions import Evidence, rank_key
from gongkai_desk.domain import Source, Unreadable

if TYPE_CHECKING:
    from gongkai_desk.grids import Reader
    from gongkai_desk.ledger import KeptFile, Ledger


class Memory:
    """Earlier values, earlier forms and their age."""

    def __init__(self, ledger: Ledger, ground: Ground, reader: Reader) -> None:
        self._ledger, self._ground, self._reader = ledger, ground, reader
        self._modified: dict[str, datetime | None] = {}

    def history(self, task: str, unit: str, field: str) -> Sequence[str]:
        """Every value the field has had in this round that came from a form."""
        from gongkai_desk.ledger import report_key

        entries = self._ledger.trace("report", report_key(task, unit, self._ground.round), field)
        return [str(entry.new) for entry in entries if entry.new is not None and self._ground.is_earlier_form(entry.source, unit)]

    def set_after(self, task: str, unit: str, field: str, moments: Iterable[datetime]) -> bool:
        """Whether the ledger's value was set later than all these moments."""
        from gongkai_desk.ledger import report_key

        entries = self._ledger.trace("report", report_key(task, unit, self._ground.round), field)
        latest = max((_plain(moment) for moment in moments), default=None)
        return bool(entries) and latest is not None and _plain(entries[0].at) > latest

    def has_own_form(self, unit: str) -> bool:
        """Whether the unit's own form (its file bears no other unit's name) has been merged in this round."""
        return any(self._names_own(one, unit) for one in self._forms(unit))

    def age(self, source: Source, unit: str) -> Evidence | None:
        """The age of the kept form from which a value came; of several that lay at the same place, the newest one's."""
        ages = [Evidence(self._saved(one), version_mark(source.file), version_day(source.file), None, self._names_own(one, unit))
                for one in self._forms(unit) if one.name == source.file]
        return max(ages, key=rank_key, default=None)

    def _forms(self, unit: str) -> list[KeptFile]:
        """The unit's kept forms; a workbook of several units counts where anything of this one came from it."""
        return [one for one in self._ground.snapshot.documents if one.role == "submission" and one.round == self._ground.round
                and (one.unit == unit or (one.unit is None and (one.name, unit) in self._ground.sources))]

    def _names_own(self, kept: KeptFile, unit: str) -> bool:
        from gongkai_desk.collecting.names import stem

        return self._ground.names.filed(stem(kept.name)) in (None, unit)

    def _saved(self, kept: KeptFile) -> datetime | None:
        """The workbook's own time of last change, read from the kept original behind the door."""
        if kept.sha not in self._modified:
            from gongkai_desk.grids import Blob

            try:
                document = self._reader.read(Blob(kept.name, self._ledger.original(kept.sha), None))
                self._modified[kept.sha] = document.modified
            except Unreadable:
                self._modified[kept.sha] = None
        return self._modified[kept.sha]


def _plain(moment: datetime) -> datetime:
    """A moment as local time without a zone, so that workbook times (UTC) and the log's compare."""
    return moment.astimezone().replace(tzinfo=None) if moment.tzinfo is not None else moment


