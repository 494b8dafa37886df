"""The workbook part of a filled book: its sheets, defined names and the order to calculate anew."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from gongkai_desk.paper.formulas import Moves
from gongkai_desk.paper.package import OFFICE_RELS, Package, Relation
from gongkai_desk.paper.template import WORKBOOK, Template, tag

_RID = f"{{{OFFICE_RELS}}}id"
_SHEET_KIND = f"{OFFICE_RELS}/worksheet"


class Placed:
    """A filled sheet's place in the book: its part, its template's position, and how references look from it."""

    def __init__(self, index: int, name: str, part: str, moves: Moves, *, first: bool) -> None:
        self.index, self.name, self.part, self.moves, self.first = index, name, part, moves, first


def _free_id(taken: set[str]) -> str:
    number = len(taken) + 1
    while f"rId{number}" in taken:
        number += 1
    taken.add(f"rId{number}")
    return f"rId{number}"


def write_workbook(package: Package, template: Template, placed: list[Placed], outside: Moves, *, formulas: bool) -> None:
    """Write the workbook part and its relations. ``placed`` holds every worksheet in order; other sheets stay as they are."""
    root = deepcopy(template.workbook)
    positions = _write_sheets(root, package, placed)
    _write_names(root, placed, positions, outside)
    _write_views(root, positions)
    if formulas:
        _calculate_anew(root)
    package.parts[WORKBOOK] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _write_sheets(root: etree._Element, package: Package, placed: list[Placed]) -> dict[int, list[int]]:
    """Write the list of sheets; says at which new positions each old sheet stands."""
    holder = root.find(tag("sheets"))
    assert holder is not None
    relations = package.relations(WORKBOOK)
    before = len(relations)
    taken = {item.id for item in relations}
    highest = max((int(item.get("sheetId", "0")) for item in holder), default=0)
    old = list(holder)
    holder[:] = []
    positions: dict[int, list[int]] = {}
    for index, item in enumerate(old):
        mine = [place for place in placed if place.index == index]
        places: list[Placed | None] = [*mine] or [None]
        for place in places:
            twin = item if place is None or place.first else deepcopy(item)
            if place is not None:
                twin.set("name", place.name)
                if not place.first:
                    highest += 1
                    twin.set("sheetId", str(highest))
                    twin.set(_RID, _free_id(taken))
                    relations.append(Relation(twin.get(_RID, ""), _SHEET_KIND, place.part))
            positions.setdefault(index, []).append(len(holder))
            holder.append(twin)
    if len(relations) != before:
        package.set_relations(WORKBOOK, relations)
    return positions


def _write_names(root: etree._Element, placed: list[Placed], positions: dict[int, list[int]], outside: Moves) -> None:
    holder = root.find(tag("definedNames"))
    if holder is None:
        return
    names: list[etree._Element] = []
    for item in holder:
        local = item.get("localSheetId") if isinstance(item.tag, str) else None
        mine = [] if local is None else [place for place in placed if place.index == int(local)]
        if not mine:
            if local is not None:
                item.set("localSheetId", str(positions.get(int(local), [int(local)])[0]))
            item.text = outside.name(item.text or "")
            names.append(item)
            continue
        for place, position in zip(mine, positions[int(local or 0)], strict=True):
            twin = deepcopy(item)
            twin.set("localSheetId", str(position))
            twin.text = place.moves.name(item.text or "")
            names.append(twin)
    holder[:] = names


def _write_views(root: etree._Element, positions: dict[int, list[int]]) -> None:
    for view in root.iter(tag("workbookView")):
        for name in ("activeTab", "firstSheet"):
            if view.get(name):
                view.set(name, str(positions.get(int(view.get(name, "0")), [0])[0]))


_AFTER_CALC = ("oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
               "fileRecoveryPr", "webPublishObjects", "extLst")


def _calculate_anew(root: etree._Element) -> None:
    found = root.find(tag("calcPr"))
    if found is None:
        found = etree.Element(tag("calcPr"))
        at = next((at for at, item in enumerate(root)
                   if isinstance(item.tag, str) and etree.QName(item).localname in _AFTER_CALC), len(root))
        root.insert(at, found)
    found.set("fullCalcOnLoad", "1")
