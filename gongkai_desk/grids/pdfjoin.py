"""Pieces of PDF pages joined over page breaks: a table goes on where the next page begins with the same columns."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai_desk.grids.pdfpage import Piece, ProsePiece, TablePiece, glue

_CLOSE = 4.0
_ENDS = "。；;！!？?"


def join_pieces(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces with what belongs together joined; a header row repeated on the next page is dropped."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if isinstance(piece, TablePiece) and isinstance(last, TablePiece) and _goes_on(last, piece):
            _append(last, piece)
        elif isinstance(piece, ProsePiece) and isinstance(last, ProsePiece) and last.open_end and last.page < piece.page:
            last.text = glue(last.text, piece.text)
            last.open_end, last.page = piece.open_end, piece.page
        else:
            joined.append(piece)
    return joined


def _goes_on(last: TablePiece, piece: TablePiece) -> bool:
    """The same outer lines, and one has all the column lines of the other (a page may hold only merged cells)."""
    page = last.joined[-1] if last.joined else last.page
    if piece.page != page + 1 or not (last.at_bottom and piece.at_top):
        return False
    if not (_has(last.edges[:1], piece.edges[0]) and _has(last.edges[-1:], piece.edges[-1])):
        return False
    few, many = sorted((last.edges, piece.edges), key=len)
    return len(few) > 1 and all(_has(many, edge) for edge in few)


def _has(edges: list[float], edge: float) -> bool:
    return any(abs(edge - other) < _CLOSE for other in edges)


def _refine(piece: TablePiece, edges: list[float]) -> None:
    """Give a piece the finer column lines of its other part."""
    if len(edges) <= len(piece.edges):
        return
    places = [min(range(len(edges)), key=lambda at: abs(edges[at] - edge)) for edge in piece.edges]
    old, piece.cells = piece.cells, {}
    for (row, column), (bottom, right, text) in old.items():
        piece.cells[row, places[column]] = (bottom, places[right + 1] - 1, text)
    piece.edges = edges


def _append(last: TablePiece, piece: TablePiece) -> None:
    _refine(last, piece.edges)
    _refine(piece, last.edges)
    skip = _repeated_header(last, piece)
    torn = _is_torn(last, piece, skip)
    shift = last.height - skip
    if torn:
        _mend(last, piece, skip)
        skip, shift = skip + 1, shift - 1
    for (row, column), (bottom, right, text) in piece.cells.items():
        if row >= skip:
            last.cells[row + shift, column] = (bottom + shift, right, text)
    last.height = piece.height + shift
    last.joined.append(piece.page)
    last.at_bottom = piece.at_bottom


def _repeated_header(last: TablePiece, piece: TablePiece) -> int:
    """How many rows at the top of ``piece`` repeat the first rows of the table (its title row may be missing there)."""
    for offset in range(min(3, last.height)):
        rows = 0
        while rows < min(4, piece.height, last.height - offset) and _row(last, offset + rows) == _row(piece, rows) != []:
            rows += 1
        if rows:
            return rows
    return 0


def _row(piece: TablePiece, index: int) -> list[tuple[int, str]]:
    return sorted((column, text) for (row, column), (_, _, text) in piece.cells.items() if row == index)


def _is_torn(last: TablePiece, piece: TablePiece, skip: int) -> bool:
    """Whether the first row behind the break is the rest of the last one: it has no number, and that ends in mid-sentence."""
    if skip >= piece.height or not last.height:
        return False
    before, after = dict(_row(last, last.height - 1)), dict(_row(piece, skip))
    texts = {column: text for column, text in after.items() if text}
    if after.get(0) or not before.get(0) or not texts or any(piece.cells[skip, column][0] > skip for column in after):
        return False
    return all(before.get(column) for column in texts) and any(before[column][-1] not in _ENDS for column in texts)


def _mend(last: TablePiece, piece: TablePiece, skip: int) -> None:
    for column, text in _row(piece, skip):
        place = (last.height - 1, column)
        if text and place in last.cells:
            bottom, right, before = last.cells[place]
            last.cells[place] = (bottom, right, glue(before, text))
    last.mended += 1
