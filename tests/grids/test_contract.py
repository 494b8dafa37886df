"""The contract of every format: the same table gives the same Grid, through the same door."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gongkai_desk.grids import Blob, Document, Grid, GridKind, Reader
from gongkai_desk.grids.formats import read_bytes

from .samples import SPANS, TEXTS, WITH_SPANS, WITHOUT_SPANS, html_table

EVERY = {**WITH_SPANS, **WITHOUT_SPANS}


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as door:
        yield door


def texts(grid: Grid) -> dict[tuple[int, int], str]:
    return {
        (row.index, column): grid.text(row.index, column)
        for row in grid.rows for column in range(1, len(row.values) + 1) if grid.text(row.index, column)}


def the_table(document: Document) -> Grid:
    assert [grid.kind for grid in document.grids] == [GridKind.TABLE]
    return document.grids[0]


@pytest.mark.parametrize("name", EVERY)
def test_every_format_gives_the_same_texts(name: str) -> None:
    document = read_bytes(EVERY[name](), name)
    assert texts(the_table(document)) == TEXTS
    assert document.path == name
    assert document.doubts == ()


@pytest.mark.parametrize("name", WITH_SPANS)
def test_every_format_keeps_merges_as_spans(name: str) -> None:
    grid = the_table(read_bytes(WITH_SPANS[name](), name))
    assert {(span.top, span.left, span.bottom, span.right) for span in grid.spans} == set(SPANS)


@pytest.mark.parametrize("name", EVERY)
def test_rows_are_sparse_ascending_and_trimmed(name: str) -> None:
    grid = the_table(read_bytes(EVERY[name](), name))
    assert [row.index for row in grid.rows] == sorted({row for row, _ in TEXTS})
    assert all(row.values and row.values[-1] is not None for row in grid.rows)
    assert grid.width == 4


@pytest.mark.parametrize("name", EVERY)
def test_the_door_gives_what_the_reader_gave(name: str, reader: Reader) -> None:
    data = EVERY[name]()
    assert reader.read(Blob(name, data)) == read_bytes(data, name)


@pytest.mark.parametrize("name", EVERY)
def test_every_grid_says_where_it_was_read(name: str) -> None:
    grid = the_table(read_bytes(EVERY[name](), name))
    source = grid.source(4, 2)
    assert (source.file, source.cell) == (name, "B4")


def test_pasted_html_is_the_same_table(reader: Reader) -> None:
    html = f"<html><body><!--StartFragment-->{html_table()}<!--EndFragment--></body></html>"
    assert texts(the_table(reader.read_clipboard(html, "别的"))) == TEXTS
