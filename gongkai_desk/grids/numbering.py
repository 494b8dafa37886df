"""Word's automatic numbers: which paragraph has which, as text (一、 （二） 3. ①).

Source of the rules: ECMA-376 part 1, 17.9. Counters belong to the abstract list, so a list that goes on after a table goes on
counting.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from gongkai_desk.grids.numerals import numeral

_LEVELS = 9


@dataclass(slots=True)
class _Level:
    start: int = 1
    kind: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    gap: str = " "


@dataclass(slots=True)
class _List:
    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Level] = field(default_factory=dict)


def _name(node: Any) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _child(node: Any, name: str) -> Any:
    return None if node is None else next((other for other in node if _name(other) == name), None)


def _value(node: Any, name: str = "val") -> str:
    if node is None:
        return ""
    return next((value for key, value in node.attrib.items() if key.rpartition("}")[2] == name), "")


def _int(text: str, default: int = 0) -> int:
    return int(text) if text.isdigit() and len(text) < 9 else default


class Numbering:
    """The lists of one document and how far each has counted."""

    def __init__(self) -> None:
        self._lists: dict[str, _List] = {}
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()

    @classmethod
    def read(cls, numbering: Any, styles: Any) -> Numbering:
        """From the roots of ``numbering.xml`` and ``styles.xml``; either may be None."""
        self = cls()
        for node in numbering if numbering is not None else ():
            if _name(node) == "abstractNum":
                levels = {_int(_value(level, "ilvl")): _read_level(level) for level in node if _name(level) == "lvl"}
                self._abstract[_value(node, "abstractNumId")] = levels
            elif _name(node) == "num":
                self._lists[_value(node, "numId")] = _read_list(node)
        self._read_styles(styles)
        return self

    def _read_styles(self, styles: Any) -> None:
        based: dict[str, str] = {}
        for node in styles if styles is not None else ():
            if _name(node) != "style":
                continue
            ident = _value(node, "styleId")
            based[ident] = _value(_child(node, "basedOn"))
            number = _child(_child(node, "pPr"), "numPr")
            if number is not None:
                self._styles[ident] = (_value(_child(number, "numId")), _int(_value(_child(number, "ilvl"))))
        for ident in based:
            seen, at = set(), ident
            while at and at not in self._styles and at not in seen:
                seen.add(at)
                at = based.get(at, "")
            if at in self._styles:
                self._styles.setdefault(ident, self._styles[at])

    def next(self, properties: Any) -> str:
        """The number of the next paragraph with these ``w:pPr``, ``""`` where it has none; counts on."""
        number = _child(properties, "numPr")
        ident, level = self._styles.get(_value(_child(properties, "pStyle")), ("", 0))
        if number is not None:
            ident = _value(_child(number, "numId")) or ident
            level = _int(_value(_child(number, "ilvl")), level)
        found = self._lists.get(ident)
        if found is None or not 0 <= level < _LEVELS:
            return ""
        levels = {**self._abstract.get(found.abstract, {}), **found.levels}
        if level not in levels:
            return ""
        counts = self._count(ident, found, levels, level)
        return _render(levels, counts, level)

    def _count(self, ident: str, found: _List, levels: dict[int, _Level], level: int) -> list[int | None]:
        counts = self._counts.setdefault(found.abstract, [None] * _LEVELS)
        if ident not in self._begun:
            self._begun.add(ident)
            for at in found.starts:
                counts[at] = None
        start = found.starts.get(level, levels[level].start)
        current = counts[level]
        counts[level] = start if current is None else current + 1
        for deeper in range(level + 1, _LEVELS):
            limit = levels[deeper].restart if deeper in levels else None
            if limit is None or (limit and level < limit):
                counts[deeper] = None
        for upper in range(level):
            if counts[upper] is None and upper in levels:
                counts[upper] = found.starts.get(upper, levels[upper].start)
        return counts


def _read_level(node: Any) -> _Level:
    restart = _child(node, "lvlRestart")
    gap = _value(_child(node, "suff"))
    start = _child(node, "start")
    return _Level(
        0 if start is None else _int(_value(start), 1), _value(_child(node, "numFmt")) or "decimal",
        _value(_child(node, "lvlText")), None if restart is None else _int(_value(restart)), _child(node, "isLgl") is not None,
        "" if gap == "nothing" else " ")


def _read_list(node: Any) -> _List:
    found = _List(_value(_child(node, "abstractNumId")))
    for override in node:
        if _name(override) == "lvlOverride":
            level = _int(_value(override, "ilvl"))
            start = _child(override, "startOverride")
            if start is not None:
                found.starts[level] = _int(_value(start), 1)
            own = _child(override, "lvl")
            if own is not None:
                found.levels[level] = _read_level(own)
    return found


def _render(levels: dict[int, _Level], counts: list[int | None], level: int) -> str:
    here = levels[level]
    if here.kind in ("bullet", "none") and "%" not in here.text:
        return "" if here.kind == "bullet" else here.text
    text = here.text
    for at in range(_LEVELS):
        if f"%{at + 1}" in text:
            kind = "decimal" if here.legal else levels[at].kind if at in levels else "decimal"
            text = text.replace(f"%{at + 1}", numeral(counts[at] or 0, kind))
    return text + here.gap if text and (text[-1].isalnum() or text[-1] == ".") and here.gap and text[-1] != "." else text
