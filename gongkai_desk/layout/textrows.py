"""Tables in text whose rows stand on lines: cells given their columns, headings and lower header lines told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gongkai_desk.grids.grid import Row
from gongkai_desk.language import heading_level, looks_like_unit
from gongkai_desk.layout.content import is_deadline_like, is_number_like, is_unit_like
from gongkai_desk.layout.headerwords import is_group_header, read_header
from gongkai_desk.layout.lines import counts_tasks, is_note
from gongkai_desk.layout.model import UNIT_ROLES, Role
from gongkai_desk.layout.textalign import Placed, align_row
from gongkai_desk.layout.textbuild import RowBuilder, TextTable, restore_shared
from gongkai_desk.layout.textcells import Cell, roles_of
from gongkai_desk.layout.textfit import is_name
from gongkai_desk.layout.textheads import by_position, evenly, is_duty_head, spread


def rows_of_lines(header: Sequence[Cell], body: Sequence[Sequence[Cell]]) -> TextTable:
    """Rows and merges of a table whose rows stand on lines, blank cells counted where the lines keep them."""
    header, body = _lower_header(header, [_once(line) for line in body])
    if fits_header([cell.text for cell in header], [[cell.text for cell in line] for line in body]):
        return as_they_stand(header, body)
    named = [cell for cell in header if cell.text]
    roles, heads = roles_of(named), list(range(len(named)))
    widest = _usual_width(body)
    if widest > len(named):
        full = ([cell.text for cell in line if cell.text] for line in body)
        roles, heads = _stretch(named, [texts for texts in full if len(texts) == widest])
    roles = _tasks_merged(roles, [[cell.text for cell in line if cell.text] for line in body])
    builder = RowBuilder(named, roles, heads)
    builder.levels = _usual_levels(body, builder.width)
    for line in body:
        _add_line(builder, line)
    restore_shared(builder, blanks_known=False)
    return builder.rows, builder.spans


def _tasks_merged(roles: list[Role], lines: Sequence[Sequence[str]]) -> list[Role]:
    """The roles with 工作任务 as a heading where it was merged over lines that hold only 具体要求: told by their length."""
    at = next((at for at in range(len(roles) - 1) if roles[at:at + 2] == [Role.TASK, Role.REQUIREMENT]), None)
    full = [texts for texts in lines if len(texts) == max(map(len, lines))]
    short = [texts for texts in lines if 2 < len(texts) == len(full[0]) - 1] if full else []
    if at is None or not short or at + 1 >= len(full[0]):
        return roles
    task, wording = (sum(len(texts[column]) for texts in full) / len(full) for column in (at, at + 1))
    longest = [max(map(len, texts[at:at + 2])) for texts in short]
    nearer = sum(1 for length in longest if abs(length - wording) < abs(length - task))
    if wording <= task or nearer * 2 <= len(short):
        return roles
    return [*roles[:at], Role.SECTION, Role.TASK, *roles[at + 2:]]


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
    if body and _repeats_upper(header, body[0]):
        return list(body[0]), body[1:]
    second = [cell for cell in body[0] if cell.text] if body else []
    merged = _merged(header, body[0]) if second and all(read_header(cell.text) for cell in second) else None
    if merged is not None:
        return [Cell(header[0].row, text) for text in merged], body[1:]
    even = evenly([cell.text for cell in header if cell.text], [cell.text for cell in second])
    if even is not None:
        return [Cell(header[0].row, text) for text in even], body[1:]
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


def _merged(header: Sequence[Cell], lower: Sequence[Cell]) -> list[str] | None:
    """Two header lines as one, by their blank cells where they are kept, else by what stands under what."""
    above, below = [cell.text for cell in header], [cell.text for cell in lower]
    return by_position(above, below) or spread(
        [text for text in above if text], [text for text in below if text], alone=True,
    )


def _repeats_upper(header: Sequence[Cell], line: Sequence[Cell]) -> bool:
    """Whether a second header line holds the first one's words again where they were merged downwards, and lower ones else."""
    filled = [cell for cell in line if cell.text]
    if len(filled) != len([cell for cell in header if cell.text]) or not all(read_header(cell.text) for cell in filled):
        return False
    alike = sum(1 for cell, above in zip(line, header, strict=False) if cell.text and cell.text == above.text)
    return 2 <= alike < len(filled)


def fits_header(header: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether every line's cells stand under the headers as they are counted from the left, blanks included."""
    words = [read_header(text) if text else None for text in header]
    if _mixes_levels(body):
        return False
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


def _mixes_levels(body: Sequence[Sequence[str]]) -> bool:
    """Whether headings (一、) and points (1.) stand in turn in one column of lines that fill several."""
    columns: dict[int, set[bool]] = {}
    for line in body:
        for column, text in enumerate(line if sum(map(bool, line)) > 1 else ()):
            level = heading_level(text) if len(text) > 5 else None
            if level is not None:
                columns.setdefault(column, set()).add(level <= 2)
    return sum(1 for levels in columns.values() if len(levels) > 1) > 1


def _suits(text: str, role: Role) -> bool | None:
    """Whether a text can stand in a column of this role; None where that says nothing."""
    if role is Role.NUMBER:
        return is_number_like(text) or len(text) < 8
    if role is Role.DEADLINE and len(text) > 12 and not is_deadline_like(text):
        return False
    if role in (Role.SECTION, Role.NAME) and is_number_like(text):
        return False
    if role in (Role.SCORE, Role.MEASURE, Role.VALUE) and len(text) > 5 and is_unit_like(text):
        return False
    if role in UNIT_ROLES or role is Role.OFFICE:
        return is_unit_like(text) or (len(text) < 12 and text[-1] not in "。；;" and not is_deadline_like(text))
    if is_name(text) is not (role is Role.PERSON) and role in (Role.TASK, Role.REQUIREMENT, Role.PERSON):
        return False if is_name(text) or len(text) > 12 or is_unit_like(text) else None
    if role in (Role.TASK, Role.REQUIREMENT) and (is_unit_like(text) or (is_deadline_like(text) and len(text) < 8)):
        return False
    if is_number_like(text) and role in (Role.TASK, Role.REQUIREMENT, Role.DEADLINE):
        return False
    return True if role in (Role.TASK, Role.REQUIREMENT) and len(text) > 12 else None


def as_they_stand(header: Sequence[Cell], body: Sequence[Sequence[Cell]]) -> TextTable:
    """Rows whose cells stand under the headers as they are counted; lines that lost a merged cell are placed by content."""
    roles = [word.role if cell.text and (word := read_header(cell.text)) else Role.EXTRA for cell in header]
    width = max(len(header), *(len(line) for line in body)) if body else len(header)
    padded = [*header, *(Cell(header[0].row, "") for _ in range(width - len(header)))]
    builder = RowBuilder(padded, [*roles, *[Role.EXTRA] * (width - len(roles))], list(range(width)))
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
    restore_shared(builder, blanks_known=True)
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


def _add_line(builder: RowBuilder, line: Sequence[Cell]) -> None:
    filled = [cell for cell in line if cell.text]
    if not filled:
        return
    if len(filled) == 1:
        _add_lone(builder, filled[0])
    elif len(filled) == len(line) == builder.width or len(line) == builder.width and all(
        _suits(cell.text, role) is not False for cell, role in zip(line, builder.roles, strict=True) if cell.text
    ):
        builder.add(filled[0].row, {column: cell.text for column, cell in enumerate(line)})
    else:
        placed = align_row([cell.text for cell in filled], builder.roles, builder.levels)
        builder.add(filled[0].row, _gather(filled, placed))


def _add_lone(builder: RowBuilder, cell: Cell) -> None:
    last = builder.rows[-1]
    if counts_tasks(cell.text) or is_note(cell.text):
        builder.heading(cell.row, cell.text)
        return
    if len(builder.rows) > 1 and is_unit_like(cell.text) and any(last.values):
        columns = [number for number, role in enumerate(builder.roles) if role in UNIT_ROLES and last.values[number]]
        column = columns[-1] if columns else None
        if column is not None:
            values = list(last.values)
            values[column] = f"{values[column]}\n{cell.text}"
            builder.rows[-1] = Row(last.index, tuple(values))
            return
    level = heading_level(cell.text)
    for task in reversed([column for column, role in enumerate(builder.roles) if role is Role.TASK]):
        if level is not None and builder.levels[task] == level:
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
