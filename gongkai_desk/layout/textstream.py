"""Tables in text with one cell per line, with or without pipes between: rows found again, and any table in text read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai_desk.language import heading_level, looks_like_unit, read_units
from gongkai_desk.language.splitting import whole
from gongkai_desk.layout.content import is_measure, is_number_like, is_unit_like
from gongkai_desk.layout.headerwords import clean_header
from gongkai_desk.layout.lines import counts_tasks, is_form_line, is_note, is_sum
from gongkai_desk.layout.model import TEXT_ROLES, UNIT_ROLES, Role
from gongkai_desk.layout.textalign import HEADING, Alignment, Placed, align
from gongkai_desk.layout.textbuild import RowBuilder, TextTable, restore_shared
from gongkai_desk.layout.textcells import Cell, Shape, roles_of, split_stream
from gongkai_desk.layout.textfit import is_name
from gongkai_desk.layout.textrows import as_they_stand, fits_header, rows_of_lines

_LISTED = re.compile("[、，,；;]")
_FEWEST_ROWS = 4
_REMARK = re.compile(r"[（(][^（）()、，,]{2,12}[)）]")
_LEVELS = frozenset("省市州盟县区旗国各")


def build_rows(header: Sequence[Cell], body: Sequence[Sequence[Cell]], shape: Shape) -> TextTable:
    """Rows and merges of a table whose header and body lines are cut into cells already."""
    if shape in (Shape.STREAM, Shape.STREAM_PIPES):
        return rows_of_stream([cell for cell in header if cell.text], [cell for line in body for cell in line], shape)
    return rows_of_lines(header, body)


def rows_of_stream(header: Sequence[Cell], cells: Sequence[Cell], shape: Shape) -> TextTable:
    """Rows and merges of a stream of cells; with pipes between, blank cells are known and rows may be counted out."""
    roles = _one_task(roles_of(header))
    heads = list(range(len(header)))
    if shape is Shape.STREAM_PIPES:
        cells = _in_step(split_stream(cells, clean_header(header[0].text)), roles)
        chunks = _chunks(cells, len(roles))
        if fits_header([cell.text for cell in header], [[cell.text for cell in chunk] for chunk in chunks]):
            return as_they_stand(header, chunks)
    cells, notes = _part_notes(_without_sums(_mended(_without_header(header, [cell for cell in cells if cell.text]))))
    roles, heads = _add_number(_with_measures(header, roles, cells), heads, cells)
    builder = RowBuilder(header, roles, heads)
    placed = _best_alignment([cell.text for cell in cells], roles, whole=shape is Shape.STREAM_PIPES).placed
    _take_stream(builder, cells, placed)
    for cell in notes:
        builder.heading(cell.row, cell.text)
    restore_shared(builder, blanks_known=False)
    return builder.rows, builder.spans


def _mended(cells: Sequence[Cell]) -> list[Cell]:
    return _mend_units(_mend_brackets(cells))


def _in_step(cells: Sequence[Cell], roles: Sequence[Role]) -> Sequence[Cell]:
    """The cells without what is left of the header in front of them: the first number stands in the number column."""
    width = len(roles)
    if roles[0] is not Role.NUMBER or width < 3:
        return cells
    first = next((at for at, cell in enumerate(cells[:4 * width]) if cell.text in ("1", "01")), 0)
    dropped = cells[:first % width]
    headings = [cell for cell in dropped if counts_tasks(cell.text) or (heading_level(cell.text) or 9) <= 2]
    return [*headings, *cells[len(dropped):]]


def _without_header(header: Sequence[Cell], cells: Sequence[Cell]) -> list[Cell]:
    """The stream without the header that is repeated on each page."""
    words = [clean_header(cell.text) for cell in header]
    kept: list[Cell] = []
    position = 0
    while position < len(cells):
        if clean_header(cells[position].text) == words[0] and len(words) > 2 and [
            clean_header(cell.text) for cell in cells[position:position + len(words)]
        ] == words:
            position += len(words)
        else:
            kept.append(cells[position])
            position += 1
    return kept


def _without_sums(cells: Sequence[Cell]) -> list[Cell]:
    """The stream without 小计 and 合计, and the figures behind them."""
    kept: list[Cell] = []
    summing = False
    for cell in cells:
        summing = is_sum(cell.text) or (summing and is_number_like(cell.text) and len(cell.text) < 8)
        if not summing:
            kept.append(cell)
    return kept


def _part_notes(cells: Sequence[Cell]) -> tuple[Sequence[Cell], Sequence[Cell]]:
    """The cells of the table, and the notes below it: what follows the last 注 or 说明 with no number behind it."""
    for position in range(len(cells) - 1, 0, -1):
        text = cells[position].text
        if is_number_like(text):
            break
        if (is_note(text) and len(text) > 6) or is_form_line(text):
            start = position
            while start > 1 and (is_note(cells[start - 1].text) or is_form_line(cells[start - 1].text)):
                start -= 1
            return cells[:start], cells[start:]
    return cells, ()


def _best_alignment(texts: Sequence[str], roles: Sequence[Role], *, whole: bool) -> Alignment:
    """The alignment that fits best, a last column that each row fills told from headings that hold for several rows."""
    found = _likeliest(texts, roles, whole=whole)
    last = len(roles) - 1
    if roles[0] is not Role.SECTION or roles[last] not in (Role.EXTRA, Role.REMARKS, Role.ASSESSOR, Role.PERSON):
        return found
    rows = sum(1 for item in found.placed if item.opens and item.column != HEADING)
    if rows < _FEWEST_ROWS or _fills(found, 0) < 0.6 * rows or _fills(found, last) > 0.5 * rows:
        return found
    instead = align(texts, roles, whole=whole, rare=0)
    return instead if _fills(instead, last) > 0.7 * rows else found


def _heads(found: Alignment, first: int, other: int, texts: Sequence[str]) -> bool:
    """Whether the cells of one column head those of the other: they are fewer, or bear the numbers of headings."""
    heads = [texts[item.cell] for item in found.placed if item.column == first]
    return len(heads) <= 0.6 * _fills(found, other) or all((heading_level(text) or 9) <= 2 for text in heads)


def _fills(found: Alignment, column: int) -> int:
    return sum(1 for item in found.placed if item.column == column)


def _likeliest(texts: Sequence[str], roles: Sequence[Role], *, whole: bool) -> Alignment:
    """The task column may hold nothing but headings (目标任务 over 一、 and (一)); then the next text is the task."""
    found = align(texts, roles, whole=whole)
    if _points_below(texts, roles, found):
        return align(texts, roles, whole=whole, level=2)
    first, other = _text_columns(roles)
    if first is not None and other is not None:
        swapped = list(roles)
        swapped[first], swapped[other] = Role.SECTION, Role.TASK
        instead = align(texts, swapped, whole=whole)
        if instead.score > found.score and _heads(instead, first, other, texts):
            return instead
    return found


def _points_below(texts: Sequence[str], roles: Sequence[Role], found: Alignment) -> bool:
    """Whether each row has one （一） and the points 1. 2. below it: the task, and its requirements in a column of their own."""
    if not {Role.TASK, Role.REQUIREMENT} <= set(roles) or Role.NUMBER in roles:
        return False
    levels = [heading_level(text) for text in texts]
    rows = sum(1 for item in found.placed if item.opens and item.column != HEADING)
    return levels.count(2) == rows > 1 and levels.count(3) >= rows


def _text_columns(roles: Sequence[Role]) -> tuple[int | None, int | None]:
    """The column of tasks, and a second of tasks or requirements that may hold the tasks instead."""
    if Role.TASK not in roles:
        return None, None
    first = list(roles).index(Role.TASK)
    return first, next(
        (at for at, role in enumerate(roles) if role is Role.REQUIREMENT or (role is Role.TASK and at > first)), None,
    )


def _one_task(roles: Sequence[Role]) -> list[Role]:
    """The second of two columns of tasks says more of the first, where a table has no others."""
    if not set(roles) <= TEXT_ROLES:
        return list(roles)
    first = list(roles).index(Role.TASK) if Role.TASK in roles else len(roles)
    return [Role.REQUIREMENT if role is Role.TASK and at > first else role for at, role in enumerate(roles)]


def _with_measures(header: Sequence[Cell], roles: list[Role], cells: Sequence[Cell]) -> list[Role]:
    """单位 beside 责任单位 is what is counted in (%, 户), where the cells say so."""
    if sum(1 for role in roles if role in UNIT_ROLES) < 2 or sum(1 for cell in cells if is_measure(cell.text)) < 2:
        return roles
    return [
        Role.MEASURE if role in UNIT_ROLES and clean_header(cell.text) == "单位" else role
        for role, cell in zip(roles, header, strict=True)
    ]


def _take_stream(builder: RowBuilder, cells: Sequence[Cell], placed: Sequence[Placed]) -> None:
    current: dict[int, str] = {}
    row = 0
    for item in placed:
        cell = cells[item.cell]
        if item.opens and current:
            builder.add(row, current)
            current = {}
        if item.column == HEADING:
            builder.heading(cell.row, cell.text)
            continue
        if not current:
            row = cell.row
        above = current.get(item.column)
        current[item.column] = cell.text if above is None else _joined(above, cell.text)
    if current:
        builder.add(row, current)


def _joined(above: str, text: str) -> str:
    """Two lines of one cell; units that each stand for themselves must not run together."""
    both = f"{above}\n{text}"
    if is_unit_like(above) and is_unit_like(text) and len(read_units(both).units) < len(read_units(above).units) + 1:
        return f"{above}、{text}"
    return both


def _chunks(cells: Sequence[Cell], width: int) -> list[Sequence[Cell]]:
    return [cells[start:start + width] for start in range(0, len(cells), width)]


def _mend_brackets(cells: Sequence[Cell]) -> list[Cell]:
    """A remark in brackets on a line of its own (主动公开 / （50分）) goes on with the cell above it."""
    mended: list[Cell] = []
    for cell in cells:
        if mended and _REMARK.fullmatch(cell.text) and heading_level(cell.text) is None and not is_unit_like(cell.text[1:-1]):
            mended[-1] = Cell(mended[-1].row, f"{mended[-1].text}\n{cell.text}")
        else:
            mended.append(cell)
    return mended


def _mend_units(cells: Sequence[Cell]) -> list[Cell]:
    """A unit's name torn over two lines (省“互联网+政务服务” / 联席办) becomes one cell again."""
    mended: list[Cell] = []
    position = 0
    while position < len(cells):
        cell = cells[position]
        following = cells[position + 1] if position + 1 < len(cells) else None
        if following is not None and len(cell.text) < 30 and len(following.text) < 30 and _one_unit(cell.text, following.text):
            mended.append(Cell(cell.row, f"{cell.text}\n{following.text}"))
            position += 2
            continue
        mended.append(cell)
        position += 1
    return mended


def _one_unit(first: str, second: str) -> bool:
    return _completes(first, second) or _is_torn_name(first, second)


def _completes(first: str, second: str) -> bool:
    """Whether a list of units ends in the midst of a name that the next line completes (市财政局、市市场 / 监管局、市税务局)."""
    if first[-1:] in "。；;" or first.endswith(("人", "领导", "同志")) or is_name(first):
        return False
    *others, tail = _LISTED.split(first)
    head = _LISTED.split(second)[0]
    if head[:1] in _LEVELS and whole(head):
        return False
    if not tail or not head or len(tail) > 20 or whole(tail) or not whole(tail + head):
        return False
    return all(whole(other) for other in others if other) if others else tail[0] in _LEVELS and not is_unit_like(first)


def _is_torn_name(first: str, second: str) -> bool:
    if first[:1] not in "省市州盟县区旗国" or is_unit_like(first) or len(first) > 20 or len(second) > 12:
        return False
    if second[:1] in "省市州县区旗各" and is_unit_like(second):
        return False
    return len(read_units(first + second).units) == 1 and looks_like_unit(first + second) >= 0.6


def _add_number(roles: list[Role], heads: list[int], cells: Sequence[Cell]) -> tuple[list[Role], list[int]]:
    """Numbers in the stream without a 序号 in the header: a column under the header that follows or precedes."""
    numbers = [position for position, cell in enumerate(cells) if is_number_like(cell.text)]
    if len(numbers) < 3 or len(roles) < 2 or not {Role.NUMBER, Role.SCORE, Role.VALUE, Role.TARGET}.isdisjoint(roles):
        return roles, heads
    at = 1 if numbers[0] == 1 and roles[1] in (Role.REQUIREMENT, Role.TASK, Role.NAME) else 0
    new = [*roles[:at], Role.NUMBER, *roles[at:]]
    return new, [head if head <= at else head + 1 for head in heads]
