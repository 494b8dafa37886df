"""The characters of a PDF page → lines. A character belongs where its middle is, so that neighbouring cells never share one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text and where it stands."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        """Its height, at least that of small print."""
        return max(self.bottom - self.top, 6.0)


def middle(char: dict[str, Any]) -> tuple[float, float]:
    """The middle of a character."""
    return (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2


def inside(char: dict[str, Any], box: Box) -> bool:
    """Whether a character belongs into a box."""
    x, y = middle(char)
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def lines_of(chars: Iterable[dict[str, Any]]) -> list[Line]:
    """Characters gathered to lines, from top to bottom; those whose middles are level stand in one line."""
    rows: list[list[dict[str, Any]]] = []
    level = 0.0
    for char in sorted(chars, key=lambda char: middle(char)[1]):
        y = middle(char)[1]
        if rows and y - level <= 0.5 * max(char["bottom"] - char["top"], 4.0):
            rows[-1].append(char)
        else:
            rows.append([char])
            level = y
    lines = [_line(sorted(row, key=lambda char: char["x0"])) for row in rows]
    return [line for line in lines if line.text]


def _line(row: list[dict[str, Any]]) -> Line:
    text = ""
    last: dict[str, Any] | None = None
    for char in row:
        if last is not None and _is_printed_twice(last, char):
            continue
        if last is not None and char["x0"] - last["x1"] > 0.5 * (char["bottom"] - char["top"]) and not text.endswith(" "):
            text += " "
        text += char["text"]
        last = char
    kept = [char for char in row if char["text"].strip()] or row
    left, right = min(char["x0"] for char in kept), max(char["x1"] for char in kept)
    return Line(text.strip(), left, right, min(char["top"] for char in kept), max(char["bottom"] for char in kept))


def _is_printed_twice(last: dict[str, Any], char: dict[str, Any]) -> bool:
    """Some programs make bold by printing a character again, a hair beside."""
    return bool(last["text"] == char["text"] and abs(last["x0"] - char["x0"]) < 0.15 * (char["bottom"] - char["top"]))
