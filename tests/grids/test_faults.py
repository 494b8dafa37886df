"""Every fault of reading gets its verdict, in time and memory, and leaves the door open for the next file."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from gongkai_desk.domain import Unreadable
from gongkai_desk.grids import Blob, Document, Reader, gather
from gongkai_desk.grids.formats import read_bytes

from . import faults, found
from .faults import Fault

FAULTS = [*faults.FAULTS, *found.FOUND]


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as door:
        yield door


def verdict_of(result: Document | Unreadable) -> str:
    if isinstance(result, Unreadable):
        return result.kind.value
    return "warned" if result.doubts else "read"


def text_at(document: Document, name: str) -> str:
    found = re.fullmatch(r"([A-Z]+)(\d+)", name)
    assert found is not None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return document.grids[0].text(int(found[2]), column)


class Spent(NamedTuple):
    """The processor time of a reader's child, however busy the machine is."""

    pid: int
    seconds: float


def spent(reader: Reader) -> Spent:
    if reader._child is None:
        return Spent(0, 0.0)
    fields = Path(f"/proc/{reader._child.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return Spent(reader._child.pid, (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_the_verdict_is_right(fault: Fault, reader: Reader) -> None:
    data = fault.make()
    before = spent(reader)
    try:
        result: Document | Unreadable = reader.read(Blob(fault.name, data))
    except Unreadable as error:
        result = error
    after = spent(reader)
    assert after.seconds - (before.seconds if after.pid == before.pid else 0) < fault.seconds
    assert verdict_of(result) in fault.verdict.split("|"), result
    if isinstance(result, Unreadable):
        assert fault.says in f"{result.what} {result.next_step}"
        assert result.where == fault.name and result.next_step
    else:
        assert fault.says in " ".join(doubt.what for doubt in result.doubts)
        assert {name: text_at(result, name) for name in fault.cells} == fault.cells


def test_a_batch_with_all_of_them_finishes_and_adds_up(tmp_path: Path) -> None:
    small = [fault for fault in FAULTS if fault.name not in ("styled_blank_cells_4M.xlsx", "blank_rows_1048576.xlsx", "field_50MB.csv")]
    sums = {}
    for fault in small:
        path = tmp_path / fault.name
        path.write_bytes(fault.make())
        sums[path] = hashlib.sha1(path.read_bytes()).hexdigest()
    with Reader() as door:
        found = {item.path: verdict_of(result) for item, result in door.read_many(gather([tmp_path])) if isinstance(item, Blob)}  # type: ignore[arg-type]
    assert len(found) == len(small)
    assert all(found[str(tmp_path / fault.name)] in fault.verdict.split("|") for fault in small)
    assert {path: hashlib.sha1(path.read_bytes()).hexdigest() for path in sums} == sums
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(fault.name for fault in small)


@pytest.mark.parametrize("fault", [f for f in FAULTS if f.name.endswith(("xlsx", "xlsm")) and f.cells and "blank" not in f.name],
                         ids=lambda fault: fault.name)
def test_the_careful_reader_agrees_with_the_fast_one(fault: Fault) -> None:
    data = fault.make()
    careful = read_bytes(data, fault.name, frozenset(("calamine",)))
    if fault.name in ("sst_count_lie.xlsx", "far_lie.xlsx"):
        return  # the fast one would take this process down
    assert careful == read_bytes(data, fault.name)
