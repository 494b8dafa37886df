"""expat as this package uses it: no document types, nothing fetched, and one error for everything that is no XML."""

from __future__ import annotations

from collections.abc import Iterable
from xml.parsers import expat

from gongkai_desk.grids.refusal import broken, forbidden


def new_parser() -> expat.XMLParserType:
    """An expat parser that refuses document types, so nothing is ever fetched or multiplied."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise forbidden()

    parser.StartDoctypeDeclHandler = refuse
    return parser


def feed(parser: expat.XMLParserType, chunks: Iterable[bytes]) -> None:
    """Parse XML given in pieces. Raises Unreadable(UNREADABLE), also for an unknown encoding, and whatever the pieces raise."""
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise broken() from error
