"""The cells of an OpenDocument spreadsheet (expat, bounded): values, what is shown of them, spans, what is struck or hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from re import Match
from re import compile as pattern

from gongkai_desk.grids.grid import BadCell, Value, plain_text
from gongkai_desk.grids.limits import CELL_LIMIT, TEXT_LIMIT
from gongkai_desk.grids.look import MAX_COLUMN, MAX_ROW, Look, Place
from gongkai_desk.grids.markup import feed, new_parser
from gongkai_desk.grids.refusal import broken, too_big

_DURATION = pattern(r"-?P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")
_REPEAT = 4_096
_LONG = 10**15
_YEAR_MONTH = pattern(r"(?:19|20)\d\d\.10")
_ENGLISH_MONTH = pattern(r"[A-Za-z]{3}")
_NOT_DIGITS = pattern(r"\D+")
_DAY_FIRST = pattern(r"\d{1,2}\b")
_BLANKS = pattern(  # two and more, in any style
    rb"(?:<table:table-cell(?: (?:table:(?:style|content-validation)-name|(?:office|calcext):value-type)=\"[^<>\"]*\")*\s*"
    rb"(?:/>|>(?:<text:p(?:/>|></text:p>))?</table:table-cell>)){2,}")
_ERROR = pattern(r"(?:Err:\d{3}|#[A-Z/0!?]{2,8}[!?]?)")


@dataclass(slots=True)
class OdsSheet:
    """One table of the document; ``shapes`` are the texts of boxes and drawings that lie over it."""

    name: str
    visible: bool = True
    rows: dict[int, dict[int, Value]] = field(default_factory=dict)
    shown: dict[Place, str] = field(default_factory=dict)
    comments: dict[Place, str] = field(default_factory=dict)
    look: Look = field(default_factory=Look)
    shapes: list[str] = field(default_factory=list)


def read_sheets(chunks: Iterable[bytes]) -> list[OdsSheet]:
    """The tables in order. Raises Unreadable (TOO_BIG for repeats beyond sense, FORBIDDEN, UNREADABLE)."""
    walker = _Walker()
    parser = new_parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = walker.start, walker.end, walker.text
    feed(parser, (_BLANKS.sub(_one_blank, chunk) for chunk in chunks))
    return walker.sheets


def _one_blank(run: Match[bytes]) -> bytes:
    """The same blanks as one cell that repeats: there may be millions."""
    return b'<table:table-cell table:number-columns-repeated="%d"/>' % run[0].count(b"<table:table-cell")


def _count(values: dict[str, str], name: str) -> int:
    text = values.get(name, "1")
    if not text.isdigit():
        return 1
    if len(text) > 10:
        raise broken("表格的重复次数异常")
    return max(int(text), 1)


class _Walker:
    """The state between expat's calls."""

    def __init__(self) -> None:
        self.sheets: list[OdsSheet] = []
        self._hidden_styles: set[str] = set()
        self._struck_styles: set[str] = set()
        self._style = self._family = ""
        self._sheet: OdsSheet | None = None
        self._depth = 0
        self._row = self._column = self._last_column = self._repeat_row = self._count = self._letters = 0
        self._row_cells: dict[int, Value] = {}
        self._row_shown: dict[int, str] = {}
        self._row_struck: set[int] = set()
        self._cell: dict[str, str] | None = None
        self._paragraphs: list[str] = []
        self._note: list[str] | None = None
        self._inside = self._ruby = self._shapes = self._charts = self._shape_lines = 0
        self._stretches: list[bool] = []
        self._all_struck: bool | None = None

    def start(self, name: str, values: dict[str, str]) -> None:
        if name.startswith("draw:"):
            self._shapes += 1
            self._charts += name == "draw:object"
        if self._shapes:
            self._shape_lines += name in ("text:p", "text:h")
            return
        name = name.rpartition(":")[2] if not name.startswith(("style:", "office:")) else name
        if name == "table":
            self._start_table(values)
        elif name == "style:style":
            self._style, self._family = values.get("style:name", ""), values.get("style:family", "")
        elif name == "style:table-properties" and values.get("table:display") == "false" and self._family == "table":
            self._hidden_styles.add(self._style)
        elif name == "style:text-properties" and values.get("style:text-line-through-style", "none") != "none":
            self._struck_styles.add(self._style)
        elif self._sheet is not None:
            self._start_inside(self._sheet, name, values)

    def _start_table(self, values: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1:
            hidden = values.get("table:style-name") in self._hidden_styles
            self._sheet = OdsSheet(values.get("table:name", ""), not hidden)
            self.sheets.append(self._sheet)
            self._row = self._last_column = 0

    def _start_inside(self, sheet: OdsSheet, name: str, values: dict[str, str]) -> None:
        if name == "table-row":
            self._row += 1
            self._repeat_row = _count(values, "table:number-rows-repeated")
            self._column = 0
            self._row_cells, self._row_shown, self._row_struck = {}, {}, set()
            if values.get("table:visibility") in ("collapse", "filter"):
                sheet.look.hidden_rows.update(range(self._row, self._row + min(self._repeat_row, _REPEAT)))
        elif name == "table-column":
            repeat = _count(values, "table:number-columns-repeated")
            if values.get("table:visibility") in ("collapse", "filter"):
                sheet.look.hidden_columns.append((self._last_column + 1, min(self._last_column + repeat, MAX_COLUMN)))
            self._last_column += repeat
        elif name in ("table-cell", "covered-table-cell"):
            self._cell, self._paragraphs = values, []
            self._stretches, self._all_struck = [], None
        elif name == "office:annotation":
            self._note = []
        elif name == "ruby-text":
            self._ruby += 1
        else:
            self._start_text(name, values)

    def _start_text(self, name: str, values: dict[str, str]) -> None:
        target = self._paragraphs if self._note is None else self._note
        if name in ("p", "h"):
            target.append("")
            self._inside += 1
        elif name == "span":
            self._stretches.append(values.get("text:style-name") in self._struck_styles)
        elif target and name == "s":
            target[-1] += " " * min(_count(values, "text:c"), 1000)
        elif target and name == "tab":
            target[-1] += "\t"
        elif target and name == "line-break":
            target[-1] += "\n"

    def text(self, text: str) -> None:
        if self._shapes:
            if self._sheet is not None and self._shape_lines and not self._charts and text.strip():
                self._sheet.shapes.append(text.strip())
            return
        target = self._paragraphs if self._note is None else self._note
        if target and self._inside and not self._ruby:
            target[-1] += " ".join(text.splitlines()) if "\n" in text else text  # flat files are indented
            if self._note is None and text.strip():
                self._all_struck = self._all_struck is not False and any(self._stretches)

    def end(self, name: str) -> None:
        if self._shapes:
            self._shapes -= name.startswith("draw:")
            self._shape_lines -= name in ("text:p", "text:h")
            self._charts -= name == "draw:object"
            return
        name = name.rpartition(":")[2]
        if name == "table":
            self._depth -= 1
            if self._depth == 0:
                self._sheet = None
        elif self._sheet is None:
            return
        elif name == "annotation" and self._note is not None:
            self._sheet.comments[self._row, self._column + 1] = "\n".join(self._note).strip()
            self._note = None
        elif name == "ruby-text":
            self._ruby -= 1
        elif name in ("p", "h"):
            self._inside -= 1
        elif name == "span" and self._stretches:
            self._stretches.pop()
        elif name in ("table-cell", "covered-table-cell") and self._cell is not None:
            self._end_cell(self._sheet, self._cell)
            self._cell = None
        elif name == "table-row":
            self._end_row(self._sheet)

    def _end_cell(self, sheet: OdsSheet, values: dict[str, str]) -> None:
        repeat = _count(values, "table:number-columns-repeated")
        shown = "\n".join(self._paragraphs)
        value = _value(values, shown)
        struck = self._all_struck or values.get("table:style-name") in self._struck_styles
        down, across = _count(values, "table:number-rows-spanned"), _count(values, "table:number-columns-spanned")
        if down > 1 or across > 1:
            sheet.look.spans.append((self._row, self._column + 1, self._row + down - 1, self._column + across))
        if value is not None and value != "":
            if repeat > MAX_COLUMN or self._column + repeat > MAX_COLUMN:
                raise broken("表格的重复次数异常")
            if isinstance(value, int) and abs(value) >= _LONG:
                sheet.look.large[self._row, self._column + 1] = None
            for column in range(self._column + 1, self._column + repeat + 1):
                self._row_cells[column] = value
                if struck:
                    self._row_struck.add(column)
                if shown and shown != plain_text(value) and not isinstance(value, (str, BadCell, bool)) and _tells(value, shown):
                    self._row_shown[column] = _in_figures(value, shown)
        self._column += repeat

    def _end_row(self, sheet: OdsSheet) -> None:
        if self._row_cells:
            if self._repeat_row > MAX_ROW or self._row + self._repeat_row > MAX_ROW + 1:
                raise broken("表格的重复次数异常")
            self._count += len(self._row_cells) * self._repeat_row
            if self._count > CELL_LIMIT:
                raise too_big("表格单元格过多")
            self._letters += self._repeat_row * sum(len(value) for value in self._row_cells.values() if isinstance(value, str))
            if self._letters > TEXT_LIMIT:
                raise too_big("表格里的文字过多")
            for row in range(self._row, self._row + self._repeat_row):
                sheet.rows[row] = self._row_cells
                sheet.shown.update(((row, column), text) for column, text in self._row_shown.items())
                sheet.look.struck.update((row, column) for column in self._row_struck)
        self._row += self._repeat_row - 1


def _tells(value: Value, shown: str) -> bool:
    """Whether the shown text says something else than the value: not for 1,234.00 or 2022-9-30."""
    if isinstance(value, (int, float)):
        bare = shown.replace(",", "").strip()
        try:
            if _YEAR_MONTH.fullmatch(bare):
                return True
            return float(bare) != float(f"{value:.10g}") and not bare.replace(".", "").replace("-", "").isdigit() or _padded(bare)
        except ValueError:
            return True
    if isinstance(value, (date, datetime)):
        digits = [part for part in _NOT_DIGITS.split(shown) if part]
        if len(digits) == 2 and _ENGLISH_MONTH.search(shown):
            return False
        return len(digits) < 3 or "年" in shown
    return not isinstance(value, timedelta)


def _in_figures(value: Value, shown: str) -> str:
    """A month named in English (Oct-22, October 2022, 31-Oct) as an office here shows it."""
    if not isinstance(value, date) or not _ENGLISH_MONTH.search(shown):
        return shown
    return f"{value.month}月{value.day}日" if _DAY_FIRST.match(shown) else f"{value.year}年{value.month}月"


def _padded(text: str) -> bool:
    return len(text) > 1 and text.isdigit() and text.startswith("0")


def _value(values: dict[str, str], shown: str) -> Value:
    kind = values.get("calcext:value-type") or values.get("office:value-type", "")
    if kind == "error" or ("table:formula" in values and _ERROR.fullmatch(shown)):
        return BadCell(shown or "#ERR!")
    if kind in ("float", "percentage", "currency"):
        return _number(values.get("office:value", ""))
    if kind == "date":
        return _date(values.get("office:date-value", ""), shown)
    if kind == "time":
        return _time(values.get("office:time-value", ""), shown)
    if kind == "boolean":
        return values.get("office:boolean-value") == "true"
    if kind == "string" or shown:
        return shown or values.get("office:string-value", shown)
    return BadCell("formula") if "table:formula" in values and not kind else None


def _number(text: str) -> Value:
    try:
        return int(text) if text.lstrip("-").isdigit() else float(text)
    except ValueError:
        return text


def _date(text: str, shown: str) -> Value:
    try:
        moment = datetime.fromisoformat(text[:26])
    except ValueError:
        return shown or text
    return moment.date() if moment.time() == time() else moment


def _time(text: str, shown: str) -> Value:
    found = _DURATION.fullmatch(text)
    if found is None:
        return shown or text
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
    total = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return (datetime.min + total).time() if timedelta() <= total < timedelta(days=1) else total
