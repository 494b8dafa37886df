"""A whole book: a template and what goes into its sheets, made into pages and into a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gongkai_desk.domain.progress import Progress, silent
from gongkai_desk.paper.calc import Calculator
from gongkai_desk.paper.compose import compose
from gongkai_desk.paper.copies import Copier
from gongkai_desk.paper.formulas import Moves
from gongkai_desk.paper.movers.tables import move_pivot_source
from gongkai_desk.paper.package import Package, serialise
from gongkai_desk.paper.patch import patch_charts, patch_related, sheet_xml
from gongkai_desk.paper.plan import SheetPlan
from gongkai_desk.paper.rowmap import RowMap
from gongkai_desk.paper.sheet import Filling, Sheet
from gongkai_desk.paper.styles_xml import QuotedStyles
from gongkai_desk.paper.template import WORKBOOK, Template, tag
from gongkai_desk.paper.vocabulary import fill_text
from gongkai_desk.paper.workbook import Placed, write_workbook


@dataclass
class Book:
    """A filled template: its sheets in order, and what a person should know about them."""

    template: Template
    sheets: list[Sheet]
    notes: list[str] = field(default_factory=list)

    def calculator(self) -> Calculator:
        """The results of the book's own formulas."""
        moves = self.moves()
        outside = Moves(RowMap(), moves[0].others, moves[0].rename) if moves else None
        names = {item.get("name", "").casefold(): outside.name(item.text or "").lstrip("=")
                 for item in self.template.workbook.iterfind(f"{tag('definedNames')}/{tag('definedName')}")
                 if outside is not None and item.get("localSheetId") is None}
        return Calculator({sheet.name: (sheet, own) for sheet, own in zip(self.sheets, moves, strict=True)}, names)

    def moves(self) -> list[Moves]:
        """How references look from each sheet."""
        maps: dict[str, RowMap] = {}
        names: dict[str, str] = {}
        for sheet in self.sheets:
            maps.setdefault(sheet.plan.sheet.name.casefold(), sheet.rows)
            names.setdefault(sheet.plan.sheet.name, sheet.name)
        found = []
        for sheet in self.sheets:
            old = sheet.plan.sheet.name
            rename = {**names, old: sheet.name}
            found.append(Moves(sheet.rows, {**maps, old.casefold(): sheet.rows},
                               {key: name for key, name in rename.items() if key != name}))
        return found

    def to_bytes(self) -> bytes:
        """The xlsx file. The same book gives the same bytes."""
        package = self.template.package.copy()
        moves = self.moves()
        places = _place(package, self.sheets, moves)
        styles = _styles_part(package)
        root = package.xml(styles) if styles else None
        quoted = QuotedStyles(root)
        results = self.calculator()
        for sheet, place in zip(self.sheets, places, strict=True):
            package.parts[place.part] = sheet_xml(sheet, place.moves, quoted, results.of(sheet.name), first=place.first)
            patch_related(package, sheet, place.part, place.moves)
            patch_charts(package, place.part, place.moves)
        if styles and root is not None and quoted.changed:
            package.parts[styles] = serialise(root)
        _patch_pivot_sources(package, places)
        outside = moves[0] if moves else Moves(RowMap(), {}, {})
        plain = Moves(RowMap(), outside.others, outside.rename)
        write_workbook(package, self.template, places, plain, formulas=_has_formulas(self.template))
        _drop_calculation_chain(package)
        _rename_in_properties(package, self.sheets)
        return package.to_bytes()


def _place(package: Package, sheets: Sequence[Sheet], moves: Sequence[Moves]) -> list[Placed]:
    seen: set[int] = set()
    places = []
    copier = Copier(package)
    for sheet, move in zip(sheets, moves, strict=True):
        index, part = sheet.plan.sheet.index, sheet.plan.sheet.part
        first = index not in seen
        seen.add(index)
        places.append(Placed(index, sheet.name, part if first else copier.copy(part), move, first=first))
    copier.finish()
    return places


def _styles_part(package: Package) -> str:
    return next((item.target for item in package.relations(WORKBOOK) if item.short == "styles"), "")


def _has_formulas(template: Template) -> bool:
    rows = (row for sheet in template.sheets for row in sheet.rows.values())
    return any(cell.formula is not None for row in rows for cell in row.cells.values())


def _patch_pivot_sources(package: Package, places: Sequence[Placed]) -> None:
    maps = {place.name.casefold(): place.moves.own for place in places}
    for item in package.relations(WORKBOOK):
        if item.short == "pivotCacheDefinition" and item.target in package.parts:
            root = package.xml(item.target)
            if move_pivot_source(root, maps):
                package.parts[item.target] = serialise(root)


def _drop_calculation_chain(package: Package) -> None:
    relations = package.relations(WORKBOOK)
    chains = [item for item in relations if item.short == "calcChain"]
    if chains:
        package.drop(item.target for item in chains)
        package.set_relations(WORKBOOK, [item for item in relations if item not in chains])


_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


def _rename_in_properties(package: Package, sheets: Sequence[Sheet]) -> None:
    """The list of sheets in the document's properties is dropped where it no longer holds; programs write it anew."""
    if all(sheet.name == sheet.plan.sheet.name for sheet in sheets) or "docProps/app.xml" not in package.parts:
        return
    root = package.xml("docProps/app.xml")
    for name in ("HeadingPairs", "TitlesOfParts"):
        found = root.find(f"{{{_PROPERTIES}}}{name}")
        if found is not None:
            root.remove(found)
    package.parts["docProps/app.xml"] = serialise(root)


_FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A valid sheet name near the wanted one, unlike all taken ones; it is added to them."""
    base = "".join(letter if letter.isprintable() else "□" for letter in wanted).translate(_FORBIDDEN_IN_NAMES).strip("' ")
    base = base[:31].rstrip("' ") or "工作表"
    name, number = base, 2
    while name.casefold() in taken:
        ending = f"({number})"
        name, number = base[:31 - len(ending)] + ending, number + 1
    taken.add(name.casefold())
    return name


def fill_book(
    template: Template, plans: Sequence[SheetPlan], fillings: Mapping[int, Sequence[Filling]], progress: Progress = silent,
) -> Book:
    """Fill a template. ``fillings`` gives, by the sheet's position, one filling per copy; a sheet made per unit or task
    without any stays once, empty."""
    taken: set[str] = set()
    planned = {plan.sheet.index for plan in plans}
    for index, item in enumerate(template.workbook.iterfind(f"{tag('sheets')}/{tag('sheet')}")):
        if index not in planned:
            taken.add(item.get("name", "").casefold())
    sheets: list[Sheet] = []
    for plan in plans:
        for filling in fillings.get(plan.sheet.index) or [Filling({})]:
            name = sheet_name(fill_text(plan.sheet.name, filling.scalars), taken)
            progress(len(sheets), len(plans), f"正在填写 {name}")
            sheets.append(compose(plan, name, filling, progress))
    return Book(template, sheets, _notes(sheets))


def _notes(sheets: Sequence[Sheet]) -> list[str]:
    """What the sheets say; what several copies of one sheet say alike is said once."""
    said: dict[tuple[int, str], list[str]] = {}
    for sheet in sheets:
        for note in sheet.notes:
            said.setdefault((sheet.plan.sheet.index, note), []).append(sheet.name)
    return [f"{names[0]}{f'等{len(names)}张表' if len(names) > 1 else ''}：{note}" for (_, note), names in said.items()]
