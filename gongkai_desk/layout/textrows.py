"""The rows of a table in text: cells given their columns, lost merges of units and headings restored."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from gongkai_desk.grids.grid import Row, Span
from gongkai_desk.language import heading_level, is_group, looks_like_unit, read_units
from gongkai_desk.language.splitting import whole
from gongkai_desk.layout.content import is_deadline_like, is_number_like, is_unit_like
from gongkai_desk.layout.headerwords import clean_header, is_group_header, read_header
from gongkai_desk.layout.lines import is_form_line, is_note, is_sum
from gongkai_desk.layout.model import UNIT_ROLES, Role
from gongkai_desk.layout.textalign import HEADING, Alignment, Placed, align, align_row, is_name
from gongkai_desk.layout.textcells import Cell, Shape, is_duty_head, roles_of, split_stream

_LISTED = re.compile("[、，,；;]")
_LEVELS = frozenset("省市州盟县区旗国各")
_Table = tuple[list[Row], list[Span]]


class _Builder:
    """Gathers the rows of one table."""

    def __init__(self, header: Sequence[Cell], roles: Sequence[Role], heads: Sequence[int]) -> None:
        self.roles = list(roles)
        self.width = len(roles)
        self.spans: list[Span] = []
        self.levels: list[int | None] = [None] * self.width
        self.moved: set[int] = set()
        first = header[0].row
        values = [""] * self.width
        for cell, column in zip(header, heads, strict=True):
            values[column] = cell.text
        self.rows: list[Row] = [Row(first, tuple(values))]
        ends = [*heads[1:], self.width]
        for column, end in zip(heads, ends, strict=True):
            if end - column > 1:
                self.spans.append(Span(first, column + 1, first, end))

    def add(self, row: int, cells: dict[int, str]) -> None:
        """One row; its number is that of its first paragraph."""
        row = max(row, self.rows[-1].index + 1) if row <= self.rows[-1].index else row
        values = tuple(cells.get(column, "") for column in range(self.width))
        self.rows.append(Row(row, values))

    def heading(self, row: int, text: str) -> None:
        """A heading or a note over the whole width."""
        self.add(row, {0: text})
        index = self.rows[-1].index
        self.spans.append(Span(index, 1, index, self.width))


def build_rows(header: Sequence[Cell], body: Sequence[Sequence[Cell]], shape: Shape) -> _Table:
    """Rows and merges of a table whose header and body lines are cut into cells already."""
    if shape in (Shape.STREAM, Shape.STREAM_PIPES):
        return _from_stream([cell for cell in header if cell.text], [cell for line in body for cell in line], shape)
    return _from_lines(header, body)


# -- rows on lines -----------------------------------------------------------------------------------------------------

def _from_lines(header: Sequence[Cell], body: Sequence[Sequence[Cell]]) -> _Table:
    header, body = _lower_header(header, [_once(line) for line in body])
    if _fits([cell.text for cell in header], [[cell.text for cell in line] for line in body]):
        return _as_they_stand(header, body)
    named = [cell for cell in header if cell.text]
    roles, heads = roles_of(named), list(range(len(named)))
    widest = _usual_width(body)
    if widest > len(named):
        full = ([cell.text for cell in line if cell.text] for line in body)
        roles, heads = _stretch(named, [texts for texts in full if len(texts) == widest])
    builder = _Builder(named, roles, heads)
    builder.levels = _usual_levels(body, builder.width)
    for line in body:
        _add_line(builder, line)
    _restore_shared(builder, blanks_known=False)
    return builder.rows, builder.spans


def _once(line: Sequence[Cell]) -> Sequence[Cell]:
    """A line that says one thing in all its cells is a heading written into every cell it was merged over."""
    filled = [cell for cell in line if cell.text]
    return filled[:1] if len(filled) > 2 and len({cell.text for cell in filled}) == 1 else line


def _lower_header(header: Sequence[Cell], body: Sequence[Sequence[Cell]]) -> tuple[list[Cell], Sequence[Sequence[Cell]]]:
    """A second and a third header line (牵头单位, 配合单位 below 责任单位) are set in place of their common heads."""
    below = body
    header, below = _one_lower(header, below)
    return _one_lower(header, below) if below is not body else (list(header), body)


def _one_lower(header: Sequence[Cell], body: Sequence[Sequence[Cell]]) -> tuple[list[Cell], Sequence[Sequence[Cell]]]:
    header = list(header)
    second = [cell for cell in body[0] if cell.text] if body else []
    words = [read_header(cell.text) for cell in second]
    quarters = all(word is not None and word.role is Role.TARGET for word in words)
    heads = [
        position for position, cell in enumerate(header)
        if is_group_header(cell.text) or is_duty_head(cell.text)
        or (quarters and (word := read_header(cell.text)) and word.role is Role.PROGRESS)
    ]
    if len(second) < 2 or not all(words) or not heads:
        return header, body
    at = heads[0]
    lower = body[0]
    aligned = len(lower) > at and len(lower) >= len(header) and not any(cell.text for cell in lower[:at])
    blanks = sum(1 for cell in header[at + 1:at + len(second)] if not cell.text)
    rest = header[at + 1 + blanks:] if aligned else [cell for cell in header[at + 1:] if cell.text]
    first = header[0].row
    return [*header[:at], *(Cell(first, cell.text) for cell in second), *rest], body[1:]


def _fits(header: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether every line's cells stand under the headers as they are counted from the left, blanks included."""
    words = [read_header(text) if text else None for text in header]
    good = bad = 0
    for line in body:
        if sum(map(bool, line)) < 2:
            continue
        if len(line) > len(header) and any(line[len(header):]):
            return False
        for text, word in zip(line, words, strict=False):
            if text and word is not None:
                fits = _suits(text, word.role)
                good, bad = good + (fits is True), bad + (fits is False)
    return good > 9 * bad


def _suits(text: str, role: Role) -> bool | None:
    """Whether a text can stand in a column of this role; None where that says nothing."""
    if role is Role.NUMBER:
        return is_number_like(text) or len(text) < 8
    if role in UNIT_ROLES:
        return is_unit_like(text) or (len(text) < 12 and text[-1] not in "。；;" and not is_deadline_like(text))
    if is_name(text) is not (role is Role.PERSON) and role in (Role.TASK, Role.REQUIREMENT, Role.PERSON):
        return False if is_name(text) or len(text) > 12 or is_unit_like(text) else None
    if role in (Role.TASK, Role.REQUIREMENT) and (is_unit_like(text) or (is_deadline_like(text) and len(text) < 8)):
        return False
    if is_number_like(text) and role in (Role.TASK, Role.REQUIREMENT, Role.DEADLINE):
        return False
    return True if role in (Role.TASK, Role.REQUIREMENT) and len(text) > 12 else None


def _as_they_stand(header: Sequence[Cell], body: Sequence[Sequence[Cell]]) -> _Table:
    roles = [word.role if cell.text and (word := read_header(cell.text)) else Role.EXTRA for cell in header]
    width = max(len(header), *(len(line) for line in body)) if body else len(header)
    padded = [*header, *(Cell(header[0].row, "") for _ in range(width - len(header)))]
    builder = _Builder(padded, [*roles, *[Role.EXTRA] * (width - len(roles))], list(range(width)))
    builder.levels = [*_usual_levels(body, sum(1 for cell in header if cell.text)), *[None] * width][:width]
    for line in body:
        filled = [cell for cell in line if cell.text]
        if len(filled) == 1 and line[0].text:
            _add_lone(builder, filled[0])
        elif filled and len(filled) < width and _shifted(line, builder.roles):
            placed = align_row([cell.text for cell in filled], builder.roles, builder.levels)
            builder.moved.add(len(builder.rows))
            builder.add(filled[0].row, _gather(filled, placed))
        elif filled:
            builder.add(filled[0].row, {column: cell.text for column, cell in enumerate(line)})
    _restore_shared(builder, blanks_known=True)
    return builder.rows, builder.spans


def _shifted(line: Sequence[Cell], roles: Sequence[Role]) -> bool:
    """Whether a line with blank cells at its end lost a merged cell in front of others: its texts stand under wrong headers."""
    if line[-1].text and len(line) >= len(roles):
        return False
    return any(cell.text and _suits(cell.text, role) is False for cell, role in zip(line, roles, strict=False))


def _usual_width(body: Sequence[Sequence[Cell]]) -> int:
    """The greatest number of filled cells that several lines have."""
    counts = Counter(sum(1 for cell in line if cell.text) for line in body)
    often = [width for width, count in counts.items() if count >= max(1, len(body) // 10)]
    return max(often, default=0)


def _usual_levels(body: Sequence[Sequence[Cell]], width: int) -> list[int | None]:
    """The numbering that most cells of each column bear in the lines that fill every column."""
    full = [cells for line in body if len(cells := [cell.text for cell in line if cell.text]) == width]
    usual: list[int | None] = []
    for column in range(width):
        levels = Counter(heading_level(cells[column]) for cells in full)
        level, count = levels.most_common(1)[0] if levels else (None, 0)
        usual.append(level if count * 2 > len(full) else None)
    return usual


def _add_line(builder: _Builder, line: Sequence[Cell]) -> None:
    filled = [cell for cell in line if cell.text]
    if not filled:
        return
    if len(filled) == 1:
        _add_lone(builder, filled[0])
    elif len(line) == builder.width and all(
        _suits(cell.text, role) is not False for cell, role in zip(line, builder.roles, strict=True) if cell.text
    ):
        builder.add(filled[0].row, {column: cell.text for column, cell in enumerate(line)})
    else:
        placed = align_row([cell.text for cell in filled], builder.roles, builder.levels)
        builder.add(filled[0].row, _gather(filled, placed))


def _add_lone(builder: _Builder, cell: Cell) -> None:
    last = builder.rows[-1]
    if len(builder.rows) > 1 and is_unit_like(cell.text) and any(last.values):
        columns = [number for number, role in enumerate(builder.roles) if role in UNIT_ROLES and last.values[number]]
        column = columns[-1] if columns else None
        if column is not None:
            values = list(last.values)
            values[column] = f"{values[column]}\n{cell.text}"
            builder.rows[-1] = Row(last.index, tuple(values))
            return
    task = builder.roles.index(Role.TASK) if Role.TASK in builder.roles else None
    if task is not None and builder.levels[task] is not None and builder.levels[task] == heading_level(cell.text):
        builder.add(cell.row, {task: cell.text})  # all its other cells were merged with those above
        return
    builder.heading(cell.row, cell.text)


def _gather(cells: Sequence[Cell], placed: Sequence[Placed]) -> dict[int, str]:
    found: dict[int, str] = {}
    for item in placed:
        text = cells[item.cell].text
        found[item.column] = f"{found[item.column]}\n{text}" if item.column in found else text
    return found


def _stretch(header: Sequence[Cell], rows: Sequence[Sequence[str]]) -> tuple[list[Role], list[int]]:
    """A header with fewer cells than the rows: 具体要求 stands over number and text. Where each header begins."""
    width = len(rows[0])
    kinds = [_kind_of([row[column] for row in rows[:40]]) for column in range(width)]
    roles = roles_of(header)
    extra = width - len(header)
    heads: list[int] = []
    column = 0
    for number, role in enumerate(roles):
        heads.append(column)
        column += 1
        wanted = _wanted(role)
        while extra > 0 and len(roles) - number - 1 <= width - column - 1 and (
            (kinds[column - 1] == "number" and wanted != "number")
            or (kinds[column] == wanted == "text" and _spare(kinds, roles, column, number))
        ):
            column += 1
            extra -= 1
    stretched = [Role.EXTRA] * width
    for number, start in enumerate(heads):
        end = heads[number + 1] if number + 1 < len(heads) else width
        for place in range(start, end):
            stretched[place] = Role.NUMBER if kinds[place] == "number" else roles[number]
    return stretched, heads


def _spare(kinds: Sequence[str], roles: Sequence[Role], column: int, number: int) -> bool:
    """Whether the columns from here still suffice for the headers to come, kind by kind."""
    need = [_wanted(role) for role in roles[number + 1:]]
    have = list(kinds[column + 1:])
    for kind in reversed(need):
        while have and kind not in ("any", have[-1]):
            have.pop()
        if not have:
            return False
        have.pop()
    return True


def _wanted(role: Role) -> str:
    if role in UNIT_ROLES or role is Role.OFFICE:
        return "unit"
    if role is Role.NUMBER:
        return "number"
    if role in (Role.TASK, Role.REQUIREMENT, Role.NAME, Role.SECTION):
        return "text"
    return "deadline" if role is Role.DEADLINE else "any"


def _kind_of(texts: Sequence[str]) -> str:
    filled = [text for text in texts if text]
    if not filled:
        return "any"
    if sum(map(is_number_like, filled)) * 2 > len(filled):
        return "number"
    if sum(looks_like_unit(text) >= 0.6 for text in filled) * 2 > len(filled):
        return "unit"
    if sum(map(is_deadline_like, filled)) * 2 > len(filled):
        return "deadline"
    return "text"


# -- one cell per line -------------------------------------------------------------------------------------------------

def _from_stream(header: Sequence[Cell], cells: Sequence[Cell], shape: Shape) -> _Table:
    roles = roles_of(header)
    heads = list(range(len(header)))
    if shape is Shape.STREAM_PIPES:
        cells = _in_step(split_stream(cells), roles)
        chunks = _chunks(cells, len(roles))
        if _fits([cell.text for cell in header], [[cell.text for cell in chunk] for chunk in chunks]):
            return _as_they_stand(header, chunks)
    cells, notes = _part_notes(_without_sums(_mend_units(_without_header(header, [cell for cell in cells if cell.text]))))
    roles, heads = _add_number(roles, heads, cells)
    builder = _Builder(header, roles, heads)
    _take_stream(builder, cells, _best_alignment([cell.text for cell in cells], roles).placed)
    for cell in notes:
        builder.heading(cell.row, cell.text)
    _restore_shared(builder, blanks_known=False)
    return builder.rows, builder.spans


def _in_step(cells: Sequence[Cell], roles: Sequence[Role]) -> Sequence[Cell]:
    """The cells without what is left of the header in front of them: the first number stands in the number column."""
    width = len(roles)
    if roles[0] is not Role.NUMBER or width < 3:
        return cells
    first = next((at for at, cell in enumerate(cells[:4 * width]) if cell.text in ("1", "01")), 0)
    return cells[first % width:]


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


def _best_alignment(texts: Sequence[str], roles: Sequence[Role]) -> Alignment:
    """The task column may hold nothing but headings (目标任务 over 一、 and (一)); then the next text is the task."""
    found = align(texts, roles)
    if Role.TASK in roles and Role.REQUIREMENT in roles:
        other = [Role.SECTION if role is Role.TASK else Role.TASK if role is Role.REQUIREMENT else role for role in roles]
        instead = align(texts, other)
        if instead.score > found.score:
            return instead
    return found


def _take_stream(builder: _Builder, cells: Sequence[Cell], placed: Sequence[Placed]) -> None:
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
    if first[-1:] in "。；;" or first.endswith(("人", "领导", "同志")):
        return False
    *others, tail = _LISTED.split(first)
    head = _LISTED.split(second)[0]
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


# -- lost merges -------------------------------------------------------------------------------------------------------

def _restore_shared(builder: _Builder, *, blanks_known: bool) -> None:
    """Groups in one of two neighbouring unit columns, the other blank, in a table that fills both: one merged cell."""
    columns = [column for column, role in enumerate(builder.roles) if role in UNIT_ROLES]
    if len(columns) < 2 or columns[1] != columns[0] + 1:
        return
    first, second = columns[:2]
    body = [row for row in builder.rows[1:] if sum(map(bool, row.values)) > 1]
    both = sum(1 for row in body if row.values[first] and row.values[second])
    if both < 2:
        return
    for position, row in enumerate(builder.rows[1:], start=1):
        if row.values[first] and row.values[first] == row.values[second]:
            units = read_units(str(row.values[first])).units
            if len(units) > 1 or any(map(is_group, units)):
                values = list(row.values)
                values[second] = ""
                builder.rows[position] = Row(row.index, tuple(values))
                builder.spans.append(Span(row.index, first + 1, row.index, second + 1))
            continue
        if sum(map(bool, row.values)) < 2 or bool(row.values[first]) == bool(row.values[second]):
            continue
        alone = str(row.values[first] or row.values[second])
        stands_left = bool(row.values[first])
        known = blanks_known and position not in builder.moved
        units = read_units(alone).units
        if any(map(is_group, units)) and (len(units) > 1 or not stands_left) and (stands_left or not known):
            values = list(row.values)
            values[first], values[second] = alone, ""
            builder.rows[position] = Row(row.index, tuple(values))
            builder.spans.append(Span(row.index, first + 1, row.index, second + 1))
