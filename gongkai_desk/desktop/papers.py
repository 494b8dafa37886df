"""What the export page writes, without widgets: the papers there are, what is wished of one, its preview, and the files."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from gongkai_desk.desktop.state import State
from gongkai_desk.domain.progress import Progress
from gongkai_desk.exporting.choice import FACTS

EXCEL, PDF, WORD = ".xlsx", ".pdf", ".docx"
KINDS = {EXCEL: "Excel 文件 (*.xlsx)", PDF: "PDF 文件 (*.pdf)", WORD: "Word 文件 (*.docx)"}
LARGEST_PART = 20_000_000
_FIELD = re.compile(r"\{\{\s{0,9}(" + "|".join(FACTS) + r")\s{0,9}\}\}")
_TAG = re.compile(r"<[^>]{0,2000}>")


@cache
def door() -> Any:
    """The reader child through which templates come in, kept for the window's life: a preview must not wait for it to start."""
    from gongkai_desk.grids import Reader

    return Reader()


@dataclass(frozen=True)
class Paper:
    """A paper that can be made: its name, its Excel template (for paper, Excel and PDF) and its Word template, one of them at
    least; ``facts`` are those of FACTS that they have a place for."""

    name: str
    excel: Any = None
    word: Path | None = None
    facts: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What the list shows."""
        return self.name if self.excel is not None else f"{self.name}（Word）"


@dataclass(frozen=True)
class Wish:
    """One paper as the clerk wants it. ``day``: only what had arrived by then (the state's own day: everything). ``as_word``: its
    Word template is meant where it has both."""

    state: State
    paper: Paper
    unit: str | None = None
    choice: Any = None
    facts: Mapping[str, str] = field(default_factory=dict)
    masked: bool = False
    snapshot: Any = None
    day: date | None = None
    as_word: bool = False

    def told(self) -> dict[str, Any]:
        """What every kind of export is told."""
        today = self.day or self.state.today
        return {"round": self.state.round, "today": today, "choice": self.choice, "facts": dict(self.facts), "door": door()}

    @property
    def ledger(self) -> Any:
        """The snapshot to make it of."""
        return self.snapshot if self.snapshot is not None else self.state.snapshot


def papers(own: Path, others: Sequence[Path] = ()) -> tuple[Paper, ...]:
    """Every paper: the shipped ones, those of the office's ``own`` folder, and template files named one by one."""
    from gongkai_desk.exporting import TemplateInfo, templates, word_templates

    words = {path.stem: path for path in word_templates()}
    words.update((path.stem, path) for path in sorted(own.glob("*.docx")) if not path.name.startswith(("~$", ".")))
    words.update((path.stem, path) for path in others if path.suffix.lower() == WORD)
    sheets = {info.name: info for info in templates(own)}
    sheets.update((path.stem, TemplateInfo(path.stem, path)) for path in others if path.suffix.lower() == EXCEL)
    found = [_paper(name, info, words.pop(name, None)) for name, info in sheets.items()]
    return (*found, *(_paper(name, None, path) for name, path in sorted(words.items())))


def _paper(name: str, excel: Any, word: Path | None) -> Paper:
    named = {fact for path in (excel.path if excel is not None else None, word) if path for fact in facts_in(path)}
    return Paper(name, excel, word, tuple(fact for fact in FACTS if fact in named))


def facts_in(path: Path) -> tuple[str, ...]:
    """The names among FACTS that a template file has a field for; none where it cannot be read."""
    try:
        with zipfile.ZipFile(path) as parts:
            wanted = [part for part in parts.infolist() if part.filename.endswith(".xml") and part.file_size < LARGEST_PART]
            text = "".join(_TAG.sub("", parts.read(part).decode("utf-8", "replace")) for part in wanted)
    except (OSError, zipfile.BadZipFile, RuntimeError):
        return ()
    return tuple(dict.fromkeys(_FIELD.findall(text)))


@dataclass(frozen=True)
class Preview:
    """The pages of a paper, or why there are none. ``painter`` is a PagePainter, or a WordPainter: ``note`` says what its pages
    are, and they are not printed. ``personal``: what personal data stands on them, in sentences."""

    painter: Any = None
    sentence: str = ""
    note: str = ""
    personal: tuple[str, ...] = ()
    mistakes: tuple[Any, ...] = ()


def preview(wish: Wish, progress: Progress) -> Preview:
    """The paper page by page; a wrong template's mistakes. A Word paper's pages are near to Word's, not the same."""
    from gongkai_desk.domain import TemplateFault
    from gongkai_desk.exporting import check_template, make_book, mask, personal_in
    from gongkai_desk.paper.paint import PagePainter

    template = wish.paper.excel
    if template is None or wish.as_word:
        return _word_preview(wish, progress)
    try:
        book = make_book(wish.ledger, template, unit=wish.unit, progress=progress, **wish.told())
        if wish.masked:
            mask(book)
        return Preview(PagePainter(book), personal=tuple(personal_in(book)))
    except TemplateFault as fault:
        mistakes = check_template(template.path, door())
        return Preview(sentence=str(fault), mistakes=tuple(mistakes))


def _word_preview(wish: Wish, progress: Progress) -> Preview:
    from gongkai_desk.desktop.word_preview import WordPainter
    from gongkai_desk.domain import TemplateFault
    from gongkai_desk.exporting import show_word

    try:
        sheet = show_word(
            wish.ledger, wish.paper.word or wish.paper.name, unit=wish.unit, masked=wish.masked, progress=progress, **wish.told()
        )
    except TemplateFault as fault:
        return Preview(sentence=str(fault))
    painter = WordPainter(sheet)
    return Preview(painter, note=painter.note)


class PersonalFound(Exception):
    """The paper would hold personal data, of which the clerk has not been asked. Carries the sentences."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("；".join(sentences))
        self.sentences = tuple(sentences)


def refuse(sentences: Sequence[str]) -> None:
    """A Heed that stops before anything personal is written."""
    if sentences:
        raise PersonalFound(sentences)


def write(wish: Wish, out: Path, heed: Callable[[Sequence[str]], None], progress: Progress) -> Any:
    """Write one file of the kind that ``out`` ends in. Raises GongkaiError; PersonalFound where ``heed`` refuses."""
    from gongkai_desk.desktop.opening import assure
    from gongkai_desk.exporting import export, export_word

    assure(wish.state.path, progress)
    how: dict[str, Any] = {**wish.told(), "unit": wish.unit, "overwrite": True, "masked": wish.masked, "heed": heed}
    if out.suffix.lower() == WORD:
        return export_word(wish.ledger, wish.paper.word or wish.paper.name, out, progress=progress, **how)
    return export(wish.ledger, wish.paper.excel, out, progress=progress, **how)


def write_each(wish: Wish, folder: Path, ending: str, heed: Callable[[Sequence[str]], None], progress: Progress) -> Any:
    """One file per unit into ``folder``. Raises as :func:`write`, and where one of the files exists already."""
    from gongkai_desk.desktop.opening import assure
    from gongkai_desk.exporting import export_per_unit

    assure(wish.state.path, progress)
    template: Any = wish.paper.word if ending == WORD else wish.paper.excel
    return export_per_unit(
        wish.ledger, template, folder, ending=ending, masked=wish.masked, heed=heed, progress=progress, **wish.told()
    )
