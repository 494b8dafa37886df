"""Pictures, stamps and plain text boxes painted where the filled sheet has them; everything else drawn is named."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from gongkai_desk.paper.canvas import Box, Canvas
from gongkai_desk.paper.conditional import Conditions
from gongkai_desk.paper.drawn import DRAWING, drawing_parts, fill_boxes
from gongkai_desk.paper.extent import EMU, XDR
from gongkai_desk.paper.measure import wrap
from gongkai_desk.paper.movers.common import X14
from gongkai_desk.paper.movers.drawings import move_anchors, row_at
from gongkai_desk.paper.package import OFFICE_RELS
from gongkai_desk.paper.refs import Range
from gongkai_desk.paper.sheet import Sheet
from gongkai_desk.paper.styles import Edge, Font
from gongkai_desk.paper.template import tag
from gongkai_desk.paper.typefaces import face

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

_NAMES = {"graphicFrame": "图表", "cxnSp": "连接线", "grpSp": "组合图形", "contentPart": "墨迹"}


def _x(name: str) -> str:
    return f"{{{XDR}}}{name}"


def _a(name: str) -> str:
    return f"{{{DRAWING}}}{name}"


@dataclass(frozen=True)
class _Placed:
    """Something drawn: where it begins (row, column, offsets in points), its size, and what it is."""

    row: int
    column: int
    dx: float
    dy: float
    width: float
    height: float
    element: etree._Element
    image: QImage | None = None
    turn: float = 0.0


def _load(data: bytes) -> QImage | None:
    from PySide6.QtGui import QImage

    image = QImage.fromData(data)
    return None if image.isNull() else image


class Pictures:
    """What is drawn over the cells of one filled sheet. ``undrawn`` names what the painter leaves out."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._items: list[_Placed] = []
        self.undrawn: list[str] = []
        package = sheet.plan.sheet.template.package
        for part in drawing_parts(package, sheet.plan.sheet.part):
            root = deepcopy(package.xml(part))
            move_anchors(root, sheet)
            fill_boxes(root, sheet.filling.scalars)
            targets = {item.id: item.target for item in package.relations(part)}
            for anchor in root:
                if isinstance(anchor.tag, str):
                    self._anchor(anchor, targets)
        self._name_others()
        self.undrawn = list(dict.fromkeys(self.undrawn))

    def _name_others(self) -> None:
        root = self._sheet.plan.sheet.root
        if Conditions(self._sheet).undrawn:
            self.undrawn.append("部分条件格式（数据条、色阶、图标集、公式规则）")
        if next(root.iter(f"{{{X14}}}sparkline"), None) is not None:
            self.undrawn.append("迷你图")
        kinds = {item.short for item in self._sheet.plan.sheet.template.package.relations(self._sheet.plan.sheet.part)}
        if "comments" in kinds:
            self.undrawn.append("批注")
        if kinds & {"ctrlProp", "control", "oleObject"}:
            self.undrawn.append("控件和嵌入对象")

    def _anchor(self, anchor: etree._Element, targets: dict[str, str]) -> None:
        start = anchor.find(_x("from"))
        item = next((child for child in anchor if child.tag in (_x("pic"), _x("sp"))), None)
        if item is None or (start is None and anchor.find(_x("pos")) is None):
            name = next((_NAMES[etree.QName(child).localname] for child in anchor
                         if isinstance(child.tag, str) and etree.QName(child).localname in _NAMES), "")
            if name:
                self.undrawn.append(name)
            return
        row, column, dx, dy = self._start(anchor)
        width, height = self._size(anchor, row, column, dx, dy)
        frame = item.find(f"{_x('spPr')}/{_a('xfrm')}")
        turn = int(frame.get("rot", "0")) / 60_000 if frame is not None else 0.0
        image = None
        if item.tag == _x("pic"):
            blip = item.find(f".//{_a('blip')}")
            target = targets.get(blip.get(f"{{{OFFICE_RELS}}}embed", "")) if blip is not None else None
            image = _load(self._sheet.plan.sheet.template.package.parts.get(target or "", b""))
            if image is None:
                self.undrawn.append("无法识别格式的图片")
                return
        self._items.append(_Placed(row, column, dx, dy, width, height, item, image, turn))

    def _start(self, anchor: etree._Element) -> tuple[int, int, float, float]:
        """Where something begins: row, column and the offsets into them."""
        start, place = anchor.find(_x("from")), anchor.find(_x("pos"))
        if start is not None:
            row, column, dx, dy = (int(start.findtext(_x(name)) or 0) for name in ("row", "col", "colOff", "rowOff"))
            return row + 1, column + 1, dx / EMU, dy / EMU
        row, down = row_at(self._sheet, int(place.get("y", "0")) / EMU if place is not None else 0.0)
        column, left = 1, int(place.get("x", "0")) / EMU if place is not None else 0.0
        while left > self._sheet.geometry.width(column) and column < 1000:
            left -= self._sheet.geometry.width(column)
            column += 1
        return row, column, left, down

    def _size(self, anchor: etree._Element, row: int, column: int, dx: float, dy: float) -> tuple[float, float]:
        extent, end = anchor.find(_x("ext")), anchor.find(_x("to"))
        if end is None:
            return (int(extent.get("cx", "0")) / EMU, int(extent.get("cy", "0")) / EMU) if extent is not None else (0.0, 0.0)
        last_column, last_row = (int(end.findtext(_x(name)) or 0) + 1 for name in ("col", "row"))
        ex, ey = (int(end.findtext(_x(name)) or 0) / EMU for name in ("colOff", "rowOff"))
        width = self._sheet.geometry.span(column, last_column - 1) if last_column > column else 0.0
        height = sum(self._sheet.height(at) for at in range(row, min(last_row, row + 20000)))
        return width - dx + ex, height - dy + ey

    def paint(self, canvas: Canvas, body: Range, titles: Range | None, left: float, title_top: float, top: float) -> None:
        """Paint what begins on this page, and again on each page what stands in the title rows."""
        for item in self._items:
            for area, start in ((body, top), (titles, title_top)):
                if area is not None and area.top <= item.row <= area.bottom and area.left <= item.column <= area.right:
                    x = left + (self._span(area.left, item.column) + item.dx) * canvas.scale
                    y = start + (sum(self._sheet.height(row) for row in range(area.top, item.row)) + item.dy) * canvas.scale
                    self._draw(canvas, item, (x, y, item.width * canvas.scale, item.height * canvas.scale))

    def _span(self, first: int, column: int) -> float:
        return self._sheet.geometry.span(first, column - 1) if column > first else 0.0

    def _draw(self, canvas: Canvas, item: _Placed, box: Box) -> None:
        if item.turn:
            canvas.turned(box, item.turn)
        if item.image is not None:
            canvas.image(box, item.image)
        else:
            self._draw_box(canvas, item.element, box)
        if item.turn:
            canvas.back()

    def _draw_box(self, canvas: Canvas, shape: etree._Element, box: Box) -> None:
        palette = self._sheet.plan.sheet.template.palette
        properties = shape.find(_x("spPr"))
        fill = palette.drawn(properties)
        if fill is not None:
            canvas.fill(box, fill)
        line = properties.find(_a("ln")) if properties is not None else None
        colour = palette.drawn(line)
        if colour is not None:
            x, y, width, height = box
            edge = Edge("thin", colour)
            for ends in ((x, y, x + width, y), (x, y + height, x + width, y + height), (x, y, x, y + height),
                         (x + width, y, x + width, y + height)):
                canvas.line(*ends, edge)
        self._draw_text(canvas, shape, box)

    def _draw_text(self, canvas: Canvas, shape: etree._Element, box: Box) -> None:
        body = shape.find(_x("txBody"))
        if body is None:
            return
        frame = body.find(_a("bodyPr"))
        vertical = frame.get("anchor", "t") if frame is not None else "t"
        x, y, width, height = box
        lines: list[tuple[str, Font, str]] = []
        for paragraph in body.iterfind(_a("p")):
            font, align = self._font(paragraph), _align(paragraph)
            text = "".join(item.text or "" for item in paragraph.iter(_a("t")))
            room = (width / canvas.scale - 10) / font.size
            lines += [(part, font, align) for part in wrap(text, room, face(font.name).narrow)]
        pitches = [canvas.pitch(font) for _, font, _ in lines]
        spare = height - sum(pitches)
        at = y + (spare / 2 if vertical == "ctr" else spare - 3 if vertical == "b" else 3)
        for (text, font, align), pitch in zip(lines, pitches, strict=True):
            canvas.text(text, font, x + 5 * canvas.scale, at, width - 10 * canvas.scale, align)
            at += pitch

    def _font(self, paragraph: etree._Element) -> Font:
        run = next(paragraph.iter(_a("rPr"), _a("endParaRPr")), None)
        if run is None:
            return Font("宋体", 11)
        name = next((item.get("typeface", "") for item in (run.find(_a("ea")), run.find(_a("latin"))) if item is not None), "")
        colour = self._sheet.plan.sheet.template.palette.drawn(run)
        return Font(name if name and not name.startswith("+") else "宋体", int(run.get("sz", "1100")) / 100,
                    run.get("b") in ("1", "true"), run.get("i") in ("1", "true"), colour=colour or "000000")


def _align(paragraph: etree._Element) -> str:
    properties = paragraph.find(_a("pPr"))
    return {"ctr": "center", "r": "right"}.get(properties.get("algn", "l"), "left") if properties is not None else "left"


_SHAPE = re.compile(r'<v:shape\s([^>]{0,2000})>(.{0,4000}?)</v:shape>', re.DOTALL)
_ID = re.compile(r'\bid="([LCR][HF])')
_LENGTH = re.compile(r"\b(width|height):([0-9.]{1,12})(pt|in|px|mm|cm)")
_RELID = re.compile(r'o:relid="([^"]{1,60})"')
_POINTS = {"pt": 1.0, "in": 72.0, "px": 0.75, "mm": 72 / 25.4, "cm": 720 / 25.4}


def header_pictures(sheet: Sheet) -> dict[str, tuple[QImage, float, float]]:
    """Pictures of headers and footers by their place (``CH``: centre of the header), with width and height in points."""
    part = sheet.plan.sheet
    package = part.template.package
    holder = part.root.find(tag("legacyDrawingHF"))
    if holder is None:
        return {}
    wanted = holder.get(f"{{{OFFICE_RELS}}}id", "")
    name = next((item.target for item in package.relations(part.part) if item.id == wanted), "")
    targets = {item.id: item.target for item in package.relations(name)}
    found: dict[str, tuple[QImage, float, float]] = {}
    for shape in _SHAPE.finditer(package.parts.get(name, b"").decode("utf-8", "replace")):
        place, picture = _ID.search(shape[1]), _RELID.search(shape[2])
        sizes = {kind: float(number) * _POINTS[unit] for kind, number, unit in _LENGTH.findall(shape[1])}
        image = _load(package.parts.get(targets.get(picture[1], ""), b"")) if picture is not None else None
        if place is not None and image is not None and {"width", "height"} <= set(sizes):
            found[place[1]] = image, sizes["width"], sizes["height"]
    return found
