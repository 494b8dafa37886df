"""One PDF page → its pieces from top to bottom: paragraphs, and tables with their merged cells."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Any

from gongkai_desk.grids.grid import Row, Span
from gongkai_desk.grids.pdfchars import Box, Line, inside, lines_of, middle

_CLOSE = 3.0
_PAGE_NUMBER = re.compile(r"[-—–\s第]*\d{1,4}[-—–\s页]*(?:共\s*\d+\s*页)?|[-—–]\s*[ivxIVX\d]+\s*[-—–]")
_CLUSTER = re.compile(r"[(（〔“‘《【\[]*.(?:[“‘][\u3400-\u9fff]|[^\u3400-\u9fff\s]){0,8}")  # what typesetters do not part
_OPENS = re.compile(
    r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.、．]|第[一二三四五六七八九十]+[章条节]|附件|抄送"
    r"|(?:19|20)\d\d年\d{1,2}月\d{1,2}日\s*\Z)")
_FEWEST_FULL = 3
_TITLE_SIZE = 1.2


@dataclass(slots=True)
class ProsePiece:
    """A paragraph; ``open_end`` where its last line is full, so that it may go on."""

    text: str
    page: int
    open_end: bool = False


@dataclass(slots=True)
class TablePiece:
    """A table: ``cells`` (row, column) from 0 -> (bottom, right, text); ``edges`` the x of its column
    lines, ``mended`` counts rows torn by a page break and put together again."""

    page: int
    edges: list[float]
    cells: dict[tuple[int, int], tuple[int, int, str]]
    height: int
    at_top: bool = False
    at_bottom: bool = False
    joined: list[int] = field(default_factory=list)
    mended: int = 0

    def rows(self) -> tuple[Row, ...]:
        """The rows of a Grid."""
        lines: dict[int, dict[int, str]] = {}
        for (row, column), (_, _, text) in self.cells.items():
            if text:
                lines.setdefault(row, {})[column] = text
        full = ((row, [line.get(column) for column in range(max(line) + 1)]) for row, line in sorted(lines.items()))
        return tuple(Row(row + 1, tuple(values)) for row, values in full)

    def spans(self) -> tuple[Span, ...]:
        """Its merged cells."""
        return tuple(
            Span(row + 1, column + 1, bottom + 1, right + 1)
            for (row, column), (bottom, right, _) in sorted(self.cells.items()) if bottom > row or right > column)


Piece = ProsePiece | TablePiece


def read_page(page: Any, number: int) -> list[Piece]:
    """The pieces of one page."""
    tables = sorted((table for table in page.find_tables() if len(table.cells) > 1), key=lambda table: table.bbox[1])
    tables = [table for at, table in enumerate(tables) if not any(_within(table.bbox, other.bbox) for other in tables[:at])]
    loose = [char for char in page.chars if not any(inside(char, table.bbox) for table in tables)]
    lines = [line for line in lines_of(loose) if not _is_margin(line, page)]
    pieces: list[Piece] = []
    for at, table in enumerate(tables):
        above = [line for line in lines if line.bottom <= table.bbox[1] + _CLOSE]
        lines = lines[len(above):]
        pieces.extend(paragraphs_of(above, page, number))
        piece = _table(page, table, number)
        piece.at_top, piece.at_bottom = not pieces, not lines and at == len(tables) - 1
        pieces.append(piece)
    pieces.extend(paragraphs_of(lines, page, number))
    return pieces


def _within(box: Box, other: Box) -> bool:
    return box[0] >= other[0] - 1 and box[1] >= other[1] - 1 and box[2] <= other[2] + 1 and box[3] <= other[3] + 1


def _is_margin(line: Line, page: Any) -> bool:
    """Page numbers in the margins."""
    outside = line.top > page.height * 0.92 or line.bottom < page.height * 0.06
    return outside and bool(_PAGE_NUMBER.fullmatch(line.text))


def paragraphs_of(lines: list[Line], page: Any, number: int) -> list[ProsePiece]:
    """Lines joined to paragraphs: one goes on while its line is full and the next is not indented."""
    right = _margin(lines, page)
    usual = sorted(line.size for line in lines)[len(lines) // 2] if lines else 0.0
    left = min((line.x0 for line in lines), default=0)
    found: list[ProsePiece] = []
    last = Line("", 0, 0, 0, 0)
    for line in lines:
        full = line.x1 > right - 1.6 * line.size and right > page.width * 0.6
        before = found[-1] if found else None
        wraps = before is not None and right > page.width * 0.6 and _wraps(last, line, right) and line.x0 < left + 0.8 * line.size
        if before is not None and (wraps or _are_title(last, line, usual)):
            before.text = glue(before.text, line.text)
            before.open_end = full
        else:
            found.append(ProsePiece(line.text, number, full))
        last = line
    return found


def _are_title(line: Line, after: Line, usual: float) -> bool:
    """Whether two lines are one title: of one size, larger than the text, close together."""
    large = min(line.size, after.size) > _TITLE_SIZE * usual and abs(line.size - after.size) < 0.5
    return large and after.top - line.bottom < after.size and line.bottom <= after.bottom and not _OPENS.match(after.text)


def _margin(lines: list[Line], page: Any) -> float:
    """Where the text's lines end; no line reaches it on a page of short lines, whose longest ends far from the margin."""
    right = max((line.x1 for line in lines), default=0.0)
    left = min((line.x0 for line in lines), default=0.0)
    longest = [line for line in lines if line.x1 > right - 1.6 * line.size]
    far = bool(longest) and right < page.width - left - 4 * longest[0].size
    return float(page.width) if far and len(longest) < _FEWEST_FULL else right


def _wraps(line: Line, after: Line, right: float) -> bool:
    """Whether a line ended because what follows did not fit, and not because a paragraph did."""
    if _OPENS.match(after.text):
        return False
    cluster = _CLUSTER.match(after.text)
    need = sum(0.55 if sign < "\u2000" else 1.0 for sign in cluster[0]) if cluster else 1.0
    return line.x1 + (need + 0.6) * line.size > right


def glue(before: str, after: str) -> str:
    """Two lines of one paragraph; a blank stays between two Latin words."""
    last, first = before[-1:], after[:1]
    latin = last.isascii() and last.isalnum() and first.isascii() and first.isalnum()
    return f"{before} {after}" if latin else before + after


def _table(page: Any, table: Any, number: int) -> TablePiece:
    xs = _edges([cell[0] for cell in table.cells] + [cell[2] for cell in table.cells])
    ys = _edges([cell[1] for cell in table.cells] + [cell[3] for cell in table.cells])
    chars = _by_cell(page.chars, table.cells)
    cells: dict[tuple[int, int], tuple[int, int, str]] = {}
    for box in table.cells:
        left, right = _nearest(xs, box[0]), max(_nearest(xs, box[2]) - 1, 0)
        top, bottom = _nearest(ys, box[1]), max(_nearest(ys, box[3]) - 1, 0)
        cells[top, left] = (bottom, right, _cell_text(lines_of(chars.get(box, ())), box))
    return TablePiece(number, xs, cells, len(ys) - 1)


def _by_cell(chars: list[dict[str, Any]], boxes: list[Box]) -> dict[Box, list[dict[str, Any]]]:
    """Every character in its cell; cells are looked for among those that begin above it."""
    ordered = sorted(boxes, key=lambda box: box[1])
    tops = [box[1] for box in ordered]
    deepest = max((box[3] - box[1] for box in boxes), default=0)
    found: dict[Box, list[dict[str, Any]]] = {}
    for char in chars:
        y = middle(char)[1]
        for box in ordered[bisect_left(tops, y - deepest - 1):bisect_right(tops, y)]:
            if inside(char, box):
                found.setdefault(box, []).append(char)
                break
    return found


def _edges(values: list[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _CLOSE:
            edges.append(value)
    return edges


def _nearest(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - value))


def _cell_text(lines: list[Line], box: Box) -> str:
    """A cell's text; lines that fill the cell wrap, shorter ones end."""
    text = ""
    for at, line in enumerate(lines):
        if at and _wraps(lines[at - 1], line, box[2]):
            text = glue(text, line.text)
        else:
            text += f"\n{line.text}" if text else line.text
    return text
