"""A template's mistakes, each with its cell and what to do about it (``contract.md`` §6)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai_desk.paper.copies import what_forbids_copies
from gongkai_desk.paper.drawn import box_texts, header_texts
from gongkai_desk.paper.plan import Repeat, SheetPlan, repeating_rows
from gongkai_desk.paper.refs import cell_name, parse_range
from gongkai_desk.paper.template import Cell, SheetPart, Template, tag
from gongkai_desk.paper.vocabulary import Scope, Vocabulary, fields_in, loose_braces

_SHEETS = re.compile(r"'[^']*'!")
_GENERAL = "请改用{{标题}}、{{年度}}等通用字段"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: where (``cell`` may be empty or name a header), what is wrong, what to do."""

    sheet: str
    cell: str
    what: str
    remedy: str

    @property
    def place(self) -> str:
        """Sheet and cell as a message says them."""
        return " ".join(part for part in (f"工作表“{self.sheet}”" if self.sheet else "", self.cell) if part)


def check_book(template: Template, plans: Sequence[SheetPlan], vocabulary: Vocabulary) -> tuple[Mistake, ...]:
    """Every mistake of a template."""
    found: list[Mistake] = []
    for plan in plans:
        for checker in _CHECKS:
            found.extend(checker(plan, vocabulary))
    if not any(plan.fields for plan in plans) and not found:
        found.append(Mistake(plans[0].sheet.name, "", "模板里没有任何{{字段}}", "请按“模板说明”写上字段，如{{工作任务}}"))
    return tuple(found)


def _cells(sheet: SheetPart) -> Iterator[Cell]:
    for row in sheet.rows.values():
        yield from row.cells.values()


def _unknown(sheet: str, cell: str, text: str, vocabulary: Vocabulary) -> Iterator[Mistake]:
    for name in fields_in(text):
        if name not in vocabulary:
            near = difflib.get_close_matches(name, vocabulary, 1, 0.4)
            remedy = f"是不是{{{{{near[0]}}}}}？可用的字段见“模板说明”" if near else "可用的字段见“模板说明”"
            yield Mistake(sheet, cell, f"不认识的字段{{{{{name}}}}}", remedy)
    if loose_braces(text):
        yield Mistake(sheet, cell, "花括号不成对或不是半角", "字段写成两个半角花括号，如{{工作任务}}")


def _known_fields(plan: SheetPlan, vocabulary: Vocabulary) -> Iterator[Mistake]:
    sheet = plan.sheet
    yield from _unknown(sheet.name, "工作表名", sheet.name, vocabulary)
    for cell in _cells(sheet):
        place = cell_name(cell.row, cell.column)
        yield from _unknown(sheet.name, place, cell.text, vocabulary)
        if cell.formula is not None and fields_in(_SHEETS.sub("", cell.formula)):
            yield Mistake(sheet.name, place, "公式里不能写字段", "请把字段单独写在一个单元格，公式引用那个单元格")
    for item in header_texts(sheet.root):
        yield from _unknown(sheet.name, "页眉页脚", item.text or "", vocabulary)
    for text in box_texts(sheet.template.package, sheet.part):
        yield from _unknown(sheet.name, "文本框", text, vocabulary)


def _one_row(plan: SheetPlan, vocabulary: Vocabulary) -> Iterator[Mistake]:
    rows = repeating_rows(plan.sheet, plan.each, vocabulary)
    for index, _ in rows[1:]:
        cell = next(cell for cell in plan.sheet.rows[index].cells.values() if cell.fields)
        yield Mistake(plan.sheet.name, cell_name(index, cell.column), f"有两个重复行（第{rows[0][0]}行和第{index}行）",
                      "一张工作表只能有一个重复行，请把另一行移到别的工作表")


def _stray_fields(plan: SheetPlan, vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Task and heading fields outside the body, where there is no task they could speak of."""
    task_given = plan.each in (Repeat.TASKS, Repeat.PAIRS)
    others = {index for index, _ in repeating_rows(plan.sheet, plan.each, vocabulary)} - {plan.row}
    for cell in _cells(plan.sheet):
        if plan.row and plan.first <= cell.row <= plan.row or cell.row in others or task_given:
            continue
        for name in cell.fields:
            scope = vocabulary.get(name)
            place = cell_name(cell.row, cell.column)
            if scope is Scope.HEADING:
                yield Mistake(plan.sheet.name, place, f"标题字段{{{{{name}}}}}不在任务行的正上方",
                              "请把标题行移到紧挨任务行的上一行")
            elif scope is Scope.TASK and name != "序号":
                yield Mistake(plan.sheet.name, place, f"任务字段{{{{{name}}}}}写在了任务行之外",
                              "请移到任务行；或把工作表名改为含{{编号}}，每项任务一张表")
    if not task_given:
        yield from _stray_drawn(plan, vocabulary)
    if plan.over is Repeat.UNITS:
        for cell in plan.sheet.rows[plan.row].cells.values():
            for name in cell.fields:
                if vocabulary.get(name) is Scope.HEADING:
                    place = cell_name(cell.row, cell.column)
                    yield Mistake(plan.sheet.name, place, f"单位行里不能写标题字段{{{{{name}}}}}", "请删去这个字段")


def _stray_drawn(plan: SheetPlan, vocabulary: Vocabulary) -> Iterator[Mistake]:
    texts = [("页眉页脚", item.text or "") for item in header_texts(plan.sheet.root)]
    texts += [("文本框", text) for text in box_texts(plan.sheet.template.package, plan.sheet.part)]
    for place, text in texts:
        for name in fields_in(text):
            if vocabulary.get(name) in (Scope.TASK, Scope.HEADING):
                yield Mistake(plan.sheet.name, place, f"任务字段{{{{{name}}}}}不能写在{place}", _GENERAL)


def _sheet_name(plan: SheetPlan, vocabulary: Vocabulary) -> Iterator[Mistake]:
    """A sheet's name may hold general fields and what it is repeated by."""
    for name in fields_in(plan.sheet.name):
        scope = vocabulary.get(name)
        if scope not in (None, Scope.ANYWHERE) and name not in ("单位", "编号", "序号"):
            yield Mistake(plan.sheet.name, "工作表名", f"工作表名里不能用{{{{{name}}}}}",
                          "可用{{单位}}、{{编号}}、{{序号}}；" + _GENERAL)
    if plan.each is not Repeat.NOTHING:
        forbidden = what_forbids_copies(plan.sheet.template.package, plan.sheet.part)
        if forbidden:
            yield Mistake(plan.sheet.name, "", f"含{forbidden}的工作表不能按单位或任务重复",
                          f"请把{forbidden}转换为普通区域，或移到别的工作表")


def _merges(plan: SheetPlan, vocabulary: Vocabulary) -> Iterator[Mistake]:
    if not plan.row:
        return
    for area in plan.sheet.merges:
        if area.touches(plan.first, plan.row) and area.top != area.bottom:
            yield Mistake(plan.sheet.name, cell_name(area.top, area.left), f"合并区域{area}跨过了重复行的边",
                          "重复行和标题行里只能左右合并，请取消上下合并（重点领域会自动向下合并）")


def _headings(plan: SheetPlan, vocabulary: Vocabulary) -> Iterator[Mistake]:
    levels = [level for _, level in plan.headings]
    for at, (row, level) in enumerate(plan.headings):
        if level in levels[:at] or any(level < above for above in levels[:at]):
            cell = next(cell for cell in plan.sheet.rows[row].cells.values() if cell.fields)
            yield Mistake(plan.sheet.name, cell_name(row, cell.column), "标题行的次序不对",
                          "标题行从上到下应为一级、二级、三级，每级一行")


def _array_formulas(plan: SheetPlan, vocabulary: Vocabulary) -> Iterator[Mistake]:
    if not plan.row:
        return
    for cell in _cells(plan.sheet):
        formula = cell.element.find(tag("f"))
        if formula is None or formula.get("t") not in ("array", "dataTable") or not formula.get("ref"):
            continue
        area = parse_range(formula.get("ref", "A1"))
        if area.touches(plan.first, plan.row) and area.top != area.bottom:
            yield Mistake(plan.sheet.name, cell_name(cell.row, cell.column), f"数组公式{area}跨过了重复行的边",
                          "请改为普通公式，或移到重复行之外")


_CHECKS = (_known_fields, _one_row, _stray_fields, _sheet_name, _merges, _headings, _array_formulas)

__all__ = ["Mistake", "check_book"]
