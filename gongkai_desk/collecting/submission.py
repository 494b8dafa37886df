"""What one file says for one unit."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongkai_desk.collecting.labels import Labels
from gongkai_desk.collecting.rows import ReturnedRow
from gongkai_desk.collecting.versions import Evidence


@dataclass
class Submission:
    """One unit's rows in one file. ``problems`` make the file's verdict ``warned``; ``set_aside``: nothing of it is used."""

    path: str
    unit: str
    evidence: Evidence
    data: bytes
    version: int | None = None
    rows: list[ReturnedRow] = field(default_factory=list)
    labels: list[Labels] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    superseded_by: str | None = None
    set_aside: bool = False
