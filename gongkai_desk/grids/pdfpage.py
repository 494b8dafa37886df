"""One PDF page → its pieces from top to bottom: paragraphs, and tables with their merged cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from gongkai_desk.grids.grid import Row, Span

_CLOSE = 3.0
_PAGE_NUMBER = re.compile(r"[-—–\s第]*\d{1,4}[-—–\s页]*(?:共\s*\d+\s*页)?|[-—–]\s*[ivxIVX\d]+\s*[-—–]")
_OPENS = re.compile(
    r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.、．]|第[一二三四五六七八九十]+[章条节]|附件|抄送)")


@dataclass(slots=True)
class ProsePiece:
    """A paragraph; ``open_end`` where its last line is full, so that it may go on."""

    text: str
    page: int
    open_end: bool = False


@dataclass(slots=True)
class TablePiece:
    """A table: ``cells`` (row, column) from 0 -> (bottom, right, text); ``edges`` the x of its column lines."""

    page: int
    edges: list[float]
    cells: dict[tuple[int, int], tuple[int, int, str]]
    height: int
    at_top: bool = False
    at_bottom: bool = False
    joined: list[int] = field(default_factory=list)

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
    boxes = [table.bbox for table in tables]
    lines = [line for line in _lines(page) if not any(_inside(line, box) for box in boxes)]
    lines = [line for line in lines if not _is_margin(line, page)]
    pieces: list[tuple[float, Piece]] = []
    above: list[dict[str, Any]] = []
    for table in tables:
        above = [line for line in lines if line["bottom"] <= table.bbox[1] + _CLOSE]
        lines = lines[len(above):]
        pieces.extend((line_top, piece) for line_top, piece in _paragraphs(above, page, number))
        piece = _table(page, table, number)
        piece.at_top, piece.at_bottom = not pieces, not lines and table is tables[-1]
        pieces.append((table.bbox[1], piece))
    pieces.extend(_paragraphs(lines, page, number))
    return [piece for _, piece in pieces]


def _lines(page: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.extract_text_lines(return_chars=False, keep_blank_chars=False)
    return sorted(found, key=lambda line: line["top"])


def _inside(line: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    middle = (line["top"] + line["bottom"]) / 2
    return bool(box[1] - 1 <= middle <= box[3] + 1 and line["x1"] > box[0] and line["x0"] < box[2])


def _is_margin(line: dict[str, Any], page: Any) -> bool:
    """Page numbers in the margins."""
    low, high = page.height * 0.06, page.height * 0.94
    return (line["top"] > high or line["bottom"] < low) and bool(_PAGE_NUMBER.fullmatch(line["text"].strip()))


def _paragraphs(lines: list[dict[str, Any]], page: Any, number: int) -> list[tuple[float, ProsePiece]]:
    """Lines joined to paragraphs: one goes on while its line is full and the next is not indented."""
    if not lines:
        return []
    right = max(line["x1"] for line in lines)
    left = min(line["x0"] for line in lines)
    found: list[tuple[float, ProsePiece]] = []
    for line in lines:
        text = line["text"].strip()
        size = max(line["bottom"] - line["top"], 6.0)
        full = line["x1"] > right - 1.6 * size and right > page.width * 0.6
        before = found[-1][1] if found else None
        if before is not None and before.open_end and line["x0"] < left + 0.8 * size and not _OPENS.match(text):
            before.text = glue(before.text, text)
            before.open_end = full
        else:
            found.append((line["top"], ProsePiece(text, number, full)))
    return found


def glue(before: str, after: str) -> str:
    """Two lines of one paragraph; a blank stays between two Latin words."""
    last, first = before[-1:], after[:1]
    latin = last.isascii() and last.isalnum() and first.isascii() and first.isalnum()
    return f"{before} {after}" if latin else before + after


def _table(page: Any, table: Any, number: int) -> TablePiece:
    xs = _edges([cell[0] for cell in table.cells] + [cell[2] for cell in table.cells])
    ys = _edges([cell[1] for cell in table.cells] + [cell[3] for cell in table.cells])
    cells: dict[tuple[int, int], tuple[int, int, str]] = {}
    for box in table.cells:
        left, right = _nearest(xs, box[0]), max(_nearest(xs, box[2]) - 1, 0)
        top, bottom = _nearest(ys, box[1]), max(_nearest(ys, box[3]) - 1, 0)
        cells[top, left] = (bottom, right, _cell_text(page, box))
    return TablePiece(number, xs, cells, len(ys) - 1)


def _edges(values: list[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _CLOSE:
            edges.append(value)
    return edges


def _nearest(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - value))


def _cell_text(page: Any, box: tuple[float, float, float, float]) -> str:
    """A cell's text; lines that fill the cell wrap, shorter ones end."""
    crop = page.crop(box, strict=False)
    lines = _lines(crop)
    text = ""
    for at, line in enumerate(lines):
        word = line["text"].strip()
        size = max(line["bottom"] - line["top"], 6.0)
        wraps = at > 0 and lines[at - 1]["x1"] > box[2] - 1.7 * size
        text = word if not text else glue(text, word) if wraps and not _OPENS.match(word) else f"{text}\n{word}"
    return text
