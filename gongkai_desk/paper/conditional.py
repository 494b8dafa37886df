"""Conditional formats that the painter can show: texts that contain a word, and values compared; the rest is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from lxml import etree

from gongkai_desk.paper.movers.common import grown_ranges
from gongkai_desk.paper.refs import Range
from gongkai_desk.paper.sheet import Sheet
from gongkai_desk.paper.styles import Font, Style
from gongkai_desk.paper.template import tag


@dataclass(frozen=True)
class _Rule:
    ranges: tuple[Range, ...]
    holds: Callable[[str], bool]
    font: Font | None
    fill: str | None


def _number(text: str) -> float | None:
    try:
        return float(text.rstrip("%").replace(",", "")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return None


_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "greaterThan": lambda a, b: a > b, "lessThan": lambda a, b: a < b, "equal": lambda a, b: a == b,
    "greaterThanOrEqual": lambda a, b: a >= b, "lessThanOrEqual": lambda a, b: a <= b, "notEqual": lambda a, b: a != b,
}


def _test(rule: etree._Element) -> Callable[[str], bool] | None:
    """What a rule asks of a shown text, None where the painter cannot tell."""
    kind, word = rule.get("type"), rule.get("text")
    if kind == "containsText" and word:
        return lambda text: word in text
    if kind == "beginsWith" and word:
        return lambda text: text.startswith(word)
    if kind == "endsWith" and word:
        return lambda text: text.endswith(word)
    formula = (rule.findtext(tag("formula")) or "").strip()
    compare = _COMPARE.get(rule.get("operator", ""))
    if kind != "cellIs" or compare is None or not formula:
        return None
    if formula.startswith('"') and formula.endswith('"'):
        wanted = formula[1:-1].replace('""', '"')
        equal = rule.get("operator") == "equal"
        return (lambda text: (text == wanted) is equal) if rule.get("operator") in ("equal", "notEqual") else None
    limit = _number(formula)
    if limit is None:
        return None
    return lambda text: (value := _number(text)) is not None and compare(value, limit)


class Conditions:
    """The conditional formats of a filled sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._rules: list[_Rule] = []
        self.undrawn = False
        formats = _differential(sheet)
        items: list[tuple[int, _Rule]] = []
        for holder in sheet.plan.sheet.root.iter(tag("conditionalFormatting")):
            ranges = tuple(grown_ranges(holder.get("sqref", ""), sheet.rows))
            for rule in holder.iter(tag("cfRule")):
                test, number = _test(rule), int(rule.get("dxfId", "-1"))
                if test is None or not 0 <= number < len(formats):
                    self.undrawn = True
                    continue
                items.append((int(rule.get("priority", "1")), _Rule(ranges, test, *formats[number])))
        self._rules = [rule for _, rule in sorted(items, key=lambda item: -item[0])]

    def styled(self, row: int, column: int, text: str, style: Style) -> Style:
        """A cell's format with the rules that hold for it."""
        for rule in self._rules:
            if any(area.holds(row, column) for area in rule.ranges) and rule.holds(text):
                if rule.font is not None:
                    bold = rule.font.bold or style.font.bold
                    style = replace(style, font=replace(style.font, colour=rule.font.colour, bold=bold))
                if rule.fill is not None:
                    style = replace(style, fill=rule.fill)
        return style


def _differential(sheet: Sheet) -> list[tuple[Font | None, str | None]]:
    template = sheet.plan.sheet.template
    root = template.styles_root
    found: list[tuple[Font | None, str | None]] = []
    for item in root.iterfind(f"{tag('dxfs')}/{tag('dxf')}") if root is not None else ():
        font = item.find(tag("font"))
        pattern = item.find(f"{tag('fill')}/{tag('patternFill')}")
        fill = None
        if pattern is not None:
            fill = template.palette.colour(pattern.find(tag("bgColor"))) or template.palette.colour(pattern.find(tag("fgColor")))
        found.append((template.styles.font(font) if font is not None else None, fill))
    return found
