"""What a template asks for: which row repeats, over what, and which sheets are made once per unit or task."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gongkai_desk.paper.template import Cell, Row, SheetPart, Template
from gongkai_desk.paper.vocabulary import Scope, Vocabulary, fields_in

TASK_MARKS = frozenset({"序号", "编号", "工作任务"})


class Repeat(StrEnum):
    """Over what a row or a sheet repeats."""

    NOTHING = "一次"
    TASKS = "每项任务"
    UNITS = "每个单位"
    PAIRS = "每个单位的每项任务"


@dataclass(frozen=True)
class SheetPlan:
    """One sheet of a template understood.

    ``row`` is the repeating row (0: none), ``headings`` the heading rows directly above it, outermost level first as they
    stand, as (row, level); ``fields`` every field the sheet uses anywhere.
    """

    sheet: SheetPart
    each: Repeat
    over: Repeat
    row: int = 0
    headings: tuple[tuple[int, int], ...] = ()
    fields: frozenset[str] = frozenset()

    @property
    def first(self) -> int:
        """The first row of the block that repeats."""
        return self.headings[0][0] if self.headings else self.row


HEADINGS = {"一级标题": 1, "二级标题": 2, "三级标题": 3}


def sheet_repeat(name: str) -> Repeat:
    """Over what a sheet of that name is repeated."""
    fields = set(fields_in(name))
    task, unit = bool(fields & {"编号", "序号"}), "单位" in fields
    if task and unit:
        return Repeat.PAIRS
    return Repeat.TASKS if task else Repeat.UNITS if unit else Repeat.NOTHING


def row_repeat(row: Row, each: Repeat, vocabulary: Vocabulary) -> Repeat:
    """Over what a row repeats, NOTHING where it stands once.

    In a sheet made per unit the unit is given, in one made per task the task is, so that their fields repeat nothing there.
    """
    fields = set(row.fields)
    scopes = {vocabulary.get(name) for name in fields}
    task_given, unit_given = each in (Repeat.TASKS, Repeat.PAIRS), each in (Repeat.UNITS, Repeat.PAIRS)
    if "单位" in fields and not unit_given:
        if task_given:
            return Repeat.PAIRS if Scope.TASK in scopes else Repeat.NOTHING
        if Scope.TASK in {vocabulary.get(name) for name in fields - {"序号"}}:
            return Repeat.PAIRS
        lists_units = "序号" in fields or Scope.COUNT in scopes or any(
            vocabulary.get(name) is Scope.UNIT for name in fields - {"单位"})
        return Repeat.UNITS if lists_units else Repeat.NOTHING
    if task_given:
        return Repeat.NOTHING
    return Repeat.TASKS if Scope.TASK in scopes else Repeat.NOTHING


def heading_level(row: Row, vocabulary: Vocabulary) -> int:
    """The level of a heading row (its deepest heading field), 0 where it is none."""
    fields = row.fields
    if not fields or any(vocabulary.get(name) in (Scope.TASK, Scope.UNIT) for name in fields):
        return 0
    return max((HEADINGS[name] for name in fields if name in HEADINGS), default=0)


def repeating_rows(sheet: SheetPart, each: Repeat, vocabulary: Vocabulary) -> list[tuple[int, Repeat]]:
    """Every row that asks to be repeated; more than one is a mistake.

    Rows that hold one of the marks of a list (序号, 编号, 工作任务, 单位) win over rows with other task fields, which are then
    fields in a wrong place. A lone 单位 repeats only where nothing else does.
    """
    kinds = [(index, row_repeat(row, each, vocabulary)) for index, row in sheet.rows.items()]
    found = [item for item in kinds if item[1] is not Repeat.NOTHING]
    marked = [(index, kind) for index, kind in found
              if kind is not Repeat.TASKS or TASK_MARKS & set(sheet.rows[index].fields)]
    if found or each is not Repeat.NOTHING:
        return marked or found
    lone = [(index, Repeat.UNITS) for index, row in sheet.rows.items() if row.fields == ("单位",)]
    return lone[:1]


def heading_rows(sheet: SheetPart, row: int, vocabulary: Vocabulary) -> tuple[tuple[int, int], ...]:
    """The heading rows directly above a repeating row, top first."""
    found: list[tuple[int, int]] = []
    while (above := sheet.rows.get(row - 1)) is not None and (level := heading_level(above, vocabulary)):
        row -= 1
        found.insert(0, (row, level))
    return tuple(found)


def plan_sheet(sheet: SheetPart, vocabulary: Vocabulary, drawn: str = "") -> SheetPlan:
    """Understand one sheet; ``drawn`` is the text of its headers, footers and text boxes. Mistakes are ``check``'s matter."""
    each = sheet_repeat(sheet.name)
    fields = {name for row in sheet.rows.values() for name in row.fields} | set(fields_in(sheet.name)) | set(fields_in(drawn))
    rows = repeating_rows(sheet, each, vocabulary)
    if not rows:
        return SheetPlan(sheet, each, Repeat.NOTHING, fields=frozenset(fields))
    row, over = rows[0]
    return SheetPlan(sheet, each, over, row, heading_rows(sheet, row, vocabulary), frozenset(fields))


def field_cells(row: Row) -> list[Cell]:
    """The cells of a row that name a field."""
    return [cell for cell in row.cells.values() if cell.fields]


def plan_book(template: Template, vocabulary: Vocabulary) -> tuple[SheetPlan, ...]:
    """Understand every sheet of a template."""
    from gongkai_desk.paper.drawn import drawn_text

    return tuple(plan_sheet(sheet, vocabulary, drawn_text(sheet)) for sheet in template.sheets)
