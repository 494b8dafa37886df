"""Text that does not lie (``textRotation``): turned by degrees, or its characters one below the other (竖排)."""

from __future__ import annotations

from dataclasses import replace
from math import ceil, cos, radians, sin

from gongkai_desk.paper.canvas import Box
from gongkai_desk.paper.measure import line_pitch, lines_of, width_of
from gongkai_desk.paper.styles import Style
from gongkai_desk.paper.typefaces import face

STACKED = 255
_UPWARDS = {"top": "right", "bottom": "left"}
_DOWNWARDS = {"top": "left", "bottom": "right"}


def degrees_of(style: Style) -> int:
    """By how much a text is turned, counterclockwise: 91 to 180 stand for 1 to 90 the other way round. Stacked text is not."""
    turn = style.rotation
    return 0 if turn == STACKED else turn if turn <= 90 else 90 - turn


def stacked(text: str) -> str:
    """A text whose characters stand one below the other."""
    return "\n".join(text.replace("\n", ""))


def as_stacked(style: Style) -> Style:
    """The format of the lines that :func:`stacked` makes: in the middle, unless the cell says otherwise."""
    return replace(style, rotation=0, wrap=True, horizontal="center" if style.horizontal == "general" else style.horizontal)


def frame_of(box: Box, degrees: int) -> Box:
    """The box of a turned text before it is turned around its middle: as long as the cell has room in that direction."""
    x, y, width, height = box
    turn = radians(abs(degrees))
    long = min(width / max(cos(turn), 1e-9), height / max(sin(turn), 1e-9))
    deep = width if abs(degrees) == 90 else height
    return x + (width - long) / 2, y + (height - deep) / 2, long, deep


def as_lying(style: Style) -> Style:
    """The format of a turned text in its own frame, in which its lines lie: the cell's top and bottom are its ends there, left
    and right its upper and lower side. Text that slants lies in the middle."""
    degrees = degrees_of(style)
    if abs(degrees) != 90:
        return replace(style, rotation=0, wrap=False, horizontal="center", vertical="center")
    sides = ("top", "bottom") if degrees > 0 else ("bottom", "top")
    vertical = {"left": sides[0], "right": sides[1]}.get(style.horizontal, "center")
    ends = _UPWARDS if degrees > 0 else _DOWNWARDS
    return replace(style, rotation=0, indent=0, vertical=vertical, horizontal=ends.get(style.vertical, "center"))


def lines_high(text: str, style: Style, points: float) -> int:
    """How many lines high a text is in a cell of that width: its lines, or as many as one that stands takes."""
    if not style.rotation:
        return len(lines_of(text, style.font, points, wraps=style.wrap, indent=style.indent))
    if style.rotation == STACKED:
        return max(len(text.replace("\n", "")), 1)
    turn = radians(abs(degrees_of(style)))
    wide = max(width_of(line, face(style.font.name).narrow) for line in text.split("\n")) * style.font.size
    pitch = line_pitch(style.font)
    return max(ceil((wide * sin(turn) + pitch * cos(turn)) / pitch), 1)
