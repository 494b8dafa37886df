"""Cells that say: the same as above."""

from __future__ import annotations

import re

_SIGNS = frozenset("同〃″”“\"'’")
_DITTO = re.compile(r"[(（]?(?:同上|上同|同前|同左|[〃″”“\"]|''|’’|……|--|[—－/])+[)）]?")


def is_ditto(text: str) -> bool:
    """Whether a whole cell points to the one above (同上, 〃, －〃－); the reader of the table copies that."""
    text = text.strip()
    return 0 < len(text) <= 8 and not _SIGNS.isdisjoint(text) and _DITTO.fullmatch(text) is not None
