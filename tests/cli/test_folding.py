"""A list kept folded prints the same bytes as one kept whole, and takes little room."""

from __future__ import annotations

import sys
import tracemalloc

import pytest

from gongkai_desk.cli.folding import FoldedList, print_folded
from gongkai_desk.cli.output import print_json

ENTRY = {"path": "甲\n乙.xlsx", "tasks": [{"text": "主动公开\t“目录”", "due": None, "units": ["市司法局"]}], "notes": [], "empty": {}}


@pytest.mark.parametrize("number", [0, 1, 2, 700])
def test_the_same_bytes_come_out(number: int, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    entries = [ENTRY | {"year": at} for at in range(number)]
    rest = {"refused": [{"path": "丙"}], "ignored": []}
    print_json({"documents": entries, **rest})
    whole = capfdbinary.readouterr().out
    folded = FoldedList()
    for entry in entries:
        folded.add(entry)
    assert len(folded) == number
    print_folded("documents", folded, rest)
    sys.stdout.flush()
    assert capfdbinary.readouterr().out == whole


def test_a_long_batch_takes_little_room() -> None:
    folded = FoldedList()
    tracemalloc.start()
    for at in range(20_000):
        folded.add(ENTRY | {"year": at, "tasks": ENTRY["tasks"] * 10})  # type: ignore[operator]
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size < 6 << 20
