"""What LibreOffice makes of our samples reads the same: its own xls, ods, flat ods and PDF."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from gongkai_desk.domain import Unreadable
from gongkai_desk.grids import Document, GridKind
from gongkai_desk.grids.formats import read_bytes

from . import samples
from .faultparts import book, cell, docx, p, row, sheet, styles, table, tc, zipped

TASKS = [[str(number), f"推进第{number}项政务公开重点工作，" + "完善工作机制，强化督促落实，" * 6 + "确保取得实效。", "市政府办公室", "市司法局、市财政局"]
         for number in range(1, 31)]


def long_docx() -> bytes:
    """A table over several pages with lines, its header repeated."""
    lines = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    grid = "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{width}"/>' for width in (700, 4300, 1800, 2200)) + "</w:tblGrid>"
    head = [tc(p(text)) for text in ("序号", "工作任务", "牵头单位", "配合单位")]
    body = [[tc(p(text)) for text in line] for line in TASKS]
    xml = table(head, *body).replace("<w:tbl>", f"<w:tbl><w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr>{grid}", 1)
    xml = xml.replace("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>", 1)
    return docx(p("2022年任务分解表") + xml + p("注：本表由市政府办公室解释。"))


def dated_xlsx() -> bytes:
    cells = (cell("A1", 44926, style=1), cell("B1", 44926, style=2), cell("C1", 0.85, style=3), cell("D1", 7, style=4), cell("E1", "作废", style=5),
             cell("F1", "#REF!", "e"))
    xml = sheet(row(1, *cells), row(2, cell("A2", "甲"), extra=' hidden="1"'), row(3, cell("A3", "乙")),
                before='<cols><col min="2" max="2" width="9" hidden="1"/></cols>')
    formats = ((176, 'yyyy"年"m"月"'), (177, "000"))
    return zipped(book({"表": xml, "隐": sheet(row(1, cell("A1", "x")))}, states={"隐": "hidden"},
                       style=styles(formats, (0, 14, 176, 9, 177, 0), struck=(5,))))


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples and what LibreOffice converted them to."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "任务.xlsx").write_bytes(samples.xlsx())
    (folder / "日期.xlsx").write_bytes(dated_xlsx())
    (folder / "长表.docx").write_bytes(long_docx())
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    for target, names in (("xls", ("任务.xlsx", "日期.xlsx")), ("ods", ("任务.xlsx", "日期.xlsx")), ("fods", ("任务.xlsx",)), ("pdf", ("长表.docx",))):
        subprocess.run(["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(folder), *(str(folder / n) for n in names)],
                       check=True, capture_output=True, timeout=180)
    return folder


def read(path: Path) -> Document:
    return read_bytes(path.read_bytes(), path.name)


@pytest.mark.parametrize("ending", ["xls", "ods", "fods"])
def test_a_saved_copy_reads_the_same(office: Path, ending: str) -> None:
    document = read(office / f"任务.{ending}")
    grid = document.grids[0]
    assert {place: grid.text(*place) for place in samples.TEXTS} == samples.TEXTS
    assert {(span.top, span.left, span.bottom, span.right) for span in grid.spans} == set(samples.SPANS)
    assert grid.sheet == "任务分解"


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_formats_hidden_rows_and_errors_survive(office: Path, ending: str) -> None:
    document = read(office / f"日期.{ending}")
    grid = document.grids[0]
    assert [grid.text(1, column) for column in (1, 2, 3, 4, 5)] == ["2022-12-31", "2022年12月", "85%", "007", "作废"]
    assert str(grid.value(1, 6)) == "错误值 #REF!"
    assert grid.hidden_rows == {2} and 2 in grid.hidden_columns
    assert document.grids[1].visibility.value == "hidden"
    assert {"error-cells", "hidden-rows", "hidden-columns", "hidden-sheet"} <= {doubt.kind for doubt in document.doubts}
    assert grid.struck == {(1, 5)}


def test_a_table_over_several_pages_is_one(office: Path) -> None:
    document = read(office / "长表.pdf")
    assert [grid.kind for grid in document.grids] == [GridKind.PROSE, GridKind.TABLE, GridKind.PROSE]
    rows = [list(line.values) for line in document.grids[1].rows]
    assert rows == [["序号", "工作任务", "牵头单位", "配合单位"], *TASKS]
    assert [grid.rows[0].values[0] for grid in document.grids[::2]] == ["2022年任务分解表", "注：本表由市政府办公室解释。"]


def test_half_a_pdf_and_an_empty_one_are_named(office: Path) -> None:
    data = (office / "长表.pdf").read_bytes()
    for spoilt in (data[:200], b"%PDF-1.4\n%%EOF\n", data[:40] + bytes(3000)):
        with pytest.raises(Unreadable) as caught:
            read_bytes(spoilt, "甲.pdf")
        assert caught.value.next_step
