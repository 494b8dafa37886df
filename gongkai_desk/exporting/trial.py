"""The trial of a template in the reader child: opened, looked over, filled with examples, laid out and written, all for nothing.

Whatever of that a hostile or broken template turns into endless work, too much memory or a dead process happens here first.
"""

from __future__ import annotations

import msgspec

from gongkai_desk.domain import TemplateFault
from gongkai_desk.exporting.entrance import Answer
from gongkai_desk.exporting.fields import FIELDS, VOCABULARY
from gongkai_desk.paper.book import fill_book
from gongkai_desk.paper.check import check_book
from gongkai_desk.paper.pages import pages_of
from gongkai_desk.paper.plan import plan_book
from gongkai_desk.paper.sheet import Filling
from gongkai_desk.paper.template import Template


def trial(message: bytes) -> bytes:
    """Try a template, sent as its name, a line break and its bytes. Answers with an encoded :class:`Answer`."""
    name, _, data = message.partition(b"\n")
    try:
        _try(Template.of(data, name.decode("utf-8", "replace")))
    except TemplateFault as fault:
        return msgspec.json.encode(Answer.of_fault(fault))
    return msgspec.json.encode(Answer())


def _try(template: Template) -> None:
    plans = plan_book(template, VOCABULARY)
    if check_book(template, plans, VOCABULARY):
        return  # the mistakes are told where the template is opened for good
    record = {field.name: field.example for field in FIELDS}
    book = fill_book(template, plans, {plan.sheet.index: [Filling(record, [record, record])] for plan in plans})
    for sheet in book.sheets:
        pages_of(sheet)
    book.to_bytes()
