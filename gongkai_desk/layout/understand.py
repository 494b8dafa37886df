"""A document -> its breakdowns: every table and every piece of prose that hands out tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from gongkai_desk.domain import Breakdown, Doubt, RefusalKind, Report, Roster, Source, Task, Unreadable
from gongkai_desk.grids.grid import Document, Grid, GridKind, Visibility
from gongkai_desk.language import find_year
from gongkai_desk.layout.blocks import to_blocks
from gongkai_desk.layout.catalogues import gives_work, is_catalogue, lists_units
from gongkai_desk.layout.cells import Cells
from gongkai_desk.layout.context import Context
from gongkai_desk.layout.facts import Facts, document_title, find_facts, table_title
from gongkai_desk.layout.firstleads import says_first_leads
from gongkai_desk.layout.furniture import without_footer
from gongkai_desk.layout.headingfacts import unit_above, unit_in_title
from gongkai_desk.layout.headingsabove import hand_down, heading_above
from gongkai_desk.layout.lines import find_signature, is_note
from gongkai_desk.layout.lostmerges import with_lost_merges
from gongkai_desk.layout.masses import without_masses
from gongkai_desk.layout.model import SURE, Layout, Role
from gongkai_desk.layout.notesbelow import notes_below
from gongkai_desk.layout.obligations import find_obligations, find_standing_duties
from gongkai_desk.layout.paragraphs import read_paragraphs
from gongkai_desk.layout.prose import ProseReader
from gongkai_desk.layout.rosters import annex_roster
from gongkai_desk.layout.runningtext import running_text
from gongkai_desk.layout.tables import continue_table, find_tables
from gongkai_desk.layout.tasktable import TableReader
from gongkai_desk.layout.textlines import lines_of

_NOTES = 12  # so many rows at the end of a table may hold its notes


@dataclass
class _Table:
    """One table found, before it is read."""

    cells: Cells
    layout: Layout
    title: str
    unit: str = ""
    headings: tuple[str, ...] = ()
    notes: list[tuple[str, Source]] = field(default_factory=list)


@dataclass
class _Part:
    """What one table, or all prose, gave."""

    title: str
    signature: str
    prose: bool = False
    tasks: list[Task] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    aliases: tuple[tuple[str, str], ...] = ()
    deadline_column: bool = False
    columns: tuple[tuple[str, int], ...] = ()
    source: Source = field(default_factory=lambda: Source(""))


def understand(
    document: Document, *, roster: Roster | None = None, year: int | None = None, issued: date | None = None,
    hints: Sequence[Layout] = (),
) -> tuple[Breakdown, ...]:
    """Read a document.

    ``roster``: the project's units, whose names win over guesses. ``year`` and ``issued`` replace what the document says.
    ``hints``: layouts set by hand, used for tables with the same header. Tables with the same header under one title become
    one breakdown; prose that hands out tasks is one of its own. A report's ``task`` is ``#n``, counted from 0 in ``tasks``.
    Raises :class:`Unreadable` (``no-table``) where nothing hands out tasks; its sentence says what was looked at.
    """
    document = without_masses(document)
    blocks = to_blocks(document.grids)
    tables = _find_all(blocks, hints)
    used = {id(table.cells.grid) for table in tables}
    paragraphs = [
        line.strip() for grid in blocks if grid.kind is GridKind.PROSE for row in grid.rows
        for line in lines_of(grid.text(row.index, 1))
    ]
    around = _lines_around(tables)
    facts = find_facts(paragraphs or around, [table.title for table in tables], document.path, around, _signatures(tables))
    said = None if year is None else find_year(facts.title)
    facts = replace(facts, year=year or facts.year, issued=issued or facts.issued)
    annex = annex_roster([grid for grid in blocks if id(grid) not in used])
    context = Context(year=facts.year, issued=facts.issued, roster=_joined(roster, annex))
    context.first_leads = says_first_leads((*paragraphs, *around, *_lines_beside(tables)))
    parts = [_read_table(table, position, context) for position, table in enumerate(tables)]
    prose, rest = _read_prose(blocks, len(tables), context, facts)
    parts = [part for part in ([prose] if prose else []) + parts if part.tasks and _gives_work(part)]
    if not parts:
        raise _refusal(document, blocks)
    lines = rest + _sourced_lines_around(tables) + _sourced_notes(tables, parts)
    if said is not None and said != year:
        what = f"标题写的是{said}年，按指定的{year}年理解，请核对年度"
        parts[0].doubts.insert(0, Doubt(what, parts[0].source, "given-year"))
    obligations = find_obligations(lines, context)
    obligations += find_standing_duties(prose.tasks if prose else (), context)
    return tuple(
        replace(breakdown, obligations=obligations if position == 0 else ())
        for position, breakdown in enumerate(_to_breakdown(document, part, facts, annex) for part in _merge(parts))
    )


def propose(grid: Grid) -> Layout | None:
    """The layout of a grid's first table, for the clerk to see and correct; None where none is found."""
    if grid.kind is GridKind.PROSE:
        return None
    found = find_tables(Cells(grid))
    return found[0] if found else None


def read_with(grid: Grid, layout: Layout, *, year: int | None = None, issued: date | None = None,
              roster: Roster | None = None) -> Breakdown:
    """Read one table with a layout as given, without proposing one."""
    context = Context(year=year, issued=issued, roster=roster or Roster())
    table = _Table(Cells(grid), layout, "")
    part = _read_table(table, 0, context)
    return _to_breakdown(Document(grid.file, "", (grid,)), part, Facts(year=year, issued=issued), Roster())


def _find_all(blocks: Sequence[Grid], hints: Sequence[Layout]) -> list[_Table]:
    """The tables of all blocks; one without a header may be the next page of the table before."""
    tables: list[_Table] = []
    for position, grid in enumerate(blocks):
        found = _tables_of(blocks, position, grid, hints)
        if tables and grid.kind is GridKind.TABLE and (not found or not found[0].layout.header_rows):
            cells = Cells(grid)
            layout = continue_table(cells, tables[-1].layout)
            found = [_Table(cells, layout, "")] if layout is not None else found
        if found and position + 1 < len(blocks):
            found[-1].notes = notes_below(blocks[position + 1])
        tables += found
    divided = hand_down([table.headings for table in tables], [(table.cells, table.layout) for table in tables])
    for table, headings in zip(tables, divided, strict=True):
        table.headings = headings
    return tables


def _tables_of(blocks: Sequence[Grid], position: int, grid: Grid, hints: Sequence[Layout]) -> list[_Table]:
    if grid.kind is GridKind.PROSE or not grid.rows:
        return []
    cells = Cells(grid)
    before: list[str] = []
    for earlier in reversed(blocks[:position]):
        if earlier.kind is not GridKind.PROSE:
            break
        before = [earlier.text(row.index, 1) for row in earlier.rows[-3:]] + before
    found = []
    for number, layout in enumerate(find_tables(cells, hints)):
        titles = [cells.text(row, column) for row in layout.title_rows for column in cells.filled(row)[:1]]
        title = table_title(titles, [] if number else before, grid.sheet)
        if not is_catalogue(layout, title, _row_above(cells, layout)):
            unit = _unit_over(titles, [] if number else before, grid.sheet)
            headings = heading_above([*([] if number else before), *titles])
            found.append(_Table(with_lost_merges(cells, layout), layout, title, unit, headings))
    return found


def _row_above(cells: Cells, layout: Layout) -> list[str]:
    """The last row above a table that fills several cells: its header, though none was understood."""
    rows = [texts for row in layout.title_rows if len(texts := [text for text in cells.texts(row) if text]) > 1]
    return rows[-1] if rows else []


def _unit_over(titles: Sequence[str], before: Sequence[str], sheet: str | None) -> str:
    """The unit that the line above a table, or its sheet's name, is: all its tasks are that unit's."""
    for text in (*reversed(titles), *reversed(before[-2:]), sheet or ""):
        unit = unit_above((text.strip(),))[0] or unit_in_title(text) if text.strip() else ""
        if unit:
            return unit
    return ""


def _lines_around(tables: Sequence[_Table]) -> list[str]:
    """The lines above the tables of a sheet: its title, a notice, 填报日期."""
    return [text for table in tables for row in table.layout.title_rows for text in table.cells.texts(row) if text]


def _lines_beside(tables: Sequence[_Table]) -> list[str]:
    """The headers of the tables, and the lines in and under them that may be notes."""
    lines = [column.header for table in tables for column in table.layout.columns]
    for table in tables:
        for row in table.cells.rows[-_NOTES:]:
            texts = [text for text in table.cells.texts(row.index) if text]
            lines += texts if len(texts) < 3 else []
    return lines


def _signatures(tables: Sequence[_Table]) -> list[str]:
    """Who signed under the tables and when: an office and its date in one cell, in two rows, or in an imprint (…印发)."""
    found: list[str] = []
    for table in tables:
        rows = [[text for text in table.cells.texts(row.index) if text] for row in table.cells.rows[-_NOTES:]]
        lone = [texts[0] if len(texts) == 1 else "" for texts in rows]
        found += ["".join(texts) for texts in rows if len(texts) == 2 and texts[1].endswith("印发")]
        found += lone
        found.append("".join(lone[position] for position in sorted(find_signature(lone))))
    return found


def _sourced_lines_around(tables: Sequence[_Table]) -> list[tuple[str, Source]]:
    return [
        (text, table.cells.source(row))
        for table in tables for row in table.layout.title_rows for text in table.cells.texts(row) if len(text) > 12
    ]


def _sourced_notes(tables: Sequence[_Table], parts: Sequence[_Part]) -> list[tuple[str, Source]]:
    """The notes under the tables, each with the row it stands in."""
    below = {note for table in tables for note, _ in table.notes}  # read with the other paragraphs
    noted = {note: part.source for part in parts for note in part.notes if note not in below}
    for table in tables if noted else ():
        for row in reversed(table.cells.indexes):
            text = "".join(text for text in table.cells.texts(row) if text)
            if text in noted:
                noted[text] = table.cells.source(row)
    return list(noted.items())


def _joined(roster: Roster | None, annex: Roster) -> Roster:
    if roster is None:
        return annex
    known = {unit.name for unit in roster.units}
    return Roster(
        (*roster.units, *(unit for unit in annex.units if unit.name not in known)), {**annex.groups, **roster.groups}
    )


def _read_table(table: _Table, position: int, context: Context) -> _Part:
    context.doubts = []
    context.aliases = {}
    layout = table.layout
    reading = TableReader(table.cells, layout, context, table=position, unit=table.unit, headings=table.headings).read()
    _doubt_layout(table, context)
    context.sum_up()
    return _Part(
        table.title, layout.signature or f"#{position}", tasks=reading.tasks, reports=reading.reports,
        notes=[*reading.notes, *(note for note, _ in table.notes)],
        doubts=context.doubts, aliases=tuple(context.aliases), deadline_column=layout.first(Role.DEADLINE) is not None,
        columns=_columns(layout), source=table.cells.source(layout.first_row),
    )


def _columns(layout: Layout) -> tuple[tuple[str, int], ...]:
    """Where lead, support and deadline stand, for findings that point to a cell."""
    fields = (("lead", (Role.LEAD,)), ("support", (Role.SUPPORT, Role.DUTY)), ("deadline", (Role.DEADLINE,)))
    return tuple((name, column) for name, roles in fields if (column := layout.first(*roles)) is not None)


def _doubt_layout(table: _Table, context: Context) -> None:
    """Say what was inferred about the table as a whole."""
    layout, cells = table.layout, table.cells
    source = cells.source(layout.header_rows[0] if layout.header_rows else layout.first_row)
    if layout.score < SURE:
        roles = "、".join(f"第{column.column}列{column.role.label}" for column in layout.columns if column.role is not Role.EXTRA)
        context.doubt("unsure-layout", f"对表格版式把握不大（{roles}），请核对", source)
    for column in layout.columns:
        if "只有一列责任单位" in column.reason:
            context.doubt("duty-as-lead", f"“{column.header}”是唯一的单位列，按牵头（责任）单位理解，是否如此？", source)
        elif "与内容不符" in column.reason:
            context.doubt("lying-header", f"“{column.header}”{column.reason}", source)
        elif column.score < SURE <= layout.score and column.role is not Role.EXTRA and not layout.hand:
            context.doubt("guessed-column", f"“{column.header}”列是按内容当作{column.role.label}的，请核对", source)
    thirds = [column.header for column in layout.columns if column.role is Role.DUTY]
    if thirds and layout.first(Role.SUPPORT):
        context.doubt("third-role", f"“{'、'.join(thirds)}”列的单位并入配合单位，原文保留", source)
    if cells.grid.visibility is not Visibility.VISIBLE:
        context.doubt("hidden-sheet", f"工作表“{cells.grid.sheet}”是隐藏的，仍已读入", source)


def _read_prose(
    blocks: Sequence[Grid], position: int, context: Context, facts: Facts,
) -> tuple[_Part | None, list[tuple[str, Source]]]:
    context.doubts = []
    context.aliases = {}
    paragraphs = without_footer(read_paragraphs(running_text(blocks)))
    title = document_title([paragraph.text for paragraph in paragraphs]) or facts.title
    reader = ProseReader(paragraphs, context, table=position, title=title)
    tasks = reader.read()
    context.sum_up()
    rest = [(paragraph.text, paragraph.source) for paragraph in reader.rest]
    if not tasks:
        return None, rest
    notes = [text for text, _ in rest if is_note(text)] if not position else []
    part = _Part(
        title, "prose", True, tasks, notes=notes, doubts=context.doubts, aliases=tuple(context.aliases), source=tasks[0].source,
    )
    return part, rest


def _merge(parts: Sequence[_Part]) -> list[_Part]:
    """Tables that go on with the same header (a table cut into several) become one."""
    merged: list[_Part] = []
    for part in parts:
        last = merged[-1] if merged else None
        if last and _continues(last, part):
            offset = len(last.tasks)
            last.tasks += part.tasks
            last.reports += [replace(report, task=f"#{int(report.task[1:]) + offset}") for report in part.reports]
            last.notes += part.notes
            last.doubts += part.doubts
            last.aliases += part.aliases
        else:
            merged.append(part)
    return merged


def _continues(last: _Part, part: _Part) -> bool:
    same = last.signature == part.signature and not part.prose and not last.prose
    return same and (not part.title or part.title == last.title)


def _to_breakdown(document: Document, part: _Part, facts: Facts, annex: Roster) -> Breakdown:
    return Breakdown(
        path=document.path, title=part.title or facts.title, number=facts.number, issuer=facts.issuer, year=facts.year,
        issued=facts.issued, notes=tuple(part.notes), roster=annex, aliases=tuple(dict.fromkeys(part.aliases)),
        tasks=tuple(part.tasks), reports=tuple(part.reports), doubts=(*document.doubts, *part.doubts),
        has_deadline_column=part.deadline_column, prose=part.prose, columns=part.columns,
    )


def _gives_work(part: _Part) -> bool:
    """A table that names nobody and no date anywhere hands out work only if its title says so."""
    if part.prose or gives_work(part.title):
        return True
    return any(task.lead.raw or task.support.raw or task.deadline.raw or task.persons for task in part.tasks)


def _is_roster(grid: Grid) -> bool:
    return grid.kind is GridKind.TABLE and any(
        lists_units(str(value) for value in row.values if isinstance(value, str)) for row in grid.rows[:8])


def _refusal(document: Document, blocks: Sequence[Grid]) -> Unreadable:
    looked = []
    for grid in blocks:
        if grid.rows and grid.kind is GridKind.TABLE:
            name = f"“{grid.sheet}”" if grid.sheet else "表格"
            looked.append(f"{name}第{grid.rows[0].index}至{grid.rows[-1].index}行")
        elif grid.rows:
            looked.append(f"正文{len(grid.rows)}段")
    what = next((doubt.what for doubt in document.doubts if doubt.kind == "too-long"), "文件里没有内容")
    if looked:
        places = "、".join(looked[:6]) + ("等" if len(looked) > 6 else "")
        what = f"看过{places}，没有认出任务表头，也没有带责任单位的段落"
    if any(_is_roster(grid) for grid in blocks):
        remedy = "新建台账时把它作为单位名录一并加入（命令行用 --roster）"
        return Unreadable(RefusalKind.NO_TABLE, "这是一份单位名录，里面没有任务", document.path, remedy)
    remedy = "请确认选对了文件；确有任务表的，请在导入界面手工指定表头行和各列含义"
    return Unreadable(RefusalKind.NO_TABLE, what, document.path, remedy)
