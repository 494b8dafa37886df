"""Word papers from the office's own .docx templates (docxtpl): 催办单, 任务清单.

A template writes ``{{单位}}`` for a field, and repeats a table row with ``{%tr for 任务 in 任务表 %}`` … ``{{任务.工作任务}}`` …
``{%tr endfor %}``. It runs in Jinja's sandbox.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from gongkai_desk.domain import GongkaiError, TemplateFault
from gongkai_desk.exporting.choice import Choice
from gongkai_desk.exporting.desk import Desk
from gongkai_desk.exporting.exports import ExportReport, must_be_new, write_whole
from gongkai_desk.exporting.fields import FIELDS
from gongkai_desk.exporting.filling import is_late
from gongkai_desk.exporting.values import TaskValues, paper_values, unit_values
from gongkai_desk.ledger import Snapshot
from gongkai_desk.paper.texts import clean
from gongkai_desk.paper.vocabulary import PaperDay, Value, shown
from gongkai_desk.place import locate


def word_templates() -> tuple[Path, ...]:
    """The shipped .docx templates."""
    try:
        return tuple(sorted(path for path in locate("templates").glob("*.docx") if not path.name.startswith("~$")))
    except FileNotFoundError:
        return ()


def export_word(
    snapshot: Snapshot, template: str | Path, out: Path, *, round: str | None = None, unit: str | None = None, today: date,
    choice: Choice | None = None, facts: Mapping[str, Value] | None = None, overwrite: bool = False,
) -> ExportReport:
    """Fill a .docx template for the whole ledger, or for one unit; a template that says 超期天数 lists only what is late.

    Raises TemplateFault for a template that is missing or wrong, GongkaiError for unknown names or where ``out`` exists.
    """
    must_be_new(out, overwrite)
    if unit is not None and snapshot.roster.find(unit) is None:
        raise GongkaiError(f"名录中没有单位“{unit}”", "", "请检查单位名称，或先把它加进单位名录")
    path = _find(template)
    desk = Desk.of(snapshot, round=round, today=today, choice=choice, unit=unit, facts=facts)
    write_whole(out, _render(path, desk))
    return ExportReport((out,))


def _find(template: str | Path) -> Path:
    path = Path(template)
    if path.suffix.lower() == ".docx" and path.is_file():
        return path
    for known in word_templates():
        if known.stem == str(template):
            return known
    names = "、".join(known.stem for known in word_templates())
    raise TemplateFault(f"没有Word模板“{template}”", "", f"可用的模板：{names}")


def _render(path: Path, desk: Desk) -> bytes:
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    try:
        document = DocxTemplate(str(path))
        document.init_docx()
        late_only = "超期天数" in document.get_xml()
        document.render(_context(desk, late_only), SandboxedEnvironment(autoescape=True), autoescape=True)
    except TemplateError as error:
        raise TemplateFault(f"模板语法有误（{error}）", path.name, "请检查花括号是否成对，并与随程序的Word模板对照") from error
    except (ValueError, KeyError, OSError) as error:
        raise TemplateFault("不是Word文档（.docx）", path.name, "请用Word或WPS另存为.docx再用") from error
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _context(desk: Desk, late_only: bool) -> dict[str, Any]:
    scalars = paper_values(desk)
    values = TaskValues(desk, [field.name for field in FIELDS])
    if desk.unit is None:
        records = [values.of(task, at + 1) for at, task in enumerate(desk.tasks)]
    else:
        scalars = {**scalars, **unit_values(desk, desk.unit)}
        parts = [pair for pair in desk.tasks_of(desk.unit) if not late_only or is_late(desk, pair[1])]
        records = [values.of_part(task, part, at + 1) for at, (task, part) in enumerate(parts)]
    return {**_words(scalars), "任务表": [_words(record) for record in records]}


def _words(values: Mapping[str, Value]) -> dict[str, str]:
    return {name: clean(value.isoformat() if isinstance(value, date) and not isinstance(value, PaperDay) else shown(value))
            for name, value in values.items()}
