"""Headers and footers painted: &L &C &R, &P &N &D-like codes, fonts, sizes, pictures (&G)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gongkai_desk.paper.canvas import Canvas
from gongkai_desk.paper.drawn import fill_header
from gongkai_desk.paper.sheet import Sheet
from gongkai_desk.paper.styles import Font
from gongkai_desk.paper.template import tag

_CODE = re.compile(r'&(?:"([^"]{0,100})"|([0-9]{1,3})|K([0-9A-Fa-f]{6}|[0-9]{2}[+-][0-9]{3})|(.))', re.DOTALL)
_PLACES = {"L": "left", "C": "center", "R": "right"}


@dataclass(frozen=True)
class _Stretch:
    place: str
    text: str
    font: Font
    picture: bool = False


def _stretches(code: str, sheet: Sheet, number: int, total: int) -> Iterator[_Stretch]:
    base = Font("宋体", 10)
    font, place, at = base, "center", 0
    words = {"P": str(number), "N": str(total), "A": sheet.name, "&": "&", "F": sheet.plan.sheet.template.path.name}
    for found in [*_CODE.finditer(code), None]:
        text = code[at:found.start()] if found is not None else code[at:]
        if text:
            yield _Stretch(place, text, font)
        if found is None:
            return
        at = found.end()
        name, size, colour, letter = found.groups()
        if name is not None:
            family, _, style = name.partition(",")
            font = replace(font, name=font.name if family in ("-", "") else family, bold="加粗" in style or "Bold" in style)
        elif size is not None:
            font = replace(font, size=float(size))
        elif colour is not None:
            font = replace(font, colour=colour if len(colour) == 6 and colour[2] not in "+-" else font.colour)
        elif letter.upper() in _PLACES:
            place, font = _PLACES[letter.upper()], base
        elif letter in "BIUS":
            changed = {"B": "bold", "I": "italic", "U": "underline", "S": "strike"}[letter]
            font = replace(font, **{changed: not getattr(font, changed)})  # type: ignore[arg-type]
        elif letter == "G":
            yield _Stretch(place, "", font, True)
        elif letter in words:
            yield _Stretch(place, words[letter], font)


def _codes(sheet: Sheet, number: int) -> Iterator[tuple[bool, str, str]]:
    """The header and footer that hold for a page: (is header, VML letter, code)."""
    holder = sheet.plan.sheet.root.find(tag("headerFooter"))
    if holder is None:
        return
    kind = "odd"
    if holder.get("differentFirst") in ("1", "true") and number == sheet.geometry.setup.first_page:
        kind = "first"
    elif holder.get("differentOddEven") in ("1", "true") and number % 2 == 0:
        kind = "even"
    for name, letter in (("Header", "H"), ("Footer", "F")):
        text = holder.findtext(tag(kind + name))
        if text:
            yield name == "Header", letter, fill_header(text, sheet.filling.scalars)


def paint_headers(canvas: Canvas, sheet: Sheet, number: int, total: int) -> None:
    """Paint a page's header and footer."""
    from gongkai_desk.paper.paint_pictures import header_pictures

    setup = sheet.geometry.setup
    pictures = header_pictures(sheet)
    for is_header, letter, code in _codes(sheet, number):
        groups: dict[str, list[_Stretch]] = {}
        for stretch in _stretches(code, sheet, number, total):
            groups.setdefault(stretch.place, []).append(stretch)
        for place, stretches in groups.items():
            lines = _lines(stretches)
            heights = [max((canvas.pitch(part.font) for part in line), default=0.0) for line in lines]
            y = setup.header if is_header else setup.height - setup.footer - sum(heights)
            for line, height in zip(lines, heights, strict=True):
                _line(canvas, line, place, y, setup.left, setup.width - setup.left - setup.right)
                y += height
            picture = pictures.get(place[0].upper() + letter)
            if picture is not None and any(part.picture for part in stretches):
                image, width, tall = picture
                room = setup.width - setup.left - setup.right - width
                left = setup.left + (room if place == "right" else room / 2 if place == "center" else 0)
                top = setup.header if is_header else setup.height - setup.footer - tall
                canvas.image((left, top, width, tall), image)


def _lines(stretches: list[_Stretch]) -> list[list[_Stretch]]:
    lines: list[list[_Stretch]] = [[]]
    for stretch in stretches:
        for at, text in enumerate(stretch.text.split("\n")):
            if at:
                lines.append([])
            if text:
                lines[-1].append(replace(stretch, text=text))
    return lines


def _line(canvas: Canvas, line: list[_Stretch], place: str, y: float, left: float, room: float) -> None:
    widths = [canvas.width(part.text, part.font) for part in line]
    total = sum(widths)
    x = left + (room - total if place == "right" else (room - total) / 2 if place == "center" else 0)
    for part, width in zip(line, widths, strict=True):
        canvas.text(part.text, part.font, x, y, width + 1, "left", squeeze=False)
        x += width
