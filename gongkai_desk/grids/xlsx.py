"""xlsx, xlsm (also under other endings): calamine for the values, our own look at the XML for what it does not tell.

Three readers in turn: calamine; :mod:`cells`, which reads sparse, odd and damaged sheets; openpyxl.
Source of the rules: ``faults.md``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time

from gongkai_desk.domain.errors import RefusalKind, Unreadable
from gongkai_desk.grids.assemble import SheetParts, assemble, note_values
from gongkai_desk.grids.calamine import Values, open_values
from gongkai_desk.grids.cells import read_cells, read_strings
from gongkai_desk.grids.drawn import drawn_lines, note_drawn
from gongkai_desk.grids.grid import Document, Grid, Row
from gongkai_desk.grids.look import Look, exact_numbers, look, struck_places
from gongkai_desk.grids.numfmt import shows
from gongkai_desk.grids.package import Package
from gongkai_desk.grids.refusal import broken, too_big
from gongkai_desk.grids.reservations import Notes
from gongkai_desk.grids.rows import dense_rows, sparse_rows
from gongkai_desk.grids.styles import Styles, read_styles
from gongkai_desk.grids.volume import Volume
from gongkai_desk.grids.workbook import SheetPart, Workbook, read_comments, read_workbook, reservations, saved_at

_STRINGS, _STYLES = 192 << 20, 64 << 20
_LONGEST = 100_000  # bytes; a cell holds at most 32,767 characters
_MACROS = ("xlMacrosheet", "xlIntlMacrosheet")
_SHEETS = ("worksheet", "", *_MACROS)
_HARD = (RefusalKind.FORBIDDEN, RefusalKind.TOO_BIG, RefusalKind.PASSWORD, RefusalKind.INCOMPLETE)
_NOT_READ = {"chartsheet": "图表", "dialogsheet": "对话框"}


@dataclass(slots=True)
class _Book:
    """The open package and what all its sheets share."""

    data: bytes
    package: Package
    workbook: Workbook
    styles: Styles
    notes: Notes
    path: str
    strings: list[str] | None = None
    struck_strings: frozenset[int] = frozenset()
    swollen: bool = False
    count: int | None = 0
    volume: Volume = field(default_factory=Volume)

    def shared(self) -> list[str]:
        """The shared strings, read when first needed."""
        if self.strings is None:
            self.strings, self.struck_strings = self._read_strings()
        return self.strings

    def texts(self) -> list[str]:
        """The shared strings to look at once: they are not kept."""
        return self._read_strings()[0] if self.strings is None else self.strings

    def _read_strings(self) -> tuple[list[str], frozenset[int]]:
        part = self.workbook.strings
        return read_strings(self.package.chunks(part)) if part else ([], frozenset())


def read(
    data: bytes, path: str, avoid: frozenset[str] = frozenset(), package: Package | None = None,
    skip: frozenset[str] = frozenset(),
) -> Document:
    """Read a workbook. ``avoid`` names readers that must not be tried (``calamine`` after it took the process down); ``skip``
    names sheets, other than the first, that are left out.

    Raises Unreadable: PASSWORD, INCOMPLETE, TOO_BIG, FORBIDDEN, UNREADABLE.
    """
    package = package or Package(data)
    workbook = read_workbook(package)
    styles = read_styles(package.read(workbook.styles, _STYLES)) if workbook.styles else Styles()
    book = _Book(data, package, workbook, styles, Notes(path), path)
    for kind, what in reservations(package):
        book.notes.say(kind, what)
    if workbook.strings:
        _look_at_strings(book)
    package.refuse_dtd()
    grids = _read_sheets(book, avoid, skip)
    return Document(path, "xlsx", tuple(grids), book.notes.doubts(), saved_at(package))


def _read_sheets(book: _Book, avoid: frozenset[str], skip: frozenset[str]) -> list[Grid]:
    values = None if "calamine" in avoid or book.swollen else open_values(book.data)
    grids: list[Grid] = []
    seen: set[str] = set()
    repeated = False
    for number, sheet in enumerate(book.workbook.sheets):
        if number and sheet.name in skip:
            continue
        if sheet.part in seen:  # no program writes it; a fuzzed file named one part three hundred times
            repeated = True
            continue
        seen.update((sheet.part,) if sheet.part else ())
        if sheet.kind not in _SHEETS:
            word = _NOT_READ.get(sheet.kind, "其他")
            book.notes.say("other-sheet", f"工作表“{sheet.name}”是{word}表，没有单元格可读", sheet.name)
        elif sheet.part is None:
            book.notes.say("lost-sheet", f"工作表“{sheet.name}”的内容在文件中丢失", sheet.name)
        else:
            if sheet.kind in _MACROS:
                book.notes.say("macros", f"工作表“{sheet.name}”是宏表，宏未执行；只读取了单元格内容", sheet.name)
            grids.append(_read_sheet(book, sheet, number, values))
    if repeated:
        book.notes.say("same-sheet", "有几个工作表指向同一份内容，这份内容只读了一次，请与原表核对")
    if not grids and all(sheet.kind in _SHEETS for sheet in book.workbook.sheets):
        raise broken("文件缺少工作表内容")
    return grids


def _read_sheet(book: _Book, sheet: SheetPart, number: int, values: Values | None) -> Grid:
    part = sheet.part or ""
    found = look(book.package.chunks(part), book.styles, book.count)
    book.volume.add(found, book.package.size(part), lambda: book.package.chunks(part), book.texts)
    rows = values(number, sheet.name) if found.plain and not found.far and values is not None else None
    if rows is None or _has_odd_dates(rows, found, book.styles):
        parts = _carefully(book, sheet, number)
    else:
        note_values(rows, found)
        if found.large:
            found.large.update(exact_numbers(book.package.chunks(part)))
        if book.struck_strings:
            found.struck |= struck_places(book.package.chunks(part), book.struck_strings)
        parts = SheetParts(book.path, sheet.name, sheet.visibility, rows, found, book.styles)
    if any("comment" in name for name in book.package.names):
        parts.comments = read_comments(book.package, part)
    note_drawn(book.notes, sheet.name, drawn_lines(book.package, part))
    return assemble(parts, book.notes)


def _has_odd_dates(rows: list[Row], found: Look, styles: Styles) -> bool:
    """Whether calamine made a time of day 0, or a February 1900, of a number that is no date: those it gets wrong silently."""
    if not found.styled or styles.dates.isdisjoint(found.styled.values()):
        return False
    values = {row.index: row.values for row in rows}
    for (row, column), style in found.styled.items():
        value = values[row][column - 1] if row in values and column <= len(values[row]) else None
        if isinstance(value, time) and shows(styles.telling[style])[0]:
            return True
        if isinstance(value, date) and value.year == 1900 and value.month < 3:
            return True
    return False


def _carefully(book: _Book, sheet: SheetPart, number: int) -> SheetParts:
    try:
        data = read_cells(book.package.chunks(sheet.part or ""), book.shared(), book.styles, struck=book.struck_strings,
                          date1904=book.workbook.date1904)
    except Unreadable as error:
        if error.kind in _HARD:
            raise
        rows, found = _by_openpyxl(book, number)
        return SheetParts(book.path, sheet.name, sheet.visibility, rows, found, book.styles)
    rows, stray = sparse_rows(data.rows)
    if data.astray:
        what = f"有 {len(data.astray)} 个单元格位置无效（{data.astray[0]}），未读入"
        book.notes.say("bad-reference", what, sheet.name)
    return SheetParts(book.path, sheet.name, sheet.visibility, rows, data.look, book.styles, stray=stray)


def _by_openpyxl(book: _Book, number: int) -> tuple[list[Row], Look]:
    from gongkai_desk.grids.openpyxl_values import read_values

    rows = read_values(book.data, book.workbook.sheets[number].name)
    book.notes.say("second-reader", "文件结构异常，已换一种方式读取，请核对内容是否完整", book.workbook.sheets[number].name)
    found, values = Look(), dense_rows(rows)
    note_values(values, found)
    return values, found


def _look_at_strings(book: _Book) -> None:
    """Find out whether strings are struck through, or longer than any program writes: calamine copies those into every cell."""
    part = book.workbook.strings or ""
    if book.package.size(part) > _STRINGS:
        raise too_big()
    struck = odd = False
    count, tail = 0, b""
    for chunk in book.package.chunks(part):
        head = tail + chunk
        count += sum(map(head.count, (b"<si>", b"<si ", b"<si/")))
        tail = head[-3:]
        odd = odd or b":si" in chunk or b"\0" in chunk
        struck = struck or b"<strike" in chunk or b":strike" in chunk
        book.swollen = book.swollen or max(map(len, chunk.split(b"</t>"))) > _LONGEST
        book.volume.longest = max(book.volume.longest, *map(len, chunk.split(b"</si>")))
    book.count = None if odd else count
    if struck:
        book.shared()


