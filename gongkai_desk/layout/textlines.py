"""Lines inside one paragraph, and fields inside one line: a paragraph with line breaks, a line with several labels."""

from __future__ import annotations

import re

from gongkai_desk.language import heading_level, split_number
from gongkai_desk.language.names import plain
from gongkai_desk.layout.labels import FIELD_LABEL, read_label

_ENDS = "。；;：:！!？?)）】〕"
_SHORT = 30
_BULLET = re.compile(r"[\s\u3000]*(?:[●◆■★▪•◇○➤▶►✦☆□▲△◎※→]|——|—(?=[\u4e00-\u9fff]))[\s\u3000]*")


def lines_of(text: str) -> list[str]:
    """The lines of a paragraph that was broken by hand; a line that only ran over is joined to the one before."""
    if "\n" not in text:
        return [text]
    lines: list[str] = []
    for raw in text.split("\n"):
        if not raw.strip():
            continue
        line = raw.strip()
        if lines and not _begins(raw, lines[-1]):
            lines[-1] += line
        else:
            lines.append(line)
    return lines


def _begins(raw: str, before: str) -> bool:
    line = raw.strip()
    return (
        raw[:1] in "\u3000 \xa0" or before[-1] in _ENDS or _stands_alone(before) or heading_level(line) is not None
        or line[:1] in "（(【〔[" or is_bullet(line) or read_label(line) is not None
    )


def _stands_alone(line: str) -> bool:
    """Whether a line is a title or a heading: short, and no sentence."""
    return len(line) < _SHORT and not any(sign in line for sign in "。，；,;")


def is_bullet(text: str) -> bool:
    """Whether a line is an item of a list without numbers (● …, —— …)."""
    return _BULLET.match(text) is not None


def without_bullet(text: str) -> str:
    """A wording without the sign that marks it as an item."""
    match = _BULLET.match(text)
    return text[match.end():] if match else text


def fields_of(line: str) -> list[str]:
    """A line that begins with a label and holds others, cut before each (责任领导：X  牵头单位：Y  完成时限：Z)."""
    if len(line) > 900:
        return [line]
    number, rest = split_number(line)
    if number is not None and (label := read_label(rest)) is not None and label.field == "task":
        first, *others = fields_of(rest)
        return [line[:len(line) - len(rest)] + first, *others]
    if read_label(line) is None:
        return [line]
    whole = line
    starts = [match.start(1) for match in FIELD_LABEL.finditer(line)]
    shown = plain(line) if len(starts) < 2 else line
    if shown != line:
        starts, line = [match.start(1) for match in FIELD_LABEL.finditer(shown)], shown
    if starts and starts[0] > 0 and (label := read_label(line)) is not None and label.field == "task":
        starts.insert(0, 0)
    if len(starts) < 2:
        return [whole]
    ends = [*starts[1:], len(line)]
    pieces = (line[start:end].strip(" \u3000；;，,。") for start, end in zip([0, *starts[1:]], ends, strict=True))
    return [piece for piece in pieces if piece]
