"""Bytes → :class:`Grid`, one file per format, and the door to the reader child that runs them.

The names below are the room's public ones; each is imported when first used: the child and the command line must start fast.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai_desk.grids.door import Reader as Reader
    from gongkai_desk.grids.gathering import Blob as Blob
    from gongkai_desk.grids.gathering import Found as Found
    from gongkai_desk.grids.gathering import Ignored as Ignored
    from gongkai_desk.grids.gathering import gather as gather
    from gongkai_desk.grids.gathering import load as load
    from gongkai_desk.grids.grid import BadCell as BadCell
    from gongkai_desk.grids.grid import Document as Document
    from gongkai_desk.grids.grid import Grid as Grid
    from gongkai_desk.grids.grid import GridKind as GridKind
    from gongkai_desk.grids.grid import Row as Row
    from gongkai_desk.grids.grid import Span as Span
    from gongkai_desk.grids.grid import Value as Value
    from gongkai_desk.grids.grid import Visibility as Visibility
    from gongkai_desk.grids.grid import plain_text as plain_text
    from gongkai_desk.grids.sniffing import Format as Format
    from gongkai_desk.grids.sniffing import sniff as sniff

_HOMES = {
    "Reader": "door", "Blob": "gathering", "Found": "gathering", "Ignored": "gathering", "gather": "gathering",
    "load": "gathering", "BadCell": "grid", "Document": "grid", "Grid": "grid", "GridKind": "grid", "Row": "grid",
    "Span": "grid", "Value": "grid", "Visibility": "grid", "plain_text": "grid", "Format": "sniffing", "sniff": "sniffing",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"gongkai_desk.grids.{home}"), name)
