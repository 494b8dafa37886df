"""Pieces of PDF pages joined over page breaks: a table goes on where the next page begins with the same columns."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai_desk.grids.pdfpage import Piece, ProsePiece, TablePiece, glue

_CLOSE = 4.0


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
    page = last.joined[-1] if last.joined else last.page
    same = len(last.edges) == len(piece.edges) and all(abs(a - b) < _CLOSE for a, b in zip(last.edges, piece.edges, strict=True))
    return same and piece.page == page + 1 and last.at_bottom and piece.at_top


def _append(last: TablePiece, piece: TablePiece) -> None:
    skip = _repeated_header(last, piece)
    shift = last.height - skip
    for (row, column), (bottom, right, text) in piece.cells.items():
        if row >= skip:
            last.cells[row + shift, column] = (bottom + shift, right, text)
    last.height += piece.height - skip
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
