"""What travels on the pipes between door and child: length-prefixed JSON, and nothing that could own the other side.

Each travels in a frame (:mod:`frames`); a request that carries a file is followed by the file's bytes, whose number it names.
Values that JSON does not know (dates, bad cells) travel beside the rows.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import msgspec

from gongkai_desk.domain.doubt import Doubt
from gongkai_desk.domain.errors import RefusalKind, Unreadable
from gongkai_desk.domain.source import Source
from gongkai_desk.grids.grid import BadCell, Document, Grid, GridKind, Row, Span, Value, Visibility

Plain = str | int | float | bool | None
_PLAIN = frozenset((str, int, float, bool, type(None)))


class Request(msgspec.Struct, omit_defaults=True):
    """Read ``size`` bytes that follow, found at ``path``. ``task``: ``file``, or ``clipboard`` (the bytes are JSON then).

    ``skip``: sheets, other than a workbook's first, that nobody wants."""

    path: str
    size: int
    task: str = "file"
    avoid: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    seconds: float = 30.0


class Pasted(msgspec.Struct):
    """What the clipboard holds."""

    html: str | None = None
    text: str | None = None


class FilledCell(msgspec.Struct, array_like=True):
    """One cell to write, 1-based: text, which is never a formula, or a ``day`` as ISO text."""

    sheet: str | None
    row: int
    column: int
    text: str
    day: bool = False


class Filling(msgspec.Struct):
    """A workbook, and the cells to write into a copy of it."""

    file: bytes
    cells: list[FilledCell]


class WireGrid(msgspec.Struct, array_like=True, omit_defaults=True):
    """A Grid without its file name; ``special`` holds (row, column, kind, text) of values that JSON does not know."""

    sheet: str | None
    kind: str
    rows: list[tuple[int, tuple[Plain, ...]]]
    special: list[tuple[int, int, str, str]] = []
    spans: list[tuple[int, int, int, int]] = []
    visibility: str = "visible"
    shown: list[tuple[int, int, str]] = []
    hidden_rows: list[int] = []
    hidden_columns: list[int] = []
    struck: list[tuple[int, int]] = []
    comments: list[tuple[int, int, str]] = []


class Reply(msgspec.Struct, omit_defaults=True):
    """A document, or a refusal (kind, what, next step). ``doubts`` are (what, sheet, row, column, kind); ``filled`` is a
    workbook that was written, ``answer`` what a task of another room says."""

    format: str = ""
    grids: list[WireGrid] = []
    doubts: list[tuple[str, str | None, int | None, int | None, str]] = []
    modified: datetime | None = None
    refused: tuple[str, str, str] | None = None
    filled: bytes = b""
    answer: bytes | None = None
    retire: bool = False


_encoder = msgspec.json.Encoder()
_requests = msgspec.json.Decoder(Request)
_replies = msgspec.json.Decoder(Reply)


def encode(message: Request | Reply | Pasted | Filling) -> bytes:
    """A message as JSON."""
    return _encoder.encode(message)


def decode_request(data: bytes) -> Request:
    """The request in a frame. Raises msgspec.DecodeError."""
    return _requests.decode(data)


def decode_reply(data: bytes) -> Reply:
    """The reply in a frame. Raises msgspec.DecodeError: what a child says is checked before it is believed."""
    return _replies.decode(data)


def refusal(error: Unreadable) -> Reply:
    """A refusal to send."""
    return Reply(refused=(error.kind.value, error.what, error.next_step))


def pack(document: Document) -> Reply:
    """A document to send."""
    doubts = [(d.what, d.source.sheet, d.source.row, d.source.column, d.kind) for d in document.doubts]
    return Reply(document.format, [_pack_grid(grid) for grid in document.grids], doubts, document.modified)


def letters(reply: Reply) -> int:
    """How much text a reply holds, counted before it is encoded: one string may stand in many cells."""
    return sum(len(value) for grid in reply.grids for _, values in grid.rows for value in values if type(value) is str)


def _pack_grid(grid: Grid) -> WireGrid:
    rows: list[tuple[int, tuple[Plain, ...]]] = []
    special: list[tuple[int, int, str, str]] = []
    for row in grid.rows:
        values = row.values
        if not _PLAIN.issuperset(map(type, values)):
            special.extend((row.index, at, *_tag(value)) for at, value in enumerate(values, 1) if type(value) not in _PLAIN)
            values = tuple(value if type(value) in _PLAIN else None for value in values)
        rows.append((row.index, values))  # type: ignore[arg-type]
    spans = [(span.top, span.left, span.bottom, span.right) for span in grid.spans]
    return WireGrid(
        grid.sheet, grid.kind.value, rows, special, spans, grid.visibility.value,
        [(*place, text) for place, text in grid.shown.items()], sorted(grid.hidden_rows), sorted(grid.hidden_columns),
        sorted(grid.struck), [(*place, text) for place, text in grid.comments.items()])


def _tag(value: Value) -> tuple[str, str]:
    if isinstance(value, BadCell):
        return "bad", value.code
    if isinstance(value, timedelta):
        return "elapsed", repr(value.total_seconds())
    if isinstance(value, datetime):
        return "moment", value.isoformat()
    if isinstance(value, date):
        return "date", value.isoformat()
    return "time", value.isoformat() if isinstance(value, time) else str(value)


def _untag(kind: str, text: str) -> Value:
    if kind == "bad":
        return BadCell(text)
    if kind == "elapsed":
        return timedelta(seconds=float(text))
    if kind == "moment":
        return datetime.fromisoformat(text)
    return date.fromisoformat(text) if kind == "date" else time.fromisoformat(text)


def unpack(reply: Reply, path: str) -> Document:
    """The document of a reply; raises the Unreadable that it carries, with ``where`` set to ``path``."""
    if reply.refused:
        kind, what, next_step = reply.refused
        raise Unreadable(RefusalKind(kind), what, path, next_step)
    doubts = tuple(Doubt(what, Source(path, sheet, row, column), kind) for what, sheet, row, column, kind in reply.doubts)
    return Document(path, reply.format, tuple(_unpack_grid(grid, path) for grid in reply.grids), doubts, reply.modified)


def _unpack_grid(grid: WireGrid, path: str) -> Grid:
    special: dict[int, dict[int, Value]] = {}
    for row, column, kind, text in grid.special:
        special.setdefault(row, {})[column] = _untag(kind, text)
    rows = tuple([
        Row(index, _with(values, special[index]) if index in special else values) for index, values in grid.rows])
    return Grid(
        path, rows, grid.sheet, GridKind(grid.kind), tuple(Span(*span) for span in grid.spans), Visibility(grid.visibility),
        {(row, column): text for row, column, text in grid.shown}, frozenset(grid.hidden_rows), frozenset(grid.hidden_columns),
        frozenset(grid.struck), {(row, column): text for row, column, text in grid.comments})


def _with(values: tuple[Plain, ...], special: dict[int, Value]) -> tuple[Value, ...]:
    return tuple(special.get(column, value) for column, value in enumerate(values, 1))
