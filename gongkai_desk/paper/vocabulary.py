"""What a template may ask for: the language's words come from the caller, its grammar is here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Value = str | int | float | date | None
"""A field's value. Numbers and dates land as such where they fill a cell alone."""


class PaperDay(date):
    """A day that paper writes out (2022年9月30日) even where it fills a cell alone."""


class Percent(float):
    """A share of one: 0.615 stands on paper as 61.5%."""


class Scope(StrEnum):
    """Of what a field speaks (``contract.md`` §6)."""

    TASK = "任务"
    HEADING = "标题"
    UNIT = "单位"
    COUNT = "统计"
    PAPER = "文书"
    ANYWHERE = "通用"


Vocabulary = Mapping[str, Scope]
"""Every field's name and scope."""

_FIELD = re.compile(r"\{\{([^{}]{0,60})\}\}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of constant text, or one field."""

    text: str
    field: str | None = None


def split_fields(text: str) -> tuple[Piece, ...]:
    """Text cut at its ``{{字段}}``; blanks around a field's name do not count."""
    pieces: list[Piece] = []
    at = 0
    for found in _FIELD.finditer(text):
        if found.start() > at:
            pieces.append(Piece(text[at:found.start()]))
        pieces.append(Piece(found.group(), found[1].strip()))
        at = found.end()
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return tuple(pieces)


def fields_in(text: str) -> tuple[str, ...]:
    """The fields a text names, in order."""
    return tuple(piece.field for piece in split_fields(text) if piece.field is not None) if "{{" in text else ()


def loose_braces(text: str) -> bool:
    """Whether braces are left over that look like a field written wrongly (``{{标题}``, ``｛｛标题｝｝``)."""
    rest = _FIELD.sub("", text)
    return "{{" in rest or "}}" in rest or "｛｛" in rest


def shown(value: Value) -> str:
    """A value in running text: days as 2022年9月30日, numbers without a needless fraction."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, Percent):
        return f"{value * 100:.1f}".removesuffix(".0") + "%"
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)


def fill_text(text: str, scalars: Mapping[str, Value]) -> str:
    """Text with its fields replaced, once: what a value itself holds is never looked at again."""
    return "".join(piece.text if piece.field is None else shown(scalars.get(piece.field)) for piece in split_fields(text))
