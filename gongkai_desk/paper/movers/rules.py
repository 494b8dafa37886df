"""Conditional formats and validations, old style and x14."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from gongkai_desk.paper.formulas import Moves
from gongkai_desk.paper.movers.common import X14, XM, grown_ranges, sqref
from gongkai_desk.paper.refs import parse_sqref
from gongkai_desk.paper.sheet import Sheet
from gongkai_desk.paper.template import tag


class _Mover:
    """Moves the formulas of one rule: relative references keep their distance where its range touches the body."""

    def __init__(self, sheet: Sheet, moves: Moves, text: str) -> None:
        old = parse_sqref(text)
        self.ranges = grown_ranges(text, sheet.rows)
        self._moves = moves
        self._touches = any(sheet.rows.touches(area.top, area.bottom) for area in old)
        self._old_top = min(area.top for area in old)
        self._new_top = min(area.top for area in self.ranges)

    def formula(self, text: str | None) -> str | None:
        if not text:
            return text
        return self._moves.rule(text, self._old_top, self._new_top) if self._touches else self._moves.formula(text)


def _moved(root: etree._Element, name: str, sheet: Sheet, moves: Moves) -> Iterator[tuple[etree._Element, _Mover]]:
    """The rules of a kind, their ranges moved, each with what moves its formulas."""
    for item in root.iter(tag(name)):
        if item.get("sqref"):
            mover = _Mover(sheet, moves, item.get("sqref", ""))
            item.set("sqref", sqref(mover.ranges))
            yield item, mover


def move_formats(root: etree._Element, sheet: Sheet, moves: Moves) -> None:
    """Conditional formats."""
    for item, mover in _moved(root, "conditionalFormatting", sheet, moves):
        for formula in item.iter(tag("formula")):
            formula.text = mover.formula(formula.text)
        for value in item.iter(tag("cfvo")):
            if value.get("type") in ("formula", "num", "percent") and value.get("val"):
                value.set("val", mover.formula(value.get("val")) or "")


def move_validations(root: etree._Element, sheet: Sheet, moves: Moves) -> None:
    """Data validations."""
    for item, mover in _moved(root, "dataValidation", sheet, moves):
        for formula in item.iter(tag("formula1"), tag("formula2")):
            formula.text = mover.formula(formula.text)


def move_extended(root: etree._Element, sheet: Sheet, moves: Moves) -> None:
    """The x14 twins of both, in the sheet's extension list."""
    for item in root.iter(f"{{{X14}}}conditionalFormatting", f"{{{X14}}}dataValidation"):
        holder = item.find(f"{{{XM}}}sqref")
        if holder is None or not holder.text:
            continue
        mover = _Mover(sheet, moves, holder.text)
        holder.text = sqref(mover.ranges)
        for formula in item.iter(f"{{{XM}}}f"):
            formula.text = mover.formula(formula.text)
