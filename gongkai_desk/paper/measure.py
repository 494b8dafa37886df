"""How text wraps and how high it stands (``tech.md`` §5): half-em units and 避头尾, no font needed.

The same breaks serve row heights, pages, continuation rows and the PDF painter, so they always agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from gongkai_desk.paper.styles import Font
from gongkai_desk.paper.typefaces import face

NO_START = frozenset("，。、；：？！）》」』】〕〉”’…—·％%,.;:?!)]}°℃〗﹞～")
NO_END = frozenset("（《「『【〔〈“‘([{〖﹝￥$")


_WATCHED = NO_START | NO_END | frozenset(map(chr, range(32, 127)))
"""Characters at which a break needs a second look."""


def width_of(text: str, narrow: float) -> float:
    """The width of a stretch in ems; ``narrow`` is that of an ASCII character. Anything beyond ASCII counts as a full em."""
    if text.isascii():
        return len(text) * narrow
    return len(text) - len(text.encode("ascii", "ignore")) * (1 - narrow)


def _word(letter: str) -> bool:
    return letter.isascii() and not letter.isspace()


def _kept_together(text: str, at: int, end: int) -> int:
    """Move a break left until no word is torn and no line begins or ends with a forbidden mark."""
    best = end
    while best > at + 1:
        if _word(text[best]) and _word(text[best - 1]):
            start = best
            while start > at and _word(text[start - 1]):
                start -= 1
            if start == at:
                return best
            best = start
        elif text[best] in NO_START or text[best - 1] in NO_END:
            best -= 1
        else:
            return best
    return end


def _full(paragraph: str, at: int, room: float, narrow: float) -> int:
    """The end of the longest stretch from ``at`` that is no wider than the room: by leaps, each of as many wide characters as
    still fit."""
    size, end, left, saved = len(paragraph), at, room + 1e-6, 1 - narrow
    while end < size:
        if left >= 1.0:
            leap = paragraph[end:end + int(left)]
            end += len(leap)
            left -= len(leap) - len(leap.encode("ascii", "ignore")) * saved
        elif left >= narrow and paragraph[end] < "\x80":
            end += 1
            left -= narrow
        else:
            break
    return max(end, at + 1)


def _ends(paragraph: str, room: float, narrow: float) -> Iterator[int]:
    """Where each line of a paragraph ends that is wider than the room."""
    size, at = len(paragraph), 0
    while True:
        end = _full(paragraph, at, room, narrow)
        if end >= size:
            yield size
            return
        if paragraph[end] in _WATCHED or paragraph[end - 1] in _WATCHED:
            end = end + 1 if paragraph[end] == " " else _kept_together(paragraph, at, end)
            if end >= size:
                yield size
                return
        yield end
        at = end


def wrap(text: str, room: float, narrow: float = 0.5) -> list[str]:
    """The lines of a text in ``room`` ems; at least one line, and at least one character a line."""
    lines: list[str] = []
    room = max(room, 1.0)
    for paragraph in text.split("\n"):
        if width_of(paragraph, narrow) <= room:
            lines.append(paragraph)
            continue
        at = 0
        for end in _ends(paragraph, room, narrow):
            lines.append(paragraph[at:end])
            at = end
    return lines


def count_lines(text: str, room: float, narrow: float = 0.5) -> int:
    """How many lines :func:`wrap` makes, without making them."""
    room = max(room, 1.0)
    if "\n" in text:
        return sum(count_lines(paragraph, room, narrow) for paragraph in text.split("\n"))
    if width_of(text, narrow) <= room:
        return 1
    return sum(1 for _ in _ends(text, room, narrow))


PAD = 4.0
"""Points lost to a cell's left and right padding (2 px each side and a margin for print)."""
TALL = 2.0
"""Points added above and below the lines of a cell."""
_SCREEN_PITCH, _INK = 1.1, 0.88
"""Excel sets lines of Chinese fonts further apart than LibreOffice prints them (their line gap, ems), and what of the first and
last line's em box is ink: with many lines the row must be higher than their own pitch asks, or Excel cuts both."""


def room_for(font: Font, points: float, indent: int = 0) -> float:
    """The ems of a font that fit side by side into a cell of that width."""
    return (points - PAD - indent * font.size * 0.75) / font.size


def lines_of(text: str, font: Font, points: float, *, wraps: bool = True, indent: int = 0) -> list[str]:
    """A cell's lines."""
    if not wraps:
        return [text.replace("\n", " ")]
    return wrap(text, room_for(font, points, indent), face(font.name).narrow)


def line_pitch(font: Font) -> float:
    """The height of one line, in points."""
    return face(font.name).pitch * font.size


def text_height(lines: int, font: Font) -> float:
    """The height that so many lines need, in points, rounded up to whole screen pixels as Excel shows heights."""
    pitch = line_pitch(font)
    spaced = ((lines - 1) * max(_SCREEN_PITCH * font.size, pitch) + _INK * font.size) + 1
    return ceil(max(lines * pitch + TALL, spaced) / 0.75) * 0.75


def lines_that_fit(height: float, font: Font) -> int:
    """How many lines a height holds."""
    lines = max(int((height - TALL) / line_pitch(font)), 1)
    while lines > 1 and text_height(lines, font) > height:
        lines -= 1
    return lines
