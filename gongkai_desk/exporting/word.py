"""Word papers from the office's own .docx templates (docxtpl): 催办单, 任务清单.

A template writes ``{{单位}}`` for a field; a table row with fields of a task repeats, as in a workbook. At length that is
``{%tr for 任务 in 任务表 %}`` … ``{{任务.工作任务}}`` … ``{%tr endfor %}``. It runs in Jinja's sandbox.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from gongkai_desk.domain import GongkaiError, TemplateFault
from gongkai_desk.domain.progress import Progress, silent
from gongkai_desk.exporting.choice import Choice
from gongkai_desk.exporting.desk import Desk
from gongkai_desk.exporting.entrance import Door, ask
from gongkai_desk.exporting.exports import known_unit
from gongkai_desk.exporting.fields import FIELDS, TASK_TABLE
from gongkai_desk.exporting.filling import is_late
from gongkai_desk.exporting.privacy import MEANT, masked_text, personal_words
from gongkai_desk.exporting.values import TaskValues, paper_values, unit_values
from gongkai_desk.exporting.writing import ExportReport, Heed, must_be_new, unheeded, write_whole
from gongkai_desk.ledger import Snapshot
from gongkai_desk.paper.package import read_template
from gongkai_desk.paper.texts import clean
from gongkai_desk.paper.vocabulary import PaperDay, Value, shown
from gongkai_desk.place import locate

if TYPE_CHECKING:
    from gongkai_desk.exporting.word_showing import WordSheet

_OF_A_UNIT = re.compile(r"\{\{\s{0,9}(单位|联络员|联系电话)\s{0,9}\}\}")


def word_templates() -> tuple[Path, ...]:
    """The shipped .docx templates."""
    try:
        return tuple(sorted(path for path in locate("templates").glob("*.docx") if not path.name.startswith("~$")))
    except FileNotFoundError:
        return ()


@dataclass(frozen=True)
class WordTemplate:
    """A .docx template, read once. ``door``: the child that opens and fills it; None does both here."""

    name: str
    data: bytes
    door: Door | None = None

    @classmethod
    def find(cls, template: str | Path, door: Door | None = None) -> WordTemplate:
        """By path, or by the name of a shipped one. Raises TemplateFault where there is none or it cannot be read."""
        path = _path(template)
        return cls(path.stem, read_template(path), door)

    @cached_property
    def text(self) -> str:
        """The text of the body with its fields. Raises TemplateFault where this is no Word document."""
        if self.door is not None:
            return ask(self.door, "word-look", self.name, self.data).decode()
        from gongkai_desk.exporting.word_filling import text_of

        return text_of(self.name, self.data)

    def looked_over(self) -> None:
        """Raise TemplateFault for a template with mistakes; whoever asks for its ``text`` learns of them as well."""
        assert isinstance(self.text, str)

    @property
    def late_only(self) -> bool:
        """Whether it chases: it says 超期天数, so that it lists only what is late."""
        return "超期天数" in self.text

    @property
    def of_a_unit(self) -> bool:
        """Whether it is a paper to one unit."""
        return _OF_A_UNIT.search(self.text) is not None

    def filled(self, values: Mapping[str, Any]) -> bytes:
        """The document filled. Raises TemplateFault for a template that is wrong."""
        from gongkai_desk.exporting.word_filling import WordFilling, filled

        if self.door is not None:
            return ask(self.door, "word-fill", self.name, msgspec.json.encode(WordFilling(self.data, dict(values))))
        return filled(self.name, self.data, values)

    def shown(self, values: Mapping[str, Any]) -> WordSheet:
        """The filled document to be looked at. Raises TemplateFault as :meth:`filled`."""
        from gongkai_desk.exporting.word_showing import WordSheet, sheet_of

        data = self.filled(values)
        if self.door is not None:
            return msgspec.json.decode(ask(self.door, "word-show", self.name, data), type=WordSheet)
        return sheet_of(self.name, data)


def export_word(
    snapshot: Snapshot, template: str | Path, out: Path, *, round: str | None = None, unit: str | None = None, today: date,
    choice: Choice | None = None, facts: Mapping[str, Value] | None = None, overwrite: bool = False, masked: bool = False,
    heed: Heed = unheeded, door: Door | None = None, progress: Progress = silent,
) -> ExportReport:
    """Fill a .docx template for the whole ledger, or for one unit; a template that says 超期天数 lists only what is late.

    Raises TemplateFault for a template that is missing or wrong, GongkaiError for unknown names, where ``out`` exists, or where
    a paper to one unit is asked for without one.
    """
    must_be_new(out, overwrite)
    found, known = _of_unit(snapshot, template, unit, door)
    progress(0, 1, f"正在填写 {found.name}")
    desk = Desk.of(snapshot, round=round, today=today, choice=choice, unit=known, facts=facts)
    report = write_word(found, desk, out, masked=masked, heed=heed, whoever=True)
    assert report is not None
    return report


def show_word(
    snapshot: Snapshot, template: str | Path, *, round: str | None = None, unit: str | None = None, today: date,
    choice: Choice | None = None, facts: Mapping[str, Value] | None = None, masked: bool = False, door: Door | None = None,
    progress: Progress = silent,
) -> WordSheet:
    """What :func:`export_word` would write, to be looked at. Raises as that."""
    found, known = _of_unit(snapshot, template, unit, door)
    progress(0, 1, f"正在填写 {found.name}")
    values = _context(Desk.of(snapshot, round=round, today=today, choice=choice, unit=known, facts=facts), found.late_only)
    return found.shown(_masked(values) if masked else values)


def _of_unit(snapshot: Snapshot, template: str | Path, unit: str | None, door: Door | None) -> tuple[WordTemplate, str | None]:
    known = known_unit(snapshot, unit)
    found = WordTemplate.find(template, door)
    if known is None and found.of_a_unit:
        raise GongkaiError("这份Word模板是发给一个单位的，没有说是哪个单位", found.name, "请选定一个单位，或每个单位导出一份")
    return found, known


def write_word(
    template: WordTemplate, desk: Desk, out: Path, *, masked: bool = False, heed: Heed = unheeded, whoever: bool = False,
) -> ExportReport | None:
    """Fill a template from a desk and write it; None where it chases a unit that need not be chased, unless ``whoever``."""
    values = _context(desk, template.late_only)
    if template.late_only and desk.unit is not None and not values[TASK_TABLE] and not whoever:
        return None
    kinds = [] if masked else personal_words(_texts(values))
    personal = (f"{desk.unit or template.name}：含疑似个人信息（{'、'.join(kinds)}），公开前请核对或脱敏",) if kinds else ()
    if personal:
        heed(personal)
    write_whole(out, template.filled(_masked(values) if masked else values))
    return ExportReport((out,), notes=personal, personal=personal)


def _path(template: str | Path) -> Path:
    path = Path(template)
    if path.suffix.lower() == ".docx" and path.is_file():
        return path
    wanted = path.stem if path.suffix.lower() == ".docx" else str(template)
    for known in word_templates():
        if known.stem == wanted:
            return known
    names = "、".join(known.stem for known in word_templates())
    raise TemplateFault(f"没有Word模板“{template}”", "", f"可用的模板：{names}")


def _context(desk: Desk, late_only: bool) -> dict[str, Any]:
    scalars = paper_values(desk)
    values = TaskValues(desk, [field.name for field in FIELDS])
    if desk.unit is None:
        records = [values.of(task, at + 1) for at, task in enumerate(desk.tasks)]
    else:
        scalars = {**scalars, **unit_values(desk, desk.unit)}
        parts = [pair for pair in desk.tasks_of(desk.unit) if not late_only or is_late(desk, pair[1])]
        records = [values.of_part(task, part, at + 1) for at, (task, part) in enumerate(parts)]
    return {**_words(scalars), TASK_TABLE: [_words(record) for record in records]}


def _words(values: Mapping[str, Value]) -> dict[str, str]:
    return {name: clean(value.isoformat() if isinstance(value, date) and not isinstance(value, PaperDay) else shown(value))
            for name, value in values.items()}


def _texts(values: Mapping[str, Any]) -> list[str]:
    found = [text for name, text in values.items() if name not in MEANT and isinstance(text, str)]
    return found + [text for record in values[TASK_TABLE] for text in record.values()]


def _masked(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: [_masked(one) for one in value] if name == TASK_TABLE else value if name in MEANT else masked_text(value)
            for name, value in values.items()}
