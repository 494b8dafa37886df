"""``export``: a ledger through a template onto paper, written whole or not at all."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from gongkai_desk.domain import GongkaiError
from gongkai_desk.domain.progress import Progress, silent
from gongkai_desk.exporting.choice import Choice
from gongkai_desk.exporting.desk import Desk
from gongkai_desk.exporting.entrance import Door, as_info, open_template
from gongkai_desk.exporting.fields import VOCABULARY
from gongkai_desk.exporting.filling import Filler
from gongkai_desk.exporting.privacy import mask, personal_in
from gongkai_desk.exporting.shelf import TemplateInfo
from gongkai_desk.exporting.writing import ExportReport, Heed, must_be_new, unheeded, write_whole
from gongkai_desk.ledger import Snapshot
from gongkai_desk.paper.book import Book, fill_book
from gongkai_desk.paper.pages import pages_of
from gongkai_desk.paper.plan import plan_book
from gongkai_desk.paper.template import Template
from gongkai_desk.paper.vocabulary import Value


def make_book(
    snapshot: Snapshot, template: TemplateInfo | str | Path, *, round: str | None = None, unit: str | None = None, today: date,
    choice: Choice | None = None, facts: Mapping[str, Value] | None = None, door: Door | None = None, progress: Progress = silent,
) -> Book:
    """The filled template, for writing, painting or previewing; ``door`` lets it in. Raises TemplateFault, and GongkaiError for
    unknown names."""
    opened = open_template(as_info(template).path, door)
    known = known_unit(snapshot, unit)
    return fill(opened, Desk.of(snapshot, round=round, today=today, choice=choice, unit=known, facts=facts), progress)


def known_unit(snapshot: Snapshot, unit: str | None) -> str | None:
    """A unit's name as the roster writes it. Raises GongkaiError, with what it may be, for a name nobody bears."""
    if unit is None:
        return None
    found = snapshot.roster.find(unit)
    if found is None:
        near = "、".join(name for name in snapshot.roster.names if unit in name or name in unit)
        raise GongkaiError(f"名录中没有单位“{unit}”", "", f"是不是：{near}" if near else "请检查单位名称，或先把它加进单位名录")
    return found.name


def fill(opened: Template, desk: Desk, progress: Progress = silent) -> Book:
    """A template filled from a desk."""
    plans = plan_book(opened, VOCABULARY)
    filler = Filler(desk)
    return fill_book(opened, plans, {plan.sheet.index: filler.fillings(plan) for plan in plans}, progress)


def export(
    snapshot: Snapshot, template: TemplateInfo | str | Path, out: Path, *, round: str | None = None, unit: str | None = None,
    today: date, choice: Choice | None = None, facts: Mapping[str, Value] | None = None, overwrite: bool = False,
    masked: bool = False, heed: Heed = unheeded, door: Door | None = None, progress: Progress = silent,
) -> ExportReport:
    """Fill a template from a ledger and write ``out`` (.xlsx or .pdf); ``masked`` hides personal data in it (脱敏), ``heed``
    hears of it before, ``door`` lets the template in.

    Raises TemplateFault for a template's mistakes and GongkaiError where the output exists or cannot be written; nothing is
    written then.
    """
    must_be_new(out, overwrite)
    with uncollected():
        book = make_book(snapshot, template, round=round, unit=unit, today=today, choice=choice, facts=facts, door=door,
                         progress=progress)
        return write_book(book, out, masked, heed, progress)


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Twenty thousand rows are a million small values and no cycles: the collector only costs time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def write_book(book: Book, out: Path, masked: bool, heed: Heed, progress: Progress) -> ExportReport:
    """Write a filled book as its ending says. ``heed`` hears of personal data first."""
    if masked:
        mask(book)
    pages = sum(len(pages_of(sheet)[1]) for sheet in book.sheets if sheet.plan.sheet.state == "visible")
    personal = personal_in(book)
    if personal:
        heed(personal)
    notes = [*personal, *book.notes]
    if out.suffix.lower() == ".pdf":
        from gongkai_desk.paper.pdf import pdf_bytes

        data, drawn = pdf_bytes(book, progress)
        notes += drawn
    else:
        data = book.to_bytes()
    write_whole(out, data)
    return ExportReport((out,), pages, tuple(notes), tuple(personal))
