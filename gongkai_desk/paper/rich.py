"""Text in several fonts: what its runs look like, and how they are dealt out to the lines of a cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from lxml import etree

from gongkai_desk.paper.styles import Font, Style
from gongkai_desk.paper.template import Cell, Template
from gongkai_desk.paper.texts import MAIN

Stretch = tuple[Font, str]
"""Text in one font."""


@lru_cache(maxsize=512)
def _parsed(properties: str) -> etree._Element:
    return etree.fromstring(f'<r xmlns="{MAIN}">{properties}</r>')[0]


def run_font(template: Template, properties: str, own: Font) -> Font:
    """The font of a run; ``own`` is the cell's, which runs without properties have."""
    return template.styles.font(_parsed(properties)) if properties else own


def is_rich(cell: Cell) -> bool:
    """Whether a cell's text has fonts of its own."""
    return any(run.properties for run in cell.runs)


def measured(template: Template, cell: Cell) -> Style:
    """A cell's format for measuring and breaking lines: with the size of its largest run."""
    style = template.styles[cell.style]
    if not is_rich(cell):
        return style
    size = max(run_font(template, run.properties, style.font).size for run in cell.runs)
    return replace(style, font=replace(style.font, size=max(size, 1.0)))


def dealt(stretches: Sequence[Stretch], lines: Sequence[str]) -> Iterator[list[Stretch]]:
    """The stretches of each line, whose texts make up the whole, line ends aside."""
    rest = [(font, text) for font, text in stretches if text]
    for line in lines:
        found: list[Stretch] = []
        wanted = len(line)
        while wanted and rest:
            font, text = rest[0]
            part = text[:wanted]
            found.append((font, part.replace("\n", " ")))
            wanted -= len(part)
            rest[0] = (font, text[len(part):])
            if not rest[0][1]:
                rest.pop(0)
        if rest and rest[0][1].startswith("\n"):
            rest[0] = (rest[0][0], rest[0][1][1:])
            if not rest[0][1]:
                rest.pop(0)
        yield found
