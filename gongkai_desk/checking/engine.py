"""The check itself: every rule over one subject, waived findings left out, the rest in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongkai_desk.checking.placing import Places
from gongkai_desk.checking.rules import RULES
from gongkai_desk.checking.subject import Subject, subject_of
from gongkai_desk.domain import Breakdown, Finding, Roster, Severity
from gongkai_desk.ledger.snapshot import Snapshot

_GRAVITY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def check(source: Breakdown | Sequence[Breakdown] | Snapshot, *, today: date, roster: Roster | None = None,
          previous: Sequence[Breakdown] = ()) -> tuple[Finding, ...]:
    """The findings over breakdowns (checked together) or over a ledger (``contract.md`` §5).

    ``previous``: documents that are only compared with, such as last year's; documents of different years or levels within
    ``source`` are told apart by themselves. Findings that the ledger has waived are left out. In a fix a task is named by its
    id, or by its place among all tasks of ``source`` (``#1`` is the first). Order: by document, then place, then gravity.
    """
    subject = subject_of(source, today=today, roster=roster, previous=previous)
    waived = source.waivers if isinstance(source, Snapshot) else {}
    places = Places(subject)
    found: dict[str, Finding] = {}
    for rule in RULES:
        for finding in rule(subject):
            if finding.key not in waived:
                found.setdefault(finding.key, places.placed(finding))
    return tuple(sorted(found.values(), key=_order(subject)))


class _order:
    """Sorts by table, row, gravity."""

    def __init__(self, subject: Subject) -> None:
        self._place = {(table.source.file, table.source.sheet): table.index for table in reversed(subject.tables)}

    def __call__(self, finding: Finding) -> tuple[int, int, int, str]:
        source = finding.source
        place = self._place.get((source.file, source.sheet), len(self._place))
        return (place, source.row or 0, _GRAVITY[finding.severity], finding.rule)
