"""A form as data: what is asked of one unit in one round."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from gongkai_desk.collecting.columns import Column, chosen


class FormRow(msgspec.Struct, frozen=True):
    """One task in a form: the locked cells' texts and what the unit has already reported, by column key."""

    task: str
    locked: Mapping[str, str]
    answers: Mapping[str, str] = msgspec.field(default_factory=dict)


class FormSheet(msgspec.Struct, frozen=True):
    """Everything that stands in one form workbook.

    ``head`` holds filler, phone and reviewer where they were reported before; ``first_day`` and ``last_day`` limit what the
    date column takes; ``due`` is the day by which the form is expected, or None. ``marks`` are the reasons for which rows go
    back (退回), by task; ``suffix`` tells such a file's name from the first one's.
    """

    ledger: str
    title: str
    unit: str
    round: str
    version: int
    rows: tuple[FormRow, ...]
    head: Mapping[str, str] = msgspec.field(default_factory=dict)
    due: date | None = None
    first_day: date | None = None
    last_day: date | None = None
    requirement: bool = False
    marks: Mapping[str, str] = msgspec.field(default_factory=dict)
    suffix: str = ""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns this form shows."""
        target = any(row.locked.get("target") for row in self.rows)
        return chosen(self.requirement, target)

    @property
    def file_name(self) -> str:
        """``<报送期>_<单位>_填报表.xlsx`` with signs that no file system takes replaced."""
        return f"{safe_name(self.round)}_{safe_name(self.unit)}_填报表{self.suffix}.xlsx"


_ILLEGAL = str.maketrans(dict.fromkeys('\\/:*?"<>|' + "".join(map(chr, range(32))), "_"))


def safe_name(text: str) -> str:
    """A text as part of a file's name on Windows and Linux; at most 60 characters."""
    return text.translate(_ILLEGAL).strip(" .")[:60] or "_"
