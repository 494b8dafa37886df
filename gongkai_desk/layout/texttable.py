"""Tables that arrive as text: pipes, tabs, runs of blanks, one cell per line -> table grids, sources kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai_desk.grids.grid import Grid, GridKind, Row
from gongkai_desk.layout.content import is_unit_like
from gongkai_desk.layout.headerwords import holds_units, read_header
from gongkai_desk.layout.labels import read_label
from gongkai_desk.layout.lines import find_signature, is_annex_mark, is_form_line, is_tail, is_title, plain
from gongkai_desk.layout.matrix import has_mark
from gongkai_desk.layout.model import TEXT_ROLES, UNIT_ROLES, Role
from gongkai_desk.layout.textcells import Cell, Shape, header_run, roles_of, split_line
from gongkai_desk.layout.textstream import build_rows
from gongkai_desk.layout.tornrows import mend_lines

_FEWEST_ROWS = 2
_FEWEST_UNITS, _WIDE = 3, 5
_NAMED = 3  # so many known words beside one of the office's own (一件事名称)
_OWN_WORD = re.compile(r"[“”\u4e00-\u9fff]{2,10}")
_DAY = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日")
_EDGES = " |｜\t\u3000"
_LIST = re.compile(
    r"(?:部门|单位|成员|机构|县|市|区|乡镇|街道|企业)(?:[（(].{1,12}[)）])?(?:名单|名录|通讯录|一览表)(?:[（(].{1,12}[)）])?\Z"
    r"|\A.{0,20}(?:通讯录|(?<![各等])成员单位|单位名录)\Z"
)
_RULE = re.compile(r"[\s|+─━┄┈┌┐└┘├┤┬┴┼=\-:：]+")


@dataclass(frozen=True, slots=True)
class _Line:
    row: int
    text: str


def split_text(grid: Grid) -> list[Grid]:
    """A prose grid cut into prose and the tables that are hidden in it, in order."""
    lines = [_Line(row.index, text) for row in grid.rows if (text := grid.text(row.index, 1)).strip()]
    blocks: list[Grid] = []
    start = position = 0
    while position < len(lines):
        table, end = _table_at(grid, lines, position)
        if table is None:
            position = end
            continue
        if position > start:
            blocks.append(_prose(grid, lines[start:position]))
        blocks.append(table)
        start = position = end
    if start == 0:
        return [grid]
    if start < len(lines):
        blocks.append(_prose(grid, lines[start:]))
    return blocks


def _prose(grid: Grid, lines: Sequence[_Line]) -> Grid:
    """Running text; pipes that a lost table border left behind are dropped."""
    texts = ((line.row, _bare(line.text) if "|" in line.text or "｜" in line.text else line.text) for line in lines)
    return replace(grid, rows=tuple(Row(row, (text,)) for row, text in texts if text), kind=GridKind.PROSE)


def _table_at(grid: Grid, lines: Sequence[_Line], position: int) -> tuple[Grid | None, int]:
    """The table whose header begins at this line, if any, and the line to go on with."""
    shape, cells, used = _header_at(lines, position)
    if shape is None:
        return None, position + 1
    end = _end(lines, position + used, shape)
    body = [_cells_of(line, shape) for line in lines[position + used:end]]
    if shape is Shape.STREAM_PIPES and body and "|" not in lines[position + used - 1].text:
        body = _without_first_pipe(body)
    if shape is Shape.TABS:
        cells, body = _mended(cells, body)
    rows, spans = build_rows(cells, [row for row in body if row], shape)
    if len(rows) < _FEWEST_ROWS:
        return None, position + used
    return Grid(grid.file, tuple(rows), grid.sheet, GridKind.TABLE, spans=tuple(spans), visibility=grid.visibility), end


def _mended(header: list[Cell], body: list[list[Cell]]) -> tuple[list[Cell], list[list[Cell]]]:
    """A header and lines of tabs with the rows that line breaks have torn put together."""
    lines = [header, *body]
    found = mend_lines([[cell.text for cell in line] for line in lines])
    if found is None:
        return header, body
    rows = [[Cell(lines[position][0].row, text) for text in texts] for position, texts in found]
    return rows[0], rows[1:]


def _header_at(lines: Sequence[_Line], position: int) -> tuple[Shape | None, list[Cell], int]:
    """A header in one line with separators, or spread over lines: its shape, its cells, and how many lines it takes."""
    line = lines[position]
    for shape in (Shape.PIPES, Shape.TABS, Shape.BLANKS):
        cells = [Cell(line.row, text) for text in split_line(line.text, shape)]
        if _is_header([cell.text for cell in cells if cell.text]) or _heads_matrix(lines, position, cells, shape):
            return shape, cells, 1
    word = _bare(line.text)
    if _is_field(word):
        return None, [], 0
    if not word or len(word) > 16 or (read_header(word) is None and not _half(lines, position)):
        return None, [], 0
    piped = any("|" in item.text or "｜" in item.text for item in lines[position:position + 6])
    run = header_run([Cell(item.row, _bare(item.text) if not piped else item.text) for item in lines[position:position + 40]],
                     piped=piped)
    if run is None:
        return None, [], 0
    cells, used = run
    return (Shape.STREAM_PIPES if piped else Shape.STREAM), cells, used


def _is_field(text: str) -> bool:
    """Whether a line is a label with its unit behind a blank (配合单位 县财政局), and no header."""
    return not text.isspace() and len(text.split()) > 1 and (label := read_label(text)) is not None and label.field == "duty"


def _heads_matrix(lines: Sequence[_Line], position: int, cells: Sequence[Cell], shape: Shape) -> bool:
    """A header most of whose words are units, above lines of marks (● ○)."""
    if len(cells) < _WIDE or not any(has_mark(split_line(line.text, shape)) for line in lines[position + 1:position + 3]):
        return False
    words = [cell.text for cell in cells if cell.text and not is_unit_like(cell.text)]
    return len(words) + _FEWEST_UNITS <= len(cells) and any(
        word is not None and word.role in TEXT_ROLES for word in map(read_header, words)
    )


def _half(lines: Sequence[_Line], position: int) -> bool:
    """Half a header word, whose other half is the next line (目标 / 任务)."""
    return position + 1 < len(lines) and len(lines[position].text.strip()) <= 4 and read_header(
        _bare(lines[position].text) + _bare(lines[position + 1].text)
    ) is not None


def _bare(text: str) -> str:
    return text.strip(_EDGES)


def _is_header(texts: Sequence[str]) -> bool:
    words = [word for text in texts if (word := read_header(text))]
    named = [text for text in texts if read_header(text)]
    others = [text for text in texts if read_header(text) is None]
    if len(named) >= _NAMED and len(others) == 1 and _OWN_WORD.fullmatch(others[0]):
        named = list(texts)
    roles = set(roles_of([Cell(0, text) for text in named])) - {Role.EXTRA}
    if not roles & TEXT_ROLES or len(words) * 2 <= len(texts):
        return False
    if len(roles) >= 3 or (len(roles) == 2 and len(texts) == 2 and roles & (UNIT_ROLES | {Role.DEADLINE})):
        return True
    if len(texts) == len(words) > 1 and any(map(holds_units, texts)):
        return True
    return len(roles) == 2 and len(words) == len(texts) >= 3 and bool(roles & (UNIT_ROLES | {Role.OFFICE}))


def _end(lines: Sequence[_Line], start: int, shape: Shape) -> int:
    """Where the table stops: at a title, an annex mark, an imprint, or (with separators) after lines that have none."""
    silent = 0
    signed = _signature([line.text for line in lines[start:]])
    for position in range(start, len(lines)):
        text = lines[position].text.strip()
        bare = _bare(text)
        if position - start in signed or is_annex_mark(bare) or is_tail(bare) or (len(bare) < 60 and _LIST.search(plain(bare))):
            return position
        if position > start + 2 and is_title(bare) and _header_follows(lines, position):
            return position
        if shape in (Shape.PIPES, Shape.TABS) and len(split_line(text, shape)) < 2:
            silent += 1
            if silent > 3:
                return position - 3
        else:
            silent = 0
    return len(lines)


def _signature(lines: Sequence[str]) -> frozenset[int]:
    """Where the paper is signed below its table: lines without pipes, and no unit and day that end the table's last row."""
    signed = find_signature(["" if "|" in text or "｜" in text else text.strip() for text in lines])
    days = sum(1 for text in lines if _DAY.fullmatch(_bare(text)))
    return signed if days == 1 else frozenset()


def _without_first_pipe(body: list[list[Cell]]) -> list[list[Cell]]:
    """The pipe that closes the last header cell stands on the first line of the body."""
    first = body[0]
    if first and first[0].text.lstrip()[:1] in ("|", "｜"):
        return [[Cell(first[0].row, first[0].text.lstrip()[1:])], *body[1:]]
    return body


def _header_follows(lines: Sequence[_Line], position: int) -> bool:
    """Whether a header stands below a title, with nothing between them but more of the title and form lines."""
    for after in range(position + 1, min(position + 4, len(lines))):
        if _header_at(lines, after)[0] is not None:
            return True
        bare = _bare(lines[after].text)
        if not (is_title(bare) or is_form_line(bare) or is_annex_mark(bare)):
            return False
    return False


def _cells_of(line: _Line, shape: Shape) -> list[Cell]:
    if shape is Shape.STREAM:
        return [Cell(line.row, line.text.strip())]
    if shape is Shape.STREAM_PIPES:
        return [Cell(line.row, line.text)]
    if _RULE.fullmatch(line.text):
        return []
    return [Cell(line.row, text) for text in split_line(line.text, shape)]
