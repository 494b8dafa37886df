"""Bytes → :class:`Grid`, one file per format, and the door to the reader child that runs them.

The names below are the room's public ones; each is imported when first used: the child and the command line must start fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_desk.lazy import loader

if TYPE_CHECKING:
    from gongkai_desk.grids.door import Reader
    from gongkai_desk.grids.gathering import Blob, Found, Ignored, gather, load
    from gongkai_desk.grids.grid import BadCell, Document, Grid, GridKind, Row, Span, Value, Visibility, plain_text
    from gongkai_desk.grids.sniffing import Format, sniff

__getattr__ = loader(__name__, {
    "door": "Reader",
    "gathering": "Blob Found Ignored gather load",
    "grid": "BadCell Document Grid GridKind Row Span Value Visibility plain_text",
    "sniffing": "Format sniff",
})

__all__ = [
    "BadCell", "Blob", "Document", "Format", "Found", "Grid", "GridKind", "Ignored", "Reader", "Row", "Span", "Value",
    "Visibility", "gather", "load", "plain_text", "sniff",
]
