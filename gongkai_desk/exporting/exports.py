"""``export``: a ledger through a template onto paper, written whole or not at all."""

from __future__ import annotations

import contextlib
import gc
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from gongkai_desk.domain import GongkaiError, TemplateFault
from gongkai_desk.domain.progress import Progress, silent
from gongkai_desk.domain.system import said
from gongkai_desk.exporting.choice import Choice
from gongkai_desk.exporting.desk import Desk
from gongkai_desk.exporting.fields import VOCABULARY
from gongkai_desk.exporting.filling import Filler
from gongkai_desk.exporting.privacy import mask, personal_in
from gongkai_desk.exporting.shelf import TemplateInfo, find_template
from gongkai_desk.ledger import Snapshot
from gongkai_desk.paper.book import Book, fill_book
from gongkai_desk.paper.check import Mistake, check_book
from gongkai_desk.paper.pages import pages_of
from gongkai_desk.paper.plan import plan_book
from gongkai_desk.paper.template import Template
from gongkai_desk.paper.vocabulary import Value


@dataclass(frozen=True)
class ExportReport:
    """What was written: files, pages, and what a person should know (split texts, missing fonts, what a PDF cannot draw)."""

    paths: tuple[Path, ...]
    pages: int = 0
    notes: tuple[str, ...] = field(default_factory=tuple)


def _as_info(template: TemplateInfo | str | Path) -> TemplateInfo:
    return template if isinstance(template, TemplateInfo) else find_template(template)


def check_template(path: str | Path) -> tuple[Mistake, ...]:
    """Every mistake of a template with its cell and remedy; a file that is no workbook is one mistake."""
    try:
        template = Template.open(_as_info(path).path)
        return check_book(template, plan_book(template, VOCABULARY), VOCABULARY)
    except TemplateFault as fault:
        return (Mistake(fault.where, "", fault.what, fault.next_step),)


def open_template(path: Path) -> Template:
    """A template without mistakes. Raises TemplateFault that names all of them."""
    template = Template.open(path)
    mistakes = check_book(template, plan_book(template, VOCABULARY), VOCABULARY)
    if mistakes:
        first = mistakes[0]
        rest = "；".join(f"{one.place} {one.what}" for one in mistakes[1:6])
        what = f"{first.what}" + (f"（另有{len(mistakes) - 1}处：{rest}）" if rest else "")
        raise TemplateFault(what, f"模板“{path.stem}” {first.place}", first.remedy)
    return template


def make_book(
    snapshot: Snapshot, template: TemplateInfo | str | Path, *, round: str | None = None, unit: str | None = None, today: date,
    choice: Choice | None = None, facts: Mapping[str, Value] | None = None, progress: Progress = silent,
) -> Book:
    """The filled template, for writing, painting or previewing. Raises TemplateFault, and GongkaiError for unknown names."""
    opened = open_template(_as_info(template).path)
    if unit is not None and snapshot.roster.find(unit) is None:
        near = "、".join(name for name in snapshot.roster.names if unit in name or name in unit)
        raise GongkaiError(f"名录中没有单位“{unit}”", "", f"是不是：{near}" if near else "请检查单位名称，或先把它加进单位名录")
    known = snapshot.roster.find(unit) if unit is not None else None
    desk = Desk.of(snapshot, round=round, today=today, choice=choice, unit=known.name if known else None, facts=facts)
    plans = plan_book(opened, VOCABULARY)
    filler = Filler(desk)
    return fill_book(opened, plans, {plan.sheet.index: filler.fillings(plan) for plan in plans}, progress)


def export(
    snapshot: Snapshot, template: TemplateInfo | str | Path, out: Path, *, round: str | None = None, unit: str | None = None,
    today: date, choice: Choice | None = None, facts: Mapping[str, Value] | None = None, overwrite: bool = False,
    masked: bool = False, progress: Progress = silent,
) -> ExportReport:
    """Fill a template from a ledger and write ``out`` (.xlsx or .pdf); ``masked`` hides personal data in it (脱敏).

    Raises TemplateFault for a template's mistakes and GongkaiError where the output exists or cannot be written; nothing is
    written then.
    """
    must_be_new(out, overwrite)
    with _uncollected():
        book = make_book(snapshot, template, round=round, unit=unit, today=today, choice=choice, facts=facts, progress=progress)
        return _write(book, out, masked, progress)


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Twenty thousand rows are a million small values and no cycles: the collector only costs time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _write(book: Book, out: Path, masked: bool, progress: Progress) -> ExportReport:
    if masked:
        mask(book)
    pages = sum(len(pages_of(sheet)[1]) for sheet in book.sheets if sheet.plan.sheet.state == "visible")
    notes = [*personal_in(book), *book.notes]
    if out.suffix.lower() == ".pdf":
        from gongkai_desk.paper.pdf import pdf_bytes

        data, drawn = pdf_bytes(book, progress)
        notes += drawn
    else:
        data = book.to_bytes()
    write_whole(out, data)
    return ExportReport((out,), pages, tuple(notes))


def export_per_unit(
    snapshot: Snapshot, template: TemplateInfo | str | Path, folder: Path, *, round: str | None = None, today: date,
    ending: str = ".xlsx", choice: Choice | None = None, facts: Mapping[str, Value] | None = None, overwrite: bool = False,
    progress: Progress = silent,
) -> ExportReport:
    """One file per unit with duties, ``<报送期>_<单位>_<模板>.xlsx``."""
    info = _as_info(template)
    desk = Desk.of(snapshot, round=round, today=today, choice=choice)
    folder.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    notes: list[str] = []
    pages = 0
    for at, unit in enumerate(desk.units):
        progress(at, len(desk.units), unit)
        out = folder / (file_name(f"{desk.standing.round or ''}_{unit}_{info.name}".strip("_")) + ending)
        report = export(snapshot, info, out, round=round, unit=unit, today=today, choice=choice, facts=facts, overwrite=overwrite)
        paths.append(out)
        pages += report.pages
        notes += [f"{unit}：{note}" for note in report.notes]
    return ExportReport(tuple(paths), pages, tuple(dict.fromkeys(notes)))


def file_name(text: str) -> str:
    """Text as a file name that Windows accepts."""
    kept = ("_" if letter in '<>:"/\\|?*' or not letter.isprintable() else letter for letter in text)
    return "".join(kept).strip(". ") or "未命名"


def must_be_new(out: Path, overwrite: bool) -> None:
    """Raise GongkaiError where a file would be overwritten unasked."""
    if out.exists() and not overwrite:
        raise GongkaiError("文件已存在，没有覆盖", str(out), "请换一个文件名，或加 --force 覆盖")


def write_whole(out: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises GongkaiError where that fails; what was there stays."""
    handle, temporary = -1, ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=".gongkai-", suffix=out.suffix, dir=out.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(out)
    except BaseException as error:
        with contextlib.suppress(OSError):
            if temporary:
                Path(temporary).unlink()
        if not isinstance(error, OSError):
            raise
        remedy = "请检查文件夹是否存在、是否可写，磁盘是否已满，文件是否正被打开"
        raise GongkaiError(f"写不了文件（{said(error)}）", str(out), remedy) from error
