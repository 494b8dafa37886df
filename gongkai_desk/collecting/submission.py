"""What one file says for one unit."""

from __future__ import annotations

import msgspec

from gongkai_desk.collecting.labels import Labels
from gongkai_desk.collecting.rows import ReturnedRow
from gongkai_desk.collecting.versions import Evidence


class Submission(msgspec.Struct):
    """One unit's rows in one file. ``problems`` make the file's verdict ``warned``; ``set_aside``: nothing of it is used."""

    path: str
    unit: str
    evidence: Evidence
    data: bytes
    version: int | None = None
    rows: list[ReturnedRow] = msgspec.field(default_factory=list)
    labels: list[Labels] = msgspec.field(default_factory=list)
    problems: list[str] = msgspec.field(default_factory=list)
    superseded_by: str | None = None
    set_aside: bool = False
