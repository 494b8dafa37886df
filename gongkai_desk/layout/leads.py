"""Who is responsible in one row: merged, blank, repeated and shared unit cells."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from gongkai_desk.domain import Lead, LeadKind, Support
from gongkai_desk.language import is_ditto
from gongkai_desk.layout.context import Context
from gongkai_desk.layout.firstleads import first_leads
from gongkai_desk.layout.headerwords import read_header
from gongkai_desk.layout.model import Role
from gongkai_desk.layout.rows import Body

_BLANK = frozenset({"", "/", "-", "—", "——", "－", "无", "／", "\\", "--"})


@dataclass(frozen=True, slots=True)
class Duties:
    """Lead and support of one row. ``blank`` as :attr:`gongkai_desk.domain.Task.blank_lead`."""

    lead: Lead
    support: Support
    blank: str = ""


@dataclass
class DutyReader:
    """Reads the unit columns of one table from top to bottom."""

    body: Body
    context: Context
    _above: dict[int, str] = field(default_factory=dict)
    _led_in_section: bool = False
    _told: set[tuple[int, int]] = field(default_factory=set)
    _known: dict[tuple[str, ...], Duties] = field(default_factory=dict)

    def __post_init__(self) -> None:
        layout = self.body.layout
        self.lead_column = layout.first(Role.LEAD)
        self.support_column = layout.first(Role.SUPPORT)
        self.third_columns = layout.columns_of(Role.DUTY)
        self._leads_first = self.lead_column is not None and self.lead_column < self.body.task
        word = read_header(layout.header_of(self.lead_column)) if self.lead_column else None
        self._first_leads = self.context.first_leads and (word is None or word.role is not Role.LEAD)
        self._watched = [column for column in (self.lead_column, self.support_column, *self.third_columns) if column]
        self._merged = self._merged_rows()

    def _merged_rows(self) -> frozenset[int]:
        """The rows in which a merged cell reaches into the columns of units."""
        if not self._watched:
            return frozenset()
        first, last = min(self._watched), max(self._watched)
        spans = [span for span in self.body.cells.grid.spans if span.left <= last and span.right >= first]
        return frozenset(row for span in spans for row in range(span.top, min(span.bottom, self.body.layout.last_row) + 1))

    def new_section(self) -> None:
        """A heading was passed: a blank lead below it cannot be a lost merge with one above it."""
        self._led_in_section = False

    def read(self, row: int) -> Duties:
        """The duties of one row. Rows in which nothing is merged and that read alike are understood once."""
        if self._leads_first or row in self._merged:
            return self._read(row)
        texts = self.body.cells.texts(row)
        key = tuple([texts[column - 1] if column <= len(texts) else "" for column in self._watched])
        known = self._known.get(key) if self._led_in_section else None
        if known is None:
            known = self._read(row)
            if not any(map(is_ditto, key)) and known.lead.units:
                self._known[key] = known
        else:
            for column, text in zip(self._watched, key, strict=True):
                if text:
                    self._above[column] = text
        return known

    def _read(self, row: int) -> Duties:
        if self.lead_column is None:
            duties = self._support_only(row)
        elif self._spans_both(row):
            duties = Duties(self._shared(row), Support())
        else:
            duties = self._separate(row)
        if duties.lead.kind is not LeadKind.MISSING:
            self._led_in_section = True
        return duties

    def _spans_both(self, row: int) -> bool:
        span = self.body.cells.span(row, self.lead_column or 0)
        others = (self.support_column, *self.third_columns)
        return span is not None and any(column is not None and span.left <= column <= span.right for column in others) and bool(
            self.body.cells.text(span.top, span.left)
        )

    def _shared(self, row: int) -> Lead:
        raw, spans_rows = self._cell(row, self.lead_column or 1)
        reading = self.context.units(raw, "any")
        self._tell_clauses(reading.clauses, reading.notes, row)
        kind = LeadKind.EACH if reading.kind is LeadKind.EACH else LeadKind.SHARED
        return Lead(kind if reading.units else LeadKind.MISSING, reading.units, raw, spans_rows, reading.open_list)

    def _separate(self, row: int) -> Duties:
        column = self.lead_column or 1
        raw, spans_rows = self._cell(row, column)
        support = self._support(row)
        if not raw:
            blank = self._blank(row, support)
            said = blank.blank and self.body.cells.text(row, column)  # a dash or 无 is an answer, no merge that was lost
            return replace(blank, blank="not-given") if said else blank
        reading = self.context.units(raw, "lead")
        self._tell_clauses(reading.clauses, reading.notes, row)
        units = reading.lead or (() if reading.support else reading.units)
        kind = reading.kind if units else LeadKind.MISSING
        lead = Lead(kind, units, raw, spans_rows, reading.open_list)
        if reading.support:
            known = tuple(unit for unit in reading.support if unit not in support.units)
            support = replace(support, units=known + support.units, raw=support.raw or raw)
        if not units and not reading.support:
            self.context.doubt("unread-units", f"“{raw}”没有读出单位", self.body.cells.source(row, column))
        elif self._first_leads and not reading.support:
            lead, support = first_leads(lead, support)
        return Duties(lead, support, "" if units else "not-given")

    def _blank(self, row: int, support: Support) -> Duties:
        """An empty lead cell: the support cell may name a lead itself; else it is missing, in one of two ways."""
        bad = self.body.cells.bad(row, self.lead_column or 1)
        if bad is not None:
            self.context.doubt("bad-cell", f"牵头单位格是{bad}", self.body.cells.source(row, self.lead_column))
        if support.raw:
            reading = self.context.units(support.raw, "support")
            if reading.lead and reading.support and reading.lead != reading.units:
                lead = Lead(LeadKind.NAMED, reading.lead, support.raw, open_list=reading.open_list)
                return Duties(lead, replace(support, units=reading.support))
        return Duties(Lead(), support, "maybe-merged" if self._led_in_section else "not-given")

    def _support_only(self, row: int) -> Duties:
        support = self._support(row)
        return Duties(Lead(), support, "not-given")

    def _support(self, row: int) -> Support:
        units: list[str] = []
        raws: list[str] = []
        open_list = False
        for column in sorted((*([self.support_column] if self.support_column else []), *self.third_columns)):
            raw, _ = self._cell(row, column)
            if not raw:
                continue
            reading = self.context.units(raw, "support")
            self._tell_clauses(reading.clauses, reading.notes, row)
            units.extend(unit for unit in reading.units if unit not in units)
            raws.append(raw)
            open_list = open_list or reading.open_list
        return Support(tuple(units), "；".join(raws), open_list)

    def _cell(self, row: int, column: int) -> tuple[str, bool]:
        """The wording of a unit cell and whether it is merged over several rows; 同上 is copied and said."""
        cells = self.body.cells
        own = cells.text(row, column)
        span = cells.span(row, column)
        above = self._above.get(column)
        if not own and span is None and column == self.lead_column and above and self.body.stands_first(column, row):
            own = above
            self.context.doubt("lost-merge", f"单位列在最前，空格按上一行的“{own}”理解", cells.source(row, column))
        tall = span is not None and span.bottom > span.top
        if span is not None and not own:
            own = cells.text(span.top, span.left)
        if tall and own and span is not None and (span.top, span.left) not in self._told:
            self._told.add((span.top, span.left))
            self.context.doubt("merged-lead", f"“{own}”一格管第{span.top}至{span.bottom}行，已作为每一行的单位",
                               cells.source(span.top, span.left))
        if own and is_ditto(own):
            above = self._above.get(column, "")
            self.context.doubt("ditto", f"“{own}”按上一行的“{above}”理解", cells.source(row, column))
            own = above
        if own.strip() in _BLANK:
            own = ""
        if own:
            self._above[column] = own
        return own, tall

    def _tell_clauses(self, clauses: tuple[str, ...], notes: tuple[str, ...], row: int) -> None:
        for clause in clauses:
            self.context.doubt_once("unit-clause", f"单位中附有说明“{clause}”，未计入单位名称", self.body.cells.source(row))
        for note in notes:
            self.context.doubt_once("unit-note", note, self.body.cells.source(row))
