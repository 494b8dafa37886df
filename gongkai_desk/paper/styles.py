"""Cell formats of a workbook as values: fonts, alignment, borders, fills, number formats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from lxml import etree

from gongkai_desk.paper.colours import Palette
from gongkai_desk.paper.texts import MAIN

_T = TypeVar("_T")


def _tag(name: str) -> str:
    return f"{{{MAIN}}}{name}"


@dataclass(frozen=True, slots=True)
class Font:
    """A font as the workbook names it; ``colour`` is RRGGBB."""

    name: str = "宋体"
    size: float = 11.0
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    colour: str = "000000"


@dataclass(frozen=True, slots=True)
class Edge:
    """One side of a border: Excel's style word and a colour."""

    style: str
    colour: str = "000000"


@dataclass(frozen=True, slots=True)
class Border:
    """The four sides; None where there is no line."""

    left: Edge | None = None
    right: Edge | None = None
    top: Edge | None = None
    bottom: Edge | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """Everything a cell's format says that measuring or painting needs."""

    font: Font = field(default_factory=Font)
    border: Border = field(default_factory=Border)
    fill: str | None = None
    horizontal: str = "general"
    vertical: str = "bottom"
    wrap: bool = False
    shrink: bool = False
    indent: int = 0
    rotation: int = 0
    number_format: str = "General"


_BUILTIN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 36: 'yyyy"年"m"月"',
    49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}


class Styles:
    """The style table of one workbook: ``styles[index]`` is a cell's format."""

    def __init__(self, root: etree._Element | None, palette: Palette) -> None:
        self._palette = palette
        self._formats = dict(_BUILTIN)
        self.fonts: list[Font] = [Font()]
        self._table: list[Style] = [Style()]
        self.normal = Font()
        if root is not None:
            self._read(root)

    def __getitem__(self, index: int) -> Style:
        return self._table[index] if 0 <= index < len(self._table) else self._table[0]

    def __len__(self) -> int:
        return len(self._table)

    def _read(self, root: etree._Element) -> None:
        for item in root.iterfind(f"{_tag('numFmts')}/{_tag('numFmt')}"):
            self._formats[int(item.get("numFmtId", "0"))] = item.get("formatCode", "General")
        self.fonts = [self.font(item) for item in _children(root, "fonts")] or [Font()]
        borders = [self._border(item) for item in _children(root, "borders")]
        fills = [self._fill(item) for item in _children(root, "fills")]
        table = [self._style(item, borders, fills) for item in _children(root, "cellXfs")]
        self._table = table or [Style()]
        self.normal = self._normal_font(root)

    def _normal_font(self, root: etree._Element) -> Font:
        """The font of the Normal style: column widths are counted in its digits."""
        formats = list(_children(root, "cellStyleXfs"))
        for item in _children(root, "cellStyles"):
            at = int(item.get("xfId", "0"))
            if item.get("builtinId") == "0" and at < len(formats):
                return self.fonts[min(int(formats[at].get("fontId", "0")), len(self.fonts) - 1)]
        return self.fonts[0]

    def font(self, item: etree._Element) -> Font:
        """A ``<font>`` or a run's ``<rPr>`` as a value."""
        def value(*names: str) -> str | None:
            for name in names:
                found = item.find(_tag(name))
                if found is not None:
                    return found.get("val", "1")
            return None
        colour = self._palette.colour(item.find(_tag("color")))
        return Font(
            value("name", "rFont") or "宋体", float(value("sz") or 11), value("b") in ("1", "true"), value("i") in ("1", "true"),
            value("u") not in (None, "none"), value("strike") in ("1", "true"), colour or "000000",
        )

    def _border(self, item: etree._Element) -> Border:
        def edge(*names: str) -> Edge | None:
            for name in names:
                side = item.find(_tag(name))
                if side is not None and side.get("style") not in (None, "none"):
                    return Edge(side.get("style", "thin"), self._palette.colour(side.find(_tag("color"))) or "000000")
            return None
        return Border(edge("left", "start"), edge("right", "end"), edge("top"), edge("bottom"))

    def _fill(self, item: etree._Element) -> str | None:
        pattern = item.find(_tag("patternFill"))
        if pattern is None or pattern.get("patternType", "none") == "none":
            return None
        if pattern.get("patternType") == "gray125":
            return "EFEFEF"
        return self._palette.colour(pattern.find(_tag("fgColor"))) or self._palette.colour(pattern.find(_tag("bgColor")))

    def _style(self, item: etree._Element, borders: list[Border], fills: list[str | None]) -> Style:
        alignment = item.find(_tag("alignment"))
        align: dict[str, str] = {str(k): str(v) for k, v in alignment.attrib.items()} if alignment is not None else {}
        fonts = self.fonts
        return Style(
            fonts[min(int(item.get("fontId", "0")), len(fonts) - 1)],
            _at(borders, int(item.get("borderId", "0")), Border()),
            _at(fills, int(item.get("fillId", "0")), None),
            align.get("horizontal", "general"), align.get("vertical", "bottom"),
            align.get("wrapText") in ("1", "true"), align.get("shrinkToFit") in ("1", "true"),
            int(align.get("indent", "0")), int(align.get("textRotation", "0")),
            self._formats.get(int(item.get("numFmtId", "0")), "General"),
        )


def _children(root: etree._Element, name: str) -> Iterable[etree._Element]:
    found = root.find(_tag(name))
    return () if found is None else [item for item in found if isinstance(item.tag, str)]


def _at(items: list[_T], index: int, other: _T) -> _T:
    return items[index] if 0 <= index < len(items) else other
