"""Layouts met in life, in words of our own: each fixture holds grids and what must be read from them.

Cells are separated by ``¦``, ``\\n`` is a line break in a cell, ``{…}`` a date. An expected line is
``number¦text¦kind¦lead¦support¦due¦section``; ``*`` is not checked, a text is the beginning (``|`` between alternatives).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl.utils.cell import range_boundaries

from gongkai_desk.domain import Breakdown, Task
from gongkai_desk.grids.grid import Document, Grid, GridKind, Row, Span, Value
from gongkai_desk.layout import understand

FOLDER = Path(__file__).parent / "fixtures"
PATHS = sorted(FOLDER.glob("*.txt"))


def _value(text: str) -> Value:
    if re.fullmatch(r"\{\d{4}-\d\d-\d\d\}", text):
        return date.fromisoformat(text[1:-1])
    return int(text) if text.isdigit() else text.replace("\\n", "\n") or None


def _corners(name: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = range_boundaries(name)
    return top or 1, left or 1, bottom or 1, right or 1


def _table(head: str, lines: list[str]) -> Grid:
    words = head.split()
    options = dict(word.split("=", 1) for word in words[1:] if "=" in word)
    sheet = next((word for word in words[1:] if "=" not in word), None)
    rows = tuple(
        Row(number, tuple(_value(cell) for cell in line.split("¦"))) for number, line in enumerate(lines, start=1) if line.strip("¦ ")
    )
    spans = tuple(Span(*_corners(name)) for name in options.get("merge", "").split(",") if name)
    struck = frozenset(_corners(name)[:2] for name in options.get("struck", "").split(",") if name)
    hidden = frozenset(int(row) for row in options.get("hidden", "").split(",") if row)
    return Grid("样例.xlsx", rows, sheet, spans=spans, struck=struck, hidden_rows=hidden)


def _prose(lines: list[str], first: int) -> Grid:
    rows = tuple(Row(number, (line,)) for number, line in enumerate(lines, start=first) if line.strip())
    return Grid("样例.txt", rows, kind=GridKind.PROSE)


def _blocks(text: str) -> Iterator[tuple[str, list[str]]]:
    for block in re.split(r"^@", text, flags=re.M)[1:]:
        head, *lines = block.split("\n")
        yield head, [line for line in lines if line != ""]


def load(path: Path) -> tuple[Document, list[list[str]], dict[str, str]]:
    grids: list[Grid] = []
    expected: list[list[str]] = []
    checks: dict[str, str] = {}
    paragraphs = 1
    for head, lines in _blocks(path.read_text("utf-8")):
        if head.startswith("table"):
            grids.append(_table(head, lines))
        elif head.startswith("prose"):
            grids.append(_prose(lines, paragraphs))
            paragraphs += len(lines)
        elif head.startswith("expect"):
            expected = [line.split("¦") for line in lines]
        elif head.startswith("check"):
            checks = dict(pair.split("=", 1) for pair in head.split()[1:])
    return Document("样例.xlsx", "xlsx", tuple(grids)), expected, checks


def _units(text: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"、(?![^（(]*[）)])", text) if part)


def _assert_task(task: Task, wanted: list[str]) -> None:
    number, text, kind, lead, support, due, section = wanted
    assert number in ("*", task.number or "")
    assert any(task.text.startswith(start) for start in text.replace("\\n", "\n").split("|")), (task.text, text)
    assert task.lead.kind.value == kind, (task.text, task.lead)
    assert task.lead.units == _units(lead)
    assert support == "*" or task.support.units == _units(support)
    assert due == "*" or (task.deadline.due.isoformat() if task.deadline.due else "") == due, (task.text, task.deadline)
    assert section == "*" or "/".join(task.section) == section


def _assert_checks(found: tuple[Breakdown, ...], checks: dict[str, str]) -> None:
    first = found[0]
    tasks = [task for breakdown in found for task in breakdown.tasks]
    doubts = {doubt.kind for breakdown in found for doubt in breakdown.doubts}
    counted = {
        "breakdowns": len(found), "notes": len(first.notes), "reports": len(first.reports), "roster": len(first.roster.units),
        "groups": len(first.roster.groups), "obligations": len(first.obligations), "prose": int(first.prose), "year": first.year,
        "title": first.title, "number": first.number, "issued": first.issued, "issuer": first.issuer, "persons": tasks[0].persons,
    }
    for key, wanted in checks.items():
        if key == "doubts":
            assert set(wanted.split(",")) <= doubts, doubts
        elif key == "spans":
            assert all(task.lead.spans_rows for task in tasks if task.number in wanted.split(","))
        elif key == "blank":
            assert all(part in {f"{task.blank_lead}@{task.number}" for task in tasks} for part in wanted.split(","))
        elif key == "extra":
            assert wanted in dict(tasks[0].extra)
        else:
            assert str(counted[key]) == wanted.replace("\\n", "\n"), key


@pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])
def test_layout(path: Path) -> None:
    document, expected, checks = load(path)
    found = understand(document)
    tasks = [task for breakdown in found for task in breakdown.tasks]
    for task, wanted in zip(tasks, expected, strict=False):
        _assert_task(task, wanted)
    assert [task.text for task in tasks[len(expected):]] == []
    assert len(tasks) == len(expected)
    _assert_checks(found, checks)


def test_there_are_many_layouts() -> None:
    assert len(PATHS) >= 40
