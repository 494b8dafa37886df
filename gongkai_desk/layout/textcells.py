"""Lines of text cut into cells, and headers that are spread over lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from gongkai_desk.language import heading_level
from gongkai_desk.layout.content import is_unit_like
from gongkai_desk.layout.headerwords import clean_header, holds_units, is_group_header, read_header
from gongkai_desk.layout.lines import is_title
from gongkai_desk.layout.model import TEXT_ROLES, UNIT_ROLES, Role
from gongkai_desk.layout.textheads import is_duty_head, spread_run

_PIPES = str.maketrans({"｜": "|", "│": "|", "┃": "|", "║": "|", "¦": "|"})
_BLANKS = re.compile(r"[ \u00a0]{2,}|\u3000+|\t+")
_ONE_BLANK = re.compile(r"[ \u00a0\u3000\t]+")
_QUARTERLY = re.compile("季|进度|安排|阶段|节点|推进")
_BRACKET = re.compile(r"[（(][^（()）]*[)）]")
_LONGEST_HEADER = 14
_SURE_WORD = 0.75
_OWN_WORD = 0.9
_ADJECTIVES = frozenset({"工作", "重点", "主要", "具体", "落实"})


class Shape(StrEnum):
    """How the cells of a table in text are set apart."""

    PIPES = "pipes"
    TABS = "tabs"
    BLANKS = "blanks"
    STREAM = "stream"  # one cell per line
    STREAM_PIPES = "stream-pipes"  # cells and pipes on lines of their own


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of text and the paragraph it stands in."""

    row: int
    text: str


def split_line(text: str, shape: Shape) -> list[str]:
    """The cells of one line; ``[text]`` where the separator is missing."""
    if shape is Shape.PIPES:
        line = text.translate(_PIPES).strip()
        if "|" not in line:
            return [line]
        line = line.removeprefix("|")
        return [cell.strip() for cell in line.removesuffix("|").split("|")]
    if shape is Shape.TABS:
        return [cell.strip() for cell in text.strip("\n").split("\t")]
    line = text.strip()
    cells = [cell for cell in _BLANKS.split(line) if cell]
    return cells if len(cells) > 1 else [cell for cell in _ONE_BLANK.split(line) if cell]


def split_stream(cells: Sequence[Cell], first: str = "") -> list[Cell]:
    """Cells that pipes on their own lines set apart: a cell may run over lines, a pipe after a pipe is a blank cell.

    ``first``: the header's first word; a line without a pipe above it is a heading between two parts of the table.
    """
    found: list[Cell] = []
    text, row = "", cells[0].row if cells else 0
    for position, cell in enumerate(cells):
        if not text and first and _between_parts(cells[position:position + 2], first):
            found.append(Cell(cell.row, cell.text.strip()))
            continue
        parts = cell.text.translate(_PIPES).split("|")
        for number, part in enumerate(parts):
            if number:
                found.append(Cell(row, text))
                text, row = "", cell.row
            part = part.strip()
            if part:
                if not text:
                    row = cell.row
                text = f"{text}\n{part}" if text else part
    if text:
        found.append(Cell(row, text))
    return found


def _between_parts(lines: Sequence[Cell], first: str) -> bool:
    if len(lines) < 2 or "|" in lines[0].text.translate(_PIPES) or not lines[0].text.strip():
        return False
    return clean_header(_word(lines[1])) == first


def header_run(cells: Sequence[Cell], *, piped: bool = False) -> tuple[list[Cell], int] | None:
    """Header words on consecutive lines from the first: the cells, and the number of lines they take.

    A word broken over two lines (目标 / 任务) is joined; 责任单位 above 牵头单位 and 配合单位 is their common head and left out.
    Blank cells between pipes are passed over. ``piped``: pipes set the cells apart, so two words are a header too.
    """
    found: list[Cell] = []
    position = used = 0
    while position < len(cells):
        text = _word(cells[position])
        if not text:
            position += 1
            continue
        if any(cell.text == text for cell in found) and (found[0].text == text or not _is_person(text)):
            break  # the header again: a next page, or no table at all
        following = _word(cells[position + 1]) if position + 1 < len(cells) else ""
        after = next((word for cell in cells[position + 1:position + 5] if (word := _word(cell))), "")
        short = 0 < len(following) <= 4 and len(text) <= 4 and not following.isdecimal()
        joined = read_header(text + following) if short else None
        if joined is not None and joined.weight < _SURE_WORD:
            joined = None  # no word of its own, only one that ends like one
        halves = len(clean_header(text)) <= 2 and len(clean_header(following)) <= 2
        if "|" in cells[position].text.translate(_PIPES) or (joined is not None and _each_a_column(text, following)):
            joined = None
        if joined is not None and read_header(text) is not None and len(following) > 2 and not halves:
            joined = None  # two headers side by side, the second of the office's own
        if joined is not None and (halves or read_header(text) is None or read_header(following) is None):
            found.append(Cell(cells[position].row, text + following))
            position += 2
        elif _is_word(text) or (found and _odd_header(text) and (_is_word(after) or _ends_header(found, after))):
            found.append(Cell(cells[position].row, text))
            position += 1
        else:
            break
        used = position
    found = _without_title(found)
    return (_without_heads(found), used) if _enough(found) or (piped and _is_pair(found)) else None


def _word(cell: Cell) -> str:
    return cell.text.translate(_PIPES).replace("|", "").strip()


def _without_title(found: list[Cell]) -> list[Cell]:
    """A table's title that reads like a header word (督查任务清单) stands before 序号."""
    second = read_header(found[1].text) if len(found) > 1 else None
    titled = second is not None and second.role is Role.NUMBER and len(found[0].text) > 4 and is_title(found[0].text)
    return found[1:] if titled else found


def _is_pair(found: Sequence[Cell]) -> bool:
    """The header of two columns: the work, and whose it is."""
    roles = roles_of(found)
    return len(roles) == 2 and roles[0] in TEXT_ROLES and roles[1] in UNIT_ROLES


def _each_a_column(text: str, following: str) -> bool:
    """Two short headers that are columns each (任务, 举措), and no word broken over two lines (工作 / 要求)."""
    first, second = read_header(text), read_header(following)
    if first is None or second is None or clean_header(text) in _ADJECTIVES:
        return False
    return {first.role, second.role} == {Role.TASK, Role.REQUIREMENT} and min(first.weight, second.weight) >= _OWN_WORD


def _is_word(text: str) -> bool:
    return 0 < len(_BRACKET.sub("", text)) <= _LONGEST_HEADER and read_header(text) is not None


def _is_person(text: str) -> bool:
    """责任人 stands twice, behind those who lead and behind those who support."""
    word = read_header(text)
    return word is not None and word.role is Role.PERSON


def _odd_header(text: str) -> bool:
    """A header of the office's own (民生实事) between known ones, or the last of them."""
    word = clean_header(text)
    return 2 <= len(word) <= 10 and heading_level(text) is None and not is_unit_like(word) and not word.isdecimal() and all(
        "\u4e00" <= sign <= "\u9fff" or sign.isdecimal() for sign in word
    )


def _ends_header(found: Sequence[Cell], following: str) -> bool:
    """Whether a first number follows, in a table whose first column holds numbers."""
    first = read_header(found[0].text)
    return first is not None and first.role is Role.NUMBER and following in ("1", "01", "１") and _enough(found)


def roles_of(header: Sequence[Cell]) -> list[Role]:
    """The roles that header cells announce; the one unknown word of a header without a task column is the task."""
    roles = [word.role if (word := read_header(cell.text)) else Role.EXTRA for cell in header]
    if TEXT_ROLES & set(roles):
        return roles
    if Role.PROBLEMS in roles and set(roles) & {Role.NEXT_STEPS, *UNIT_ROLES}:
        return [{Role.PROBLEMS: Role.TASK, Role.NEXT_STEPS: Role.REQUIREMENT}.get(role, role) for role in roles]
    if Role.SECTION in roles:
        roles[len(roles) - 1 - roles[::-1].index(Role.SECTION)] = Role.TASK
    elif roles.count(Role.EXTRA) == 1:
        roles[roles.index(Role.EXTRA)] = Role.TASK
    return roles


def _enough(found: Sequence[Cell]) -> bool:
    known = sum(map(_is_word, (cell.text for cell in found)))
    if known < 2 * (len(found) - known) + 1:
        return False
    roles = set(roles_of(found))
    telling = UNIT_ROLES | {Role.DEADLINE, Role.NUMBER, Role.OFFICE}
    if known == len(found) > 1 and roles & TEXT_ROLES and any(holds_units(cell.text) for cell in found):
        return True
    enough = len(roles) >= 3 or (len(roles) == 2 and known == len(found) >= 3)
    return enough and bool(roles & TEXT_ROLES) and bool(roles & telling)


def _lower_row(found: Sequence[Cell]) -> list[Cell]:
    """A header of two rows read line by line: the lower row's 牵头单位 and 责任单位 are set in place of their common head."""
    found = _without_inner_head(found)
    roles = [word.role if (word := read_header(cell.text)) else None for cell in found]
    beside = {Role.PERSON} if {Role.PERSON, Role.LEAD} <= set(roles) else set()
    kinds = UNIT_ROLES | beside if roles[-1] in UNIT_ROLES else frozenset({Role.TARGET})
    start = len(found)
    while start and roles[start - 1] in kinds:
        start -= 1
    lower = list(found[start:])
    head = next((at for at in range(start - 1) if _stands_over(found[at].text, roles[at], kinds)), None)
    told = Role.LEAD in roles[start:] or Role.TARGET in kinds or all(cell.text.endswith("级") for cell in lower)
    if head is None or len(lower) < 2 or not told:
        return list(found)
    return _lower_row([*found[:head], *lower, *found[head + 1:start]]) if Role.TARGET in kinds else [
        *found[:head], *lower, *found[head + 1:start]
    ]


def _without_inner_head(found: Sequence[Cell]) -> list[Cell]:
    """A header of three rows: 责任单位 in the second, right above 牵头单位 and 配合单位 in the third, is left out."""
    roles = [word.role if (word := read_header(cell.text)) else None for cell in found]
    if roles[-3:] == [Role.DUTY, Role.LEAD, Role.SUPPORT] and is_group_header(found[-3].text) and len(found) > 5:
        over = any(is_duty_head(cell.text) for cell in found[:-3])
        return [*found[:-3], *found[-2:]] if over else list(found)
    return list(found)


def _stands_over(text: str, role: Role | None, kinds: frozenset[Role]) -> bool:
    """Whether a header of the upper row is the common head of the units, or of the quarters, in the lower row."""
    if Role.TARGET not in kinds:
        return (role is Role.DUTY and is_group_header(text) and text != "单位") or (role is None and is_duty_head(text))
    return role is Role.PROGRESS or (is_group_header(text) and _QUARTERLY.search(text) is not None)


def _without_heads(found: Sequence[Cell]) -> list[Cell]:
    spread = spread_run([cell.text for cell in found])
    if spread is not None:
        return [Cell(found[0].row, text) for text in spread]
    found = _lower_row(found)
    roles = [word.role if (word := read_header(cell.text)) else None for cell in found]
    kept = []
    for position, cell in enumerate(found):
        below = roles[position + 1:]
        over = Role.LEAD in below and Role.SUPPORT in below
        over = over or (below[:1] == [Role.LEAD] and Role.DUTY in below)
        heads = is_group_header(cell.text) and roles[position] is Role.DUTY and over
        quarters = is_group_header(cell.text) and _QUARTERLY.search(cell.text) is not None and below.count(Role.TARGET) >= 2
        if not heads and not quarters:
            kept.append(cell)
    return kept
