"""A filled Word paper made ready to be looked at: its text and tables with their fonts and alignment, as simple HTML.

It runs in the reader child, as filling does. It is for the eye: Word and WPS break lines and pages by their own rules, so a
preview of this says that it is one.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

import msgspec

from gongkai_desk.domain import TemplateFault
from gongkai_desk.exporting.entrance import Answer

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FINE = 4
"""Lengths in the HTML are quarters of a point: it knows whole pixels only."""
TWIPS = 20
MOST_ROWS = 150
"""Some seven pages: laying out more would hold the window up."""
A4, MARGIN = (595.3, 841.9), 72.0
_SIGNS = {"cr": "<br>", "tab": "&nbsp;" * 4, "noBreakHyphen": "-", "drawing": "〔图〕", "pict": "〔图〕"}
_ALIGN = {"center": "center", "right": "right", "end": "right", "both": "justify", "distribute": "justify"}
_OFF = ("0", "false", "none", "nil")


class WordSheet(msgspec.Struct):
    """``width``, ``height`` and ``margins`` (left, top, right, bottom) in points; ``left_out``: table rows beyond MOST_ROWS."""

    width: float
    height: float
    margins: tuple[float, float, float, float]
    html: str
    left_out: int = 0


def show(message: bytes) -> bytes:
    """The :class:`WordSheet` of a document; sent as name, line break, bytes. An encoded :class:`Answer`."""
    name, _, data = message.partition(b"\n")
    try:
        return msgspec.json.encode(Answer(data=msgspec.json.encode(sheet_of(name.decode("utf-8", "replace"), data))))
    except TemplateFault as fault:
        return msgspec.json.encode(Answer.of_fault(fault))


def sheet_of(name: str, data: bytes) -> WordSheet:
    """The first section's paper and the whole body as HTML. Raises TemplateFault where this is no Word document."""
    from docx import Document

    try:
        document = Document(io.BytesIO(data))
        section = document.sections[0]
        sides = (section.left_margin, section.top_margin, section.right_margin, section.bottom_margin)
        left, top, right, bottom = (_points(each, MARGIN) for each in sides)
        writer = _Writer(_Styles(document.styles.element))
        html = "".join(writer.blocks(document.element.body))
        width, height = _points(section.page_width, A4[0]), _points(section.page_height, A4[1])
        return WordSheet(width, height, (left, top, right, bottom), html, writer.left_out)
    except Exception as error:  # python-docx raises whatever its parts raise
        raise TemplateFault("这份Word文书不能预览", name, "请导出后用Word或WPS打开查看") from error


def _points(length: Any, default: float) -> float:
    return float(length.pt) if length is not None else default


class _Styles:
    """What a paragraph or run inherits: its styles, outermost last, then the document's defaults."""

    def __init__(self, element: Any) -> None:
        self._by_id = {style.get(f"{W}styleId"): style for style in element.iterfind(f"{W}style")}
        self._defaults = element.find(f"{W}docDefaults")
        self._plain = next((style for style in self._by_id.values()
                            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") == "1"), None)

    def chain(self, style: str | None) -> Iterator[Any]:
        """The style and those it is based on."""
        current, seen = self._by_id.get(style) if style else self._plain, set()
        while current is not None and id(current) not in seen:
            seen.add(id(current))
            yield current
            based = current.find(f"{W}basedOn")
            current = self._by_id.get(based.get(f"{W}val")) if based is not None else None

    def run(self, own: Any, paragraph: str | None) -> dict[str, Any]:
        """The properties of a run by tag: its own first."""
        character = own.find(f"{W}rStyle") if own is not None else None
        named = character.get(f"{W}val") if character is not None else None
        return _gathered([own, *self._parts(named, "rPr", only=True), *self._parts(paragraph, "rPr"), self._default("rPr")])

    def paragraph(self, own: Any, style: str | None) -> dict[str, Any]:
        """The properties of a paragraph by tag: its own first."""
        return _gathered([own, *self._parts(style, "pPr"), self._default("pPr")])

    def _parts(self, style: str | None, part: str, *, only: bool = False) -> list[Any]:
        return [] if only and style is None else [each.find(f"{W}{part}") for each in self.chain(style)]

    def _default(self, part: str) -> Any:
        return self._defaults.find(f"{W}{part}Default/{W}{part}") if self._defaults is not None else None


def _gathered(parts: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in parts:
        for each in part if part is not None else ():
            if isinstance(each.tag, str):
                found.setdefault(each.tag.removeprefix(W), each)
    return found


class _Writer:
    """Writes blocks as HTML; ``left_out`` counts the rows that were too many."""

    def __init__(self, styles: _Styles) -> None:
        self._styles = styles
        self._rows = 0
        self.left_out = 0

    def blocks(self, parent: Any, *, cell: bool = False) -> Iterator[str]:
        """Paragraphs and tables in order."""
        for child in parent:
            if child.tag == f"{W}p":
                yield self._paragraph(child, cell)
            elif child.tag == f"{W}tbl":
                yield self._table(child)
            elif child.tag == f"{W}sdt":
                yield from self.blocks(child.find(f"{W}sdtContent") if child.find(f"{W}sdtContent") is not None else ())

    def _paragraph(self, element: Any, cell: bool) -> str:
        own = element.find(f"{W}pPr")
        named = own.find(f"{W}pStyle") if own is not None else None
        style = named.get(f"{W}val") if named is not None else None
        properties = self._styles.paragraph(own, style)
        runs = "".join(self._runs(element, style))
        blank = _css(self._styles.run(own.find(f"{W}rPr") if own is not None else None, style))
        words = runs or f'<span style="{blank}">&nbsp;</span>'
        return f'<p style="{_paragraph_css(properties, cell)}">{words}</p>'

    def _runs(self, element: Any, style: str | None) -> Iterator[str]:
        for run in element.iter(f"{W}r"):
            if any(above.tag in (f"{W}del", f"{W}txbxContent") for above in run.iterancestors()):
                continue
            words = "".join(map(_words, run))
            if words:
                yield f'<span style="{_css(self._styles.run(run.find(f"{W}rPr"), style))}">{words}</span>'

    def _table(self, element: Any) -> str:
        rows = [_placed(row) for row in element.iterfind(f"{W}tr")]
        room = max(0, MOST_ROWS - self._rows)
        self.left_out += max(0, len(rows) - room)
        kept = rows[:room]
        self._rows += len(kept)
        grid = [_twips(column) for column in element.iterfind(f"{W}tblGrid/{W}gridCol")]
        heads = sum(1 for row in element.iterfind(f"{W}tr") if row.find(f"{W}trPr/{W}tblHeader") is not None)
        lines = [f"<tr>{''.join(self._cells(kept, at, grid))}</tr>" for at in range(len(kept))]
        head = f"<thead>{''.join(lines[:heads])}</thead>" if heads else ""
        look = f'border="{FINE // 2}" style="border-collapse:collapse; border-style:solid; border-color:#000000"'
        return (f'<table width="100%" cellspacing="0" cellpadding="{3 * FINE}" {look if _bordered(element) else ""}>'
                f'{head}{"".join(lines[heads:])}</table>')

    def _cells(self, rows: list[list[tuple[int, int, Any]]], at: int, grid: list[float]) -> Iterator[str]:
        whole = sum(grid) or 1.0
        for column, span, cell in rows[at]:
            if _merged(cell) == "continue":
                continue
            tall = 1
            while at + tall < len(rows) and any(c == column and _merged(one) == "continue" for c, _s, one in rows[at + tall]):
                tall += 1
            wide = f' width="{round(100 * sum(grid[column:column + span]) / whole)}%"' if grid else ""
            shade = cell.find(f"{W}tcPr/{W}shd")
            fill = shade.get(f"{W}fill", "auto") if shade is not None else "auto"
            ground = f' bgcolor="#{fill}"' if _is_colour(fill) else ""
            middle = cell.find(f"{W}tcPr/{W}vAlign")
            upright = "middle" if middle is not None and middle.get(f"{W}val") == "center" else "top"
            inner = "".join(self.blocks(cell, cell=True))
            yield f'<td colspan="{span}" rowspan="{tall}" valign="{upright}"{wide}{ground}>{inner}</td>'


def _placed(row: Any) -> list[tuple[int, int, Any]]:
    """The cells of a row with their column and how many they span."""
    found, column = [], 0
    for cell in row.iterfind(f"{W}tc"):
        wide = cell.find(f"{W}tcPr/{W}gridSpan")
        span = int(wide.get(f"{W}val", "1")) if wide is not None else 1
        found.append((column, span, cell))
        column += span
    return found


def _merged(cell: Any) -> str:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return "" if merge is None else str(merge.get(f"{W}val", "continue"))


def _bordered(table: Any) -> bool:
    borders = table.find(f"{W}tblPr/{W}tblBorders")
    if borders is not None:
        return any(side.get(f"{W}val", "single") not in _OFF for side in borders)
    return table.find(f"{W}tblPr/{W}tblStyle") is not None


def _twips(element: Any, name: str = "w") -> float:
    try:
        return float(element.get(f"{W}{name}", "0")) / TWIPS
    except ValueError:
        return 0.0


def _words(part: Any) -> str:
    name = part.tag.removeprefix(W) if isinstance(part.tag, str) else ""
    if name == "t":
        return escape(part.text or "")
    if name == "br":
        return "" if part.get(f"{W}type") else "<br>"
    return _SIGNS.get(name, "")


def _is_colour(value: str) -> bool:
    return len(value) == 6 and all(letter in "0123456789abcdefABCDEF" for letter in value)


def _on(found: Mapping[str, Any], name: str) -> bool:
    return name in found and found[name].get(f"{W}val", "1") not in _OFF


def _css(found: Mapping[str, Any]) -> str:
    """A run's look."""
    parts = []
    fonts = found.get("rFonts")
    names = [fonts.get(f"{W}{each}") for each in ("eastAsia", "ascii")] if fonts is not None else []
    if any(names):
        parts.append("font-family:" + ",".join(f"'{escape(name, quote=True)}'" for name in names if name))
    half_points = float(found["sz"].get(f"{W}val", "21")) if "sz" in found else 21.0
    parts.append(f"font-size:{round(half_points / 2 * FINE)}px")
    colour = found["color"].get(f"{W}val", "auto") if "color" in found else "auto"
    if _is_colour(colour):
        parts.append(f"color:#{colour}")
    for name, css in (("b", "font-weight:bold"), ("i", "font-style:italic"), ("u", "text-decoration:underline")):
        if _on(found, name):
            parts.append(css)
    return ";".join(parts)


def _paragraph_css(found: Mapping[str, Any], cell: bool) -> str:
    """A paragraph's alignment, indents and spacing."""
    align = _ALIGN.get(found["jc"].get(f"{W}val", ""), "left") if "jc" in found else "left"
    parts = [f"text-align:{align}", "white-space:pre-wrap"]
    spacing, indent = found.get("spacing"), found.get("ind")
    above, below = (_twips(spacing, each) if spacing is not None else 0.0 for each in ("before", "after"))
    parts.append(f"margin:{round(above * FINE)}px 0px {round(below * FINE)}px {_left(indent)}px")
    if indent is not None and _twips(indent, "firstLine"):
        parts.append(f"text-indent:{round(_twips(indent, 'firstLine') * FINE)}px")
    if spacing is not None and not cell and _twips(spacing, "line"):
        rule, line = spacing.get(f"{W}lineRule", "auto"), _twips(spacing, "line")
        parts.append(f"line-height:{round(line / 12 * 100)}%" if rule == "auto" else f"line-height:{round(line * FINE)}px")
    if _on(found, "pageBreakBefore"):
        parts.append("page-break-before:always")
    return ";".join(parts)


def _left(indent: Any) -> int:
    return round(max(_twips(indent, "left"), _twips(indent, "start")) * FINE) if indent is not None else 0
