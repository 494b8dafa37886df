"""Colours as spreadsheets name them: RGB, theme with tint, indexed."""

from __future__ import annotations

import colorsys

from lxml import etree

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_ORDER = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink")
_DEFAULT = (
    "FFFFFF", "000000", "EEECE1", "1F497D", "4F81BD", "C0504D", "9BBB59", "8064A2", "4BACC6", "F79646", "0000FF", "800080",
)
_INDEXED = (
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF " * 2
    + "800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF "
    "000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 "
    "3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333"
).split()


def _tinted(colour: str, tint: float) -> str:
    red, green, blue = (int(colour[at:at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, min(max(light, 0), 1), saturation))


def _modified(colour: str, item: etree._Element) -> str:
    """A DrawingML colour with its modifiers: darker (shade, lumMod) or lighter (tint, lumOff)."""
    for change in item:
        share = int(change.get("val", "100000")) / 100_000
        name = etree.QName(change).localname
        if name in ("shade", "lumMod"):
            colour = _tinted(colour, share - 1)
        elif name == "tint":
            colour = _tinted(colour, 1 - share)
        elif name == "lumOff":
            colour = _tinted(colour, share)
    return colour


class Palette:
    """The theme's colours of one workbook."""

    def __init__(self, theme: etree._Element | None = None) -> None:
        self._theme = list(_DEFAULT)
        scheme = None if theme is None else theme.find(f".//{{{_DRAWING}}}clrScheme")
        if scheme is None:
            return
        for at, name in enumerate(_ORDER):
            item = scheme.find(f"{{{_DRAWING}}}{name}")
            if item is not None and len(item):
                self._theme[at] = (item[0].get("lastClr") or item[0].get("val") or self._theme[at])[-6:].upper()

    def colour(self, item: etree._Element | None) -> str | None:
        """A ``<color>`` element as RRGGBB; None for automatic or absent."""
        if item is None or item.get("auto") in ("1", "true"):
            return None
        tint = float(item.get("tint", "0"))
        if (rgb := item.get("rgb")) is not None:
            base = rgb[-6:].upper()
        elif (theme := item.get("theme")) is not None:
            base = self._theme[int(theme)] if int(theme) < len(self._theme) else "000000"
        else:
            at = int(item.get("indexed", "64"))
            if at >= len(_INDEXED):
                return None
            base = _INDEXED[at]
        return _tinted(base, tint) if tint else base

    def drawn(self, item: etree._Element | None) -> str | None:
        """A DrawingML fill's or line's colour (``solidFill``), None where there is none."""
        fill = None if item is None else item.find(f"{{{_DRAWING}}}solidFill")
        if fill is None or not len(fill):
            return None
        name = str(fill[0].get("val") or fill[0].get("lastClr") or "000000")
        if etree.QName(fill[0]).localname == "schemeClr":
            name = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}.get(name, name)
            name = self._theme[_ORDER.index(name)] if name in _ORDER else "000000"
        return _modified(name[-6:].upper(), fill[0])
