"""Text that stands: turned by a quarter or by some degrees, or one character below the other (竖排); and printed grid lines."""

import io

import pdfplumber
import pytest
import xlsxwriter

from gongkai_desk.paper.pdf import pdf_bytes
from gongkai_desk.paper.sheet import Filling

WORDS = "牵头责任单位"


def page_of(path, fill, draw, filling=None):
    book = xlsxwriter.Workbook(str(path))
    draw(book, book.add_worksheet("表"))
    book.close()
    filled = fill(path, {0: [filling or Filling({}, [])]})
    return filled, pdfplumber.open(io.BytesIO(pdf_bytes(filled)[0])).pages[0]


def extent(page, words=WORDS):
    """The box of the words' characters: x0, x1, top, bottom; and whether each is upright."""
    found = [char for char in page.chars if char["text"] in words]
    assert len(found) == len(words)
    return (min(char["x0"] for char in found), max(char["x1"] for char in found), min(char["top"] for char in found),
            max(char["bottom"] for char in found), {char["upright"] for char in found})


@pytest.mark.parametrize(("rotation", "upright"), [(90, False), (-90, False), (270, True)])
def test_standing_text_stays_in_its_narrow_cell(tmp_path, fill, rotation, upright):
    def draw(book, sheet):
        sheet.set_column("A:A", 4)
        sheet.set_row(0, 120)
        sheet.write(0, 0, WORDS, book.add_format({"rotation": rotation, "align": "center", "valign": "vcenter", "border": 1}))

    _, page = page_of(tmp_path / "t.xlsx", fill, draw)
    x0, x1, top, bottom, ways = extent(page)
    assert ways == {upright}
    assert x1 - x0 < 20 and 50 < bottom - top < 120
    left, right = min(line["x0"] for line in page.lines), max(line["x1"] for line in page.lines)
    assert left <= x0 and x1 <= right
    assert abs((x0 + x1) - (left + right)) < 8


@pytest.mark.parametrize(("rotation", "valign", "near"), [(90, "top", "top"), (90, "bottom", "bottom"), (-90, "top", "top"), (-90, "bottom", "bottom")])
def test_turned_text_keeps_its_end_of_the_cell(tmp_path, fill, rotation, valign, near):
    def draw(book, sheet):
        sheet.set_row(0, 200)
        sheet.write(0, 0, WORDS, book.add_format({"rotation": rotation, "valign": valign, "border": 1}))

    _, page = page_of(tmp_path / "t.xlsx", fill, draw)
    _, _, top, bottom, ways = extent(page)
    assert ways == {False}
    above, below = top - min(line["top"] for line in page.lines), max(line["bottom"] for line in page.lines) - bottom
    assert (above < 12 < below) if near == "top" else (below < 12 < above)


def test_slanting_text_slants(tmp_path, fill):
    def draw(book, sheet):
        sheet.set_column("A:A", 20)
        sheet.set_row(0, 120)
        sheet.write(0, 0, WORDS, book.add_format({"rotation": 45, "align": "center", "valign": "vcenter"}))

    _, page = page_of(tmp_path / "t.xlsx", fill, draw)
    places = {char["text"]: (char["x0"], char["top"]) for char in page.chars if char["text"] in WORDS}
    across = [places[letter][0] for letter in WORDS]
    down = [places[letter][1] for letter in WORDS]
    assert across == sorted(set(across)) and down == sorted(set(down), reverse=True)


@pytest.mark.parametrize("rotation", [90, -90, 270])
def test_a_repeated_row_is_as_high_as_what_stands_in_it(tmp_path, fill, rotation):
    def draw(book, sheet):
        standing = book.add_format({"rotation": rotation, "align": "center"})
        sheet.write_row(0, 0, ["序号", "工作任务"])
        sheet.write_row(1, 0, ["{{序号}}", "{{工作任务}}"], standing)
        sheet.set_column("A:B", 4)

    records = Filling({}, [{"序号": 1, "工作任务": WORDS}, {"序号": 2, "工作任务": "短"}])
    book, page = page_of(tmp_path / "t.xlsx", fill, draw, records)
    long, short = [line.height for line in book.sheets[0].lines if line.body]
    assert short < 40 < len(WORDS) * 10 < long < len(WORDS) * 20
    _, _, top, bottom, _ = extent(page, "牵头责单位")
    assert bottom - top < long


def test_grid_lines_are_printed_where_the_office_asked_for_them(tmp_path, fill):
    def draw(asked):
        def drawn(_book, sheet):
            sheet.write_row(0, 0, ["甲", "乙", "丙"])
            sheet.merge_range("A2:B3", "合")
            sheet.write("C3", "丁")
            sheet.hide_gridlines(0 if asked else 1)

        return drawn

    _, without = page_of(tmp_path / "a.xlsx", fill, draw(False))
    _, with_lines = page_of(tmp_path / "b.xlsx", fill, draw(True))
    assert not without.lines and with_lines.lines
    x = sorted({round(line["x0"]) for line in with_lines.lines if line["x0"] == line["x1"]})
    assert len(x) == 4
    inside = [line for line in with_lines.lines if line["x0"] == line["x1"] and round(line["x0"]) == x[1]]
    merged = next(char for char in with_lines.chars if char["text"] == "合")
    assert all(line["bottom"] <= merged["top"] + 1 for line in inside)
