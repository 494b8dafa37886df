"""The line under a form's title: 填报单位, 报送期, 填报人, 联系电话, 审核人, wherever an office moved them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from gongkai_desk.collecting.columns import FORM_LABELS
from gongkai_desk.domain import Source
from gongkai_desk.grids.grid import Grid, Row

_WORDS = {word: key for key, words in FORM_LABELS.items() for word in words}
_LABEL = re.compile("(" + "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
                    + r")(?:[(（][^()（）]{0,10}[)）])?\s*[:：]\s*")
_BARE = re.compile(r"[(（][^()（）]{0,10}[)）]|\s")


class Labels(msgspec.Struct, frozen=True):
    """What stands around a form: ``title`` (all texts above the header that are no label), labelled values and their places."""

    title: str = ""
    values: dict[str, str] = msgspec.field(default_factory=dict)
    sources: dict[str, Source] = msgspec.field(default_factory=dict)


def read_labels(grid: Grid, above: Sequence[Row], below: Sequence[Row] = ()) -> Labels:
    """The labelled values in the rows above a form, and in those below it; the first filled one of a kind counts."""
    labels = Labels()
    titles = _read(grid, above, labels)
    _read(grid, below, labels)
    return Labels("\n".join(titles[:6]), labels.values, labels.sources)


def _read(grid: Grid, rows: Sequence[Row], labels: Labels) -> list[str]:
    """Add the labelled values in ``rows`` to ``labels``; returns the texts that are none."""
    titles: list[str] = []
    for row in rows:
        waiting: str | None = None
        for column, value in enumerate(row.values, 1):
            text = grid.text(row.index, column).strip() if value is not None else ""
            if not text:
                continue
            pairs = _pairs(text)
            if pairs:
                for key, value in pairs:
                    _take(labels, key, value, grid.source(row.index, column))
                waiting = None if pairs[-1][1] else pairs[-1][0]
            elif waiting:
                _take(labels, waiting, text, grid.source(row.index, column))
                waiting = None
            else:
                titles.append(text)
    return titles


def _pairs(text: str) -> list[tuple[str, str]]:
    """The labels in one cell with what follows each: ``填报人：张三  电话：`` -> two pairs."""
    if len(text) > 200:
        return []
    key = _WORDS.get(_BARE.sub("", text).rstrip(":："))
    if key:
        return [(key, "")]
    found = list(_LABEL.finditer(text))
    if not found:
        return []
    ends = [*(match.start() for match in found[1:]), len(text)]
    return [(_WORDS[match[1]], text[match.end(): end].strip()) for match, end in zip(found, ends, strict=True)]


def _take(labels: Labels, key: str, value: str, source: Source) -> None:
    if value and key not in labels.values:
        labels.values[key] = value
        labels.sources[key] = source


def has_label(text: str) -> bool:
    """Whether a text is one of these labels, with or without its value."""
    return len(text) < 60 and bool(_pairs(text.strip()))
