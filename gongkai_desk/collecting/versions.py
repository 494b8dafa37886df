"""Which of two files of one unit is the newer: by the workbook's own time, by its name, by the file's time.

Where these say nothing, or contradict each other, nobody knows, and what differs is a conflict.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

FILE_TIME_TELLS = 2.0
"""Seconds below which two file times are the same (FAT keeps two-second steps)."""
FILE_TIME_CONTRADICTS = 90.0
"""Copying a folder gives its files new times moments apart; only a wider gap speaks against workbook time and name."""


class Evidence(msgspec.Struct, frozen=True):
    """What is known of a file's age; ``mark`` and ``day`` are what its name says.

    ``own`` is False for a form whose file bears another unit's name.
    """

    modified: datetime | None = None
    mark: int = 0
    day: tuple[int, int, int] | None = None
    file_time: datetime | None = None
    own: bool = True


def _seconds(left: datetime | None, right: datetime | None) -> float:
    if left is None or right is None:
        return 0.0
    return (left.replace(tzinfo=None) - right.replace(tzinfo=None)).total_seconds()


def _sign(value: float, least: float = 0.0) -> int:
    return (value > least) - (value < -least)


def _days_apart(left: tuple[int, int, int] | None, right: tuple[int, int, int] | None) -> int:
    """How two days in names compare; without the year where one of them lacks it."""
    if left is None or right is None:
        return 0
    one, other = (left, right) if left[0] and right[0] else (left[1:], right[1:])
    return (one > other) - (one < other)


def newer(left: Evidence, right: Evidence) -> int:
    """1 where ``left`` is newer, -1 where ``right`` is, 0 where that cannot be told. A unit's own form always counts as newer."""
    if left.own != right.own:
        return 1 if left.own else -1
    by_book = _sign(_seconds(left.modified, right.modified))
    by_name = (_sign(left.mark - right.mark), _days_apart(left.day, right.day))
    apart = _seconds(left.file_time, right.file_time)
    if not by_book and not any(by_name):
        return _sign(apart, FILE_TIME_TELLS)
    signs = {sign for sign in (by_book, *by_name, _sign(apart, FILE_TIME_CONTRADICTS)) if sign}
    return signs.pop() if len(signs) == 1 else 0


def rank_key(evidence: Evidence) -> tuple[bool, float, int, tuple[int, ...], float]:
    """Sorts files from old to new by the first sign that speaks; used for display and by the rule ``newest``."""
    def moment(value: datetime | None) -> float:
        return value.replace(tzinfo=None).timestamp() if value else 0.0

    return (evidence.own, moment(evidence.modified), evidence.mark, (evidence.day or (0, 0, 0))[1:], moment(evidence.file_time))
