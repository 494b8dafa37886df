"""What a reader is not sure of."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai_desk.domain.source import Source


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reservation of the reader, for the clerk to look at. ``kind`` is a short English key (``repaired-text`` …)."""

    what: str
    source: Source
    kind: str = ""
