"""Whether the places and measures of a template's sheet are what they should be, so that nothing later stumbles over them."""

from __future__ import annotations

from math import isfinite

from lxml import etree

from gongkai_desk.domain import TemplateFault
from gongkai_desk.paper.refs import parse_cell, parse_range, parse_sqref
from gongkai_desk.paper.texts import MAIN

_WHOLE = {"c": ("s",), "row": ("s", "outlineLevel"), "col": ("min", "max"),
          "pageSetup": ("paperSize", "scale", "fitToWidth", "fitToHeight", "firstPageNumber")}
_MEASURES = {"row": ("ht",), "col": ("width",), "sheetFormatPr": ("defaultRowHeight", "defaultColWidth"),
             "pageMargins": ("left", "right", "top", "bottom", "header", "footer")}
_CELLS = frozenset({"activeCell", "topLeftCell"})
_RANGED = frozenset({"mergeCell", "autoFilter", "sortState", "sortCondition", "hyperlink"})


def must_be_sound(root: etree._Element, sheet: str) -> None:
    """Raise TemplateFault that names the first broken place or measure of a worksheet."""
    for item in root.iter(f"{{{MAIN}}}*"):
        name = str(etree.QName(item).localname)
        for key, value in item.attrib.items():
            try:
                _check(name, str(key), str(value))
            except ValueError as error:
                what = f"{name}的{key!s}写作“{str(value)[:30]}”，无法理解"
                raise TemplateFault(what, f"工作表“{sheet}”", "请在Excel或WPS中打开并另存一份再用") from error
        if name == "c" and item.get("t", "n") == "n":
            _number(item.findtext(f"{{{MAIN}}}v") or "0", item.get("r", ""), sheet)


def _check(name: str, key: str, value: str) -> None:
    if key == "sqref":
        parse_sqref(value)
    elif key == "ref" and name in _RANGED:
        parse_range(value)
    elif key in _CELLS or (key == "r" and name in ("c", "cellWatch", "inputCells")):
        parse_cell(value)
    elif key in _MEASURES.get(name, ()):
        if not isfinite(float(value)):
            raise ValueError(value)
    elif key in _WHOLE.get(name, ()) and int(value) < 0:
        raise ValueError(value)
    elif key in ("r", "id") and name in ("row", "brk"):
        int(value)


def _number(text: str, cell: str, sheet: str) -> None:
    try:
        sound = isfinite(float(text))
    except ValueError:
        sound = False
    if not sound:
        raise TemplateFault(f"数字写作“{text[:30]}”，无法理解", f"工作表“{sheet}” {cell}", "请在Excel或WPS中打开并另存一份再用")
