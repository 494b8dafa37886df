"""mht archives (网页归档, also Excel's and WPS's 单个文件网页): the HTML parts in order, everything else left alone."""

from __future__ import annotations

import email
import email.policy
from email.message import Message

from gongkai_desk.grids.grid import Document, Grid
from gongkai_desk.grids.html import read_markup
from gongkai_desk.grids.refusal import broken, incomplete
from gongkai_desk.grids.reservations import Notes
from gongkai_desk.grids.text import decode

_PARTS = 200


def read(data: bytes, path: str, avoid: frozenset[str] = frozenset()) -> Document:
    """Read a web archive. Raises Unreadable: INCOMPLETE where no HTML part is whole, FORBIDDEN, UNREADABLE."""
    message = email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n "), policy=email.policy.compat32)
    notes = Notes(path)
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    if len(pages) > _PARTS:
        raise broken("网页归档的部分过多")
    grids: list[Grid] = []
    for part in pages:
        markup = _text(part, notes)
        if "<frameset" not in markup[:20_000].lower():
            grids.extend(read_markup(markup, path, notes))
    if not pages:
        raise incomplete("网页归档里没有网页（可能未传完）")
    return Document(path, "mht", tuple(grids), notes.doubts())


def _text(part: Message, notes: Notes) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    decoded = decode(data, part.get_content_charset())
    if decoded.reservation:
        notes.say("encoding", decoded.reservation)
    return decoded.text
