"""Series of charts: their formulas follow, their cached points are dropped."""

from __future__ import annotations

from lxml import etree

from gongkai_desk.paper.formulas import Moves

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_CACHES = frozenset(f"{{{_CHART}}}{name}" for name in ("numCache", "strCache", "multiLvlStrCache"))


def move_series(root: etree._Element, moves: Moves) -> bool:
    """Move a chart part's formulas; says whether anything changed."""
    changed = False
    for item in list(root.iter()):
        if not isinstance(item.tag, str) or etree.QName(item).localname != "f" or not item.text:
            continue
        moved = moves.formula(item.text) if _names_a_series(item) else moves.name(item.text)
        if moved == item.text:
            continue
        item.text, changed = moved, True
        parent = item.getparent()
        for cache in [] if parent is None else list(parent):
            if cache.tag in _CACHES and parent is not None:
                parent.remove(cache)
    return changed


def _names_a_series(formula: etree._Element) -> bool:
    """Whether a reference is to the one cell that names a series; any other is a range of points, however short."""
    return any(etree.QName(above).localname == "tx" for above in formula.iterancestors())
