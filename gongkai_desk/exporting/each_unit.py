"""One file per unit in one go: 单位台账, 催办单 and the like, to be sent out one by one."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from gongkai_desk.domain import GongkaiError
from gongkai_desk.domain.progress import Progress, silent
from gongkai_desk.exporting.choice import Choice
from gongkai_desk.exporting.desk import Desk
from gongkai_desk.exporting.entrance import Door, as_info, open_template
from gongkai_desk.exporting.exports import fill, uncollected, write_book
from gongkai_desk.exporting.shelf import TemplateInfo
from gongkai_desk.exporting.word import WordTemplate, write_word
from gongkai_desk.exporting.writing import ExportReport, Heed, file_name, must_be_new, unheeded
from gongkai_desk.ledger import Snapshot
from gongkai_desk.paper.book import Book
from gongkai_desk.paper.plan import Repeat
from gongkai_desk.paper.vocabulary import Value

ENDINGS = (".xlsx", ".pdf", ".docx")
_Write = Callable[[Desk, Path], "ExportReport | None"]


def export_per_unit(
    snapshot: Snapshot, template: TemplateInfo | str | Path, folder: Path, *, round: str | None = None, today: date,
    ending: str = ".xlsx", choice: Choice | None = None, facts: Mapping[str, Value] | None = None, overwrite: bool = False,
    masked: bool = False, heed: Heed = unheeded, door: Door | None = None, progress: Progress = silent,
) -> ExportReport:
    """One file per unit with duties (or chosen), ``<报送期>_<单位>_<模板>.xlsx``; ``ending`` one of ENDINGS.

    A template for chasing makes none for who need not be chased; where that is everybody, the report has no paths. Raises
    TemplateFault, and GongkaiError before anything is written where one of the files exists already.
    """
    name, write = _writer(template, ending, masked, heed, door, progress)
    desk = Desk.of(snapshot, round=round, today=today, choice=choice, facts=facts)
    outs = {unit: folder / (file_name(f"{desk.standing.round or ''}_{unit}_{name}".strip("_")) + ending) for unit in desk.units}
    for out in outs.values():
        must_be_new(out, overwrite)
    reports: dict[str, ExportReport] = {}
    with uncollected(), _together_or_none(folder) as beside:
        for at, (unit, out) in enumerate(outs.items()):
            progress(at, len(outs), unit)
            report = _called_by_its_name(write, desk.of_unit(unit), beside / out.name, out)
            if report is not None:
                reports[unit] = replace(report, paths=(out,))
        for unit in reports:
            (beside / outs[unit].name).replace(outs[unit])
    progress(len(outs), len(outs), "")
    return _joined(reports)


def _called_by_its_name(write: _Write, desk: Desk, beside: Path, out: Path) -> ExportReport | None:
    """Write one file; what goes wrong is told of the file that was wanted, not of the place where it waits."""
    try:
        return write(desk, beside)
    except GongkaiError as error:
        if error.where != str(beside):
            raise
        raise GongkaiError(error.what, str(out), error.next_step) from error


@contextlib.contextmanager
def _together_or_none(folder: Path) -> Iterator[Path]:
    """A place beside the files for those not yet wanted: whoever stops half way leaves none behind, and no new folder."""
    new = next((one for one in reversed((folder, *folder.parents)) if not one.exists()), None)
    folder.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".gongkai-", dir=folder))
    try:
        yield beside
    except BaseException:
        shutil.rmtree(new or beside, ignore_errors=True)
        raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _joined(reports: Mapping[str, ExportReport]) -> ExportReport:
    """One report; what every file would say anew (fonts that are missing) is said once."""
    return ExportReport(
        tuple(path for report in reports.values() for path in report.paths), sum(report.pages for report in reports.values()),
        _said({unit: report.notes for unit, report in reports.items()}),
        _said({unit: report.personal for unit, report in reports.items()}))


def _said(notes: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    by_note: dict[str, list[str]] = {}
    for unit, sentences in notes.items():
        for sentence in sentences:
            by_note.setdefault(sentence, []).append(unit)
    return tuple(note if len(units) > 1 or note.startswith(units[0]) else f"{units[0]}：{note}"
                 for note, units in by_note.items())


def _writer(
    template: TemplateInfo | str | Path, ending: str, masked: bool, heed: Heed, door: Door | None, progress: Progress,
) -> tuple[str, _Write]:
    """The template's name, and what writes one unit's file from it; the template is opened once."""
    if ending not in ENDINGS:
        raise GongkaiError(f"不能写成“{ending}”文件", "", f"可用：{'、'.join(ENDINGS)}")
    if ending == ".docx":
        word = WordTemplate.find(template.path if isinstance(template, TemplateInfo) else template, door)
        return word.name, lambda desk, out: write_word(word, desk, out, masked=masked, heed=heed)
    info = as_info(template)
    opened = open_template(info.path, door)

    def write(desk: Desk, out: Path) -> ExportReport | None:
        book = fill(opened, desk, progress)
        return None if _nobody_to_chase(book) else write_book(book, out, masked, heed, progress)

    return info.name, write


def _nobody_to_chase(book: Book) -> bool:
    from gongkai_desk.exporting.filling import chases

    lists = [sheet for sheet in book.sheets if sheet.plan.over is not Repeat.NOTHING]
    return bool(lists) and all(chases(sheet.plan) and not sheet.filling.records for sheet in lists)
