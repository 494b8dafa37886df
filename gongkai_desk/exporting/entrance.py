"""Where templates come in. They are somebody else's files: the reader child opens and fills each one first (:mod:`trial`).

Only what the child came through with is opened here, so that a file that hangs or kills a parser costs a child and not the
program. The bytes are read once: what was tried is what is used.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import msgspec

from gongkai_desk.domain import TemplateFault, Unreadable
from gongkai_desk.exporting.fields import VOCABULARY
from gongkai_desk.exporting.shelf import TemplateInfo, find_template
from gongkai_desk.paper.check import Mistake, check_book
from gongkai_desk.paper.package import read_template
from gongkai_desk.paper.plan import plan_book
from gongkai_desk.paper.template import Template

TASK = "template"
_REMEDY = "请在Excel或WPS中打开并另存一份再用"


class Door(Protocol):
    """What asks the reader child (``grids.Reader``); rooms below do not know each other, so it is handed in."""

    def ask(self, task: str, path: str, data: bytes) -> bytes:
        """What a task of the child makes of bytes. Raises Unreadable where the child refused, died or took too long."""
        ...


def as_info(template: TemplateInfo | str | Path) -> TemplateInfo:
    """A template by its name or path. Raises TemplateFault where there is none."""
    return template if isinstance(template, TemplateInfo) else find_template(template)


def check_template(path: str | Path, door: Door | None = None) -> tuple[Mistake, ...]:
    """Every mistake of a template with its cell and remedy; a file that is no workbook is one mistake."""
    try:
        if Path(path).suffix.lower() == ".docx":
            from gongkai_desk.exporting.word import WordTemplate

            WordTemplate.find(path, door).looked_over()
            return ()
        template = _let_in(as_info(path).path, door)
        return check_book(template, plan_book(template, VOCABULARY), VOCABULARY)
    except TemplateFault as fault:
        return (Mistake(fault.where, "", fault.what, fault.next_step),)


def open_template(path: Path, door: Door | None = None) -> Template:
    """A template without mistakes. Raises TemplateFault that names all of them."""
    template = _let_in(path, door)
    mistakes = check_book(template, plan_book(template, VOCABULARY), VOCABULARY)
    if mistakes:
        first = mistakes[0]
        rest = "；".join(f"{one.place} {one.what}" for one in mistakes[1:6])
        what = f"{first.what}" + (f"（另有{len(mistakes) - 1}处：{rest}）" if rest else "")
        raise TemplateFault(what, f"模板“{path.stem}” {first.place}", first.remedy)
    return template


def _let_in(path: Path, door: Door | None) -> Template:
    data = read_template(path)
    if door is not None:
        ask(door, TASK, path.name, data)
    return Template.of(data, path)


def ask(door: Door, task: str, name: str, data: bytes) -> bytes:
    """The answer of a task that speaks of a template. Raises TemplateFault: the child's own, or that it did not survive."""
    try:
        answer = msgspec.json.decode(door.ask(task, name, name.encode() + b"\n" + data), type=Answer)
    except Unreadable as error:
        raise TemplateFault(error.what, name, _REMEDY) from error
    if answer.fault is not None:
        raise TemplateFault(*answer.fault)
    return answer.data


class Answer(msgspec.Struct, omit_defaults=True):
    """What the child says: the fault it found (what, where, next step), or bytes."""

    fault: tuple[str, str, str] | None = None
    data: bytes = b""

    @classmethod
    def of_fault(cls, fault: TemplateFault) -> Answer:
        """A fault to send."""
        return cls((fault.what, fault.where, fault.next_step))
