"""The text of boxes and figures drawn over a sheet: no cell holds it, so it is named and not read.

Source of the rules: ECMA-376 part 1, 20.5 (SpreadsheetDrawingML); ``faults.md``: nothing is left out silently.
"""

from __future__ import annotations

from collections.abc import Sequence

from gongkai_desk.domain.errors import Unreadable
from gongkai_desk.grids.markup import feed, new_parser
from gongkai_desk.grids.package import Package
from gongkai_desk.grids.reservations import Notes
from gongkai_desk.grids.workbook import relations

_LIMIT = 32 << 20
_SHOWN = 40  # characters, enough to find the box


def drawn_lines(package: Package, sheet_part: str) -> list[str]:
    """The lines in what an xlsx sheet has drawn over it, in the drawing's order; none where the drawing is damaged or huge."""
    if not any("drawing" in name for name in package.names):
        return []
    for kind, part in relations(package, sheet_part).values():
        if kind == "drawing" and part in package and package.size(part) <= _LIMIT:
            return _lines(package.read(part, _LIMIT))
    return []


def note_drawn(notes: Notes, sheet: str, lines: Sequence[str]) -> None:
    """Say that a sheet has ``lines`` drawn over it, where there are any."""
    if lines:
        what = f"工作表“{sheet}”上有文本框或图形，里面的文字没有并入表格（“{' '.join(lines)[:_SHOWN]}”），请核对"
        notes.say("shapes", what, sheet)


def _lines(xml: bytes) -> list[str]:
    found: list[str] = []
    inside: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        inside.append(name.rpartition(":")[2])
        if inside[-1] == "p" and "txBody" in inside:
            found.append("")

    def end(_: str) -> None:
        inside.pop()

    def text(data: str) -> None:
        # a slicer's Fallback tells people with an old Excel that they cannot see it
        if found and inside[-1] == "t" and "txBody" in inside and "Fallback" not in inside:
            found[-1] += data

    parser = new_parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    try:
        feed(parser, (xml,))
    except Unreadable:
        return []
    return [line.strip() for line in found if line.strip()]
